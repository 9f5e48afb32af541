package ledger

import (
	"errors"

	"camreset/isapi"
	"camreset/steps/notes"
)

// Try is what a login wants to spend.
type Try struct {
	Ids Identity
	// Left is what the device tells; nil is not told.
	Left *int
	// SaidReset is the user's word that the password was reset elsewhere.
	SaidReset bool
	By        Way
	// IsDefault marks a factory password, which needs more tries left.
	IsDefault bool
}

// Noted are the tries of one attempt as they stand in the ledger: one, two where a
// stale answer was repeated, or none.
type Noted struct {
	Ids   Identity
	By    Way
	Tries int
	// Extra is true when the one more try for the user's word is among them.
	Extra bool
}

// Spend notes one try before it is sent, or says why it must not be made.
func (e Book) Spend(t Try, n *Noted) (Spending, error) {
	next := *n
	err := e.changeLedger(func(l *ledger, now notes.Moment) error {
		answered := min(n.Tries, 1) // the one before it of this attempt flies no more
		extra, why := l.mayTry(t, answered, now)
		if why != nil {
			return why
		}
		x := l.own(t.Ids)
		x.add(t.By, 1)
		x.Flying = max(x.Flying-answered, 0) + 1
		x.Extra = x.Extra || extra
		l.lasts(t.Ids, now)
		next = Noted{Ids: t.Ids, By: t.By, Tries: n.Tries + 1, Extra: n.Extra || extra}
		return nil
	})
	if err == nil { // what could not be written was not noted
		*n = next
	}
	return e.Spending(t.Ids, t.Left), err
}

// mayTry says why a try must not be made, where answered of those that fly are known
// to be over. extra is true where it may only be the one more for the user's word.
func (l *ledger) mayTry(t Try, answered int, now notes.Moment) (extra bool, why error) {
	x, _ := l.about(t.Ids, now)
	x.Flying = max(x.Flying-answered, 0)
	left := x.left(t.Left, now)
	most := Budget(left)
	if t.By == ByUDP {
		most = Budget(x.Left) // what the page tells is not told of the secrets over UDP
	}
	switch {
	case left != nil && *left <= LastTry:
		return false, ErrLastTry
	case t.IsDefault && left != nil && *left < DefaultNeeds:
		return false, ErrTooFew
	case l.Unread == nil && x.by(t.By) < most:
		return false, nil
	case t.SaidReset && !x.Extra:
		return true, nil
	}
	return false, ErrBudget
}

// Settle notes what an attempt brought. A right one is given back, for the device
// does not count it, and so is one that never left. A told lock sets the end of the
// window. What was spent before is not emptied: who took the password is proved by
// what it tells of itself under that login (proved).
func (e Book) Settle(n Noted, a isapi.Attempt) error {
	if n.Tries == 0 {
		return nil
	}
	return e.changeLedger(func(l *ledger, now notes.Moment) error {
		x := l.own(n.Ids)
		x.Flying = max(x.Flying-1, 0)
		if a.Outcome == isapi.Right || a.Outcome == isapi.Weaker || !a.Sent {
			x.add(n.By, -n.Tries)
			x.Extra = x.Extra && !n.Extra
		}
		if a.Lock.Left != nil {
			x.Left = a.Lock.Left
		}
		if a.Lock.Locked == isapi.Yes && a.Lock.Unlock != nil && *a.Lock.Unlock > 0 {
			x.Lock = now.Since(x.Last) + *a.Lock.Unlock
		}
		return nil
	})
}

// Proved empties what was spent by a way on a device that has shown its numbers
// under a right password, and nothing of a device that may be another one.
func (e Book) Proved(w Way, numbers Identity) error {
	if !numbers.numbered() {
		return nil
	}
	return e.changeLedger(func(l *ledger, _ notes.Moment) error {
		for i := range l.Entries {
			if x := &l.Entries[i]; x.IDs.Is(numbers) {
				x.right(w)
				x.add(w, x.Flying) // another copy's, which may arrive after it
			}
		}
		return nil
	})
}

// Knows takes over what a device told of itself under a login that was right: what
// was tried and written on it is settled.
func (e Book) Knows(d isapi.Device) error {
	numbers := IdentityOf(d.MAC, d.Serial)
	return errors.Join(e.Proved(ByLogin, numbers), e.Finished(numbers))
}

// Note counts a login that was refused although its password had been right:
// somebody else has changed it.
func (e Book) Note(ids Identity) error {
	return e.changeLedger(func(l *ledger, now notes.Moment) error {
		l.own(ids).add(ByLogin, 1)
		l.lasts(ids, now)
		return nil
	})
}

// NewWindow forgets what was spent on a device that was seen reset or activated:
// by its numbers, or where it has told none, what nobody with a number has spent
// at its host.
func (e Book) NewWindow(ids Identity) error {
	return e.changeLedger(func(l *ledger, _ notes.Moment) error {
		for i := range l.Entries {
			if x := &l.Entries[i]; x.IDs.Is(ids) || !ids.numbered() && !x.IDs.numbered() && x.IDs.Joins(ids) {
				*x = entry{}
			}
		}
		return nil
	})
}
