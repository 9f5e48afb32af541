package simnet

import (
	"net"
	"net/netip"
	"os"
	"sync"
	"syscall"
	"time"

	"camreset/isapi/simcam/udp"
)

// maxWaiting is how many datagrams wait to be read before more are lost.
const maxWaiting = 8192

// message is a datagram that waits to be read.
type message struct {
	data []byte
	from netip.AddrPort
}

// conn is one UDP socket of the pretended computer.
type conn struct {
	send   func(from *conn, data []byte, to netip.AddrPort) error
	forget func(*conn) // takes it off the network

	own   netip.Addr // that it is bound to; invalid or unspecified for all
	port  uint16
	group netip.Addr // invalid if it has joined none

	mu       sync.Mutex
	waiting  []message
	deadline time.Time
	closed   bool
	changed  chan struct{} // closed at every change
}

// change does something to the socket and wakes whoever reads it.
func (c *conn) change(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f()
	close(c.changed)
	c.changed = make(chan struct{})
}

// deliver puts a datagram into the queue; a full or closed socket loses it.
func (c *conn) deliver(m message) {
	c.change(func() {
		if !c.closed && len(c.waiting) < maxWaiting {
			c.waiting = append(c.waiting, m)
		}
	})
}

// Read waits for a datagram; what does not fit into b is lost. It tells the sender and the interface.
func (c *conn) Read(b []byte) (n int, from netip.AddrPort, arrived string, err error) {
	for {
		c.mu.Lock()
		m, ok, err := c.next()
		deadline, changed := c.deadline, c.changed
		c.mu.Unlock()
		switch {
		case err != nil:
			return 0, netip.AddrPort{}, "", opError("read", err)
		case ok:
			return copy(b, m.data), m.from, LanInterface, nil
		}
		waitFor(changed, deadline)
	}
}

// next takes the oldest datagram. It is called with the lock held.
func (c *conn) next() (message, bool, error) {
	switch {
	case c.closed:
		return message{}, false, net.ErrClosed
	case !c.deadline.IsZero() && !time.Now().Before(c.deadline):
		return message{}, false, os.ErrDeadlineExceeded
	case len(c.waiting) == 0:
		return message{}, false, nil
	}
	m := c.waiting[0]
	c.waiting[0], c.waiting = message{}, c.waiting[1:]
	return m, true, nil
}

// waitFor waits for a change or a moment of real time; the zero time never comes.
func waitFor(changed <-chan struct{}, deadline time.Time) {
	if deadline.IsZero() {
		<-changed
		return
	}
	timer := time.NewTimer(time.Until(deadline))
	defer timer.Stop()
	select {
	case <-changed:
	case <-timer.C:
	}
}

// Write sends a datagram. That it arrives somewhere is not promised.
func (c *conn) Write(b []byte, to netip.AddrPort) error {
	c.mu.Lock()
	closed := c.closed
	c.mu.Unlock()
	switch {
	case closed:
		return opError("write", net.ErrClosed)
	case len(b) > udp.MaxPayload:
		return opError("write", syscall.EMSGSIZE)
	}
	return c.send(c, b, to)
}

// SetReadDeadline ends reads at a moment of real time; the zero time means never.
func (c *conn) SetReadDeadline(t time.Time) error {
	c.change(func() { c.deadline = t })
	return nil
}

// Close ends the socket and every read.
func (c *conn) Close() error {
	c.change(func() { c.closed, c.waiting = true, nil })
	c.forget(c)
	return nil
}

func opError(op string, err error) error {
	return &net.OpError{Op: op, Net: "udp4", Err: err}
}
