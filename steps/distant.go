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
		ID: "other-subnet", Phase: Look, Title: T("The camera is there, but no browser reaches it"),
		Say: sayDistant,
		Fresh: func(f *Facts) {
			if f.SharesAddress() {
				f.Seen = isapi.Seen{} // any of them may have been met
			}
		},
		Help: T("Without rights on this computer: a camera without a password gets one first, and is then moved into this network; both go out as messages to everybody on the cable, which only this camera takes. " +
			"With administrator rights this computer gets a second address beside the camera; then every way is open."),
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
				{Key: "activate", Label: T("Give it a password, then move it here"), When: func(f *Facts) bool { return f.Activated() == isapi.No }},
				{Key: "near", Label: T("Give this computer a second address"), When: secondHelps},
				{Key: "move", Label: T("Move it here with its password"), Shut: sentences.ShutSecret, When: func(f *Facts) bool { return f.Activated() != isapi.No }},
				{Key: "menu", Label: T("Show all the ways in")},
				{Key: "change", Label: T("Choose another camera")},
			},
		},
		Checks: []Check{alive, subnet, codeLeft},
		Wait:   watching,
		Judge:  judgeNear,
		May:    []Outcome{"reached"},
		Next: Edges{
			"reached": "near-now", "activate": "new-password", "near": "near-address", "move": "move-password", "menu": "menu", "change": "find",
		},
	}
}

func sayDistant(f *Facts) Text {
	switch {
	case f.SharesAddress():
		return T("%d devices have the address %s, so a browser may meet any of them. Yours is the one with the MAC %s. What goes out over the cable names that MAC, and reaches this one only. "+
			"Nothing has to be unplugged for that: give it a password if it has none, then an address of its own.", len(f.Heard.Holders(f.Target)), f.Target, f.Record.MAC)
	case f.Record.WrongMask:
		return T("%s is heard at %s, and hears this computer, but cannot answer a browser: its mask, %s, leaves this computer out. Nothing has to be reset for that: over the cable it takes other network settings.",
			f.Name(), f.Target, f.Record.Mask)
	}
	return T("%s is heard at %s, and this computer is in %s. Both hang on the same cable, but no browser gets from one to the other. Nothing has to be reset for that.",
		f.Name(), f.Target, lan.ListNetworks(f.Own))
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
	factory := func(*Facts) lan.Address { a, _ := lan.ParseAddress(factoryAddress); return a }
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
		Say: func(f *Facts) Text {
			return T("The camera sits at %s, which this computer cannot reach. Type the first command in another window; it needs administrator rights. "+
				"It changes nothing else, and the other one undoes it.", where(f))
		},
		Sheet: func(f *Facts) []Text { return secondAddress(f, where(f)) },
		Help:  T("The address ends with the next restart of this computer. If you may not change addresses here, use a computer where you may, or one that is set to an address beside the camera's by hand."),
		Hand:  SecondAddress,
		Ask: &Question{Prompt: T("Done?"), Options: []Option{
			{Key: Done, Label: T("Yes, this computer has the second address")},
			{Key: "leave", Label: T("Go on without it")},
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
