package steps

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"sync"
	"time"

	"camreset/isapi"
)

func buttonBoot() Step {
	return Step{
		ID: "button-boot", Phase: Reset, Title: T("Waiting for the camera to come back"),
		Say:   say("Let go of the button. The camera starts again; allow one to three minutes. It is looked for at its old address and at the factory addresses. As soon as it is there, this goes on by itself."),
		Sheet: bootSheet,
		Help:  T("While it starts, a camera refuses connections first and then refuses changes; both are normal. The router may need some seconds more after that."),
		Ask: &Question{Prompt: T("Waiting. You can also"), Options: []Option{
			{Key: Done, Label: T("Keep watching")},
			{Key: "address", Label: T("Type the address it has now")},
			{Key: "menu", Label: T("Stop this, show the other ways")},
		}},
		Checks: []Check{booted, alive},
		Wait:   &Wait{Every: 2 * time.Second, For: 3 * time.Minute},
		Judge:  judgeBoot,
		May:    []Outcome{"inactive", "legacy", "active"},
		Next: []Edge{
			{"inactive", "adopt"}, {"legacy", "adopt"}, {"active", "button-failed"},
			{Timeout, "button-address"}, {"address", "button-address"}, {"menu", "menu"},
		},
	}
}

// surelyActive is how many looks in a row, two seconds apart, a camera must
// show its old password before the reset counts as failed: a camera that is
// starting may show its old state first.
const surelyActive = 10

// judgeBoot goes by what the camera itself says, never by time alone.
func judgeBoot(f Facts) Outcome {
	for _, found := range f.Found {
		switch {
		case found.Activated == isapi.No:
			return "inactive"
		case f.StillActive >= surelyActive:
			return "active"
		case found.Ready && f.Before.Verdict() == "legacy":
			return "legacy"
		}
	}
	return ""
}

func bootSheet(f Facts) []Text {
	lines := []Text{T("Looked for at: %s", listAddresses(candidates(f)))}
	factory, _ := ParseAddress(factoryAddress)
	if _, near := f.ownNetworkOf(factory); !near && len(f.Own) > 0 && !isLoopback(f.OldTarget) {
		lines = append(lines, T("This computer is in another subnet than %s, where a camera is after a reset.", factoryAddress))
		lines = append(lines, secondAddress(f, factory)...)
	}
	return lines
}

func listAddresses(all []Address) string {
	line := ""
	for i, a := range all {
		if i > 0 {
			line += ", "
		}
		line += a.String()
	}
	return line
}

// candidates are the addresses at which a camera may be after a reset.
func candidates(f Facts) []Address {
	all := []Address{f.Target}
	if f.OldTarget != (Address{}) && f.OldTarget != f.Target {
		all = append(all, f.OldTarget)
	}
	for _, typed := range []string{factoryAddress, oldFactoryAddress} {
		a, _ := ParseAddress(typed)
		if !slices.ContainsFunc(all, func(b Address) bool { return b.IP == a.IP && (b.Port == 0 || b.Port == 80) }) {
			all = append(all, a)
		}
	}
	return all
}

// booted looks for the camera at every address where it may be.
var booted = Check{
	ID: "booted", Title: T("The camera is back"),
	Run: func(ctx context.Context, env Env, f Facts) (func(*Facts), Result) {
		ctx, cancel := context.WithTimeout(ctx, 4*time.Second)
		defer cancel()
		found := lookAround(ctx, env, candidates(f))
		reset := slices.ContainsFunc(found, func(x Found) bool { return x.Activated == isapi.No }) && f.Before.Activated() != isapi.No
		change := func(f *Facts) {
			f.Found = found
			f.ResetSeen = f.ResetSeen || reset
			if f.StillActive++; len(found) == 0 || !found[0].Ready || found[0].Activated != isapi.Yes {
				f.StillActive = 0
			}
			f.Misses, f.Alive = missesAfter(*f, found)
		}
		return change, bootResult(found)
	},
}

// missesAfter keeps the count of unanswered looks true for the target.
func missesAfter(f Facts, found []Found) (int, isapi.Reach) {
	at := f.Alive
	if slices.ContainsFunc(found, func(x Found) bool { return x.Address == f.Target }) {
		at.State = isapi.ReachOpen
		return 0, at
	}
	at.State = isapi.ReachSilent
	return f.Misses + 1, at
}

func bootResult(found []Found) Result {
	if len(found) == 0 {
		return skip(T("Dark: nothing answers yet."))
	}
	x := found[0]
	switch {
	case x.Activated == isapi.No:
		return ok(T("It is back at %s, without a password: the reset worked.", x.Address))
	case x.Activated == isapi.Yes:
		return warn(T("It answers at %s and still has its password.", x.Address), T("If the reset worked, this changes when it has started."))
	case x.Ready:
		return ok(T("It answers at %s.", x.Address))
	}
	return warn(T("Something answers at %s; the camera is starting.", x.Address), T("Wait; this takes a minute or two."))
}

// lookAround asks all addresses at the same time; the inactive ones come first.
func lookAround(ctx context.Context, env Env, all []Address) []Found {
	results := make([]*Found, len(all))
	var wait sync.WaitGroup
	for i, a := range all {
		wait.Go(func() {
			camera := env.Camera(a)
			if camera.Alive(ctx).State != isapi.ReachOpen {
				return
			}
			status := camera.ActivateStatus(ctx)
			results[i] = &Found{Address: a, Activated: status.Activated, Ready: status.Status != 0}
		})
	}
	wait.Wait()
	var found []Found
	for _, r := range results {
		if r != nil {
			found = append(found, *r)
		}
	}
	slices.SortStableFunc(found, func(a, b Found) int { return int(b.Activated) - int(a.Activated) })
	return found
}

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
