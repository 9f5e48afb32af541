package simtest

import (
	"sync"
	"time"
)

// Clock is a simcam.Clock that moves only when it is told to.
type Clock struct {
	mu      sync.Mutex
	now     time.Time
	pending map[*due]bool
}

type due struct {
	at time.Time
	f  func()
}

// NewClock starts at noon of 1 May 2024, UTC.
func NewClock() *Clock {
	return &Clock{now: time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC), pending: map[*due]bool{}}
}

// Now tells the present moment.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// AfterFunc runs f within the Advance that passes d.
func (c *Clock) AfterFunc(d time.Duration, f func()) func() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := &due{c.now.Add(d), f}
	c.pending[e] = true
	return func() bool {
		c.mu.Lock()
		defer c.mu.Unlock()
		was := c.pending[e]
		delete(c.pending, e)
		return was
	}
}

// Pending is how many functions wait for their moment.
func (c *Clock) Pending() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.pending)
}

// Advance moves the clock and runs what falls due, in order.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	end := c.now.Add(d)
	for {
		var next *due
		for e := range c.pending {
			if !e.at.After(end) && (next == nil || e.at.Before(next.at)) {
				next = e
			}
		}
		if next == nil {
			break
		}
		delete(c.pending, next)
		c.now = next.at
		c.mu.Unlock()
		next.f()
		c.mu.Lock()
	}
	c.now = end
	c.mu.Unlock()
}
