package simcam

import (
	"slices"
	"time"
)

// Try is one login, or one secret over UDP, as the camera judged it.
type Try struct {
	At time.Time // of the camera's clock
	// Door is "login", or the kind of secret over UDP; each counts and locks for itself.
	Door string
	// Left is how many wrong ones it took to lock the door, this one included.
	Left int
	// Right and Refused tell how it came out; none of the two is wrong.
	Right, Refused bool
	// Shut is true for the wrong one that locked the door.
	Shut bool
	// Foreign marks what Intrude did; it is in no counter.
	Foreign bool
	// Life counts the activations and resets to factory settings before it.
	Life int
}

// doorLogin is the door of every login over HTTP.
const doorLogin = "login"

// Tried gives the last tries, the oldest first. The list is the caller's.
func (c *Camera) Tried() []Try {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.tried)
}

// Intrude makes wrong logins from an address without a port, as a client does that keeps retrying an old password.
// Nothing of it is counted but towards the lock, and nothing is done where no login is looked at: without power or
// without a password.
func (c *Camera) Intrude(source string, times int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.phase < phaseBusy || c.dev.password == "" {
		return
	}
	for range times {
		now := c.clock.Now()
		t := Try{At: now, Door: doorLogin, Foreign: true, Life: c.lives}
		if t.Refused = c.ram.logins.wait(source, now) > 0; !t.Refused {
			t.Left = c.ram.logins.left(source, c.sc.Tries)
			t.Shut = c.ram.logins.miss(source, now, c.sc.Tries, c.sc.LockTime)
		}
		c.keepTry(t)
	}
}

// keepTry remembers a try. It is called with the lock held.
func (c *Camera) keepTry(t Try) {
	if len(c.tried) == recordMemory {
		c.tried = slices.Delete(c.tried, 0, 1)
	}
	c.tried = append(c.tried, t)
}
