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
		Heading: func(f *Facts) Text {
			if silent(f) {
				return T("Nothing answers at %s", f.Target)
			}
			return T("It does not answer as it should")
		},
		Say: func(f *Facts) Text {
			if row := sentences.ReachRow(f); !silent(f) {
				return T("%s %s", row.Detail, row.Hint)
			}
			return T("Most likely it has no power, or another address.")
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
		State:    func(*Facts) Text { return T("Still looking. As soon as it answers, this continues by itself.") },
		Help: T("Check that the camera has power and is on the network, that its IP address is right, and that computer or phone is on the same network. " +
			"Restart the router and the camera, and wait two minutes. The manual for this model tells what its lights mean. " +
			"Does the light stay off? Try another cable, another socket of the switch, another power supply."),
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
		Checks: []Check{comingBack, subnet},
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

// silent says whether nothing at all answers there.
func silent(f *Facts) bool {
	state := f.Seen.Reach.State
	return !f.Told() && (state == "" || state == isapi.ReachSilent || state == isapi.ReachNoRoute)
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
		Say:    say("It does not look like a Hikvision device. Other makers have other ways back in. Nothing was sent to it."),
		Values: addressValue,
		State:  answersNow,
		Help: T("A router, a printer or another camera may have this address. Brands that sell Hikvision cameras under their own name are usually recognised. " +
			"Is it a Hikvision camera all the same? Check the address on the router's list of devices, or look again: one that is still starting shows little of itself."),
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
