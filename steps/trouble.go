package steps

import (
	"context"
	"net/netip"

	"camreset/isapi"
	"camreset/steps/drawings"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/sentences"
)

func unreachable() Step {
	return Step{
		ID: "unreachable", Phase: Find, Title: T("It does not answer"),
		Heading: func(f *Facts) Text {
			if sentences.Silent(f) {
				return T("Nothing answers at %s", f.Target)
			}
			return T("It does not answer as it should")
		},
		Say: func(f *Facts) Text {
			if row := sentences.ReachRow(f); !sentences.Silent(f) {
				return T("%s %s", row.Detail, row.Hint)
			}
			return T("Most likely it has no power, or another address.")
		},
		Values:   sentences.AroundValues,
		Sheet:    troubleSheet,
		Drawings: func(*Facts) []flow.Drawing { return []flow.Drawing{drawings.Cabling()} },
		State:    func(*Facts) Text { return T("Still looking. As soon as it answers, this continues by itself.") },
		Help: T("Check that it has power and is on the network, that its IP address is right, and that computer or phone is on the same network: no guest Wi-Fi, no VPN. " +
			"Restart the router and the device, and wait two minutes. The manual for this model tells what its lights mean. " +
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
			Put: func(f *Facts, key string) { f.Answers.Offline = key == "menu" },
		},
		Checks: []Check{lookingFor, subnet},
		Wait:   watching,
		Judge: func(f *Facts) Outcome {
			if f.Reachable() && !f.Mute() { // who takes a connection says nothing by it
				return "answers"
			}
			return ""
		},
		May:  []Outcome{"answers"},
		Next: Edges{"answers": "whose", "address": "find", "restart": "restart-off", "menu": "to-menu"},
	}
}

// lookingFor is comingBack, with what is seen around the address meanwhile. What took a
// connection and said nothing is asked for its page again: that it takes another one would
// tell nothing.
var lookingFor = Check{
	ID: comingBack.ID, Title: comingBack.Title,
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		alive, r := comingBack.Run(ctx, env, f)
		change := alive
		if f.Mute() {
			reach := env.Camera(f.Target).Reach(ctx)
			change = func(f *Facts) { alive(f); f.Seen.Reach = reach }
		}
		own, err := env.Interfaces()
		seen := facts.Around{Apart: err == nil && len(lan.OwnIPv4(own)) == 0}
		if !facts.CanQueryUDP(f) {
			return func(f *Facts) { change(f); f.Around = seen }, r
		}
		at, _ := netip.ParseAddr(f.Target.IP)
		heard := env.Listen(ctx, -1, at)
		if table := env.NeighbourTable(ctx); table != nil && f.SameSubnet() == isapi.Yes {
			_, known := table[at]
			seen.Neighbour = isapi.Of(known)
		}
		return func(f *Facts) { change(f); f.Around, f.Heard = seen, heard }, r
	},
}

func troubleSheet(f *Facts) []Text {
	lines := facts.LabelCode(f)
	if f.InOtherSubnet() {
		lines = append(lines, sentences.SecondAddress(f, f.Target)...)
	}
	return lines
}

func notHikvision() Step {
	return Step{
		ID: "not-hikvision", Phase: Look, Title: T("This is another device"),
		Say:    say("It does not look like a Hikvision device. Other makers have other ways back in. Nothing was sent to it."),
		Values: sentences.AddressValue,
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
