package simcam

import (
	"sync"
	"time"
)

// timers are what a camera will do later. All of them end with the power. Its methods are called with the lock held.
type timers struct {
	clock   Clock
	lock    *sync.Mutex // of the camera
	pending map[*timer]struct{}
}

// timer is one of them.
type timer struct{ stop func() bool }

// after lets f happen in d of camera-clock time, with the lock held.
func (all *timers) after(d time.Duration, f func()) *timer {
	t := &timer{}
	t.stop = all.clock.AfterFunc(d, func() {
		all.lock.Lock()
		defer all.lock.Unlock()
		if _, waiting := all.pending[t]; waiting {
			delete(all.pending, t)
			f()
		}
	})
	all.pending[t] = struct{}{}
	return t
}

// drop makes sure that t does not happen any more; nil is no timer.
func (all *timers) drop(t *timer) {
	if t != nil {
		delete(all.pending, t)
		t.stop()
	}
}

func (all *timers) dropAll() {
	for t := range all.pending {
		all.drop(t)
	}
}
