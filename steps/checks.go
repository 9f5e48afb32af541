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
	ID: "alive", Title: T("Device"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		switch {
		case f.Target == (lan.Address{}):
			return access.Nothing, skip(T("No device has been chosen yet."))
		case f.UDPOnly():
			return aliveByUDP(ctx, env, f)
		}
		reach, lost := env.Look(ctx, f.Target)
		if reach.State == "" {
			return access.Nothing, skip(T("Something else is being asked of it at the moment."))
		}
		double, alone := env.Doubled(f), env.AloneAgain(ctx, f)
		change := func(f *Facts) {
			f.Alive, f.Double = reach, double
			f.CountMiss(reach.There(), lost)
			alone(f)
		}
		switch {
		case double:
			return change, warn(T("Several devices have the address %s.", f.Target), T("Unplug the others, then look again."))
		case lost:
			return change, sentences.OwnLostRow()
		case reach.Taken():
			return change, ok(T("It answers at %s.", f.Target))
		case reach.There():
			return change, warn(T("It is there at %s, but its web page is not.", f.Target), T("If somebody is restarting it, wait a minute or two."))
		}
		return change, warn(T("It does not answer at the moment."), T("If nobody is restarting it, check its power and cable."))
	},
}

// answersNow is the State of a step that only watches whether the device answers.
func answersNow(f *Facts) Text {
	switch {
	case f.Target == (lan.Address{}) || f.Alive.State == "" && !f.UDPOnly():
		return Text{}
	case f.Reachable():
		return T("It answers.")
	case f.OwnLost:
		return T("This computer has lost its own network.")
	}
	return T("It does not answer at the moment.")
}

// comingBack is alive where silence is expected, and said already.
var comingBack = Check{
	ID: alive.ID, Title: alive.Title,
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		change, r := alive.Run(ctx, env, f)
		after := *f
		change(&after)
		if r.Status == Warn && !after.Reachable() && !after.OwnLost && !after.Double {
			r = skip(T("It does not answer yet."))
		}
		return change, r
	},
}

// aliveByUDP is alive for a camera that no browser reaches from here.
func aliveByUDP(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
	heard, d, now := env.Follow(ctx, f.Record)
	lost := !now && env.HeardNoMore(f.Record.Interface)
	change := func(f *Facts) {
		f.Heard = heard
		f.CountMiss(now, lost)
		f.Dark = f.Misses >= 2 // each stands for seconds of silence
		f.Double = f.Double && len(heard.Holders(f.Target)) > 1
		if now {
			f.Record = d
		}
	}
	switch {
	case now && d.Doubled:
		return change, warn(T("Two devices have its MAC, %s.", d.MAC), T("Unplug the other one: what is sent would reach both."))
	case now:
		return change, ok(T("It is found at %s.", lan.AddressText(d.IPv4)))
	case lost:
		return change, sentences.OwnLostRow()
	}
	return change, warn(T("It does not answer at the moment."), T("If nobody is restarting it, check its power and cable."))
}

var subnet = Check{
	ID: "subnet", Title: T("Address range"), Tell: sentences.SubnetRow,
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
	ID: "own-network", Title: T("Own network"),
	Run: func(_ context.Context, env Env, _ *Facts) (func(*Facts), Result) {
		own, err := env.Interfaces()
		if err != nil || len(own) == 0 {
			r := fail(T("This computer has no network connection."), T("Plug in a network cable, or join the Wi-Fi that the camera is on."))
			r.Err = err
			return func(f *Facts) { f.Own = nil }, r
		}
		change := func(f *Facts) { f.Own = own }
		if len(lan.OwnIPv4(own)) == 0 {
			return change, warn(T("This computer has no IPv4 address, and cameras usually need one."), T("Wait until the network gives it one, or set one by hand."))
		}
		return change, ok(T("This computer is at %s.", lan.ListNetworks(own)))
	},
}

// pendingRow counts a request's time down.
var pendingRow = Check{
	ID: "pending", Title: T("Request"),
	Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
		p := f.Pending
		switch {
		case p.Kind == "":
			return access.Nothing, skip(T("No request is waiting."))
		case !p.Waits(env.Now()):
			return access.Nothing, warn(T("It is %s.", p.Words(env.Now())), T("Make a new one; its answer has to come within 48 hours."))
		case p.Doubt:
			return access.Nothing, warn(T("Another request was made since, and its answer was lost. This one may be useless."), T("Make a new one, and wait for its answer."))
		case p.Boot != "" && f.Record.BootTime != "" && p.Boot != f.Record.BootTime:
			return access.Nothing, warn(T("It was restarted since, so the request is most likely useless."), T("Make a new one, and keep it powered until you have entered the answer."))
		}
		return access.Nothing, ok(T("It is %s.", p.Words(env.Now())))
	},
}

func judgeDark(f *Facts) Outcome {
	if !f.Did.IsZero() && f.Dark {
		return "dark"
	}
	return ""
}

// roundOpen is how long a check holds its round open where nothing changes, so that what
// changes is shown at once, and clocks beside it go on.
const roundOpen = 800 * time.Millisecond

// dark is alive the other way round: all is well when nothing answers, also at an
// address that several devices had. It looks twice a second for as long as it is asked
// every few seconds.
var dark = Check{
	ID: "dark", Title: T("Device"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		var change func(*Facts)
		switch {
		case f.Target == (lan.Address{}):
			return access.Nothing, skip(T("No device has been chosen yet."))
		case f.UDPOnly():
			change, _ = aliveByUDP(ctx, env, f)
		default:
			seen := env.Await(ctx, f.Watched, roundOpen, nil, false, f.Target)
			double, alone := env.Doubled(f), env.AloneAgain(ctx, f)
			change = func(f *Facts) {
				f.Double = double
				seen.Keep(f)
				alone(f)
			}
		}
		after := *f
		change(&after)
		return change, sentences.DarkRow(&after)
	},
}

// candidateAnswers is measured while the user looks which camera it is: when
// they unplug another one, this row shows whether it was that.
var candidateAnswers = Check{
	ID: "candidate", Title: T("Device in question"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		at := f.Candidate
		if f.Stranger != "" {
			at = f.Target
		}
		switch reach, lost := env.Look(ctx, at); {
		case lost:
			return access.Nothing, sentences.OwnLostRow()
		case reach.There():
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
			return func(f *Facts) { f.Login, f.Factory = isapi.Login{}, false }, warn(T("It does not take the password any more."), T("Somebody may have changed it just now. Look at it again.")).With(err)
		}
		if errors.Is(err, isapi.ErrStale) { // it may have been counted all the same
			err = errors.Join(err, env.Book().Note(env.Identity(f)))
		}
		if err != nil {
			return access.Nothing, warn(T("It did not say which model and firmware it is."), T("That does no harm. The model is printed on the label.")).With(err)
		}
		if err := f.Differs(d); err != nil {
			return func(f *Facts) { env.WhatElse(f, err)(f); unprove(f) }, fail(T("It may be another device than the one you chose: %s.", env.Strange(f, err)), T("You are asked what to do.")).With(err)
		}
		return func(f *Facts) { f.Device = d }, ok(T("%s, firmware %s %s.", d.Model, d.Firmware, d.Build)).With(env.Book().Knows(d))
	},
}
