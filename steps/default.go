package steps

import (
	"camreset/steps/facts"
	"camreset/steps/methods"
	"camreset/steps/sentences"
)

func defaultPassword() Step {
	return Step{
		ID: "default-password", Phase: Reset, Title: T("1. The factory default password"),
		Say: func(f *Facts) Text {
			return T("Cameras used to ship with a default, often \"admin\" or \"12345\". It works only if it was never changed since installation. "+
				"Guides call it the least recommended way, because everybody knows it. %s", sentences.TryLine(f))
		},
		Help: T("The manual, or a search for the model, tells its default. Firmware from 5.3.0 (2015) has none: the owner chooses a password at the first start. " +
			"If the default works, change it at once: a known password compromises the whole system."),
		Ask: &Question{
			Prompt: T("Send user admin with password 12345 once?"),
			Options: []Option{
				{Key: "try", Label: T("Yes, spend one try on 12345"), Shut: sentences.ShutDefault, Cost: methods.Priced(1, methods.LoseNothing, "minutes")},
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
		ID: "default-second", Phase: Reset, Title: T("The other factory password"),
		Say: func(f *Facts) Text {
			return T("12345: %s The guide knows one other default: the password admin. It is seldom right. %s", sentences.LoginResult(f.Last, f.Spent).Detail, sentences.TryLine(f))
		},
		Ask: &Question{Prompt: T("Send user admin with password admin once?"), Options: []Option{
			{Key: "menu", Label: T("No, show the other ways")},
			{Key: "try", Label: T("Yes, spend one more try"), Shut: sentences.ShutDefault, Cost: methods.Priced(1, methods.LoseNothing, "minutes")},
		}, Put: func(f *Facts, _ string) { f.Answers.Factory = facts.SecondFactory }},
		Checks: []Check{triesLeft, alive},
		Wait:   watching,
		Next:   Edges{"try": "login", "wrong": "not-taken", "unsure": "maybe-locked", "menu": "menu"},
	}
}
