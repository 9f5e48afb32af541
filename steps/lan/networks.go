package lan

import (
	"net"
	"net/netip"
	"slices"
	"strings"

	"camreset/isapi/sadp"
)

// InterfaceNames are the names of interfaces in their fixed order.
func InterfaceNames(all []sadp.Interface) []string {
	var names []string
	for _, i := range all {
		names = append(names, i.Name)
	}
	slices.Sort(names)
	return names
}

// OwnIPv4 are the IPv4 networks of interfaces, in the fixed order of their names.
func OwnIPv4(all []sadp.Interface) []netip.Prefix {
	var own []netip.Prefix
	byName := func(a, b sadp.Interface) int { return strings.Compare(a.Name, b.Name) }
	for _, i := range slices.SortedStableFunc(slices.Values(all), byName) {
		for _, p := range i.Prefixes {
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
func ListNetworks(own []sadp.Interface) string {
	var all []string
	for _, i := range own {
		for _, p := range i.Prefixes {
			if p.Addr().Is4() {
				all = append(all, p.String()+" ("+i.Name+")")
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
func OwnNetwork(ip netip.Addr, own []sadp.Interface) (name string, found bool) {
	for _, i := range own {
		for _, p := range i.Prefixes {
			if p.Bits() > 0 && p.Masked().Contains(ip.WithZone("")) {
				return i.Name, true
			}
		}
	}
	return "", false
}
