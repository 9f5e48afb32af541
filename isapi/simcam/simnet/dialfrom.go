package simnet

import (
	"context"
	"net"
	"net/netip"
	"strings"
	"syscall"

	"camreset/isapi/simcam"
)

// DialFrom connects another computer of this network with a camera: the camera sees its address, and locks it alone
// after too many wrong logins. It reaches what is in its own network.
func (l *Lan) DialFrom(ctx context.Context, own netip.Prefix, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, &net.OpError{Op: "dial", Net: network, Err: err}
	}
	ip := l.resolve(host)
	c := l.at(ip)
	if !strings.HasPrefix(network, "tcp") || c == nil || !c.State().Powered || !near(own, ip, c) {
		return nil, dialError(network, address, syscall.EHOSTUNREACH)
	}
	real := c.Behind(port)
	if real == "" {
		return nil, dialError(network, address, syscall.ECONNREFUSED)
	}
	return l.call(ctx, c, real, own.Addr(), true)
}

// near tells whether two devices are in each other's network.
func near(own netip.Prefix, ip string, c *simcam.Camera) bool {
	a, err := netip.ParseAddr(ip)
	return err == nil && own.Contains(a) && c.Prefix().Contains(own.Addr())
}

// call connects with a camera, and lets it know for whom.
func (l *Lan) call(ctx context.Context, c *simcam.Camera, real string, from netip.Addr, ownLock bool) (net.Conn, error) {
	conn, err := l.transport.Dial(ctx, real)
	if err == nil && from.IsValid() {
		c.CallFrom(conn.LocalAddr(), from.String(), ownLock)
	}
	return conn, err
}
