package steps

import (
	"context"
	"slices"
	"time"

	"camreset/isapi"
	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/sentences"
)

// The reset with the button is one act for the hands: unplug, press, plug in, keep
// pressing, let go. It is shown as one list. That the camera goes off is measured; from
// there the clock leads and says so, because a camera that boots is not heard for a
// minute. Whatever is measured later corrects the list.
var pressing = flow.Sequence{ID: "button", Stations: []ID{"button-power", "button-hold", "button-boot"}}

const (
	// toPin is how long it takes from pulling the plug to having the pin in the hole.
	toPin = 30 * time.Second
	// holdTime is how long the button is held once power is back: sources say 10 to 30
	// seconds and more; 40 is enough for all of them and for a plug that takes a while.
	holdTime = 40 * time.Second
	// moreTime is what one press of the key + adds, longestMore the most that it can.
	moreTime    = 30 * time.Second
	longestMore = 5 * time.Minute
	// stillShut is how long something has to refuse in the camera's place before the
	// clock leads.
	stillShut = 5 * time.Second
	// afterSign is how much longer the button is held at least once the camera was seen to
	// have power: the hand may have been slower than the clock.
	afterSign = 20 * time.Second
	// stillLit is how long a camera may answer before the list says what else gives it
	// power.
	stillLit = 30 * time.Second
)

// What is to be done, as the items of the list.
const (
	pullPlug = iota
	pressPin
	plugIn
	keepPressing
	letGo
)

// pressItems are the list; now says which item is to be done.
func pressItems(now func(*Facts) int) func(*Facts) []Item {
	return func(f *Facts) []Item {
		items := []Item{
			pullPlug:     {Do: T("Unplug the %s: network cable and power plug", f.Noun())},
			pressPin:     {Do: T("Press the button with a pin, and keep it pressed")},
			plugIn:       {Do: T("At the double ring plug it in again, still pressing")},
			keepPressing: {Do: T("Keep pressing until it rings three times")},
			letGo:        {Do: T("Let go. It starts again; that takes one to three minutes")},
		}
		at := now(f)
		for i := range items {
			items[i].Past, items[i].Now = i < at, i == at
		}
		switch {
		case f.DarkAt.IsZero():
		case f.DarkSeen:
			items[pullPlug].Found = T("it is off")
		default:
			items[pullPlug].Found = T("by the clock")
		}
		switch {
		case f.DarkAt.IsZero() || !items[plugIn].Past:
		case !f.PowerAt.IsZero():
			items[plugIn].Found = T("it has power")
		default:
			items[plugIn].Found = T("by the clock")
		}
		return items
	}
}

// pressState says what is watched while hands are busy, where no row has anything to
// tell: that it still answers, or that it is off and only the clock leads.
func pressState(f *Facts) Text {
	switch {
	case f.OwnLost || len(f.Found) > 0 || len(f.Starting) > 0 || !f.PowerAt.IsZero():
		return Text{}
	case f.DarkSeen && !f.DarkAt.IsZero():
		return T("The %s is off. The clock leads until it speaks again.", f.Noun())
	case f.DarkAt.IsZero() && f.Reachable() && f.Did.IsZero():
		return T("It answers. Nothing is changed yet.")
	case f.DarkAt.IsZero() && f.Reachable():
		return T("Waiting for the power to go off.")
	case f.DarkAt.IsZero():
		return T("Waiting for the power to go off.")
	}
	return Text{}
}

// pressAt is the item that the clock has come to.
func pressAt(f *Facts) int {
	switch plugged, until := held(f); {
	case f.DarkAt.IsZero():
		return pullPlug
	case f.Now.Before(plugged):
		return pressPin
	case !f.Now.Before(until):
		return letGo
	case f.PowerAt.IsZero() && f.Now.Sub(plugged) < holdTime/8:
		return plugIn
	}
	return keepPressing
}

// held is from when to when the button is held with power on: by the clock, and by what
// was measured where the hand was faster or slower.
func held(f *Facts) (plugged, until time.Time) {
	plugged = f.DarkAt.Add(toPin + f.Answers.Delay)
	if early(f) {
		plugged = f.PowerAt
	}
	until = plugged.Add(holdTime)
	if sign := f.PowerAt.Add(afterSign); !f.PowerAt.IsZero() && sign.After(until) {
		until = sign
	}
	return plugged, until.Add(f.Longer)
}

// early is true where the camera had power again before it was time.
func early(f *Facts) bool {
	return !f.PowerAt.IsZero() && f.PowerAt.Before(f.DarkAt.Add(toPin+f.Answers.Delay))
}

