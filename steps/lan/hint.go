package lan

import (
	"maps"
	"net/netip"
	"slices"

	"camreset/isapi"
	"camreset/isapi/sadp"
)

// Hint is an address at which this computer's neighbour table shows a network
// card of the maker. It is no proof: the table may be old, and some brands that
// sell the maker's devices have prefixes of their own.
type Hint struct {
	Address netip.Addr
	// MAC is in lower case with colons, Maker the organisation that its prefix
	// is registered to.
	MAC, Maker string
}

// HintsOf picks the maker's network cards from a neighbour table, by address,
// without the devices that are known already by their MAC or address.
func HintsOf(table map[netip.Addr]string, known []sadp.Device) []Hint {
	var hints []Hint
	for _, address := range slices.SortedFunc(maps.Keys(table), netip.Addr.Compare) {
		mac := table[address]
		maker := isapi.MakerOf(mac)
		if maker == "" || slices.ContainsFunc(known, func(d sadp.Device) bool { return d.MAC == mac || d.IPv4 == address }) {
			continue
		}
		hints = append(hints, Hint{address, mac, maker})
	}
	return hints
}

// IsOn tells whether an address lies in a network of an interface.
func IsOn(faces []sadp.Interface, name string, address netip.Addr) bool {
	return slices.ContainsFunc(faces, func(i sadp.Interface) bool {
		return i.Name == name && slices.ContainsFunc(i.Prefixes, func(p netip.Prefix) bool { return p.Contains(address) })
	})
}

// MaxPlaces is how many addresses fit into a sentence.
const MaxPlaces = 5
