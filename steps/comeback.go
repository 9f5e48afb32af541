package steps

import (
	"context"
	"slices"
	"sync"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/sentences"
)

func buttonBoot() Step {
	return Step{
		ID: "button-boot", Phase: Reset, Title: T("Waiting for the camera to come back"),
		Saved: flow.Saved{Kind: away},
		List:  pressingList(2),
		Say:   say("Let go of the button. The camera starts again; allow one to three minutes. It is looked for at its old address and at the factory addresses. As soon as it is there, this goes on by itself."),
		Sheet: bootSheet,
		Help:  T("While it starts, a camera refuses connections first and then refuses changes; both are normal. The router may need some seconds more after that."),
		Ask: &Question{Prompt: T("Waiting. You can also"), Options: []Option{
			{Key: Done, Label: T("Keep watching")},
			{Key: "address", Label: T("Type the address it has now")},
			{Key: "menu", Label: T("Stop this, show the other ways")},
			{Key: "second", Label: T("Let this computer reach %s (needs administrator)", factoryAddress), When: factoryIsForeign},
		}},
		Fresh:  func(f *Facts) { f.Found, f.Starting, f.StillActive = nil, nil, 0 },
		Checks: []Check{booted},
		Wait:   &Wait{Every: 100 * time.Millisecond, For: 3 * time.Minute},
		Judge:  judgeBoot,
		May:    []Outcome{"inactive", "legacy", "active"},
		Next: Edges{
			"inactive": "adopt", "legacy": "adopt", "active": "button-failed",
			Timeout: "button-address", "address": "button-address", "menu": "menu", "second": "second-address",
		},
	}
}

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
var booted = bootedWithin(roundOpen, false)

// bootedWithin holds its round open for that long where nothing changes; holding is true
// while the button has to be held.
func bootedWithin(open time.Duration, holding bool) Check {
	return Check{
		ID: "booted", Title: T("Camera"),
		Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
			b := comeback(ctx, env, f, open)
			reset, now := slices.ContainsFunc(b.found, func(x facts.Found) bool { return x.Reset }), env.Now()
			change := func(f *Facts) {
				f.Heard, f.Found, f.Starting = b.heard, b.found, b.starting
				f.CountActive(now)
				watched(f, b.seen)
			}
			if reset && holding && !f.HoldDone {
				return change, ok(T("A camera without a password answers already. Keep holding until the three rings."))
			}
			return change, b.row()
		},
	}
}

// cameBack is what was met when a camera that went is looked for.
type cameBack struct {
	heard    lan.Heard
	seen     access.Seen
	found    []facts.Found
	starting []lan.Address // where a device has power and takes no connection
	double   string        // an address that several devices have: which answers there is not known
}

// comeback looks for the camera that went at every address where it may be, and, where
// its MAC is known, for that, wherever it is heard. It returns as soon as something
// changes at one of them, or the MAC speaks.
func comeback(ctx context.Context, env Env, f *Facts, open time.Duration) (b cameBack) {
	where, news := candidates(f), (<-chan struct{})(nil)
	speaks := func() (sadp.Device, bool) {
		d, now := env.Newest(b.heard, f.RecordBefore)
		return d, now && f.PlaceOf(lan.PageOf(d)) == lan.Near // anybody on the cable can send such a record
	}
	if f.RecordBefore.MAC != "" {
		news = env.News(ctx, f.Heard.Version)
		b.heard = env.Heard()
	}
	if d, now := speaks(); now && d.SameSubnet != isapi.No && !slices.Contains(where, lan.PageOf(d)) {
		where = append(where, lan.PageOf(d))
	}
	b.seen = env.Await(ctx, f.Watched, open, news, true, where...)
	if f.RecordBefore.MAC != "" {
		b.heard = env.Heard()
	}
	for _, p := range b.seen.At {
		holders := b.heard.Holders(p.Address)
		x := facts.FoundAt(p.Address, p.Status)
		if len(holders) == 1 {
			x.Record = holders[0]
		}
		switch {
		case p.Reach.There() && len(holders) > 1:
			b.double = p.Address.String()
		case p.Reach.State == isapi.ReachRefused:
			b.starting = append(b.starting, p.Address)
		case p.Reach.Taken() && !stranger(f, x):
			b.found = append(b.found, x)
		}
	}
	b.found = inOrder(b.found)
	if d, now := speaks(); now && d.SameSubnet == isapi.No {
		b.found = append([]facts.Found{{Address: lan.PageOf(d), Activated: d.Activated, Ready: true, Record: d}}, b.found...)
	}
	f.MarkResets(b.found)
	return b
}

// inOrder puts the ones without a password first.
func inOrder(all []facts.Found) (found []facts.Found) {
	for _, state := range []isapi.Tri{isapi.No, isapi.Yes, isapi.Unknown} {
		for _, x := range all {
			if x.Activated == state {
				found = append(found, x)
			}
		}
	}
	return found
}

// stranger is true for a device that is not the one that was reset.
func stranger(f *Facts, x facts.Found) bool {
	if f.RecordBefore.MAC != "" && x.Record.MAC != "" {
		return !x.Record.Same(f.RecordBefore)
	}
	return x.Activated == isapi.No && slices.Contains(f.Strangers, x.Address)
}

// row says how far the camera has come.
func (b cameBack) row() Result {
	switch {
	case b.double != "":
		return warn(T("Several devices have the address %s.", b.double), T("Unplug all but yours: they hide each other."))
	case b.seen.At[0].OwnLost:
		return sentences.OwnLostRow()
	case len(b.found) == 0 && len(b.starting) > 0:
		return warn(T("Something has power at %s, and takes no connections yet.", b.starting[0]), T("If it is the camera, it is starting: wait a minute or two."))
	}
	return bootResult(b.found)
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
	case x.Refuses:
		return warn(T("Something answers at %s, and refuses what it is asked.", x.Address), T("If it is the camera, it is starting: wait a minute or two."))
	case x.Ready:
		return ok(T("Something answers at %s, and does not tell whether it has a password.", x.Address))
	}
	return warn(T("Something answers at %s and takes no requests yet.", x.Address), T("If it is the camera, it is starting: wait a minute or two."))
}

// lookAround asks all addresses at the same time; the inactive ones come first.
func lookAround(ctx context.Context, env Env, all []lan.Address) []facts.Found {
	met := make([]*facts.Found, len(all))
	var wait sync.WaitGroup
	for i, a := range all {
		wait.Go(func() {
			camera := env.Camera(a)
			if camera.Alive(ctx).State != isapi.ReachOpen {
				return
			}
			found := facts.FoundAt(a, camera.ActivateStatus(ctx))
			met[i] = &found
		})
	}
	wait.Wait()
	var found []facts.Found
	for _, x := range met {
		if x != nil {
			found = append(found, *x)
		}
	}
	return inOrder(found)
}
