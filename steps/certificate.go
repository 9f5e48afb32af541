package steps

import (
	"context"

	"camreset/isapi"
	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/sentences"
	"camreset/steps/text"
)

func otherCertificateStep() Step {
	return Step{
		ID: "other-certificate", Phase: Look, Title: T("The connection is not protected as before"),
		Say:    sentences.SayChannel,
		Values: sentences.CertificateValues,
		State:  answersNow,
		Help: T("By its certificate a device shows that it is still the same one. A reset, an update of its firmware or a new HTTPS setup changes that. " +
			"Did nothing of the kind happen? Then another device may have this address: choose yours from the list."),
		Ask: &Question{Prompt: T("Do you know why?"), Options: []Option{
			{Key: "menu", Label: T("No, show the other ways")},
			{Key: "address", Label: T("No, choose another device")},
			{Key: "again", Label: T("Look at it again")},
			{Key: "forget", Label: T("Yes, I have just reset it or changed its HTTPS"), Do: newCertificate},
		}},
		Checks: []Check{certificateNow, alive},
		Wait:   watching,
		Next:   Edges{"menu": "menu", "address": "find", "again": "look", "forget": "look"},
	}
}

// pin is a certificate as somebody compares it.
func pin(hex string) string {
	if hex == "" {
		return "none"
	}
	return text.Fingerprint(hex)
}

// certificateNow reads the certificates, for whoever can compare them.
var certificateNow = Check{
	ID: "certificate", Title: T("Certificate"),
	Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
		camera := env.Camera(f.Target)
		before := camera.Fingerprint()
		_, now := camera.Refused()
		hint := T("Compare it with what its own page shows under Configuration > Network > HTTPS.")
		saw := func(now, before string) func(*Facts) {
			return func(f *Facts) { f.Pins = facts.Pins{Now: pin(now), Before: pin(before)} }
		}
		switch {
		case now == "" && before == "":
			return access.Nothing, skip(T("None was seen, neither before nor now."))
		case now == "":
			return saw(now, before), warn(T("There is none any more."), hint)
		case before == now:
			return saw(now, ""), warn(T("There was none before."), hint)
		}
		return saw(now, before), warn(T("It is another one."), hint)
	},
}

// newCertificate takes what was shown as the camera's from now on.
var newCertificate = &Action{Check: Check{
	ID: "pin", Title: T("Certificate"),
	Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
		env.Camera(f.Target).Accept()
		return func(f *Facts) {
			f.Seen, f.Login, f.Factory, f.Channel = isapi.Seen{}, isapi.Login{}, false, ""
		}, ok(T("The old one is forgotten. From now on the new one counts."))
	},
}}
