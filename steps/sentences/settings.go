package sentences

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/owned"
	"camreset/steps/text"
)

// GivesBack says what can be given back after the reset, and what cannot.
func GivesBack(f *facts.Facts) []text.Text {
	given := text.T("Given back from here: its address, and name and clock as you type them.")
	if o := f.Owned; !o.At.IsZero() && o.Name+o.Zone != "" {
		all := slices.DeleteFunc([]string{o.Name, o.Zone, o.Server}, func(text string) bool { return text == "" })
		given = text.T("Given back from here: its address, and what was read: %s.", strings.Join(all, ", "))
	}
	return []text.Text{given, text.T("Not given back: users, recording and motion settings, questions, e-mail, Hik-Connect.")}
}

// RequestWarning says that a reset ends a request that is waiting.
func RequestWarning(f *facts.Facts) string {
	if !f.CaseShown {
		return ""
	}
	return " If support is working on a request, wait for the answer: losing power makes it useless."
}

// CertificateValues are the address and, once they are read, both certificates.
func CertificateValues(f *facts.Facts) []flow.Value {
	all := AddressValue(f)
	if f.Pins != (facts.Pins{}) {
		all = append(all, flow.Value{Name: text.T("Certificate now"), Value: text.T("%s", f.Pins.Now)}, flow.Value{Name: text.T("Certificate before"), Value: text.T("%s", f.Pins.Before)})
	}
	return all
}

// SayChannel says how the connection differs from before.
func SayChannel(f *facts.Facts) text.Text {
	what := "shows another certificate than before"
	switch cmp.Or(facts.SeenChannel(f.Seen), f.Channel) {
	case facts.ChannelGone:
		what = "no longer offers the protected connection (HTTPS) that it had"
	case facts.ChannelNew:
		what = "now wants a protected connection (HTTPS), with a certificate that was not seen before"
	}
	return text.T("What answers %s. Either its settings have changed, as after a reset, or another device has taken its place. "+
		"Nothing more is sent to it unless you know why.", what)
}

// SayDistant says why this computer does not reach the camera.
func SayDistant(f *facts.Facts) text.Text {
	switch {
	case f.SharesAddress():
		return text.T("%d devices have this address, so a browser may meet any of them. camreset reaches yours by its MAC, and only yours. "+
			"Nothing has to be unplugged: give it its first password if it has none, then an address of its own.", max(2, len(f.Heard.Holders(f.Target))))
	case f.Record.WrongMask:
		return text.T("It hears this computer, but cannot answer a browser: its mask leaves this computer out. Nothing has to be reset for that. It takes other network settings over the cable.")
	}
	return text.T("It is on the same cable as this computer, but has another address range. Nothing has to be reset for that.")
}

// DistantValues are what keeps a browser from the device.
func DistantValues(f *facts.Facts) []flow.Value {
	all := []flow.Value{{Name: text.T("Device"), Value: text.T("%s", f.Shown().Model)}, {Name: text.T("MAC"), Value: text.T("%s", f.Record.MAC)}, {Name: text.T("Its address"), Value: text.T("%s", f.Target)}}
	if f.Record.WrongMask {
		all = append(all, flow.Value{Name: text.T("Its mask"), Value: text.T("%s", f.Record.Mask)})
	}
	all = append(all, flow.Value{Name: text.T("This computer"), Value: text.T("%s", lan.ListNetworks(f.Own))})
	return slices.DeleteFunc(all, func(v flow.Value) bool { return v.Value.String() == "" })
}

// RequestValues are the device and its request, before something is entered that is good
// for these only.
func RequestValues(f *facts.Facts) []flow.Value {
	all := DeviceValues(f)
	if f.Pending.Kind != "" {
		all = append(all, flow.Value{Name: text.T("Request"), Value: text.T("%s", f.Pending.Words(f.Now))})
	}
	return all
}

