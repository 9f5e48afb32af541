package steps

import (
	"camreset/steps/ledger"

	"fmt"
)

// tryLine is what the next try costs, for every step at which one can be spent.
func tryLine(f *Facts) string {
	s := f.Spent
	s.Budget = max(s.Budget, ledger.Budget(f.left()))
	return warned(f) + "The next try costs one: " + ledgerLine(f, s)
}

// secretLine is the same for a try over UDP.
func secretLine(f *Facts) string {
	return warned(f) + "The next try costs one: " + ledgerLine(f, f.Spent.OverUDP())
}

// proofLine is the same where a password is sent that should be right, by either
// way.
func proofLine(f *Facts) Text { return refusal(f, f.Spent.Either()) }

// proofSecret is that line for a password that is sent over UDP.
func proofSecret(f *Facts) Text { return refusal(f, f.Spent.OverUDP()) }

func refusal(f *Facts, spent ledger.Spending) Text {
	return T("%sIf the camera refuses the password, that costs one try: %s", warned(f), ledgerLine(f, spent))
}

// unproved is that line where the new password has still to be proved.
func unproved(f *Facts) []Text {
	if f.Proved {
		return nil
	}
	return []Text{proofLine(f)}
}

// ledgerLine is how many tries are left, and how many of them are spent.
func ledgerLine(f *Facts, spent ledger.Spending) string {
	left := "the camera does not tell how many tries are left"
	if n := f.left(); n != nil {
		left = fmt.Sprintf("the camera tells %d tries left", *n)
	}
	spent.Budget = max(spent.Budget, ledger.BudgetUntold) // none is known before the first look
	line := left + ", and " + spent.Words() + "."
	if spent.Count >= spent.Budget && !spent.Extra {
		line += " Only a password that was set anew may be tried once more. " + mayLock
	}
	return line
}

// mayLock is said before the one more try that the user's word allows.
const mayLock = "If it is wrong, the camera may lock itself for half an hour."

// warned is said before a try while something else is trying too.
func warned(f *Facts) string {
	if !f.Others.Trying(f.Now) {
		return ""
	}
	return f.Others.Words(f.Now).String() + " Stop it first. "
}
