package simcam

import "maps"

// State is how a camera stands at one moment.
type State struct {
	Powered, Booting bool // Booting: powered, but dark or refusing writes
	Dark             bool // powered, but refusing connections
	Active           bool
	Password         string // of admin; empty when inactive
	Locked           bool   // logins of some address are refused
	ButtonDown       bool
	Address          string // what the camera believes its IPv4 address to be
	Mask, Gateway    string // what it believes of its network
	DHCP             bool   // its address is from a DHCP server
	HTTPPort         int    // what it tells by discovery and has in a Lan
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
		Mask:       c.dev.net.mask,
		Gateway:    c.dev.net.gateway,
		DHCP:       c.dev.net.dhcp,
		HTTPPort:   c.dev.net.httpPort,
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
	Writes          int // changing HTTP requests that were allowed to change something, accepted or not
	Answers         int // sets of answers to the security questions, by HTTP or discovery
	WrongAnswers    int
	Connections     int // TCP connections accepted
	MaxConnections  int // open at the same time

	Probes       int            // of ONVIF discovery that were answered
	Datagrams    int            // UDP discovery requests heard: each copy, for whomever, readable or not
	SADP         map[string]int // those of them that were meant for this camera, by Types
	Secrets      int            // those with a password, code, file or answers to check, also while locked
	WrongSecrets int            // those of them that were wrong; none of the two is in Logins
}

// Counters tells what the camera received.
func (c *Camera) Counters() Counters {
	c.mu.Lock()
	defer c.mu.Unlock()
	copied := c.count
	copied.ByPath, copied.SADP = maps.Clone(c.count.ByPath), maps.Clone(c.count.SADP)
	c.connections.mu.Lock()
	defer c.connections.mu.Unlock()
	copied.Connections, copied.MaxConnections = c.connections.total, c.connections.most
	return copied
}
