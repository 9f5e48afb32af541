package facts

import (
	"camreset/isapi"
	"camreset/steps/lan"
)

// Final is the word on the last line of a run.
type Final string

// The results of a run.
const (
	// Regained: a login proved a password in this walk.
	Regained Final = "regained"
	// AlreadyIn: that login was the first try of the walk, its earlier runs
	// included, with a password that the user had at the start, and nothing was
	// changed.
	AlreadyIn Final = "already-in"
	// Unreachable: nothing answered at the end.
	Unreachable Final = "unreachable"
	// CaseReady: the case for support was shown.
	CaseReady Final = "case-ready"
	// GaveUp is everything else.
	GaveUp Final = "gave-up"
)

// ExitCode is the program's exit code for the result.
func (r Final) ExitCode() int {
	return map[Final]int{Regained: 0, AlreadyIn: 0, Unreachable: 3, CaseReady: 7, GaveUp: 8}[r]
}

// ResultOf says what the facts amount to at the end of a run.
func ResultOf(f *Facts) Final {
	switch {
	case f.Between():
		return Final(f.Earlier[len(f.Earlier)-1].Result)
	case f.Won && f.FirstTry && f.Writes == 0:
		return AlreadyIn
	case f.GotIn():
		return Regained
	case f.CaseShown:
		return CaseReady
	case f.Target != (lan.Address{}) && !f.UDPOnly() && f.Alive.State != "" && (!f.Alive.Taken() || f.Verdict() == "unreachable" && f.Alive.State != isapi.ReachOpen):
		return Unreachable
	}
	return GaveUp
}

// GotIn says whether this walk has led back in, in this run or an earlier one.
func (f *Facts) GotIn() bool { return f.Won || f.WasIn }

// Between says whether the run is over with a camera and has begun with no other.
func (f *Facts) Between() bool {
	return len(f.Earlier) > 0 && f.Target == (lan.Address{}) && f.Answers.Setup == ""
}
