package report

import (
	"cmp"
	"context"
	"fmt"
	"hash/maphash"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/lan"
)

// Search says how to look for devices.
type Search struct {
	// For is how long to look at most; it ends before when everybody has answered.
	// Watch goes on until the context ends.
	For   time.Duration
	Watch bool
	// Interface is the only one to look on; empty means all.
	Interface string
	// Sweep also knocks at all addresses of this computer's own networks.
	Sweep bool
}

// Sighting is one event of a search.
type Sighting struct {
	// Event is "came", "changed" or "gone".
	Event  string       `json:"event"`
	Device ListedDevice `json:"device"`
}

// NoInterfaceError says that the one network to be searched is none of this
// computer's, and names those there are.
type NoInterfaceError struct {
	Name  string
	There []string
}

func (e NoInterfaceError) Error() string {
	if len(e.There) == 0 {
		return fmt.Sprintf("there is no network interface %q, and no other that could be searched", e.Name)
	}
	return fmt.Sprintf("there is no network interface %q; there are: %s", e.Name, strings.Join(e.There, ", "))
}

// Discover looks for devices on this computer's networks, over UDP, without a
// login. see is told of each the moment its reply is read; it may be nil. A
// NoInterfaceError is wrong usage.
func Discover(ctx context.Context, l lan.LAN, s Search, see func(Sighting)) (Listing, error) {
	if err := interfaceThere(l, s.Interface); err != nil {
		return Listing{}, err
	}
	swept := make(chan []lan.Swept, 1)
	go func() { swept <- sweepAll(ctx, l, s) }()
	seen := NewSightings(see)
	report, err := sadp.Discover(ctx, l.SADP, sadp.Options{For: s.For, Interface: s.Interface, Watch: s.Watch, Brief: true}, seen.Take)
	listing := ListingOf(report)
	listing.sweptBeside(<-swept)
	if len(listing.Devices) == 0 && len(listing.Causes) > 0 { // a whole search that heard nothing
		if c, found := neighbourCause(context.WithoutCancel(ctx), l, report, s.Interface); found {
			listing.Causes = slices.Insert(listing.Causes, 0, c)
		}
	}
	return listing, err
}

// interfaceThere looks whether the one network to be searched is there.
func interfaceThere(l lan.LAN, name string) error {
	if name == "" {
		return nil
	}
	faces, err := l.SADP.Interfaces()
	if err != nil {
		return nil //nolint:nilerr // the search says better why there are none
	}
	there := []string{}
	for _, i := range faces {
		if i.Name == name {
			return nil
		}
		if i.Skipped != sadp.SkippedLoopback {
			there = append(there, isapi.Clean(i.Name))
		}
	}
	return NoInterfaceError{name, there}
}

// sweepAll knocks at the addresses of the networks that are searched.
func sweepAll(ctx context.Context, l lan.LAN, s Search) []lan.Swept {
	if !s.Sweep {
		return nil
	}
	own, err := l.Interfaces()
	if err != nil {
		return nil
	}
	all := []lan.Swept{}
	for _, p := range lan.OwnIPv4(own) {
		if name, _ := lan.OwnNetwork(p.Addr(), own); s.Interface == "" || name == s.Interface {
			all = append(all, l.Sweep(ctx, p)...)
		}
	}
	return all
}

// sightings tells what is new in a list as it is shown: it remembers of each device
// a sum of that, so that a thousand cost little.
type sightings struct {
	see   func(Sighting)
	seed  maphash.Seed
	shown map[string]uint64
	at    map[string]netip.Addr
	many  map[netip.Addr]int // devices at one address
}

// NewSightings tells see of each device once, and again when what it says changes.
func NewSightings(see func(Sighting)) *sightings {
	return &sightings{see, maphash.MakeSeed(), map[string]uint64{}, map[string]netip.Addr{}, map[netip.Addr]int{}}
}

// Take is told of a device that was heard.
func (s *sightings) Take(d sadp.Device) {
	s.many[s.at[d.Key()]]--
	delete(s.at, d.Key())
	if !d.Gone {
		s.at[d.Key()] = d.IPv4
		s.many[d.IPv4]++
	}
	listed := listDevice(d, s.many[d.IPv4])
	sum, was := s.shown[d.Key()]
	now := maphash.Comparable(s.seed, listed)
	event := "came"
	switch {
	case d.Gone:
		event = "gone"
		delete(s.shown, d.Key())
	case was && sum == now:
		return
	case was:
		event = "changed"
	}
	if !d.Gone {
		s.shown[d.Key()] = now
	}
	if s.see != nil {
		s.see(Sighting{event, listed})
	}
}

