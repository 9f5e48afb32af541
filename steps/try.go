package steps

import (
	"camreset/steps/flow"
	"camreset/steps/ledger"

	"context"
	"errors"

	"camreset/isapi"
)

// loginWords are all the ways in which an attempt can come out.
var loginWords = []Outcome{"right", "weaker", "wrong", "unsure", "locked", "stopped", "consent", "inactive", "lost", "refused", "stale", "unproved", "full", "gone", "other-certificate", "other-device"}

// login spends the one try that the user agreed to. Whoever calls it has an edge for a
// password that is wrong, and for one that may be right behind a hidden lock.
func login() Sub {
	return Sub{Nodes: []Node{Step{
		ID: "login", Phase: Reset, Title: T("Asking the camera"), Say: say("One login is sent, and its answer awaited."),
		Saved: flow.Saved{At: "may-try"},
		Checks: []Check{{
			ID: "login", Title: T("Login"), Acts: true,
			Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
				return spendTry(ctx, env, f, tryOf(f), f.Answers.Factory != "")
			},
		}},
		Judge: func(f *Facts) Outcome { return f.Last.Word },
		May:   loginWords,
		Next: Edges{
			"right": "proved", "weaker": "proved", "wrong": flow.Return, "unsure": flow.Return, "locked": "locked", "inactive": "activate",
			"consent": "agree-basic", "stopped": "not-taken", "lost": "not-taken", "refused": "not-taken", "gone": "unreachable",
			"stale": "not-taken", "unproved": "not-taken", "full": "not-taken",
			"other-certificate": "other-certificate", "other-device": "same-camera",
		},
	}}}
}

// refuseTry is the last door before a password leaves: whatever the way that
// led here, none is sent to a public address, nor an empty one anywhere.
func refuseTry(f *Facts, l isapi.Login) Text {
	switch {
	case f.readOnly():
		return T("this address is not in a private network of yours")
	case l.Password.IsZero():
		return T("there is no password to send")
	}
	return Text{}
}

// spendTry makes one login attempt. The ledger is asked and written between
// the bare request, which costs nothing, and the answered one.
func spendTry(ctx context.Context, env Env, f *Facts, l isapi.Login, isDefault bool) (func(*Facts), Result) {
	camera := env.Camera(f.Target)
	if change, r, refused := env.keepBack(ctx, f, l); refused {
		return change, r
	}
	purse := &purse{env: env, f: f, isDefault: isDefault, spent: f.Spent, others: f.Others}
	l.Allow = purse.allow
	attempt, err := camera.Try(ctx, l)
	env.recognised(ctx, f, err, func() { attempt, err = camera.Try(ctx, l) })
	first := purse.spent.Count <= max(purse.noted.Tries, 1) && !isDefault // as the ledger stood before the outcome
	problem := purse.settle(attempt)
	if attempt.Outcome == isapi.Right || attempt.Outcome == isapi.Weaker {
		problem = errors.Join(problem, env.finish(f))
	}
	done := Tried{Word: wordOf(attempt, err), Attempt: attempt, At: env.Now(), Reason: reasonOf(err)}
	if done.Word == "wrong" && hidesLock(f, attempt) {
		done.Word = "unsure"
	}
	l.Allow = nil
	other := env.whatElse(f, err)
	return func(f *Facts) {
		other(f)
		f.Others = purse.others
		tookTry(f, done, purse.spent, l, first)
	}, withError(loginResult(done, purse.spent), errors.Join(err, problem))
}

// keepBack is what comes of a try that is not made, because it must not be or
// because another device has the camera's address.
func (e Env) keepBack(ctx context.Context, f *Facts, l isapi.Login) (change func(*Facts), r Result, refused bool) {
	done := Tried{Word: "stopped", At: e.Now()}
	other := e.displaced(ctx, f)
	switch why := refuseTry(f, l); {
	case !why.IsZero():
		done.Reason = why.String()
	case e.doubled(f):
		done.Reason = "several devices have this address, and it could reach another one"
	case other != nil:
		done.Word = "other-device"
	default:
		return nil, Result{}, false
	}
	strange := e.whatElse(f, other)
	return func(f *Facts) { strange(f); f.Last = done }, withError(loginResult(done, f.Spent), other), true
}

