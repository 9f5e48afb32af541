package ledger

import (
	"time"

	"camreset/isapi"
	"camreset/steps/text"
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

// Hear compares a new word of the device about its tries, told at that time and
// at that count of the ledger, with the one before. A lock is none left. Where
// we have tried in between nothing is concluded, and neither from a word so old
// that the device, or the ledger, may have begun to count anew.
func (o Others) Hear(lock isapi.Lock, spent int, at time.Time) Others {
	left := lock.Left
	if lock.Locked == isapi.Yes {
		left = new(int)
	}
	if left == nil || !at.After(o.At) {
		return o
	}
	if o.Left != nil && *left < *o.Left && spent == o.Spent && at.Sub(o.At) < Window {
		o.Tries += *o.Left - *left
		o.From, o.To, o.Seen = *o.Left, *left, at
	}
	o.Left, o.Spent, o.At = left, spent, at
	return o
}

// SameTries says whether two words tell the same.
func SameTries(a, b isapi.Lock) bool {
	if a.Left == nil || b.Left == nil {
		return a.Left == b.Left && a.Locked == b.Locked
	}
	return *a.Left == *b.Left && a.Locked == b.Locked
}

// Trying says whether something else was seen trying not long ago.
func (o Others) Trying(now time.Time) bool { return o.Tries > 0 && now.Sub(o.Seen) < Window }

// Words say what was seen; nothing when nothing was.
func (o Others) Words(now time.Time) text.Text {
	switch {
	case !o.Trying(now):
		return text.Text{}
	case o.To == 0:
		return text.T("Something else is trying passwords: there were %d tries left, then none, and camreset used none of them.", o.From)
	}
	return text.T("Something else is trying passwords: there were %d tries left, then %d, and camreset used none of them.", o.From, o.To)
}

// Silence is what helps against something else that tries.
var Silence = text.T("First switch off the recorder, viewing program or app that still uses an old password. It may run on this computer.")

// Sheet is the same in the lines of a step.
func (o Others) Sheet(now time.Time) []text.Text {
	if said := o.Words(now); !said.IsZero() {
		return []text.Text{text.T("%s %s", said, Silence)}
	}
	return nil
}
