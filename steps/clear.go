package steps

import (
	"camreset/steps/flow"
	"camreset/steps/sentences"
)

// agreeClear asks before a write whose secrets others could read on the way.
func agreeClear() Dialog {
	return Dialog{Step: Step{
		ID: "agree-clear", Phase: Secure, Title: T("Others could read the password on the way"),
		Say:   sentences.SayClear,
		State: answersNow,
		Help: T("This device offers no protected form for this change. A network of your own, with nobody else on it, is safe enough. " +
			"Are others on it? Say no, plug the device straight into this computer, and start over. If you say no, nothing is changed."),
		Ask: &Question{Prompt: T("Send it all the same?"), Options: []Option{
			{Key: "no", Label: T("No, send nothing")},
			{Key: "yes", Label: T("Yes, this network is my own"), Shut: sentences.ShutWrite},
		}, Put: func(f *Facts, key string) { f.Answers.Clear = key == "yes" }},
		Sheet:  func(f *Facts) []Text { return []Text{sentences.ProofLine(f)} },
		Checks: []Check{proofLeft, alive},
		Wait:   watching,
		Next:   Edges{"no": "left-alone", "yes": flow.Return},
	}}
}

// leftAlone goes on where a password was not sent: to the ways in, or to the end where
// one got in before.
func leftAlone() Fork {
	return Fork{
		ID: "left-alone",
		Decide: func(f *Facts) Outcome {
			if f.Proved {
				return "in"
			}
			return "out"
		},
		May:  []Outcome{"in", "out"},
		Next: Edges{"in": "to-done", "out": "to-menu"},
	}
}
