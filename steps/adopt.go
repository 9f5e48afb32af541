package steps

import (
	"context"
	"errors"
	"net/netip"

	"camreset/isapi"
)

// adopt makes the camera that came back the one that is spoken to.
func adopt() Step {
	return Step{
		ID: "adopt", Phase: Reset, Title: T("The camera is back"), Say: say("One moment."),
		Checks: []Check{{
			ID: "same", Title: T("It is the camera that was reset"),
			Run: func(ctx context.Context, env Env, f Facts) (func(*Facts), Result) {
				if len(f.Found) == 0 {
					return nothing, skip(T("It is not there any more."))
				}
				return adoptFound(ctx, env, f, f.Found[0].Address)
			},
		}},
		Judge: func(f Facts) Outcome {
			if f.SameDevice == isapi.Yes {
				return "same"
			}
			return "ask"
		},
		May:  []Outcome{"same", "ask"},
		Next: []Edge{{"same", "look"}, {"ask", "same-camera"}},
	}
}

// adoptFound compares what came back with what went: the same MAC, else the
// same realm and certificate, else the user is asked. A reset that was seen
// opens a new window in the ledger.
func adoptFound(ctx context.Context, env Env, f Facts, at Address) (func(*Facts), Result) {
	before := identities(f, env.Camera(f.OldTarget))
	oldRealm, oldCertificate := env.Camera(f.OldTarget).Identity()
	camera := env.Camera(at)
	camera.Forget()
	check := camera.UserCheck(ctx)
	realm, certificate := camera.Identity()
	var problem error
	if f.ResetSeen {
		problem = env.newWindow(before)
	}
	same := isapi.Unknown
	if realm != "" && realm == oldRealm && certificate == oldCertificate {
		same = isapi.Yes
	}
	change := func(f *Facts) {
		f.SameDevice, f.Target = same, at
		f.Seen, f.Last, f.Spent, f.Alive, f.Misses = isapi.Seen{}, Tried{}, Spending{}, isapi.Reach{}, 0
	}
	if same == isapi.Yes {
		return change, withError(ok(T("At %s; it calls itself as before.", at)), problem)
	}
	return change, withError(skip(T("At %s; it does not tell enough to be sure.", at)), errors.Join(problem, check.Err))
}

func sameCamera() Step {
	return Step{
		ID: "same-camera", Phase: Reset, Title: T("Is this the camera that you reset?"),
		Say: func(f Facts) Text {
			return T("A camera without a password answers at %s. It does not tell whether it is yours. If another new or reset camera is on this network, unplug that one first.", f.Target)
		},
		Ask: &Question{Prompt: T("Is it yours?"), Options: []Option{
			{Key: "yes", Label: T("Yes, it is the one I reset")},
			{Key: "no", Label: T("No, or I am not sure")},
		}},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   []Edge{{"yes", "look"}, {"no", "button-boot"}},
	}
}

func buttonAddress() Step {
	return Step{
		ID: "button-address", Phase: Reset, Title: T("Where is the camera now?"),
		Say:   say("It was not found by itself. Look into the router's list of devices for the camera's MAC address, and type the address that stands there. Newer recorders and some cameras take an address from the router after a reset."),
		Sheet: bootSheet,
		Ask: &Question{
			Kind: Line, Prompt: T("Address"),
			Valid: func(f Facts, typed string) Text {
				a, bad := ParseAddress(typed)
				if bad.IsZero() && a.IP == "" {
					return T("Type the IP address here, not a name.")
				}
				if ip, err := netip.ParseAddr(a.IP); bad.IsZero() && err == nil && PlaceOf(ip, f.Own) != Near {
					return T("%s is not in a private network; a camera after a reset is.", typed)
				}
				return bad
			},
			Put: func(a *Answers, typed string) { a.Typed, _ = ParseAddress(typed) },
		},
		Checks: []Check{booted},
		Wait:   watching,
		Judge: func(f Facts) Outcome {
			if w := judgeBoot(f); w == "inactive" {
				return w
			}
			return ""
		},
		May:  []Outcome{"inactive"},
		Next: []Edge{{"inactive", "adopt"}, {Given, "typed-back"}},
	}
}

// typedBack looks at the address that the user found.
func typedBack() Step {
	return Step{
		ID: "typed-back", Phase: Reset, Title: T("Looking there"), Say: say("One moment."),
		Checks: []Check{{
			ID: "typed-back", Title: T("The camera is at that address"),
			Run: func(ctx context.Context, env Env, f Facts) (func(*Facts), Result) {
				found := lookAround(ctx, env, []Address{f.Answers.Typed})
				reset := len(found) > 0 && found[0].Activated == isapi.No && f.Before.Activated() != isapi.No
				return func(f *Facts) { f.Found, f.ResetSeen = found, f.ResetSeen || reset }, bootResult(found)
			},
		}},
		Judge: func(f Facts) Outcome {
			switch {
			case len(f.Found) == 0:
				return "nobody"
			case f.Found[0].Activated == isapi.Yes:
				return "active"
			}
			return "there"
		},
		May:  []Outcome{"nobody", "active", "there"},
		Next: []Edge{{"nobody", "button-failed"}, {"active", "button-failed"}, {"there", "adopt"}},
	}
}

func buttonFailed() Step {
	return Step{
		ID: "button-failed", Phase: Reset, Title: T("The reset did not show"),
		Say: func(f Facts) Text {
			if len(f.Found) == 0 {
				return T("Nothing answers where a reset camera would be. Give it three minutes, check cable and power, and look again. If it stays away, look for its address in the router's list.")
			}
			return T("The camera is back with its old password. Mostly the button was held too briefly, or the power came back before it was pressed. Second try: hold it 15 seconds with power on as well.")
		},
		Help: T("Not every hole is a reset button, and microphones have holes too. If the quick start guide of the model shows no button, it has none; then support is the documented way."),
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "again", Label: T("Press the button once more")},
			{Key: "watch", Label: T("Look for the camera again")},
			{Key: "no-button", Label: T("It has no reset button after all")},
			{Key: "menu", Label: T("Show the other ways")},
		}, Put: func(a *Answers, key string) { a.NoButton = key == "no-button" }},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   []Edge{{"again", "button-delay"}, {"watch", "button-boot"}, {"no-button", "menu"}, {"menu", "menu"}},
	}
}
