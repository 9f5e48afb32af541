package sentences

import (
	"fmt"

	"camreset/steps/facts"
	"camreset/steps/ledger"
	"camreset/steps/text"
)

// TryLine is what the next try costs, for every step at which one can be spent.
func TryLine(f *facts.Facts) string {
	a := f.Allowance(facts.ByPage, false)
	a.Spent.Budget = max(a.Spent.Budget, ledger.Budget(a.Left))
	return warned(f) + "The next try costs one: " + ledgerLine(a)
}

// SecretLine is the same for a try over UDP.
func SecretLine(f *facts.Facts) string {
	return warned(f) + "The next try costs one: " + ledgerLine(f.Allowance(facts.ByUDP, false))
}

// ProofLine is the same where a password is sent that should be right, by either
// way.
func ProofLine(f *facts.Facts) text.Text { return refusal(f, facts.Either) }

// ProofSecret is that line for a password that is sent over UDP.
func ProofSecret(f *facts.Facts) text.Text { return refusal(f, facts.ByUDP) }

func refusal(f *facts.Facts, way facts.Way) text.Text {
	return text.T("%sIf the camera refuses the password, that costs one try: %s", warned(f), ledgerLine(f.Allowance(way, false)))
}

// Unproved is that line where the new password has still to be proved.
func Unproved(f *facts.Facts) []text.Text {
	if f.Proved {
		return nil
	}
	return []text.Text{ProofLine(f)}
}

// ledgerLine is how many tries are left, and how many of them are spent.
func ledgerLine(a facts.Allowance) string {
	left := "the camera does not tell how many tries are left"
	if n := a.Left; n != nil {
		left = fmt.Sprintf("the camera tells %d tries left", *n)
	}
	spent := a.Spent
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
