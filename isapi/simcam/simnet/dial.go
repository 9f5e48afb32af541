package simnet

import (
	"context"
	"net"
	"net/url"
	"slices"
	"strings"
	"syscall"

	"camreset/isapi/simcam"
)

// DialContext reaches ports 80 and 443 of a camera that has power and uses them, and of a host. It fails as a real
// network does, only at once: no route where nothing is connected or has power, or to another private network than
// the computer's; refused while a camera starts and at any other port.
func (l *Lan) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, &net.OpError{Op: "dial", Net: network, Err: err}
	}
	ip := l.resolve(host)
	other := l.hostAt(ip)
	real, there := l.reach(ip, port, other)
	switch {
	case !there || !strings.HasPrefix(network, "tcp"):
		return nil, dialError(network, address, syscall.EHOSTUNREACH)
	case real == "":
		return nil, dialError(network, address, syscall.ECONNREFUSED)
	case other != nil:
		return loopback{}.Dial(ctx, real)
	}
	c := l.at(ip)
	if c == nil { // it moved at this moment
		return nil, dialError(network, address, syscall.EHOSTUNREACH)
	}
	return l.call(ctx, c, real, l.sourceOf(ip), false)
}

// reach gives the loopback address behind a port of an address, empty if the port is closed, and whether anybody is
// there. A host hides the camera that has its address.
func (l *Lan) reach(ip, port string, other Host) (real string, there bool) {
	if !l.routed(ip) {
		return "", false
	}
	if other != nil {
		return other.Behind(port), true
	}
	c := l.at(ip)
	if c == nil || !c.State().Powered || !l.repliesArrive(c) {
		return "", false
	}
	return c.Behind(port), true
}

// at gives the camera that has an address now; nil if there is none.
func (l *Lan) at(ip string) *simcam.Camera {
	l.mu.Lock()
	cameras := slices.Clone(l.cameras)
	l.mu.Unlock()
	for _, c := range cameras {
		if c.State().Address == ip {
			return c
		}
	}
	return nil
}

func (l *Lan) hostAt(ip string) Host {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.hosts[ip]
}

// URL gives the loopback address that a browser on this computer can open for a camera of this network, plain HTTP
// where the camera has it. It takes an address, an address with port, or a whole URL, whose path it keeps; empty if no
// camera is there.
func (l *Lan) URL(address string) string {
	if !strings.Contains(address, "://") {
		address = "http://" + address
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	c := l.at(l.resolve(u.Hostname()))
	if c == nil {
		return ""
	}
	u.Scheme, u.Host = c.Web()
	return u.String()
}

// endpoint is an address for errors.
type endpoint struct{ network, address string }

func (e endpoint) Network() string { return e.network }
func (e endpoint) String() string  { return e.address }

func dialError(network, address string, err error) error {
	return &net.OpError{Op: "dial", Net: network, Addr: endpoint{network, address}, Err: err}
}
