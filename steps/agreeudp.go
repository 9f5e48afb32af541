package steps

import (
	"context"
	"errors"
	"net/netip"

	"camreset/isapi/sadp"
)

// What goes out over UDP proves nobody: any device on the cable can answer in the
// camera's place. Where something speaks against the one that answers, it is asked
// about before a secret is sent.

// heardByAll is what others could do with a password that goes out sealed; the answer
// under it is the agreement.
const heardByAll = "It goes out encrypted, but to everybody on this cable: a device there that answers in the camera's place would learn it."

// toDevices is the Net by which commands are sent: it knows the neighbour table.
func (e Env) toDevices() sadp.Net {
	n := e.SADP
	if e.Neighbours != nil {
		n.Neighbours = func(ctx context.Context) map[netip.Addr]string { return knownNeighbours(ctx, e) }
	}
	return n
}

// consent is what the user agreed to for the next command over UDP.
func (f *Facts) consent() sadp.Consent {
	c := sadp.Consent{Unsalted: f.Answers.Unsalted}
	if f.Answers.Despite {
		c.Despite = f.Doubt
	}
	return c
}

// doubted keeps what spoke against the camera when a command of that step was to be
// sent. An agreement is good for one command.
func (f *Facts) doubted(at Outcome, err error) {
	f.Answers.Despite, f.Doubt, f.DoubtAt = false, sadp.Doubt{}, ""
	if e := (*sadp.Error)(nil); errors.As(err, &e) && errors.Is(err, sadp.ErrDoubt) {
		f.Doubt, f.DoubtAt = e.Doubt, at
	}
}

func agreeUDP() Step {
	return Step{
		ID: "agree-udp", Phase: Activate, Title: T("Perhaps another device answers for the camera"),
		Say: func(*Facts) Text {
			return T("What answers may not be your camera, or not it alone. Nothing secret was sent yet. Whoever else answers would learn what is sent. " +
				"Best: unplug everything else from this cable, or connect the camera straight to this computer, say no, and try again.")
		},
		Sheet: func(f *Facts) []Text {
			lines := append([]Text{T("Camera: %s", f.describe())}, doubtLines(f.Doubt)...)
			if f.DoubtAt != "send-activation" {
				lines = append(lines, T("If the camera refuses what is sent, that costs one try."))
			}
			return lines
		},
		Help: T("Harmless reasons: a Wi-Fi repeater that lends its own MAC, an old entry in this computer's table, a message that the camera got twice. " +
			"The other reason: a device or program on this network that wants to know the password."),
		Ask: &Question{Prompt: T("Send it all the same?"), Options: []Option{
			{Key: "no", Label: T("No, send nothing")},
			{Key: "yes", Label: T("Yes, I know the reason")},
		}, Put: func(a *Answers, key string) { a.Despite = key == "yes" }},
		Checks: []Check{codeLeft, alive},
		Wait:   watching,
		Next:   []Edge{{"no", "udp-agreed"}, {"yes", "udp-agreed"}},
	}
}

// doubtLines say what was seen.
func doubtLines(d sadp.Doubt) []Text {
	var lines []Text
	switch {
	case !d.First.IsValid():
	case d.First == d.Second:
		lines = append(lines, T("Two different answers came, both from %s.", d.First))
	default:
		lines = append(lines, T("Two different answers came, from %s and from %s.", d.First, d.Second))
	}
	if d.Neighbour != "" {
		lines = append(lines, T("The camera names the MAC %s; for %s this computer's neighbour table has another one, %s.", d.MAC, d.Address, d.Neighbour))
	}
	return lines
}

func doubtResult() Result {
	return warn(T("Nothing secret was sent: another device may be answering for the camera."), T("You are asked what to do."))
}

// udpAgreed leads back to what was to be sent, or to where that was left.
func udpAgreed() Step {
	origins := []Outcome{"send-activation", "send-code", "send-network", "guid-export"}
	next := []Edge{{"left", "network-left"}, {"code-left", "exchange-failed"}}
	for _, at := range origins {
		next = append(next, Edge{at, ID(at)})
	}
	return Step{
		ID: "udp-agreed", Phase: Activate, Title: T("Choosing where to go on"), Say: say("One moment."),
		Judge: func(f *Facts) Outcome {
			switch {
			case f.Answers.Despite && f.DoubtAt != "":
				return f.DoubtAt
			case f.DoubtAt == "send-code":
				return "code-left"
			}
			return "left"
		},
		May:  append([]Outcome{"left", "code-left"}, origins...),
		Next: next,
	}
}

// doubledMAC says why no command is sent to a camera whose MAC another device claims
// too.
func doubledMAC(f *Facts) Text {
	if !f.Record.Doubled {
		return Text{}
	}
	return T("Two devices claim the MAC %s, so a command would reach both. Unplug the other one, or use the page of the one that is yours.", f.Record.MAC)
}

// aloneAgain looks whether the other device with the camera's MAC is still there.
func (e Env) aloneAgain(ctx context.Context, f *Facts) func(*Facts) {
	if !f.Record.Doubled {
		return nothing
	}
	heard, d, now := e.follow(ctx, f.Record)
	return func(f *Facts) {
		if f.Heard = heard; now {
			f.Record.Doubled = d.Doubled
		}
	}
}
