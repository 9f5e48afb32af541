package steps

import (
	"context"
	"fmt"
	"strings"
	"time"

	"camreset/isapi"
	"camreset/steps/access"
	"camreset/steps/lan"
	"camreset/steps/methods"
)

func hikConnect() Step {
	return Step{
		ID: "hik-connect", Phase: Reset, Title: T("4. Hik-Connect and the maker's programs"),
		Say: say("If the device is in an app or program of the maker, that may set a new password. " +
			"Guides say that this avoids a factory reset and keeps the settings. Not always: it is documented for recorders, and at least one manual says that everything goes back to factory settings."),
		Help: T("Three secrets are mixed up easily: the password of your Hik-Connect account, the admin password of the camera, and its verification code (on the label). " +
			"Live pictures in the app may still work although the admin password is lost: save what you need first."),
		Ask: &Question{Prompt: T("What do you have?"), Options: []Option{
			{Key: "hik-app", Label: T("The Hik-Connect app and its account"), Cost: methods.CostApp},
			{Key: "hik-partner", Label: T("Hik-Partner Pro, or an installer who has it")},
			{Key: "pc-tools", Label: T("SADP or iVMS-4200 on a computer")},
			{Key: "cloud", Label: T("Check whether the cloud can be reached")},
			{Key: "menu", Label: T("Show the other ways")},
		}},
		Checks: []Check{alive, appOffered},
		Wait:   watching,
		Next:   Edges{"hik-app": "hik-app", "hik-partner": "hik-partner", "pc-tools": "pc-tools", "cloud": "cloud", "menu": "to-menu-or-phone"},
	}
}

var appOffered = Check{
	ID: "app-offered", Title: T("Hik-Connect"),
	Run: func(_ context.Context, _ Env, f *Facts) (func(*Facts), Result) {
		switch r := f.Record.Recovery; {
		case f.Seen.Recovery.HikConnect == isapi.Yes:
			return access.Nothing, ok(T("A reset through it is set up, as the camera tells."))
		case f.Seen.Recovery.HikConnect == isapi.Unknown && r.HikConnectOn == isapi.Yes:
			return access.Nothing, ok(T("It is switched on in the camera, which does not tell whose account it belongs to."))
		case f.Seen.Recovery.HikConnect == isapi.Unknown && r.HikConnect != isapi.No && r.HikConnectOn != isapi.No:
			return access.Nothing, skip(T("The camera does not tell without a login whether it can be used."))
		case f.Seen.Recovery.HikConnect == isapi.Unknown && r.HikConnect == isapi.No:
			return access.Nothing, warn(T("The camera's firmware has no reset through it."), appScans)
		case f.Seen.Recovery.HikConnect == isapi.Unknown:
			return access.Nothing, warn(T("It is switched off in the camera."), appScans)
		default:
			return access.Nothing, warn(T("No reset through it is set up, as the camera tells."), appScans)
		}
	},
}

// appScans is what the app can do all the same.
var appScans = T("The app can still scan the QR code of the camera's e-mail way; see 2.")

// appStep is one of the ways outside the camera: the user works there and
// comes back with a new password.
func appStep(id ID, title, words string, sheet ...string) Step {
	return Step{
		ID: id, Phase: Reset, Title: T("%s", title), Say: say(words),
		Sheet: func(*Facts) []Text {
			lines := make([]Text, len(sheet))
			for i, s := range sheet {
				lines[i] = T("%s", s)
			}
			return lines
		},
		Help: T("Whatever the app or program says: here the new password is proved against the camera itself, with one login."),
		Hand: AppReset,
		Ask: &Question{
			Prompt: T("Did it give the device a new password?"),
			Options: []Option{
				{Key: "back-to-apps", Label: T("No, show the other apps and programs")},
				{Key: Done, Label: T("Yes, it has a new password now")},
				{Key: "menu", Label: T("No, show the other ways")},
			},
			Put: func(f *Facts, key string) {
				if key == string(Done) {
					f.Answers.SaidReset = true
				}
			},
		},
		Checks: []Check{alive},
		Wait:   untilBack,
		Judge: func(f *Facts) Outcome {
			switch {
			case f.Did.IsZero():
				return ""
			case f.Target == (lan.Address{}):
				return "unchecked"
			}
			return judgeSaid(f)
		},
		May: []Outcome{"said", "unchecked"},
		Next: Edges{
			"said": "may-try", Timeout: "unreachable", "unchecked": "phone-done", "back-to-apps": "hik-connect", "menu": "to-menu-or-phone",
		},
	}
}

func hikApp() Step {
	return appStep("hik-app", "4. The Hik-Connect app",
		"Log in to the app with the account that the device is bound to, and find the device in the list of devices. On a recorder begin at its own screen instead.",
		"Camera: open the device in the app, then \"Settings\", \"Manage\" or \"Password Reset\" if it is there. It may need authentication.",
		"   For most cameras the app only scans the QR code of Forgot Password (see 2).",
		"Recorder: on its monitor choose Forgot Password > Verify by Hik-Connect; it shows a QR code.",
		"   In the app: Me (or More) > Reset Device Password, scan, and type the code on the recorder.",
		"   Warning: on some recorders this restores factory settings. Save settings and pictures first.",
		"An account that the device is not bound to is refused. Then set a new password of your own.")
}

