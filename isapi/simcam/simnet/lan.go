// Package simnet is a local network that exists only in this program: a [Lan] with simulated cameras, a pretended
// computer on the same cable, the hands of the person before the cameras, and files that are kept in memory. [Demo] is
// such a network with one camera, ten times faster than life. No packet leaves the computer.
package simnet

import (
	"errors"
	"net/netip"
	"slices"
	"strings"
	"sync"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/udp"
)

// Lan is a local network inside this program: addresses such as 192.168.1.64 lead to cameras on loopback sockets,
// everything else fails at once. Its computer is UsualComputer unless SetComputer says otherwise. Its methods may be
// called from any goroutine.
type Lan struct {
	*Store
	clock     simcam.Clock
	transport Transport

	mu      sync.Mutex // guards everything below
	cameras []*simcam.Camera
	script  func() bool // stops the next movement of the hand; nil when there is none
	closed  bool
	names   map[string]string // host name to address
	hosts   map[string]Host   // by address

	computer   []netip.Prefix // addresses of the pretended computer
	conns      []*conn        // its UDP sockets, the oldest first
	responders []Responder
	forged     map[netip.Addr]string // entries of the neighbour table that hide the true ones
	ports      uint16                // ephemeral ones handed out
}

// NewLan makes an empty network whose hands move by clock. Close it in the end.
func NewLan(clock simcam.Clock) *Lan { return NewLanOver(clock, loopback{}) }

// NewLanOver is NewLan with another transport than the loopback sockets of this computer.
func NewLanOver(clock simcam.Clock, t Transport) *Lan {
	return &Lan{
		Store: newStore(), clock: clock, transport: t, names: map[string]string{}, hosts: map[string]Host{},
		computer: []netip.Prefix{netip.MustParsePrefix(UsualComputer)},
	}
}

// Add connects a camera at an address, which becomes the camera's own. The network follows when the camera
// changes its address, for instance by a reset. The Lan closes the camera in the end.
func (l *Lan) Add(ip string, c *simcam.Camera) error {
	address, err := netip.ParseAddr(ip)
	if err != nil {
		return err
	}
	cable := simcam.Cable{Listen: l.transport.Listen, Link: link{l, simcam.SADPGroup.Port()}, Lease: l.lend(c)}
	if err := c.Connect(address, cable); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cameras, l.responders = append(l.cameras, c), append(l.responders, c)
	return nil
}

// AddName makes a host name known to LookupHost and DialContext.
func (l *Lan) AddName(name, ip string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.names[strings.ToLower(name)] = ip
}

// Host is a device of the network that is no simulated camera.
type Host interface {
	// Behind gives the loopback address behind one of its ports; empty if the port is closed.
	Behind(port string) string
	// Close switches it off.
	Close()
}

// AddHost connects a device at an address of the network. The Lan closes it in the end.
func (l *Lan) AddHost(ip string, h Host) error {
	address, err := netip.ParseAddr(ip)
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return errClosed
	}
	l.hosts[address.String()] = h
	return nil
}

var errClosed = errors.New("simnet: the network is closed")

// Responder is a device, or many of them, that listens to discovery. It must not keep the data of a datagram.
type Responder interface{ Hear(udp.Datagram) }

// AddResponder connects one that answers discovery only, before those that are there or after them. Its owner closes
// it.
func (l *Lan) AddResponder(r Responder, first bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	at := len(l.responders)
	if first {
		at = 0
	}
	l.responders = slices.Insert(slices.Clone(l.responders), at, r)
}

// Close closes every camera, host and UDP socket of the network.
func (l *Lan) Close() error {
	l.mu.Lock()
	cameras, hosts, conns := l.cameras, l.hosts, l.conns
	l.cameras, l.hosts, l.conns, l.responders, l.closed = nil, nil, nil, nil, true
	l.stopHand()
	l.mu.Unlock()
	for _, h := range hosts {
		h.Close()
	}
	for _, conn := range conns {
		_ = conn.Close()
	}
	var errs []error
	for _, c := range cameras {
		errs = append(errs, c.Close())
	}
	return errors.Join(errs...)
}
