package steps

import (
	"context"

	"camreset/steps/access"
	"camreset/steps/flow"
)

// login spends the one try that the user agreed to. Whoever calls it has an edge for a
// password that is wrong, and for one that may be right behind a hidden lock.
func login() Sub {
	return Sub{Nodes: []Node{Step{
		ID: "login", Phase: Reset, Title: T("Trying the password"), Say: say("It is sent once."),
		Saved: flow.Saved{At: "try-password"},
		Checks: []Check{{
			ID: "login", Title: T("Login"), Acts: true,
			Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
				return env.Try(ctx, f, access.TryOf(f), f.Answers.Factory != "")
			},
		}},
		Judge: func(f *Facts) Outcome { return f.Last.Word },
		May:   access.TryWords,
		Next: Edges{
			"right": "proved", "weaker": "proved", "wrong": flow.Return, "unsure": flow.Return, "locked": "locked", "inactive": "new-password",
			"consent": "agree-basic", "stopped": "to-try", "lost": "to-try", "refused": "to-try", "gone": "unreachable",
			"stale": "to-try", "unproved": "to-try", "full": "to-try",
			"other-certificate": "other-certificate", "other-device": "same-camera",
		},
	}}}
}
