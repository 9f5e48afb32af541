package steps

import (
	"time"

	"camreset/isapi"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/sentences"
)

// A camera that is heard, but that no browser reaches, is distant: its address lies
// in another subnet than this computer's, its mask leaves this computer out, or other
// devices have its address too. What goes to everybody on the cable names its MAC and
// reaches it all the same: it can be activated and moved that way, or, in another
// subnet, this computer gets an address beside it.

func otherSubnet() Step {
	return Step{
		ID: "other-subnet", Phase: Look, Title: T("It is there, but no browser reaches it"),
		Heading: func(f *Facts) Text { return T("The %s is there, but no browser reaches it", f.Noun()) },
		Say:     sentences.SayDistant,
		Values:  sentences.DistantValues,
		State:   answersNow,
		Fresh: func(f *Facts) {
			if f.SharesAddress() {
				f.Seen = isapi.Seen{} // any of them may have been met
			}
			f.ByFlags = f.FlagsMove()
		},
		Help: T("Nothing is broken: two devices on one cable can only talk if their addresses are alike. " +
			"With administrator rights this computer can take a second address beside it, and then every way is open. " +
			"Without them, one that has no password yet gets its first one and is then moved into this network; both go out to everybody on this cable, and only this device takes them."),
		Ask: &Question{Prompt: T("What now?"),
			First: func(f *Facts) Outcome {
				switch {
				case f.Activated() == isapi.No:
					return "activate"
				case secondHelps(f):
					return "near"
				}
				return "move"
			},
			Options: []Option{
				{Key: "activate", Label: T("Set its first password, then move it here"), When: func(f *Facts) bool { return f.Activated() == isapi.No }},
				{Key: "near", Label: T("Give this computer a second address"), When: secondHelps},
				{Key: "move", Label: T("I know its password: move it here"), Shut: sentences.ShutSecret, When: func(f *Facts) bool { return f.Activated() != isapi.No }},
				{Key: "menu", Label: T("Show all the ways in")},
				{Key: "change", Label: T("Choose another device")},
			},
		},
		Checks: []Check{alive, subnet, codeLeft},
		Wait:   watching,
		Judge: func(f *Facts) Outcome {
			if reached := judgeNear(f); reached != "" || !f.ByFlags {
				return reached
			}
			return "activate"
		},
		May: []Outcome{"reached", "activate"},
		Next: Edges{
			"reached": "near-now", "activate": "new-password", "near": "near-address", "move": "move-password", "menu": "menu", "change": "find",
		},
	}
}

// secondHelps is true where this computer's own address keeps a browser from the
// camera.
func secondHelps(f *Facts) bool { return !f.SharesAddress() && !f.Record.WrongMask }

// judgeNear moves on when this computer and the camera have come into one subnet.
func judgeNear(f *Facts) Outcome {
	if _, near := f.OwnNetworkOf(f.Target); near && secondHelps(f) && !f.UDPOnly() {
		return "reached"
	}
	return ""
}

// nearNow goes on with a camera that can be reached by now.
func nearNow() Fork {
	return Fork{
		ID: "near-now",
		Decide: func(f *Facts) Outcome {
			if f.NewSent && !f.Proved && !f.Answers.New.IsZero() {
				return "prove"
			}
			return "look"
		},
		May:  []Outcome{"prove", "look"},
		Next: Edges{"prove": "prove-login", "look": "look"},
	}
}

// secondAddressStep gives this computer a way into the factory subnet,
// nearAddress one into the camera's.
func secondAddressStep() Step {
	factory := func(*Facts) lan.Address { a, _ := lan.ParseAddress(sentences.FactoryAddress); return a }
	s := besideStep("second-address", factory)
	s.Saved = flow.Saved{Kind: away}
	s.Next = Edges{"near": "button-boot", "leave": "button-boot", Timeout: "button-boot"}
	return s
}

func nearAddress() Step {
	s := besideStep("near-address", func(f *Facts) lan.Address { return f.Target })
	s.Phase = Look
	s.Next = Edges{"near": "near-now", "leave": "other-subnet", Timeout: "other-subnet"}
	return s
}

// besideStep waits until this computer has an address beside a camera's. The
// command needs administrator rights, so the user types it.
func besideStep(id ID, where func(*Facts) lan.Address) Step {
	return Step{
		ID: id, Phase: Reset, Title: T("A second address for this computer"),
		Say: say("This computer cannot reach its address yet. Type the first command in another window; it needs administrator rights. " +
			"It changes nothing else, and the second command undoes it."),
		Values: func(f *Facts) []Value { return []Value{{Name: T("Its address"), Value: T("%s", where(f))}} },
		Sheet:  func(f *Facts) []Text { return sentences.SecondAddress(f, where(f)) },
		Help:   T("The second address ends with the next restart of this computer. The first one stays, so nothing else is cut off. If you may not change addresses here, use a computer on which you may."),
		Hand:   SecondAddress,
		Ask: &Question{Prompt: T("Done?"), Options: []Option{
			{Key: Done, Label: T("Yes, this computer has the second address")},
			{Key: "leave", Label: T("Continue without it")},
		}},
		Checks: []Check{ownNetworks},
		Wait:   &Wait{Every: 2 * time.Second, For: 2 * time.Minute},
		Judge: func(f *Facts) Outcome {
			if _, near := f.OwnNetworkOf(where(f)); near && !f.Did.IsZero() {
				return "near"
			}
			return ""
		},
		May: []Outcome{"near"},
	}
}
