package steps

import (
	"cmp"
	"context"
	"maps"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"camreset/isapi/sadp"
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
				{Key: "sweep", Label: T("Search all addresses of this network")},
			},
			Typed: T("an address"),
			Valid: func(f *Facts, typed string) Text {
				if mac := wholeMAC(typed); mac != "" {
					if _, found := f.Heard.device(mac); found {
						return Text{}
					}
					return T("No device with the MAC %s is in the list.", mac)
				}
				if !strings.ContainsAny(typed, ".:/") { // more likely a slip in the filter than a host's name
					return T("Nothing in the list has that in it, and it is no address. A camera's address looks like 192.168.1.64.")
				}
				a, bad := ParseAddress(typed)
				return or(bad, withoutZone(a, f.Own))
			},
			Put: putAddress,
		},
		Checks: []Check{devicesHeard, ownNetworks},
		Wait:   &Wait{Every: 20 * time.Millisecond},
		Next:   []Edge{{Picked, "resolve"}, {Given, "resolve"}, {"have", "address"}, {"factory", "resolve"}, {"sweep", "sweep"}},
	}
}

// devicesHeard fills the table. It waits for news itself, so that a camera is
// listed the moment its reply is read.
var devicesHeard = Check{
	ID: "heard", Title: T("Cameras"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		heard, hints := env.listen(ctx, f.Heard.Version), f.Hints
		if hints == nil { // once: it may take a command of the system
			hints = append([]Hint{}, hintsOf(readSoon(ctx, env.Neighbours), heard.Devices)...)
		}
		change := func(f *Facts) { f.Heard, f.Hints = heard, hints }
		switch n := len(present(heard.Devices)); {
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

// present are the devices that are still there.
func present(all []sadp.Device) []sadp.Device {
	return slices.DeleteFunc(slices.Clone(all), func(d sadp.Device) bool { return d.Gone })
}

// listed are the lines of the table: what was heard, and what a search of the
// addresses found beside that.
func listed(f *Facts) []Entry {
	var entries []Entry
	known := map[string]bool{}
	all := present(f.Heard.Devices)
	many := map[netip.Addr]int{}
	for _, d := range all {
		many[d.IPv4]++
	}
	for _, d := range all {
		shown := listDevice(d, many[d.IPv4])
		at := cmp.Or(shown.IPv4, addressText(d.From.Addr()))
		known[at] = true
		entries = append(entries, Entry{
			Key: d.Key(), Also: []string{d.Serial, PlainMAC(d.MAC)},
			Cells: []string{at + shown.port(), cmp.Or(d.Model, "-"), strings.Join(shown.states(), ", "), cmp.Or(shown.serialEnd(), "-"), d.MAC},
		})
	}
	guess := func(address netip.Addr, maker, why, mac string) {
		if at := address.String(); !known[at] {
			known[at] = true
			entries = append(entries, Entry{Key: at, Also: []string{PlainMAC(mac)}, Cells: []string{at, cmp.Or(maker, "-"), why, "-", cmp.Or(mac, "-")}})
		}
	}
	for _, s := range f.Swept {
		guess(s.Address, s.Maker, s.state(), s.MAC)
	}
	for _, h := range f.Hints {
		guess(h.Address, h.Maker, "hint: maker's MAC", h.MAC)
	}
	return entries
}

// state is what the search of all addresses met there: a hint, no more.
func (s Swept) state() string {
	if len(s.Ports) == 0 {
		return "hint: maker's MAC"
	}
	var ports []string
	for _, p := range s.Ports {
		ports = append(ports, strconv.Itoa(p))
	}
	return "open: " + strings.Join(ports, ", ")
}

// findSheet says why the list is empty or may lack somebody, likeliest first.
func findSheet(f *Facts) []Text {
	var lines []Text
	for _, c := range f.Heard.Causes[:min(len(f.Heard.Causes), 3)] {
		lines = append(lines, T("- %s (Known from: %s.)", c.Why, c.How), T("  %s", c.Fix))
	}
	return lines
}

// putAddress keeps which camera was chosen: by its key in the list, or by an
// address.
func putAddress(a *Answers, given string) {
	a.Picked, a.Typed = wholeMAC(given), Address{}
	if a.Picked != "" {
		return
	}
	first, _, _ := strings.Cut(given, "-") // behind the MAC of an earlier device stands a number
	if mac, err := net.ParseMAC(first); err == nil && len(mac) == 6 {
		a.Picked = given
		return
	}
	if given == "factory" {
		given = factoryAddress
	}
	a.Typed, _ = ParseAddress(given)
}

// wanted is the address of the camera that the user chose.
func wanted(f *Facts) Address {
	d, found := f.Heard.device(f.Answers.Picked)
	if !found {
		return f.Answers.Typed
	}
	return placeOf(d)
}

// placeOf is where a device's page is.
func placeOf(d sadp.Device) Address {
	at := d.IPv4
	if !at.IsValid() {
		at = d.From.Addr()
	}
	a := Address{IP: addressText(at)}
	if d.HTTPPort != 80 {
		a.Port = d.HTTPPort
	}
	return a
}

// device finds the device of a key.
func (h Heard) device(key string) (sadp.Device, bool) {
	return h.first(func(d sadp.Device) bool { return key != "" && d.Key() == key })
}

// same finds the newest record of the device of an older one: by MAC and serial
// number, and where that is not told, the one that is there.
func (h Heard) same(old sadp.Device) (sadp.Device, bool) {
	for _, fits := range []func(sadp.Device) bool{
		func(d sadp.Device) bool { return old.Serial != "" && d.Serial != "" },
		func(d sadp.Device) bool { return !d.Gone },
		func(sadp.Device) bool { return true },
	} {
		if d, found := h.first(func(d sadp.Device) bool { return d.Same(old) && fits(d) }); found {
			return d, true
		}
	}
	return sadp.Device{}, false
}

func (h Heard) first(fits func(sadp.Device) bool) (sadp.Device, bool) {
	i := slices.IndexFunc(h.Devices, fits)
	if i < 0 {
		return sadp.Device{}, false
	}
	return h.Devices[i], true
}

func sweepStep() Step {
	return Step{
		ID: "sweep", Phase: Find, Title: T("Searching all addresses"),
		Say: say("Every address of this computer's own network is asked whether its ports 80, 443 and 8000 are open. Nothing is sent to them, and nobody logs in. It takes about a second."),
		Checks: []Check{{
			ID: "sweep", Title: T("Addresses"),
			Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
				own := ownIPv4(f)
				if len(own) == 0 {
					return nothing, fail(T("None can be searched: this computer has no network with IPv4."), T("Plug in a cable, or join the camera's Wi-Fi."))
				}
				var found []Swept
				for _, p := range own {
					found = append(found, sweep(ctx, env, p)...)
				}
				change := func(f *Facts) { f.Swept = append([]Swept{}, found...) }
				if len(found) == 0 {
					return change, warn(T("No address with a camera's port open was found."), T("The camera may be off, still starting, or in another network."))
				}
				return change, ok(T("%s; see the list.", count(len(found), "device found", "devices found")))
			},
		}},
		Judge: func(*Facts) Outcome { return "searched" },
		May:   []Outcome{"searched"},
		Next:  []Edge{{"searched", "find"}},
	}
}

// mostSwept bounds how many networks are searched in one go.
const mostSwept = 4

// ownIPv4 are this computer's own IPv4 networks, the fixed order of their names.
func ownIPv4(f *Facts) []netip.Prefix {
	var own []netip.Prefix
	for _, name := range slices.Sorted(maps.Keys(f.Own)) {
		for _, p := range f.Own[name] {
			if p.Addr().Is4() && len(own) < mostSwept {
				own = append(own, p)
			}
		}
	}
	return own
}
