package lan

import (
	"net/netip"
	"testing"

	"camreset/isapi/sadp"
)

// A camera that went dark and a cable that fell out of this computer look the same in the
// packets that do not come; the interfaces tell them apart.
func TestWayLost(t *testing.T) {
	t.Parallel()
	iface := func(name, skipped string, prefixes ...string) sadp.Interface {
		i := sadp.Interface{Name: name, Skipped: skipped}
		for _, p := range prefixes {
			i.Prefixes = append(i.Prefixes, netip.MustParsePrefix(p))
		}
		return i
	}
	lo, wifi, cable := iface("lo", sadp.SkippedLoopback, "127.0.0.1/8"), iface("wlan0", "", "10.0.0.5/24"), iface("eth0", "", "192.168.1.10/24")
	vpn := iface("tun0", sadp.SkippedTunnel, "10.8.0.2/24")
	with := func(all ...sadp.Interface) []sadp.Interface { return append([]sadp.Interface{lo}, all...) }
	for name, c := range map[string]struct {
		to, from    string
		before, now []sadp.Interface
		lost        bool
	}{
		"as before":                        {"192.168.1.64", "", with(wifi, cable), with(wifi, cable), false},
		"the other one is lost":            {"192.168.1.64", "", with(wifi, cable), with(cable), false},
		"no cable, its address still told": {"192.168.1.64", "", with(wifi, cable), with(wifi, iface("eth0", sadp.SkippedNoLink, "192.168.1.10/24")), true},
		"switched off":                     {"192.168.1.64", "", with(wifi, cable), with(wifi, iface("eth0", sadp.SkippedDown, "192.168.1.10/24")), true},
		"no address left":                  {"192.168.1.64", "", with(wifi, cable), with(wifi, iface("eth0", sadp.SkippedNoIPv4, "fe80::1/64")), true},
		"the adapter is gone":              {"192.168.1.64", "", with(wifi, cable), with(wifi), true},
		"in another network now":           {"192.168.1.64", "", with(cable), with(iface("eth0", "", "10.1.1.1/24")), true},
		"another address of the same":      {"192.168.1.64", "", with(cable), with(iface("eth0", "", "192.168.1.99/24")), false},
		"no cable from the start":          {"192.168.1.64", "", with(wifi, iface("eth0", sadp.SkippedNoLink, "192.168.1.10/24")), with(wifi, iface("eth0", sadp.SkippedNoLink, "192.168.1.10/24")), true},
		"behind a router, by its address":  {"203.0.113.9", "10.0.0.5", with(wifi, vpn), with(vpn), true},
		"behind a router, one is left":     {"203.0.113.9", "", with(wifi, cable), with(cable), false},
		"behind a router, none is left":    {"203.0.113.9", "", with(wifi, cable), with(), true},
		"no network at all":                {"203.0.113.9", "", with(), with(), true},
		"no network at first":              {"203.0.113.9", "", with(), with(cable), false},
		"this computer":                    {"127.0.0.1", "", with(cable), with(), false},
		"link-local IPv6":                  {"fe80::64%eth0", "", with(iface("eth0", "", "fe80::1/64")), with(iface("eth0", sadp.SkippedNoLink, "fe80::1/64")), true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			from, _ := netip.ParseAddr(c.from)
			if got := WayTo(netip.MustParseAddr(c.to), from, c.before).Lost(c.now); got != c.lost {
				t.Errorf("lost %v, want %v", got, c.lost)
			}
		})
	}
	if by := WayBy("eth0"); by.Lost(with(cable)) || !by.Lost(with(wifi)) || WayBy("").Lost(with(wifi)) {
		t.Error("by its interface")
	}
}