// ListingOf is what discover prints about all that was heard.
func ListingOf(r sadp.Report) Listing {
	list := Listing{Schema: 2, Devices: ListDevices(r.Devices), Interfaces: []ListedInterface{}, Causes: []ListedCause{}}
	for _, i := range r.Interfaces {
		listed := ListedInterface{Name: i.Name, Addresses: []string{}, Skipped: i.Skipped}
		for _, p := range i.Prefixes {
			listed.Addresses = append(listed.Addresses, p.String())
		}
		list.Interfaces = append(list.Interfaces, listed)
	}
	for _, c := range r.Causes {
		list.Causes = append(list.Causes, ListedCause{c.ID, c.Why, c.How, c.Fix})
	}
	return list
}

// ListDevices are devices as they are listed beside each other, in their order.
func ListDevices(all []sadp.Device) []ListedDevice {
	many := map[netip.Addr]int{}
	for _, d := range all {
		many[d.IPv4]++
	}
	list := make([]ListedDevice, 0, len(all))
	for _, d := range all {
		list = append(list, listDevice(d, many[d.IPv4]))
	}
	return list
}

// listDevice is a device as it is listed, where so many have its address.
func listDevice(d sadp.Device, many int) ListedDevice {
	listed := ListedDevice{
		MAC: d.MAC, Model: d.Model, Serial: d.Serial, IPv4: lan.AddressText(d.IPv4), Mask: lan.AddressText(d.Mask), Gateway: lan.AddressText(d.Gateway),
		DHCP: d.DHCP, HTTPPort: ListedPort(d.HTTPPort), Firmware: d.Firmware, Build: d.Build, Activated: d.Activated, Kind: cmp.Or(d.Kind, "unknown"),
		Interface: d.Interface, SameSubnet: d.SameSubnet, Shared: isapi.Unknown, BootTime: d.BootTime, OEM: d.OEM, Source: d.Source,
		Recovery: ListedRecovery{
			Questions: d.Recovery.Questions, Mailbox: d.Recovery.Mailbox, GUID: d.Recovery.GUID,
			File: d.Recovery.File, SecondMode: d.Recovery.SecondMode, HikConnect: d.Recovery.HikConnect,
		},
		shortSerial: d.ShortSerial, wrongMask: d.WrongMask, doubled: d.Doubled,
	}
	if d.IPv4.IsValid() {
		listed.Shared = isapi.Of(many > 1)
	}
	if listed.OEM == "" && d.OEMCode > 1 {
		listed.OEM = "code " + strconv.Itoa(d.OEMCode)
	}
	return listed
}

// neighbourCause says that the maker's network cards are there, though a search
// heard nothing. Nothing is said of interfaces that were not searched.
func neighbourCause(ctx context.Context, l lan.LAN, r sadp.Report, only string) (ListedCause, bool) {
	hints := lan.HintsOf(l.NeighbourTable(ctx), r.Devices)
	if only != "" {
		hints = slices.DeleteFunc(hints, func(h lan.Hint) bool { return !lan.IsOn(r.Interfaces, only, h.Address) })
	}
	if len(hints) == 0 {
		return ListedCause{}, false
	}
	cause := ListedCause{
		ID:  "neighbour",
		Why: fmt.Sprintf("A device with a network card of the maker is at %s, and does not answer the search.", hints[0].Address),
		How: fmt.Sprintf("this computer's neighbour table names its MAC %s, registered to %s; that is a hint, no proof", hints[0].MAC, hints[0].Maker),
		Fix: fmt.Sprintf("Look at it: camreset %s", hints[0].Address),
	}
	if len(hints) > 1 {
		cause.Why = fmt.Sprintf("%d devices with a network card of the maker do not answer the search: at %s.", len(hints), places(hints))
		cause.How = fmt.Sprintf("this computer's neighbour table names their MACs, the first %s, registered to %s; that is a hint, no proof", hints[0].MAC, hints[0].Maker)
		cause.Fix = fmt.Sprintf("Look at one: camreset %s", hints[0].Address)
	}
	return cause, true
}

func places(hints []lan.Hint) string {
	var all []string
	for _, h := range hints[:min(len(hints), lan.MaxPlaces)] {
		all = append(all, h.Address.String())
	}
	text := strings.Join(all, ", ")
	if more := len(hints) - len(all); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
