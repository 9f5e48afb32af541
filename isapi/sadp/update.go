package sadp

import (
	"context"
	"fmt"
	"net/netip"
	"strings"

	"camreset/isapi"
)

const opUpdate = "update"

// Update changes the network settings of an active device, with the admin's password.
// It inquires first, sends one request from the interface on which d was heard, and is
// done when a new inquiry shows the new settings, also after a lost answer. What it
// sends depends on the device (libsadp, hikvision-sadp-demo): salted or not, encrypted
// or not. Without salt others on the network could work the password out, so that form
// wants agreed.Unsalted; else it is ErrConsent and nothing is sent. Other errors:
// ErrSettings, ErrNotActivated, ErrNoAnswer, ErrOther, ErrDoubled, ErrDoubt and ErrSend
// before the password leaves, then ErrWrongPassword and ErrLocked with tries and
// minutes as far as told, ErrDenied, and those of a command whose effect doesn't show:
// ErrUnproven, ErrNoAnswer, ErrLost. Error.Sent says whether a try may be spent.
func Update(ctx context.Context, n Net, d Device, want Settings, password isapi.Secret, agreed Consent) error {
	if password.IsZero() {
		return &Error{Op: opUpdate, Err: ErrUnfitPassword}
	}
	now, err := fresh(ctx, n, opUpdate, d)
	if err != nil {
		return err
	}
	settings, err := want.over(now)
	switch {
	case err != nil:
		return &Error{Op: opUpdate, Err: err}
	case now.Activated == isapi.No:
		return &Error{Op: opUpdate, Err: ErrNotActivated}
	case settings == SettingsOf(now):
		return nil // it is so already: no try is spent on it
	case now.Salt == "" && !agreed.Unsalted:
		return &Error{Op: opUpdate, Err: ErrConsent}
	}
	if err := agreed.allow(opUpdate, now.Neighbour(ctx, n)); err != nil {
		return err
	}
	_, told := send(ctx, n, now, opUpdate, func(uuid string) (string, error) { return update(now, uuid, settings, password) })
	return conclude(ctx, n, opUpdate, now, told, func(after Device) bool { return settings.shownBy(after, now) })
}

// update writes the request, in the order of libsadp's template.
func update(d Device, uuid string, s Settings, password isapi.Secret) (string, error) {
	proof, err := proofOf(d.user(), d.Salt, d.Encrypt == isapi.Yes, uuid, password)
	if err != nil {
		return "", err
	}
	open := "<Password>"
	if d.Salt != "" {
		open = `<Password bSalt="true">`
	}
	var b strings.Builder
	b.WriteString("<Types>update</Types><PWErrorParse>true</PWErrorParse><MAC>" + d.wireMAC() + "</MAC>" + open + proof + "</Password>")
	for _, e := range []struct {
		name  string
		value any
	}{
		{"IPv4Address", s.IPv4}, {"CommandPort", s.CommandPort}, {"HttpPort", s.HTTPPort},
		{"IPv4SubnetMask", s.Mask}, {"IPv4Gateway", s.Gateway}, {"IPv6Address", s.IPv6},
		{"IPv6Gateway", s.IPv6Gateway}, {"IPv6MaskLen", s.IPv6Bits},
		{"DHCP", s.DHCP == isapi.Yes}, {"SDKOverTLSPort", s.TLSPort},
	} {
		fmt.Fprintf(&b, "<%[1]s>%[2]v</%[1]s>", e.name, e.value)
	}
	return b.String(), nil
}

// user is the name that goes into the salted form: the device's own one counts
// only outside the standard mode (libsadp).
func (d Device) user() string {
	if d.UserName != "" && !strings.EqualFold(d.SecurityMode, "standard") {
		return d.UserName
	}
	return "admin"
}

// Settings are the network settings that Update sends. What is zero stays as the
// device has it; the unspecified address (0.0.0.0, ::) means none.
type Settings struct {
	DHCP                           isapi.Tri
	IPv4, Mask, Gateway            netip.Addr
	IPv6, IPv6Gateway              netip.Addr
	IPv6Bits                       int
	HTTPPort, CommandPort, TLSPort int
}

