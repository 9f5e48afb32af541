package lan

import "net/netip"

// HostName is an address as a name: without zone and IPv4 in its own form.
func HostName(ip string) string {
	address, err := netip.ParseAddr(ip)
	if err != nil {
		return ip
	}
	return address.Unmap().WithZone("").String()
}
