package steps

import (
	"context"

	"camreset/isapi"
)

func otherCertificateStep() Step {
	return Step{
		ID: "other-certificate", Phase: Look, Title: T("Another certificate than before"),
		Say: func(f *Facts) Text {
			return T("What answers at %s shows another certificate than the camera did before. Either the camera made a new one (after a reset, or after HTTPS was set up anew), "+
				"or this is another device that took its place. Nothing more is sent to it unless you know why.", f.Target)
		},
		Ask: &Question{Prompt: T("Do you know why?"), Options: []Option{
			{Key: "stop", Label: T("No, stop here")},
			{Key: "address", Label: T("No, type another address")},
			{Key: "mine", Label: T("Yes, I reset it or changed its HTTPS just now")},
		}},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   []Edge{{"stop", "done"}, {"address", "address"}, {"mine", "new-certificate"}},
	}
}

// newCertificate forgets the pin, so that the new certificate is pinned.
func newCertificate() Step {
	return Step{
		ID: "new-certificate", Phase: Look, Title: T("Looking at the camera anew"), Say: say("One moment."),
		Checks: []Check{{
			ID: "pin", Title: T("The new certificate is the one to go by"),
			Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
				env.Camera(f.Target).Forget()
				return func(f *Facts) { f.Seen, f.Login, f.Factory = isapi.Seen{}, isapi.Login{}, false }, ok(T("The old one is forgotten."))
			},
		}},
		Judge: func(*Facts) Outcome { return "forgotten" },
		May:   []Outcome{"forgotten"},
		Next:  []Edge{{"forgotten", "look"}},
	}
}
