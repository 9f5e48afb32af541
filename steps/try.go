package steps

import (
	"context"
	"errors"
	"strings"

	"camreset/isapi"
)

// credential is what a login step sends: a factory password, or what was typed.
type credential struct {
	factory string
	// consent is the step that asks before the password goes in clear.
	consent ID
}

func userOf(f *Facts) string {
	if f.Answers.User == "" {
		return defaultUser
	}
	return f.Answers.User
}

// loginWords are all the ways in which an attempt can come out.
var loginWords = []Outcome{"right", "weaker", "wrong", "locked", "stopped", "consent", "inactive", "lost", "refused", "gone", "other-certificate"}

// loginStep spends the one try that the user agreed to.
func loginStep(id ID, title Text, wrong ID, c credential) Step {
	return Step{
		ID: id, Phase: Reset, Title: title, Say: say("One login is sent, and its answer awaited."),
		Checks: []Check{{
			ID: string(id), Title: T("The camera accepts the password"), Acts: true,
			Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
				return spendTry(ctx, env, f, c.login(f), c.factory != "")
			},
		}},
		Judge: func(f *Facts) Outcome { return f.Last.Word },
		May:   loginWords,
		Next: []Edge{
			{"right", "proved"}, {"weaker", "proved"}, {"wrong", wrong}, {"locked", "locked"}, {"inactive", "activate"},
			{"consent", c.consent}, {"stopped", "not-taken"}, {"lost", "not-taken"}, {"refused", "not-taken"}, {"gone", "unreachable"},
			{"other-certificate", "other-certificate"},
		},
	}
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
	why := refuseTry(f, l)
	if env.doubled(f) {
		why = T("several devices have this address, and it could reach another one")
	}
	if !why.IsZero() {
		done := Tried{Word: "stopped", Reason: why.String(), At: env.Now()}
		return func(f *Facts) { f.Last = done }, loginResult(done, f.Spent)
	}
	spent, noted, allowed := f.Spent, noted{}, error(nil)
	others, bare := f.Others, isapi.Lock{}
	l.Allow = func(lock isapi.Lock) error {
		bare = lock
		ids := env.identity(f)
		others = others.hear(bare, env.spending(ids, bare.Left).Count, env.Now())
		spent, allowed = env.spend(try{ids: ids, left: lock.Left, saidReset: f.Answers.SaidReset, isDefault: isDefault}, &noted)
		return allowed
	}
	attempt, err := camera.Try(ctx, l)
	problem := env.settle(noted, attempt)
	if attempt.Outcome == isapi.Right || attempt.Outcome == isapi.Weaker {
		problem = errors.Join(problem, env.knows(attempt.Device), env.finish(f))
		spent = env.spending(noted.ids, bare.Left)
	}
	done := Tried{Word: wordOf(attempt, err), Attempt: attempt, At: env.Now(), Reason: reasonOf(err)}
	l.Allow = nil
	if attempt.Sent && !sameTries(attempt.Lock, bare) { // else it is the word from before the try
		others = others.hear(attempt.Lock, spent.Count, done.At)
	}
	return func(f *Facts) {
		f.Others = others
		tookTry(f, done, spent, l, isDefault)
	}, withError(loginResult(done, spent), errors.Join(err, problem))
}

// tookTry takes over how an attempt came out.
func tookTry(f *Facts, done Tried, spent Spending, l isapi.Login, isDefault bool) {
	f.Last, f.Spent = done, spent
	f.Seen.Reach.State = reachAfter(f.Seen.Reach.State, done.Word)
	if done.Attempt.Sent {
		f.Tries++
	}
	if done.Word == "right" || done.Word == "weaker" {
		f.FirstTry = f.Tries == 1 && spent.Count <= 1 && !isDefault && f.Writes == 0 && !f.ResetSeen && !f.Answers.SaidReset
		f.Proved, f.Won, f.Login, f.Factory = true, true, l, isFactory(l.Password)
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
	case errors.Is(err, ErrLastTry), errors.Is(err, ErrBudget), errors.Is(err, ErrTooFew), errors.Is(err, errLedger):
		return "stopped"
	case errors.Is(err, isapi.ErrConsent):
		return "consent"
	case errors.Is(err, isapi.ErrInactive):
		return "inactive"
	case errors.Is(err, isapi.ErrPinChanged) && !a.Sent:
		return "other-certificate"
	case !a.Sent && errors.Is(err, isapi.ErrUnreachable):
		return "gone"
	}
	words := map[isapi.Outcome]Outcome{isapi.Right: "right", isapi.Weaker: "weaker", isapi.Wrong: "wrong", isapi.Locked: "locked", isapi.Lost: "lost"}
	if word, known := words[a.Outcome]; known {
		return word
	}
	return "refused"
}

func reasonOf(err error) string {
	if err == nil {
		return ""
	}
	return strings.ReplaceAll(err.Error(), "\n", "; ")
}

func loginResult(t Tried, spent Spending) Result {
	switch t.Word {
	case "right":
		return ok(T("The password is right."))
	case "weaker":
		return ok(T("The password is right, for an account with fewer rights."))
	case "wrong":
		return fail(T("The password is wrong."), T("%s", spentLine(t.Attempt.Lock, spent)))
	case "locked":
		return fail(T("Logins are locked."), T("The next screen shows for how long."))
	case "stopped":
		return warn(T("No try was made: %s.", t.Reason), T("Choose another way; nothing was spent."))
	case "lost":
		return warn(T("The answer was lost on the way; the try counts as spent."), T("Look whether the camera restarted."))
	case "gone":
		return fail(T("The camera did not answer; nothing was spent."), T("Check its power and cable."))
	case "consent":
		return warn(T("The camera wants the password in a form that can be read on the way; it was not sent."), T("The next screen asks."))
	case "other-certificate":
		return fail(T("What answers shows another certificate than before; nothing was sent."), T("The next screen asks."))
	case "inactive":
		return ok(T("The camera has no password at all any more."))
	}
	return warn(T("The camera refused the login for another reason: %s.", t.Reason), T("Wait two minutes if it is just starting; else choose another way."))
}

func spentLine(lock isapi.Lock, spent Spending) string {
	if lock.Left != nil {
		return T("%d tries left, as the camera tells; %s.", *lock.Left, spent.words()).String()
	}
	return T("The camera does not tell how many are left; %s.", spent.words()).String()
}
