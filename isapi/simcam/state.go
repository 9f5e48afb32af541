package simcam

import (
	"maps"
	"slices"

	"camreset/isapi/simcam/udp"
)

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
	Mailbox          string // that codes for a new password go to; empty where none is set
	Name             string // of the device
	Zone             string // as POSIX writes it; empty: that of the simulation's clock
	TimeServer       string
	AsksTimeServer   bool
	Err              error // the listener could not be opened
}

// State tells how the camera stands.
func (c *Camera) State() State {
	c.mu.Lock()
	defer c.mu.Unlock()
	return State{
		Powered:    c.phase != phaseOff,
		Booting:    c.phase == phaseDark || c.phase == phaseBusy,
		Dark:       c.phase == phaseDark,
		Active:     c.settings.password != "",
		Password:   c.settings.password,
		Locked:     c.ram.logins.anybody(c.clock.Now()),
		ButtonDown: c.button.down,
		Address:    c.settings.address,
		Mask:       c.settings.net.mask,
		Gateway:    c.settings.net.gateway,
		DHCP:       c.settings.net.dhcp,
		HTTPPort:   c.settings.net.httpPort,
		Questions:  len(c.settings.questions),
		Mailbox:    choose(c.settings.recovery.Mailbox, c.mailbox(), ""),
		Name:       c.settings.deviceName,
		Zone:       c.settings.zone,
		TimeServer: c.settings.ntp.host, AsksTimeServer: c.settings.ntpMode,
		Err: c.listenErr,
	}
}

// Counters tells what the camera received.
func (c *Camera) Counters() Counters {
	c.mu.Lock()
	defer c.mu.Unlock()
	copied := c.count
	copied.ByPath, copied.SADP, copied.WritesTo = maps.Clone(c.count.ByPath), maps.Clone(c.count.SADP), maps.Clone(c.count.WritesTo)
	c.connections.mu.Lock()
	defer c.connections.mu.Unlock()
	copied.Connections, copied.MaxConnections = c.connections.total, c.connections.most
	return copied
}

// Recorded gives the last requests, the oldest first, so that a test can search all that was sent.
// The list is the caller's; what it points to is not to be changed.
func (c *Camera) Recorded() []Exchange {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.record.requests)
}

// RecordedSADP gives the last discovery requests that were counted, the oldest first. The list is the caller's; what
// it points to is not to be changed.
func (c *Camera) RecordedSADP() []udp.Datagram {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.record.datagrams)
}

// Tried gives the last tries, the oldest first. The list is the caller's.
func (c *Camera) Tried() []Try {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.record.tries)
}
