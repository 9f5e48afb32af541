package ledger

import (
	"slices"
	"time"

	"camreset/steps/notes"
)

// LedgerFile counts login attempts per device across runs and across copies of
// the program. It is written before a login leaves, so that a crash can make
// it count too many, never too few.
const LedgerFile = "ledger.json"

// ledgerVersion is the version that is written; version 1 is read as well.
const ledgerVersion = 2

// ledger is the file.
type ledger struct {
	Version int     `json:"version"`
	Entries []entry `json:"entries"`
	// Latest is the latest time that the clock has shown: one that shows an earlier
	// time is wrong, as with an empty battery.
	Latest time.Time `json:"latest,omitzero"`
	// Unread is about a file before this one that could not be read.
	Unread *unread `json:"unread,omitempty"`
}

// unread is a note that could not be read: what it would have said is unknown.
type unread struct {
	// Seen is when that was first seen, File where the note is kept.
	Seen notes.Moment `json:"seen"`
	File string       `json:"file"`
}

// entry1 is an entry of version 1, which knew the clock only.
type entry1 struct {
	IDs                []string `json:"ids"`
	Spent, Logins, UDP int
	Last               time.Time `json:"last"`
	Until              time.Time `json:"until"`
	Left               *int      `json:"left"`
	Flying             int       `json:"flying"`
	Extra              bool      `json:"extra"`
}

func (o entry1) entry() entry {
	e := entry{IDs: o.IDs, Spent: o.Spent, Logins: o.Logins, UDP: o.UDP, Last: notes.Moment{Clock: o.Last}, Left: o.Left, Flying: o.Flying, Extra: o.Extra}
	if !o.Until.IsZero() {
		e.Lock = max(o.Until.Sub(o.Last), 1)
	}
	return e
}

// readLedger reads the file; whole is false when it cannot be read, or is of a
// newer version. A file that is not there is an empty ledger; one without anything
// in it was cut off.
func readLedger(file []byte) (book ledger, whole bool) {
	if file == nil {
		return ledger{Version: ledgerVersion}, true
	}
	head := struct{ Version int }{}
	if notes.ReadNote(file, &head) != nil {
		return ledger{}, false
	}
	switch head.Version {
	case 1:
		old := struct{ Entries []entry1 }{}
		if notes.ReadNote(file, &old) != nil {
			return ledger{}, false
		}
		for _, o := range old.Entries {
			book.Entries = append(book.Entries, o.entry())
		}
	case ledgerVersion:
		if notes.ReadNote(file, &book) != nil {
			return ledger{}, false
		}
	default:
		return ledger{}, false
	}
	book.Version = ledgerVersion
	return book, !slices.ContainsFunc(book.Entries, func(e entry) bool { return !e.sound() })
}

// at brings the ledger to a moment: what is over goes, and what was noted before
// this start of the computer, or in the future by a clock since set back, is
// counted from here on. It gives the moment as the ledger knows it; stays is true
// where that leaves the ledger as it was.
func (l *ledger) at(now notes.Moment) (_ notes.Moment, stays bool) {
	if stays = true; now.Boot != "" && l.Latest.After(now.Clock) {
		now.Clock = l.Latest
	}
	if l.Unread != nil {
		seen := now.Here(l.Unread.Seen)
		stays = seen == l.Unread.Seen
		l.Unread = &unread{seen, l.Unread.File}
		if now.Since(seen) >= Window {
			l.Unread = nil
		}
	}
	for i := range l.Entries {
		e := &l.Entries[i]
		last := now.Here(e.Last)
		stays = stays && last == e.Last
		e.IDs, e.Last, e.Lock = SoundIdentity(e.IDs).lasting(), last, min(e.Lock, longestLock)
	}
	l.Entries = slices.DeleteFunc(l.Entries, func(e entry) bool { return e.remains(now) <= 0 })
	return now, stays
}
