// Package udp carries discovery to simulated devices and their answers back: a [Socket] of its own, which only
// senders get answers from, and a [Group], the real port of a discovery shared with other programs. What a datagram
// says is no business of this package.
package udp

import "net/netip"

// Datagram is one that reached a device.
type Datagram struct {
	Data []byte // the reader's buffer: good until the handler returns
	From netip.AddrPort
	To   netip.Addr // invalid where only this device can be meant
	Via  Link       // takes the answer
}

// Link is the way that a datagram came by and its answer goes. Own is the address of the device that answers, with its
// network. What cannot be sent is lost, as on any network.
type Link interface {
	// Unicast answers one sender.
	Unicast(own netip.Prefix, to netip.AddrPort, message []byte)
	// Group tells everybody who listens to the discovery.
	Group(own netip.Prefix, message []byte)
}

// MaxPayload is the most that fits into one datagram over IPv4, in bytes.
const MaxPayload = 65507

// LimitedBroadcast is the limited broadcast address.
var LimitedBroadcast = netip.AddrFrom4([4]byte{255, 255, 255, 255})

// Accepts tells whether a device at an address picks up what was sent to another one: a group, a broadcast, its own.
// An invalid address is one where only this device can be meant.
func Accepts(own netip.Prefix, to netip.Addr) bool {
	return !to.IsValid() || to.IsMulticast() || to == LimitedBroadcast || to == own.Addr() || to == BroadcastOf(own)
}

// BroadcastOf is the directed broadcast address of an IPv4 network, its last one; invalid for IPv6.
func BroadcastOf(p netip.Prefix) netip.Addr {
	if !p.Addr().Is4() {
		return netip.Addr{}
	}
	a := p.Addr().As4()
	for bit := p.Bits(); bit < 32; bit++ {
		a[bit/8] |= 0x80 >> (bit % 8)
	}
	return netip.AddrFrom4(a)
}
