package steps

import (
	"context"
	"net/netip"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/access"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/methods"
	"camreset/steps/sentences"
)

// toNetwork asks once more where yes was not enough: before an address that the program
// has chosen, or somebody has typed, is given, and before a password goes out that others could work out on the
// way.
func toNetwork() Fork {
	return Fork{
		ID: "to-network",
		Decide: func(f *Facts) Outcome {
			if sentences.Unsalted(f) || f.Answers.Give == "free" || f.Answers.Give == "typed" && !f.PlanAgreed() {
				return "ask"
			}
			return "send"
		},
		May:  []Outcome{"ask", "send"},
		Next: Edges{"ask": "confirm-network", "send": "send-network"},
	}
}

func confirmNetwork() Step {
	return Step{
		ID: "confirm-network", Phase: Secure, Title: T("Send these network settings?"),
		Saved: flow.Saved{At: "restore-network"},
		Say: func(f *Facts) Text {
			said := "They are sent once. The password goes along, protected, to everybody on this cable."
			if sentences.Unsalted(f) {
				said = "It takes its password only in a form that others on this network could work out while it is sent. On a cable straight between you and it, nobody else can. Nothing was sent yet."
			}
			if a := f.Wanted.IPv4; a.IsValid() && !beside(f, a) {
				return T("%s This computer is in another network: from here it cannot be reached at %s.", said, a)
			}
			return T("%s", said)
		},
		Values: func(f *Facts) []Value { return append(sentences.DeviceValues(f), sentences.SettingsValues(f)...) },
		Sheet:  func(f *Facts) []Text { return []Text{sentences.ProofSecret(f)} },
		State:  answersNow,
		Help:   T("After that it may be away for some seconds. If it does not show up at the new address, it is looked for by its MAC, wherever it is. Nothing else is changed."),
		Ask: &Question{Options: []Option{
			{Key: "send", Label: T("Yes, send them"), Shut: sentences.ShutSend, When: func(f *Facts) bool { return !sentences.Unsalted(f) }},
			{Key: "agree", Label: T("Yes, this network is my own"), Shut: sentences.ShutSend, When: sentences.Unsalted},
			{Key: "other", Label: T("No, choose another address")},
			{Key: "leave", Label: T("No, leave it where it is")},
		}, First: func(f *Facts) Outcome {
			if sentences.Unsalted(f) {
				return "leave"
			}
			return "send"
		}, Put: func(f *Facts, key string) { f.Answers.Unsalted = key == "agree" }},
		Checks: []Check{codeLeft, alive},
		Wait:   watching,
		Next:   Edges{"send": "send-network", "agree": "send-network", "other": "restore-network", "leave": "network-left"},
	}
}

// beside says whether this computer has an address in the network of another one.
func beside(f *Facts, a netip.Addr) bool {
	_, near := lan.OwnNetwork(a, f.Own)
	return near
}

func sendNetwork() Step {
	return Step{
		ID: "send-network", Phase: Secure, Title: T("Sending the network settings"), Say: say("They are sent once."),
		Saved: flow.Saved{At: "restore-network"},
		Checks: []Check{{
			ID: "network", Title: T("Network settings"), Acts: true, Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) { return env.SendSettings(ctx, f) },
		}},
		Judge: func(f *Facts) Outcome { return f.Change.Word },
		May:   access.MoveWords,
		Next: Edges{
			"sent": "camera-moved", "lost": "camera-moved", "stopped": "network-failed", "refused": "network-failed", "gone": "network-failed",
			"agree-udp": "agree-udp",
		},
	}
}

// cameraMoved follows the camera by its MAC to its new address.
func cameraMoved() Step {
	return Step{
		ID: "camera-moved", Phase: Secure, Title: T("Looking for it at its new address"),
		Saved:  flow.Saved{At: "restore-network"},
		Say:    say("It is found by its MAC, wherever it is. That takes some seconds, and longer where the router gives the address."),
		Checks: []Check{{ID: "moved", Title: T("New address"), Acts: true, Run: followMoved}},
		Wait:   &Wait{Every: time.Second, For: time.Minute},
		Judge: func(f *Facts) Outcome {
			switch {
			case !f.Moved:
				return ""
			case f.UDPOnly():
				return "far"
			}
			return "near"
		},
		May:  []Outcome{"near", "far"},
		Next: Edges{"near": "look-moved", "far": "network-left", Timeout: "network-failed"},
	}
}

func followMoved(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
	heard, d, now := env.Follow(ctx, f.Record)
	if !now || !hasSettings(d, f.Wanted) || f.PlaceOf(lan.PageOf(d)) != lan.Near {
		return func(f *Facts) { f.Heard = heard }, skip(T("It does not answer there yet."))
	}
	if found := d.Neighbour(ctx, env.ToDevices()); found != (sadp.Doubt{}) {
		return func(f *Facts) { f.Heard = heard }, warn(sentences.DoubtLines(found)[0], T("Another device may be answering in its place. Unplug what else is on this cable."))
	}
	err := env.Finish(f)
	return func(f *Facts) {
		f.Heard, f.Record, f.Moved, f.Double = heard, d, true, false
		if to := lan.PageOf(d); to != f.Target {
			if f.MovedFrom == (lan.Address{}) {
				f.MovedFrom = f.Target
			}
			f.Target, f.Place, f.Seen, f.Alive, f.Misses, f.Dark, f.OwnLost = to, f.PlaceOf(to), isapi.Seen{}, isapi.Reach{}, 0, false, false
		}
	}, ok(T("It is found at %s.", lan.PageOf(d))).With(err)
}

