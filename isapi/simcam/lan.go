package simcam

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"syscall"
)

// Lan is a local network that exists only in this program: addresses such as 192.168.1.64 lead to cameras on
// loopback sockets, everything else fails at once, and no packet leaves the computer. Its computer is UsualComputer
// unless SetComputer says otherwise.
type Lan struct {
	clock  Clock
	memory *memoryNet // nil for real sockets on loopback

	mu      sync.Mutex
	cameras []*Camera
	script  func() bool // stops the next movement of the hand; nil when there is none
	closed  bool
	names   map[string]string // host name to address
	decoys  map[string]*Decoy // by address
	store   map[string][]byte

	computer []netip.Prefix // addresses of the pretended computer
	conns    []*lanConn     // its UDP sockets, the oldest first
	ears     []ear          // devices that listen to discovery
	lies     map[netip.Addr]string
	ports    uint16 // ephemeral ones handed out
}

// NewLan makes an empty network whose hands move by clock.
func NewLan(clock Clock) *Lan {
	return &Lan{
		clock: clock, names: map[string]string{}, decoys: map[string]*Decoy{}, store: map[string][]byte{},
		computer: []netip.Prefix{netip.MustParsePrefix(UsualComputer)},
	}
}

// Add connects a camera at an address, which becomes the camera's own. The network follows when the camera
// changes its address, for instance by a reset. The Lan closes the camera in the end.
func (l *Lan) Add(ip string, c *Camera) error {
	address, err := netip.ParseAddr(ip)
	if err != nil {
		return err
	}
	if l.memory != nil {
		c.listen = l.memory.Listen
	}
	if c.Addr() == "" {
		if _, err := c.Listen(loopback); err != nil {
			return err
		}
	}
	if c.wantsTLS() && c.AddrTLS() == "" {
		if _, err := c.ListenTLS(loopback); err != nil {
			return err
		}
	}
	c.moveTo(address.String(), l)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cameras, l.ears = append(l.cameras, c), append(l.ears, c)
	return nil
}

// AddName makes a host name known to LookupHost and DialContext.
func (l *Lan) AddName(name, ip string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.names[strings.ToLower(name)] = ip
}

func (c *Camera) moveTo(address string, l *Lan) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.dev.address, c.dev.net = address, networkAt(address)
	c.links, c.lease = append(c.links, lanLink{l, SADPGroup.Port()}), l.lend(c)
}

// loopback is where the real sockets of a Lan are.
const loopback = "127.0.0.1:0"

// at gives the camera that has an address or name now; nil if there is none.
func (l *Lan) at(host string) *Camera {
	host = l.resolve(host)
	l.mu.Lock()
	cameras := slices.Clone(l.cameras)
	l.mu.Unlock()
	for _, c := range cameras {
		if c.State().Address == host {
			return c
		}
	}
	return nil
}

// DialContext reaches ports 80 and 443 of a camera that has power and uses them, and of a decoy. It fails as a real
// network does, only at once: no route where nothing is connected or has power, or to another private network than
// the computer's; refused while a camera starts and at any other port.
func (l *Lan) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, &net.OpError{Op: "dial", Net: network, Err: err}
	}
	real, there := l.reach(l.resolve(host), port)
	if !there || !strings.HasPrefix(network, "tcp") {
		return nil, dialError(network, address, syscall.EHOSTUNREACH)
	}
	if real == "" {
		return nil, dialError(network, address, syscall.ECONNREFUSED)
	}
	if l.memory != nil && l.decoyAt(host) == nil {
		return l.memory.Dial(ctx, real)
	}
	var dialer net.Dialer
	return dialer.DialContext(ctx, "tcp", real)
}

// reach gives the loopback address behind a port of a host, empty if the port is shut, and whether the host is there.
func (l *Lan) reach(host, port string) (real string, there bool) {
	if !l.routed(host) {
		return "", false
	}
	if d := l.decoyAt(host); d != nil {
		if port == d.port() {
			return d.Addr(), true
		}
		return "", true
	}
	c := l.at(host)
	if c == nil || !c.State().Powered || !l.heardBack(c) {
		return "", false
	}
	return c.behind(port), true
}

// resolve gives the address of a known name; anything else stays as it is.
func (l *Lan) resolve(host string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if ip, ok := l.names[strings.ToLower(host)]; ok {
		return ip
	}
	return host
}

type lanAddr struct{ network, address string }

func (a lanAddr) Network() string { return a.network }
func (a lanAddr) String() string  { return a.address }

func dialError(network, address string, err error) error {
	return &net.OpError{Op: "dial", Net: network, Addr: lanAddr{network, address}, Err: err}
}

// LookupHost knows literal addresses and the names given to AddName, and asks nobody.
func (l *Lan) LookupHost(_ context.Context, host string) ([]string, error) {
	if _, err := netip.ParseAddr(host); err == nil {
		return []string{host}, nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if ip, ok := l.names[strings.ToLower(host)]; ok {
		return []string{ip}, nil
	}
	return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
}

// URL gives the loopback address that a browser on this computer can open for a camera of this network, plain HTTP
// where the camera has it. It takes an address, an address with port, or a whole URL, whose path it keeps; empty if no camera is there.
func (l *Lan) URL(address string) string {
	if !strings.Contains(address, "://") {
		address = "http://" + address
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	c := l.at(u.Hostname())
	if c == nil {
		return ""
	}
	u.Scheme, u.Host = "http", c.Addr()
	if c.httpsOnly() {
		u.Scheme, u.Host = "https", c.AddrTLS()
	}
	return u.String()
}

// Update changes what is stored under a name, which is nothing at first, and forgets it with the program.
// Nobody else reads or changes while change runs; its error leaves everything as it was.
func (l *Lan) Update(name string, change func(old []byte) ([]byte, error)) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	changed, err := change(slices.Clone(l.store[name]))
	if err == nil {
		l.store[name] = slices.Clone(changed)
	}
	return err
}

// Close closes every camera, decoy and UDP socket of the network.
func (l *Lan) Close() error {
	l.mu.Lock()
	cameras, decoys, conns := l.cameras, l.decoys, l.conns
	l.cameras, l.decoys, l.conns, l.ears, l.closed = nil, nil, nil, nil, true
	l.stopHand()
	l.mu.Unlock()
	for _, d := range decoys {
		d.Close()
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
