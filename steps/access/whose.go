package access

import (
	"slices"

	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/ledger"
)

// Identity is the device at the target, by all that is known of it by now. Names
// from earlier in this run stay, unless another device has come to the address.
func (e Env) Identity(f *facts.Facts) ledger.Identity {
	host, before := lan.HostName(f.Target.IP), ledger.SoundIdentity(f.IDs)
	device, record := ledger.IdentityOf(f.Device.MAC, f.Device.Serial), ledger.IdentityOf(f.Record.MAC, f.Record.Serial)
	if device.Contradicts(record) {
		device, record = nil, nil // it is one of the two
	}
	told := device.With(record...)
	if told.Contradicts(before) {
		before = nil
	}
	if f.SharesAddress() { // the address, and what stands there, is that of others too
		return told.With(before.Numbers()...)
	}
	now := e.believed(record, told.With(before.Numbers()...), host).With(e.hostOf(host)...).With(ledger.DoorName(f.Target))
	realm, certificate := e.Camera(f.Target).Identity()
	if realm != "" {
		now = now.With(ledger.NameRealm + host + "|" + realm)
	}
	if certificate != "" {
		now = now.With(ledger.NamePin + host + "|" + certificate)
	}
	return now.With(before.Weak()...).With(before.Hosts()...)
}

// believed are the numbers of which nothing says that another device has come to the
// host since they were told: all that are known where the network shows a MAC among
// them, or none; what is heard from there where it never showed another one, for
// behind a repeater everything has its MAC.
func (e Env) believed(heard, known ledger.Identity, host string) ledger.Identity {
	shown := e.MacsOf(host, e.Now())
	switch macs := known.Named(ledger.NameMAC); {
	case len(shown) == 0, len(macs) == 0, slices.Contains(macs, shown[len(shown)-1]):
		return known
	case len(shown) == 1:
		return heard
	}
	return nil
}

// hostOf is a host by its address, as hostName gives it, and by the MACs that the
// neighbour table, discovery or the address itself ties to that.
func (e Env) hostOf(host string) (i ledger.Identity) {
	if host == "" {
		return nil
	}
	i = ledger.Identity{ledger.NameHost + host}
	for _, mac := range e.MacsOf(host, e.Now()) {
		i = i.With(ledger.NameLink + mac)
	}
	for _, d := range lan.Present(e.Heard().Devices) {
		if lan.HostName(d.IPv4.String()) == host || lan.HostName(d.IPv6.String()) == host {
			i = i.With(ledger.NameLink + d.MAC)
		}
	}
	return i
}
