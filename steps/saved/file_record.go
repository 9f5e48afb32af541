package saved

import (
	"net/netip"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
)

// record is a sadp.Device on disk.
type record struct {
	recordFields
	Recovery recoveryTold `json:"recovery,omitzero"`
}

// recordFields has the fields of sadp.Device, so that the compiler misses none that
// is added there.
type recordFields struct {
	MAC         string `json:"mac,omitzero"`
	WireMAC     string `json:"wire_mac,omitzero"`
	Twin        int    `json:"twin,omitzero"`
	Doubled     bool   `json:"doubled,omitzero"`
	Model       string `json:"model,omitzero"`
	Serial      string `json:"serial,omitzero"`
	ShortSerial string `json:"short_serial,omitzero"`
	Made        string `json:"made,omitzero"`

	IPv4        netip.Addr `json:"ipv4,omitzero"`
	Mask        netip.Addr `json:"mask,omitzero"`
	Gateway     netip.Addr `json:"gateway,omitzero"`
	IPv6        netip.Addr `json:"ipv6,omitzero"`
	IPv6Gateway netip.Addr `json:"ipv6_gateway,omitzero"`
	IPv6Bits    int        `json:"ipv6_bits,omitzero"`
	DHCP        isapi.Tri  `json:"dhcp,omitzero"`
	HTTPPort    int        `json:"http_port,omitzero"`
	CommandPort int        `json:"command_port,omitzero"`
	TLSPort     int        `json:"tls_port,omitzero"`

	Firmware string `json:"firmware,omitzero"`
	Build    string `json:"build,omitzero"`
	BootTime string `json:"boot_time,omitzero"`

	Activated isapi.Tri `json:"activated,omitzero"`
	Old       bool      `json:"old,omitzero"`

	Recovery   sadp.Recovery `json:"-"` // stands in record
	ResetClass string        `json:"reset_class,omitzero"`
	Lockable   isapi.Tri     `json:"lockable,omitzero"`

	OEM     string `json:"oem,omitzero"`
	OEMCode int    `json:"oem_code,omitzero"`
	Kind    string `json:"kind,omitzero"`

	Salt         string    `json:"salt,omitzero"`
	Encrypt      isapi.Tri `json:"encrypt,omitzero"`
	UserName     string    `json:"user_name,omitzero"`
	SecurityMode string    `json:"security_mode,omitzero"`

	Interface  string         `json:"interface,omitzero"`
	From       netip.AddrPort `json:"from,omitzero"`
	SameSubnet isapi.Tri      `json:"same_subnet,omitzero"`
	WrongMask  bool           `json:"wrong_mask,omitzero"`
	Source     string         `json:"source,omitzero"`
	Heard      time.Time      `json:"heard,omitzero"`
	Gone       bool           `json:"gone,omitzero"`
}

// recoveryTold is a sadp.Recovery on disk.
type recoveryTold struct {
	Questions    isapi.Tri `json:"questions,omitzero"`
	Mailbox      isapi.Tri `json:"mailbox,omitzero"`
	GUID         isapi.Tri `json:"guid,omitzero"`
	Code         isapi.Tri `json:"code,omitzero"`
	File         isapi.Tri `json:"file,omitzero"`
	SecondMode   isapi.Tri `json:"second_mode,omitzero"`
	HikConnect   isapi.Tri `json:"hik_connect,omitzero"`
	HikConnectOn isapi.Tri `json:"hik_connect_on,omitzero"`
}

// settings are sadp.Settings on disk.
type settings struct {
	DHCP        isapi.Tri  `json:"dhcp,omitzero"`
	IPv4        netip.Addr `json:"ipv4,omitzero"`
	Mask        netip.Addr `json:"mask,omitzero"`
	Gateway     netip.Addr `json:"gateway,omitzero"`
	IPv6        netip.Addr `json:"ipv6,omitzero"`
	IPv6Gateway netip.Addr `json:"ipv6_gateway,omitzero"`
	IPv6Bits    int        `json:"ipv6_bits,omitzero"`
	HTTPPort    int        `json:"http_port,omitzero"`
	CommandPort int        `json:"command_port,omitzero"`
	TLSPort     int        `json:"tls_port,omitzero"`
}

func recordOf(d sadp.Device) record {
	return record{recordFields(d), recoveryTold(d.Recovery)}
}

func (r record) into() sadp.Device {
	d := sadp.Device(r.recordFields)
	d.Recovery = sadp.Recovery(r.Recovery)
	return d
}
