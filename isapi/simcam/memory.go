package simcam

import (
	"context"
	"net"
	"strconv"
	"sync"
	"syscall"
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
	near, far := net.Pipe()
	select {
	case l.calls <- memoryConn{far, l.at, from}:
		return memoryConn{near, from, l.at}, nil
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

// memoryConn is one end of a pipe with the addresses of a connection.
type memoryConn struct {
	net.Conn
	local, remote net.Addr
}

func (c memoryConn) LocalAddr() net.Addr  { return c.local }
func (c memoryConn) RemoteAddr() net.Addr { return c.remote }
