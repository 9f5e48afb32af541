package facts

import (
	"errors"
	"net/http"
	"net/netip"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/lan"
)

// FoundAt is what a device that takes connections tells of itself. One that refuses to
// tell may be starting.
func FoundAt(at lan.Address, s isapi.ActivateStatus) Found {
	refuses := s.Activated == isapi.Unknown && (s.Status == http.StatusForbidden || s.Status >= http.StatusInternalServerError)
	return Found{Address: at, Activated: s.Activated, Ready: s.Status != 0 && !refuses, Refuses: refuses}
}

// MarkResets marks the cameras that have no password and had one before.
func (f *Facts) MarkResets(found []Found) []Found {
	for i := range found {
		found[i].Reset = found[i].Activated == isapi.No && f.wasActivated() == isapi.Yes
	}
	return found
}

// wasActivated is the same from before a reset.
func (f *Facts) wasActivated() isapi.Tri {
	if a := f.Before.Activated(); a != isapi.Unknown {
		return a
	}
	return f.RecordBefore.Activated
}

// OldSettings are those from before the reset.
func (f *Facts) OldSettings() (sadp.Settings, error) {
	n := f.OldNetwork()
	at, err := netip.ParseAddr(f.OldTarget.IP)
	mask, bad := netip.ParseAddr(n.Mask)
	if err != nil || bad != nil || !at.Is4() || lan.MaskLength(mask) < 0 {
		return sadp.Settings{}, errNoOld
	}
	gateway, err := netip.ParseAddr(n.Gateway)
	if err != nil {
		gateway = netip.IPv4Unspecified()
	}
	s := sadp.Settings{DHCP: isapi.No, IPv4: at, Mask: mask, Gateway: gateway}
	if r := f.RecordBefore; r.MAC != "" {
		s.HTTPPort, s.CommandPort, s.TLSPort = r.HTTPPort, r.CommandPort, r.TLSPort
	}
	return s, nil
}

var errNoOld = errors.New("the old settings are not known")

// OldNetwork are the network settings from before a reset: what the camera told, else
// what a login had read, else what the user wrote down.
func (f *Facts) OldNetwork() Network {
	if r := f.RecordBefore; Recorded(f) {
		return Network{r.DHCP, lan.AddressText(r.Mask), lan.AddressText(r.Gateway)}
	}
	if n, known := f.ownedNetwork(); known {
		return n
	}
	return f.Answers.Network
}

// Recorded is true where the camera told its network settings itself.
func Recorded(f *Facts) bool { return f.RecordBefore.Prefix().IsValid() }

// SurelyActive is how many looks in a row, two seconds apart, a camera must
// show its old password before the reset counts as failed: a camera that is
// starting may show its old state first.
const (
	SurelyActive = 10
	activeEvery  = 2 * time.Second
)

// CountMiss counts the looks in a row to which nothing answered. While this computer has
// lost its own network nothing counts.
func (f *Facts) CountMiss(there, lost bool) {
	if f.OwnLost = lost; there || lost {
		f.Misses, f.Dark = 0, false
		return
	}
	f.Misses++
}

// CountActive counts for StillActive, however often it is looked.
func (f *Facts) CountActive(now time.Time) {
	switch active := len(f.Found) > 0 && f.Found[0].Ready && f.Found[0].Activated == isapi.Yes; {
	case !active:
		f.StillActive = 0
	case f.StillActive == 0 || f.ActiveSince.IsZero(): // that of another run says nothing
		f.StillActive, f.ActiveSince = 1, now
	default:
		f.StillActive = 1 + int(now.Sub(f.ActiveSince)/activeEvery)
	}
}
