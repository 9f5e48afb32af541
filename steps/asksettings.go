package steps

import (
	"net/netip"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
)

// buttonRecord asks for the settings that the camera does not tell without a login, and
// forgets in a reset.
func buttonRecord() Step {
	return Step{
		ID: "button-record", Phase: Reset, Title: T("Write its settings down"),
		State: answersNow,
		Say:   sayOf("After the reset the %s has forgotten its address. These two it does not tell without a login. Usually they are the same as this computer's. Leave empty what you do not know."),
		Values: func(f *Facts) []Value {
			return []Value{{Name: T("Address"), Value: T("%s", f.Target.IP)}, {Name: T("This computer"), Value: T("%s", lan.ListNetworks(f.Own))}}
		},
		Help: T("With these it can be put back where it was, so that recorders and programs find it again. The router's page shows its own address, which is the gateway; a fixed address is often called \"static\" there. " +
			"Nothing known? Continue all the same: the settings can be made later."),
		Ask: &Question{
			Kind: flow.Form,
			Fields: []flow.Field[Facts]{
				addressField("mask", "Mask", "255.255.255.0", ownMask, func(f *Facts, typed string) { f.Answers.Network.Mask = typed }),
				addressField("gateway", "Gateway (the router)", "192.168.1.1", nil, func(f *Facts, typed string) {
					f.Answers.Network.Gateway, f.Answers.Network.DHCP = typed, isapi.No
				}),
			},
			Options: []Option{
				{Key: "dhcp", Label: T("The router gave it its address (automatic, DHCP)")},
				{Key: "unknown", Label: T("I do not know any of this")},
			},
			Put: func(f *Facts, key string) {
				f.Answers.Network = facts.Network{DHCP: map[string]isapi.Tri{"dhcp": isapi.Yes}[key]}
			},
		},
		Checks: []Check{alive},
		Next:   Edges{Given: "button-power", "dhcp": "button-power", "unknown": "button-power"},
	}
}

// ownMask is that of this computer's network, where the camera is in it.
func ownMask(f *Facts) string {
	if own, found := facts.OwnSubnet(f); found && lan.PlaceOf(own.Addr(), f.Own) == lan.Near {
		return lan.MaskOf(own.Bits()).String()
	}
	return ""
}

// addressField is a field for one address, which may be left empty.
func addressField(key, prompt, example string, value func(*Facts) string, put func(*Facts, string)) flow.Field[Facts] {
	return flow.Field[Facts]{
		Key: key, Prompt: T("%s", prompt), Value: value,
		Valid: func(_ *Facts, typed string) Text {
			if ip, err := netip.ParseAddr(lan.PlainAddress(typed)); typed != "" && (err != nil || !ip.Is4()) {
				return T("Type four numbers with dots, such as %s. Leave it empty if you do not know it.", example)
			}
			return Text{}
		},
		Put: func(f *Facts, typed string) { put(f, lan.PlainAddress(typed)) },
	}
}
