package sentences

import (
	"camreset/steps/facts"
	"camreset/steps/ledger"
	"camreset/steps/text"
)

// TryLine is what the next try costs, for every step at which one can be spent.
func TryLine(f *facts.Facts) text.Text { return tryLine(f, facts.ByPage, "it is wrong") }

// NextLine is what the next try costs after one that was wrong.
func NextLine(f *facts.Facts) text.Text { return tryLine(f, facts.ByPage, "the next one is wrong too") }

// SecretLine is the same for a try over UDP.
func SecretLine(f *facts.Facts) text.Text { return tryLine(f, facts.ByUDP, "it is wrong") }

// CodeLine is that line beside a new password, which is not what may be wrong.
func CodeLine(f *facts.Facts) text.Text {
	code := "support's answer"
	switch f.Answers.Way {
	case "mail":
		code = "the code"
	case "guid":
		code = "the recovery file"
	}
	return tryLine(f, facts.ByUDP, code+" is wrong")
}

// ProofLine is the same where a password is sent that should be right, by either
// way.
func ProofLine(f *facts.Facts) text.Text {
	return tryLine(f, facts.Either, "the "+f.Noun()+" refuses the password")
}

// ProofSecret is that line for a password that is sent over UDP.
func ProofSecret(f *facts.Facts) text.Text {
	return tryLine(f, facts.ByUDP, "the "+f.Noun()+" refuses the password")
}

// Unproved is that line where the new password has still to be proved.
func Unproved(f *facts.Facts) []text.Text {
	if f.Proved {
		return nil
	}
	return []text.Text{ProofLine(f)}
}

// tryLine says what one more wrong try would leave.
func tryLine(f *facts.Facts, way facts.Way, wrong string) text.Text {
	a := f.Allowance(way, false)
	budget := max(a.Spent.Budget, ledger.Budget(a.Left)) // none is known before the first look
	switch {
	case a.Spent.Count >= budget && !a.Spent.Extra:
		return text.T("%scamreset's own tries are used up. Only a password that was just set may be tried, once. %s", warned(f), MayLock)
	case a.Left != nil && *a.Left <= ledger.LastTry:
		return text.T("%sThe %s has %s. camreset never uses the last one.", warned(f), f.Noun(), facts.TriesLeft(*a.Left))
	case a.Left != nil:
		return text.T("%sIf %s, the %s still takes %d. camreset keeps the last ones.", warned(f), wrong, f.Noun(), *a.Left-1)
	}
	return text.T("%sThe %s does not say how many wrong passwords it takes. This is try %d of the %d that camreset makes at most.", warned(f), f.Noun(), a.Spent.Count+1, budget)
}

// MayLock is said before the one more try that the user's word allows.
const MayLock = "If it is wrong, logins may be locked for half an hour."

// warned is said before a try while something else is trying too.
func warned(f *facts.Facts) string {
	if !f.Others.Trying(f.Now) {
		return ""
	}
	return f.Others.Words(f.Now).String() + " Stop it first. "
}
