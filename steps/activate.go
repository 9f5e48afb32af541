package steps

import (
	"context"
	"errors"
	"slices"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/ledger"
	"camreset/steps/sentences"
)

// stillInactive polls the state, which costs nothing: somebody else may
// activate the camera meanwhile.
var stillInactive = Check{
	ID: "still-inactive", Title: T("First password"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		if f.Activated() != isapi.No {
			return access.Nothing, Result{Status: Skip}
		}
		now, change := f.Record.Activated, access.Nothing // kept by alive where only UDP leads to it
		if !f.UDPOnly() {
			now, change, _ = env.Activated(ctx, f)
		} else if !f.Reachable() {
			now = isapi.Unknown
		}
		if now == isapi.Unknown {
			return access.Nothing, skip(T("It does not say whether it has a password."))
		}
		if now == isapi.Yes {
			return change, warn(T("It has a password now."), T("Somebody else has just set one. It is looked at again."))
		}
		return change, ok(T("It has no password yet."))
	},
}

func sendActivation() Step {
	return Step{
		ID: "send-activation", Phase: Reset, Title: T("Setting its first password"), Say: say("The password is sent once, protected."),
		Saved: flow.Saved{At: "look", Kind: sending},
		Checks: []Check{{
			ID: "activation", Title: T("First password"), Acts: true,
			Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
				change, r := env.Write(ctx, f, ledger.IntentActivation, func() error {
					if f.UDPOnly() {
						return sadp.Activate(ctx, env.OverCable(f), f.Record, f.Answers.New, f.Consent())
					}
					return env.Camera(f.Target).Activate(ctx, f.Answers.New)
				})
				renew := access.Nothing
				if errors.Is(r.Err, isapi.ErrAlreadyActive) {
					renew = env.RecordAfter(ctx, f)
				}
				return func(f *Facts) { change(f); renew(f); f.Doubted(facts.CommandActivate, r.Err) }, r
			},
		}},
		Judge: func(f *Facts) Outcome {
			if f.Change.Word == "gone" && f.UDPOnly() {
				return "silent" // no page of it is missed, and it may be heard all the same
			}
			return f.Change.Word
		},
		May: append(slices.Clone(access.WriteWords), "silent", "agree-udp", "stopped"),
		Next: Edges{
			"sent": "activation-state", "lost": "activation-state", "already": "look", "weak": "new-password",
			"busy": "still-starting", "consent": "agree-clear", "refused": "write-failed", "gone": "unreachable", "silent": "write-failed",
			"other-certificate": "other-certificate", "other-device": "same-camera", "agree-udp": "agree-udp", "stopped": "write-failed",
		},
	}
}

// activationState looks up what an activation did, whether its answer came or
// not. The state may be polled; it costs nothing.
func activationState() Step {
	return Step{
		ID: "activation-state", Phase: Reset, Title: T("Checking whether it took the password"),
		Saved:  flow.Saved{At: "look", Kind: sending},
		Say:    say("It may restart. Allow a minute or two."),
		Checks: []Check{activationDone},
		Wait:   &Wait{Every: 2 * time.Second, For: 90 * time.Second},
		Judge: func(f *Facts) Outcome {
			switch f.Activated() {
			case isapi.Yes:
				if f.UDPOnly() {
					return "far"
				}
				return "active"
			case isapi.No:
				if f.Change.Word == "lost" && f.Looked >= sureLooks {
					return "inactive"
				}
			}
			return ""
		},
		May:  []Outcome{"active", "far", "inactive"},
		Next: Edges{"active": "prove-login", "far": "to-address", "inactive": "write-failed", Timeout: "not-sure"},
	}
}

func notSure() Step {
	return Step{
		ID: "not-sure", Phase: Reset, Title: T("It does not say whether it took the password"),
		Saved: flow.Saved{At: "look", Kind: sending},
		Say: say("The password was sent, but for a minute and a half nothing could be read. It may have taken it. " +
			"Keep this password, and make no other one. Check that it has power, then look again."),
		State: answersNow,
		Help: T("A device often restarts after its first password. The password is not sent a second time before it is known what became of the first. " +
			"Look again as often as you like: that costs nothing."),
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "look", Label: T("Look again")},
			{Key: "menu", Label: T("Show all the ways in")},
		}},
		Sheet:  sentences.Unproved,
		Checks: []Check{proofLeft, alive},
		Wait:   watching,
		Next:   Edges{"look": "activation-state", "menu": "menu"},
	}
}

// sureLooks is how often a camera must say "not activated" after a lost answer
// before that is believed: it may still be working on it.
const sureLooks = 5

var activationDone = Check{
	ID: "activation-state", Title: T("First password"), Acts: true,
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		now, learned, problem := env.Activated(ctx, f)
		change := func(f *Facts) { learned(f); f.Looked++ }
		switch now {
		case isapi.Yes:
			err := errors.Join(env.Book().NewWindow(env.Identity(f)), env.Finish(f))
			return change, ok(T("It has a password now.")).With(err)
		case isapi.No:
			return change, warn(T("It has no password yet."), T("It may need a minute. It is asked again by itself."))
		}
		return change, warn(T("It does not say yet."), T("It may be restarting. It is asked again by itself.")).With(problem)
	},
}
