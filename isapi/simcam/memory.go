package simcam

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"strconv"
	"sync"
	"syscall"
	"time"
)

// memoryNet stands in for the loopback sockets of a Lan: its connections exist in this program only. Whoever waits
// on one waits on nothing outside, so that the clock of a testing/synctest bubble moves on meanwhile.
type memoryNet struct {
	mu     sync.Mutex
	ports  int                        // the last that was handed out
	listen map[string]*memoryListener // by address
}

// NewLanInMemory is NewLan without any socket: URL gives addresses that no browser can open.
func NewLanInMemory(clock Clock) *Lan {
	l := NewLan(clock)
	l.memory = &memoryNet{listen: map[string]*memoryListener{}}
	return l
}

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
		return nil, dialError("tcp", at.String(), syscall.EADDRINUSE)
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
		return nil, dialError("tcp", address, syscall.ECONNREFUSED)
	}
	there, back := newFlow(), newFlow()
	select {
	case l.calls <- &memoryConn{in: there, out: back, local: l.at, remote: from}:
		return &memoryConn{in: back, out: there, local: from, remote: l.at}, nil
	case <-l.closed:
		return nil, dialError("tcp", address, syscall.ECONNREFUSED)
	case <-ctx.Done():
		return nil, dialError("tcp", address, ctx.Err())
	}
}

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
	c.in.change(func(s *flow) { s.deaf = true })
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

// flowSize is how many bytes may be under way in one direction, about what a system keeps for a socket.
const flowSize = 64 << 10

// flow is one direction of a connection.
type flow struct {
	mu              sync.Mutex
	changed         sync.Cond
	data            []byte
	ended           bool // the writing end is closed
	deaf            bool // the reading end is closed
	readBy, writeBy time.Time
}

func newFlow() *flow {
	s := &flow{}
	s.changed.L = &s.mu
	return s
}

func (s *flow) change(f func(*flow)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f(s)
	s.changed.Broadcast()
}

// wakeAt sets a deadline, and wakes who waits when it has come.
func (s *flow) wakeAt(t time.Time, set func(*flow)) {
	s.change(set)
	if wait := time.Until(t); !t.IsZero() && wait > 0 {
		time.AfterFunc(wait, func() { s.change(func(*flow) {}) })
	}
}

func passed(t time.Time) bool { return !t.IsZero() && !time.Now().Before(t) }

func (s *flow) read(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		switch {
		case s.deaf:
			return 0, net.ErrClosed
		case passed(s.readBy):
			return 0, os.ErrDeadlineExceeded
		case len(s.data) > 0 || len(p) == 0:
			n := copy(p, s.data)
			s.data = s.data[n:]
			s.changed.Broadcast()
			return n, nil
		case s.ended:
			return 0, io.EOF
		}
		s.changed.Wait()
	}
}

func (s *flow) write(p []byte) (n int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		room := min(len(p)-n, flowSize-len(s.data))
		switch {
		case s.ended:
			return n, net.ErrClosed
		case s.deaf:
			return n, syscall.EPIPE
		case passed(s.writeBy):
			return n, os.ErrDeadlineExceeded
		case room > 0:
			s.data = append(s.data, p[n:n+room]...)
			n += room
			s.changed.Broadcast()
		}
		if n == len(p) {
			return n, nil
		}
		if room <= 0 {
			s.changed.Wait()
		}
	}
}
