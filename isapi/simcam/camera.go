// Package simcam simulates Hikvision cameras on real sockets: real HTTP and TLS, real digest and session logins,
// real activation, locks, start-up and a reset button, and discovery over UDP. It counts and keeps what it receives, so that a test can say
// "this walk spent one try" and "no password was sent". Decoys are devices of others.
// All is written from what is known of the devices, independently of any client.
package simcam

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/netip"
	"strings"
	"sync"
	"time"

	"camreset/isapi/simcam/udp"
)

// Camera is one simulated camera. Its methods may be called from any goroutine.
type Camera struct {
	clock       Clock
	id          Identity
	routes      map[string][]route
	connections connections
	listen      func(address string) (net.Listener, error) // for the doors; set before the first

	mu     sync.Mutex // guards everything below
	sc     Scenario
	dev    settings
	phase  phase
	button button
	ram    memory
	count  Counters
	doors  []*door
	certs  map[bool]*tls.Certificate // by whether it is for RSA key exchange
	heard  []Exchange                // the last requests
	tried  []Try
	lives  int // activations and resets to factory settings

	// Discovery.
	links     []udp.Link          // the ways to be found
	sockets   []socket            // the real ones of these
	lease     func() netip.Prefix // asks the DHCP server for an address; nil where there is none
	datagrams []udp.Datagram      // the last requests
	requests  []string            // all that was ever exported for support
	salts     int                 // how often the salt changed
	dice      *rand.Rand
	booted    time.Time
	timers    map[*timer]struct{}
	closed    bool
	fixed     settings     // address and network that a reset leaves; empty if it leaves none
	broken    error        // why the last listener could not be opened
	moved     func(string) // see onMove; nil if nobody asked

	life    context.Context // ends when the power goes: replies that are being delayed end with it
	endLife context.CancelFunc
}

// settings is what a camera keeps without power and loses by a reset to factory defaults.
type settings struct {
	password  string // of admin; empty means inactive
	questions []Question
	recovery  Recovery
	address   string
	net       network
	guid      string // of the file that resets; empty when none is good
}

// memory is what a camera loses when its power goes.
type memory struct {
	logins    lockbox           // wrong logins
	answers   lockbox           // wrong answers to the security questions
	nonces    nonces            // handed out with digest challenges
	sessions  map[string]string // of logged-in browsers, by cookie; the value is the tag that goes with it
	greetings map[string]greeting
	challenge string // the one pending challenge of an activation; empty when there is none
	newest    string // the same of a V3 activation
	ticket    string // right answers were given: good for one new password

	exchange []byte   // of keys, for one command of discovery; empty when there was none
	request  exported // to support
	mail     exported // a QR code for the mailbox
	secrets  map[secretKind]*lockbox
}

// New makes a camera. It has power unless the scenario says otherwise, and answers once Listen was called.
// Close it in the end.
func New(scenario Scenario, clock Clock) *Camera {
	sc := scenario.withDefaults()
	c := &Camera{
		clock:  clock,
		listen: listen,
		id:     identify(sc),
		routes: routes(),
		sc:     sc,
		dev: settings{
			password: sc.Password, questions: sc.Questions, recovery: sc.Recovery, address: sc.Address, net: networkAt(sc.Address),
		},
		timers: map[*timer]struct{}{},
		certs:  map[bool]*tls.Certificate{},
		count:  Counters{ByPath: map[string]int{}, SADP: map[string]int{}},
		dice:   rand.New(rand.NewPCG(sc.SADP.Seed, uint64(sc.Unit))), // chance that can be repeated, no secrets
		booted: clock.Now(),
	}
	if sc.Inactive {
		c.dev.password, c.dev.questions, c.dev.recovery = "", nil, Recovery{}
	}
	c.forget()
	if sc.Locked {
		c.ram.logins.everybody = clock.Now().Add(sc.LockTime)
	}
	if !sc.Unplugged {
		c.phase = phaseReady
		c.life, c.endLife = context.WithCancel(context.Background())
	}
	return c
}

// forget empties the memory, as a loss of power does.
func (c *Camera) forget() {
	c.ram = memory{sessions: map[string]string{}, greetings: map[string]greeting{}}
}

// Close cuts the power for good and waits until every goroutine of the camera has ended.
func (c *Camera) Close() error {
	c.mu.Lock()
	c.closed = true
	c.cut()
	for _, s := range c.sockets {
		_ = s.Close()
	}
	err := c.broken
	c.mu.Unlock()
	c.connections.running.Wait()
	return err
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

// SetPassword gives admin another password, as if somebody had changed it on the camera.
// The empty password makes the camera inactive.
func (c *Camera) SetPassword(password string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.setPassword(password)
}

// setPassword stores a password and ends every session that was opened with the one before. It voids the file that
// would reset that one, and makes another salt.
func (c *Camera) setPassword(password string) {
	c.dev.password, c.dev.guid = password, ""
	c.salts++
	clear(c.ram.sessions)
}

// PageReset does what somebody does who answers the security questions on the camera's own page:
// it sets Scenario.PagePassword. Nothing happens when the camera is off, inactive or has no questions.
func (c *Camera) PageReset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.dev.questions) > 0 {
		c.ownerSets(c.sc.PagePassword)
	}
}

// AppReset does what somebody does who resets the password with the maker's app or PC tool:
// it sets Scenario.AppPassword. Nothing happens when the camera is off or inactive.
func (c *Camera) AppReset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ownerSets(c.sc.AppPassword)
}

func (c *Camera) ownerSets(password string) {
	if c.phase == phaseReady && c.dev.password != "" {
		c.setPassword(password)
		c.count.PasswordChanges++
	}
}

// Secret is a line for the person in front of the simulation.
type Secret struct{ Label, Value string }

// Secrets tells what a person needs to play the owner: the present password of admin, the answers to the
// security questions, and the passwords that PageReset and AppReset would set.
func (c *Camera) Secrets() Secrets {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.dev.password == "" {
		return Secrets{{"password of admin", "none yet: the camera is inactive"}}
	}
	list := Secrets{{"password of admin", c.dev.password}}
	for _, q := range c.dev.questions {
		list = append(list, Secret{q.Text, q.Answer})
	}
	if len(c.dev.questions) > 0 {
		list = append(list, Secret{"password after a reset on the camera's page", c.sc.PagePassword})
	}
	return append(list, Secret{"password after a reset by the app", c.sc.AppPassword})
}

// Secrets are lines for that person.
type Secrets []Secret

// String writes each on an indented line of its own.
func (list Secrets) String() string {
	var b strings.Builder
	for _, s := range list {
		fmt.Fprintf(&b, "  %s: %s\n", s.Label, s.Value)
	}
	return b.String()
}

// ResetPasswords are the passwords that PageReset and AppReset would set.
func (c *Camera) ResetPasswords() (page, app string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.sc.PagePassword, c.sc.AppPassword
}

var errClosed = errors.New("simcam: the camera is closed")
