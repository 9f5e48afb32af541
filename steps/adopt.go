package steps

import (
	"context"
	"errors"
	"net/netip"
	"slices"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/sentences"
)

// adopt looks whether the camera that came back is the one that went: the same
// MAC, else the same realm and certificate, else the user is asked.
func adopt() Step {
	return Step{
		ID: "adopt", Phase: Reset, Title: T("The camera is back"), Say: say("You can let go of the button. It is compared with the one that went."),
		Saved: flow.Saved{At: "button-boot", Kind: away},
		Fresh: func(f *Facts) { f.Stranger, f.Doubt = "", sadp.Doubt{} },
		Checks: []Check{{
			ID: "same", Title: T("Same camera"),
			Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
				if len(f.Found) == 0 {
					return func(f *Facts) { f.SameDevice = isapi.Unknown }, skip(T("The one that was found is gone again."))
				}
				back := f.Found[0]
				if found := back.Record.Neighbour(ctx, env.ToDevices()); found != (sadp.Doubt{}) {
					return func(f *Facts) { f.SameDevice, f.Candidate, f.Doubt = isapi.Unknown, back.Address, found },
						warn(sentences.DoubtLines(found)[0], T("You are asked what to do."))
				}
				if back.Record.Same(f.RecordBefore) {
					env.Camera(back.Address).Forget() // a reset that was watched may bring a new certificate
					return func(f *Facts) { f.SameDevice, f.Candidate = isapi.Yes, back.Address }, ok(T("The one at %s has the MAC of yours.", back.Address))
				}
				return compare(ctx, env, f, f.Found[0].Address)
			},
		}},
		Judge: func(f *Facts) Outcome {
			switch {
			case len(f.Found) == 0:
				return "gone"
			case f.SameDevice == isapi.Yes:
				return "same"
			}
			return "ask"
		},
		May:  []Outcome{"same", "ask", "gone"},
		Next: Edges{"same": "take-over", "ask": "same-camera", "gone": "button-boot"},
	}
}

func compare(ctx context.Context, env Env, f *Facts, at lan.Address) (func(*Facts), Result) {
	oldRealm, oldCertificate := env.Camera(f.OldTarget).Identity()
	camera := env.Camera(at)
	camera.Forget() // a reset that was watched may bring a new certificate
	check, _ := camera.Logins(ctx)
	realm, certificate := camera.Identity()
	same := isapi.Unknown
	if realm != "" && realm == oldRealm && certificate != "" && certificate == oldCertificate {
		same = isapi.Yes
	}
	change := func(f *Facts) { f.SameDevice, f.Candidate = same, at }
	if same == isapi.Yes {
		return change, ok(T("The one at %s has the name and the certificate of yours.", at))
	}
	return change, skip(T("The one at %s does not tell enough to be sure.", at)).With(check.Err)
}

func sameCamera() Step {
	return Step{
		ID: "same-camera", Phase: Reset, Title: T("Is this your camera?"),
		Saved: flow.Saved{Kind: away},
		Say: func(f *Facts) Text {
			switch {
			case f.Stranger != "":
				return T("What answers at %s may be another device than the one you chose: %s. Another one may have this address now, or yours was replaced. It was sent nothing more.", f.Target, f.Stranger)
			case f.Doubt.Neighbour != "":
				return T("You can let go of the button. What answers at %s may be another device that speaks for yours, or this computer's table is out of date. Unplug every other device from this cable and look again, or say yes if you know the reason.", f.Candidate)
			}
			return T("You can let go of the button. A camera answers at %s; it does not tell whether it is yours. If another new or reset camera is on this network, unplug that one first.", f.Candidate)
		},
		Sheet: func(f *Facts) []Text { return sentences.DoubtLines(f.Doubt) },
		Ask: &Question{Prompt: T("Is it yours?"), Options: []Option{
			{Key: "no", Label: T("No, or I am not sure")},
			{Key: "yes", Label: T("Yes, it is the one I reset"), Says: func(f *Facts) Text {
				if f.Stranger != "" {
					return T("Yes, it is mine: look at it anew")
				}
				return T("Yes, it is the one I reset")
			}},
		}},
		Checks: []Check{candidateAnswers},
		Wait:   watching,
		Next:   Edges{"no": "not-ours", "yes": "take-over"},
	}
}

// afterReset and replaced say what led to the question: a camera that came back from
// a reset, or one that another device may have taken the place of.
func afterReset(f *Facts) bool { return f.Stranger == "" }
func replaced(f *Facts) bool   { return f.Stranger != "" }

func notOurs() Step {
	return Step{
		ID: "not-ours", Phase: Reset, Title: T("Then leave that one alone"),
		Saved: flow.Saved{Kind: away},
		Say: func(f *Facts) Text {
			if f.Stranger != "" {
				return T("It is sent nothing more. Look where your camera is: the search shows every device with its MAC, which stands on the label as well.")
			}
			return T("Nothing was sent to it. Unplug every other new or reset camera, so that only yours can answer at the factory address, and look again.")
		},
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "again", Label: T("Look again"), When: afterReset},
			{Key: "address", Label: T("Type the address mine has now"), When: afterReset},
			{Key: "menu", Label: T("Show the other ways"), When: afterReset},
			{Key: "search", Label: T("Search for my camera"), When: replaced},
			{Key: "stop", Label: T("Stop here"), When: replaced},
		}},
		Checks: []Check{candidateAnswers},
		Wait:   watching,
		Next:   Edges{"again": "button-boot", "address": "button-address", "menu": "menu", "search": "find", "stop": "done"},
	}
}

