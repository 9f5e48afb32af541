package steps

import (
	"context"
	"time"

	"camreset/steps/flow"
	"camreset/steps/text"
)

// holdLook is how long addresses have to answer while the button is held: the
// seconds are counted once in a round, and nobody there may take two seconds.
const holdLook = 700 * time.Millisecond

// holdTime is how long the button is held once power is back: sources say 10
// to 30 seconds and more; 30 is enough for all of them.
const holdTime = 30 * time.Second

func buttonDelay() Step {
	return Step{
		ID: "button-delay", Phase: Reset, Title: T("How the button is pressed"),
		Say: say("In short: unplug; hold the button down; plug in while holding; keep holding 30 seconds; let go. " +
			"Guides say 5-15 seconds: too short for most cameras, and they leave out the power. The manual is right if it says otherwise. Use a straightened paperclip or another thin object."),
		Help: T("The timer begins after you press Enter, so that you can climb up first. It rings at the start, every 10 seconds, and three times at the end."),
		Ask: &Question{
			Prompt: T("How long from here to the camera?"),
			Options: []Option{
				{Key: "after-15", Label: T("15 seconds after Enter")},
				{Key: "now", Label: T("None: I am holding it already")},
				{Key: "after-30", Label: T("30 seconds after Enter")},
				{Key: "after-60", Label: T("60 seconds after Enter")},
			},
			Put: func(f *Facts, key string) {
				f.Answers.Delay = map[string]time.Duration{"after-15": 15 * time.Second, "after-30": 30 * time.Second, "after-60": time.Minute}[key]
			},
		},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   Edges{"now": "button-power", "after-15": "button-power", "after-30": "button-power", "after-60": "button-power"},
	}
}

func buttonHold() Step {
	return Step{
		ID: "button-hold", Phase: Reset, Title: T("Hold the button"),
		Saved: flow.Saved{Kind: away},
		List:  pressingList(1),
		Say: say("1. Press the button and hold it. 2. Plug the power in while you hold. 3. Keep holding 30 seconds. " +
			"There is no reliable sign of success on the camera: whether it worked shows on the network afterwards."),
		Help: T("If your manual tells another time, it is right. Hold too long rather than too short."),
		Hand: Hold,
		Ask: &Question{Prompt: T("Ready?"), Options: []Option{
			{Key: Done, Label: T("Start the timer")},
			{Key: "menu", Label: T("Stop this, show the other ways")},
		}},
		Checks: []Check{holdTimer, bootedWithin(holdLook, true)},
		Wait:   &Wait{Every: time.Second, For: 5 * time.Minute},
		Judge: func(f *Facts) Outcome {
			if !f.Did.IsZero() && f.HoldDone {
				return "held"
			}
			return ""
		},
		May:  []Outcome{"held"},
		Next: Edges{"held": "button-boot", Timeout: "button-boot", "menu": "menu"},
	}
}

// holdTimer counts the seconds from when the user said so. It never claims
// that the reset worked: only the network shows that.
var holdTimer = Check{
	ID: "hold", Title: T("Timer"),
	Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
		idle := func(f *Facts) { f.HoldDone, f.Rings = false, 0 }
		if f.Did.IsZero() {
			return idle, skip(T("It has not been started."))
		}
		held := env.Now().Sub(f.Did) - f.Answers.Delay
		if held < 0 {
			return idle, Result{Status: Skip, Detail: T("It begins in %s. Climb up now.", text.Clock(-held)), Left: -held, Until: T("until it begins")}
		}
		if held >= holdTime {
			return func(f *Facts) { f.HoldDone = true }, Result{Status: OK, Detail: T("30 seconds are over. Let go now."), Bell: 3, Progress: 1}
		}
		r := Result{Status: Skip, Detail: T("Keep holding: %s to go.", text.Clock(holdTime-held)), Left: holdTime - held, Until: T("until you let go")}
		rings := 1 + int(held/(10*time.Second))
		if rings > f.Rings {
			r.Bell = 1
		}
		return func(f *Facts) { f.HoldDone, f.Rings = false, rings }, r
	},
}
