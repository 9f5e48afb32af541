package steps

import (
	"camreset/steps/flow"
	"camreset/steps/sentences"
)

// agreeClear asks before a write whose secrets others could read on the way.
func agreeClear() Dialog {
	return Dialog{Step: Step{
		ID: "agree-clear", Phase: Secure, Title: T("Others could read the passwords on the way"),
		Say: sayClear,
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
		Next: Edges{"in": "done", "out": "to-menu"},
	}
}

// sayClear names every secret that goes out.
func sayClear(f *Facts) Text {
	where := "On a cable between you and the camera that is harmless, on a shared network it is not. Nothing was sent yet; your answer holds for this change only."
	if f.Factory {
		return T("The camera still has the factory password, so anybody who listens here could read the new one. %s", where)
	}
	return T("Over plain HTTP anybody on this network could read what is sent: the new password, and the current one if the camera asks for it. %s", where)
}
