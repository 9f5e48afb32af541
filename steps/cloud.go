package steps

import (
	"context"
	"fmt"
	"time"

	"camreset/isapi"
	"camreset/steps/access"
	"camreset/steps/lan"
	"camreset/steps/sentences"
)

func hikConnect() Step {
	s := appStep("hik-connect", "Reset it in the Hik-Connect app",
		"If it was added to the maker's app or programs, these may set a new password.",
		sentences.AppList)
	s.Help = T("Some guides tell you that this avoids a factory reset and keeps the settings. Not always: it is documented for recorders, and at least one manual says that everything goes back to factory settings. " +
		"Three secrets are mixed up easily: the password of the Hik-Connect account, the admin password of the device, and its verification code on the label. " +
		"Is it bound to somebody else's account? They can reset it there, or release it.")
	s.Ask.Options = []Option{
		{Key: Done, Label: T("It has a new password now")},
		{Key: "partner", Label: T("Use an installer's app, Hik-Partner Pro")},
		{Key: "pc-tools", Label: T("Use the maker's programs on a computer")},
		{Key: "cloud", Label: T("Check whether the maker's cloud can be reached")},
		{Key: "menu", Label: T("Show the other ways")},
	}
	s.Checks = []Check{alive, appOffered, cloudSeen}
	s.State = func(f *Facts) Text {
		if stands := answersNow(f); f.Cloud == isapi.Yes && !stands.IsZero() {
			return T("%s The maker's cloud can be reached from this network.", stands)
		}
		return answersNow(f)
	}
	s.Next["partner"], s.Next["pc-tools"], s.Next["cloud"] = "partner", "pc-tools", "cloud"
	delete(s.Next, "hik-connect")
	return s
}

var appOffered = Check{
	ID: "app-offered", Title: T("Hik-Connect"),
	Run: func(_ context.Context, _ Env, f *Facts) (func(*Facts), Result) {
		switch r := f.Record.Recovery; {
		case f.Seen.Recovery.HikConnect == isapi.Yes:
			return access.Nothing, ok(T("A reset through the app is set up."))
		case f.Seen.Recovery.HikConnect == isapi.Unknown && r.HikConnectOn == isapi.Yes:
			return access.Nothing, ok(T("The app is switched on in it. Whose account that is, it does not say."))
		case f.Seen.Recovery.HikConnect == isapi.Unknown && r.HikConnect != isapi.No && r.HikConnectOn != isapi.No:
			return access.Nothing, skip(T("Whether the app can be used, it does not say without a login."))
		case f.Seen.Recovery.HikConnect == isapi.Unknown && r.HikConnect == isapi.No:
			return access.Nothing, warn(T("Its firmware has no reset through the app."), appScans)
		case f.Seen.Recovery.HikConnect == isapi.Unknown:
			return access.Nothing, warn(T("The app is switched off in it."), appScans)
		default:
			return access.Nothing, warn(T("No reset through the app is set up."), appScans)
		}
	},
}

// appScans is what the app can do all the same.
var appScans = T("The app can still scan the QR code on its own page: choose 2 in the list of ways.")

