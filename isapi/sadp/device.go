package sadp

import (
	"maps"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"camreset/isapi"
)

// Where a record comes from.
const (
	SourceSADP  = "sadp"
	SourceONVIF = "onvif"
)

// The reset classes of a device: what its owner can ask the maker's support for
// (maker's library and manual).
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
	MAC         string // lower case with colons, the key: "44:47:cc:37:ce:81"
	Model       string // "DS-2CD2320D-I"
	Serial      string // model, date of production, market letters and short serial
	ShortSerial string // the nine characters that the label and support know
	Made        string // date of production in the serial, "20200414" (observed)

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
	// and counts as active with a default password (maker's manual); Old tells.
	Activated isapi.Tri
	Old       bool

	Recovery   Recovery
	ResetClass string    // one of the Class constants, empty when not known
	Lockable   isapi.Tri // has the lock function: not "is locked now" (maker's library)

	OEM     string // brand, where the device names one
	OEMCode int    // 0 old, 1 the maker itself, above an OEM customer (maker's header)
	Kind    string // isapi.KindCamera and its neighbours

	Salt         string    // public seed of the password form of Update
	Encrypt      isapi.Tri // wants the encrypted form of Update
	UserName     string    // the admin's name, where it isn't admin
	SecurityMode string    // "standard" and others; otherwise UserName counts

	Interface  string         // where it was heard; commands go there
	From       netip.AddrPort // source of the last datagram
	SameSubnet isapi.Tri      // its IPv4 lies in a subnet of that interface
	Source     string         // SourceSADP or SourceONVIF
	Heard      time.Time      // when it last spoke
	Gone       bool           // silent for GoneAfter while probes went out

	Raw map[string]string // every element as told, by its name on the wire
}

// Recovery tells which ways back a device supports (maker's library); that says
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
	mac := isapi.MAC(m.Get("MAC"))
	if mac == "" || m.Root != rootMatch && m.Root != rootHello {
		return Device{}, false
	}
	types := strings.ToLower(m.Types)
	if m.Root == rootMatch && types != typeHello && !strings.HasPrefix(types, typeInquiry) {
		return Device{}, false // the answer to a command: another set of fields
	}
	return recordOf(mac, m, m.partial()), true
}

// partial says that an absent element means nothing: the end is missing, or
// nobody knows what this kind of message has to hold.
func (m Message) partial() bool {
	return m.Cut || !strings.EqualFold(m.Types, typeInquiry)
}

func recordOf(mac string, m Message, partial bool) Device {
	raw, whole := rawOf(m.Fields)
	d := Device{MAC: mac, Source: SourceSADP, Raw: raw}
	d.readIdentity(m)
	d.readNetwork()
	d.readState(partial || !whole)
	return d
}

// Bounds of what is kept of one record: a list holds many. Real ones have 45
// elements at most, and less than 2 KB in all.
const (
	maxElements = 96
	maxRecord   = 4 << 10
)

// rawOf cleans the elements of a record. Of one beyond the bounds those that come
// first in the alphabet are kept: the same ones every time.
func rawOf(fields map[string]string) (raw map[string]string, whole bool) {
	size := 0
	raw = make(map[string]string, min(len(fields), maxElements))
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		clean, text := isapi.Clean(name), isapi.Clean(fields[name])
		if size += len(clean) + len(text); size > maxRecord || len(raw) >= maxElements {
			return raw, false
		}
		raw[clean] = text
	}
	return raw, true
}

var (
	// A build follows the version with or without a blank before it (observed).
	softwareVersion = regexp.MustCompile(`^(.*?)\s*,?\s*build\s*(\d+)`)
	// Date, market letters, nine characters; recorders add letters (observed).
	longSerial = regexp.MustCompile(`((?:19|20)\d{6})[A-Z]{2,4}([0-9A-Z]{9})[A-Z]*$`)
)

func (d *Device) readIdentity(m Message) {
	d.Model, d.Serial = d.Raw["DeviceDescription"], d.Raw["DeviceSN"]
	if found := longSerial.FindStringSubmatch(strings.TrimPrefix(d.Serial, d.Model)); found != nil {
		d.Made, d.ShortSerial = found[1], found[2]
	}
	version := d.Raw["SoftwareVersion"]
	if sealed := openFixed(m.Get("SoftwareVersionEncrypt")); sealed != "" {
		version = sealed // overwrites the plain one (maker's library)
	}
	d.Firmware = version
	if found := softwareVersion.FindStringSubmatch(version); found != nil {
		d.Firmware, d.Build = found[1], found[2]
	}
	d.BootTime = d.Raw["BootTime"]
	if d.OEM = d.Raw["OEMInfo"]; strings.EqualFold(d.OEM, "N/A") {
		d.OEM = ""
	}
	d.OEMCode = d.number("DetailOEMCode", 1<<31-1)
	d.Kind = isapi.KindOf(d.Model, "")
	if d.Kind == isapi.KindUnknown && d.number("DigitalChannelNum", 1<<16) > 1 {
		d.Kind = isapi.KindRecorder // cameras have one channel, intercoms none (observed)
	}
}

func (d *Device) readNetwork() {
	d.IPv4, d.Mask, d.Gateway = d.address("IPv4Address"), d.address("IPv4SubnetMask"), d.address("IPv4Gateway")
	d.IPv6, d.IPv6Gateway = d.address("IPv6Address"), d.address("IPv6Gateway")
	d.IPv6Bits = d.number("IPv6MaskLen", 128)
	d.DHCP = triOf(d.Raw["DHCP"])
	d.HTTPPort, d.CommandPort = d.number("HttpPort", 65535), d.number("CommandPort", 65535)
	d.TLSPort = d.number("SDKOverTLSPort", 65535)
}

// readState reads the flags; partial says that an absent element means nothing.
func (d *Device) readState(partial bool) {
	d.Activated = triOf(d.Raw["Activated"])
	if _, told := d.Raw["Activated"]; !told && !partial {
		d.Activated, d.Old = isapi.Yes, true
	}
	d.Lockable, d.Encrypt = triOf(d.Raw["DeviceLock"]), triOf(d.Raw["Encrypt"])
	d.Salt, d.UserName, d.SecurityMode = d.Raw["Salt"], d.Raw["UserName"], d.Raw["SecurityMode"]
	d.Recovery = Recovery{
		Questions: triOf(d.Raw["SupportSecurityQuestion"]), Mailbox: triOf(d.Raw["SupportMailBox"]),
		GUID: triOf(d.Raw["SupportGUID"]), Code: triOf(d.Raw["ResetAbility"]),
		File: triOf(d.Raw["PasswordResetAbility"]), SecondMode: triOf(d.Raw["PasswordResetModeSecond"]),
		HikConnect: triOf(d.Raw["SupportHCPlatform"]), HikConnectOn: triOf(d.Raw["HCPlatformEnable"]),
	}
	d.ResetClass = d.resetClass(partial)
}

// resetClass is the order in which the maker's library looks at the flags.
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
func (d *Device) address(name string) netip.Addr {
	a, err := netip.ParseAddr(d.Raw[name])
	if err != nil || a.IsUnspecified() || a.Zone() != "" {
		return netip.Addr{}
	}
	return a.Unmap()
}

// number reads a count from 1 to most; 0 means not told.
func (d *Device) number(name string, most int) int {
	n, err := strconv.Atoi(d.Raw[name])
	if err != nil || n < 0 || n > most {
		return 0
	}
	return n
}
