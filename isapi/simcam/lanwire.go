package simcam

import (
	"net"
	"net/netip"
	"slices"
	"syscall"
)

// The UDP of a Lan. It is as strict as a real network: a datagram to one address crosses no network, one to the group
// or to everybody reaches whatever hangs on the cable, and so do the answers to the group.

// ear is a device, or a set of them, that listens to discovery.
type ear interface{ hear(letter) }

// probed is one that listens to ONVIF discovery as well.
type probed interface{ hearProbe(letter) }

func lanError(op string, err error) error {
	return &net.OpError{Op: op, Net: "udp4", Err: err}
}

// send carries what a socket of the computer sends.
func (l *Lan) send(from *lanConn, data []byte, to netip.AddrPort) error {
	l.mu.Lock()
	source := from.own
	if !source.IsValid() || source.IsUnspecified() {
		source = l.source(to.Addr())
	}
	everywhere := to.Addr().IsMulticast() || to.Addr() == everybody
	if !source.IsValid() {
		l.mu.Unlock()
		return lanError("write", syscall.ENETUNREACH)
	}
	parcel := lanMessage{slices.Clone(data), netip.AddrPortFrom(source, from.port)}
	if everywhere { // a listener of the group hears itself too, as on real systems
		l.toGroup(to, parcel)
	}
	if slices.ContainsFunc(l.computer, func(own netip.Prefix) bool { return own.Addr() == to.Addr() }) {
		l.toOwn(to, parcel)
		l.mu.Unlock()
		return nil
	}
	arrives := everywhere || !to.Addr().IsPrivate() || l.near(to.Addr())
	ears := slices.Clone(l.ears)
	l.mu.Unlock()
	if !arrives || to.Addr().IsMulticast() && to.Addr() != SADPGroup.Addr() {
		return nil // it is lost on its way
	}
	for _, e := range ears {
		arrived := letter{data: parcel.data, from: parcel.from, to: to.Addr(), via: lanLink{l, to.Port()}}
		switch p, listens := e.(probed); {
		case to.Port() == SADPGroup.Port():
			e.hear(arrived)
		case to.Port() == ONVIFGroup.Port() && listens:
			p.hearProbe(arrived)
		}
	}
	return nil
}

// toGroup gives a message to every socket that listens there. It is called with the lock held.
func (l *Lan) toGroup(to netip.AddrPort, m lanMessage) {
	for _, conn := range l.conns {
		if conn.port == to.Port() && conn.group.IsValid() && (conn.group == to.Addr() || to.Addr() == everybody) {
			conn.deliver(m)
		}
	}
}

// toOwn gives a message to a socket of the computer. Of those that share a port the newest gets it, as was tried on
// real systems. It is called with the lock held.
func (l *Lan) toOwn(to netip.AddrPort, m lanMessage) {
	for _, conn := range slices.Backward(l.conns) {
		if conn.port == to.Port() && (!conn.own.IsValid() || conn.own.IsUnspecified() || conn.own == to.Addr()) {
			conn.deliver(m)
			return
		}
	}
}

// lanLink takes answers of devices to the computer, from a port of theirs.
type lanLink struct {
	lan  *Lan
	port uint16
}

// unicast needs both sides to see each other in their networks: a device has no router to send answers through that
// the computer pretends to have.
func (w lanLink) unicast(own netip.Prefix, to netip.AddrPort, message []byte) {
	l := w.lan
	l.mu.Lock()
	defer l.mu.Unlock()
	if own.Contains(to.Addr()) && l.near(own.Addr()) {
		l.toOwn(to, lanMessage{slices.Clone(message), w.source(own)})
	}
}

func (w lanLink) group(own netip.Prefix, message []byte) {
	l := w.lan
	l.mu.Lock()
	defer l.mu.Unlock()
	l.toGroup(netip.AddrPortFrom(SADPGroup.Addr(), w.port), lanMessage{slices.Clone(message), w.source(own)})
}

// source is where a device sends from.
func (w lanLink) source(own netip.Prefix) netip.AddrPort {
	return netip.AddrPortFrom(own.Addr(), w.port)
}

// forgetConn takes a closed socket off the network.
func (l *Lan) forgetConn(conn *lanConn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.conns = slices.DeleteFunc(l.conns, func(c *lanConn) bool { return c == conn })
}
