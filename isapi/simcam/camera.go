// Package simcam simulates Hikvision cameras on real sockets: real HTTP and TLS, real digest and session logins,
// real activation, locks, start-up and a reset button, and discovery over UDP. It counts and keeps what it receives, so that a test can say
// "this walk spent one try" and "no password was sent". Decoys are devices of others.
// All is written from what is known of the devices, independently of any client.
package simcam

import (
	"context"
	"crypto/tls"
	"errors"
	"math/rand/v2"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"camreset/isapi/simcam/udp"
)

// Camera is one simulated camera. Its methods may be called from any goroutine.
type Camera struct {
	id          Identity
	handler     http.Handler     // answers what comes over HTTP
	orders      map[string]order // commands of discovery, by Types
	connections connections
	listen      func(address string) (net.Listener, error) // for the listeners; set before the first

	mu sync.Mutex // guards everything below
	timers
	sc     Scenario
	dev    settings
	ram    memory
	phase  phase
	button button
	count  Counters
	record record
	doors  []*door
	certs  map[bool]*tls.Certificate // by whether it is for RSA key exchange
	booted time.Time
	lives  int      // activations and resets to factory settings
	fixed  settings // address and network that a reset leaves; empty if it leaves none
	broken error    // why the last listener could not be opened
	closed bool

	// Discovery.
	links    []udp.Link          // the ways to be found
	sockets  []socket            // the real ones of these
	lease    func() netip.Prefix // asks the DHCP server for an address; nil where there is none
	moved    func(string)        // see onMove; nil if nobody asked
	requests []string            // all that was ever exported for support
	salts    int                 // how often the salt changed
	rng      *rand.Rand          // delays and losses

	life    context.Context // ends when the power goes: replies that are being delayed end with it
	endLife context.CancelFunc
}

// socket is a real one of the camera; it stays open without power and is then deaf.
type socket interface {
	Read(handle func(udp.Datagram))
	Close() error
}

// Identity tells what the camera calls itself.
func (c *Camera) Identity() Identity { return c.id }

// Set changes switches while the camera runs. What a camera only starts with (password, address,
// questions, locked, unplugged, seed) has no further effect; SetPassword changes the password.
func (c *Camera) Set(change func(*Scenario)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	change(&c.sc)
	c.sc = c.sc.withDefaults()
}

// SetDelay makes every reply take d of camera-clock time longer.
func (c *Camera) SetDelay(d time.Duration) {
	c.Set(func(s *Scenario) { s.Delay = d })
}

var errClosed = errors.New("simcam: the camera is closed")
