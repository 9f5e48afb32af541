package steps

import (
	"slices"
	"strings"

	"camreset/isapi"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/sentences"
)

// proved reads who the camera is once a password holds.
func proved() Step {
	return Step{
		ID: "proved", Phase: Secure, Title: T("The password works"), Say: say("With it camreset reads model and firmware, once."),
		Saved:  flow.Saved{At: "try-password"},
		Checks: []Check{deviceInfo},
		Judge: func(f *Facts) Outcome {
			switch {
			case f.Stranger != "":
				return "other-device"
			case f.NewSent && f.Login.Password.Reveal() == f.Answers.New.Reveal() && !f.Factory:
				return "new"
			case f.Last.Word != "weaker" && (f.Factory || f.Last.Attempt.DefaultPassword == isapi.Yes || f.Last.Attempt.RiskPassword == isapi.Yes):
				return "known"
			}
			return "old"
		},
		May:  []Outcome{"new", "old", "known", "other-device"},
		Next: Edges{"new": "afterwards", "old": "afterwards", "known": "new-password", "other-device": "same-camera"},
	}
}

// afterwards leads to the old network settings where the camera is not where it was.
func afterwards() Fork {
	return Fork{
		ID: "afterwards",
		Decide: func(f *Facts) Outcome {
			switch {
			case toPlan(f):
				return "planned"
			case toType(f):
				return "typed"
			case f.OldTarget != (lan.Address{}) && f.ResetSeen && !f.Moved && f.OldTarget.IP != f.Target.IP:
				return "elsewhere"
			}
			return "there"
		},
		May:  []Outcome{"planned", "typed", "elsewhere", "there"},
		Next: Edges{"planned": "free-address", "typed": "typed-network", "elsewhere": "restore-network", "there": "to-done"},
	}
}

// toPlan says whether the address of the command line is to be given, and can be.
func toPlan(f *Facts) bool { return f.Planned() && sentences.ShutUpdate(f).IsZero() }

// toType says whether its address is to be typed, as that of the camera before, and can be
// given.
func toType(f *Facts) bool { return f.AsksAddress() && sentences.ShutUpdate(f).IsZero() }

// toAddress leads to the choice of an address, where the command line has not made it.
func toAddress() Fork {
	return Fork{
		ID: "to-address",
		Decide: func(f *Facts) Outcome {
			switch {
			case toPlan(f):
				return "planned"
			case toType(f):
				return "typed"
			}
			return "choose"
		},
		May:  []Outcome{"planned", "typed", "choose"},
		Next: Edges{"planned": "free-address", "typed": "typed-network", "choose": "restore-network"},
	}
}

// done says what came of it, and what is left to do.
func done() Step {
	return Step{
		ID: "done", Phase: Secure, Title: T("Finished"),
		Heading: sentences.DoneHeading,
		Fresh: func(f *Facts) {
			forgetForms(f)
			f.ByFlags = f.FlagsDone()
			f.Answers.Finished = f.ByFlags
		},
		Good: func(f *Facts) bool { return f.Proved && f.Last.Word != "weaker" && !sentences.RefusesNow(f) },
		Say: func(f *Facts) Text {
			return T("%s", strings.Join(slices.Concat(sentences.EndWords(f), sentences.WhatIsLeft(f), sentences.SafetyWords(f)), " "))
		},
		Values: sentences.DoneValues,
		Help: T("Two-factor authentication exists for the Hik-Connect account, not on the device itself. Firmware: the maker's support page, for exactly this model and region. " +
			"Set security questions and an e-mail address in it: Configuration > System > User Management > Account Security Settings. " +
			"A row that you choose says how it is done, and is ticked; choose it once more to open it again. The list is kept with the walk."),
		Ask: &Question{
			Keeps: true,
			Asks: func(f *Facts) Text {
				if slices.ContainsFunc(today, func(x item) bool { return x.shown(f) }) {
					return T("Today")
				}
				return Text{}
			},
			First: func(f *Facts) Outcome {
				if manyToFix(f) {
					return "fix-all"
				}
				return firstOpen(f)
			},
			Options: append(append(safetyOptions(), todayOptions()...),
				Option{Key: "fix-all", Label: T("Fix what can be fixed at once"), Apart: true, Says: fixAllLabel, When: manyToFix},
				Option{Key: "try-password", Label: T("Log in again"), Apart: true, When: loginWanted, Shut: sentences.ShutTry},
				Option{Key: "password", Label: T("Set another password"), Apart: true, Says: sentences.AnotherPassword, Mark: sentences.PasswordMark, When: func(f *Facts) bool { return !f.Login.Password.IsZero() && f.Last.Word != "weaker" }, Shut: sentences.ShutWrite},
				Option{Key: "network", Label: T("Give it another address"), When: func(f *Facts) bool { return f.Proved }, Shut: sentences.ShutUpdate},
				Option{Key: "guid", Label: T("Make a recovery file for the next time"), When: func(f *Facts) bool {
					return (f.Record.Recovery.GUID == isapi.Yes || f.OffersFile()) && !f.Login.Password.IsZero() && !f.Factory
				}},
				reportOption(),
				Option{Key: "finish", Label: T("Finish"), Apart: true, Hot: "f"},
				Option{Key: "next", Label: T("Next camera"), Says: nextLabel, Hot: "n", Do: nextCamera, When: func(f *Facts) bool { return f.Target != (lan.Address{}) }}),
			Put: tick,
		},
		Checks: []Check{alive},
		Wait:   watching,
		Judge: func(f *Facts) Outcome {
			if f.ByFlags {
				return "finish"
			}
			return ""
		},
		May:  []Outcome{"finish"},
		Next: Edges{"next": "find", "password": "new-password", "network": "restore-network", "guid": "guid-warn", "fix": "fix", "fix-all": "fix", "set-questions": "set-questions", "set-mailbox": "set-mailbox", "set-settings": "name-and-clock", "others": "to-client", "others-2": "to-client", "others-3": "to-client", "try-password": "try-password", "finish": flow.End},
	}
}
