package steps

import (
	"camreset/steps/flow"
	"camreset/steps/owned"
	"camreset/steps/sentences"
)

// agreeClear asks before a write whose secrets others could read on the way.
func agreeClear() Dialog {
	return Dialog{Step: Step{
		ID: "agree-clear", Phase: Secure, Title: T("Others could read the password on the way"),
		Say:   sayClear,
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

// sayClear names every secret that goes out.
func sayClear(f *Facts) Text {
	where := "On a cable straight between you and it, nobody else can. Nothing was sent yet, and your answer is for this change only."
	goes := clearSecrets(f)
	if f.Factory {
		if goes == "" {
			goes = "the new one"
		}
		return T("The %s still has the factory password, so anybody on this network could read %s while it is sent. %s", f.Noun(), goes, where)
	}
	if goes == "" {
		return T("Your new password, and the one it has now, could be read by anybody on this network while they are sent. %s", where)
	}
	return T("Its password could be read by anybody on this network while it is sent, and so could %s. %s", goes, where)
}

// clearSecrets are what goes out beside the password; empty where that is a new password.
func clearSecrets(f *Facts) string {
	switch {
	case len(f.Answers.Fix) > 0 && f.Answers.Fix[0] == owned.Questions:
		return "your answers"
	case len(f.Answers.Fix) > 0 && f.Answers.Fix[0] == owned.Mailbox:
		return "the address"
	case f.Proved && (f.Answers.New.IsZero() || has(f, f.Answers.New)):
		return "the recovery file"
	}
	return ""
}
