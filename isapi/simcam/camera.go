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

// Camera is one simulated camera: what it knows, and how it stands. Its methods may be called from any goroutine.
type Camera struct {
	id          Identity
	handler     http.Handler       // answers what comes over HTTP
	commands    map[string]command // commands of discovery, by Types
	connections connections
	listen      func(address string) (net.Listener, error) // for the listeners; set before the first

	mu sync.Mutex // guards everything below
	timers
	sc        Scenario
	settings  settings
	ram       memory
	phase     phase
	button    button
	count     Counters
	record    record
	logged    []logEntry // the device's own log
	listeners []*listener
	certs     map[bool]*tls.Certificate // by whether it is for RSA key exchange
	booted    time.Time
	epoch     int      // activations and resets to factory settings
	pinned    settings // address and network that a reset leaves; empty if it leaves none
	listenErr error    // why the last listener could not be opened
	closed    bool

	// Discovery.
	links       []udp.Link          // the ways to be found
	sockets     []socket            // the real ones of these
	lease       func() netip.Prefix // asks the DHCP server for an address; nil where there is none
	onMoved     func(string)        // see notifyMoved; nil if nobody asked
	requests    []string            // all that was ever exported for support
	saltVersion int                 // how often the salt changed
	rng         *rand.Rand          // delays and losses

	ctx    context.Context // of everything that ends when the power goes, such as a reply that is being delayed
	cancel context.CancelFunc
}

// socket is a real one of the camera; it stays open without power, and what comes is then ignored.
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
