package lan

import (
	"maps"
	"net"
	"net/netip"
	"slices"
	"strings"
)

// OwnIPv4 are this computer's own IPv4 networks, the fixed order of their names.
func OwnIPv4(all map[string][]netip.Prefix) []netip.Prefix {
	var own []netip.Prefix
	for _, name := range slices.Sorted(maps.Keys(all)) {
		for _, p := range all[name] {
			if p.Addr().Is4() && len(own) < mostSwept {
				own = append(own, p)
			}
		}
	}
	return own
}

// mostSwept bounds how many networks are searched in one go.
const mostSwept = 4

// ListNetworks names networks, each with its interface, in a fixed order.
func ListNetworks(own map[string][]netip.Prefix) string {
	var all []string
	for name, prefixes := range own {
		for _, p := range prefixes {
			if p.Addr().Is4() {
				all = append(all, p.String()+" ("+name+")")
			}
		}
	}
	slices.Sort(all)
	if len(all) == 0 {
		return "none with IPv4"
	}
	return strings.Join(all, ", ")
}

// AddressText is an address as text, empty where there is none.
func AddressText(a netip.Addr) string {
	if !a.IsValid() {
		return ""
	}
	return a.String()
}

// MaskOf is the IPv4 mask of so many bits, 0 to 32.
func MaskOf(bits int) netip.Addr {
	return netip.AddrFrom4([4]byte(net.CIDRMask(bits, 32)))
}

// MaskLength is the length of a mask, -1 for none and for one with holes.
func MaskLength(mask netip.Addr) int {
	if ones, bits := net.IPMask(mask.AsSlice()).Size(); bits == 32 {
		return ones
	}
	return -1
}

// OwnNetwork finds the interface of this computer whose subnet holds ip.
func OwnNetwork(ip netip.Addr, own map[string][]netip.Prefix) (name string, found bool) {
	for name, prefixes := range own {
		for _, p := range prefixes {
			if p.Bits() > 0 && p.Masked().Contains(ip.WithZone("")) {
				return name, true
			}
		}
	}
	return "", false
}
