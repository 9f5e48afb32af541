package ledger

import (
	"encoding/json"
	"errors"
	"slices"
	"time"

	"camreset/steps/notes"
)

// Why a try was not made.
var (
	ErrLastTry = errors.New("the device has only one try left, and that one is never spent")
	ErrBudget  = errors.New("camreset has spent all tries that it allows itself on this device")
	ErrTooFew  = errors.New("the device has too few tries left for a factory password")
	ErrLedger  = errors.New("the note of the tries could not be written")
)

// Book is what this program remembers of the tries and writes on devices, in its notes.
type Book struct{ notes.Files }

// changeLedger opens the ledger, lets fn change it and writes it back, as one
// step. fn's error refuses what was asked; the book is written all the same.
func (e Book) changeLedger(fn func(l *ledger, now notes.Moment) error) error {
	var said error
	err := e.Change(LedgerFile, func(old []byte, kept string) ([]byte, bool, error) {
		book, whole := readLedger(old)
		if !whole {
			return nil, false, nil
		}
		now := e.Moment()
		if kept != "" {
			book.Unread = &unread{now, kept}
		}
		now, _ = book.at(now)
		book.Latest = now.Clock
		said = fn(&book, now)
		book.Entries = slices.DeleteFunc(book.Entries, func(x entry) bool { return !x.counts() })
		next, err := json.MarshalIndent(book, "", " ")
		return next, true, err
	})
	if err != nil {
		return errors.Join(ErrLedger, err)
	}
	return said
}

// about is what counts for a device: all entries that may be about it.
func (l *ledger) about(ids Identity, now notes.Moment) (sum entry, remains time.Duration) {
	for _, x := range l.Entries {
		if !x.IDs.Joins(ids) {
			continue
		}
		remains = max(remains, x.remains(now))
		if last := sum.Last; !sum.counts() || now.Since(x.Last) < now.Since(last) {
			sum.Last = x.Last
		}
		sum = sum.plus(x)
	}
	return sum, remains
}

// own is the entry of exactly this device, made where there is none.
func (l *ledger) own(ids Identity) *entry {
	at := slices.IndexFunc(l.Entries, func(x entry) bool { return x.sameNumbers(ids) })
	if at < 0 {
		at = len(l.Entries)
		l.Entries = append(l.Entries, entry{})
	}
	x := &l.Entries[at]
	x.IDs = x.IDs.With(ids.lasting()...)
	return x
}

// lasts notes that something was tried now: the window of all that may be the
// device begins anew.
func (l *ledger) lasts(ids Identity, now notes.Moment) {
	for i := range l.Entries {
		if x := &l.Entries[i]; x.IDs.Joins(ids) {
			x.Last, x.Lock = now, 0
		}
	}
}

// Spending tells how the device stands in the ledger. It writes only what must not
// be seen for the first time once more.
func (e Book) Spending(ids Identity, left *int) Spending {
	s := Spending{Budget: Budget(left), BudgetUDP: BudgetUntold}
	file, err := e.Read(LedgerFile)
	if err != nil {
		s.Problem = err.Error()
		return s
	}
	now := e.Moment()
	book, whole := readLedger(file)
	stays := false
	if whole {
		now, stays = book.at(now)
	}
	if !stays {
		err := e.changeLedger(func(l *ledger, at notes.Moment) error { book, now = *l, at; return nil })
		if err != nil {
			s.Problem = err.Error()
			return s
		}
	}
	s, remains := book.spending(s, ids, left, now)
	if remains > 0 {
		s.Until = e.Now().Add(remains)
	}
	return s
}

func (l *ledger) spending(s Spending, ids Identity, left *int, now notes.Moment) (Spending, time.Duration) {
	sum, remains := l.about(ids, now)
	if sum.counts() {
		s.Count, s.UDP, s.Extra, s.Left = sum.by(ByLogin), sum.by(ByUDP), sum.Extra, sum.Left
		s.BudgetUDP, s.Door = Budget(sum.Left), l.otherDoor(ids)
		if left == nil {
			s.Budget = Budget(sum.Left)
		}
	}
	if l.Unread != nil {
		s.Count, s.UDP = max(s.Count, s.Budget), max(s.UDP, s.BudgetUDP)
		s.Unread, remains = l.Unread.File, max(remains, Window-now.Since(l.Unread.Seen))
	}
	return s, remains
}

// Budget is how many tries may be spent on a device in the Window: more where it tells how
// many are left than where it does not.
func Budget(left *int) int {
	if left != nil {
		return BudgetTold
	}
	return BudgetUntold
}

// otherDoor is the port of the device's host through which all was tried that counts
// for it; empty where something was tried through its own, or its numbers say that it
// was the same device.
func (l *ledger) otherDoor(ids Identity) (port string) {
	for _, x := range l.Entries {
		if !x.counts() || !x.IDs.Joins(ids) {
			continue
		}
		other := x.IDs.besideDoor(ids)
		if other == "" {
			return ""
		}
		port = other
	}
	return port
}
