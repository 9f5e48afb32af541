package steps

import (
	"context"
	"slices"
	"strings"

	"camreset/steps/access"
	"camreset/steps/flow"
)

// item is one thing that is left to do once somebody is in. Choosing it says how, and
// ticks it.
type item struct {
	key   Outcome
	label string
	// when hides it where it makes no sense; nil shows it always.
	when func(*Facts) bool
	how  func(*Facts) Text
}

// today is what makes the next loss easy, or keeps it from happening; the worst first.
var today = []item{
	{"others", "Give the new password to recorders, programs and apps", func(f *Facts) bool { return f.NewSent || f.Answers.SaidReset }, func(*Facts) Text {
		return T("Recorder, viewing programs, Home Assistant and apps: do it now. One that still has an old password locks it again.")
	}},
	{"questions", "Set security questions for the next time", nil, func(*Facts) Text {
		return T("On its page: Configuration > System > User Management > Account Security Settings. Set an e-mail address there too.")
	}},
	{"firmware", "Firmware: update regularly", nil, func(f *Facts) Text { return T("%s", firmwareLine(f)) }},
	{"two-factor", "Two-factor authentication wherever possible", nil, func(*Facts) Text {
		return T("It is set on the cloud account (Hik-Connect), not on the device itself. The app has it under the account's settings.")
	}},
	{"internet", "Keep it off the internet", nil, func(*Facts) Text {
		return T("No port forwarding and no UPnP in the router: nobody outside should reach it.")
	}},
}

func (x item) ticked(f *Facts) bool { return slices.Contains(f.Answers.Ticked, x.key) }

func (x item) shown(f *Facts) bool { return (f.Proved || f.WasIn) && (x.when == nil || x.when(f)) }

// open says whether it is still to be done.
func (x item) open(f *Facts) bool { return x.shown(f) && !x.ticked(f) }

func todayOptions() []Option {
	var options []Option
	for _, x := range today {
		options = append(options, Option{
			Key: x.key, Label: T("%s", x.label), When: x.shown, About: x.how, Stays: true, Do: ticking(x),
			Mark: func(f *Facts) flow.Status {
				if x.ticked(f) {
					return OK
				}
				return Warn
			},
		})
	}
	return options
}

// tick keeps that a thing is done; chosen once more it is open again.
func tick(f *Facts, key string) {
	f.Answers.Finished = key == "finish"
	at := slices.IndexFunc(today, func(x item) bool { return string(x.key) == key })
	if at < 0 {
		return
	}
	if x := today[at]; x.ticked(f) {
		f.Answers.Ticked = slices.DeleteFunc(slices.Clone(f.Answers.Ticked), func(k Outcome) bool { return k == x.key })
	} else {
		f.Answers.Ticked = append(slices.Clip(f.Answers.Ticked), x.key)
	}
}

// ticking says how the thing is done that was chosen.
func ticking(x item) *Action {
	return &Action{Check: Check{ID: "ticked", Title: T("To do"), Run: func(_ context.Context, _ Env, f *Facts) (func(*Facts), Result) {
		return access.Nothing, ok(x.how(f))
	}}}
}

func firmwareLine(f *Facts) string {
	if f.Device.Firmware == "" {
		return "It did not say which version it has. The maker's support page has the newest one for each model and region."
	}
	return "This one has " + strings.TrimSpace(f.Device.Firmware+" "+f.Device.Build) + ". The maker's support page has the newest one for exactly this model and region."
}
