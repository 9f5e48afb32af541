package sentences

import (
	"net/netip"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/text"
)

// Silent says whether nothing at all answers there.
func Silent(f *facts.Facts) bool {
	state := f.Seen.Reach.State
	return !f.Told() && (state == "" || state == isapi.ReachSilent || state == isapi.ReachNoRoute)
}

// AroundValues are where to look when nothing answers, and what was measured of that.
func AroundValues(f *facts.Facts) []flow.Value {
	if !Silent(f) {
		return nil
	}
	all := []flow.Value{{Name: text.T("Power"), Value: text.T("look for a light on the %s or its switch port", f.Noun())}}
	add := func(name string, mark flow.Status, said text.Text) {
		all = append(all, flow.Value{Name: text.T("%s", name), Value: said, Mark: mark})
	}
	switch at, found := OwnAddress(f); {
	case f.OwnLost:
		return all // the row of the check says so
	case f.Around.Apart:
		add("Cable", flow.Fail, text.T("this computer has no network: plug it in, or join the Wi-Fi"))
		return all
	case found:
		add("Cable", flow.OK, text.T("this computer has a network (%s)", at))
	case len(f.Own) > 0:
		add("Cable", flow.OK, text.T("this computer has a network"))
	}
	here := len(f.Heard.Holders(f.Target))
	switch {
	case here > 0:
		add("Address", flow.OK, text.T("a device with this address is found on this network"))
	case f.Around.Neighbour == isapi.Yes:
		add("Address", flow.Warn, text.T("a device was seen at this address lately"))
	case f.Around.Neighbour == isapi.No:
		add("Address", flow.Warn, text.T("no device at this address on this network"))
	}
	switch others := len(lan.Present(f.Heard.Devices)) - here; {
	case others > 0:
		add("Heard", flow.OK, text.T("%s here", text.Count(others, "other device answers", "other devices answer")))
	case f.Heard.Settled:
		add("Heard", flow.Warn, text.T("no other camera answers here"))
	}
	return all
}

// OwnAddress is by which interface this computer is on the network of the target, and
// with which address.
func OwnAddress(f *facts.Facts) (string, bool) {
	name, _ := f.OwnNetworkOf(f.Target)
	for _, i := range f.Own {
		for _, p := range i.Prefixes {
			if at, err := netip.ParseAddr(f.Target.IP); err == nil && i.Name == name && p.Contains(at) {
				return name + ", " + p.Addr().String(), true
			}
		}
	}
	return "", false
}
