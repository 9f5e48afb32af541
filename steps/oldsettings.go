package steps

import (
	"camreset/isapi"
	"camreset/steps/lan"
)

// recordSheet is the record of the settings, as far as they are known.
func recordSheet(f *Facts) []Text {
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
	lines := []Text{
		T("Address: %s   Got: %s", at, or(dhcp)),
		T("Mask: %s   Gateway: %s", or(n.Mask), or(n.Gateway)),
	}
	if f.Device.Model != "" {
		lines = append(lines, T("Model: %s   Serial: %s   MAC: %s", f.Device.Model, or(f.Device.Serial), or(f.Device.MAC)))
	}
	return lines
}
