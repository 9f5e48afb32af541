package steps

import (
	"net/netip"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/lan"
)

func buttonRecord() Step {
	return Step{
		ID: "button-record", Phase: Reset, Title: T("Write the settings down"),
		Say: func(f *Facts) Text {
			if facts.Recorded(f) {
				return T("After the reset the camera has forgotten its network settings. It told them over the network, and they are kept here to give them back; write them down too.")
			}
			return T("After the reset the camera has forgotten its network settings. What was seen is kept here; write it down too. " +
				"Two things this camera does not tell without a login: how it gets its address, and its mask and gateway.")
		},
		Sheet: recordSheet,
		Fresh: func(f *Facts) {
			f.Reset, f.Moved = facts.Reset{OldTarget: f.Target, Before: f.Seen, RecordBefore: f.Record}, false
		},
		Help: T("In the router's list a fixed address often stands as \"static\". Mask and gateway are mostly those of this computer."),
		Ask: &Question{
			Prompt: T("How did the camera get its address?"),
			Options: []Option{
				{Key: "unknown", Label: T("I do not know"), When: unrecorded},
				{Key: "fixed", Label: T("It was set by hand (fixed)"), When: unrecorded},
				{Key: "dhcp", Label: T("The router gives it (DHCP)"), When: unrecorded},
				{Key: "recorded", Label: T("It told so itself, see above; go on"), When: facts.Recorded},
			},
			Put: func(f *Facts, key string) {
				f.Answers.Network.DHCP = map[string]isapi.Tri{"fixed": isapi.No, "dhcp": isapi.Yes}[key]
			},
		},
		Checks: []Check{alive, recordBefore},
		Next:   Edges{"unknown": "record-mask", "fixed": "record-mask", "dhcp": "button-delay", "recorded": "button-delay"},
	}
}

func unrecorded(f *Facts) bool { return !facts.Recorded(f) }

func recordMask() Step {
	return recordLine("record-mask", "record-gateway", "Subnet mask (Enter if not known)",
		"The subnet mask looks like 255.255.255.0. It is mostly the one of this computer.",
		"255.255.255.0", func(f *Facts, typed string) { f.Answers.Network.Mask = typed })
}

func recordGateway() Step {
	return recordLine("record-gateway", "button-delay", "Gateway (Enter if not known)",
		"The gateway is the router's address, for example 192.168.1.1.",
		"192.168.1.1", func(f *Facts, typed string) { f.Answers.Network.Gateway = typed })
}

func recordLine(id, next ID, prompt, words, example string, put func(*Facts, string)) Step {
	return Step{
		ID: id, Phase: Reset, Title: T("Write the settings down"), Say: say(words), Sheet: recordSheet,
		Ask: &Question{
			Kind: Line, Prompt: T("%s", prompt),
			Valid: func(_ *Facts, typed string) Text {
				if ip, err := netip.ParseAddr(lan.PlainAddress(typed)); typed != "" && (err != nil || !ip.Is4()) {
					return T("That is four numbers with dots, such as %s; or press Enter if it is not known.", example)
				}
				return Text{}
			},
			Put: func(f *Facts, typed string) { put(f, lan.PlainAddress(typed)) },
		},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   Edges{Given: next},
	}
}
