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
				return T("%s A page answers at %s. Behind a router or a recorder another port can be another device, so it was not asked anything yet.", sentences.WrongDoorWords(f), f.Usual)
			}
			return T("%s sends visitors on to %s. Behind a router or a recorder another port can be another device, so this was not followed.", f.Target, f.OtherPort())
		},
		Ask: &Question{Prompt: T("Is that the same camera?"), Options: []Option{
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
		return func(f *Facts) { f.Answers.Typed, f.Answers.Picked = to, "" }, ok(T("The camera is looked at on %s now.", to))
	},
}}
