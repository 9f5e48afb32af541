package steps

import (
	"camreset/isapi"
	"camreset/steps/drawings"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/sentences"
)

func unreachable() Step {
	return Step{
		ID: "unreachable", Phase: Find, Title: T("It does not answer"),
		Heading: func(f *Facts) Text { return T("Nothing answers at %s", f.Target) },
		Say: func(f *Facts) Text {
			row := sentences.ReachRow(f)
			if f.Mute() {
				return T("%s Take its power away for ten seconds, or look again after a minute.", row.Detail)
			}
			return T("%s %s", row.Detail, row.Hint)
		},
		List: func(f *Facts) []Item {
			return []Item{
				{Do: T("It has power and is on the network: look for a light on it or at its switch port.")},
				{Do: T("The IP address is right:"), At: T("%s", f.Target)},
				{Do: T("This computer or phone is on the same network: no guest Wi-Fi, no VPN.")},
			}
		},
		Sheet:    troubleSheet,
		Drawings: func(*Facts) []flow.Drawing { return []flow.Drawing{drawings.Cabling()} },
		State:    func(*Facts) Text { return T("Still looking. As soon as it answers, this goes on by itself.") },
		Help: T("Check that the camera has power and is on the network, that its IP address is right, and that computer or phone is on the same network. " +
			"Restart the router and the camera, and wait two minutes. The manual for this model tells what its lights mean."),
		Ask: &Question{
			First: func(f *Facts) Outcome {
				if f.Hangs() {
					return "restart"
				}
				return "again"
			},
			Options: []Option{
				{Key: "again", Label: T("Keep looking"), Stays: true},
				{Key: "address", Label: T("Choose another device, or type its address")},
				{Key: "restart", Label: T("Restart it: power off for ten seconds")},
				{Key: "menu", Label: T("Show the ways that need no network")},
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
		Next: Edges{"answers": "look", "address": "find", "restart": "restart-off", "menu": "menu"},
	}
}

func troubleSheet(f *Facts) []Text {
	lines := facts.LabelCode(f)
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
			{Key: "address", Label: T("Choose another device, or type its address")},
			{Key: "again", Label: T("Look again")},
			{Key: "finish", Label: T("Stop here")},
		}},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   Edges{"address": "find", "again": "look", "finish": "done"},
	}
}
