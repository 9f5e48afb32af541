package steps

import (
	"context"
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
			{Key: "second", Label: T("Let this computer reach %s", factoryAddress), When: factoryIsForeign},
		}},
		Fresh:  func(f *Facts) { f.Found, f.StillActive = nil, 0 },
		Checks: []Check{booted},
		Wait:   &Wait{Every: 2 * time.Second, For: 3 * time.Minute},
		Judge:  judgeBoot,
		May:    []Outcome{"inactive", "legacy", "active"},
		Next: []Edge{
			{"inactive", "adopt"}, {"legacy", "adopt"}, {"active", "button-failed"},
			{Timeout, "button-address"}, {"address", "button-address"}, {"menu", "menu"}, {"second", "second-address"},
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
	if factoryIsForeign(f) {
		factory, _ := ParseAddress(factoryAddress)
		lines = append(lines, T("This computer is in another subnet than %s, where a camera is after a reset.", factoryAddress))
		lines = append(lines, secondAddress(f, factory)...)
	}
	return lines
}

// factoryIsForeign is true when a camera after a reset is in another subnet
// than this computer.
func factoryIsForeign(f Facts) bool {
	factory, _ := ParseAddress(factoryAddress)
	_, near := f.ownNetworkOf(factory)
	return !near && len(f.Own) > 0 && !isLoopback(f.OldTarget)
}

// secondAddressStep gives this computer a way into the factory subnet: the
// command needs administrator rights, so the user types it.
func secondAddressStep() Step {
	return Step{
		ID: "second-address", Phase: Reset, Title: T("A second address for this computer"),
		Say: say("After a reset the camera sits at its factory address, which this computer cannot reach. Type the first command in another window; it needs administrator rights. " +
			"It changes nothing else, and the other one undoes it."),
		Sheet: func(f Facts) []Text {
			factory, _ := ParseAddress(factoryAddress)
			return secondAddress(f, factory)
		},
		Help: T("The address ends with the next restart of this computer. If you may not change addresses here, use a computer where you may, or one that is set to an address such as 192.168.1.213 by hand."),
		Hand: SecondAddress,
		Ask: &Question{Prompt: T("Done?"), Options: []Option{
			{Key: Done, Label: T("Yes, this computer has the second address")},
			{Key: "leave", Label: T("Go on without it")},
		}},
		Checks: []Check{ownNetworks},
		Wait:   &Wait{Every: 2 * time.Second, For: 2 * time.Minute},
		Judge: func(f Facts) Outcome {
			if !f.Did.IsZero() && !factoryIsForeign(f) {
				return "reachable"
			}
			return ""
		},
		May:  []Outcome{"reachable"},
		Next: []Edge{{"reachable", "button-boot"}, {"leave", "button-boot"}, {Timeout, "button-boot"}},
	}
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
		found = slices.DeleteFunc(found, func(x Found) bool { return x.Activated == isapi.No && slices.Contains(f.Strangers, x.Address) })
		reset := slices.ContainsFunc(found, func(x Found) bool { return x.Activated == isapi.No }) && f.Before.Activated() == isapi.Yes
		change := func(f *Facts) {
			f.Found = found
			f.ResetSeen = f.ResetSeen || reset
			if f.StillActive++; len(found) == 0 || !found[0].Ready || found[0].Activated != isapi.Yes {
				f.StillActive = 0
			}
			f.Misses, f.Alive = missesAfter(*f, found)
		}
		if reset && !f.HoldDone {
			return change, ok(T("It is back without a password already. Keep holding until the three rings."))
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
