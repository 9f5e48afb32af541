package steps

import (
	"context"

	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/methods"
	"camreset/steps/sentences"
)

// What answers a request (support's answer, a code from an e-mail, a GUID file) is
// sent over UDP together with the new password. A wrong one costs a try.

func exchangePassword() Step {
	return Step{
		ID: "exchange-password", Phase: Activate, Title: T("The new password"),
		Saved: flow.Saved{At: "exchange-again"},
		Say: func(f *Facts) Text {
			if f.RestoresDefault() {
				return T("On this camera support's answer restores the factory password 12345; you change it right after that. This will be done to: %s.", f.Description())
			}
			return T("The answer brings a new password of yours in; the old one ends. This will be done to: %s.", f.Description())
		},
		Ask: &Question{Prompt: T("Which password?"), Options: []Option{
			{Key: "make", Label: T("Make a strong one for me"), Do: makePassword, When: func(f *Facts) bool { return !f.RestoresDefault() }},
			{Key: "own", Label: T("I will type one"), When: func(f *Facts) bool { return !f.RestoresDefault() }},
			{Key: "default", Label: T("Restore the factory password now"), Shut: sentences.ShutCode, Cost: methods.Priced(1, methods.LosePassword, "minutes"), When: (*Facts).RestoresDefault},
			{Key: "back", Label: T("Stop this, send nothing")},
		}},
		Checks: []Check{alive, codeLeft},
		Wait:   watching,
		Next:   Edges{"make": "keep-password", "own": "new-password", "default": "send-code", "back": "support"},
	}
}

// codeEdges lead on where it went well, and elsewhere where not.
func codeEdges(well, ill ID) Edges {
	return Edges{"sent": well, "lost": ill, "weak": ill, "stopped": ill, "refused": ill, "gone": ill}
}

func sendCode() Step {
	return Step{
		ID: "send-code", Phase: Activate, Title: T("Bringing the answer in"), Say: say("It is sent once, with the new password sealed by the camera's own method. Then one login proves it."),
		Saved:  flow.Saved{At: "who", Kind: sending},
		Checks: []Check{{ID: "code", Title: T("Password reset"), Acts: true, Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) { return env.SendAnswer(ctx, f) }}},
		Judge:  func(f *Facts) Outcome { return f.Change.Word },
		May:    access.SecretWords,
		Next: Edges{
			"sent": "prove-login", "lost": "prove-login", "weak": "new-password", "agree-udp": "agree-udp",
			"stopped": "exchange-failed", "refused": "exchange-failed", "gone": "exchange-failed",
		},
	}
}

func exchangeFailed() Step {
	return Step{
		ID: "exchange-failed", Phase: Reset, Title: T("It did not work yet"),
		Say: func(f *Facts) Text { return T("%s %s", sentences.CodeResult(f.Change).Detail, sentences.SecretLine(f)) },
		Sheet: func(f *Facts) []Text {
			return []Text{T("Request: %s.", f.Pending.Words(f.Now)), T("%s", sentences.Documented)}
		},
		Help: T("A camera that was restarted has forgotten its request; then only a new one helps. \"Refused\" can also mean a wrong key, or that the camera is just starting."),
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "again", Label: T("Try once more from the beginning of this way")},
			{Key: "support", Label: T("Show what support can do")},
			{Key: "tool", Label: T("Use the maker's SADP tool")},
			{Key: "menu", Label: T("Show the other ways")},
		}},
		Checks: []Check{alive, codeLeft, pendingRow},
		Wait:   watching,
		Next:   Edges{"again": "exchange-again", "support": "support", "tool": "pc-tools", "menu": "to-menu-or-phone"},
	}
}

// exchangeAgain leads back to where the way began.
func exchangeAgain() Fork {
	return Fork{
		ID: "exchange-again",
		Decide: func(f *Facts) Outcome {
			switch {
			case f.Answers.Way == "":
				return "export"
			case f.Answers.Way == "mail" && f.Pending.Kind != facts.PendingMail:
				return "mail-request"
			}
			return f.Answers.Way
		},
		May:  []Outcome{"export", "import", "mail", "mail-request", "guid"},
		Next: Edges{"export": "export-request", "import": "import", "mail": "mail-code", "mail-request": "mail-request", "guid": "guid-file"},
	}
}
