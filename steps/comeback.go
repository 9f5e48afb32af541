package steps

import (
	"context"
	"slices"
	"sync"
	"time"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/lan"
)

func buttonBoot() Step {
	s := station("button-boot")
	s.List = pressItems(func(*Facts) int { return letGo })
	s.Sheet = bootSheet
	s.Help = T("Let go of the button. The camera starts again: it refuses connections first, and then changes; both are normal. It is looked for at its old address and at the factory addresses. As soon as it is there, this goes on by itself.")
	s.Fresh = func(f *Facts) { f.StillActive = 0 }
	s.Aside = []Option{
		{Key: "address", Label: T("Type its address"), Hot: "a"},
		{Key: "second", Label: T("Let this computer reach %s", factoryAddress), Hot: "s", When: factoryIsForeign},
	}
	s.Checks = []Check{booted}
	s.Wait = &Wait{Every: lookEvery, For: bootTime}
	s.Judge = judgeBoot
	s.May = []Outcome{"inactive", "legacy", "active"}
	s.Next = Edges{
		"inactive": "adopt", "legacy": "adopt", "active": "button-failed", Timeout: "button-failed",
		"address": "button-address", "second": "second-address",
	}
	return s
}

// bootTime is how long a camera is waited for: most start within three minutes.
const bootTime = 5 * time.Minute

// judgeBoot goes by what the camera itself says, never by time alone.
func judgeBoot(f *Facts) Outcome {
	for _, found := range f.Found {
		switch {
		case found.Activated == isapi.No:
			return "inactive"
		case f.StillActive >= facts.SurelyActive:
			return "active"
		case found.Ready && (f.Before.Verdict() == isapi.VerdictLegacy || f.RecordBefore.Old):
			return "legacy"
		}
	}
	return ""
}

func bootSheet(f *Facts) []Text {
	lines := []Text{T("Looked for at: %s", listAddresses(candidates(f)))}
	for _, c := range f.Heard.Causes {
		if c.Measured {
			lines = append(lines, T("It may be back and not be heard: %s", c.Why), T("   %s", c.Fix))
		}
	}
	if factoryIsForeign(f) {
		factory, _ := lan.ParseAddress(factoryAddress)
		lines = append(lines, T("This computer is in another subnet than %s, where a camera is after a reset.", factoryAddress))
		lines = append(lines, secondAddress(f, factory)...)
	}
	return lines
}

// booted looks for the camera at every address where it may be.
var booted = bootedWithin(4*time.Second, false)

// bootedWithin gives the addresses that long to answer, in real time; holding is true
// while the button has to be held.
func bootedWithin(limit time.Duration, holding bool) Check {
	return Check{
		ID: "booted", Title: T("Camera"),
		Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
			ctx, cancel := context.WithTimeout(ctx, limit)
			defer cancel()
			heard, found, double := comeback(ctx, env, f)
			change := func(f *Facts) {
				f.Heard, f.Found = heard, found
				if f.StillActive++; len(found) == 0 || !found[0].Ready || found[0].Activated != isapi.Yes {
					f.StillActive = 0
				}
				f.Misses, f.Alive = missesAfter(f, found)
			}
			if double != "" {
				return change, warn(T("Several devices have the address %s.", double), T("Unplug all but yours: they hide each other."))
			}
			return change, bootResult(found)
		},
	}
}

// comeback looks for the camera that went at every address where it may be, and,
// where its MAC is known, for that, wherever it is heard. double is an address
// that several devices have: which of them answers there is not known.
func comeback(ctx context.Context, env Env, f *Facts) (heard lan.Heard, found []facts.Found, double string) {
	heard, d, speaks := env.Follow(ctx, f.RecordBefore)
	speaks = speaks && f.PlaceOf(lan.PageOf(d)) == lan.Near // anybody on the cable can send such a record
	where := candidates(f)
	if at := lan.PageOf(d); speaks && d.SameSubnet != isapi.No && !slices.Contains(where, at) {
		where = append(where, at)
	}
	for _, x := range lookAround(ctx, env, where) {
		holders := heard.Holders(x.Address)
		if len(holders) > 1 {
			double = x.Address.String()
			continue
		}
		if len(holders) == 1 {
			x.Record = holders[0]
		}
		if !stranger(f, x) {
			found = append(found, x)
		}
	}
	if speaks && d.SameSubnet == isapi.No {
		found = append([]facts.Found{{Address: lan.PageOf(d), Activated: d.Activated, Ready: true, Record: d}}, found...)
	}
	return heard, f.MarkResets(found), double
}

// stranger is true for a device that is not the one that was reset.
func stranger(f *Facts, x facts.Found) bool {
	if f.RecordBefore.MAC != "" && x.Record.MAC != "" {
		return !x.Record.Same(f.RecordBefore)
	}
	return x.Activated == isapi.No && slices.Contains(f.Strangers, x.Address)
}

// missesAfter keeps the count of unanswered looks true for the target.
func missesAfter(f *Facts, found []facts.Found) (int, isapi.Reach) {
	at := f.Alive
	if slices.ContainsFunc(found, func(x facts.Found) bool { return x.Address == f.Target }) {
		at.State = isapi.ReachOpen
		return 0, at
	}
	at.State = isapi.ReachSilent
	return f.Misses + 1, at
}

func bootResult(found []facts.Found) Result {
	if len(found) == 0 {
		return skip(T("Nothing answers yet."))
	}
	x, far := found[0], ""
	if x.Record.SameSubnet == isapi.No {
		far = ", in another subnet"
	}
	switch {
	case x.Activated == isapi.No:
		return ok(T("A camera without a password answers at %s%s, as one does after a reset.", x.Address, far))
	case x.Activated == isapi.Yes:
		return warn(T("A camera with a password answers at %s%s.", x.Address, far), T("If the reset worked, this changes once the camera has started."))
	case x.Ready:
		return ok(T("Something answers at %s, and does not tell whether it has a password.", x.Address))
	}
	return warn(T("Something answers at %s and takes no requests yet.", x.Address), T("If it is the camera, it is starting: wait a minute or two."))
}

// lookAround asks all addresses at the same time; the inactive ones come first.
func lookAround(ctx context.Context, env Env, all []lan.Address) []facts.Found {
	results := make([]*facts.Found, len(all))
	var wait sync.WaitGroup
	for i, a := range all {
		wait.Go(func() {
			camera := env.Camera(a)
			if camera.Alive(ctx).State != isapi.ReachOpen {
				return
			}
			status := camera.ActivateStatus(ctx)
			results[i] = &facts.Found{Address: a, Activated: status.Activated, Ready: status.Status != 0}
		})
	}
	wait.Wait()
	var found []facts.Found
	for _, state := range []isapi.Tri{isapi.No, isapi.Yes, isapi.Unknown} {
		for _, r := range results {
			if r != nil && r.Activated == state {
				found = append(found, *r)
			}
		}
	}
	return found
}
