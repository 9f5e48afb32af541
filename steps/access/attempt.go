package access

import (
	"context"
	"errors"
	"time"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/ledger"
	"camreset/steps/sentences"
)

// Try makes one login attempt. The ledger is asked and written between
// the bare request, which costs nothing, and the answered one.
func (e Env) Try(ctx context.Context, f *facts.Facts, l isapi.Login, isDefault bool) (func(*facts.Facts), flow.Result) {
	camera := e.Camera(f.Target)
	if change, r, refused := e.keepBack(ctx, f, l); refused {
		return change, r
	}
	purse := &purse{env: e, f: f, isDefault: isDefault, spent: f.Spent, others: f.Others}
	l.Allow = purse.allow
	attempt, err := camera.Try(ctx, l)
	e.recognised(ctx, f, err, func() { attempt, err = camera.Try(ctx, l) })
	first := purse.spent.Count <= max(purse.noted.Tries, 1) && !isDefault // as the ledger stood before the outcome
	problem := purse.settle(attempt)
	if attempt.Outcome == isapi.Right || attempt.Outcome == isapi.Weaker {
		problem = errors.Join(problem, e.Finish(f))
	}
	done := facts.Tried{Word: wordOf(attempt, err), Attempt: attempt, At: e.Now(), Reason: sentences.ReasonOf(err)}
	if done.Word == "wrong" && HidesLock(f, attempt) {
		done.Word = "unsure"
	}
	l.Allow = nil
	other := e.WhatElse(f, err)
	return func(f *facts.Facts) {
		other(f)
		f.Others = purse.others
		tookTry(f, done, purse.spent, l, first)
	}, sentences.LoginResult(done, purse.spent).With(errors.Join(err, problem))
}

// keepBack is what comes of a try that is not made, because it must not be or
// because another device has the camera's address.
func (e Env) keepBack(ctx context.Context, f *facts.Facts, l isapi.Login) (change func(*facts.Facts), r flow.Result, refused bool) {
	done := facts.Tried{Word: "stopped", At: e.Now()}
	other := e.displaced(ctx, f)
	switch why := sentences.RefuseTry(f, l); {
	case !why.IsZero():
		done.Reason = why.String()
	case e.Doubled(f):
		done.Reason = "several devices have this address, and it could reach another one"
	case other != nil:
		done.Word = "other-device"
	default:
		return nil, flow.Result{}, false
	}
	strange := e.WhatElse(f, other)
	return func(f *facts.Facts) { strange(f); f.Last, f.Trying = done, true }, sentences.LoginResult(done, f.Spent).With(other), true
}

// HidesLock is true for a device that has told nothing of a lock, neither before a
// try nor with its refusal: a right password looks wrong there while it is locked.
func HidesLock(f *facts.Facts, a isapi.Attempt) bool {
	return !a.Lock.Told() && !f.Lock().Told() && f.Spent.Left == nil
}

// tookTry takes over how an attempt came out; first says that nothing was noted
// before it, and that the password is the user's.
func tookTry(f *facts.Facts, done facts.Tried, spent ledger.Spending, l isapi.Login, first bool) {
	f.Last, f.Spent, f.Trying = done, spent, true
	f.Seen.Reach.State = reachAfter(f.Seen.Reach.State, done.Word)
	if done.Attempt.Sent {
		f.Tries++
		f.Answers.Basic = false // the agreement was for this one
	}
	if done.Word == "right" || done.Word == "weaker" {
		if f.NewSent && !f.Answers.New.IsZero() && f.NewTaken != isapi.Yes {
			f.NewTaken = isapi.Of(l.Password.Reveal() == f.Answers.New.Reveal())
		}
		f.FirstTry = first && f.Tries == 1 && !f.TriedBefore && f.Writes == 0 && !f.ResetSeen && !f.Answers.SaidReset
		f.Proved, f.Won, f.Login, f.Factory = true, true, l, isapi.Factory(l.Password)
		f.Safety.At, f.Owned.At = time.Time{}, time.Time{} // what it shows is read anew with this login
	}
}

func reachAfter(state string, word flow.Outcome) string {
	if word == "gone" {
		return isapi.ReachSilent
	}
	return state
}

// wordOf is the outcome of an attempt as a word for edges.
func wordOf(a isapi.Attempt, err error) flow.Outcome {
	switch {
	case errors.Is(err, ledger.ErrLastTry), errors.Is(err, ledger.ErrBudget), errors.Is(err, ledger.ErrTooFew), errors.Is(err, ledger.ErrLedger):
		return "stopped"
	case errors.Is(err, isapi.ErrConsent):
		return "consent"
	case errors.Is(err, isapi.ErrInactive):
		return "inactive"
	case errors.Is(err, isapi.ErrPinChanged) && !a.Sent:
		return "other-certificate"
	case errors.Is(err, isapi.ErrOtherDevice) && !a.Sent:
		return "other-device"
	case !a.Sent && errors.Is(err, isapi.ErrUnreachable):
		return "gone"
	case !a.Sent && errors.Is(err, isapi.ErrConnections):
		return "full"
	case errors.Is(err, isapi.ErrStale):
		return "stale"
	case errors.Is(err, isapi.ErrUnproved):
		return "unproved"
	}
	words := map[isapi.Outcome]flow.Outcome{isapi.Right: "right", isapi.Weaker: "weaker", isapi.Wrong: "wrong", isapi.Locked: "locked", isapi.Lost: "lost"}
	if word, known := words[a.Outcome]; known {
		return word
	}
	return "refused"
}

// TryOf is the login that was agreed to: a factory password, or what was typed.
func TryOf(f *facts.Facts) isapi.Login {
	l := isapi.Login{User: facts.UserOf(f), Password: f.Answers.Password, Basic: f.Answers.Basic}
	if f.Answers.Factory != "" {
		l.User, l.Password = facts.DefaultUser, isapi.NewSecret(facts.FactoryPasswords[f.Answers.Factory])
	}
	return l
}

// TryWords are all the ways in which an attempt can come out.
var TryWords = []flow.Outcome{"right", "weaker", "wrong", "unsure", "locked", "stopped", "consent", "inactive", "lost", "refused", "stale", "unproved", "full", "gone", "other-certificate", "other-device"}
