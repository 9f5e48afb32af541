package steps

import (
	"context"
	"errors"
	"strings"

	"camreset/isapi"
)

// mostUser bounds an account's name, in bytes (maker's guide: 32).
const mostUser = 32

func userName() Step {
	return Step{
		ID: "user-name", Phase: Reset, Title: T("The account's name"),
		Say:   say("The administrator is called admin unless somebody renamed it. Press Enter for admin."),
		Sheet: labelCode,
		Help:  T("A wrong name costs a try just as a wrong password does. A renamed administrator is rare; the installer's papers would tell."),
		Ask: &Question{
			Kind: Line, Prompt: T("User name (Enter for admin)"),
			Valid: func(_ *Facts, typed string) Text { return unfitUser(typed) },
			Put: func(a *Answers, typed string) {
				a.Unnamed = false
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

// unfitUser says why a text is no account's name.
func unfitUser(typed string) Text {
	switch {
	case len(typed) > mostUser:
		return T("That is too long: a user name has at most %d characters.", mostUser)
	case typed != strings.TrimSpace(typed):
		return T("There is a blank before or behind the name. Type it without.")
	case typed != isapi.Clean(typed):
		return T("It holds a character that cannot be seen, such as a Tab. Type the name anew.")
	}
	return Text{}
}

// mayTry keeps a password from being typed where it could not be sent.
func mayTry() Step {
	return Step{
		ID: "may-try", Phase: Reset, Title: T("Whether a try can be spent"), Say: say("One moment."),
		Checks: []Check{triesLeft},
		Judge: func(f *Facts) Outcome {
			switch {
			case !shutTry(f).IsZero():
				return "shut"
			case f.Answers.Unnamed:
				return "unnamed"
			}
			return "open"
		},
		May:  []Outcome{"open", "shut", "unnamed"},
		Next: []Edge{{"open", "try-password"}, {"shut", "no-try"}, {"unnamed", "user-name"}},
	}
}

func noTry() Step {
	return Step{
		ID: "no-try", Phase: Reset, Title: T("No password can be tried now"),
		Say:  func(f *Facts) Text { return T("%s Nothing was sent.", or(shutTry(f), T("It may be possible again."))) },
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
		Say: func(f *Facts) Text {
			if f.Spent.Count >= f.Spent.Budget && f.Spent.Budget > 0 {
				return T("camreset's own tries on this camera are used up. Because you say that the password was reset, it allows one more, and only this one. %s Type the new password for %s. Upper and lower case count.", mayLock, userOf(f))
			}
			return T("Type the password for %s. Upper and lower case count. Pressing Enter sends it once, and only once. %s", userOf(f), tryLine(f))
		},
		Sheet: labelCode,
		Help:  T("The password is sent by digest, so it does not travel in clear. It is not stored, logged or shown. Go back if you are not sure: nothing is spent until Enter."),
		Ask: &Question{
			Kind: Password, Prompt: T("Password (Enter alone leaves)"), Blank: "leave",
			Valid: func(f *Facts, typed string) Text {
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

func login() Step {
	return loginStep("login", T("Asking the camera"), "not-taken", credential{consent: "basic-consent", unsure: "maybe-locked"})
}

func (c credential) login(f *Facts) isapi.Login {
	l := isapi.Login{User: userOf(f), Password: f.Answers.Password, Basic: f.Answers.Basic}
	if c.factory != "" {
		l.User, l.Password = defaultUser, isapi.NewSecret(c.factory)
	}
	return l
}

func notTaken() Step {
	return Step{
		ID: "not-taken", Phase: Reset, Title: T("Not in yet"),
		Say: func(f *Facts) Text {
			if why := shutTry(f); !why.IsZero() {
				return T("%s %s Forgot Password (2) and the other ways cost no try.", loginResult(f.Last, f.Spent).Detail, why)
			}
			return T("%s %s", loginResult(f.Last, f.Spent).Detail, tryLine(f))
		},
		Help: T("A right password can look wrong while a recorder or a viewing program keeps retrying an old one and locks the camera. Stop those first."),
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "menu", Label: T("Show the other ways")},
			{Key: "again", Label: T("Try one more password"), Shut: shutTry, Cost: priced(Cost{1, LoseNothing, "minutes"})},
			{Key: "look", Label: T("Look at the camera again")},
		}},
		Checks: []Check{triesLeft, alive},
		Wait:   watching,
		Next:   []Edge{{"menu", "menu"}, {"again", "may-try"}, {"look", "look"}},
	}
}

// consentStep asks before a password is sent in clear, and leads on to login.
func consentStep(id, login ID) Step {
	return Step{
		ID: id, Phase: Reset, Title: T("This camera reads passwords in clear"),
		Say: say("This old camera knows only Basic login: the password travels so that anybody on the same network could read it. " +
			"On a cable between you and the camera that is harmless; on a shared network it is not. This login has not been sent yet."),
		Ask: &Question{Prompt: T("Send it all the same?"), Options: []Option{
			{Key: "menu", Label: T("No, show the other ways")},
			{Key: "agree", Label: T("Yes, this network is my own"), Shut: shutTry, Cost: priced(Cost{1, LoseNothing, "minutes"})},
		}, Put: func(a *Answers, key string) { a.Basic = key == "agree" }},
		Sheet:  func(f *Facts) []Text { return []Text{T("%s", tryLine(f))} },
		Checks: []Check{triesLeft, alive},
		Wait:   watching,
		Next:   []Edge{{"menu", "menu"}, {"agree", login}},
	}
}

func inside() Step {
	return Step{
		ID: "inside", Phase: Secure, Title: T("You are in"),
		Say: func(f *Facts) Text {
			switch a := f.Last.Attempt; {
			case f.Last.Word == "weaker":
				return T("The password is right, but this account may not change others. It is enough to watch; for more, the administrator's password is needed.")
			case f.Factory || a.DefaultPassword == isapi.Yes:
				return T("The factory password works. Everybody knows it, and it compromises the whole system: change it at once.")
			case a.RiskPassword == isapi.Yes:
				return T("The password is right, but the camera itself calls it risky. Change it now.")
			}
			return T("The camera accepts the password of %s. Change it if others know it, or keep it.", f.Login.User)
		},
		Ask: &Question{
			Prompt: T("What now?"),
			First: func(f *Facts) Outcome {
				if f.Factory || f.Last.Attempt.RiskPassword == isapi.Yes {
					return "change"
				}
				return "keep"
			},
			Options: []Option{
				{Key: "keep", Label: T("Keep this password")},
				{Key: "change", Label: T("Set a new password"), Shut: func(f *Facts) Text {
					if f.Last.Word == "weaker" {
						return T("This account has not the right to change passwords. Log in as the administrator.")
					}
					return Text{}
				}},
			},
		},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   []Edge{{"keep", "afterwards"}, {"change", "set-password"}},
	}
}

// unprove takes back what a login proved: it was another device that took it.
func unprove(f *Facts) {
	f.Won = f.Won && f.Writes > 0
	f.Proved, f.FirstTry, f.Factory, f.Login = false, false, false, isapi.Login{}
}

// deviceInfo reads who the camera is, once, with the login that was proved. A
// refusal counts as a try: somebody else has changed the password since.
var deviceInfo = Check{
	ID: "device-info", Title: T("Model and firmware"), Acts: true,
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		camera := env.Camera(f.Target)
		d, err := camera.DeviceInfo(ctx, f.Login)
		if errors.Is(err, isapi.ErrAuth) {
			err = errors.Join(err, env.note(env.identity(f)))
			return func(f *Facts) { f.Login, f.Factory = isapi.Login{}, false }, withError(warn(T("The camera does not take the password any more."), T("Somebody may have changed it just now. Look at the camera again.")), err)
		}
		if errors.Is(err, isapi.ErrStale) { // it may have been counted all the same
			err = errors.Join(err, env.note(env.identity(f)))
		}
		if err != nil {
			return nothing, withError(warn(T("The camera did not tell them."), T("That does no harm; the label has the model.")), err)
		}
		if err := f.differs(d); err != nil {
			return func(f *Facts) { env.whatElse(f, err)(f); unprove(f) }, withError(fail(T("It may be another device than the one you chose: %s.", env.strange(f, err)), T("You are asked what to do.")), err)
		}
		return func(f *Facts) { f.Device = d }, withError(ok(T("%s, firmware %s %s.", d.Model, d.Firmware, d.Build)), env.knows(d))
	},
}
