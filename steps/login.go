package steps

import (
	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/methods"
	"camreset/steps/sentences"
)

func userName() Step {
	return Step{
		ID: "user-name", Phase: Reset, Title: T("The account's name"),
		Say:   say("The administrator is called admin unless somebody renamed it. Press Enter for admin."),
		Sheet: facts.LabelCode,
		Help:  T("A wrong name costs a try just as a wrong password does. A renamed administrator is rare; the installer's papers would tell."),
		Ask: &Question{
			Kind: Line, Prompt: T("User name (Enter for admin)"),
			Valid: func(_ *Facts, typed string) Text { return facts.UnfitUser(typed) },
			Put: func(f *Facts, typed string) {
				f.Answers.Unnamed = false
				if f.Answers.User = typed; typed == "" {
					f.Answers.User = facts.DefaultUser
				}
			},
		},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   Edges{Given: "may-try"},
	}
}

// mayTry keeps a password from being typed where it could not be sent.
func mayTry() Step {
	return Step{
		ID: "may-try", Phase: Reset, Title: T("Whether a try can be spent"), Say: say("One moment."),
		Checks: []Check{triesLeft},
		Judge: func(f *Facts) Outcome {
			switch {
			case !sentences.ShutTry(f).IsZero():
				return "shut"
			case f.Answers.Unnamed:
				return "unnamed"
			}
			return "open"
		},
		May:  []Outcome{"open", "shut", "unnamed"},
		Next: Edges{"open": "try-password", "shut": "no-try", "unnamed": "user-name"},
	}
}

func noTry() Step {
	return Step{
		ID: "no-try", Phase: Reset, Title: T("No password can be tried now"),
		Say: func(f *Facts) Text {
			return T("%s Nothing was sent.", sentences.Or(sentences.ShutTry(f), T("It may be possible again.")))
		},
		Help: T("camreset stops well before a camera locks itself. What was spent is remembered, also when the program is started again."),
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "menu", Label: T("Show the other ways")},
			{Key: "look", Label: T("Look at the camera again")},
		}},
		Checks: []Check{triesLeft, alive},
		Wait:   watching,
		Next:   Edges{"menu": "menu", "look": "look"},
	}
}

func tryPassword() Step {
	return Step{
		ID: "try-password", Phase: Reset, Title: T("Trying one password"),
		Say: func(f *Facts) Text {
			if f.Allowance(facts.ByPage, false).UsedUp() {
				return T("camreset's own tries on this camera are used up. Because you say that the password was reset, it allows one more, and only this one. %s Type the new password for %s. Upper and lower case count.", sentences.MayLock, facts.UserOf(f))
			}
			return T("Type the password for %s. Upper and lower case count. Pressing Enter sends it once, and only once. %s", facts.UserOf(f), sentences.TryLine(f))
		},
		Sheet: facts.LabelCode,
		Help:  T("The password is sent by digest, so it does not travel in clear. It is not stored, logged or shown. Go back if you are not sure: nothing is spent until Enter."),
		Ask: &Question{
			Kind: Password, Prompt: T("Password (Enter alone leaves)"), Blank: "leave",
			Valid: func(f *Facts, typed string) Text {
				if why := sentences.ShutTry(f); !why.IsZero() {
					return why
				}
				if len(typed) > 128 {
					return T("That is longer than any password of a camera; nothing was sent.")
				}
				return Text{}
			},
			Put: func(f *Facts, typed string) { f.Answers.Password, f.Answers.Factory = isapi.NewSecret(typed), "" },
		},
		Checks: []Check{triesLeft, alive},
		Wait:   watching,
		Next:   Edges{Given: "login", "wrong": "not-taken", "unsure": "maybe-locked", "leave": "to-menu-or-phone"},
	}
}

func notTaken() Step {
	return Step{
		ID: "not-taken", Phase: Reset, Title: T("Not in yet"),
		Say: func(f *Facts) Text {
			if why := sentences.ShutTry(f); !why.IsZero() {
				return T("%s %s Forgot Password (2) and the other ways cost no try.", sentences.LoginResult(f.Last, f.Spent).Detail, why)
			}
			return T("%s %s", sentences.LoginResult(f.Last, f.Spent).Detail, sentences.TryLine(f))
		},
		Help: T("A right password can look wrong while a recorder or a viewing program keeps retrying an old one and locks the camera. Stop those first."),
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "menu", Label: T("Show the other ways")},
			{Key: "again", Label: T("Try one more password"), Shut: sentences.ShutTry, Cost: methods.Priced(1, methods.LoseNothing, "minutes")},
			{Key: "look", Label: T("Look at the camera again")},
		}},
		Checks: []Check{triesLeft, alive},
		Wait:   watching,
		Next:   Edges{"menu": "menu", "again": "may-try", "look": "look"},
	}
}

// agreeBasic asks before a password is sent in clear.
func agreeBasic() Dialog {
	return Dialog{Step: Step{
		ID: "agree-basic", Phase: Reset, Title: T("This camera reads passwords in clear"),
		Say: say("This old camera knows only Basic login: the password travels so that anybody on the same network could read it. " +
			"On a cable between you and the camera that is harmless; on a shared network it is not. This login has not been sent yet."),
		Ask: &Question{Prompt: T("Send it all the same?"), Options: []Option{
			{Key: "no", Label: T("No, show the other ways")},
			{Key: "yes", Label: T("Yes, this network is my own"), Shut: sentences.ShutTry, Cost: methods.Priced(1, methods.LoseNothing, "minutes")},
		}, Put: func(f *Facts, key string) { f.Answers.Basic = key == "yes" }},
		Sheet:  func(f *Facts) []Text { return []Text{T("%s", sentences.TryLine(f))} },
		Checks: []Check{triesLeft, alive},
		Wait:   watching,
		Next:   Edges{"no": "menu", "yes": flow.Return},
	}}
}

func inside() Step {
	return Step{
		ID: "inside", Phase: Secure, Title: T("You are in"),
		Saved: flow.Saved{At: "may-try"},
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
		Next:   Edges{"keep": "afterwards", "change": "set-password"},
	}
}

// unprove takes back what a login proved: it was another device that took it.
func unprove(f *Facts) {
	f.Won = f.Won && f.Writes > 0
	f.Proved, f.FirstTry, f.Factory, f.Login = false, false, false, isapi.Login{}
}
