package lan

import (
	"net/netip"
	"slices"

	"camreset/isapi/sadp"
)

// Way is by which of this computer's interfaces an address is reached. It tells a device
// that has gone from a computer that has lost its own network.
type Way struct {
	to   netip.Addr
	by   []string // names of interfaces; empty where none led there
	near bool     // the address lies in the network of one of them
}

// WayTo is the way to an address as the interfaces are now. from is this computer's
// address on a connection there; it may be unknown.
func WayTo(to, from netip.Addr, all []sadp.Interface) Way {
	w := Way{to: to.Unmap().WithZone("")}
	with := func(fits func(sadp.Interface) bool) []string {
		return InterfaceNames(slices.DeleteFunc(slices.Clone(all), func(i sadp.Interface) bool { return !fits(i) }))
	}
	if w.by = with(w.holds); len(w.by) > 0 {
		w.near = true
		return w
	}
	own := func(p netip.Prefix) bool { return p.Addr() == from }
	if w.by = with(func(i sadp.Interface) bool { return slices.ContainsFunc(i.Prefixes, own) }); len(w.by) == 0 {
		w.by = with(w.carried) // by a router, whichever of them has it
	}
	return w
}

// WayBy is the way to a device that is heard on an interface.
func WayBy(name string) Way {
	if name == "" {
		return Way{}
	}
	return Way{by: []string{name}}
}

// Lost is true where none of the interfaces leads there any more: each is gone, has no
// cable or Wi-Fi, or has lost its address. Where none led there, it is where there is
// none at all.
func (w Way) Lost(all []sadp.Interface) bool {
	return !w.to.IsLoopback() && !slices.ContainsFunc(all, func(i sadp.Interface) bool {
		return (len(w.by) == 0 || slices.Contains(w.by, i.Name)) && w.carried(i) && (!w.near || w.holds(i))
	})
}

// holds is true for an interface in whose network the address lies.
func (w Way) holds(i sadp.Interface) bool {
	_, near := OwnNetwork(w.to, []sadp.Interface{i})
	return near
}

// carried is true for an interface that has a link and an address that can be sent from:
// systems go on showing the address of one whose cable is out.
func (w Way) carried(i sadp.Interface) bool {
	switch i.Skipped {
	case sadp.SkippedDown, sadp.SkippedNoLink, sadp.SkippedLoopback:
		return false
	}
	return slices.ContainsFunc(i.Prefixes, func(p netip.Prefix) bool { return !w.to.IsValid() || p.Addr().Is4() == w.to.Is4() })
}
