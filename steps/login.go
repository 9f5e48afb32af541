package steps

import (
	"context"
	"errors"
	"slices"

	"camreset/isapi"
)

// The factory passwords of cameras before firmware 5.3.0 (maker's guides).
const (
	defaultUser     = "admin"
	factoryPassword = "12345"
	secondFactory   = "admin"
)

func defaultPassword() Step {
	return Step{
		ID: "default-password", Phase: Reset, Title: T("1. The factory default password"),
		Say: func(f Facts) Text {
			return T("Cameras used to ship with a default, often \"admin\" or \"12345\". It works only if it was never changed since installation. "+
				"It is the least recommended way. %s", tryLine(f))
		},
		Help: T("The manual, or a search for the model, tells its default. Firmware from 5.3.0 (2015) has none: the owner chooses a password at the first start. " +
			"If the default works, change it at once: a known password compromises the whole system."),
		Ask: &Question{
			Prompt: T("Send user admin with password 12345 once?"),
			Options: []Option{
				{Key: "try", Label: T("Yes, spend one try on 12345"), Shut: shutDefault, Cost: priced(Cost{1, LoseNothing, "minutes"})},
				{Key: "menu", Label: T("No, show the other ways")},
			},
			Put: func(a *Answers, _ string) { a.User = defaultUser },
		},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   []Edge{{"try", "default-login"}, {"menu", "menu"}},
	}
}

func defaultLogin() Step {
	return loginStep("default-login", T("Trying the factory password"), "default-second", credential{factoryPassword, "default-consent"})
}

func defaultSecond() Step {
	return Step{
		ID: "default-second", Phase: Reset, Title: T("12345 was not it"),
		Say: func(f Facts) Text {
			return T("The guide knows one other default: the password admin. It is seldom right. %s", tryLine(f))
		},
		Ask: &Question{Prompt: T("Send user admin with password admin once?"), Options: []Option{
			{Key: "menu", Label: T("No, show the other ways")},
			{Key: "try", Label: T("Yes, spend one more try"), Shut: shutDefault, Cost: priced(Cost{1, LoseNothing, "minutes"})},
		}},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   []Edge{{"try", "second-login"}, {"menu", "menu"}},
	}
}

func secondLogin() Step {
	return loginStep("second-login", T("Trying the other factory password"), "not-taken", credential{secondFactory, "second-consent"})
}

func userName() Step {
	return Step{
		ID: "user-name", Phase: Reset, Title: T("The account's name"),
		Say:  say("The administrator is called admin unless somebody renamed it. Press Enter for admin."),
		Help: T("A wrong name costs a try just as a wrong password does. A renamed administrator is rare; the installer's papers would tell."),
		Ask: &Question{
			Kind: Line, Prompt: T("User name (Enter for admin)"),
			Valid: func(_ Facts, typed string) Text {
				if len(typed) > 32 || typed != isapi.Clean(typed) {
					return T("A user name has at most 32 plain characters.")
				}
				return Text{}
			},
			Put: func(a *Answers, typed string) {
				if a.User = typed; typed == "" {
					a.User = defaultUser
				}
			},
		},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   []Edge{{Given, "may-try"}},
	}
}

// mayTry keeps a password from being typed where it could not be sent.
func mayTry() Step {
	return Step{
		ID: "may-try", Phase: Reset, Title: T("Whether a try can be spent"), Say: say("One moment."),
		Checks: []Check{triesLeft},
		Judge: func(f Facts) Outcome {
			if shutTry(f).IsZero() {
				return "open"
			}
			return "shut"
		},
		May:  []Outcome{"open", "shut"},
		Next: []Edge{{"open", "try-password"}, {"shut", "no-try"}},
	}
}

func noTry() Step {
	return Step{
		ID: "no-try", Phase: Reset, Title: T("No password can be tried now"),
		Say:  func(f Facts) Text { return T("%s Nothing was sent.", or(shutTry(f), T("It may be possible again."))) },
		Help: T("camreset stops well before a camera locks itself. What was spent is remembered, also when the program is started again."),
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "menu", Label: T("Show the other ways")},
			{Key: "look", Label: T("Look at the camera again")},
		}},
		Checks: []Check{triesLeft, alive},
		Wait:   watching,
		Next:   []Edge{{"menu", "menu"}, {"look", "look"}},
	}
}

