package steps

import (
	"time"

	"camreset/steps/sentences"
)

func restartOff() Step {
	return Step{
		ID: "restart-off", Phase: Look, Title: T("Restart it: power off"), Before: []ID{"pending"},
		Heading: func(f *Facts) Text { return T("Restart the %s: power off", f.Noun()) },
		Say: func(f *Facts) Text {
			return T("Unplug it: the network cable if that powers it, and the power plug. A restart loses no settings.%s", sentences.RequestWarning(f))
		},
		State: powerState,
		Help: T("A restart frees a device that hangs, and often ends a lock. Does it still answer? It may have two supplies: the network cable (PoE) and a plug. Take both away. " +
			"If support is working on a request for it, do not restart it: that makes the request useless."),
		Hand: PowerOff,
		Ask: &Question{Prompt: T("Unplugged?"), Options: []Option{
			{Key: Done, Label: T("Yes, it has no power")},
			{Key: "leave", Label: T("Do not restart it")},
		}},
		Checks: []Check{dark},
		Wait:   &Wait{Every: lookEvery, For: 2 * time.Minute},
		Judge:  judgeDark,
		May:    []Outcome{"dark"},
		Next:   Edges{"dark": "restart-on", Timeout: "restart-on", "leave": "whose"},
	}
}

// powerState is the State where a device is being unplugged.
func powerState(f *Facts) Text {
	if f.Dark {
		return T("It is off.")
	}
	if f.Reachable() {
		return T("It still answers.")
	}
	return Text{}
}

func restartOn() Step {
	return Step{
		ID: "restart-on", Phase: Look, Title: T("Restart it: power on"),
		Heading: func(f *Facts) Text { return T("Restart the %s: power on", f.Noun()) },
		Say:     say("Wait ten seconds, then plug it in again. It needs one to three minutes to start."),
		State:   answersNow,
		Help:    T("While it starts it is silent, or refuses: both are normal. Is it still away after five minutes? Check that the plug and the cable sit firmly, and whether a light is on."),
		Hand:    PowerOn,
		Ask: &Question{Prompt: T("Plugged in?"), Options: []Option{
			{Key: Done, Label: T("Yes, it has power again")},
			{Key: "leave", Label: T("Continue without waiting")},
		}},
		Checks: []Check{comingBack},
		Wait:   &Wait{Every: 2 * time.Second, For: 4 * time.Minute},
		Judge: func(f *Facts) Outcome {
			if !f.Did.IsZero() && f.Reachable() {
				return "back"
			}
			return ""
		},
		May:  []Outcome{"back"},
		Next: Edges{"back": "whose", Timeout: "whose", "leave": "whose"},
	}
}
