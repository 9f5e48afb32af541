package steps

import (
	"camreset/steps/methods"

	"camreset/steps/sentences"

	"camreset/steps/facts"

	"camreset/steps/flow"
	"camreset/steps/ledger"

	"context"
	"errors"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
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
		Next: Edges{"first": "send-activation", "code": "send-code", "change": "send-password", "no-login": "may-try"},
	}
}

func sendPassword() Step {
	return Step{
		ID: "send-password", Phase: Secure, Title: T("Changing the password"), Say: say("The new password is sent once; then it is proved with one login."),
		Saved: flow.Saved{At: "look", Kind: sending},
		Checks: []Check{{
			ID: "change", Title: T("New password"), Acts: true,
			Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
				return write(ctx, env, f, ledger.IntentPassword, func() error {
					if err := env.confirm(ctx, f); err != nil {
						return err
					}
					return env.Camera(f.Target).ChangePassword(ctx, f.Login, f.Answers.New, f.Answers.Clear)
				})
			},
		}},
		Judge: func(f *Facts) Outcome { return f.Change.Word },
		May:   changeWords,
		Next: Edges{
			"sent": "prove-login", "lost": "prove-login", "already": "look", "weak": "new-password",
			"busy": "still-starting", "consent": "agree-clear", "refused": "write-failed", "gone": "unreachable",
			"other-certificate": "other-certificate", "other-device": "same-camera",
		},
	}
}

// changeWords are all the ways in which a write can come out.
var changeWords = []Outcome{"sent", "lost", "already", "weak", "busy", "consent", "refused", "gone", "other-certificate", "other-device"}

// write saves the intent, sends once, and says in a word how it came out. The
// intent stays while the outcome is unknown.
func write(ctx context.Context, env Env, f *Facts, what string, send func() error) (func(*Facts), Result) {
	if env.doubled(f) && !(what == ledger.IntentActivation && f.UDPOnly()) { // only that one names the MAC
		done := facts.Changed{Word: "refused", Reason: "several devices have this address, and it could reach another one", Unsent: true}
		return func(f *Facts) { f.Change, f.Double = done, true }, sentences.ChangeResult(done)
	}
	if f.ReadOnly() {
		done := facts.Changed{Word: "refused", Reason: "this address is not in a private network of yours", Unsent: true}
		return func(f *Facts) { f.Change = done }, sentences.ChangeResult(done)
	}
	if err := env.begin(f, what); err != nil {
		done := facts.Changed{Word: "refused", Reason: sentences.ReasonOf(err), Unsent: true}
		return func(f *Facts) { f.Change = done }, sentences.WithError(sentences.ChangeResult(done), err)
	}
	err := env.toTheCamera(ctx, f, send)
	word, reason, other := changeWord(err), sentences.ReasonOf(err), env.whatElse(f, err)
	if word != "lost" && word != "sent" {
		err = errors.Join(err, env.finish(f))
	}
	done := facts.Changed{Word: word, Reason: reason}
	if word == "busy" {
		done.Busy = f.Change.Busy + 1
	}
	refusedLogin := errors.Is(err, isapi.ErrAuth)
	if refusedLogin || errors.Is(err, isapi.ErrStale) { // which may have been counted all the same
		err = errors.Join(err, env.book().Note(env.identity(f)))
	}
	return func(f *Facts) {
		other(f)
		f.Change, f.Looked = done, 0
		clear := f.Answers.Clear
		f.Answers.Clear = clear && word == "busy"                    // it was for this one change
		f.Answers.Basic = f.Answers.Basic || clear && word != "busy" // and for its proof
		if word == "sent" || word == "lost" {
			f.Writes++
			f.NewSent = true
		}
		if refusedLogin {
			f.Login, f.Factory = isapi.Login{}, false
		}
	}, sentences.WithError(sentences.ChangeResult(done), err)
}

