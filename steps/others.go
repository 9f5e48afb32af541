package steps

import (
	"time"

	"camreset/isapi"
)

// Others is what the device tells of tries that are not ours. Something that
// keeps retrying an old password uses the tries up until the device locks: the
// number that it tells shrinks while the ledger counts nothing.
type Others struct {
	// Left is the device's last word on the tries left, nil before the first;
	// Spent is what the ledger had counted then, At when that was.
	Left  *int
	Spent int
	At    time.Time
	// Tries counts those of others that were noticed. From and To are the tries
	// left before and after the last ones, Seen is when they were noticed.
	Tries, From, To int
	Seen            time.Time
}

// hear compares a new word of the device about its tries, told at that time and
// at that count of the ledger, with the one before. A lock is none left. Where
// we have tried in between nothing is concluded, and neither from a word so old
// that the device, or the ledger, may have begun to count anew.
func (o Others) hear(lock isapi.Lock, spent int, at time.Time) Others {
	left := lock.Left
	if lock.Locked == isapi.Yes {
		left = new(int)
	}
	if left == nil || !at.After(o.At) {
		return o
	}
	if o.Left != nil && *left < *o.Left && spent == o.Spent && at.Sub(o.At) < window {
		o.Tries += *o.Left - *left
		o.From, o.To, o.Seen = *o.Left, *left, at
	}
	o.Left, o.Spent, o.At = left, spent, at
	return o
}

// sameTries says whether two words tell the same.
func sameTries(a, b isapi.Lock) bool {
	if a.Left == nil || b.Left == nil {
		return a.Left == b.Left && a.Locked == b.Locked
	}
	return *a.Left == *b.Left && a.Locked == b.Locked
}

// trying says whether something else was seen trying not long ago.
func (o Others) trying(now time.Time) bool { return o.Tries > 0 && now.Sub(o.Seen) < window }

// words say what was seen; nothing when nothing was.
func (o Others) words(now time.Time) Text {
	switch {
	case !o.trying(now):
		return Text{}
	case o.To == 0:
		return T("Something else is trying: %d tries left before, then none, and none of them was ours.", o.From)
	}
	return T("Something else is trying: %d tries left before, then %d, and none of them was ours.", o.From, o.To)
}

// silence is what helps against something else that tries.
var silence = T("Before anything else stop the recorder, viewing program or app that still uses an old password; it may run on this computer.")

// beside puts what was seen of others beside the row about the tries.
func (o Others) beside(r Result, now time.Time) Result {
	if said := o.words(now); !said.IsZero() {
		r.Detail, r.Hint = T("%s %s", r.Detail, said), silence
		if r.Status == OK {
			r.Status = Warn
		}
	}
	return r
}

// sheet is the same in the lines of a step.
func (o Others) sheet(now time.Time) []Text {
	if said := o.words(now); !said.IsZero() {
		return []Text{T("%s %s", said, silence)}
	}
	return nil
}
