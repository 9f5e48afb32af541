package wire

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// counted is a connection that gives its place back when both sides have closed
// it. It remembers what decides whether a request left, and the first byte that
// came. It reads nothing before something was asked: net/http would log what a
// talkative stranger says first.
type counted struct {
	net.Conn
	patience time.Duration
	release  func()
	wasReset func() // the device broke the connection off

	asked   chan struct{}
	begin   sync.Once
	reading sync.Mutex
	closed  atomic.Bool
	reset   atomic.Bool
	wrote   atomic.Int64 // bytes that may have left
	first   atomic.Int32 // the byte + 1; 0 = nothing came yet
	head    []byte       // the first bytes, for web; reading guards them
	web     atomic.Bool  // they are those of an HTTP answer
	ended   atomic.Bool  // the device has closed its side
}

// webHead is how an HTTP answer begins.
const webHead = "HTTP/"

// countedOf gives the connection below TLS, nil for one that is not ours.
func countedOf(conn net.Conn) *counted {
	if secured, ok := conn.(*tls.Conn); ok {
		conn = secured.NetConn()
	}
	c, _ := conn.(*counted)
	return c
}

func (c *counted) Write(p []byte) (int, error) {
	c.start()
	c.wrote.Add(int64(len(p))) // beforehand: while it is being written it may leave
	n, err := c.Conn.Write(p)
	c.wrote.Add(int64(n - len(p)))
	c.note(err)
	return n, err
}

func (c *counted) start() { c.begin.Do(func() { close(c.asked) }) }

func (c *counted) Read(p []byte) (int, error) {
	<-c.asked
	c.reading.Lock()
	defer c.reading.Unlock()
	if c.closed.Load() {
		return 0, net.ErrClosed
	}
	n, err := c.Conn.Read(p)
	if c.closed.Load() { // what the device says to our closing is no part of its answer
		return 0, net.ErrClosed
	}
	if n > 0 {
		c.first.CompareAndSwap(0, int32(p[0])+1)
		c.head = append(c.head, p[:min(n, len(webHead)-len(c.head))]...)
		c.web.Store(string(c.head) == webHead)
	}
	if errors.Is(err, io.EOF) {
		c.ended.Store(true)
	}
	c.note(err)
	return n, err
}

// note sees whether the device broke the connection off.
func (c *counted) note(err error) {
	if !c.closed.Load() && isReset(err) {
		c.reset.Store(true)
		c.wasReset()
	}
}

// isReset reports a connection that the other side broke off; 10054 is Windows'
// own number for it.
func isReset(err error) bool {
	var number syscall.Errno
	return errors.Is(err, syscall.ECONNRESET) || errors.As(err, &number) && number == 10054
}

// Close closes the connection at once for whoever uses it. Its place is given
// back when the device has closed it as well, or has had its time: a small one
// counts it until then, and would refuse the next.
func (c *counted) Close() error {
	if c.closed.Swap(true) {
		return net.ErrClosed
	}
	c.start()
	half, can := c.Conn.(interface{ CloseWrite() error })
	if !can || half.CloseWrite() != nil {
		defer c.release()
		return c.Conn.Close()
	}
	_ = c.SetReadDeadline(time.Unix(1, 0)) // who is reading stops
	go c.linger()
	return nil
}

// maxLeft bounds what is still read of a connection that we closed: an answer at its
// longest.
const maxLeft = 1 << 20

// linger waits for the device's closing.
func (c *counted) linger() {
	defer c.release()
	defer func() { _ = c.Conn.Close() }()
	c.reading.Lock()
	defer c.reading.Unlock()
	_ = c.SetDeadline(time.Now().Add(c.patience))
	_, _ = io.Copy(io.Discard, io.LimitReader(c.Conn, maxLeft))
}
