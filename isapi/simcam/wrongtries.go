package simcam

import "time"

// lockout counts wrong tries per source address and refuses further ones for a while
// (maker's manuals: the lock is by source address; a restart ends it).
type lockout struct {
	misses    map[string]int
	stale     map[string]time.Time // when the misses are forgotten
	until     map[string]time.Time
	everybody time.Time // nobody is let in before
}

// wait tells how long a source stays locked out; 0 means that it may try.
func (l *lockout) wait(source string, now time.Time) time.Duration {
	if l.misses[source] > 0 && !l.stale[source].After(now) {
		delete(l.misses, source)
	}
	until := l.until[source]
	if l.everybody.After(until) {
		until = l.everybody
	}
	return max(until.Sub(now), 0)
}

// left tells how many wrong tries of a source it takes to lock it, at the moment of the last wait.
func (l *lockout) left(source string, tries int) int {
	return max(tries-l.misses[source], 0)
}

// miss counts a wrong try; the last one locks the source, and then locked is true. The count is forgotten when for as
// long as a lock lasts none was added (inference: no text tells how long it is kept).
func (l *lockout) miss(source string, now time.Time, tries int, lock time.Duration) (locked bool) {
	if l.misses == nil {
		l.misses, l.stale, l.until = map[string]int{}, map[string]time.Time{}, map[string]time.Time{}
	}
	l.misses[source]++
	l.stale[source] = now.Add(lock)
	if locked = l.misses[source] >= tries; locked {
		delete(l.misses, source) // the count starts afresh once the lock is over
		l.until[source] = now.Add(lock)
	}
	return locked
}

// hit forgets the wrong tries of a source.
func (l *lockout) hit(source string) { delete(l.misses, source) }

// anybody tells whether some source is locked out.
func (l *lockout) anybody(now time.Time) bool {
	if l.everybody.After(now) {
		return true
	}
	for _, until := range l.until {
		if until.After(now) {
			return true
		}
	}
	return false
}
