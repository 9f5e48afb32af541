package facts

import (
	"camreset/isapi"
	"camreset/steps/ledger"
)

// Way is how a try would get to the camera.
type Way int

// The ways.
const (
	ByPage Way = iota // a login at its page
	ByUDP             // a secret over UDP
	Either            // the one of both by which more is spent
)

// Allowance is what may still be spent on the camera by a way: the one answer to whether
// a try may leave, and why not.
type Allowance struct {
	// Left is how many tries the camera tells, in its newest word; nil for not told.
	Left *int
	// Spent is what the ledger counts for the way, with its budget.
	Spent ledger.Spending
	// Why is what keeps a try back, Free if nothing does.
	Why Refusal
}

// Refusal is what keeps a try back.
type Refusal int

// The refusals, in the order in which they count.
const (
	Free           Refusal = iota
	SharedAddress          // several devices have the address
	PublicAddress          // rule 7: no password goes there
	LockedNow              // logins are locked
	LastOne                // the last told try is never spent
	NoNotes                // the ledger cannot be kept
	UnreadNotes            // a note of tries could not be read: all count as spent
	BudgetExceeded         // what camreset allows itself is spent
)

// Allowance computes it. given is true where the user's word, or a write, says that the
// camera has this password: then one more try than the budget is allowed.
func (f *Facts) Allowance(way Way, given bool) Allowance {
	a := Allowance{Left: f.Left(), Spent: f.Spent}
	if way == ByUDP || way == Either && f.Spent.UDP > f.Spent.Count {
		a.Spent.Count, a.Spent.Budget = f.Spent.UDP, f.Spent.BudgetUDP
	}
	a.Why = f.refusal(a.Spent, (given || f.Answers.SaidReset) && !a.Spent.Extra)
	return a
}

func (f *Facts) refusal(spent ledger.Spending, oneMore bool) Refusal {
	lock := f.Lock()
	switch {
	case f.Double && !f.SharesAddress():
		return SharedAddress
	case f.ReadOnly():
		return PublicAddress
	case lock.Locked == isapi.Yes:
		return LockedNow
	case lock.Left != nil && *lock.Left <= ledger.LastTry:
		return LastOne
	case spent.Problem != "":
		return NoNotes
	case spent.Unread != "" && !oneMore:
		return UnreadNotes
	case spent.Count >= spent.Budget && spent.Budget > 0 && !oneMore:
		return BudgetExceeded
	}
	return Free
}

// UsedUp says whether the budget of the way is spent, so that only a password that was
// set anew may be tried, once.
func (a Allowance) UsedUp() bool {
	return a.Spent.Count >= a.Spent.Budget && a.Spent.Budget > 0
}
