package steps

import (
	"errors"

	"camreset/isapi"
)

// try is what a login wants to spend.
type try struct {
	ids identity
	// left is what the device tells; nil is not told.
	left *int
	// saidReset is the user's word that the password was reset elsewhere.
	saidReset bool
	by        way
	// isDefault marks a factory password, which needs more tries left.
	isDefault bool
}

// noted are the tries of one attempt as they stand in the ledger: one, two where a
// stale answer was repeated, or none.
type noted struct {
	ids   identity
	by    way
	tries int
	// extra is true when the one more try for the user's word is among them.
	extra bool
}

// spend notes one try before it is sent, or says why it must not be made.
func (e Env) spend(t try, n *noted) (Spending, error) {
	next := *n
	err := e.changeLedger(func(l *ledger, now moment) error {
		answered := min(n.tries, 1) // the one before it of this attempt flies no more
		extra, why := l.mayTry(t, answered, now)
		if why != nil {
			return why
		}
		x := l.own(t.ids)
		x.add(t.by, 1)
		x.Flying = max(x.Flying-answered, 0) + 1
		x.Extra = x.Extra || extra
		l.lasts(t.ids, now)
		next = noted{ids: t.ids, by: t.by, tries: n.tries + 1, extra: n.extra || extra}
		return nil
	})
	if err == nil { // what could not be written was not noted
		*n = next
	}
	return e.spending(t.ids, t.left), err
}

// mayTry says why a try must not be made, where answered of those that fly are known
// to be over. extra is true where it may only be the one more for the user's word.
func (l *ledger) mayTry(t try, answered int, now moment) (extra bool, why error) {
	x, _ := l.about(t.ids, now)
	x.Flying = max(x.Flying-answered, 0)
	left := x.left(t.left, now)
	most := budget(left)
	if t.by == byUDP {
		most = budget(x.Left) // what the page tells is not told of the secrets over UDP
	}
	switch {
	case left != nil && *left <= lastTry:
		return false, ErrLastTry
	case t.isDefault && left != nil && *left < defaultNeeds:
		return false, ErrTooFew
	case l.Unread == nil && x.by(t.by) < most:
		return false, nil
	case t.saidReset && !x.Extra:
		return true, nil
	}
	return false, ErrBudget
}

// settle notes what an attempt brought. A right one is given back, for the device
// does not count it, and so is one that never left. A told lock sets the end of the
// window. What was spent before is not emptied: who took the password is proved by
// what it tells of itself under that login (proved).
func (e Env) settle(n noted, a isapi.Attempt) error {
	if n.tries == 0 {
		return nil
	}
	return e.changeLedger(func(l *ledger, now moment) error {
		x := l.own(n.ids)
		x.Flying = max(x.Flying-1, 0)
		if a.Outcome == isapi.Right || a.Outcome == isapi.Weaker || !a.Sent {
			x.add(n.by, -n.tries)
			x.Extra = x.Extra && !n.extra
		}
		if a.Lock.Left != nil {
			x.Left = a.Lock.Left
		}
		if a.Lock.Locked == isapi.Yes && a.Lock.Unlock != nil && *a.Lock.Unlock > 0 {
			x.Lock = now.since(x.Last) + *a.Lock.Unlock
		}
		return nil
	})
}

// proved empties what was spent by a way on a device that has shown its numbers
// under a right password, and nothing of a device that may be another one.
func (e Env) proved(w way, numbers identity) error {
	if !numbers.numbered() {
		return nil
	}
	return e.changeLedger(func(l *ledger, _ moment) error {
		for i := range l.Entries {
			if x := &l.Entries[i]; x.IDs.is(numbers) {
				x.right(w)
				x.add(w, x.Flying) // another copy's, which may arrive after it
			}
		}
		return nil
	})
}

// knows takes over what a device told of itself under a login that was right: what
// was tried and written on it is settled.
func (e Env) knows(d isapi.Device) error {
	numbers := identityOf(d.MAC, d.Serial)
	return errors.Join(e.proved(byLogin, numbers), e.finished(numbers))
}

// note counts a login that was refused although its password had been right:
// somebody else has changed it.
func (e Env) note(ids identity) error {
	return e.changeLedger(func(l *ledger, now moment) error {
		l.own(ids).add(byLogin, 1)
		l.lasts(ids, now)
		return nil
	})
}

// newWindow forgets what was spent on a device that was seen reset or activated:
// by its numbers, or where it has told none, what nobody with a number has spent
// at its host.
func (e Env) newWindow(ids identity) error {
	return e.changeLedger(func(l *ledger, _ moment) error {
		for i := range l.Entries {
			if x := &l.Entries[i]; x.IDs.is(ids) || !ids.numbered() && !x.IDs.numbered() && x.IDs.joins(ids) {
				*x = entry{}
			}
		}
		return nil
	})
}
