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

// typedNetwork asks for the network settings that somebody has planned for the camera. After
// another one of the plan only its address is asked for: mask, gateway and port stay the
// same, unless another way is chosen.
func typedNetwork() Step {
	rest := func(f *Facts) bool { return !f.AsksAddress() }
	return Step{
		ID: "typed-network", Under: "restore-network", Phase: Secure, Title: T("Type its network settings"),
		Heading: func(f *Facts) Text {
			if f.AsksAddress() {
				return T("Type its address")
			}
			return T("Type its network settings")
		},
		Saved: flow.Saved{At: "restore-network"},
		Say: func(f *Facts) Text {
			if f.AsksAddress() {
				return T("%s The address is given only if nothing answers there. Before anything is sent, you are asked once more.", sentences.GoesAlong)
			}
			return T("The address is given only if nothing answers there. DNS stays as it is. Before anything is sent, you are asked once more.")
		},
		Values: func(f *Facts) []Value {
			if f.AsksAddress() {
				return append(sentences.DeviceValues(f), Value{Name: T("As the last"), Value: T("mask %s, %s", f.Prior.Plan.Mask, gatewayWords(f.Prior.Plan))})
			}
			return []Value{{Name: T("Now"), Value: T("%s", f.Target)}, {Name: T("This computer"), Value: T("%s", lan.ListNetworks(f.Own))}}
		},
		Sheet: sentences.Unproved,
		State: answersNow,
		Help: T("Mask and gateway are usually the same as this computer's. The gateway is the router: leave it empty, or type 0.0.0.0, where there is none. " +
			"Without a port it keeps the one that it has. DNS cannot be sent this way: set it on its page, under Configuration > Network > TCP/IP."),
		Ask: &Question{
			Kind: flow.Form,
			Fields: []flow.Field[Facts]{
				{
					Key: "address", Prompt: T("Address"), Value: proposedAddress, Beside: badAddress,
					Put: func(f *Facts, typed string) {
						if f.AsksAddress() {
							f.Answers.Plan = f.Prior.Plan
						}
						f.Answers.Give, f.Answers.Plan.DHCP, f.Answers.Plan.IPv4 = "typed", isapi.No, facts.TypedIPv4(typed)
					},
				},
				plannedField("mask", "Mask", proposedMask, rest, func(s *sadp.Settings, a netip.Addr) { s.Mask = a }),
				plannedField("gateway", "Gateway (the router)", facts.ProposedGateway, rest, func(s *sadp.Settings, a netip.Addr) { s.Gateway = a }),
				{Key: "port", Prompt: T("Port of its page"), Value: facts.ProposedPort, Valid: facts.BadPort, When: rest, Put: func(f *Facts, typed string) {
					f.Answers.Plan.HTTPPort, _ = strconv.Atoi(lan.PlainAddress(typed))
				}},
			},
			Put: func(f *Facts, key string) { f.Answers.Give = Outcome(key) },
			Options: []Option{
				{Key: "other", Label: T("Another mask or gateway, or another way"), When: (*Facts).AsksAddress},
				{Key: "leave", Label: T("Leave it where it is")},
			},
		},
		Checks: []Check{alive, codeLeft},
		Wait:   watching,
		Next:   Edges{Given: "free-address", "other": "restore-network", "leave": "network-left"},
	}
}

// plannedField is a field for one address of the settings; an empty one is none.
func plannedField(key, prompt string, value func(*Facts) string, when func(*Facts) bool, put func(*sadp.Settings, netip.Addr)) flow.Field[Facts] {
	return flow.Field[Facts]{
		Key: key, Prompt: T("%s", prompt), Value: value, When: when,
		Beside: func(f *Facts, all map[string]string) Text { return facts.BadPlan(f, key, all) },
		Put:    func(f *Facts, typed string) { put(&f.Answers.Plan, facts.TypedIPv4(typed)) },
	}
}

// badAddress says why an address does not fit, beside the mask and gateway of the camera
// before where these are not asked for.
func badAddress(f *Facts, all map[string]string) Text {
	if !f.AsksAddress() {
		return facts.BadPlan(f, "address", all)
	}
	whole := map[string]string{"address": all["address"], "mask": lan.AddressText(f.Prior.Plan.Mask), "gateway": lan.AddressText(f.Prior.Plan.Gateway)}
	return sentences.Or(facts.BadPlan(f, "address", whole), facts.BadPlan(f, "gateway", whole))
}

// proposedAddress is the one typed before, else the part of the last camera's that its mask
// makes the same for all of that network.
func proposedAddress(f *Facts) string {
	if f.AsksAddress() {
		return facts.NetworkPart(f.Prior.Plan)
	}
	return lan.AddressText(f.Answers.Plan.IPv4)
}

// gatewayWords are the gateway of settings in a sentence.
func gatewayWords(s sadp.Settings) Text {
	if !s.Gateway.IsValid() || s.Gateway.IsUnspecified() {
		return T("no gateway")
	}
	return T("gateway %s", s.Gateway)
}

// proposedMask is the one typed before, else that of this computer on the camera's
// cable, else the camera's own, that from before a reset first.
func proposedMask(f *Facts) string {
	return cmp.Or(lan.AddressText(f.Answers.Plan.Mask), ownMask(f), f.OldNetwork().Mask, lan.AddressText(f.Record.Mask))
}
