package steps

import (
	"context"
	"errors"
	"time"

	"camreset/isapi"
	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/ledger"
	"camreset/steps/methods"
	"camreset/steps/sentences"
)

// whichWrite chooses between the first password and a change of it.
func whichWrite() Fork {
	return Fork{
		ID: "which-write",
		Decide: func(f *Facts) Outcome {
			switch {
			case f.Activated() == isapi.No:
				return "first"
			case f.Answers.Way != "" && !f.Answers.Code.IsZero():
				return "code"
			case !f.Proved || f.Login.Password.IsZero():
				return "no-login"
			}
			return "change"
		},
		May:  []Outcome{"first", "code", "change", "no-login"},
		Next: Edges{"first": "send-activation", "code": "send-code", "change": "send-password", "no-login": "to-try"},
	}
}

func sendPassword() Step {
	return Step{
		ID: "send-password", Phase: Secure, Title: T("Changing the password"), Say: say("The new password is sent once. Then one login checks it."),
		Saved: flow.Saved{At: "look", Kind: sending},
		Checks: []Check{{
			ID: "change", Title: T("New password"), Acts: true,
			Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
				return env.Write(ctx, f, ledger.IntentPassword, func() error {
					if err := env.Confirm(ctx, f); err != nil {
						return err
					}
					return env.Camera(f.Target).ChangePassword(ctx, f.Login, f.Answers.New, f.Answers.Clear)
				})
			},
		}},
		Judge: func(f *Facts) Outcome { return f.Change.Word },
		May:   access.WriteWords,
		Next: Edges{
			"sent": "prove-login", "lost": "prove-login", "already": "look", "weak": "new-password",
			"busy": "still-starting", "consent": "agree-clear", "refused": "write-failed", "gone": "unreachable",
			"other-certificate": "other-certificate", "other-device": "same-camera",
		},
	}
}

// mostBusy is how often a camera may say that it is still starting: with the
// wait between, a little over two minutes.
const mostBusy = 14

// stillStarting waits for a camera that refuses changes because it is still
// starting, and sends again: a plain refusal means that nothing was done.
func stillStarting() Step {
	return Step{
		ID: "still-starting", Phase: Reset, Title: T("It is still starting"), Heading: func(f *Facts) Text { return T("The %s is still starting", f.Noun()) },
		Saved:  flow.Saved{At: "new-password"},
		Say:    say("It answers, but takes no changes yet. That is normal after a restart and lasts a minute or two. The password is sent again in ten seconds."),
		Checks: []Check{alive},
		Wait:   &Wait{Every: 2 * time.Second, For: 10 * time.Second},
		Judge: func(f *Facts) Outcome {
			if f.Change.Busy > mostBusy {
				return "enough"
			}
			return ""
		},
		May:  []Outcome{"enough"},
		Next: Edges{Timeout: "which-write", "enough": "write-failed"},
	}
}

func writeFailed() Step {
	return Step{
		ID: "write-failed", Phase: Reset, Title: T("It did not take the password"), Heading: func(f *Facts) Text { return T("The %s did not take the password", f.Noun()) },
		Say: func(f *Facts) Text {
			switch {
			case f.Change.Word == "stopped":
				return T("%s %s", sentences.ChangeResult(f.Change).Detail, sentences.ChangeResult(f.Change).Hint)
			case f.Change.Word == "lost" && f.UDPOnly():
				return T("The answer was lost, and the %s still has no password. Others on this cable may know the one that was sent: choose another one before you send again.", f.Noun())
			case f.Change.Word == "lost":
				return T("The answer was lost, and the %s still has no password: it did not arrive. It is safe to send it again.", f.Noun())
			}
			return T("%s Its own page or the maker's SADP tool can do it as well.", sentences.ChangeResult(f.Change).Detail)
		},
		State: answersNow,
		Help: T("Nothing is lost: it is as it was before. One that has just been switched on takes no changes for a minute or two. " +
			"Does it refuse the password itself? Choose one of 8 to 16 letters, digits and simple symbols."),
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "again", Label: T("Look at it again, then send once more")},
			{Key: "other", Label: T("Choose another password")},
			{Key: "menu", Label: T("Show all the ways in")},
		}},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   Edges{"again": "look", "other": "new-password", "menu": "menu"},
	}
}

// proveLogin proves the new password with the one login that sending it
// includes.
func proveLogin() Step {
	return Step{
		ID: "prove-login", Phase: Reset, Title: T("Checking the new password"), Say: say("One login with the new password, and only one."),
		Saved: flow.Saved{At: "look", Kind: sending},
		Checks: []Check{{
			ID: "prove-login", Title: T("Login"), Acts: true,
			Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
				l := isapi.Login{User: facts.UserOf(f), Password: f.Answers.New, Basic: f.Answers.Basic}
				f.Answers.SaidReset = true // the write is more than a word
				change, r := env.Try(ctx, f, l, false)
				if r.Status == OK {
					r.Err = errors.Join(r.Err, env.Finish(f))
				}
				return change, r
			},
		}},
		Judge: func(f *Facts) Outcome {
			switch f.Last.Word {
			case "right", "weaker":
				return "right"
			case "", "consent", "other-certificate", "other-device":
				return f.Last.Word
			}
			return "not-proved"
		},
		May: []Outcome{"right", "not-proved", "consent", "other-certificate", "other-device"},
		Next: Edges{
			"right": "proved", "not-proved": "not-proved", "consent": "agree-basic", "other-certificate": "other-certificate", "other-device": "same-camera",
		},
	}
}

func notProved() Step {
	return Step{
		ID: "not-proved", Phase: Reset, Title: T("The new password is not accepted yet"),
		Saved: flow.Saved{At: "look", Kind: sending},
		Say: func(f *Facts) Text {
			return T("%s After a change a %s may restart, and refuse for a minute. Keep both passwords, the old and the new, until one works.", sentences.LoginResult(f.Last, f.Spent).Detail, f.Noun())
		},
		Sheet: func(f *Facts) []Text { return []Text{sentences.TryLine(f)} },
		State: answersNow,
		Help: T("Wait two minutes before you try again: a device that is restarting refuses even the right password. Does the new one stay refused? Then the old one is most likely still the right one. " +
			"Looking at it again costs nothing."),
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "again", Label: T("Try the new password once more"), Shut: sentences.ShutTry, Cost: methods.Priced(1, methods.LoseNothing, "minutes")},
			{Key: "other", Label: T("Type the old or another password"), Shut: sentences.ShutTry, Cost: methods.Priced(1, methods.LoseNothing, "minutes")},
			{Key: "look", Label: T("Look at it again")},
			{Key: "menu", Label: T("Show all the ways in")},
		}},
		Checks: []Check{triesLeft, alive},
		Wait:   watching,
		Next:   Edges{"again": "prove-login", "other": "to-try", "look": "look", "menu": "menu"},
	}
}
