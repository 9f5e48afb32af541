package simcam

import (
	"net"
	"net/netip"
	"slices"
	"syscall"

	"camreset/isapi/sadp"
)

// firstEphemeral is where the ports begin that are handed out.
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
		return nil, lanError("listen", net.ErrClosed)
	case iface != "" && iface != LanInterface:
		return nil, lanError("listen", syscall.ENODEV)
	case own.IsValid() && !own.IsUnspecified() && !slices.ContainsFunc(l.computer, isOwn):
		return nil, lanError("listen", syscall.EADDRNOTAVAIL)
	}
	port := local.Port()
	if port == 0 {
		port = firstEphemeral + l.ports%(1<<16-firstEphemeral)
		l.ports++
	}
	conn := newLanConn(l, own, port, group)
	l.conns = append(l.conns, conn)
	return conn, nil
}
