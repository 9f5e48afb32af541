package steps

import (
	"context"
	"errors"

	"camreset/isapi"
)

// elsewhere is the other port of its address that the device sends visitors to,
// where a port was typed, or the one at which a page answers when that port has none:
// another device may be there.
func (f *Facts) elsewhere() Address {
	if f.Usual != (Address{}) {
		return f.Usual
	}
	for _, r := range []isapi.Reply{f.Seen.Front.Reply, f.Seen.Status.Reply} {
		if !errors.Is(r.Err, isapi.ErrOtherPort) {
			continue
		}
		if to, bad := ParseAddress(r.Location); bad.IsZero() && to.IP == f.Target.IP {
			return to
		}
	}
	return Address{}
}

func otherPort() Step {
	return Step{
		ID: "other-port", Phase: Look, Title: T("Another port of that address"),
		Say: func(f *Facts) Text {
			if f.Usual != (Address{}) {
				return T("%s A page answers at %s. Behind a router or a recorder another port can be another device, so it was not asked anything yet.", wrongDoorWords(f), f.Usual)
			}
			return T("%s sends visitors on to %s. Behind a router or a recorder another port can be another device, so this was not followed.", f.Target, f.elsewhere())
		},
		Ask: &Question{Prompt: T("Is that the same camera?"), Options: []Option{
			{Key: "address", Label: T("I do not know: type another address")},
			{Key: "yes", Label: T("Yes, look there")},
			{Key: "menu", Label: T("Show the ways in")},
		}},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   []Edge{{"yes", "to-port"}, {"address", "address"}, {"menu", "menu"}},
	}
}

// toPort makes the other port what is looked at, as if it had been typed.
func toPort() Step {
	return Step{
		ID: "to-port", Phase: Look, Title: T("Looking there"), Say: say("One moment."),
		Checks: []Check{{
			ID: "to-port", Title: T("Address"),
			Run: func(_ context.Context, _ Env, f *Facts) (func(*Facts), Result) {
				to := f.elsewhere()
				return func(f *Facts) { f.Answers.Typed, f.Answers.Picked = to, "" }, ok(T("The camera is looked at on %s now.", to))
			},
		}},
		Judge: func(*Facts) Outcome { return "named" },
		May:   []Outcome{"named"},
		Next:  []Edge{{"named", "resolve"}},
	}
}
