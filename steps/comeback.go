package steps

import (
	"context"
	"time"

	"camreset/isapi"
	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/sentences"
)

func buttonBoot() Step {
	s := station("button-boot")
	s.List = pressItems(func(*Facts) int { return letGo })
	s.Sheet = sentences.BootSheet
	s.Help = T("Let go of the button. It starts again: first it is silent, then it refuses for a while; both are normal. It is looked for at its old address and at the factory addresses. As soon as it is there, this continues by itself. " +
		"Still nothing after five minutes? Then the screen says what else to look at.")
	s.Fresh = func(f *Facts) { f.Found, f.Starting, f.StillActive = nil, nil, 0 }
	s.Aside = []Option{
		{Key: "address", Label: T("Type its address"), Hot: "a"},
		{Key: "second", Label: T("Let this computer reach %s", sentences.FactoryAddress), Hot: "s", When: sentences.FactoryIsForeign},
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

// booted looks for the camera at every address where it may be.
var booted = bootedWhile(false)

// bootedWhile is booted while the button is held, or after that. It rings when what is
// waited for is there: a button that is still held is let go then.
func bootedWhile(holding bool) Check {
	return Check{
		ID: "booted", Title: T("Device"),
		Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
			open, bell := roundOpen, 1
			if holding {
				open, bell = untilItTicks(env.Now(), f), 3
			}
			b := env.ComeBack(ctx, f, open, sentences.Candidates(f))
			now := env.Now()
			change := func(f *Facts) {
				f.Heard, f.Found, f.Starting = b.Heard, b.Found, b.Starting
				f.CountActive(now)
				b.Seen.Keep(f)
				if f.PowerAt.IsZero() && hasPower(f, b) {
					f.PowerAt = now
				}
			}
			after := *f
			change(&after)
			r := backRow(&after, b)
			if holding {
				r = holdRow(&after, b)
			}
			if word := judgeBoot(&after); word != judgeBoot(f) && (word == "inactive" || word != "" && !holding) {
				r.Bell = bell
			}
			return change, r
		},
	}
}

// hasPower is true where the camera that was off was seen again. Where the power was not
// seen to go off, who refuses may do so in its place.
func hasPower(f *Facts, b access.Back) bool {
	at := b.Seen.At[0]
	return at.Misses == 0 && b.Double == "" && (at.Reach.Taken() || f.DarkSeen && at.Reach.There())
}

// lookAround looks once at all addresses at the same time; the inactive ones come first.
func lookAround(ctx context.Context, env Env, all []lan.Address) []facts.Found {
	return env.LookAround(ctx, all)
}

// backRow says how far the camera has come.
func backRow(f *Facts, b access.Back) Result {
	switch {
	case b.Double != "":
		return warn(T("Several devices have the address %s.", b.Double), T("Unplug all but yours: they hide each other."))
	case b.Seen.At[0].OwnLost:
		return sentences.OwnLostRow()
	case len(b.Found) == 0 && len(b.Starting) > 0 && !f.DarkAt.IsZero() && !f.DarkSeen:
		return warn(T("It refuses connections at %s.", b.Starting[0]), T("It is off, or starting: wait a minute or two once it is plugged in."))
	case len(b.Found) == 0 && len(b.Starting) > 0:
		return warn(T("Something has power at %s, and takes no connections yet.", b.Starting[0]), T("If it is yours, it is starting: wait a minute or two."))
	}
	return sentences.BootResult(b.Found)
}
