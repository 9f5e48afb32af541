package sentences

import (
	"strings"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/secure"
	"camreset/steps/text"
)

// DoneHeading says how it ended.
func DoneHeading(f *facts.Facts) text.Text {
	switch result := facts.ResultOf(f); {
	case f.Proved && f.Last.Word == "weaker":
		return text.T("The password is right, but this account may only watch")
	case RefusesNow(f):
		return text.T("The %s accepted the password at %s, and not any more", f.Noun(), f.Last.At.Local().Format("15:04"))
	case f.Proved:
		return text.T("You are in. The %s accepted the password at %s.", f.Noun(), f.Last.At.Local().Format("15:04"))
	case f.WasIn:
		return text.T("You got back in. This is what is left to do.")
	case result == facts.CaseReady:
		return text.T("Your case for support is ready")
	case result == facts.Unreachable:
		return text.T("It did not answer")
	}
	return text.T("This is where it ends for now")
}

// DoneValues are the result, a line each; what the header says as well comes last.
func DoneValues(f *facts.Facts) []flow.Value {
	if !f.Proved {
		if f.CaseShown && f.Written.Folder != "" {
			return []flow.Value{{Name: text.T("Folder"), Value: text.T("%s", f.Written.Folder)}}
		}
		return nil
	}
	lost := "nothing"
	if f.ResetSeen {
		lost = LostSettings(f)
	}
	name := f.Noun()
	return []flow.Value{
		{Name: text.T("Lost"), Value: text.T("%s", lost)},
		{Name: text.T("User"), Value: text.T("%s", f.Login.User)},
		{Name: text.T("%s", strings.ToUpper(name[:1])+name[1:]), Value: text.T("%s", f.Whereabouts())},
	}
}

// EverybodyKnows says whether the password is one that is printed in guides.
func EverybodyKnows(f *facts.Facts) bool {
	return f.Proved && (f.Factory || f.Last.Attempt.RiskPassword == isapi.Yes)
}

// AnotherPassword names the answer by which another password is set.
func AnotherPassword(f *facts.Facts) text.Text {
	if EverybodyKnows(f) {
		return text.T("Change the factory password")
	}
	return text.T("Set another password")
}

// PasswordMark is shown while the password is one that should not stay.
func PasswordMark(f *facts.Facts) flow.Status {
	if found, _ := f.Safety.Of("password"); found.Open() {
		return found.Status
	}
	return ""
}

// EndWords say what came of it.
func EndWords(f *facts.Facts) []string {
	if EverybodyKnows(f) {
		return []string{"The factory password is still in use. Until you change it, anybody on this network gets in."}
	}
	if f.Planned() && f.Proved {
		return []string{"It has another address than the one that was wanted, " + f.Flags.Plan.IPv4.String() + "."}
	}
	switch result := facts.ResultOf(f); {
	case result == facts.Regained, RefusesNow(f):
		return nil
	case result == facts.AlreadyIn:
		return []string{"The password that you had is right. Nothing was changed."}
	case result == facts.CaseReady:
		send := "Your case was shown"
		if f.Written.Folder != "" {
			send = "Your case is in mail.txt"
		}
		send += ": fill in what is missing, and send it."
		if f.Pending.Waits(f.Now) {
			send = "Send the request to support, with your case."
		}
		return []string{send + " Until the answer comes, do not restart the " + f.Noun() + ". Then start camreset again and continue."}
	case result == facts.Unreachable:
		return []string{"Nothing answered at the end. Start again when it has power and a network cable."}
	}
	return []string{"You can start again at any time."}
}

// WhatIsLeft says what this run has left behind, so that nobody is told that
// nothing was changed when something was.
func WhatIsLeft(f *facts.Facts) []string {
	switch {
	case f.Proved:
		return nil
	case f.NewSent:
		return []string{"A new password was sent, and is not accepted yet: keep both, the old and the new."}
	case f.ResetSeen:
		return []string{"It was reset and has no password yet: start again to give it one, before somebody else does."}
	case f.OldTarget != (lan.Address{}):
		return []string{"A reset was begun: it may still be unplugged."}
	case f.Pending.Waits(f.Now) && facts.ResultOf(f) != facts.CaseReady: // else it is said
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

// FixValues are what is sent, a line each.
func FixValues(f *facts.Facts) []flow.Value {
	var all []flow.Value
	for _, id := range f.Answers.Fix {
		if c := secure.Of(string(id)); c != nil {
			name, what, _ := strings.Cut(c.Sends, ": ")
			all = append(all, flow.Value{Name: text.T("%s", name), Value: text.T("%s", what)})
		}
	}
	return all
}

// HowOf says what was found, and what to do about it.
func HowOf(f *facts.Facts, id string) text.Text {
	switch found, _ := f.Safety.Of(id); {
	case found.Problem != "":
		return text.T("%s %s", found.Detail, found.Problem)
	case id == "clock" && found.Open() && !found.Fix && OwnRowOf(f, "settings").Sends(f):
		return text.T("%s \"Set its name, time zone and clock\", below, sets it.", found.Detail)
	case found.Open() && !found.Fix && found.Place != "":
		return text.T("%s Where: %s.", found.Detail, found.Place)
	default:
		return text.T("%s", found.Detail)
	}
}

// NamedWell is how many of the things that are well are named: one line of a screen.
const NamedWell = 4

// RefusesNow says that a password which was accepted is refused by now.
func RefusesNow(f *facts.Facts) bool {
	return f.Proved && f.Login.Password.IsZero() && f.Safety.Problem != ""
}

// SafetyWords say what is well, and what could not be read.
func SafetyWords(f *facts.Facts) []string {
	var said []string
	if well := secure.Well(f.Safety.Findings, NamedWell); well != "" {
		said = append(said, "Already safe: "+well+".")
	}
	switch {
	case RefusesNow(f):
		said = append(said, "Since then it refuses this password. Somebody else may have changed it, or logins are locked: wait half an hour, then try again.")
	case f.Safety.Problem != "":
		said = append(said, "Not all settings could be read: "+f.Safety.Problem+".")
	}
	return said
}

// FirmwareLine says which firmware it has, and where newer ones are.
func FirmwareLine(f *facts.Facts) string {
	if f.Device.Firmware == "" {
		return "It did not say which version it has. The maker's support page has the newest one for each model and region."
	}
	return "This one has " + strings.TrimSpace(f.Device.Firmware+" "+f.Device.Build) + ". The maker's support page has the newest one for exactly this model and region."
}
