package facts

import (
	"net/netip"
	"slices"

	"camreset/isapi"
	"camreset/steps/lan"
	"camreset/steps/owned"
	"camreset/steps/secure"
)

// CanRead says whether settings can be read with the login that was proved: over its page,
// by whatever account.
func (f *Facts) CanRead() bool {
	return f.Proved && !f.UDPOnly() && !f.Login.Password.IsZero() && !f.ReadOnly()
}

// ToGiveBack are the settings from before a reset, as far as a login had read them.
func (f *Facts) ToGiveBack() owned.Settings {
	if f.ResetSeen {
		return f.OwnedBefore
	}
	return owned.Settings{}
}

// GivenOf is what came of what was sent under an id; found is false where nothing was.
func (f *Facts) GivenOf(id string) (given secure.Finding, found bool) {
	if i := slices.IndexFunc(f.Given, func(g secure.Finding) bool { return g.ID == id }); i >= 0 {
		return f.Given[i], true
	}
	return secure.Finding{}, false
}

// PutGiven keeps it.
func (f *Facts) PutGiven(given secure.Finding) {
	f.Given = append(slices.DeleteFunc(slices.Clone(f.Given), func(g secure.Finding) bool { return g.ID == given.ID }), given)
}

// ownedNetwork are the network settings that a login had read before a reset, where they
// are those of the address at which the camera was.
func (f *Facts) ownedNetwork() (Network, bool) {
	o := f.OwnedBefore
	if o.At.IsZero() || o.Address != f.OldTarget.IP {
		return Network{}, false
	}
	mask, err := netip.ParseAddr(o.Mask)
	if err != nil || lan.MaskLength(mask) < 0 {
		return Network{}, false
	}
	n := Network{DHCP: o.DHCP, Mask: o.Mask}
	if a, err := netip.ParseAddr(o.Gateway); err == nil && a.Is4() {
		n.Gateway = o.Gateway
	}
	return n, true
}

// NetworkKnown says whether the network settings need not be asked for before a reset:
// the camera tells them, or a login has read them.
func (f *Facts) NetworkKnown() bool {
	if f.Record.Prefix().IsValid() {
		return true
	}
	before := Facts{Reset: Reset{OldTarget: f.Target, OwnedBefore: f.Owned}}
	_, known := before.ownedNetwork()
	return known
}

// OffersFile says whether the recovery file can be had over the device's page.
func (f *Facts) OffersFile() bool { return f.Owned.HasFile == isapi.Yes && f.CanSecure() }
