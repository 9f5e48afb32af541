package steps

import (
	"context"

	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/sentences"
)

// What answers a request (support's answer, a code from an e-mail, a GUID file) is
// sent over UDP together with the new password. A wrong one costs a try.

// answerRead leads to the new password that goes with the answer, or to the question
// whether the factory password may come back.
func answerRead() Fork {
	return Fork{
		ID: "answer-read",
		Decide: func(f *Facts) Outcome {
			if f.RestoresDefault() {
				return "factory"
			}
			return "new"
		},
		May:  []Outcome{"new", "factory"},
		Next: Edges{"new": "new-password", "factory": "restore-default"},
	}
}

func restoreDefault() Step {
	return Step{
		ID: "restore-default", Phase: Reset, Title: T("Go back to the factory password?"),
		Saved: flow.Saved{At: "exchange-again"},
		Say: func(f *Facts) Text {
			return T("On this %s support's answer restores the factory password 12345. You change it right after that. %s", f.Noun(), sentences.SecretLine(f))
		},
		Values: sentences.DeviceValues,
		State:  answersNow,
		Help:   T("Older devices take support's answer only this way. Nothing else is lost. For a moment anybody on this network could log in with 12345, so change it at once."),
		Ask: &Question{Prompt: T("Send it now?"), Options: []Option{
			{Key: "default", Label: T("Yes, send it"), Shut: sentences.ShutCode},
			{Key: "back", Label: T("No, send nothing")},
		}},
		Checks: []Check{alive, codeLeft},
		Wait:   watching,
		Next:   Edges{"default": "send-code", "back": "support"},
	}
}

// codeEdges lead on where it went well, and elsewhere where not.
func codeEdges(well, ill ID) Edges {
	return Edges{"sent": well, "lost": ill, "weak": ill, "stopped": ill, "refused": ill, "gone": ill}
}

func sendCode() Step {
	return Step{
		ID: "send-code", Phase: Reset, Title: T("Sending the answer"), Say: say("It is sent once, with the new password sealed inside. Then one login checks it."),
		Saved:  flow.Saved{At: "look", Kind: sending},
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
		Say: func(f *Facts) Text {
			if asksAgain(f) {
				return sentences.CodeResult(f.Change).Detail
			}
			return T("%s %s", sentences.CodeResult(f.Change).Detail, sentences.SecretLine(f))
		},
		Sheet: func(f *Facts) []Text {
			return []Text{T("Request: %s", f.Pending.Words(f.Now)), T("%s", sentences.Documented)}
		},
		State: answersNow,
		Help:  T("A device that was restarted has forgotten its request; then only a new one helps. A refusal can also mean a wrong key, or that the device is just starting: wait two minutes and try once more."),
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "again", Label: T("Start this way over")},
			{Key: "support", Label: T("Show what support can do")},
			{Key: "tool", Label: T("Use the maker's SADP tool")},
			{Key: "menu", Label: T("Show the other ways")},
		}, First: func(f *Facts) Outcome {
			if f.Answers.Way == "mail" && asksAgain(f) && f.Change.Word == "refused" {
				return "menu" // it has no mailbox, or will not ask: that stays so
			}
			return "again"
		}},
		Checks: []Check{alive, codeLeft, pendingRow},
		Wait:   watching,
		Next:   Edges{"again": "exchange-again", "support": "support", "tool": "pc-tools", "menu": "to-menu"},
	}
}

// asksAgain says whether the way begins with a request to the device: no answer to it is
// there to be tried.
func asksAgain(f *Facts) bool {
	return f.Answers.Way == "" || f.Answers.Way == "mail" && f.Pending.Kind != facts.PendingMail
}

// exchangeAgain leads back to where the way began.
func exchangeAgain() Fork {
	return Fork{
		ID: "exchange-again",
		Decide: func(f *Facts) Outcome {
			switch {
			case !asksAgain(f):
				return f.Answers.Way
			case f.Answers.Way == "mail":
				return "mail-request"
			}
			return "export"
		},
		May:  []Outcome{"export", "import", "mail", "mail-request", "guid"},
		Next: Edges{"export": "export-request", "import": "import", "mail": "mail-code", "mail-request": "mail-request", "guid": "guid-file"},
	}
}
