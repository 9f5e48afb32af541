package sadp

import (
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"time"

	"camreset/isapi"
	"camreset/isapi/value"
)

// Where a record comes from.
const (
	SourceSADP  = "sadp"
	SourceONVIF = "onvif"
)

// The reset classes of a device: what its owner can ask the maker's support for
// (libsadp, and the SADP manual).
const (
	ClassActivate = "activate" // no password at all: give it the first one
	ClassA        = "A"        // serial and start time go to support, a security code comes back
	ClassB        = "B"        // a code is read out, the answer restores the default password
	ClassC        = "C"        // a request file is read out, the answer sets a new password
	ClassD        = "D"        // as C, with a QR code or a typed key too
)

// Device is what a device tells about itself without a login. What it doesn't
// tell is empty, zero or unknown; texts are cleaned.
type Device struct {
	MAC         string // lower case with colons: "44:47:cc:37:ce:81"
	WireMAC     string // the same as the device spells it; empty where only ONVIF told
	Twin        int    // 2, 3, … for one that claims the MAC of an earlier device; else 0
	Doubled     bool   // another device that is there claims the same MAC: a command would reach both
	Model       string // "DS-2CD2320D-I"
	Serial      string // model, date of production, market letters and short serial
	ShortSerial string // the nine characters that the label and support know
	Made        string // date of production in the serial, "20200414" (DS-2CD2385G1-I)

	IPv4, Mask, Gateway netip.Addr // as configured: the datagram may come from elsewhere
	IPv6, IPv6Gateway   netip.Addr
	IPv6Bits            int
	DHCP                isapi.Tri
	HTTPPort            int
	CommandPort         int // of the maker's SDK, usually 8000
	TLSPort             int // of the maker's SDK over TLS, usually 8443

	Firmware string // "V5.5.6"
	Build    string // "180326", YYMMDD
	BootTime string // start time by the device's own clock; support asks for it

	// Activated: a device that doesn't say is older than the idea of activation
	// and counts as active with a default password (SADP manual); Old tells.
	Activated isapi.Tri
	Old       bool

	Recovery   Recovery
	ResetClass string    // one of the Class constants, empty when not known
	Lockable   isapi.Tri // has the lock function: not "is locked now" (libsadp)

	OEM     string // brand, where the device names one
	OEMCode int    // 0 old, 1 the maker itself, above an OEM customer (Sadp.h)
	Kind    string // isapi.KindCamera and its neighbours

	Salt         string    // public seed of the password form of Update
	Encrypt      isapi.Tri // wants the encrypted form of Update
	UserName     string    // the admin's name, where it isn't admin
	SecurityMode string    // "standard" and others; otherwise UserName counts

	Interface  string         // where it was heard; commands go there
	From       netip.AddrPort // source of the last datagram
	SameSubnet isapi.Tri      // it and this computer are in one subnet there, by the masks of both
	WrongMask  bool           // its IPv4 lies in our subnet, but its mask leaves us out
	Source     string         // SourceSADP or SourceONVIF
	Heard      time.Time      // when it last spoke
	Gone       bool           // silent for GoneAfter while probes went out
}

// Recovery tells which ways back a device supports (libsadp); that says
// nothing about whether they were set up.
type Recovery struct {
	Questions    isapi.Tri // SupportSecurityQuestion
	Mailbox      isapi.Tri // SupportMailBox: code by e-mail
	GUID         isapi.Tri // SupportGUID: file exported earlier
	Code         isapi.Tri // ResetAbility: default password by code (class B)
	File         isapi.Tri // PasswordResetAbility: request file (class C)
	SecondMode   isapi.Tri // PasswordResetModeSecond: QR code or key (class D)
	HikConnect   isapi.Tri // SupportHCPlatform
	HikConnectOn isapi.Tri // HCPlatformEnable: switched on
}

// DeviceOf reads the record in a reply to an inquiry or in a Hello; false when
// the datagram is neither or names no MAC.
func DeviceOf(m Message) (Device, bool) {
	if m.MAC == "" || m.Root != rootMatch && m.Root != rootHello {
		return Device{}, false
	}
	types := strings.ToLower(m.Types)
	if m.Root == rootMatch && types != typeHello && !strings.HasPrefix(types, typeInquiry) {
		return Device{}, false // the answer to a command: another set of fields
	}
	return recordOf(m, m.partial()), true
}

// partial says that an absent element means nothing: the end is missing, or
// nobody knows what this kind of message has to hold.
func (m Message) partial() bool {
	return m.Cut || !strings.EqualFold(m.Types, typeInquiry)
}

func recordOf(m Message, partial bool) Device {
	told := record(m.Fields)
	d := Device{MAC: m.MAC, WireMAC: told.text("MAC"), Source: SourceSADP}
	d.readIdentity(told)
	d.readNetwork(told)
	d.readState(told, partial || len(told) >= maxFields)
	return d
}

// record is what a device told while it is read: its elements by name.
type record map[string]string

// text gives an element cleaned, empty where there is none.
func (r record) text(name string) string { return isapi.Clean(r[name]) }