// hasSettings says whether a device shows what it was told.
func hasSettings(d sadp.Device, want sadp.Settings) bool {
	if want.DHCP == isapi.Yes {
		return d.DHCP == isapi.Yes && d.IPv4.IsValid() && d.IPv4 != netip.IPv4Unspecified()
	}
	return d.IPv4 == want.IPv4 && d.Mask == want.Mask
}

// lookMoved looks at the camera at its new address before anything goes on there.
// It may tell the new address some time before its page answers there.
func lookMoved() Step {
	s := look()
	s.ID, s.Phase, s.Saved = "look-moved", Secure, flow.Saved{At: "restore-network"}
	s.Wait = &Wait{Every: 2 * time.Second, For: time.Minute}
	s.Judge = func(f *Facts) Outcome {
		switch f.Seen.Reach.State {
		case isapi.ReachSilent, isapi.ReachRefused, isapi.ReachNoRoute:
			return ""
		}
		return "looked"
	}
	s.May, s.Next = []Outcome{"looked"}, Edges{"looked": "network-left", Timeout: "network-left"}
	return s
}

// networkLeft goes on where it was left for the network settings. A login follows
// only on what the user has agreed to: to prove the password that was set, or the
// one with which the camera was moved.
func networkLeft() Fork {
	return Fork{
		ID: "network-left",
		Decide: func(f *Facts) Outcome {
			switch {
			case f.Proved:
				return "proved"
			case f.UDPOnly():
				return "far"
			case f.NewSent && !f.Answers.New.IsZero():
				return "prove"
			case f.Moved:
				return "login"
			}
			return "look"
		},
		May:  []Outcome{"proved", "far", "prove", "login", "look"},
		Next: Edges{"proved": "to-done", "far": "other-subnet", "prove": "prove-login", "login": "login", "wrong": "to-try", "unsure": "maybe-locked", "look": "look"},
	}
}

func networkFailed() Step {
	return Step{
		ID: "network-failed", Phase: Secure, Title: T("The network settings have not worked yet"),
		Saved: flow.Saved{Kind: restoring, Again: true},
		Say: func(f *Facts) Text {
			if f.Change.Word == "sent" || f.Change.Word == "lost" {
				return T("They were sent, but it does not answer with them. It may have taken them and be elsewhere now. They are not sent again by themselves: look for it in the list.")
			}
			return sentences.MoveResult(f.Change).Detail
		},
		Values: func(f *Facts) []Value { return sentences.SettingsValues(f) },
		Sheet:  sentences.Unproved,
		State:  answersNow,
		Help: T("Give it two minutes first: some devices restart for new settings. It is found by its MAC, also with an address of another range. " +
			"Does it stay away? Take its power away for ten seconds, then look in the list. Its password is as before."),
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "watch", Label: T("Look for it again"), When: func(f *Facts) bool { return f.Change.Word == "sent" || f.Change.Word == "lost" }},
			{Key: "other", Label: T("Choose its address again"), Shut: sentences.ShutUpdate},
			{Key: "password", Label: T("Type its password"), When: func(f *Facts) bool { return f.KnownPassword().IsZero() }, Shut: sentences.ShutSecret, Cost: methods.Priced(1, methods.LoseNothing, "minutes")},
			{Key: "second", Label: T("Give this computer a second address"), When: (*Facts).UDPOnly},
			{Key: "find", Label: T("Show the list of devices")},
			{Key: "leave", Label: T("Leave it where it is"), When: func(f *Facts) bool { return f.Proved }},
		}},
		Checks: []Check{alive, proofLeft},
		Wait:   watching,
		Next:   Edges{"watch": "camera-moved", "other": "restore-network", "password": "move-password", "second": "near-address", "find": "find", "leave": "to-done"},
	}
}

// movePassword asks for the password of a camera that is moved without a reset.
func movePassword() Step {
	return Step{
		ID: "move-password", Phase: Reset, Title: T("Type its password"),
		Say: func(f *Facts) Text {
			return T("Before it takes another address, the %s wants its password. It is sent once, after you have chosen the address. %s", f.Noun(), sentences.SecretLine(f))
		},
		State: answersNow,
		Help:  T("Do you not know it? Leave this screen: with a second address for this computer every other way is open. A wrong password costs a try."),
		Ask: &Question{
			Kind: Password, Prompt: T("Password (Enter alone leaves)"), Blank: "leave",
			Valid: func(f *Facts, typed string) Text {
				if why := sentences.ShutSecret(f); !why.IsZero() {
					return why
				}
				if len(typed) > 16 {
					return T("This way carries passwords of up to 16 characters only; nothing was sent.")
				}
				return Text{}
			},
			Put: func(f *Facts, typed string) { f.Answers.Password = isapi.NewSecret(typed) },
		},
		Checks: []Check{codeLeft, alive},
		Wait:   watching,
		Next:   Edges{Given: "restore-network", "leave": "other-subnet"},
	}
}
