package steps

import (
	"context"
	"errors"
	"time"

	"camreset/isapi"
	"camreset/steps/access"
	"camreset/steps/lan"
	"camreset/steps/sentences"
)

// watching repeats the measured row of a step for as long as it stands.
var watching = &Wait{Every: 3 * time.Second}

// alive is the row that is measured while a step stands there.
var alive = Check{
	ID: "alive", Title: T("Camera"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		switch {
		case f.Target == (lan.Address{}):
			return access.Nothing, skip(T("No camera has been named yet."))
		case f.UDPOnly():
			return aliveByUDP(ctx, env, f)
		}
		reach := env.Camera(f.Target).Alive(ctx)
		if reach.State == "" {
			return access.Nothing, skip(T("Something else is being asked of it at the moment."))
		}
		double, alone := env.Doubled(f), env.AloneAgain(ctx, f)
		change := func(f *Facts) {
			f.Alive, f.Misses, f.Double = reach, misses(f, reach.State == isapi.ReachOpen), double
			alone(f)
		}
		if double {
			return change, warn(T("Several devices have the address %s.", f.Target), T("Unplug the others, then look again."))
		}
		if reach.State == isapi.ReachOpen {
			return change, ok(T("It answers at %s.", f.Target))
		}
		return change, warn(T("It does not answer at the moment."), T("If nobody is restarting it, check its power and cable."))
	},
}

// aliveByUDP is alive for a camera that no browser reaches from here.
func aliveByUDP(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
	heard, d, now := env.Follow(ctx, f.Record)
	change := func(f *Facts) {
		f.Heard, f.Misses = heard, misses(f, now)
		f.Double = f.Double && len(heard.Holders(f.Target)) > 1
		if now {
			f.Record = d
		}
	}
	switch {
	case now && d.Doubled:
		return change, warn(T("Two devices claim its MAC, %s.", d.MAC), T("Unplug one of them: what is sent to it would reach both."))
	case now:
		return change, ok(T("It is heard at %s.", lan.AddressText(d.IPv4)))
	}
	return change, warn(T("It is not heard at the moment."), T("If nobody is restarting it, check its power and cable."))
}

// misses counts the looks in a row to which nothing answered.
func misses(f *Facts, answered bool) int {
	if answered {
		return 0
	}
	return f.Misses + 1
}

var subnet = Check{
	ID: "subnet", Title: T("Subnet"), Tell: sentences.SubnetRow,
	Run: func(_ context.Context, env Env, _ *Facts) (func(*Facts), Result) {
		own, err := env.Interfaces()
		if err != nil || len(own) == 0 {
			return access.Nothing, Result{}.With(err)
		}
		return func(f *Facts) { f.Own = own }, Result{}
	},
}

// ownNetworks shows where this computer is; it sends nothing.
var ownNetworks = Check{
	ID: "own-network", Title: T("This computer"),
	Run: func(_ context.Context, env Env, _ *Facts) (func(*Facts), Result) {
		own, err := env.Interfaces()
		if err != nil || len(own) == 0 {
			r := fail(T("It has no network connection."), T("Plug in a network cable, or join the Wi-Fi that the camera is on."))
			r.Err = err
			return func(f *Facts) { f.Own = nil }, r
		}
		change := func(f *Facts) { f.Own = own }
		if len(lan.OwnIPv4(own)) == 0 {
			return change, warn(T("It has no IPv4 address, which cameras use as a rule."), T("Wait until the network gives it one, or set one by hand."))
		}
		return change, ok(T("It has the addresses %s.", lan.ListNetworks(own)))
	},
}

// pendingRow counts a request's time down.
var pendingRow = Check{
	ID: "pending", Title: T("Request"),
	Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
		p := f.Pending
		switch {
		case p.Kind == "":
			return access.Nothing, skip(T("None is under way."))
		case !p.Waits(env.Now()):
			return access.Nothing, warn(T("It is %s.", p.Words(env.Now())), T("Make a new one; its answer has to come within 48 hours."))
		case p.Doubt:
			return access.Nothing, warn(T("Another request was asked for since, and its answer was lost: this one may be useless."), T("Make a new one; its answer is the one to wait for."))
		case p.Boot != "" && f.Record.BootTime != "" && p.Boot != f.Record.BootTime:
			return access.Nothing, warn(T("The camera has been restarted since, so the request is most likely useless."), T("Make a new one, and keep the camera powered until the answer is in."))
		}
		return access.Nothing, ok(T("It is %s. Older guides say 24 hours in all: use the answer the same day.", p.Words(env.Now())))
	},
}

