package facts

import (
	"time"

	"camreset/isapi"
)

// Left is the number of tries that the device tells: its newest word, else what
// it told after an earlier try.
func (f *Facts) Left() *int {
	if left := f.Lock().Left; left != nil {
		return left
	}
	return f.Spent.Left
}

// Lock is the newest word of the camera about its lock.
func (f *Facts) Lock() isapi.Lock {
	if f.Last.Attempt.Lock.Told() && f.Last.At.After(f.Seen.Check.At) {
		return f.Last.Attempt.Lock
	}
	return f.Seen.Lock()
}

// LockNow is the newest word of the device about its lock, as it is by now: a lock
// whose time is over may be open.
func (f *Facts) LockNow() isapi.Lock {
	lock, at := f.Lock(), f.Seen.Check.At
	if f.Last.Attempt.Lock.Told() && f.Last.At.After(at) {
		at = f.Last.At
	}
	if lock.Unlock == nil || at.IsZero() || f.Now.Before(at) {
		return lock
	}
	left := max(*lock.Unlock-f.Now.Sub(at), 0)
	if left == 0 && lock.Locked == isapi.Yes {
		return isapi.Lock{}
	}
	lock.Unlock = &left
	return lock
}

// Unlocked forgets what the camera told of its lock and its tries.
func (f *Facts) Unlocked() { f.Seen.Check.Lock, f.Seen.Session.Lock = isapi.Lock{}, isapi.Lock{} }

// MaybeRight is true after a refused login that may have been a right one, until the
// camera is looked at again.
func (f *Facts) MaybeRight() bool {
	return f.Last.Word == "unsure" && !f.Last.At.Before(f.Seen.Check.At)
}

// usualLock is how long a lock lasts where the camera does not tell (observed).
const usualLock = 30 * time.Minute

// UnlockWait is how long a lock that was met by the last login can still last, if
// there is one and nobody else keeps it up.
func (f *Facts) UnlockWait(now time.Time) time.Duration {
	return max(f.Last.At.Add(usualLock).Sub(now), 0)
}
