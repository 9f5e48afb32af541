package steps

import "camreset/steps/facts"

// Final is the word on the last line of a run.
type Final = facts.Final

// The results of a run.
const (
	Regained    = facts.Regained
	AlreadyIn   = facts.AlreadyIn
	Unreachable = facts.Unreachable
	CaseReady   = facts.CaseReady
	GaveUp      = facts.GaveUp
)

// Ended is how a walk ended.
func Ended(w Walk) Final { return facts.ResultOf(w.Facts()) }
