package simcam

import (
	"context"
	"time"
)

// Clock is the time a camera lives in. Locks, start-up times and reply delays follow it;
// the deadlines of sockets stay real.
type Clock interface {
	// Now tells the present moment.
	Now() time.Time
	// AfterFunc runs f on a goroutine of its own once d has passed, never before it returns itself.
	// The returned stop reports whether it kept f from running.
	AfterFunc(d time.Duration, f func()) (stop func() bool)
}

type realClock struct{}

// RealClock is the time of this computer.
func RealClock() Clock { return realClock{} }

func (realClock) Now() time.Time { return time.Now() }

func (realClock) AfterFunc(d time.Duration, f func()) func() bool {
	return time.AfterFunc(d, f).Stop
}

// Fast is a clock that runs a whole number of times faster than life.
type Fast struct {
	start  time.Time
	factor time.Duration
}

// FastClock starts at the present moment and runs factor times faster; a factor below 1 counts as 1.
func FastClock(factor int) *Fast {
	return &Fast{start: time.Now(), factor: time.Duration(max(factor, 1))}
}

// Now tells the moment that the fast clock shows.
func (f *Fast) Now() time.Time {
	return f.start.Add(time.Since(f.start) * f.factor)
}

// AfterFunc runs g once d of fast time has passed.
func (f *Fast) AfterFunc(d time.Duration, g func()) func() bool {
	return time.AfterFunc(f.real(d), g).Stop
}

// Sleep waits for d of fast time or for the end of ctx, whose error it then returns.
func (f *Fast) Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(f.real(d))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// After delivers the fast clock's time once d of fast time has passed.
func (f *Fast) After(d time.Duration) <-chan time.Time {
	due := make(chan time.Time, 1)
	time.AfterFunc(f.real(d), func() { due <- f.Now() })
	return due
}

// real is how long d takes, rounded up: who waits until a moment is not woken before it.
func (f *Fast) real(d time.Duration) time.Duration { return (d + f.factor - 1) / f.factor }
