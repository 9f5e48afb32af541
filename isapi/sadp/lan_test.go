package sadp

import (
	"crypto/rand"
	"errors"
	"net"
	"net/netip"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	if role := os.Getenv(roleVariable); role != "" {
		os.Exit(play(role))
	}
	goleak.VerifyTestMain(m)
}

// lan is a network in memory: segments by interface name, cameras on them, and
// this computer's sockets. It works on whatever clock the test runs.
type lan struct {
	mu      sync.Mutex
	faces   []Interface
	cameras map[string][]*camera // by interface
	sockets []*socketInMemory
	deaf    bool  // nothing comes in, not even an echo: a firewall
	refuse  error // nothing leaves
	taken   bool  // another program holds port 37020 for itself
}

func newLan(faces ...Interface) *lan {
	return &lan{faces: faces, cameras: map[string][]*camera{}}
}

func face(name, prefix string) Interface {
	return Interface{Name: name, Prefixes: []netip.Prefix{netip.MustParsePrefix(prefix)}}
}

func (l *lan) add(iface string, c *camera) *camera {
	l.cameras[iface] = append(l.cameras[iface], c)
	return c
}

func (l *lan) net() Net {
	return Net{Listen: l.listen, Interfaces: l.interfaces, Now: time.Now, After: time.After, Random: rand.Reader, OS: "linux"}
}

func (l *lan) interfaces() ([]Interface, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.faces), nil
}

func (l *lan) set(faces ...Interface) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.faces = faces
}

func (l *lan) listen(iface string, local netip.AddrPort, group netip.Addr) (Conn, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.taken && local.Port() == Port {
		return nil, errors.New("address already in use")
	}
	s := &socketInMemory{lan: l, iface: iface, local: local, group: group, in: make(chan packet, 4096), closed: make(chan struct{})}
	if local.Port() == 0 {
		s.local = netip.AddrPortFrom(local.Addr(), uint16(40000+len(l.sockets)))
	}
	l.sockets = append(l.sockets, s)
	return s, nil
}

// open gives how many sockets are open.
func (l *lan) open() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := 0
	for _, s := range l.sockets {
		if !s.isClosed() {
			n++
		}
	}
	return n
}

// out carries a datagram of this computer to the cameras of a segment, and to its
// own listeners.
func (l *lan) out(from *socketInMemory, data []byte, to netip.AddrPort) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.refuse != nil {
		return l.refuse
	}
	if to == groupPort {
		l.echo(from.iface, from.local, data)
	}
	for _, c := range l.cameras[from.iface] {
		for _, a := range c.answers(data, to) {
			time.AfterFunc(a.delay, func() { l.in(from, c, a) })
		}
	}
	return nil
}

// echo gives a datagram to the listeners of the group, which hear every interface.
func (l *lan) echo(iface string, from netip.AddrPort, data []byte) {
	for _, s := range l.sockets {
		if s.group.IsValid() {
			s.give(packet{data, from, iface})
		}
	}
}

// in carries an answer of a camera to this computer.
func (l *lan) in(asked *socketInMemory, c *camera, a answer) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.deaf {
		return
	}
	source := netip.AddrPortFrom(c.address(), Port)
	if a.from.IsValid() {
		source = netip.AddrPortFrom(a.from, Port)
	}
	if a.group {
		l.echo(asked.iface, source, a.data)
		return
	}
	if asked.local.Port() == Port { // a shared port: the last one who opened it gets it
		for _, s := range slices.Backward(l.sockets) {
			if s.local.Port() == Port && !s.isClosed() {
				asked = s
				break
			}
		}
	}
	asked.give(packet{a.data, source, asked.iface})
}

type packet struct {
	data  []byte
	from  netip.AddrPort
	iface string
}

type socketInMemory struct {
	lan    *lan
	iface  string
	local  netip.AddrPort
	group  netip.Addr
	in     chan packet
	closed chan struct{}
	once   sync.Once
}

func (s *socketInMemory) give(p packet) {
	if s.lan.deaf {
		return
	}
	select {
	case s.in <- p:
	default: // as a full buffer of the system does
	}
}

func (s *socketInMemory) isClosed() bool {
	select {
	case <-s.closed:
		return true
	default:
		return false
	}
}

func (s *socketInMemory) Read(b []byte) (int, netip.AddrPort, string, error) {
	select {
	case p := <-s.in:
		return copy(b, p.data), p.from, p.iface, nil
	case <-s.closed:
		return 0, netip.AddrPort{}, "", net.ErrClosed
	}
}

func (s *socketInMemory) Write(b []byte, to netip.AddrPort) error {
	if s.isClosed() {
		return net.ErrClosed
	}
	return s.lan.out(s, slices.Clone(b), to)
}

func (s *socketInMemory) SetReadDeadline(time.Time) error { return nil }

func (s *socketInMemory) Close() error {
	s.once.Do(func() { close(s.closed) })
	return nil
}