func hikPartner() Step {
	return appStep("hik-partner", "4. Hik-Partner Pro",
		"An installer with Hik-Partner Pro can ask the maker for a reset from a phone on the camera's network. You may also register yourself.",
		"Site > device > Reset Password asks the site's owner; the device must be authorised to the installer.",
		"Or: Tools > Online Support Case > New Case > Reset Password > Device on LAN (SADP): choose the device, photograph the label with the serial number, confirm.",
		"The code comes in the app, as a rule within 15 minutes; type it with a new password.")
}

func pcTools() Step {
	return appStep("pc-tools", "4. SADP or iVMS-4200 on a computer",
		"The maker's SADP tool (Windows, Mac) and iVMS-4200 find the camera on the same network and pass requests between you and support.",
		"SADP: tick the device, then Forgot Password. It shows which ways this camera knows.",
		"Export the request (file or QR) and send it to support; import the answer with a new password.",
		"The answer is good for 48 hours, older guides say 24: use it the same day.",
		"Between export and import: no restart, no second export.")
}

func cloud() Step {
	return Step{
		ID: "cloud", Phase: Reset, Title: T("Can this network reach the maker's cloud?"),
		Say: func(*Facts) Text {
			return T("This leaves your network: camreset looks up and connects once to %s, the maker's servers, and closes the connection at once. Nothing about you or the camera is sent.", strings.Join(cloudHosts, " and "))
		},
		Ask: &Question{Prompt: T("Connect to them once?"), Options: []Option{
			{Key: "no", Label: T("No, stay inside my network")},
			{Key: "yes", Label: T("Yes, connect once"), Do: cloudLook},
		}},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   Edges{"no": "hik-connect", "yes": "hik-connect"},
	}
}

// cloudHosts are those of the maker's own connection test (maker's FAQ).
var cloudHosts = []string{"litedev.hik-connect.com:8666", "dev.hik-connect.com:8555"}

// cloudLook connects once to the maker's servers.
var cloudLook = &Action{Check: Check{
	ID: "cloud", Title: T("Maker's cloud"),
	Run: func(ctx context.Context, env Env, _ *Facts) (func(*Facts), Result) {
		ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
		defer cancel()
		var last error
		for _, host := range cloudHosts {
			conn, err := env.Dial(ctx, "tcp", host)
			if err == nil {
				last = conn.Close()
				return func(f *Facts) { f.Cloud = isapi.Yes }, ok(T("%s answers.", host)).With(last)
			}
			last = fmt.Errorf("%s: %w", host, err)
		}
		return func(f *Facts) { f.Cloud = isapi.No }, warn(T("None of its servers answers."),
			T("Check that this network has internet and that its firewall lets TCP 8555 or 8666 out; on the camera check gateway and DNS (8.8.8.8 works).")).With(last)
	},
}}

func phone() Step {
	return Step{
		ID: "phone", Phase: Choose, Title: T("With only a phone"),
		Say: say("A phone cannot run these checks, but two of the ways begin there: the Hik-Connect app, and Hik-Partner Pro through an installer. Support works by mail from anywhere. " +
			"The phone must be on the camera's network, not on mobile data."),
		Help: T("When a way worked, the new password is proved when you log in to the camera's page or app with it. With a computer on the camera's network camreset can prove it too."),
		Ask: &Question{Prompt: T("What do you want to do?"), Options: []Option{
			{Key: "hik-connect", Label: T("Hik-Connect and the maker's programs")},
			{Key: "hik-partner", Label: T("Hik-Partner Pro, or an installer")},
			{Key: "support", Label: T("Write to support")},
			{Key: "finish", Label: T("Stop here")},
		}},
		Next: Edges{"hik-connect": "hik-connect", "hik-partner": "hik-partner", "support": "support", "finish": "done"},
	}
}

func phoneDone() Step {
	return Step{
		ID: "phone-done", Phase: Choose, Title: T("Prove the new password yourself"),
		Say: say("From here the camera cannot be reached, so nothing is proved yet. Log in once with the new password, in the camera's page or in the app. " +
			"With a computer on the camera's network camreset can prove it, and help to secure the camera."),
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "finish", Label: T("I will do that; finish here")},
			{Key: "computer", Label: T("This computer can reach the camera now")},
			{Key: "phone", Label: T("It does not work; show the other ways")},
		}, Put: func(f *Facts, key string) {
			if key == "computer" {
				f.Answers.Setup = "same-network"
			}
		}},
		Next: Edges{"finish": "done", "computer": "where", "phone": "phone"},
	}
}

// toMenuOrPhone leads back to the choice that the user came from.
func toMenuOrPhone() Fork {
	return Fork{
		ID: "to-menu-or-phone",
		Decide: func(f *Facts) Outcome {
			if f.Answers.Setup == "phone-only" {
				return "phone-only"
			}
			return "computer"
		},
		May:  []Outcome{"phone-only", "computer"},
		Next: Edges{"phone-only": "phone", "computer": "menu"},
	}
}
