package steps

import (
	"cmp"
	"context"
	"net/netip"
	"strings"
	"time"

	"camreset/isapi"
	"camreset/isapi/value"
	"camreset/steps/access"
	"camreset/steps/lan"
	"camreset/steps/report"
	"camreset/steps/sentences"
	"camreset/steps/text"
)

func find() Step {
	return Step{
		ID: "find", Phase: Find, Title: T("Finding the camera"),
		Say: say("Cameras on this network appear here by themselves. Choose yours: model and MAC stand on its label. " +
			"Not there? Type its address; the list of devices of your router or recorder shows it."),
		Sheet: findSheet,
		Help: T("The cameras are only asked who they are. One that starts takes a minute or two to appear. \"Other subnet\" means that it hangs on the same cable and has an address from elsewhere: choose it all the same. " +
			"Some cameras are told not to answer such searches; searching all addresses finds their open ports, without a login."),
		Ask: &Question{
			Kind: Pick, Prompt: T("Which one is yours?"),
			Columns: []string{"Address", "Model", "State", "Serial", "MAC"},
			Tail:    "MAC",
			Entries: listed,
			Ready:   func(f *Facts) bool { return f.Heard.Settled && len(f.Heard.Devices) > 0 || len(f.Heard.Causes) > 0 },
			Options: []Option{
				{Key: "have", Label: T("It is not there: type its address")},
				{Key: "factory", Label: T("Look at the factory address %s", factoryAddress)},
				{Key: "sweep", Label: T("Search all addresses of this network"), Stays: true, Do: sweepNow},
			},
			Typed: T("an address"),
			Valid: func(f *Facts, typed string) Text {
				if mac := isapi.MAC(typed); mac != "" {
					if _, found := f.Heard.Device(mac); found {
						return Text{}
					}
					return T("No device with the MAC %s is in the list.", mac)
				}
				if !strings.ContainsAny(typed, ".:/") { // more likely a slip in the filter than a host's name
					return T("Nothing in the list has that in it, and it is no address. A camera's address looks like 192.168.1.64.")
				}
				a, bad := lan.ParseAddress(typed)
				return sentences.Or(bad, lan.WithoutZone(a, f.Own))
			},
			Put: putAddress,
		},
		Checks: []Check{devicesHeard, ownNetworks},
		Wait:   &Wait{Every: 20 * time.Millisecond},
		Next:   Edges{Picked: "resolve", Given: "resolve", "have": "address", "factory": "resolve"},
	}
}

// devicesHeard fills the table. It waits for news itself, so that a camera is
// listed the moment its reply is read.
var devicesHeard = Check{
	ID: "heard", Title: T("Cameras"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		heard, hints := env.Listen(ctx, f.Heard.Version), f.Hints
		if hints == nil { // once: it may take a command of the system
			hints = append([]lan.Hint{}, lan.HintsOf(env.NeighbourTable(ctx), heard.Devices)...)
		}
		change := func(f *Facts) { f.Heard, f.Hints = heard, hints }
		switch n := len(lan.Present(heard.Devices)); {
		case n > 0 && len(heard.Causes) > 0:
			return change, warn(T("%d found so far, and there may be more. %s", n, heard.Causes[0].Why), T("%s", heard.Causes[0].Fix))
		case n > 0:
			return change, ok(T("%d found so far.", n))
		case len(heard.Causes) > 0:
			also := ""
			if f.Swept != nil && len(f.Swept) == 0 {
				also = " Searching all addresses met nobody either."
			}
			return change, warn(T("None has answered.%s %s", also, heard.Causes[0].Why), T("%s", heard.Causes[0].Fix))
		}
		return change, skip(T("They are being searched for."))
	},
}

// listed are the lines of the table: what was heard, and what a search of the
// addresses found beside that.
func listed(f *Facts) []Entry {
	var entries []Entry
	known := map[string]bool{}
	all := lan.Present(f.Heard.Devices)
	for i, shown := range report.ListDevices(all) {
		d := all[i]
		at := lan.PageOf(d).IP
		known[at] = true
		entries = append(entries, Entry{
			Key: d.Key(), Also: []string{d.Serial, value.MACDigits(d.MAC)},
			Cells: []string{at + shown.Port(), cmp.Or(d.Model, "-"), strings.Join(shown.States(), ", "), cmp.Or(shown.SerialEnd(), "-"), d.MAC},
		})
	}
	guess := func(address netip.Addr, maker, why, mac string) {
		if at := address.String(); !known[at] {
			known[at] = true
			entries = append(entries, Entry{Key: at, Also: []string{value.MACDigits(mac)}, Cells: []string{at, cmp.Or(maker, "-"), why, "-", cmp.Or(mac, "-")}})
		}
	}
	for _, s := range f.Swept {
		guess(s.Address, s.Maker, s.State(), s.MAC)
	}
	for _, h := range f.Hints {
		guess(h.Address, h.Maker, "hint: maker's MAC", h.MAC)
	}
	return entries
}

// findSheet says why the list is empty or may lack somebody, likeliest first.
func findSheet(f *Facts) []Text {
	var lines []Text
	for _, c := range f.Heard.Causes[:min(len(f.Heard.Causes), 3)] {
		lines = append(lines, T("- %s (Known from: %s.)", c.Why, c.How), T("  %s", c.Fix))
	}
	return lines
}

// sweepNow knocks at all addresses of this computer's own networks.
var sweepNow = &Action{Check: Check{
	ID: "sweep", Title: T("Addresses"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		own := lan.OwnIPv4(f.Own)
		if len(own) == 0 {
			return access.Nothing, fail(T("None can be searched: this computer has no network with IPv4."), T("Plug in a cable, or join the camera's Wi-Fi."))
		}
		var found []lan.Swept
		for _, p := range own {
			found = append(found, env.Sweep(ctx, p)...)
		}
		change := func(f *Facts) { f.Swept = append([]lan.Swept{}, found...) }
		if len(found) == 0 {
			return change, warn(T("No address with a camera's port open was found."), T("The camera may be off, still starting, or in another network."))
		}
		return change, ok(T("%s; see the list.", text.Count(len(found), "device found", "devices found")))
	},
}}
