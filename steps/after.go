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
			case f.OldTarget != (lan.Address{}) && f.ResetSeen && !f.Moved && f.OldTarget.IP != f.Target.IP:
				return "elsewhere"
			}
			return "there"
		},
		May:  []Outcome{"planned", "elsewhere", "there"},
		Next: Edges{"planned": "free-address", "elsewhere": "restore-network", "there": "to-done"},
	}
}

// toPlan says whether the address of the command line is to be given, and can be.
func toPlan(f *Facts) bool { return f.Planned() && sentences.ShutUpdate(f).IsZero() }

// toAddress leads to the choice of an address, where the command line has not made it.
func toAddress() Fork {
	return Fork{
		ID: "to-address",
		Decide: func(f *Facts) Outcome {
			if toPlan(f) {
				return "planned"
			}
			return "choose"
		},
		May:  []Outcome{"planned", "choose"},
		Next: Edges{"planned": "free-address", "choose": "restore-network"},
	}
}

// done says what came of it, and what is left to do.
func done() Step {
	return Step{
		ID: "done", Phase: Secure, Title: T("Finished"),
		Heading: doneHeading,
		Fresh: func(f *Facts) {
			forgetForms(f)
			f.ByFlags = f.FlagsDone()
			f.Answers.Finished = f.ByFlags
		},
		Good: func(f *Facts) bool { return f.Proved && f.Last.Word != "weaker" && !refusesNow(f) },
		Say: func(f *Facts) Text {
			return T("%s", strings.Join(slices.Concat(endWords(f), whatIsLeft(f), safetyWords(f)), " "))
		},
		Values: doneValues,
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
				Option{Key: "password", Label: T("Set another password"), Apart: true, Says: anotherPassword, Mark: passwordMark, When: func(f *Facts) bool { return !f.Login.Password.IsZero() && f.Last.Word != "weaker" }, Shut: sentences.ShutWrite},
				Option{Key: "network", Label: T("Give it another address"), When: func(f *Facts) bool { return f.Proved }, Shut: sentences.ShutUpdate},
				Option{Key: "guid", Label: T("Make a recovery file for the next time"), When: func(f *Facts) bool {
					return (f.Record.Recovery.GUID == isapi.Yes || f.OffersFile()) && !f.Login.Password.IsZero() && !f.Factory
				}},
				reportOption(),
				Option{Key: "finish", Label: T("Finish"), Apart: true, Hot: "f"},
				Option{Key: "next", Label: T("Next camera"), Says: nextLabel, Do: nextCamera, When: func(f *Facts) bool { return f.Target != (lan.Address{}) }}),
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

func doneHeading(f *Facts) Text {
	switch result := ResultOf(f); {
	case f.Proved && f.Last.Word == "weaker":
		return T("The password is right, but this account may only watch")
	case refusesNow(f):
		return T("The %s accepted the password at %s, and not any more", f.Noun(), f.Last.At.Local().Format("15:04"))
	case f.Proved:
		return T("You are in. The %s accepted the password at %s.", f.Noun(), f.Last.At.Local().Format("15:04"))
	case f.WasIn:
		return T("You got back in. This is what is left to do.")
	case result == CaseReady:
		return T("Your case for support is ready")
	case result == Unreachable:
		return T("It did not answer")
	}
	return T("This is where it ends for now")
}

// doneValues are the result, a line each; what the header says as well comes last.
func doneValues(f *Facts) []Value {
	if !f.Proved {
		if f.CaseShown && f.Written.Folder != "" {
			return []Value{{Name: T("Folder"), Value: T("%s", f.Written.Folder)}}
		}
		return nil
	}
	lost := "nothing"
	if f.ResetSeen {
		lost = sentences.LostSettings(f)
	}
	name := f.Noun()
	return []Value{
		{Name: T("Lost"), Value: T("%s", lost)},
		{Name: T("User"), Value: T("%s", f.Login.User)},
		{Name: T("%s", strings.ToUpper(name[:1])+name[1:]), Value: T("%s", f.Whereabouts())},
	}
}

// everybodyKnows says whether the password is one that is printed in guides.
func everybodyKnows(f *Facts) bool {
	return f.Proved && (f.Factory || f.Last.Attempt.RiskPassword == isapi.Yes)
}

func anotherPassword(f *Facts) Text {
	if everybodyKnows(f) {
		return T("Change the factory password")
	}
	return T("Set another password")
}

// passwordMark is shown while the password is one that should not stay.
func passwordMark(f *Facts) flow.Status {
	if found, _ := f.Safety.Of("password"); found.Open() {
		return found.Status
	}
	return ""
}

func endWords(f *Facts) []string {
	if everybodyKnows(f) {
		return []string{"The factory password is still in use. Until you change it, anybody on this network gets in."}
	}
	if f.Planned() && f.Proved {
		return []string{"It has another address than the one that was wanted, " + f.Flags.Plan.IPv4.String() + "."}
	}
	switch result := ResultOf(f); {
	case result == Regained, refusesNow(f):
		return nil
	case result == AlreadyIn:
		return []string{"The password that you had is right. Nothing was changed."}
	case result == CaseReady:
		send := "Your case was shown"
		if f.Written.Folder != "" {
			send = "Your case is in mail.txt"
		}
		send += ": fill in what is missing, and send it."
		if f.Pending.Waits(f.Now) {
			send = "Send the request to support, with your case."
		}
		return []string{send + " Until the answer comes, do not restart the " + f.Noun() + ". Then start camreset again and continue."}
	case result == Unreachable:
		return []string{"Nothing answered at the end. Start again when it has power and a network cable."}
	}
	return []string{"You can start again at any time."}
}

// whatIsLeft says what this run has left behind, so that nobody is told that
// nothing was changed when something was.
func whatIsLeft(f *Facts) []string {
	switch {
	case f.Proved:
		return nil
	case f.NewSent:
		return []string{"A new password was sent, and is not accepted yet: keep both, the old and the new."}
	case f.ResetSeen:
		return []string{"It was reset and has no password yet: start again to give it one, before somebody else does."}
	case f.OldTarget != (lan.Address{}):
		return []string{"A reset was begun: it may still be unplugged."}
	case f.Pending.Waits(f.Now) && ResultOf(f) != CaseReady: // else it is said
		return []string{"A request for a new password is waiting: keep it powered until you have entered the answer."}
	case f.Writes > 0:
		return []string{"Its settings were changed. Its password was not."}
	case f.Answers.SaidReset:
		return []string{"If you set a new password elsewhere, log in with it once: it was not checked here."}
	case f.Tries > 0:
		return []string{"The tries that were used are remembered."}
	}
	return []string{"Nothing was changed."}
}
