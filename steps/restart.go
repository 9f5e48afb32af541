package steps

import "time"

func restartOff() Step {
	return Step{
		ID: "restart-off", Phase: Look, Title: T("Restarting the camera: power off"), Before: []ID{"pending"},
		Say:  say("Take the camera's power away: pull the PoE cable and the power plug, if it has both. A restart loses no settings. Do not restart while support is working on a request for this camera: that makes the request useless."),
		Hand: PowerOff,
		Ask: &Question{Prompt: T("Unplugged?"), Options: []Option{
			{Key: Done, Label: T("Yes, it has no power")},
			{Key: "leave", Label: T("Do not restart it")},
		}},
		Checks: []Check{dark},
		Wait:   &Wait{Every: lookEvery, For: 2 * time.Minute},
		Judge:  judgeDark,
		May:    []Outcome{"dark"},
		Next:   Edges{"dark": "restart-on", Timeout: "restart-on", "leave": "look"},
	}
}

func restartOn() Step {
	return Step{
		ID: "restart-on", Phase: Look, Title: T("Restarting the camera: power on"),
		Say:  say("Wait ten seconds, then give the camera its power back. It needs one to three minutes to start."),
		Hand: PowerOn,
		Ask: &Question{Prompt: T("Plugged in?"), Options: []Option{
			{Key: Done, Label: T("Yes, it has power again")},
			{Key: "leave", Label: T("Go on without waiting")},
		}},
		Checks: []Check{alive},
		Wait:   &Wait{Every: 2 * time.Second, For: 4 * time.Minute},
		Judge: func(f *Facts) Outcome {
			if !f.Did.IsZero() && f.Reachable() {
				return "back"
			}
			return ""
		},
		May:  []Outcome{"back"},
		Next: Edges{"back": "look", Timeout: "look", "leave": "look"},
	}
}
