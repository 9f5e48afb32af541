package isapi

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// dialTimeout bounds one TCP connect. A camera on the same network answers in
// milliseconds; this leaves room for one lost packet.
const dialTimeout = 2 * time.Second

// lingerTime is how long a connection that we closed counts as open while the
// device does not close it as well.
const lingerTime = 250 * time.Millisecond

// connect opens one TCP connection, waiting while the device has its full number.
// net/http may dial for a request that has been served meanwhile: what comes so
// late that its pool is over is refused, or it would stand beside a login.
func (c *Client) connect(ctx context.Context, address string, by *http.Transport) (net.Conn, error) {
	n := c.share()
	if err := c.takePlaces(ctx, n, c.pool.Load()); err != nil {
		return nil, err
	}
	release := sync.OnceFunc(func() { c.places.Release(n) })
	if by != nil && by != c.once && by != c.pool.Load() {
		release()
		return nil, context.Canceled
	}
	dialled := c.dial(ctx, address)
	select {
	case d := <-dialled:
		conn, err := c.counting(d, release)
		if err != nil && ctx.Err() != nil {
			err = ctx.Err()
		}
		return conn, err
	case <-ctx.Done():
		go func() { // it may still come about at the device, which would count it
			if conn, err := c.counting(<-dialled, release); err == nil {
				_ = conn.Close()
			}
		}()
		return nil, ctx.Err()
	}
}

// outcome is what became of one connect.
type outcome struct {
	conn net.Conn
	err  error
}

// dial connects within dialTimeout. Where ctx ends meanwhile (net/http ends dials too,
// that nobody waits for any more), the device may have taken the connection already:
// it gets as long as a closing does to come about, so that it can be closed properly.
func (c *Client) dial(ctx context.Context, address string) <-chan outcome {
	end := time.Now().Add(dialTimeout)
	if own, bounded := ctx.Deadline(); bounded && own.Before(end) {
		end = own
	}
	limited, cancel := context.WithDeadline(context.WithoutCancel(ctx), end)
	left := context.AfterFunc(ctx, func() { time.AfterFunc(c.linger, cancel) })
	dialled := make(chan outcome, 1)
	go func() {
		defer cancel()
		defer left()
		conn, err := c.cfg.Dial(limited, "tcp", address)
		dialled <- outcome{conn, err}
	}()
	return dialled
}

// counting gives a new connection that holds its place until it is closed, or the
// place back and the reason why there is none.
func (c *Client) counting(d outcome, release func()) (net.Conn, error) {
	switch {
	case d.err == nil:
		return &counted{Conn: d.conn, patience: c.linger, release: release, wasReset: func() { c.single.Store(true) }, asked: make(chan struct{})}, nil
	case isReset(d.err): // it took the connection and broke it off before we saw it
		release()
		c.single.Store(true)
		return nil, fmt.Errorf("%w: %w", ErrClosed, errReset)
	}
	release()
	return nil, &dialError{state: DialState(d.err), err: d.err}
}

// takePlaces waits for n places of the device's connections; idle ones of a pool and
// the spare one, which may be all that is in the way, are closed.
func (c *Client) takePlaces(ctx context.Context, n int64, pool *http.Transport) error {
	for {
		soon, cancel := context.WithTimeout(ctx, 5*time.Millisecond)
		err := c.places.Acquire(soon, n)
		cancel()
		if err == nil || ctx.Err() != nil {
			return err
		}
		c.takeSpare("")
		pool.CloseIdleConnections()
	}
}

// hangUp ends the pool with every connection in it, begins a new one, and waits
// until the device has let go of the connections too.
func (c *Client) hangUp(ctx context.Context) error {
	old := c.pool.Swap(c.transport(true))
	c.takeSpare("")
	old.CloseIdleConnections()
	if err := c.takePlaces(ctx, maxConns, old); err != nil {
		return err
	}
	c.places.Release(maxConns)
	return nil
}

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
}

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
	if n > 0 {
		c.first.CompareAndSwap(0, int32(p[0])+1)
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

func (c *counted) linger() {
	defer c.release()
	defer func() { _ = c.Conn.Close() }()
	c.reading.Lock()
	defer c.reading.Unlock()
	_ = c.SetDeadline(time.Now().Add(c.patience))
	_, _ = io.Copy(io.Discard, io.LimitReader(c.Conn, maxBody))
}