// appStep is one of the ways outside the camera: the user works there and
// comes back with a new password.
func appStep(id ID, title, words string, list func(*Facts) []Item) Step {
	return Step{
		ID: id, Phase: Reset, Title: T("%s", title), Say: say(words), List: list, State: answersNow,
		Help: T("Whatever the app or program says: afterwards you type the new password here once, and the device itself says whether it takes it. Did it not work? The other ways stay open."),
		Hand: AppReset,
		Ask: &Question{
			Options: []Option{
				{Key: Done, Label: T("It has a new password now")},
				{Key: "hik-connect", Label: T("Show the other apps and programs")},
				{Key: "menu", Label: T("Show the other ways")},
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
		May:  []Outcome{"said", "unchecked"},
		Next: Edges{"said": "to-try", Timeout: "unreachable", "unchecked": "phone-done", "hik-connect": "hik-connect", "menu": "to-menu"},
	}
}

func partner() Step {
	return appStep("partner", "Ask an installer with Hik-Partner Pro",
		"An installer can ask the maker for a reset, from a phone on its network. You may also register yourself.",
		func(*Facts) []Item {
			return []Item{
				{Do: T("Site > device > Reset Password: the site's owner is asked. The installer has to be authorised for the device.")},
				{Do: T("Or: Tools > Online Support Case > New Case > Reset Password > Device on LAN (SADP). Choose the device, photograph the label with the serial number, confirm.")},
				{Do: T("The code comes in the app, usually within 15 minutes. Type it there with a new password.")},
			}
		})
}

func pcTools() Step {
	return appStep("pc-tools", "Use the maker's programs on a computer",
		"SADP (Windows, Mac) and iVMS-4200 find it on the same network, and pass requests between you and support.",
		func(*Facts) []Item {
			return []Item{
				{Do: T("In SADP tick the device, then choose Forgot Password. It shows which ways the device knows.")},
				{Do: T("Export the request (file or QR code), and send it to support. Between export and import: no restart, no second export.")},
				{Do: T("Import the answer with a new password. It is good for 48 hours; older guides name 24, so use it the same day.")},
			}
		})
}

func cloud() Step {
	return Step{
		ID: "cloud", Phase: Reset, Title: T("Can this network reach the maker's cloud?"),
		Say: say("This leaves your network: camreset connects once to the maker's servers and closes the connection at once. Nothing about you or your device is sent."),
		Values: func(*Facts) []Value {
			var all []Value
			for _, host := range cloudHosts {
				all = append(all, Value{Name: T("Server"), Value: T("%s", host)})
			}
			return all
		},
		State: answersNow,
		Help:  T("The app reaches a device only through the maker's cloud, so the device needs a way there. If this computer can reach these servers, a firewall is not what keeps the app away. If you say no, nothing leaves your network, and the app still works where it worked before."),
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

// cloudSeen says what came of that.
var cloudSeen = Check{
	ID: "cloud", Title: T("Maker's cloud"),
	Run: func(_ context.Context, _ Env, f *Facts) (func(*Facts), Result) {
		switch f.Cloud {
		case isapi.Yes:
			return access.Nothing, ok(T("It can be reached from this network."))
		case isapi.No:
			return access.Nothing, noCloud()
		}
		return access.Nothing, skip(T("It was not looked for."))
	},
}

func noCloud() Result {
	return warn(T("None of the maker's servers answers."),
		T("Check that this network has internet, and that its firewall lets TCP 8555 or 8666 out. On the device check gateway and DNS (8.8.8.8 works)."))
}

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
		return func(f *Facts) { f.Cloud = isapi.No }, noCloud().With(last)
	},
}}

func phone() Step {
	return Step{
		ID: "phone", Phase: Choose, Title: T("With only a phone"),
		Say: say("A phone cannot run these checks, but two ways start on it: the Hik-Connect app, and an installer's app. Support works by mail from anywhere. " +
			"The phone has to be on the camera's Wi-Fi, not on mobile data."),
		Help: T("Did it work? Log in once with the new password, on the camera's page or in the app. With a computer on the camera's network there are more ways, and camreset can check the password too."),
		Ask: &Question{Prompt: T("What do you want to do?"), Options: []Option{
			{Key: "hik-connect", Label: T("Use the Hik-Connect app")},
			{Key: "partner", Label: T("Ask an installer with Hik-Partner Pro")},
			{Key: "support", Label: T("Write to support")},
			{Key: "finish", Label: T("Stop here")},
		}, Put: putMethod},
		Next: Edges{"hik-connect": "hik-connect", "partner": "partner", "support": "support", "finish": "done"},
	}
}

func phoneDone() Step {
	return Step{
		ID: "phone-done", Phase: Choose, Title: T("Try the new password yourself"),
		Say:  say("It cannot be reached from here, so nothing is certain yet. Log in once with the new password, on its page or in the app."),
		Help: T("Is the password refused? Wait two minutes, since a device restarts after a reset, and type it once more, slowly. With a computer on its network camreset can check the password, and help to make the device safer."),
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "finish", Label: T("I will do that; finish here")},
			{Key: "computer", Label: T("This computer can reach it now")},
			{Key: "phone", Label: T("It does not work; show the other ways")},
		}, Put: func(f *Facts, key string) {
			if key == "computer" {
				f.Answers.Setup = ""
			}
		}},
		Next: Edges{"finish": "done", "computer": "where", "phone": "phone"},
	}
}
