package facts

import (
	"cmp"
	"net/netip"
	"slices"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/lan"
)

// What a device is follows from all that is known of it: what its page showed, and
// what it tells over UDP. Verdict, rows, header, methods and the JSON of `check` all
// ask here.

// Told says whether the device at Target told over UDP, in the maker's own form, who
// it is. Other makers' devices speak ONVIF too.
func (f *Facts) Told() bool {
	return f.Record.MAC != "" && f.Record.Source != sadp.SourceONVIF && !f.Record.Gone
}

// Hikvision says whether it is a device of the maker, or of a brand that runs its
// firmware.
func (f *Facts) Hikvision() isapi.Tri {
	maker := func(d sadp.Device) bool { return d.Source != sadp.SourceONVIF }
	if f.Told() || f.Double && slices.ContainsFunc(f.Heard.Holders(f.Target), maker) {
		return isapi.Yes
	}
	return f.Seen.Hikvision()
}

// Verdict is the device in one word, one of isapi's verdicts. Where its page tells
// nothing, its flag over UDP does; without the flag it has a password, as old
// firmware always had.
func (f *Facts) Verdict() string {
	v := f.Seen.Verdict()
	if !f.Told() {
		return v
	}
	switch v {
	case isapi.VerdictUnreachable, isapi.VerdictUnknown, isapi.VerdictNotHikvision:
	default:
		if !f.SharesAddress() {
			return v
		}
	}
	if f.Record.Activated == isapi.No {
		return isapi.VerdictInactive
	}
	return isapi.VerdictActive
}

// What comes next for a device.
const (
	NextChoose      = "choose"       // one of the ways in
	NextActivate    = "activate"     // it has no password: it gets one
	NextWait        = "wait"         // until its lock opens
	NextOtherSubnet = "other-subnet" // first this computer has to reach it
	NextRestart     = "restart"      // it does not answer as it should
	NextSeparate    = "separate"     // several devices have its address
	NextNone        = "none"         // it is none of the maker's, or speaks no HTTP there
)

// Next is the first of these that is true.
func (f *Facts) Next() string {
	v := f.Verdict()
	switch {
	case v == isapi.VerdictNotHikvision, f.Seen.Reach.State == isapi.ReachNoName, f.WrongProtocol() && !f.Told():
		return NextNone
	case v == isapi.VerdictUnreachable && f.InOtherSubnet() && f.Place == lan.Near:
		return NextOtherSubnet
	case v == isapi.VerdictUnreachable, f.Hangs():
		return NextRestart
	case f.Double:
		return NextSeparate
	case v == isapi.VerdictInactive:
		return NextActivate
	case v == isapi.VerdictLocked:
		return NextWait
	case f.UDPOnly():
		return NextOtherSubnet
	}
	return NextChoose
}

// Hangs is true where something takes the connection and gives no answer, or where a
// device of this subnet is heard over UDP and its page is silent.
func (f *Facts) Hangs() bool {
	return f.Mute() || f.Seen.Reach.State == isapi.ReachSilent && f.Told() && !f.UDPOnly()
}

// Mute is true where the connection comes about and nothing is said.
func (f *Facts) Mute() bool {
	switch f.Seen.Reach.State {
	case isapi.ReachMute, isapi.ReachClosed, isapi.ReachReset:
		return true
	}
	return false
}

// WrongProtocol is true where another protocol than HTTP is spoken.
func (f *Facts) WrongProtocol() bool { return f.Seen.Reach.State == isapi.ReachNotHTTP }

// HTTPPort is where the device's page is, 0 where that is not known.
func (f *Facts) HTTPPort() int {
	if f.Seen.Reach.State == isapi.ReachOpen && f.Seen.Reach.Port != 0 {
		return f.Seen.Reach.Port
	}
	return f.Record.HTTPPort
}

// SameSubnet says whether this computer and the device can reach each other without a
// router: as both masks say, and where the device tells none by this computer's.
func (f *Facts) SameSubnet() isapi.Tri {
	if f.Told() && f.Record.SameSubnet != isapi.Unknown {
		return f.Record.SameSubnet
	}
	ip, err := netip.ParseAddr(f.Target.IP)
	if err != nil || len(f.Own) == 0 || ip.IsLoopback() {
		return isapi.Unknown
	}
	if _, near := f.OwnNetworkOf(f.Target); near {
		return isapi.Yes
	}
	return isapi.No
}

// Shown is what the device told of itself, over UDP or after a login, and else what its
// page tells everybody.
func (f *Facts) Shown() isapi.Device {
	d, open := f.Device, f.Seen.Info.Device
	d.Model, d.Serial, d.Kind = cmp.Or(d.Model, open.Model), cmp.Or(d.Serial, open.Serial), cmp.Or(d.Kind, open.Kind)
	d.MAC = cmp.Or(d.MAC, open.MAC, f.Seen.MAC()) // or as its login names it
	d.Firmware, d.Build, d.OEM = cmp.Or(d.Firmware, open.Firmware), cmp.Or(d.Build, open.Build), cmp.Or(d.OEM, open.OEM)
	return d
}

// Evidence lists what was seen and heard, in words for a person.
func (f *Facts) Evidence() []string {
	all := f.Seen.Evidence()
	if f.Told() {
		all = append([]string{"Heard on this network: " + Describe(f.Record)}, all...)
	}
	for _, line := range LabelCode(f) {
		all = append(all, line.String())
	}
	return append([]string{}, all...)
}

// Kind is what sort of device it is, as far as is known.
func (f *Facts) Kind() string {
	if f.Hikvision() == isapi.No {
		return isapi.KindUnknown
	}
	if k := f.Shown().Kind; k != "" && k != isapi.KindUnknown {
		return k
	}
	return f.Seen.Kind()
}

// Activated is whether the camera has a password, as its page tells, else as it
// tells over UDP.
func (f *Facts) Activated() isapi.Tri {
	if a := f.Seen.Activated(); a != isapi.Unknown && !f.SharesAddress() {
		return a
	}
	return f.Record.Activated
}
