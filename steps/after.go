package steps

import (
	"strings"

	"camreset/isapi"
	"camreset/steps/flow"
	"camreset/steps/lan"
)

// proved reads who the camera is once a password holds.
func proved() Step {
	return Step{
		ID: "proved", Phase: Secure, Title: T("The password works"), Say: say("One moment."),
		Saved:  flow.Saved{At: "may-try"},
		Checks: []Check{deviceInfo},
		Judge: func(f *Facts) Outcome {
			if f.Stranger != "" {
				return "other-device"
			}
			if f.NewSent && f.Login.Password.Reveal() == f.Answers.New.Reveal() && !f.Factory {
				return "new"
			}
			return "old"
		},
		May:  []Outcome{"new", "old", "other-device"},
		Next: Edges{"new": "afterwards", "old": "inside", "other-device": "same-camera"},
	}
}

// afterwards leads to the old network settings if there are any to restore.
func afterwards() Fork {
	return Fork{
		ID: "afterwards",
		Decide: func(f *Facts) Outcome {
			if f.OldTarget != (lan.Address{}) && f.ResetSeen && !f.Moved {
				return "restore"
			}
			return "secure"
		},
		May:  []Outcome{"restore", "secure"},
		Next: Edges{"restore": "restore-network", "secure": "secure"},
	}
}

func secure() Step {
	return Step{
		ID: "secure", Phase: Secure, Title: T("Leave it safer than before"),
		Saved: flow.Saved{At: "may-try"},
		Say:   say("You are in, with a password that the camera accepts. Go through this list now: it is what makes the next loss easy, or keeps it from happening."),
		Sheet: secureSheet,
		Help: T("Two-factor authentication exists for the Hik-Connect account, not on the camera itself. Firmware: the maker's support page, for exactly this model and region. " +
			"Set security questions and an e-mail address in the camera: Configuration > System > User Management > Account Security Settings."),
		Ask: &Question{Prompt: T("Done?"), Options: []Option{
			{Key: "finish", Label: T("Finish")},
			{Key: "guid", Label: T("Keep a GUID file for the next time"), When: func(f *Facts) bool {
				return f.Record.Recovery.GUID == isapi.Yes && !f.Login.Password.IsZero() && !f.Factory
			}},
		}},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   Edges{"finish": "done", "guid": "guid-warn"},
	}
}

func secureSheet(f *Facts) []Text {
	var lines []Text
	if f.Factory {
		lines = append(lines, T("[!] The factory password is still in use: change it at once."))
	} else if f.Last.Attempt.RiskPassword == isapi.Yes {
		lines = append(lines, T("[!] The camera calls its password risky: change it."))
	}
	lines = append(lines,
		T("[ ] Password: strong, unique, in a password manager. Upper and lower case, digits, symbols."),
		T("[ ] Recorder, viewing programs, Home Assistant and apps: give them the new password now, or they lock the camera with the old one."),
		T("[ ] Firmware: update regularly. %s", firmwareLine(f)),
		T("[ ] Security questions and an e-mail address in the camera, GUID file where offered."),
		T("[ ] Two-factor authentication wherever possible, on the cloud account first."),
		T("[ ] No port forwarding and no UPnP: the camera should not be reachable from the internet."),
	)
	return lines
}

func firmwareLine(f *Facts) string {
	if f.Device.Firmware == "" {
		return "The camera did not tell its version."
	}
	return strings.TrimSpace("This one has " + f.Device.Firmware + " " + f.Device.Build + ".")
}

func done() Step {
	return Step{
		ID: "done", Phase: Secure, Title: T("Finished"),
		Say: func(f *Facts) Text { return T("%s", strings.Join(append(endWords(f), whatIsLeft(f)...), " ")) },
	}
}

func endWords(f *Facts) []string {
	switch ResultOf(f) {
	case Regained:
		return []string{"You are back in. The password was proved against the camera."}
	case AlreadyIn:
		return []string{"The password that you had was right; nothing was changed."}
	case CaseReady:
		return []string{"The case was shown; fill in what is missing and send it. Until the answer comes, do not restart the camera. Start camreset again then: it offers to go on here."}
	case Unreachable:
		return []string{"Nothing answered at the end. Start again when the camera has power and network."}
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
		return []string{"A new password was sent to the camera and is not proved: keep both, the old and the new."}
	case f.ResetSeen:
		return []string{"The camera was reset and has no password yet: start again to give it one, before somebody else does."}
	case f.OldTarget != (lan.Address{}):
		return []string{"A reset was begun: the camera may still be unplugged."}
	case f.Pending.Waits(f.Now):
		return []string{"The camera holds a request for a new password: keep it powered until the answer is brought in."}
	case f.Writes > 0:
		return []string{"The camera's network settings were changed; its password was not."}
	case f.Answers.SaidReset:
		return []string{"The new password is not proved here: log in with it once."}
	case f.Tries > 0:
		return []string{"The tries that were spent are remembered."}
	}
	return []string{"Nothing was changed."}
}
