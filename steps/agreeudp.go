package steps

import (
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/sentences"
)

// What goes out over UDP proves nobody: any device on the cable can answer in the
// camera's place. Where something speaks against the one that answers, it is asked
// about before a secret is sent.

// heardByAll is what others could do with a password that goes out sealed; the answer
// under it is the agreement.
const heardByAll = "It is sent sealed; somebody who controls this network could still interfere."

// agreeUDP asks before a secret is sent in spite of what speaks against the one that
// answers.
func agreeUDP() Dialog {
	return Dialog{Step: Step{
		ID: "agree-udp", Phase: Reset, Title: T("Another device may be answering in its place"),
		Say: sayOf("What answers may not be your %s, or not only yours. Nothing secret was sent yet. Whoever else answers would learn what is sent. " +
			"Best: plug it straight into this computer, say no, and try again."),
		Values: sentences.DeviceValues,
		State:  answersNow,
		Sheet: func(f *Facts) []Text {
			lines := sentences.DoubtLines(f.Doubt)
			if f.DoubtOf != facts.CommandActivate {
				lines = append(lines, sentences.ProofSecret(f))
			}
			return lines
		},
		Help: T("Harmless reasons: a Wi-Fi repeater that lends its own MAC, an old entry in this computer's table, a message that arrived twice. " +
			"The other reason: a device or program on this network that wants to know the password. If you do not know the reason, say no: nothing is lost."),
		Ask: &Question{Prompt: T("Send it all the same?"), Options: []Option{
			{Key: "no", Label: T("No, send nothing")},
			{Key: "yes", Label: T("Yes, I know the reason")},
		}, Put: func(f *Facts, key string) { f.Answers.Despite = key == "yes" }},
		Checks: []Check{codeLeft, alive},
		Wait:   watching,
		Next:   Edges{"no": "udp-left", "yes": flow.Return},
	}}
}

// udpLeft leads to where what was not sent is left.
func udpLeft() Fork {
	return Fork{
		ID: "udp-left",
		Decide: func(f *Facts) Outcome {
			if f.DoubtOf == facts.CommandReset {
				return "code"
			}
			return "network"
		},
		May:  []Outcome{"network", "code"},
		Next: Edges{"network": "network-left", "code": "exchange-failed"},
	}
}