// station is what the steps of the list have in common.
func station(id ID) Step {
	return Step{
		ID: id, Phase: Reset, Title: T("Reset the camera"), Heading: func(f *Facts) Text { return T("Reset the %s", f.Noun()) },
		Saved: flow.Saved{Kind: away},
		Say:   say("Turn the sound on: it rings when it is time for the next thing. No sound? Count slowly to sixty after plugging in, then let go."),
		List:  pressItems(pressAt),
		State: pressState,
		Aside: []Option{
			{Key: "more", Label: T("30 seconds more"), Hot: "+", Stays: true, Do: moreSeconds},
			{Key: "address", Label: T("Type its address"), Hot: "a"},
		},
		Help: T("1. Press the button and hold it. 2. Plug the power in while you hold. 3. Keep holding 30 seconds and more: too long does no harm. " +
			"It gives no reliable sign; whether it worked shows on the network afterwards, and is said here. Too early or too late? Nothing is broken: do it once more. " +
			"If support is working on a request for it, stop here: losing power makes that request useless."),
	}
}

func buttonPower() Step {
	s := station("button-power")
	s.Fresh = func(f *Facts) {
		if f.OldTarget == (lan.Address{}) || f.ResetSeen || f.DarkAt.IsZero() {
			f.Reset, f.Moved = facts.Reset{OldTarget: f.Target, Before: f.Seen, RecordBefore: f.Record, OwnedBefore: f.Owned}, false
		}
		f.DarkAt, f.DarkSeen, f.PowerAt, f.Longer, f.Rings = time.Time{}, false, time.Time{}, 0, 0
		f.Found, f.Starting, f.StillActive, f.Misses, f.Dark = nil, nil, 0, 0, false
	}
	s.Hand = PowerOff
	s.Ask = &Question{
		Options: []Option{
			{Key: "start", Label: T("Start: I go to it now"), Stays: true, Says: func(f *Facts) Text {
				if f.Did.IsZero() {
					return T("Start: I go to it now")
				}
				return T("Started: unplug it now")
			}},
			{Key: "off", Label: T("It is off: continue"), When: func(f *Facts) bool { return !f.Did.IsZero() && !f.Reachable() }},
			{Key: "address", Label: T("This is the wrong one: choose another device")},
			{Key: "menu", Label: T("Show the other ways")},
		},
		Put: func(f *Facts, key string) {
			if key == "off" {
				f.DarkAt = f.Now
			}
		},
	}
	s.Checks = []Check{strangers, unplugged}
	s.Wait = &Wait{Every: lookEvery}
	s.Judge = func(f *Facts) Outcome {
		switch {
		case judgeBoot(f) == "inactive":
			return "inactive" // nobody said that it begins, and it is over
		case !f.DarkAt.IsZero():
			return "dark"
		}
		return ""
	}
	s.May, s.Next = []Outcome{"dark", "inactive"}, Edges{"dark": "button-hold", "inactive": "adopt", "off": "button-hold", "address": "find", "menu": "menu"}
	s.Aside = s.Aside[:1]
	return s
}

func buttonHold() Step {
	s := station("button-hold")
	s.Saved.At = "button-boot" // it may be back already
	s.Hand = Hold
	s.Checks = []Check{pressTimer, bootedWhile(true)}
	s.Wait = &Wait{Every: lookEvery}
	s.Judge = func(f *Facts) Outcome {
		switch word := judgeBoot(f); {
		case word == "inactive":
			return word
		case f.Rings >= lastRing: // whoever does not look has heard it
			return "held"
		}
		return ""
	}
	s.May, s.Next = []Outcome{"inactive", "held"}, Edges{"inactive": "adopt", "held": "button-boot", "address": "button-address"}
	return s
}

// lookEvery is how long a round of the list rests.
const lookEvery = 100 * time.Millisecond

// untilItTicks holds a round open until the next second is to be shown.
func untilItTicks(now time.Time, f *Facts) time.Duration {
	next, until := held(f)
	if !now.Before(next) {
		next = until
	}
	open := next.Sub(now)%time.Second - lookEvery
	if open <= -lookEvery { // it has just been shown, or is over
		open += time.Second
	}
	return max(open, lookEvery/10)
}

// holdRow says what is measured while the button is held. A camera that starts is as it
// should be there, and leaves the room to the seconds.
func holdRow(f *Facts, b access.Back) Result {
	switch r := backRow(f, b); {
	case b.Double != "" || f.OwnLost:
		return r
	case early(f) && len(b.Found) == 0:
		return warn(T("It has power already."), T("Keep pressing if the button was down before. If not: unplug it, press esc and start again."))
	case len(b.Found) > 0 && b.Found[0].Activated != isapi.Unknown:
		return r
	case len(b.Found) > 0 || len(b.Starting) > 0 && f.DarkSeen:
		r.Status, r.Hint = Skip, Text{}
		return r
	case len(b.Starting) > 0:
		return skip(T("It refuses connections. The clock leads until it answers."))
	}
	return skip(T("Nothing answers yet. The clock leads until something answers."))
}

