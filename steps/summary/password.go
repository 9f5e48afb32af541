package summary

import (
	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/lan"
)

// passwordChanged says whether it has another password than before, or none.
func passwordChanged(f *facts.Facts) isapi.Tri {
	switch {
	case f.NewTaken == isapi.Yes, f.ResetSeen, saidAndProved(f):
		return isapi.Yes
	case f.NewTaken == isapi.No:
		return isapi.No
	case f.NewSent, f.Answers.SaidReset, f.Interrupted != "", resetBegun(f):
		return isapi.Unknown
	}
	return isapi.No
}

// saidAndProved is true where the user set a password elsewhere, and a login proved one.
func saidAndProved(f *facts.Facts) bool {
	return f.Answers.SaidReset && (f.Proved || f.WasIn) && !f.NewSent
}

// resetBegun is true where the button was held, and what came of it was not seen.
func resetBegun(f *facts.Facts) bool {
	return f.OldTarget != (lan.Address{}) && !f.ResetSeen && f.StillActive < facts.SurelyActive && !f.Proved
}

// What is gone.
const (
	erasedSettings = "settings"
	erasedPassword = "password"
	erasedNothing  = "nothing"
	erasedUnknown  = "unknown"
)

func erased(f *facts.Facts) string {
	changed := passwordChanged(f)
	switch {
	case f.ResetSeen:
		return erasedSettings
	case changed == isapi.Unknown, saidAndProved(f) && f.Answers.Method == "hik-connect" && f.IsRecorder():
		return erasedUnknown // on some recorders the app puts everything back
	case wayOf(f).Key == Activated:
		return erasedNothing // there was no password before
	case changed == isapi.Yes:
		return erasedPassword
	}
	return erasedNothing
}

// passwordWords say how it stands with the password.
func passwordWords(f *facts.Facts) string {
	switch {
	case f.NewTaken == isapi.Yes:
		return "a new one was set, and the device accepted it"
	case saidAndProved(f):
		return "a new one was set elsewhere, and the device accepted it"
	case f.ResetSeen && f.NewSent:
		return "erased; a new one was sent, and no login has confirmed it yet"
	case f.ResetSeen && !f.Proved:
		return "erased; it has none yet and needs one"
	case f.NewTaken == isapi.No:
		return "a new one was sent and not taken: the old one still holds"
	case f.NewSent:
		return "a new one was sent, and no login has confirmed it yet: keep both"
	case f.Answers.SaidReset:
		return "a new one was set elsewhere, as was said; no login has confirmed it"
	case f.Interrupted != "":
		return "a new one was on its way; whether it arrived is not known"
	case resetBegun(f):
		return "a reset was begun; what came of it was not seen"
	}
	return "not changed"
}
