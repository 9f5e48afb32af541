package simnet

import (
	"net"
	"net/netip"
	"slices"
	"syscall"

	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
	"camreset/isapi/simcam/udp"
)

// The UDP of a Lan. It is as strict as a real network: a datagram to one address crosses no network, one to the group
// or to everybody reaches whatever hangs on the cable, and so do the answers to the group.

// firstEphemeral is where the ports begin that are handed out (RFC 6335).
const firstEphemeral = 49152

// Listen opens a UDP socket of the pretended computer. The interface is LanInterface or empty, the local address one
// of the computer's or none, the port 0 for one of its own; several sockets may share a port. With a group it gets
// what is sent there, at its port, from other sockets and from devices. Nothing leaves the process.
func (l *Lan) Listen(iface string, local netip.AddrPort, group netip.Addr) (sadp.Conn, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	own := local.Addr()
	isOwn := func(p netip.Prefix) bool { return p.Addr() == own }
	switch {
	case l.closed:
		return nil, opError("listen", net.ErrClosed)
	case iface != "" && iface != LanInterface:
		return nil, opError("listen", syscall.ENODEV)
	case own.IsValid() && !own.IsUnspecified() && !slices.ContainsFunc(l.computer, isOwn):
		return nil, opError("listen", syscall.EADDRNOTAVAIL)
	}
	port := local.Port()
	if port == 0 {
		port = firstEphemeral + l.ports%(1<<16-firstEphemeral)
		l.ports++
	}
	c := &conn{send: l.send, forget: l.forget, own: own, port: port, group: group, changed: make(chan struct{})}
	l.conns = append(l.conns, c)
	return c, nil
}

// onvifResponder is one that listens to ONVIF discovery as well.
type onvifResponder interface{ HandleONVIF(udp.Datagram) }

// send carries what a socket of the computer sends.
func (l *Lan) send(from *conn, data []byte, to netip.AddrPort) error {
	l.mu.Lock()
	source := from.own
	if !source.IsValid() || source.IsUnspecified() {
		source = l.source(to.Addr())
	}
	everywhere := to.Addr().IsMulticast() || to.Addr() == udp.LimitedBroadcast
	if !source.IsValid() {
		l.mu.Unlock()
		return opError("write", syscall.ENETUNREACH)
	}
	sent := message{slices.Clone(data), netip.AddrPortFrom(source, from.port)}
	if everywhere { // a listener of the group hears itself too, as on real systems
		l.toGroup(to, sent)
	}
	if slices.ContainsFunc(l.computer, func(own netip.Prefix) bool { return own.Addr() == to.Addr() }) {
		l.toOwn(to, sent)
		l.mu.Unlock()
		return nil
	}
	arrives := everywhere || !to.Addr().IsPrivate() || l.onLinkLocked(to.Addr())
	responders := l.responders
	l.mu.Unlock()
	if !arrives || to.Addr().IsMulticast() && to.Addr() != simcam.SADPGroup.Addr() {
		return nil // it is lost on its way
	}
	for _, r := range responders {
		arrived := udp.Datagram{Data: sent.data, From: sent.from, To: to.Addr(), Via: link{l, to.Port()}}
		switch other, listens := r.(onvifResponder); {
		case to.Port() == simcam.SADPGroup.Port():
			r.HandleSADP(arrived)
		case to.Port() == simcam.ONVIFGroup.Port() && listens:
			other.HandleONVIF(arrived)
		}
	}
	return nil
}

// toGroup gives a message to every socket that listens there. It is called with the lock held.
func (l *Lan) toGroup(to netip.AddrPort, m message) {
	for _, conn := range l.conns {
		if conn.port == to.Port() && conn.group.IsValid() && (conn.group == to.Addr() || to.Addr() == udp.LimitedBroadcast) {
			conn.deliver(m)
		}
	}
}

// toOwn gives a message to a socket of the computer. Of those that share a port the newest gets it, as was tried on
// real systems. It is called with the lock held.
func (l *Lan) toOwn(to netip.AddrPort, m message) {
	for _, conn := range slices.Backward(l.conns) {
		if conn.port == to.Port() && (!conn.own.IsValid() || conn.own.IsUnspecified() || conn.own == to.Addr()) {
			conn.deliver(m)
			return
		}
	}
}

// link takes answers of devices to the computer, from a port of theirs.
type link struct {
	lan  *Lan
	port uint16
}

// Unicast needs both sides to see each other in their networks: a device has no router to send answers through that
// the computer pretends to have.
func (w link) Unicast(own netip.Prefix, to netip.AddrPort, data []byte) {
	l := w.lan
	l.mu.Lock()
	defer l.mu.Unlock()
	if own.Contains(to.Addr()) && l.onLinkLocked(own.Addr()) {
		l.toOwn(to, message{slices.Clone(data), w.source(own)})
	}
}

// Group reaches every socket that listens there, whatever network the device believes to be in.
func (w link) Group(own netip.Prefix, data []byte) {
	l := w.lan
	l.mu.Lock()
	defer l.mu.Unlock()
	l.toGroup(netip.AddrPortFrom(simcam.SADPGroup.Addr(), w.port), message{slices.Clone(data), w.source(own)})
}

// source is where a device sends from.
func (w link) source(own netip.Prefix) netip.AddrPort {
	return netip.AddrPortFrom(own.Addr(), w.port)
}

// forget takes a closed socket off the network.
func (l *Lan) forget(closed *conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.conns = slices.DeleteFunc(l.conns, func(c *conn) bool { return c == closed })
}
