package simnet

import "time"

// The movements of a person who resets a camera by the button, in clock time: the plug goes in half a minute
// after the finger went down, and the finger stays long enough for every model known.
const (
	handPlugsIn  = 31 * time.Second
	handReleases = 40 * time.Second
)

// Hand does to the first camera what a person would do: "power-off", "hold", "power-on", "page-reset" and
// "app-reset"; "second-address" gives the computer an address in the camera's network. After "hold" the button goes
// down at once, power comes back 31 s later, and the button goes up 40 s after that, all in clock time. Unknown words
// do nothing.
func (l *Lan) Hand(word string) {
	l.mu.Lock()
	cameras := l.cameras
	l.mu.Unlock()
	if len(cameras) == 0 {
		return
	}
	c := cameras[0]
	switch word {
	case "power-off":
		c.PowerOff()
	case "hold":
		c.ButtonDown()
		l.later(handPlugsIn, func() {
			c.PowerOn()
			l.later(handReleases, c.ButtonUp)
		})
	case "power-on":
		c.PowerOn()
	case "page-reset":
		c.PageReset()
	case "second-address":
		l.secondAddress(c)
	case "app-reset":
		c.AppReset()
	}
}

// later plans the next movement of the hand, of which there is one at a time.
func (l *Lan) later(d time.Duration, move func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stopMove()
	if !l.closed {
		l.nextMove = l.clock.AfterFunc(d, move)
	}
}

// stopMove drops the next movement. It is called with the lock held.
func (l *Lan) stopMove() {
	if l.nextMove != nil {
		l.nextMove()
		l.nextMove = nil
	}
}