var (
	// A build follows the version with or without a blank before it (DS-2CD2432F-IW,
	// V5.2.5).
	softwareVersion = regexp.MustCompile(`^(.*?)\s*,?\s*build\s*(\d+)`)
	// Date, market letters, nine characters; recorders add letters (DS-7804HQH-K1).
	longSerial = regexp.MustCompile(`((?:19|20)\d{6})[A-Z]{2,4}([0-9A-Z]{9})[A-Z]*$`)
)

func (d *Device) readIdentity(told record) {
	d.Model, d.Serial = told.text("DeviceDescription"), told.text("DeviceSN")
	if found := longSerial.FindStringSubmatch(strings.TrimPrefix(d.Serial, d.Model)); found != nil {
		d.Made, d.ShortSerial = found[1], found[2]
	}
	version := told.text("SoftwareVersion")
	if sealed := openFixed(told["SoftwareVersionEncrypt"]); sealed != "" {
		version = sealed // overwrites the plain one (libsadp)
	}
	d.Firmware = version
	if found := softwareVersion.FindStringSubmatch(version); found != nil {
		d.Firmware, d.Build = found[1], found[2]
	}
	d.BootTime = told.text("BootTime")
	if d.OEM = told.text("OEMInfo"); strings.EqualFold(d.OEM, "N/A") {
		d.OEM = ""
	}
	d.OEMCode = told.number("DetailOEMCode", 1<<31-1)
	d.Kind = isapi.KindOf(d.Model, "")
	if d.Kind == isapi.KindUnknown && told.number("DigitalChannelNum", 1<<16) > 1 {
		d.Kind = isapi.KindRecorder // cameras have one channel, intercoms none (DS-KH6210-L)
	}
}

func (d *Device) readNetwork(told record) {
	d.IPv4, d.Mask, d.Gateway = told.address("IPv4Address"), told.address("IPv4SubnetMask"), told.address("IPv4Gateway")
	d.IPv6, d.IPv6Gateway = told.address("IPv6Address"), told.address("IPv6Gateway")
	d.IPv6Bits = told.number("IPv6MaskLen", 128)
	d.DHCP = value.ParseTri(told["DHCP"])
	d.HTTPPort, d.CommandPort = told.number("HttpPort", 65535), told.number("CommandPort", 65535)
	d.TLSPort = told.number("SDKOverTLSPort", 65535)
}

// readState reads the flags; partial says that an absent element means nothing.
func (d *Device) readState(told record, partial bool) {
	d.Activated = value.ParseTri(told["Activated"])
	if _, any := told["Activated"]; !any && !partial {
		d.Activated, d.Old = isapi.Yes, true
	}
	d.Lockable, d.Encrypt = value.ParseTri(told["DeviceLock"]), value.ParseTri(told["Encrypt"])
	d.Salt, d.UserName, d.SecurityMode = told.text("Salt"), told.text("UserName"), told.text("SecurityMode")
	d.Recovery = Recovery{
		Questions: value.ParseTri(told["SupportSecurityQuestion"]), Mailbox: value.ParseTri(told["SupportMailBox"]),
		GUID: value.ParseTri(told["SupportGUID"]), Code: value.ParseTri(told["ResetAbility"]),
		File: value.ParseTri(told["PasswordResetAbility"]), SecondMode: value.ParseTri(told["PasswordResetModeSecond"]),
		HikConnect: value.ParseTri(told["SupportHCPlatform"]), HikConnectOn: value.ParseTri(told["HCPlatformEnable"]),
	}
	d.ResetClass = d.resetClass(partial)
}

// resetClass is the order in which libsadp looks at the flags.
func (d *Device) resetClass(partial bool) string {
	switch {
	case d.Activated == isapi.No:
		return ClassActivate
	case d.Recovery.SecondMode == isapi.Yes:
		return ClassD
	case d.Recovery.File == isapi.Yes && !partial:
		return ClassC
	case d.Recovery.Code == isapi.Yes && !partial:
		return ClassB
	case partial:
		return "" // the flag that decides may be in what is missing
	}
	return ClassA
}

// wireMAC is the spelling in which the device named itself, so that a device
// that compares letters finds itself; dashes otherwise, as cameras do.
func (d Device) wireMAC() string {
	if isapi.MAC(d.WireMAC) == d.MAC {
		return d.WireMAC
	}
	return strings.ReplaceAll(d.MAC, ":", "-")
}

// Prefix is the device's address with its mask; invalid where either is missing
// or the mask has holes.
func (d Device) Prefix() netip.Prefix {
	bits, ok := maskBits(d.Mask)
	if !ok || !d.IPv4.IsValid() {
		return netip.Prefix{}
	}
	return netip.PrefixFrom(d.IPv4, bits)
}

// address reads an address; the unspecified one means "none".
func (r record) address(name string) netip.Addr {
	a, err := netip.ParseAddr(r[name])
	if err != nil || a.IsUnspecified() || a.Zone() != "" {
		return netip.Addr{}
	}
	return a.Unmap()
}

// number reads a count from 1 to most; 0 means not told.
func (r record) number(name string, most int) int {
	n, err := strconv.Atoi(r[name])
	if err != nil || n < 0 || n > most {
		return 0
	}
	return n
}
