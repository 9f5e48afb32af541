package sentences

import (
	"camreset/steps/facts"
	"camreset/steps/ledger"
	"camreset/steps/text"

	"fmt"
)

// TryLine is what the next try costs, for every step at which one can be spent.
func TryLine(f *facts.Facts) string {
	s := f.Spent
	s.Budget = max(s.Budget, ledger.Budget(f.Left()))
	return warned(f) + "The next try costs one: " + ledgerLine(f, s)
}

// SecretLine is the same for a try over UDP.
func SecretLine(f *facts.Facts) string {
	return warned(f) + "The next try costs one: " + ledgerLine(f, f.Spent.OverUDP())
}

// ProofLine is the same where a password is sent that should be right, by either
// way.
func ProofLine(f *facts.Facts) text.Text { return refusal(f, f.Spent.Either()) }

// ProofSecret is that line for a password that is sent over UDP.
func ProofSecret(f *facts.Facts) text.Text { return refusal(f, f.Spent.OverUDP()) }

func refusal(f *facts.Facts, spent ledger.Spending) text.Text {
	return text.T("%sIf the camera refuses the password, that costs one try: %s", warned(f), ledgerLine(f, spent))
}

// Unproved is that line where the new password has still to be proved.
func Unproved(f *facts.Facts) []text.Text {
	if f.Proved {
		return nil
	}
	return []text.Text{ProofLine(f)}
}

// ledgerLine is how many tries are left, and how many of them are spent.
func ledgerLine(f *facts.Facts, spent ledger.Spending) string {
	left := "the camera does not tell how many tries are left"
	if n := f.Left(); n != nil {
		left = fmt.Sprintf("the camera tells %d tries left", *n)
	}
	spent.Budget = max(spent.Budget, ledger.BudgetUntold) // none is known before the first look
	line := left + ", and " + spent.Words() + "."
	if spent.Count >= spent.Budget && !spent.Extra {
		line += " Only a password that was set anew may be tried once more. " + MayLock
	}
	return line
}

// MayLock is said before the one more try that the user's word allows.
const MayLock = "If it is wrong, the camera may lock itself for half an hour."

// warned is said before a try while something else is trying too.
func warned(f *facts.Facts) string {
	if !f.Others.Trying(f.Now) {
		return ""
	}
	return f.Others.Words(f.Now).String() + " Stop it first. "
}
