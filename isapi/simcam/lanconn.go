package simcam

import (
	"net"
	"net/netip"
	"os"
	"sync"
	"syscall"
	"time"
)

// Limits of a socket: what fits into a datagram, and how many wait to be read before more are lost.
const (
	maxPayload = 65507
	maxWaiting = 8192
)

type lanMessage struct {
	data []byte
	from netip.AddrPort
}

// lanConn is one UDP socket of the pretended computer.
type lanConn struct {
	lan   *Lan
	own   netip.Addr // that it is bound to; invalid or unspecified for all
	port  uint16
	group netip.Addr // invalid if it has joined none

	mu       sync.Mutex
	waiting  []lanMessage
	deadline time.Time
	closed   bool
	changed  chan struct{} // closed at every change
}

func newLanConn(l *Lan, own netip.Addr, port uint16, group netip.Addr) *lanConn {
	return &lanConn{lan: l, own: own, port: port, group: group, changed: make(chan struct{})}
}

// change does something to the socket and wakes whoever reads it.
func (c *lanConn) change(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f()
	close(c.changed)
	c.changed = make(chan struct{})
}

func (c *lanConn) deliver(m lanMessage) {
	c.change(func() {
		if !c.closed && len(c.waiting) < maxWaiting {
			c.waiting = append(c.waiting, m)
		}
	})
}

// Read waits for a datagram; what does not fit into b is lost. It tells the sender and the interface.
func (c *lanConn) Read(b []byte) (n int, from netip.AddrPort, arrived string, err error) {
	for {
		c.mu.Lock()
		m, ok, err := c.next()
		deadline, changed := c.deadline, c.changed
		c.mu.Unlock()
		switch {
		case err != nil:
			return 0, netip.AddrPort{}, "", lanError("read", err)
		case ok:
			return copy(b, m.data), m.from, LanInterface, nil
		}
		waitFor(changed, deadline)
	}
}

// next takes the oldest datagram. It is called with the lock held.
func (c *lanConn) next() (lanMessage, bool, error) {
	switch {
	case c.closed:
		return lanMessage{}, false, net.ErrClosed
	case !c.deadline.IsZero() && !time.Now().Before(c.deadline):
		return lanMessage{}, false, os.ErrDeadlineExceeded
	case len(c.waiting) == 0:
		return lanMessage{}, false, nil
	}
	m := c.waiting[0]
	c.waiting[0], c.waiting = lanMessage{}, c.waiting[1:]
	return m, true, nil
}

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
func (c *lanConn) Write(b []byte, to netip.AddrPort) error {
	c.mu.Lock()
	closed := c.closed
	c.mu.Unlock()
	switch {
	case closed:
		return lanError("write", net.ErrClosed)
	case len(b) > maxPayload:
		return lanError("write", syscall.EMSGSIZE)
	}
	return c.lan.send(c, b, to)
}

// SetReadDeadline ends reads at a moment of real time; the zero time means never.
func (c *lanConn) SetReadDeadline(t time.Time) error {
	c.change(func() { c.deadline = t })
	return nil
}

// Close ends the socket and every read.
func (c *lanConn) Close() error {
	c.change(func() { c.closed, c.waiting = true, nil })
	c.lan.forgetConn(c)
	return nil
}