// takeOver makes the camera that came back the one that is spoken to. A reset
// that was seen opens a new window in the ledger.
func takeOver() Step {
	return Step{
		ID: "take-over", Phase: Reset, Title: T("Going on with this camera"), Say: say("It is looked at like any other."),
		Saved: flow.Saved{At: "same-camera", Kind: away},
		Checks: []Check{{
			ID: "taken-over", Title: T("Camera"), Acts: true,
			Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
				if replaced(f) {
					return env.Rebind(f), ok(T("The one at %s is taken as yours.", f.Target))
				}
				before := *f
				before.Target = f.OldTarget
				problem := env.Finish(&before)
				reset := foundAt(f.Found, f.Candidate).Reset
				if reset {
					problem = errors.Join(problem, env.Book().NewWindow(env.Identity(&before)))
				}
				return func(f *Facts) {
					f.Target, f.Place, f.Record, f.Double = f.Candidate, f.PlaceOf(f.Candidate), foundAt(f.Found, f.Candidate).Record, false
					f.ResetSeen = f.ResetSeen || reset
					f.Seen, f.Last, f.Spent, f.Alive, f.Misses, f.Dark, f.OwnLost = isapi.Seen{}, facts.Tried{}, ledger.Spending{}, isapi.Reach{}, 0, false, false
				}, ok(T("The one at %s is taken as yours.", f.Candidate)).With(problem)
			},
		}},
		Judge: func(*Facts) Outcome { return "taken" },
		May:   []Outcome{"taken"},
		Next:  Edges{"taken": "look"},
	}
}

func foundAt(all []facts.Found, at lan.Address) facts.Found {
	for _, x := range all {
		if x.Address == at {
			return x
		}
	}
	return facts.Found{}
}

func buttonAddress() Step {
	return Step{
		ID: "button-address", Phase: Reset, Title: T("Where is the camera now?"),
		Saved: flow.Saved{Kind: away},
		Say:   say("It was not found by itself. Look into the router's list of devices for the camera's MAC address, and type the address that stands there. Newer recorders and some cameras take an address from the router after a reset."),
		Sheet: bootSheet,
		Ask: &Question{
			Kind: Line, Prompt: T("Address"),
			Valid: func(f *Facts, typed string) Text {
				a, bad := lan.ParseAddress(typed)
				if bad.IsZero() && a.IP == "" {
					return T("Type the IP address here, not a name.")
				}
				if ip, err := netip.ParseAddr(a.IP); bad.IsZero() && err == nil && lan.PlaceOf(ip, f.Own) != lan.Near {
					return T("%s is not in a private network; a camera after a reset is.", typed)
				}
				return bad
			},
			Put: func(f *Facts, typed string) { f.Answers.Typed, _ = lan.ParseAddress(typed) },
			Do:  lookThere,
		},
		Checks: []Check{booted},
		Wait:   watching,
		Judge: func(f *Facts) Outcome {
			if w := judgeBoot(f); w == "inactive" {
				return w
			}
			return ""
		},
		May:  []Outcome{"inactive"},
		Next: Edges{"inactive": "adopt", Given: "adopt", "nobody": "button-failed", "active": "button-failed"},
	}
}

// lookThere looks at the address that the user found.
var lookThere = &Action{
	Check: Check{
		ID: "typed-back", Title: T("Camera"),
		Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
			found := f.MarkResets(lookAround(ctx, env, []lan.Address{f.Answers.Typed}))
			if len(found) > 0 && slices.Contains(f.Strangers, f.Answers.Typed) {
				found[0].Reset = false // it stood there before
			}
			return func(f *Facts) { f.Found = found }, bootResult(found)
		},
	},
	May: []Outcome{"nobody", "active"},
	Word: func(f *Facts) Outcome {
		switch {
		case len(f.Found) == 0:
			return "nobody"
		case f.Found[0].Activated == isapi.Yes:
			return "active"
		}
		return ""
	},
}

func buttonFailed() Step {
	return Step{
		ID: "button-failed", Phase: Reset, Title: T("The reset did not show"),
		Heading: func(f *Facts) Text {
			if len(f.Found) == 0 {
				return T("The %s has not come back yet", f.Noun())
			}
			return T("The %s is back with its old password", f.Noun())
		},
		Saved: flow.Saved{Kind: away},
		Say: func(f *Facts) Text {
			if len(f.Found) == 0 {
				return T("Nothing answers where a reset camera would be. Check its cable and power, and look again. If it stays away, the router's list of devices shows its address by its MAC.")
			}
			return T("Mostly the button was held too briefly, or the power came back before it was pressed. Do it once more, and press before you plug in. " +
				"If that fails too: hold it 15 seconds with power on as well.")
		},
		Help: T("Not every hole is a reset button, and microphones have holes too. If the quick start guide of the model shows no button, it has none; then support is the documented way."),
		Ask: &Question{
			First: func(f *Facts) Outcome {
				if len(f.Found) == 0 {
					return "watch"
				}
				return "again"
			},
			Options: []Option{
				{Key: "again", Label: T("Press the button once more")},
				{Key: "watch", Label: T("Look for it again")},
				{Key: "address", Label: T("Type the address it has now")},
				{Key: "second", Label: T("Let this computer reach %s", factoryAddress), When: factoryIsForeign},
				{Key: "no-button", Label: T("It has no reset button after all")},
				{Key: "menu", Label: T("Show the other ways")},
			}, Put: func(f *Facts, key string) { f.Answers.NoButton = key == "no-button" },
		},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   Edges{"again": "button-power", "watch": "button-boot", "address": "button-address", "second": "second-address", "no-button": "menu", "menu": "menu"},
	}
}
