package steps

import (
	"cmp"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/sentences"
)

// tryPassword asks for one password, and sends it once.
func tryPassword() Step {
	return Step{
		ID: "try-password", Phase: Reset, Title: T("Type the password you want to try"),
		Heading: func(f *Facts) Text {
			if f.Answers.SaidReset && !f.Tried {
				return T("Type the new password")
			}
			return T("Type the password you want to try")
		},
		Say: func(f *Facts) Text {
			if said := lastTry(f); !said.IsZero() {
				return T("%s %s", said, sentences.NextLine(f))
			}
			return sentences.TryLine(f)
		},
		Sheet: facts.LabelCode,
		State: answersNow,
		Help: T("If you remember part of the password, try the most likely one first. Upper and lower case count. The user is admin unless somebody renamed it; a wrong name costs a try just as a wrong password does. " +
			"The password is sent once, protected, and is not stored or logged. Wrong? Then the screen says how many tries are left, and you can choose another way. Not sure? Go back: nothing is used before you send it."),
		Ask: &Question{
			Kind: flow.Form, Blank: "menu",
			Fields: []flow.Field[Facts]{
				{Key: "user", Prompt: T("User"), Value: userOf, Valid: func(_ *Facts, typed string) Text { return facts.UnfitUser(typed) }, Put: func(f *Facts, typed string) {
					f.Answers.User = cmp.Or(typed, facts.DefaultUser)
				}},
				{Key: "password", Prompt: T("Password"), Secret: true, Valid: validTry, Put: func(f *Facts, typed string) {
					f.Answers.Password, f.Answers.Factory = isapi.NewSecret(typed), ""
				}},
			},
			Options: []Option{{Key: "menu", Label: T("Show the other ways")}},
		},
		Checks: []Check{triesLeft, alive},
		Wait:   watching,
		Next:   Edges{Given: "login", "wrong": "to-try", "unsure": "maybe-locked", "menu": "to-menu"},
	}
}

func validTry(f *Facts, typed string) Text {
	if why := sentences.ShutTry(f); !why.IsZero() {
		return why
	}
	switch {
	case typed == "":
		return T("Type the password, or choose one of the other ways.")
	case len(typed) > 128:
		return T("That is longer than any password of a device; nothing was sent.")
	}
	return Text{}
}

// noTry stands until a password can be tried again.
func noTry() Step {
	return Step{
		ID: "no-try", Phase: Reset, Title: T("No password can be tried now"),
		Say: func(f *Facts) Text {
			return T("%s %s", lastTry(f), sentences.Or(sentences.ShutTry(f), T("By now a password can be tried again.")))
		},
		Help:  T("camreset stops well before a device locks itself: after that even the right password would be refused for half an hour. It remembers what was tried, also when it is started again. The other ways need no try."),
		State: answersNow,
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "wait", Label: T("Wait here until a password can be tried"), Stays: true},
			{Key: "menu", Label: T("Show the other ways")},
			{Key: "look", Label: T("Look at it again")},
		}},
		Checks: []Check{triesLeft, alive},
		Wait:   watching,
		Judge: func(f *Facts) Outcome {
			if !f.Did.IsZero() && sentences.ShutTry(f).IsZero() {
				return "open"
			}
			return ""
		},
		May:  []Outcome{"open"},
		Next: Edges{"open": "try-password", "menu": "menu", "look": "look"},
	}
}

// agreeBasic asks before a password is sent in clear.
func agreeBasic() Dialog {
	return Dialog{Step: Step{
		ID: "agree-basic", Phase: Reset, Title: T("It takes passwords only unprotected"),
		Heading: func(f *Facts) Text { return T("This %s takes passwords only unprotected", f.Noun()) },
		Say: say("Anybody on this network could read the password while it is sent. " +
			"On a cable straight between you and it, nobody else can. Nothing was sent yet."),
		State: answersNow,
		Help: T("Newer devices never get the password itself, only a number that is made from it. This one knows only the old form, called Basic. " +
			"A network of your own, with nobody else on it, is safe enough. Are others on it? Plug the device straight into this computer first."),
		Ask: &Question{Prompt: T("Send it all the same?"), Options: []Option{
			{Key: "no", Label: T("No, show the other ways")},
			{Key: "yes", Label: T("Yes, this network is my own"), Shut: sentences.ShutTry},
		}, Put: func(f *Facts, key string) { f.Answers.Basic = key == "yes" }},
		Sheet:  func(f *Facts) []Text { return []Text{sentences.TryLine(f)} },
		Checks: []Check{triesLeft, alive},
		Wait:   watching,
		Next:   Edges{"no": "menu", "yes": flow.Return},
	}}
}

// unprove takes back what a login proved: it was another device that took it.
func unprove(f *Facts) {
	f.Won = f.Won && f.Writes > 0
	f.Proved, f.FirstTry, f.Factory, f.Login = false, false, false, isapi.Login{}
}
