package simcam

import "time"

// timer is something a camera will do later. All of them end with the power.
type timer struct{ stop func() bool }

// after lets f happen in d of camera-clock time. It is called with the lock held, and so is f.
func (c *Camera) after(d time.Duration, f func()) *timer {
	t := &timer{}
	t.stop = c.clock.AfterFunc(d, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if _, waiting := c.timers[t]; waiting {
			delete(c.timers, t)
			f()
		}
	})
	c.timers[t] = struct{}{}
	return t
}

// drop makes sure that t does not happen any more; nil is no timer. It is called with the lock held.
func (c *Camera) drop(t *timer) {
	if t != nil {
		delete(c.timers, t)
		t.stop()
	}
}

func (c *Camera) dropTimers() {
	for t := range c.timers {
		c.drop(t)
	}
}
