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
		ID: "adopt", Phase: Reset, Title: T("It is back"), Heading: func(f *Facts) Text { return T("The %s is back", f.Noun()) }, Say: say("You can let go of the button. camreset compares it with yours."),
		Saved: flow.Saved{At: "button-boot", Kind: away},
		Fresh: func(f *Facts) { f.Stranger, f.Doubt = "", sadp.Doubt{} },
		Checks: []Check{{
			ID: "same", Title: T("Same device"),
			Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
				if len(f.Found) == 0 {
					return func(f *Facts) { f.SameDevice = isapi.Unknown }, skip(T("What was found is gone again."))
				}
				back := f.Found[0]
				if found := back.Record.Neighbour(ctx, env.ToDevices()); found != (sadp.Doubt{}) {
					return func(f *Facts) { f.SameDevice, f.Candidate, f.Doubt = isapi.Unknown, back.Address, found },
						warn(sentences.DoubtLines(found)[0], T("You are asked what to do."))
				}
				if back.Record.Same(f.RecordBefore) {
					env.Camera(back.Address).Forget() // a reset that was watched may bring a new certificate
					return func(f *Facts) { f.SameDevice, f.Candidate = isapi.Yes, back.Address }, ok(T("What answers at %s has the MAC of yours.", back.Address))
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
		return change, ok(T("What answers at %s has the name and the certificate of yours.", at))
	}
	return change, skip(T("What answers at %s does not tell enough to be sure.", at)).With(check.Err)
}

func sameCamera() Step {
	return Step{
		ID: "same-camera", Phase: Reset, Title: T("Is this your camera?"), Heading: func(f *Facts) Text { return T("Is this your %s?", f.Noun()) },
		Saved: flow.Saved{Kind: away},
		Say: func(f *Facts) Text {
			switch {
			case f.Stranger != "":
				return T("What answers may be another device than the one you chose: %s. It was sent nothing more.", f.Stranger)
			case f.Doubt.Neighbour != "":
				return T("You can let go of the button. What answers may be another device that speaks for yours. Unplug every other device from this cable and look again, or say yes if you know the reason.")
			}
			return T("You can let go of the button. Something answers, but does not tell whether it is yours. If another new or reset device is on this network, unplug that one first.")
		},
		Values: func(f *Facts) []Value {
			if f.Stranger != "" {
				return sentences.AddressValue(f)
			}
			return []Value{{Name: T("Address"), Value: T("%s", f.Candidate)}}
		},
		Help: T("Two devices that were reset both come up at the same address, so another one may be here in the place of yours. Not sure? Unplug every other one, say no, and look again. " +
			"A reset, an update or a new certificate can make your own look different. Nothing is sent to it before you say yes."),
		Sheet: func(f *Facts) []Text { return sentences.DoubtLines(f.Doubt) },
		Ask: &Question{Prompt: T("Is it yours?"), Options: []Option{
			{Key: "no", Label: T("No, or I am not sure")},
			{Key: "yes", Label: T("Yes, it is the one I reset"), Says: func(f *Facts) Text {
				if f.Stranger != "" {
					return T("Yes, it is mine: look at it again")
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
				return T("It is sent nothing more. Look for yours: the list shows every device with its MAC, which is printed on the label too.")
			}
			return T("Nothing was sent to it. Unplug every other new or reset device, so that only yours can answer at the factory address. Then look again.")
		},
		Help: T("camreset tries and changes only the one that you say is yours. You do not know which is which? Leave one plugged in at a time, and see which of them appears."),
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "again", Label: T("Look again"), When: afterReset},
			{Key: "address", Label: T("Type the address that mine has now"), When: afterReset},
			{Key: "menu", Label: T("Show the other ways"), When: afterReset},
			{Key: "search", Label: T("Search for mine"), When: replaced},
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
		ID: "take-over", Phase: Reset, Title: T("Continuing with this one"), Say: say("It is looked at first, as at the start."),
		Saved: flow.Saved{At: "same-camera", Kind: away},
		Checks: []Check{{
			ID: "taken-over", Title: T("Device"), Acts: true,
			Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
				if replaced(f) {
					return env.Rebind(f), ok(T("What answers at %s is taken as yours.", f.Target))
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
					f.ResetSeen, f.Given = f.ResetSeen || reset, nil
					f.Seen, f.Last, f.Spent, f.Alive, f.Misses, f.Dark, f.OwnLost = isapi.Seen{}, facts.Tried{}, ledger.Spending{}, isapi.Reach{}, 0, false, false
				}, ok(T("What answers at %s is taken as yours.", f.Candidate)).With(problem)
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
		ID: "button-address", Phase: Reset, Title: T("Where is it now?"), Heading: func(f *Facts) Text { return T("Where is the %s now?", f.Noun()) },
		Saved: flow.Saved{Kind: away},
		Say:   say("It was not found. Look in the router's list of devices for its MAC, and type the address beside it."),
		Values: func(f *Facts) []Value {
			if f.RecordBefore.MAC == "" {
				return nil
			}
			return []Value{{Name: T("MAC"), Value: T("%s", f.RecordBefore.MAC)}}
		},
		Sheet: sentences.BootSheet,
		Help: T("Newer recorders and some cameras take an address from the router after a reset. The MAC is printed on the label. " +
			"You cannot open the router's page? Plug the device straight into this computer, and look for it again."),
		Ask: &Question{
			Kind: Line, Prompt: T("Address"),
			Valid: func(f *Facts, typed string) Text {
				a, bad := lan.ParseAddress(typed)
				if bad.IsZero() && a.IP == "" {
					return T("Type the IP address here, not a name.")
				}
				if ip, err := netip.ParseAddr(a.IP); bad.IsZero() && err == nil && lan.PlaceOf(ip, f.Own) != lan.Near {
					return T("%s is not a private address. After a reset it has one.", typed)
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
		ID: "typed-back", Title: T("Device"),
		Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
			found := f.MarkResets(lookAround(ctx, env, []lan.Address{f.Answers.Typed}))
			if len(found) > 0 && slices.Contains(f.Strangers, f.Answers.Typed) {
				found[0].Reset = false // it stood there before
			}
			return func(f *Facts) { f.Found = found }, sentences.BootResult(found)
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
		ID: "button-failed", Phase: Reset, Title: T("The reset has not worked yet"),
		Heading: func(f *Facts) Text {
			if len(f.Found) == 0 {
				return T("The %s has not come back yet", f.Noun())
			}
			return T("The %s is back with its old password", f.Noun())
		},
		Saved: flow.Saved{Kind: away},
		Say: func(f *Facts) Text {
			if len(f.Found) == 0 {
				return T("Nothing answers where it should be after a reset. Check its cable and power, and look again. If it stays away, look for its MAC in the router's list of devices.")
			}
			return T("Usually the button was held too briefly, or the power came back before it was pressed. Do it once more, and press before you plug in. " +
				"If that fails too, hold it for 15 seconds with the power on.")
		},
		State: answersNow,
		Help: T("Not every hole is a reset button, and microphones have holes too. If the quick start guide of the model shows no button, it has none; then support is the documented way. " +
			"Nothing is lost by doing it once more."),
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
				{Key: "second", Label: T("Let this computer reach %s", sentences.FactoryAddress), When: sentences.FactoryIsForeign},
				{Key: "no-button", Label: T("It has no reset button after all")},
				{Key: "menu", Label: T("Show the other ways")},
			}, Put: func(f *Facts, key string) { f.Answers.NoButton = key == "no-button" },
		},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   Edges{"again": "button-power", "watch": "button-boot", "address": "button-address", "second": "second-address", "no-button": "menu", "menu": "menu"},
	}
}
