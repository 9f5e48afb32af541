package steps

import (
	"strings"
	"testing"

	"camreset/steps/facts"
)

// guidePoints maps every point of the guide to the step that says it and to
// words that stand there. Where the guide is known to be wrong, both versions
// are in the list: what guides say, and what is true.
var guidePoints = []struct {
	point  string
	step   ID
	phrase string
}{
	{"0 a forgotten password is frustrating", "find", "frustrating"},
	{"0 several ways for different situations and skills", "find", "for different situations and skills"},
	{"0 security first", "find", "Security comes first"},
	{"1.1 a default, often admin or 12345", "default-password", `often "admin" or "12345"`},
	{"1.2 change it at once: it compromises the whole system", "default-password", "change it at once"},
	{"1.2 it compromises the whole system", "default-password", "compromises the whole system"},
	{"1.3 the manual or a search tells the default", "default-password", "The manual, or a search for the model, tells its default"},
	{"1.4 works only if never changed since installation", "default-password", "never changed since installation"},
	{"1.4 else go on", "default-second", "show the other ways"},
	{"1 corrected: costs a try", "default-password", "try 1 of the 2"},
	{"1 corrected: not from firmware 5.3.0 on", "default-password", "5.3.0 (2015) has none"},
	{"2 part of the password is remembered", "try-password", "remember part of the password"},
	{"2.1 forgot password or password reset may exist", "web-page", `"forgot password" or "password reset"`},
	{"2.2 the web page by the IP address in a browser", "web-page", "web page by its IP address in a browser"},
	{"2.3 depends on firmware and model", "web-page", `"User Management", "System Settings" or similar`},
	{"2.4 the user name, follow the prompts", "web-page", `The user name is often "admin"; follow the prompts`},
	{"2.5 security questions, or a mail", "web-page", "Security questions: type each answer exactly"},
	{"2 corrected: no e-mail link but a QR code", "web-page", "Some guides tell you to expect a link by mail; it is a code"},
	{"2 corrected: scan or mail the picture", "web-page", "pw_recovery@hikvision.com"},
	{"3.1 a small hole at the back or side", "button-warn", "small hole at the back or side"},
	{"3.2 restores factory settings", "button-warn", "restores factory settings"},
	{"3.2 the default password included", "button-warn", "default password is back"},
	{"3.3 a thin object, a straightened paperclip", "button-warn", "straightened paperclip"},
	{"3.4 caution: custom settings, network, video, footage", "button-warn", "network configuration, video and other custom settings; recorded footage"},
	{"3.5 write these down before", "button-record", "Write its settings down"},
	{"3.6 hold 5-15 seconds, as guides say", "button-warn", "Some guides tell you to hold it 5-15 seconds"},
	{"3.6 the manual is right", "button-warn", "The manual is right"},
	{"3 corrected: power cycle and 30 seconds", "button-hold", "Plug the power in while you hold"},
	{"3 corrected: 30 seconds", "button-hold", "Keep holding 30 seconds"},
	{"3 corrected: many have no button", "button-warn", "Many new models have none"},
	{"3.7 release; the camera reboots", "button-boot", "Let go of the button. It starts again"},
	{"3.8 then the default of method 1; newer: inactive, set one", "button-warn", "newer ones come back without a password, and you set one"},
	{"3.8 change it at once", "new-password", "strong, unique password"},
	{"4.1 log in to the app with the account", "hik-connect", "Log in to the app with the account"},
	{"4.2 find the camera in the device list", "hik-connect", "find the device in the list of devices"},
	{"4.3 Settings, Manage or Password Reset", "hik-connect", `"Settings", "Manage" or "Password Reset"`},
	{"4.4 may need authentication; set a new password", "hik-connect", "It may need authentication"},
	{"4.4 set a new password", "hik-connect", "set a new password"},
	{"4.5 avoids a factory reset and keeps settings", "hik-connect", "avoids a factory reset and keeps the settings"},
	{"4.5 corrected: not always", "hik-connect", "Not always: it is documented for recorders"},
	{"4 corrected: SADP before the button", "pc-tools", "It shows which ways the device knows"},
	{"5.1 contact customer support", "support", "contact customer support"},
	{"5.2 model number and serial number ready", "support", "model number and serial number ready"},
	{"6.1 at once a strong, unique password", "new-password", "strong, unique password"},
	{"6.2 not password or 12345", "own-password", `Not "password" or "12345"`},
	{"6.3 upper and lower case, digits, symbols", "own-password", "upper and lower case, digits and symbols"},
	{"6.4 a password manager to make and keep it", "new-password", "A password manager makes and keeps one best"},
	{"6.5 update the firmware regularly", "done", "Firmware: update regularly"},
	{"6.6 two-factor wherever possible", "done", "Two-factor authentication wherever possible"},
	{"6 corrected: two-factor is on the account", "done", "on the cloud account"},
	{"7.1 power and on the network", "unreachable", "has power and is on the network"},
	{"7.2 the IP address is right", "unreachable", "its IP address is right"},
	{"7.3 computer or phone on the same network", "unreachable", "computer or phone is on the same network"},
	{"7.4 restart router and camera", "unreachable", "Restart the router and the device"},
	{"7.5 the manual for this model", "unreachable", "The manual for this model"},
	{"method 0: what still knows the password", "known-elsewhere", "A recorder shows camera passwords"},
}

// spoken is everything that a step can say before anything is known.
func spoken(s Step) string {
	all := []string{s.Title.String(), s.Say(&Facts{}).String(), s.Help.String()}
	f := &Facts{Camera: facts.Camera{Proved: true}}
	if s.Sheet != nil {
		for _, line := range s.Sheet(f) {
			all = append(all, line.String())
		}
	}
	if s.List != nil {
		for _, item := range s.List(f) {
			all = append(all, item.Do.String(), item.At.String())
		}
	}
	if s.Ask != nil {
		all = append(all, s.Ask.PromptFor(&Facts{}).String())
		for _, o := range s.Ask.Options {
			all = append(all, o.Label.String())
			if o.About != nil {
				all = append(all, o.About(f).String())
			}
		}
	}
	return strings.Join(all, "\n")
}

func TestEveryPointOfTheGuideHasItsStep(t *testing.T) {
	guide := Guide()
	for _, p := range guidePoints {
		s, found := guide.Step(p.step)
		if !found {
			t.Errorf("%s: there is no step %s", p.point, p.step)
			continue
		}
		text := spoken(s)
		if !strings.Contains(text, p.phrase) {
			t.Errorf("%s: step %s does not say %q", p.point, p.step, p.phrase)
		}
	}
}
