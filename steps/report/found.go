package report

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/isapi/value"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
)

// Listed are the lines of the table: what was heard, and what a search of the
// addresses found beside that.
func Listed(f *facts.Facts) []flow.Entry {
	var entries []flow.Entry
	known := map[string]bool{}
	all := lan.Present(f.Heard.Devices)
	for i, shown := range ListDevices(all) {
		d := all[i]
		at := lan.PageOf(d).IP
		known[at] = true
		states := shown.States()
		if FinishedBefore(f, d.Key(), at) {
			states = append([]string{FinishedHere}, states...)
		}
		entries = append(entries, flow.Entry{
			Key: d.Key(), Also: []string{d.Serial, d.MAC, value.MACDigits(d.MAC)},
			Cells: []string{KindWord(d.Kind) + "  " + cmp.Or(d.Model, "-"), cmp.Or(shown.SerialEnd(), d.MAC), at + shown.Port(), InWords.Replace(strings.Join(states, ", "))},
		})
	}
	guess := func(address netip.Addr, maker, why, mac string) {
		if at := address.String(); !known[at] {
			known[at] = true
			entries = append(entries, flow.Entry{Key: strings.ReplaceAll(at, ".", "-"), Also: []string{value.MACDigits(mac)}, Cells: []string{cmp.Or(maker, "Device"), cmp.Or(mac, "-"), at, why}})
		}
	}
	for _, b := range f.Earlier {
		if ip, err := netip.ParseAddr(b.IP); err == nil && b.Key == "" {
			guess(ip, "", FinishedHere, "")
		}
	}
	for _, s := range f.Swept {
		state := "answers"
		if len(s.Ports) == 0 {
			state = SeenHere
		}
		guess(s.Address, s.Maker, state, s.MAC)
	}
	for _, h := range f.Hints {
		key := sadp.KeyOf(h.MAC)
		if _, listed := f.Heard.Device(key); listed || FinishedBefore(f, key, h.Address.String()) {
			continue // it tells of itself by now, or was there before it got another address
		}
		guess(h.Address, h.Maker, SeenHere, h.MAC)
	}
	return entries
}

// InWords are the states of a device as the list of the wizard says them; a report's are
// shorter.
var InWords = strings.NewReplacer("no password", "no password yet", "password set", "has a password", "state not told", "does not say")

// SeenHere is the state of what this computer's own network knows without an answer.
const SeenHere = "seen on this network"

// FinishedHere marks a camera that this run is over with.
const FinishedHere = "finished"

// KindWord is what stands before a model in the list, each as long as the others.
func KindWord(kind string) string {
	word := map[string]string{isapi.KindCamera: "Camera", isapi.KindRecorder: "Recorder", isapi.KindDoorbell: "Doorbell", isapi.KindAccess: "Terminal", isapi.KindPanel: "Panel"}[kind]
	return fmt.Sprintf("%-8s", cmp.Or(word, "Device"))
}

// FinishedBefore says whether a line of the list is a camera that this run is over with.
func FinishedBefore(f *facts.Facts, key, ip string) bool {
	return slices.ContainsFunc(f.Earlier, func(b facts.FinishedCamera) bool { return b.Key == key && key != "" || b.Key == "" && b.IP == ip })
}