// SettingsOf gives a device's own settings, complete: with the values that the
// template of libsadp has where the device told none.
func SettingsOf(d Device) Settings {
	none4, none6 := netip.IPv4Unspecified(), netip.IPv6Unspecified()
	return Settings{
		DHCP: orTri(d.DHCP, isapi.No),
		IPv4: orAddr(d.IPv4, none4), Mask: orAddr(d.Mask, none4), Gateway: orAddr(d.Gateway, none4),
		IPv6: orAddr(d.IPv6, none6), IPv6Gateway: orAddr(d.IPv6Gateway, none6), IPv6Bits: orInt(d.IPv6Bits, 64),
		HTTPPort: orInt(d.HTTPPort, 80), CommandPort: orInt(d.CommandPort, 8000), TLSPort: orInt(d.TLSPort, 8443),
	}
}

// over lays the wanted settings over the device's own, and refuses what can't
// work: a camera with a wrong mask is lost to everybody.
func (s Settings) over(d Device) (Settings, error) {
	own := SettingsOf(d)
	full := Settings{
		DHCP: orTri(s.DHCP, own.DHCP),
		IPv4: orAddr(s.IPv4, own.IPv4), Mask: orAddr(s.Mask, own.Mask), Gateway: orAddr(s.Gateway, own.Gateway),
		IPv6: orAddr(s.IPv6, own.IPv6), IPv6Gateway: orAddr(s.IPv6Gateway, own.IPv6Gateway), IPv6Bits: orInt(s.IPv6Bits, own.IPv6Bits),
		HTTPPort: orInt(s.HTTPPort, own.HTTPPort), CommandPort: orInt(s.CommandPort, own.CommandPort), TLSPort: orInt(s.TLSPort, own.TLSPort),
	}
	bits, ok := maskBits(full.Mask)
	subnet := netip.PrefixFrom(full.IPv4, bits)
	if ok && !s.Gateway.IsValid() && !subnet.Contains(full.Gateway) {
		full.Gateway = netip.IPv4Unspecified() // the old one is out of reach from the new subnet
	}
	if full.DHCP == isapi.No && (!ok || !fits(full, subnet)) {
		return full, fmt.Errorf("%w: address %s, mask %s, gateway %s", ErrSettings, full.IPv4, full.Mask, full.Gateway)
	}
	for _, port := range []int{full.HTTPPort, full.CommandPort, full.TLSPort} {
		if port < 1 || port > 65535 {
			return full, fmt.Errorf("%w: port %d", ErrSettings, port)
		}
	}
	return full, nil
}

// fits reports whether a fixed address can be one of a subnet's hosts, with its
// gateway beside it.
func fits(s Settings, subnet netip.Prefix) bool {
	last, ok := broadcastOf(subnet)
	host := func(a netip.Addr) bool { return subnet.Contains(a) && a != last && a != subnet.Masked().Addr() }
	return ok && subnet.Bits() >= 8 && s.IPv4.Is4() && !s.IPv4.IsMulticast() && !s.IPv4.IsLoopback() && host(s.IPv4) &&
		(s.Gateway.IsUnspecified() || host(s.Gateway) && s.Gateway != s.IPv4)
}

// shownBy tells whether the device has the settings. Ports may wait for a restart,
// and IPv6 addresses come and go, so they are looked at only where no other
// address was to change.
func (s Settings) shownBy(after, before Device) bool {
	now, was := SettingsOf(after), SettingsOf(before)
	if s.DHCP == isapi.Yes && was.DHCP != isapi.Yes {
		return now.DHCP == isapi.Yes // its address then comes from elsewhere
	}
	reach := func(s Settings) Settings {
		return Settings{DHCP: s.DHCP, IPv4: s.IPv4, Mask: s.Mask, Gateway: s.Gateway}
	}
	if reach(s) != reach(was) {
		return reach(now) == reach(s)
	}
	return now == s
}

func orTri(t, other isapi.Tri) isapi.Tri {
	if t == isapi.Unknown {
		return other
	}
	return t
}

func orAddr(a, other netip.Addr) netip.Addr {
	if !a.IsValid() {
		return other
	}
	return a
}

func orInt(n, other int) int {
	if n == 0 {
		return other
	}
	return n
}
