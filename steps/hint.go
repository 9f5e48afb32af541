package steps

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"

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

// hintsOf picks the maker's network cards from a neighbour table, by address,
// without the devices that are known already by their MAC or address.
func hintsOf(table map[netip.Addr]string, known []sadp.Device) []Hint {
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

// neighbourCause says that the maker's network cards are there, though a search
// heard nothing. Nothing is said of interfaces that were not searched.
func neighbourCause(env Env, r sadp.Report, only string) (ListedCause, bool) {
	if env.Neighbours == nil {
		return ListedCause{}, false
	}
	table, err := env.Neighbours()
	if err != nil {
		return ListedCause{}, false // then there is no hint; the search stands without
	}
	hints := hintsOf(table, r.Devices)
	if only != "" {
		hints = slices.DeleteFunc(hints, func(h Hint) bool { return !isOn(r.Interfaces, only, h.Address) })
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

// isOn tells whether an address lies in a network of an interface.
func isOn(faces []sadp.Interface, name string, address netip.Addr) bool {
	return slices.ContainsFunc(faces, func(i sadp.Interface) bool {
		return i.Name == name && slices.ContainsFunc(i.Prefixes, func(p netip.Prefix) bool { return p.Contains(address) })
	})
}

// maxPlaces is how many addresses fit into a sentence.
const maxPlaces = 5

func places(hints []Hint) string {
	var all []string
	for _, h := range hints[:min(len(hints), maxPlaces)] {
		all = append(all, h.Address.String())
	}
	text := strings.Join(all, ", ")
	if more := len(hints) - len(all); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