func changeWord(err error) Outcome {
	var udp *sadp.Error
	switch {
	case !errors.As(err, &udp):
	case udp.Sent && errors.Is(err, sadp.ErrNoAnswer):
		return "lost" // it looks as before, and may still be working on it
	case !udp.Sent && errors.Is(err, sadp.ErrDenied):
		return "busy" // it refused the greeting before the password, as one does that is starting
	}
	for _, known := range []struct {
		err  error
		word Outcome
	}{
		{sadp.ErrDoubt, "agree-udp"}, {sadp.ErrDoubled, "stopped"},
		{isapi.ErrLost, "lost"}, {isapi.ErrAlreadyActive, "already"}, {isapi.ErrWeakPassword, "weak"}, {isapi.ErrSamePassword, "weak"},
		{sadp.ErrLost, "lost"}, {sadp.ErrUnproven, "lost"}, {sadp.ErrAlreadyActive, "already"}, {sadp.ErrRiskPassword, "weak"}, {sadp.ErrUnfitPassword, "weak"},
		{sadp.ErrNoAnswer, "gone"}, {sadp.ErrSend, "gone"}, {sadp.ErrNoInterface, "gone"},
		{isapi.ErrBusy, "busy"}, {isapi.ErrConsent, "consent"}, {isapi.ErrUnreachable, "gone"}, {isapi.ErrPinChanged, "other-certificate"},
		{isapi.ErrOtherDevice, "other-device"},
	} {
		if errors.Is(err, known.err) {
			return known.word
		}
	}
	if err != nil {
		return "refused"
	}
	return "sent"
}

// mostBusy is how often a camera may say that it is still starting: with the
// wait between, a little over two minutes.
const mostBusy = 14

// stillStarting waits for a camera that refuses changes because it is still
// starting, and sends again: a plain refusal means that nothing was done.
func stillStarting() Step {
	return Step{
		ID: "still-starting", Phase: Activate, Title: T("The camera is still starting"),
		Saved:  flow.Saved{At: "set-password"},
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
		ID: "write-failed", Phase: Activate, Title: T("The camera did not take it"),
		Say: func(f *Facts) Text {
			switch {
			case f.Change.Word == "stopped":
				return T("%s %s", sentences.ChangeResult(f.Change).Detail, sentences.ChangeResult(f.Change).Hint)
			case f.Change.Word == "lost" && f.UDPOnly():
				return T("The answer was lost and the camera still has no password. Whoever else is on this cable may know the one that was sent: choose another one before you send it again.")
			case f.Change.Word == "lost":
				return T("The answer was lost and the camera still has no password, so it did not arrive. It is safe to send it again.")
			}
			return T("%s %s", sentences.ChangeResult(f.Change).Detail, "The camera's own page or the maker's SADP tool can do it as well.")
		},
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "again", Label: T("Look at the camera again, then retry")},
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
		ID: "prove-login", Phase: Activate, Title: T("Proving the new password"), Say: say("One login with the new password, and only one."),
		Saved: flow.Saved{At: "look", Kind: sending},
		Checks: []Check{{
			ID: "prove-login", Title: T("Login"), Acts: true,
			Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
				l := isapi.Login{User: facts.UserOf(f), Password: f.Answers.New, Basic: f.Answers.Basic}
				f.Answers.SaidReset = true // the write is more than a word
				change, r := spendTry(ctx, env, f, l, false)
				if r.Status == OK {
					r.Err = errors.Join(r.Err, env.finish(f))
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
		ID: "not-proved", Phase: Activate, Title: T("The new password is not proved yet"),
		Saved: flow.Saved{At: "look", Kind: sending},
		Say: func(f *Facts) Text {
			return T("%s After a change a camera may restart and refuse for a minute. Keep both passwords, the old and the new, until one is proved. %s", sentences.LoginResult(f.Last, f.Spent).Detail, sentences.TryLine(f))
		},
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "again", Label: T("Try the new password once more"), Shut: sentences.ShutTry, Cost: methods.Priced(1, methods.LoseNothing, "minutes")},
			{Key: "other", Label: T("Type the old or another password"), Shut: sentences.ShutTry, Cost: methods.Priced(1, methods.LoseNothing, "minutes")},
			{Key: "look", Label: T("Look at the camera again")},
			{Key: "menu", Label: T("Show all the ways in")},
		}},
		Checks: []Check{triesLeft, alive},
		Wait:   watching,
		Next:   Edges{"again": "prove-login", "other": "may-try", "look": "look", "menu": "menu"},
	}
}
