package steps

import (
	"context"

	"camreset/steps/lan"
	"camreset/steps/sentences"
)

func otherPort() Step {
	return Step{
		ID: "other-port", Phase: Look, Title: T("Another port of that address"),
		Say: func(f *Facts) Text {
			if f.Usual != (lan.Address{}) {
				return T("%s A page answers at the other address. Behind a router or a recorder that can be another device, so it was not asked anything yet.", sentences.WrongDoorWords(f))
			}
			return T("It sends visitors on to another port. Behind a router or a recorder that can be another device, so camreset has not followed.")
		},
		Values: func(f *Facts) []Value {
			return []Value{{Name: T("You typed"), Value: T("%s", f.Target)}, {Name: T("The other"), Value: T("%s", f.OtherPort())}}
		},
		State: answersNow,
		Help: T("One router or recorder can have many devices behind one address, each at a port of its own. If there is only one device at this address, the other port is most likely the same one. " +
			"Not sure? Type its address in its own network instead."),
		Ask: &Question{Prompt: T("Is that the same device?"), Options: []Option{
			{Key: "address", Label: T("I do not know: type another address")},
			{Key: "yes", Label: T("Yes, look there"), Do: toPort},
			{Key: "menu", Label: T("Show the ways in")},
		}},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   Edges{"yes": "resolve", "address": "find", "menu": "menu"},
	}
}

// toPort makes the other port what is looked at, as if it had been typed.
var toPort = &Action{Check: Check{
	ID: "to-port", Title: T("Address"),
	Run: func(_ context.Context, _ Env, f *Facts) (func(*Facts), Result) {
		to := f.OtherPort()
		return func(f *Facts) { f.Answers.Typed, f.Answers.Picked = to, "" }, ok(T("From now on camreset looks at %s.", to))
	},
}}
