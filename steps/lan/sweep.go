package lan

import (
	"context"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"camreset/isapi"
)

// The sweep's measures. Where nobody answers it makes 3 · 253 connects, 192 at a
// time, each for 150 ms: 0.6 s. They are bounded by sweepAsking whatever happens,
// and the whole sweep by sweepTotal, so that a busy computer stays within 1 s too.
const (
	sweepBits = 24 // length of the largest network that is swept
	// sweepSockets leaves room below the 256 files that macOS opens by default.
	sweepSockets = 192
	// sweepConnect is enough for ARP and an answer on a network with some delay.
	sweepConnect = 150 * time.Millisecond
	sweepAsking  = 750 * time.Millisecond
	sweepTotal   = 850 * time.Millisecond
)

// sweepPorts are those of a camera's page and of the maker's SDK, in the order
// in which they are tried.
var sweepPorts = []int{80, sdkPort, 443}

// sdkPort is the port of the maker's SDK, unless somebody moved it.
const sdkPort = 8000

// Swept is an address of the computer's own network where the sweep met a
// device: a port was open, or the network card is the maker's.
type Swept struct {
	Address netip.Addr
	// Ports are those open of 80, 443 and 8000, ascending.
	Ports []int
	// MAC, in lower case with colons, and Maker, the organisation it is
	// registered to, are from the neighbour table; empty when not known.
	MAC, Maker string
}

// likely tells whether much speaks for a device of the maker.
func (s Swept) likely() bool { return s.Maker != "" || slices.Contains(s.Ports, sdkPort) }

// Sweep connects to the ports 80, 443 and 8000 of every address of the /24
// around own, or of the network itself if it is smaller, sends nothing, and
// tells who is there: the likely ones first, then by address. Own is an address of
// this computer with the length of its network; networks that are neither
// private nor this computer's are not swept, nor are its own addresses.
//
// It ends within 1 s of real time, or when ctx ends, with what is known by
// then; no connection of it is left. It knocks at devices of others, so it runs
// only when the user asks for it.
func (l LAN) Sweep(ctx context.Context, own netip.Prefix) []Swept {
	ctx, cancel := context.WithTimeout(ctx, sweepTotal)
	defer cancel()
	met := l.knock(ctx, l.around(own))
	table := l.NeighbourTable(ctx)
	for i, s := range met {
		met[i].MAC, met[i].Maker = table[s.Address], isapi.MakerOf(table[s.Address])
	}
	var likely, others []Swept // each by address, as they were met
	for _, s := range met {
		switch {
		case s.likely():
			likely = append(likely, s)
		case len(s.Ports) > 0:
			others = append(others, s)
		}
	}
	return append(likely, others...)
}

// around lists the addresses that are swept, without those of the network
// itself, of everybody in it, and of this computer.
func (l LAN) around(own netip.Prefix) []netip.Addr {
	ours, err := l.Interfaces()
	self := own.Addr()
	if err != nil || !own.IsValid() || !self.Is4() || self.IsLoopback() || PlaceOf(self, ours) != Near {
		return nil
	}
	mine := func(a netip.Addr) bool {
		for _, i := range ours {
			if slices.ContainsFunc(i.Prefixes, func(p netip.Prefix) bool { return p.Addr() == a }) {
				return true
			}
		}
		return a == self
	}
	block := netip.PrefixFrom(self, max(own.Bits(), sweepBits)).Masked()
	var all []netip.Addr
	for a := block.Addr(); block.Contains(a); a = a.Next() {
		all = append(all, a)
	}
	if block.Bits() <= 30 { // smaller ones have neither (RFC 3021)
		all = all[1 : len(all)-1]
	}
	return slices.DeleteFunc(all, mine)
}

// State is what the search of all addresses met there: a hint, no more.
func (s Swept) State() string {
	if len(s.Ports) == 0 {
		return "hint: maker's MAC"
	}
	var ports []string
	for _, p := range s.Ports {
		ports = append(ports, strconv.Itoa(p))
	}
	return "open: " + strings.Join(ports, ", ")
}
