// Package simcam simulates Hikvision cameras on real sockets: real HTTP and TLS, real digest and session logins,
// real activation, locks, start-up and a reset button. It counts and keeps what it receives, so that a test can say
// "this walk spent one try" and "no password was sent". Decoys are devices of others.
// All is written from what is known of the devices, independently of any client.
package simcam

import (
	"context"
	"crypto/tls"
	"errors"
	"maps"
	"sync"
	"time"
)

// Camera is one simulated camera. Its methods may be called from any goroutine.
type Camera struct {
	clock       Clock
	id          Identity
	routes      map[string][]route
	connections connections

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
	timers map[*timer]struct{}
	closed bool
	broken error // why the last listener could not be opened

	life    context.Context // ends when the power goes: replies that are being delayed end with it
	endLife context.CancelFunc
}

// settings is what a camera keeps without power and loses by a reset to factory defaults.
type settings struct {
	password  string // of admin; empty means inactive
	questions []Question
	recovery  Recovery
	address   string
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
}

// New makes a camera. It has power unless the scenario says otherwise, and answers once Listen was called.
// Close it in the end.
func New(scenario Scenario, clock Clock) *Camera {
	sc := scenario.withDefaults()
	c := &Camera{
		clock:  clock,
		id:     identify(sc),
		routes: routes(),
		sc:     sc,
		dev:    settings{sc.Password, sc.Questions, sc.Recovery, sc.Address},
		timers: map[*timer]struct{}{},
		certs:  map[bool]*tls.Certificate{},
		count:  Counters{ByPath: map[string]int{}},
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
	err := c.broken
	c.mu.Unlock()
	c.connections.running.Wait()
	return err
}

// Identity tells what the camera calls itself.
func (c *Camera) Identity() Identity { return c.id }

// Set changes switches while the camera runs. What a camera only starts with (password, address,
// questions, locked, unplugged) has no further effect; SetPassword changes the password.
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

// setPassword stores a password and ends every session that was opened with the one before.
func (c *Camera) setPassword(password string) {
	c.dev.password = password
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
func (c *Camera) Secrets() []Secret {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.dev.password == "" {
		return []Secret{{"password of admin", "none yet: the camera is inactive"}}
	}
	list := []Secret{{"password of admin", c.dev.password}}
	for _, q := range c.dev.questions {
		list = append(list, Secret{q.Text, q.Answer})
	}
	if len(c.dev.questions) > 0 {
		list = append(list, Secret{"password after a reset on the camera's page", c.sc.PagePassword})
	}
	return append(list, Secret{"password after a reset by the app", c.sc.AppPassword})
}

// State is how a camera stands at one moment.
type State struct {
	Powered, Booting bool // Booting: powered, but dark or refusing writes
	Dark             bool // powered, but refusing connections
	Active           bool
	Password         string // of admin; empty when inactive
	Locked           bool   // logins of some address are refused
	ButtonDown       bool
	Address          string // what the camera believes its IPv4 address to be
	Questions        int    // security questions that are set
	Err              error  // the listener could not be opened
}

// State tells how the camera stands.
func (c *Camera) State() State {
	c.mu.Lock()
	defer c.mu.Unlock()
	return State{
		Powered:    c.phase != phaseOff,
		Booting:    c.phase == phaseDark || c.phase == phaseBusy,
		Dark:       c.phase == phaseDark,
		Active:     c.dev.password != "",
		Password:   c.dev.password,
		Locked:     c.ram.logins.anybody(c.clock.Now()),
		ButtonDown: c.button.down,
		Address:    c.dev.address,
		Questions:  len(c.dev.questions),
		Err:        c.broken,
	}
}

// Counters is what a camera received since it was made.
type Counters struct {
	Requests        int            // HTTP requests
	ByPath          map[string]int // the same by path, without query
	Bare            int            // login challenges handed out to requests without credentials
	Logins          int            // answered login tries: Right + Wrong + Refused
	Right, Wrong    int
	Refused         int // tries, right or wrong, while logins were locked
	Stale           int // right answers to a used-up nonce; they are no tries
	Challenges      int // of activations
	Activations     int // that worked
	PasswordChanges int // that worked, by whatever way
	Writes          int // changing requests that were allowed to change something, accepted or not
	Answers         int // sets of answers to the security questions
	WrongAnswers    int
	Connections     int // TCP connections accepted
	MaxConnections  int // open at the same time
	Datagrams       int // UDP discovery messages
}

// Counters tells what the camera received.
func (c *Camera) Counters() Counters {
	c.mu.Lock()
	defer c.mu.Unlock()
	copied := c.count
	copied.ByPath = maps.Clone(c.count.ByPath)
	c.connections.mu.Lock()
	defer c.connections.mu.Unlock()
	copied.Connections, copied.MaxConnections = c.connections.total, c.connections.most
	return copied
}

var errClosed = errors.New("simcam: the camera is closed")
