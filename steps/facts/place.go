package facts

import (
	"errors"
	"net/netip"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/lan"
)

// OwnNetworkOf is the interface of this computer in whose subnet a lies.
func (f *Facts) OwnNetworkOf(a lan.Address) (string, bool) {
	ip, err := netip.ParseAddr(a.IP)
	if err != nil {
		return "", false
	}
	return lan.OwnNetwork(ip, f.Own)
}

// PlaceOf says how near an address is to this computer.
func (f *Facts) PlaceOf(a lan.Address) lan.Place {
	ip, err := netip.ParseAddr(a.IP)
	if err != nil {
		return lan.Public
	}
	return lan.PlaceOf(ip, f.Own)
}

// Nearby says whether an address is one device in a private network.
func (f *Facts) Nearby(a lan.Address) bool {
	ip, err := netip.ParseAddr(a.IP)
	return err == nil && a.Sound() && lan.PlaceOf(ip, f.Own) == lan.Near
}

// InOtherSubnet says whether the target lies in none of this computer's networks; while those
// are not known it is false.
func (f *Facts) InOtherSubnet() bool {
	_, near := f.OwnNetworkOf(f.Target)
	return !near && len(f.Own) > 0 && !lan.IsLoopback(f.Target)
}

// SharesAddress is true where several devices have the camera's address, and its MAC is
// known.
func (f *Facts) SharesAddress() bool { return f.Double && f.Record.MAC != "" }

// UDPOnly is true where only that way leads to the camera.
func (f *Facts) UDPOnly() bool {
	return f.SharesAddress() || f.Record.MAC != "" && f.Record.SameSubnet == isapi.No && f.Seen.Reach.State != isapi.ReachOpen
}

// Reachable says whether the camera answered the last look, by whichever way.
func (f *Facts) Reachable() bool {
	return f.Misses == 0 && !f.OwnLost && (f.UDPOnly() || f.Alive.State == isapi.ReachOpen)
}

// Unanswered is true when the camera was looked for and nothing answered.
func (f *Facts) Unanswered() bool {
	return !f.UDPOnly() && f.Seen.Reach.State != "" && f.Verdict() == isapi.VerdictUnreachable
}

// MayBeAnother is true where an address is that of several devices, and MayBeAnother one of
// them may have been chosen.
func (f *Facts) MayBeAnother() bool {
	return f.Double || f.Answers.Picked != "" && f.Record.MAC != "" && f.Record.Key() != f.Answers.Picked
}

// IsChosen says whether a device is the one that was chosen, or known before a reset.
func (f *Facts) IsChosen(d sadp.Device) bool {
	return d.MAC != "" && d.Key() == f.Answers.Picked || d.Same(f.RecordBefore)
}

// ToldPort is where the page of the one device that is heard at the address is, as it
// told over UDP; 0 where that is not known.
func (f *Facts) ToldPort() int {
	if all := f.Heard.Holders(f.Target); len(all) == 1 {
		return all[0].HTTPPort
	}
	return 0
}

// OtherPort is the other port of its address that the device sends visitors to,
// where a port was typed, or the one at which a page answers when that port has none:
// another device may be there.
func (f *Facts) OtherPort() lan.Address {
	if f.Usual != (lan.Address{}) {
		return f.Usual
	}
	for _, r := range []isapi.Reply{f.Seen.Front.Reply, f.Seen.Status.Reply} {
		if !errors.Is(r.Err, isapi.ErrOtherPort) {
			continue
		}
		if to, bad := lan.ParseAddress(r.Location); bad.IsZero() && to.IP == f.Target.IP {
			return to
		}
	}
	return lan.Address{}
}

// CanQueryUDP is true where the question can be put: to a camera on a network of
// this computer, never to one on the internet.
func CanQueryUDP(f *Facts) bool {
	ip, err := netip.ParseAddr(f.Target.IP)
	return err == nil && ip.Is4() && f.Place == lan.Near && !ip.IsLoopback()
}
