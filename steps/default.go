package steps

import (
	"camreset/steps/facts"
	"camreset/steps/sentences"
)

func defaultPassword() Step {
	return Step{
		ID: "default-password", Phase: Reset, Title: T("Try the factory password"),
		Say: func(f *Facts) Text {
			return T("Old devices left the factory with a default, often \"admin\" or \"12345\". It works only if it was never changed since installation. %s", sentences.TryLine(f))
		},
		Values: func(*Facts) []Value {
			return []Value{{Name: T("User"), Value: T("admin")}, {Name: T("Password"), Value: T("12345")}}
		},
		State: answersNow,
		Help: T("The manual, or a search for the model, tells its default. Firmware from 5.3.0 (2015) has none: the owner chooses a password at the first start. " +
			"Guides call this the least recommended way: a password that everybody knows compromises the whole system, so change it at once if it works. " +
			"If it does not work, nothing is lost but the one try."),
		Ask: &Question{
			Prompt: T("Send it once?"),
			Options: []Option{
				{Key: "try", Label: T("Yes, try it"), Shut: sentences.ShutDefault},
				{Key: "menu", Label: T("No, show the other ways")},
			},
			Put: func(f *Facts, _ string) { f.Answers.User, f.Answers.Factory = facts.DefaultUser, facts.FirstFactory },
		},
		Checks: []Check{triesLeft, alive},
		Wait:   watching,
		Next:   Edges{"try": "login", "wrong": "default-second", "unsure": "default-second", "menu": "menu"},
	}
}

func defaultSecond() Step {
	return Step{
		ID: "default-second", Phase: Reset, Title: T("It was not 12345"),
		Say: func(f *Facts) Text {
			return T("%s Some left the factory with another one: admin. It is seldom right. %s", lastTry(f), sentences.TryLine(f))
		},
		State: answersNow,
		Help:  T("If neither is right, somebody has set a password of their own, and no other default is worth a try. What is left of the tries is kept for passwords that you have in mind."),
		Ask: &Question{Prompt: T("Try admin with the password admin?"), Options: []Option{
			{Key: "menu", Label: T("No, show the other ways")},
			{Key: "try", Label: T("Yes, try it"), Shut: sentences.ShutDefault},
		}, Put: func(f *Facts, _ string) { f.Answers.Factory = facts.SecondFactory }},
		Checks: []Check{triesLeft, alive},
		Wait:   watching,
		Next:   Edges{"try": "login", "wrong": "menu", "unsure": "maybe-locked", "menu": "menu"},
	}
}