// hidesLock is true for a device that has told nothing of a lock, neither before a
// try nor with its refusal: a right password looks wrong there while it is locked.
func hidesLock(f *Facts, a isapi.Attempt) bool {
	return !a.Lock.Told() && !f.lock().Told() && f.Spent.Left == nil
}

// tookTry takes over how an attempt came out; first says that nothing was noted
// before it, and that the password is the user's.
func tookTry(f *Facts, done Tried, spent ledger.Spending, l isapi.Login, first bool) {
	f.Last, f.Spent = done, spent
	f.Seen.Reach.State = reachAfter(f.Seen.Reach.State, done.Word)
	if done.Attempt.Sent {
		f.Tries++
		f.Answers.Basic = false // the agreement was for this one
	}
	if done.Word == "right" || done.Word == "weaker" {
		f.FirstTry = first && f.Tries == 1 && !f.TriedBefore && f.Writes == 0 && !f.ResetSeen && !f.Answers.SaidReset
		f.Proved, f.Won, f.Login, f.Factory = true, true, l, isapi.Factory(l.Password)
	}
}

func reachAfter(state string, word Outcome) string {
	if word == "gone" {
		return isapi.ReachSilent
	}
	return state
}

// wordOf is the outcome of an attempt as a word for edges.
func wordOf(a isapi.Attempt, err error) Outcome {
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
	words := map[isapi.Outcome]Outcome{isapi.Right: "right", isapi.Weaker: "weaker", isapi.Wrong: "wrong", isapi.Locked: "locked", isapi.Lost: "lost"}
	if word, known := words[a.Outcome]; known {
		return word
	}
	return "refused"
}

func loginResult(t Tried, spent ledger.Spending) Result {
	switch t.Word {
	case "right":
		return ok(T("The password is right."))
	case "weaker":
		return ok(T("The password is right, for an account with fewer rights."))
	case "wrong":
		return fail(T("The password is wrong."), T("%s", spentLine(t.Attempt.Lock, spent)))
	case "unsure":
		return fail(T("The camera refused it. Either it is wrong, or logins are locked: this model does not say which."), T("The password may be right. %s", spentLine(t.Attempt.Lock, spent)))
	case "locked":
		return fail(T("Logins are locked, so the password was not tested."), T("Wait until the lock is over. No try is made before that."))
	case "stopped":
		return warn(T("No try was made: %s.", t.Reason), T("Nothing was spent. Choose another way."))
	case "lost":
		return warn(T("The camera's answer was lost on the way, so it is not known whether the password is right. The try counts as spent."), T("Look whether the camera is restarting or has lost its network."))
	case "gone":
		return fail(T("The camera did not answer, and no try was spent."), T("Check its power and cable."))
	case "full":
		return warn(T("The camera has no free connection for a login, so the password was not tested and no try was spent."),
			T("Close apps, browser pages and recorders that use it, or take its power away for ten seconds: it is ready again in under a minute, and nothing is lost."))
	case "stale":
		return warn(T("The camera did not take the one-time number that every login carries, so it is not known whether the password is right. Nothing more was sent; the try counts as spent."),
			T("Wait two minutes and try the same password again, or choose another way."))
	case "unproved":
		return warn(T("The camera neither refused the password nor confirmed it. Nothing more was sent; the try counts as spent."),
			T("Try the same password on the camera's own page, or choose another way."))
	case "consent":
		return warn(T("The camera wants the password in a form that can be read on the way; it was not sent."), T("You are asked before it is."))
	case "other-certificate":
		return fail(T("The connection is not protected as before, so nothing was sent."), T("You are asked what to do."))
	case "other-device":
		return fail(T("Another device may be there now, so nothing was sent."), T("You are asked what to do."))
	case "inactive":
		return ok(T("The camera has no password any more."))
	}
	return loginFailed(t)
}

// loginFailed is a login that was neither right nor wrong.
func loginFailed(t Tried) Result {
	hint := T("If the camera is starting, wait two minutes; else choose another way.")
	if t.Attempt.Sent {
		return warn(T("The login did not work: %s. The try counts as spent.", t.Reason), hint)
	}
	return warn(T("The login did not work: %s. No try was spent.", t.Reason), hint)
}

func spentLine(lock isapi.Lock, spent ledger.Spending) string {
	if lock.Left != nil {
		return T("%d tries left, as the camera tells; %s.", *lock.Left, spent.Words()).String()
	}
	return T("The camera does not tell how many are left; %s.", spent.Words()).String()
}
