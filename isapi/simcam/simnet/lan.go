// Package simnet is a local network that exists only in this program: a [Lan] with simulated cameras, a pretended
// computer on the same cable, the hands of the person before the cameras, and files that are kept in memory. [Demo] is
// such a network with one camera, ten times faster than life. No packet leaves the computer.
package simnet

import (
	"net/netip"
	"sync"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/udp"
)

// UsualComputer is the address of the pretended computer in a Lan, with the length of its network.
const UsualComputer = "192.168.1.10/24"

// Lan is a local network inside this program: addresses such as 192.168.1.64 lead to cameras on loopback sockets,
// everything else fails at once. Its computer is UsualComputer unless SetComputer says otherwise. Its methods may be
// called from any goroutine.
type Lan struct {
	*Store
	clock     simcam.Clock
	transport Transport

	mu       sync.Mutex // guards everything below
	cameras  []*simcam.Camera
	nextMove func() bool // stops the next movement of the hand; nil when there is none
	closed   bool
	names    map[string]string // host name to address
	hosts    map[string]Host   // by address

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

// Host is a device of the network that is no simulated camera.
type Host interface {
	// Behind gives the loopback address behind one of its ports; empty if the port is closed.
	Behind(port string) string
	// Close switches it off.
	Close()
}

// Responder is a device, or many of them, that listens to discovery. It must not keep the data of a datagram.
type Responder interface{ HandleSADP(udp.Datagram) }