func or(t, otherwise Text) Text {
	if t.IsZero() {
		return otherwise
	}
	return t
}

func tryPassword() Step {
	return Step{
		ID: "try-password", Phase: Reset, Title: T("Trying one password"),
		Say: func(f Facts) Text {
			return T("Type the password for %s. Upper and lower case count. Pressing Enter sends it once, and only once. %s", userOf(f), tryLine(f))
		},
		Help: T("The password is sent by digest, so it does not travel in clear. It is not stored, logged or shown. Go back if you are not sure: nothing is spent until Enter."),
		Ask: &Question{
			Kind: Password, Prompt: T("Password (Enter alone leaves)"), Blank: "leave",
			Valid: func(f Facts, typed string) Text {
				if why := shutTry(f); !why.IsZero() {
					return why
				}
				if len(typed) > 128 {
					return T("That is longer than any password of a camera; nothing was sent.")
				}
				return Text{}
			},
			Put: func(a *Answers, typed string) { a.Password = isapi.NewSecret(typed) },
		},
		Checks: []Check{triesLeft, alive},
		Wait:   watching,
		Next:   []Edge{{Given, "login"}, {"leave", "to-menu-or-phone"}},
	}
}

// triesLeft shows what can still be spent, from the last word of the camera.
var triesLeft = Check{
	ID: "tries-left", Title: T("A try can be spent"),
	Run: func(ctx context.Context, env Env, f Facts) (func(*Facts), Result) {
		camera := env.Camera(f.Target)
		spent := env.spending(identities(f, camera), f.left())
		f.Spent = spent
		change := func(f *Facts) { f.Spent = spent }
		if why := shutTry(f); !why.IsZero() {
			return change, warn(why, T("Go back and choose another way."))
		}
		return change, lockResult(f.lock(), spent)
	},
}

func login() Step {
	return loginStep("login", T("Asking the camera"), "not-taken", credential{consent: "basic-consent"})
}

// credential is what a login step sends: a factory password, or what was typed.
type credential struct {
	factory string
	// consent is the step that asks before the password goes in clear.
	consent ID
}

func (c credential) login(f Facts) isapi.Login {
	l := isapi.Login{User: userOf(f), Password: f.Answers.Password, Basic: f.Answers.Basic}
	if c.factory != "" {
		l.User, l.Password = defaultUser, isapi.NewSecret(c.factory)
	}
	return l
}

func userOf(f Facts) string {
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
			Run: func(ctx context.Context, env Env, f Facts) (func(*Facts), Result) {
				return spendTry(ctx, env, f, c.login(f), c.factory != "")
			},
		}},
		Judge: func(f Facts) Outcome { return f.Last.Word },
		May:   loginWords,
		Next: []Edge{
			{"right", "inside"}, {"weaker", "inside"}, {"wrong", wrong}, {"locked", "locked"}, {"inactive", "activate"},
			{"consent", c.consent}, {"stopped", "not-taken"}, {"lost", "not-taken"}, {"refused", "not-taken"}, {"gone", "unreachable"},
			{"other-certificate", "other-certificate"},
		},
	}
}

// spendTry makes one login attempt. The ledger is asked and written between
// the bare request, which costs nothing, and the answered one.
func spendTry(ctx context.Context, env Env, f Facts, l isapi.Login, isDefault bool) (func(*Facts), Result) {
	camera := env.Camera(f.Target)
	spent, allowed := f.Spent, error(nil)
	l.Allow = func(lock isapi.Lock) error {
		spent, allowed = env.spend(try{ids: identities(f, camera), left: lock.Left, saidReset: f.Answers.SaidReset, isDefault: isDefault})
		return allowed
	}
	attempt, err := camera.Try(ctx, l)
	problem := env.settle(identities(f, camera), attempt)
	done := Tried{Word: wordOf(attempt, err), Attempt: attempt, At: env.Now(), Reason: reasonOf(err)}
	l.Allow = nil
	change := func(f *Facts) {
		f.Last, f.Spent = done, spent
		f.Seen.Reach.State = reachAfter(f.Seen.Reach.State, done.Word)
		if attempt.Sent {
			f.Tries++
		}
		if done.Word == "right" || done.Word == "weaker" {
			f.FirstTry = f.Tries == 1 && !isDefault && !f.Wrote && !f.ResetSeen && !f.Answers.SaidReset
			f.Proved, f.Login, f.Spent.Count = true, l, 0
		}
	}
	return change, withError(loginResult(done, spent), errors.Join(err, problem))
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
	return err.Error()
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
		return T("%d tries left, as the camera tells; camreset has spent %d of the %d it allows itself.", *lock.Left, spent.Count, spent.Budget).String()
	}
	return T("The camera does not tell how many are left; camreset has spent %d of the %d it allows itself.", spent.Count, spent.Budget).String()
}

