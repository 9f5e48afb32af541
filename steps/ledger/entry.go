package ledger

import (
	"slices"
	"time"

	"camreset/steps/notes"
)

// entry is what was tried on one device, as it calls itself by its numbers, or on a
// host whose device had told none. Entries are never made into one: what is known
// of a device may change, and a number that is not its own would stay.
type entry struct {
	IDs Identity `json:"ids"`
	// Spent counts the wrong tries since any right one, Logins and UDP those by
	// each way since a right one by that way: whether a device counts both
	// together is not known.
	Spent  int `json:"spent"`
	Logins int `json:"logins,omitempty"`
	UDP    int `json:"udp,omitempty"`
	// Last is when the last try was made on a device that may be this one.
	Last notes.Moment `json:"last"`
	// Lock is how long after Last a told lock opens; 0 when none was told.
	Lock time.Duration `json:"lock,omitempty"`
	// Left is what the device told of the tries left after the last one.
	Left *int `json:"left,omitempty"`
	// Flying counts the tries whose answer is not known yet.
	Flying int `json:"flying,omitempty"`
	// Extra is true when the one more try for the user's word is used up.
	Extra bool `json:"extra,omitempty"`
}

// Way is how a try gets to a device.
type Way int

const (
	ByLogin Way = iota
	ByUDP
)

// by is how many wrong tries a device may count against the next one by a way.
func (e entry) by(w Way) int {
	if w == ByUDP {
		return max(e.Spent, e.UDP)
	}
	return max(e.Spent, e.Logins)
}

// add counts n tries more.
func (e *entry) add(w Way, n int) {
	e.Spent = max(e.Spent+n, 0)
	if w == ByUDP {
		e.UDP = max(e.UDP+n, 0)
	} else {
		e.Logins = max(e.Logins+n, 0)
	}
}

// right forgets what a right try by a way makes the device forget for sure.
func (e *entry) right(w Way) {
	if e.Spent = 0; w == ByUDP {
		e.UDP = 0
	} else {
		e.Logins = 0
	}
}

// counts is false for an entry that has nothing to remember.
func (e entry) counts() bool { return max(e.Spent, e.Logins, e.UDP) > 0 }

// sound is false for counts that this program cannot have written.
func (e entry) sound() bool { return min(e.Spent, e.Logins, e.UDP, e.Flying) >= 0 && e.Lock >= 0 }

// left is the number of tries that are left for sure when the device has just
// told that many. Another copy of the program may have one on its way, or have
// come between the device's word and this moment.
func (e entry) left(told *int, now notes.Moment) *int {
	left := told
	if left == nil {
		left = e.Left // it told after the last try
	}
	if left == nil || now.Since(e.Last) >= flight {
		return left
	}
	sure := *left
	if e.Left != nil {
		sure = min(sure, *e.Left)
	}
	sure -= e.Flying
	return &sure
}

// remains is how long the entry's window still lasts.
func (e entry) remains(now notes.Moment) time.Duration {
	length := Window
	if e.Lock > 0 {
		length = e.Lock
	}
	return length - now.Since(e.Last)
}

// plus is both counts as those of one device.
func (e entry) plus(other entry) entry {
	e.Spent, e.Logins, e.UDP = e.Spent+other.Spent, e.Logins+other.Logins, e.UDP+other.UDP
	e.Flying += other.Flying
	e.Extra = e.Extra || other.Extra
	if other.Left != nil && (e.Left == nil || *other.Left < *e.Left) {
		e.Left = other.Left
	}
	return e
}

// sameNumbers says whether an entry is the one of exactly this device.
func (e entry) sameNumbers(ids Identity) bool {
	if ids.numbered() || e.IDs.numbered() {
		return slices.Equal(e.IDs.Numbers(), ids.Numbers())
	}
	return e.IDs.Joins(ids)
}

const (
	// BudgetTold is how many wrong tries we allow ourselves on a device that
	// tells how many it has left, budgetUntold on one that does not: devices
	// lock after 3 to 7 (observed).
	BudgetTold   = 3
	BudgetUntold = 2
	// Window is how long after the last try an untold lock count is over
	// (maker's manuals: 30 minutes).
	Window = 30 * time.Minute
	// longestLock bounds what is believed of a lock: none is known to last
	// longer than an hour (maker's manuals: 10 to 3600 seconds).
	longestLock = 24 * time.Hour
	// flight is how long a try may be on its way (actLimit, and some more for a
	// slow clock): what the device tells meanwhile may not count it yet.
	flight = 2 * time.Minute
	// LastTry is the told number of tries left at which we never try.
	LastTry = 1
	// DefaultNeeds is how many told tries a factory password needs.
	DefaultNeeds = 3
)
