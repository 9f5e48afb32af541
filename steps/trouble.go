package steps

import (
	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/sentences"
)

func unreachable() Step {
	return Step{
		ID: "unreachable", Phase: Find, Title: T("The camera does not answer"),
		Say: func(f *Facts) Text {
			if f.Mute() {
				return T("%s Restart it, or look again after a minute.", sentences.ReachRow(f).Detail)
			}
			row := sentences.ReachRow(f)
			return T("%s %s As soon as it answers, this goes on by itself.", row.Detail, row.Hint)
		},
		Sheet: troubleSheet,
		Help: T("Check that the camera has power and is on the network, that its IP address is right, and that computer or phone is on the same network. " +
			"Then restart the router and the camera. The manual for this model tells what its lights mean."),
		Ask: &Question{
			Prompt: T("What now?"),
			First: func(f *Facts) Outcome {
				if f.Hangs() {
					return "restart"
				}
				return "again"
			},
			Options: []Option{
				{Key: "again", Label: T("Look again")},
				{Key: "change", Label: T("Type another address")},
				{Key: "find", Label: T("Search this network for it")},
				{Key: "restart", Label: T("Restart the camera and watch")},
				{Key: "menu", Label: T("Show all the ways in")},
				{Key: "stop", Label: T("Stop here")},
			},
		},
		Checks: []Check{alive, subnet},
		Wait:   watching,
		Judge: func(f *Facts) Outcome {
			if f.Alive.State == isapi.ReachOpen && !f.Mute() { // who takes a connection says nothing by it
				return "answers"
			}
			return ""
		},
		May:  []Outcome{"answers"},
		Next: Edges{"again": "look", "answers": "look", "change": "address", "find": "find", "restart": "restart-off", "menu": "menu", "stop": "done"},
	}
}

func troubleSheet(f *Facts) []Text {
	lines := append(facts.LabelCode(f),
		T("1. The camera has power and is on the network: a light, the PoE port's light, the cable."),
		T("2. The IP address is right: %s.", f.Target),
		T("3. This computer is on the same network: no guest Wi-Fi, no VPN."),
		T("4. Restart the router and the camera, and wait two minutes."),
		T("5. The manual for this model explains its lights."),
	)
	if f.InOtherSubnet() {
		lines = append(lines, secondAddress(f, f.Target)...)
	}
	return lines
}

func notHikvision() Step {
	return Step{
		ID: "not-hikvision", Phase: Look, Title: T("This is another device"),
		Say: func(f *Facts) Text {
			return T("Something answers at %s, but it does not look like a Hikvision device. Other makers have other ways back in: nothing was sent to it.", f.Target)
		},
		Sheet: func(f *Facts) []Text {
			lines := []Text{T("What was seen:")}
			for _, e := range f.Seen.Evidence() {
				lines = append(lines, T("- %s", e))
			}
			return lines
		},
		Help: T("A router, a printer or another camera may have taken the address. Brands that sell Hikvision cameras under their own name are recognised as well, as a rule."),
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "change", Label: T("Type another address")},
			{Key: "again", Label: T("Look again")},
			{Key: "stop", Label: T("Stop here")},
		}},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   Edges{"change": "address", "again": "look", "stop": "done"},
	}
}