func notTaken() Step {
	return Step{
		ID: "not-taken", Phase: Reset, Title: T("Not in yet"),
		Say: func(f Facts) Text {
			return T("%s %s", loginResult(f.Last, f.Spent).Detail, tryLine(f))
		},
		Help: T("A right password can look wrong while a recorder or a viewing program keeps retrying an old one and locks the camera. Stop those first."),
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "menu", Label: T("Show the other ways")},
			{Key: "again", Label: T("Try one more password"), Shut: shutTry, Cost: priced(Cost{1, LoseNothing, "minutes"})},
			{Key: "look", Label: T("Look at the camera again")},
		}},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   []Edge{{"menu", "menu"}, {"again", "may-try"}, {"look", "look"}},
	}
}

// consentStep asks before a password is sent in clear, and leads on to login.
func consentStep(id, login ID) Step {
	return Step{
		ID: id, Phase: Reset, Title: T("This camera reads passwords in clear"),
		Say: say("This old camera knows only Basic login: the password travels so that anybody on the same network could read it. " +
			"On a cable between you and the camera that is harmless; on a shared network it is not. Nothing was sent yet."),
		Ask: &Question{Prompt: T("Send it all the same?"), Options: []Option{
			{Key: "menu", Label: T("No, show the other ways")},
			{Key: "agree", Label: T("Yes, this network is my own"), Shut: shutTry, Cost: priced(Cost{1, LoseNothing, "minutes"})},
		}, Put: func(a *Answers, key string) { a.Basic = key == "agree" }},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   []Edge{{"menu", "menu"}, {"agree", login}},
	}
}

func inside() Step {
	return Step{
		ID: "inside", Phase: Secure, Title: T("You are in"),
		Say: func(f Facts) Text {
			switch a := f.Last.Attempt; {
			case f.Last.Word == "weaker":
				return T("The password is right, but this account may not change others. It is enough to watch; for more, the administrator's password is needed.")
			case isFactory(f) || a.DefaultPassword == isapi.Yes:
				return T("The factory password works. Everybody knows it, and it compromises the whole system: change it at once.")
			case a.RiskPassword == isapi.Yes:
				return T("The password is right, but the camera itself calls it risky. Change it now.")
			}
			return T("The camera accepts the password of %s. Change it if others know it, or keep it.", f.Login.User)
		},
		Ask: &Question{
			Prompt: T("What now?"),
			First: func(f Facts) Outcome {
				if isFactory(f) || f.Last.Attempt.RiskPassword == isapi.Yes {
					return "change"
				}
				return "keep"
			},
			Options: []Option{
				{Key: "keep", Label: T("Keep this password")},
				{Key: "change", Label: T("Set a new password"), Shut: func(f Facts) Text {
					if f.Last.Word == "weaker" {
						return T("This account has not the right to change passwords. Log in as the administrator.")
					}
					return Text{}
				}},
			},
		},
		Checks: []Check{deviceInfo},
		Next:   []Edge{{"keep", "afterwards"}, {"change", "set-password"}},
	}
}

func isFactory(f Facts) bool {
	return slices.Contains([]string{factoryPassword, secondFactory}, f.Login.Password.Reveal())
}

// deviceInfo reads who the camera is, with the login that was proved.
var deviceInfo = Check{
	ID: "device-info", Title: T("The camera tells who it is"),
	Run: func(ctx context.Context, env Env, f Facts) (func(*Facts), Result) {
		d, err := env.Camera(f.Target).DeviceInfo(ctx, f.Login)
		if err != nil {
			return nothing, withError(warn(T("It did not tell its model."), T("That does no harm; the label has it.")), err)
		}
		return func(f *Facts) { f.Device = d }, ok(T("%s, firmware %s %s.", d.Model, d.Firmware, d.Build))
	},
}