// unplugged is dark before a reset: the camera may come back with another certificate,
// or without one. Where nothing can be measured the clock leads from the start on: where
// it did not answer here before, and where something refuses in its place.
var unplugged = Check{
	ID: dark.ID, Title: dark.Title,
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		change, r := dark.Run(ctx, env, f)
		after, now := *f, env.Now()
		change(&after)
		after.Lit = f.Lit || after.Alive.Taken()
		if after.ShutAt.IsZero() && after.Alive.There() && !after.Alive.Taken() {
			after.ShutAt = now
		}
		if !f.ShutAt.IsZero() && after.Alive.Taken() { // it was away, and may have been reset
			back := env.ComeBack(ctx, f, lookEvery, []lan.Address{f.Target})
			after.Heard, after.Found = back.Heard, back.Found
			if len(after.Found) > 0 && after.Found[0].Activated == isapi.Yes { // and was not
				after.ShutAt, after.Found = time.Time{}, nil
			}
		}
		began := !f.Did.IsZero()
		refused := began && !after.ShutAt.IsZero() && now.Sub(later(after.ShutAt, f.Did)) >= stillShut
		off := after.Dark && (after.Lit || began) || refused
		if off {
			for _, a := range sentences.Candidates(f) {
				env.Camera(a).Watch()
			}
		}
		if r.Status == Warn && began && now.Sub(f.Did) > stillLit {
			r.Hint = T("Many have two supplies: the network cable, and a 12 V plug. Take both away.")
		}
		return func(f *Facts) {
			change(f)
			f.Lit, f.ShutAt, f.Heard, f.Found = after.Lit, after.ShutAt, after.Heard, after.Found
			if off && f.DarkAt.IsZero() {
				f.DarkAt, f.DarkSeen, f.Rings = now, after.Dark && after.Lit, 0
			}
		}, r
	},
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// lastRing is the one that says to let go; one a 10 seconds come before.
const lastRing = 1000

// pressTimer counts from when the power went off. It never claims that the reset
// worked: only the network shows that.
var pressTimer = Check{
	ID: "clock", Title: T("Clock"),
	Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
		now := env.Now()
		plugged, until := held(f)
		rings, bell := f.Rings, 0
		rung := func(n, times int) {
			if rings < n {
				rings, bell = n, times
			}
		}
		r := Result{Status: Skip}
		switch {
		case now.Before(plugged):
			rung(1, 1)
			r.Detail = T("Press the button with a pin, and keep it pressed.")
			r.Left, r.Until = plugged.Sub(now), T("until you plug it in")
		case now.Before(until):
			since := now.Sub(plugged)
			rung(2, 2)
			rung(2+int(since/(10*time.Second)), 1)
			r.Detail = T("Plug it in, and keep pressing.")
			r.Left, r.Until = until.Sub(now), T("until you let go")
			r.Progress = float64(since) / float64(until.Sub(plugged))
		default:
			rung(lastRing, 3)
			r = Result{Status: OK, Detail: T("Let go now."), Progress: 1}
		}
		r.Bell = bell
		return func(f *Facts) { f.Rings = rings }, r
	},
}

// moreSeconds gives somebody on a ladder more time to press, or, after that, to hold.
var moreSeconds = &Action{Check: Check{
	ID: "more", Title: T("Clock"),
	Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
		plugged, _ := held(f)
		plugs := f.DarkAt.IsZero() || env.Now().Before(plugged)
		return func(f *Facts) {
			if plugs {
				f.Answers.Delay = min(f.Answers.Delay+moreTime, longestMore)
			} else {
				f.Longer = min(f.Longer+moreTime, longestMore)
			}
		}, ok(T("30 seconds more."))
	},
}}

// strangersEvery is how often other cameras are looked for, strangersWithin how long that
// may take: addresses that swallow packets must not keep a pulled plug from being seen.
const (
	strangersEvery  = 10 * time.Second
	strangersWithin = 2 * time.Second
)

// strangers looks for cameras that have no password before the reset begins, once at
// least: they must not be taken for the one that is reset.
var strangers = Check{
	ID: "strangers", Title: T("Other new devices"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		now, looked := env.Now(), !f.AroundAt.IsZero()
		switch {
		case f.Misses > 0 && !looked:
			return access.Nothing, skip(T("They were not looked for: yours was silent already."))
		case f.Misses > 0, looked && (!f.Did.IsZero() || now.Sub(f.AroundAt) < strangersEvery):
			return access.Nothing, sentences.StrangersRow(f.Strangers)
		}
		ctx, cancel := context.WithTimeout(ctx, strangersWithin)
		defer cancel()
		var fresh []lan.Address
		for _, found := range lookAround(ctx, env, sentences.Candidates(f)) {
			if found.Activated == isapi.No && found.Address != f.Target {
				fresh = append(fresh, found.Address)
			}
		}
		for _, d := range lan.Present(env.Listen(ctx, 0).Devices) {
			at := lan.PageOf(d)
			known := slices.ContainsFunc(fresh, func(a lan.Address) bool { return a.IP == at.IP })
			if d.Activated == isapi.No && !d.Same(f.Record) && !known {
				fresh = append(fresh, at)
			}
		}
		return func(f *Facts) { f.Strangers, f.AroundAt = fresh, now }, sentences.StrangersRow(fresh)
	},
}
