package simtest

import (
	"context"
	"errors"
	"net"
	"strconv"
	"sync"
	"syscall"
	"time"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simnet"
)

// memoryNet is a simnet.Transport whose connections exist in this program only. Whoever waits on one waits on nothing
// outside, so that the clock of a testing/synctest bubble moves on meanwhile.
type memoryNet struct {
	mu     sync.Mutex
	ports  int                        // the last that was handed out
	listen map[string]*memoryListener // by address
}

func newMemoryNet() *memoryNet { return &memoryNet{listen: map[string]*memoryListener{}} }

// NewDemoInMemory is simnet.NewDemo without any socket.
func NewDemoInMemory(s simcam.Scenario) (*simnet.Demo, error) {
	return simnet.NewDemoOver(s, newMemoryNet())
}

// NewLanInMemory is simnet.NewLan without any socket: URL gives addresses that no browser can open.
func NewLanInMemory(clock simcam.Clock) *simnet.Lan { return simnet.NewLanOver(clock, newMemoryNet()) }

func (n *memoryNet) nextPort() *net.TCPAddr {
	n.ports++
	return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: n.ports}
}

// Listen takes an address of loopback; port 0 stands for the next one that is free.
func (n *memoryNet) Listen(address string) (net.Listener, error) {
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	at := n.nextPort()
	if wanted, err := strconv.Atoi(port); err != nil || wanted != 0 {
		at.Port = wanted
	}
	if n.listen[at.String()] != nil {
		return nil, dialError(at, syscall.EADDRINUSE)
	}
	l := &memoryListener{net: n, at: at, calls: make(chan net.Conn), closed: make(chan struct{})}
	n.listen[at.String()] = l
	return l, nil
}

// Dial connects to a listener.
func (n *memoryNet) Dial(ctx context.Context, address string) (net.Conn, error) {
	n.mu.Lock()
	l, from := n.listen[address], n.nextPort()
	n.mu.Unlock()
	if l == nil {
		return nil, dialError(target(address), syscall.ECONNREFUSED)
	}
	there, back := newFlow(), newFlow()
	select {
	case l.calls <- &memoryConn{in: there, out: back, local: l.at, remote: from}:
		return &memoryConn{in: back, out: there, local: from, remote: l.at}, nil
	case <-l.closed:
		return nil, dialError(l.at, syscall.ECONNREFUSED)
	case <-ctx.Done():
		return nil, dialError(l.at, ctx.Err())
	}
}

func dialError(to net.Addr, err error) error {
	return &net.OpError{Op: "dial", Net: "tcp", Addr: to, Err: err}
}

// target is an address where nobody listens.
type target string

func (target) Network() string  { return "tcp" }
func (t target) String() string { return string(t) }

// memoryListener hands over connections one by one: Dial returns once the other side has accepted.
type memoryListener struct {
	net    *memoryNet
	at     net.Addr
	calls  chan net.Conn
	once   sync.Once
	closed chan struct{}
}

func (l *memoryListener) Accept() (net.Conn, error) {
	select {
	case conn := <-l.calls:
		return conn, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *memoryListener) Close() error {
	l.once.Do(func() {
		close(l.closed)
		l.net.mu.Lock()
		defer l.net.mu.Unlock()
		delete(l.net.listen, l.at.String())
	})
	return nil
}

func (l *memoryListener) Addr() net.Addr { return l.at }

// memoryConn is one end of a connection. As over TCP each end can end its own direction alone, and what was written
// before the end still arrives.
type memoryConn struct {
	in, out       *flow
	local, remote net.Addr
}

func (c *memoryConn) Read(p []byte) (int, error)  { return c.in.read(p) }
func (c *memoryConn) Write(p []byte) (int, error) { return c.out.write(p) }
func (c *memoryConn) LocalAddr() net.Addr         { return c.local }
func (c *memoryConn) RemoteAddr() net.Addr        { return c.remote }

// CloseWrite tells the other end that nothing more comes.
func (c *memoryConn) CloseWrite() error {
	c.out.change(func(s *flow) { s.ended = true })
	return nil
}

func (c *memoryConn) Close() error {
	c.in.change(func(s *flow) { s.unread = true })
	return c.CloseWrite()
}

func (c *memoryConn) SetDeadline(t time.Time) error {
	return errors.Join(c.SetReadDeadline(t), c.SetWriteDeadline(t))
}

func (c *memoryConn) SetReadDeadline(t time.Time) error {
	c.in.wakeAt(t, func(s *flow) { s.readBy = t })
	return nil
}

func (c *memoryConn) SetWriteDeadline(t time.Time) error {
	c.out.wakeAt(t, func(s *flow) { s.writeBy = t })
	return nil
}
