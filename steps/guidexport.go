package steps

import (
	"context"

	"camreset/steps/access"
	"camreset/steps/flow"
	"camreset/steps/sentences"
)

// guidWarn offers the file that resets the password later. It is the one secret
// that is ever written to a file, and only on request.
func guidWarn() Step {
	return Step{
		ID: "guid-warn", Phase: Secure, Title: T("A recovery file for the next time"),
		Saved: flow.Saved{At: "try-password"},
		Say:   sayOf("With this file the password can be reset later, and nothing is lost. It is as good as the password: keep it apart from the %s, best in a password manager."),
		State: answersNow,
		Help:  T("Its name begins with GUID. It is good once, and only until the password changes; then make a new one. Older files are useless from now on. Whoever has it can set a new password. %s", sentences.Documented),
		Ask: &Question{Prompt: T("Write it into a file here?"), Options: []Option{
			{Key: "no", Label: T("No")},
			{Key: "yes", Label: T("Yes, I will keep it safe"), Shut: sentences.ShutGUID},
		}},
		Sheet: func(f *Facts) []Text {
			if sentences.FileByPage(f) {
				return []Text{sentences.ProofLine(f), T("The password goes along, over its page.")}
			}
			return []Text{sentences.ProofLine(f), T("The password goes along. %s", heardByAll)}
		},
		Checks: []Check{proofLeft, alive},
		Wait:   watching,
		Next:   Edges{"no": "done", "yes": "guid-export"},
	}
}

func guidExport() Step {
	return Step{
		ID: "guid-export", Phase: Secure, Title: T("Asking for the recovery file"), Say: say("It is asked for once, with the password."),
		Saved:  flow.Saved{At: "try-password"},
		Checks: []Check{{ID: "guid-export", Title: T("Recovery file"), Acts: true, Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) { return env.ExportGUID(ctx, f) }}},
		Judge:  func(f *Facts) Outcome { return f.Change.Word },
		May:    access.FileWords,
		Next: Edges{
			"sent": "guid-saved", "lost": "guid-saved", "weak": "guid-saved", "stopped": "guid-saved", "refused": "guid-saved", "gone": "guid-saved",
			"agree-udp": "agree-udp", "consent": "agree-clear", "other-device": "same-camera", "other-certificate": "other-certificate",
		},
	}
}

func guidSaved() Step {
	return Step{
		ID: "guid-saved", Phase: Secure, Title: T("The recovery file"),
		Saved: flow.Saved{At: "try-password"},
		Say: func(f *Facts) Text {
			if f.Change.Word == "sent" {
				return T("It is written. Move it to a safe place now, away from the device and from this computer.")
			}
			return T("%s Its own page can make the file too: Configuration > User Management.", sentences.GuidResult(f.Change).Detail)
		},
		Sheet: func(f *Facts) []Text {
			if f.Change.Word == "sent" {
				return []Text{T("File: %s", f.Change.Reason)}
			}
			return nil
		},
		State:  answersNow,
		Help:   T("A password manager can keep files too. Do not leave it in the folder where you work: whoever finds it can set a new password."),
		Ask:    &Question{Prompt: T("Continue?"), Options: []Option{{Key: "next", Label: T("Continue")}}},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   Edges{"next": "done"},
	}
}