// SettingsValues are the network settings that are to be sent, a line each.
func SettingsValues(f *facts.Facts) []flow.Value {
	s := f.Wanted
	if s.DHCP == isapi.Yes {
		return []flow.Value{{Name: text.T("New address"), Value: text.T("from the router")}}
	}
	all := []flow.Value{{Name: text.T("New address"), Value: text.T("%s", s.IPv4)}, {Name: text.T("Mask"), Value: text.T("%s", s.Mask)}, {Name: text.T("Gateway"), Value: text.T("%s", s.Gateway)}}
	if s.Gateway == netip.IPv4Unspecified() {
		all[2].Value = text.T("none")
	}
	if s.HTTPPort != 0 && s.HTTPPort != f.Record.HTTPPort {
		all = append(all, flow.Value{Name: text.T("Port"), Value: text.T("%d", s.HTTPPort)})
	}
	return all
}

// GoesAlong is what others could do with the password that network settings are sent with.
const GoesAlong = "Its password goes along, protected: others on this network could record it, but would still have to guess it."

// SayRestore is one sentence about the address, and one about what others could do with
// the password that goes along: the yes under it is the agreement.
func SayRestore(f *facts.Facts) text.Text {
	sent := GoesAlong + " Choosing an address agrees to that; a weaker form is asked about first."
	switch {
	case f.SharesAddress():
		return text.T("Several devices have this address. Yours takes another one over the network. %s", sent)
	case f.OldTarget == (lan.Address{}):
		return text.T("It takes another address over the network. %s", sent)
	case f.Target.IP == f.OldTarget.IP:
		return text.T("It is at its old address, but mask and gateway may still be those of the factory. %s", sent)
	}
	return text.T("Recorders and programs look for it at its old address. %s", sent)
}

// QuestionValues say which questions are answered.
func QuestionValues(f *facts.Facts) []flow.Value {
	ids := owned.Chosen(f.Owned.Questions)
	if len(ids) < owned.Answers {
		return nil
	}
	all := []flow.Value{{Name: text.T("Questions"), Value: text.T("%d, %d and %d of its list", ids[0], ids[1], ids[2])}}
	if owned.AreSet(f.Owned.Questions) {
		all = append(all, flow.Value{Name: text.T("So far"), Value: text.T("other answers, which yours replace")})
	}
	return all
}

// RecordSheet is the record of the settings, as far as they are known.
func RecordSheet(f *facts.Facts) []text.Text {
	at := f.OldTarget
	if at == (lan.Address{}) {
		at = f.Target
	}
	or := func(s string) string {
		if s == "" {
			return "not known"
		}
		return s
	}
	n := f.OldNetwork()
	dhcp := map[isapi.Tri]string{isapi.Yes: "by DHCP", isapi.No: "fixed"}[n.DHCP]
	lines := []text.Text{
		text.T("Address: %s   Got: %s", at, or(dhcp)),
		text.T("Mask: %s   Gateway: %s", or(n.Mask), or(n.Gateway)),
	}
	if f.Device.Model != "" {
		lines = append(lines, text.T("Model: %s   Serial: %s   MAC: %s", f.Device.Model, or(f.Device.Serial), or(f.Device.MAC)))
	}
	return lines
}

// DeviceValues are what is known of the device, before something is written to it.
func DeviceValues(f *facts.Facts) []flow.Value {
	d := f.Shown()
	all := []flow.Value{
		{Name: text.T("Device"), Value: text.T("%s", d.Model)}, {Name: text.T("Serial"), Value: text.T("%s", d.Serial)}, {Name: text.T("MAC"), Value: text.T("%s", d.MAC)}, {Name: text.T("Address"), Value: text.T("%s", f.Target)},
	}
	return slices.DeleteFunc(all, func(v flow.Value) bool { return v.Value.String() == "" })
}

// AddressValue is the address that is spoken of.
func AddressValue(f *facts.Facts) []flow.Value {
	return []flow.Value{{Name: text.T("Address"), Value: text.T("%s", f.Target)}}
}

// SupportValues are what goes to support and back, where that is known.
func SupportValues(f *facts.Facts) []flow.Value {
	words := ClassWords[f.Record.ResetClass]
	if words == "" {
		return nil
	}
	return []flow.Value{{Name: text.T("Support"), Value: text.T("%s", words)}}
}
