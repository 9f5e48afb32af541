package steps

import (
	"cmp"
	"net/netip"
	"strconv"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/sentences"
)

// typedNetwork asks for the network settings that somebody has planned for the camera.
func typedNetwork() Step {
	return Step{
		ID: "typed-network", Under: "restore-network", Phase: Secure, Title: T("Type its network settings"),
		Saved: flow.Saved{At: "restore-network"},
		Say:   say("The address is given only if nothing answers there. DNS stays as it is. Before anything is sent, you are asked once more."),
		Values: func(f *Facts) []Value {
			return []Value{{Name: T("Now"), Value: T("%s", f.Target)}, {Name: T("This computer"), Value: T("%s", lan.ListNetworks(f.Own))}}
		},
		Sheet: sentences.Unproved,
		State: answersNow,
		Help: T("Mask and gateway are usually the same as this computer's. The gateway is the router: leave it empty, or type 0.0.0.0, where there is none. " +
			"Without a port it keeps the one that it has. DNS cannot be sent this way: set it on its page, under Configuration > Network > TCP/IP."),
		Ask: &Question{
			Kind: flow.Form,
			Fields: []flow.Field[Facts]{
				plannedField("address", "Address", func(f *Facts) string { return lan.AddressText(f.Answers.Plan.IPv4) }, func(s *sadp.Settings, a netip.Addr) { s.IPv4 = a }),
				plannedField("mask", "Mask", proposedMask, func(s *sadp.Settings, a netip.Addr) { s.Mask = a }),
				plannedField("gateway", "Gateway (the router)", facts.ProposedGateway, func(s *sadp.Settings, a netip.Addr) { s.Gateway = a }),
				{Key: "port", Prompt: T("Port of its page"), Value: facts.ProposedPort, Valid: facts.BadPort, Put: func(f *Facts, typed string) {
					f.Answers.Plan.HTTPPort, _ = strconv.Atoi(lan.PlainAddress(typed))
				}},
			},
			Options: []Option{{Key: "leave", Label: T("Leave it where it is")}},
		},
		Checks: []Check{alive, codeLeft},
		Wait:   watching,
		Next:   Edges{Given: "free-address", "leave": "network-left"},
	}
}

// plannedField is a field for one address of the settings; an empty one is none.
func plannedField(key, prompt string, value func(*Facts) string, put func(*sadp.Settings, netip.Addr)) flow.Field[Facts] {
	return flow.Field[Facts]{
		Key: key, Prompt: T("%s", prompt), Value: value,
		Beside: func(f *Facts, all map[string]string) Text { return facts.BadPlan(f, key, all) },
		Put: func(f *Facts, typed string) {
			f.Answers.Plan.DHCP = isapi.No
			put(&f.Answers.Plan, facts.TypedIPv4(typed))
		},
	}
}

// proposedMask is the one typed before, else that of this computer on the camera's
// cable, else the camera's own, that from before a reset first.
func proposedMask(f *Facts) string {
	return cmp.Or(lan.AddressText(f.Answers.Plan.Mask), ownMask(f), f.OldNetwork().Mask, lan.AddressText(f.Record.Mask))
}