func judgeDark(f *Facts) Outcome {
	if !f.Did.IsZero() && f.Misses >= darkAfter {
		return "dark"
	}
	return ""
}

// darkAfter is how many looks in a row must go unanswered before a camera
// counts as dark: one lost packet is not a pulled plug.
const darkAfter = 2

// dark is alive the other way round: all is well when nothing answers, also at an
// address that several devices had.
var dark = Check{
	ID: "dark", Title: T("Camera"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		change, r := alive.Run(ctx, env, f)
		if r.Status == Skip {
			return change, r
		}
		after := *f
		if change(&after); after.Misses == 0 {
			return change, warn(T("Something still answers at %s.", f.Target), T("Unplug the camera: the network cable if that powers it (PoE), and the power plug."))
		}
		return change, ok(T("Nothing answers any more."))
	},
}

// unplugged is dark before a reset: the camera may come back with another
// certificate, or without one. What did not answer here before it is said to be off is
// taken to be.
var unplugged = Check{
	ID: dark.ID, Title: dark.Title,
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		change, r := dark.Run(ctx, env, f)
		after := *f
		change(&after)
		lit := f.Lit || after.Alive.State == isapi.ReachOpen
		seen := after.Misses >= darkAfter && (lit || !f.Did.IsZero())
		if seen {
			for _, a := range candidates(f) {
				env.Camera(a).Watch()
			}
		}
		now := env.Now()
		if r.Status == Warn && !f.Did.IsZero() && now.Sub(f.Did) > stillLit {
			r.Hint = T("Many have two supplies: the network cable, and a 12 V plug. Take both away.")
		}
		return func(f *Facts) {
			change(f)
			if f.Lit = lit; seen && f.DarkAt.IsZero() {
				f.DarkAt, f.DarkSeen, f.Rings = now, lit, 0
			}
		}, r
	},
}

// candidateAnswers is measured while the user looks which camera it is: when
// they unplug another one, this row shows whether it was that.
var candidateAnswers = Check{
	ID: "candidate", Title: T("Camera in question"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		at := f.Candidate
		if f.Stranger != "" {
			at = f.Target
		}
		if env.Camera(at).Alive(ctx).State == isapi.ReachOpen {
			return access.Nothing, ok(T("It answers at %s.", at))
		}
		return access.Nothing, warn(T("Nothing answers at %s at the moment.", at), T("If you have just unplugged a device, it was that one."))
	},
}

// deviceInfo reads who the camera is, once, with the login that was proved. A
// refusal counts as a try: somebody else has changed the password since.
var deviceInfo = Check{
	ID: "device-info", Title: T("Model and firmware"), Acts: true,
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		camera := env.Camera(f.Target)
		d, err := camera.DeviceInfo(ctx, f.Login)
		if errors.Is(err, isapi.ErrAuth) {
			err = errors.Join(err, env.Book().Note(env.Identity(f)))
			return func(f *Facts) { f.Login, f.Factory = isapi.Login{}, false }, warn(T("The camera does not take the password any more."), T("Somebody may have changed it just now. Look at the camera again.")).With(err)
		}
		if errors.Is(err, isapi.ErrStale) { // it may have been counted all the same
			err = errors.Join(err, env.Book().Note(env.Identity(f)))
		}
		if err != nil {
			return access.Nothing, warn(T("The camera did not tell them."), T("That does no harm; the label has the model.")).With(err)
		}
		if err := f.Differs(d); err != nil {
			return func(f *Facts) { env.WhatElse(f, err)(f); unprove(f) }, fail(T("It may be another device than the one you chose: %s.", env.Strange(f, err)), T("You are asked what to do.")).With(err)
		}
		return func(f *Facts) { f.Device = d }, ok(T("%s, firmware %s %s.", d.Model, d.Firmware, d.Build)).With(env.Book().Knows(d))
	},
}
