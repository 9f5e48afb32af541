package report

import (
	"strconv"

	"camreset/isapi"
	"camreset/steps/lan"
)

// Listing is what `discover` tells. The fields are a contract with scripts:
// unknown numbers and yes/no facts are null.
type Listing struct {
	Schema     int               `json:"schema"`
	Devices    []ListedDevice    `json:"devices"`
	Interfaces []ListedInterface `json:"interfaces"`
	// Causes are why the list is empty, or may lack somebody.
	Causes []ListedCause `json:"causes"`
	// Swept is whom a search of all addresses met beside the devices; left out
	// where none was asked for.
	Swept []ListedAddress `json:"swept,omitzero"`
}

// ListedDevice is one device as it told about itself without a login.
type ListedDevice struct {
	MAC        string         `json:"mac"`
	Model      string         `json:"model"`
	Serial     string         `json:"serial"`
	IPv4       string         `json:"ipv4"`
	Mask       string         `json:"mask"`
	Gateway    string         `json:"gateway"`
	DHCP       isapi.Tri      `json:"dhcp"`
	HTTPPort   ListedPort     `json:"http_port"`
	Firmware   string         `json:"firmware"`
	Build      string         `json:"build"`
	Activated  isapi.Tri      `json:"activated"`
	Kind       string         `json:"kind"`
	Interface  string         `json:"interface"`
	SameSubnet isapi.Tri      `json:"same_subnet"`
	Shared     isapi.Tri      `json:"shared_address"`
	BootTime   string         `json:"boot_time"`
	Recovery   ListedRecovery `json:"recovery"`
	OEM        string         `json:"oem"`
	Source     string         `json:"source"`

	shortSerial string
	wrongMask   bool
	doubled     bool // another device claims the same MAC
}

// ListedPort is a port; 0 is null: not told.
type ListedPort int

// MarshalJSON implements json.Marshaler.
func (p ListedPort) MarshalJSON() ([]byte, error) {
	if p == 0 {
		return []byte("null"), nil
	}
	return []byte(strconv.Itoa(int(p))), nil
}

// ListedRecovery are the ways back that the device says it supports; whether they
// were set up it does not tell.
type ListedRecovery struct {
	Questions  isapi.Tri `json:"questions"`
	Mailbox    isapi.Tri `json:"mailbox"`
	GUID       isapi.Tri `json:"guid"`
	File       isapi.Tri `json:"file"`
	SecondMode isapi.Tri `json:"second_mode"`
	HikConnect isapi.Tri `json:"hik_connect"`
}

// ListedInterface is one of this computer's networks; Skipped says why it was
// not used.
type ListedInterface struct {
	Name      string   `json:"name"`
	Addresses []string `json:"addresses"`
	Skipped   string   `json:"skipped"`
}

// ListedCause is a likely reason for an empty list, or for one that lacks somebody,
// how it is known, and what to do about it on this system.
type ListedCause struct {
	ID  string `json:"id"`
	Why string `json:"why"`
	How string `json:"how"`
	Fix string `json:"fix"`
}

// ListedAddress is an address at which a search of all addresses met somebody: a
// hint at a device of the maker, no more.
type ListedAddress struct {
	IPv4  string `json:"ipv4"`
	MAC   string `json:"mac"`
	Maker string `json:"maker"`
	Ports []int  `json:"open_ports"`
}

// sweptBeside adds whom a search of all addresses met, without those who answered
// the other one.
func (l *Listing) sweptBeside(all []lan.Swept) {
	if all == nil {
		return
	}
	known := map[string]bool{}
	for _, d := range l.Devices {
		known[d.IPv4] = true
	}
	l.Swept = []ListedAddress{}
	for _, s := range all {
		if at := s.Address.String(); !known[at] {
			l.Swept = append(l.Swept, ListedAddress{at, s.MAC, s.Maker, append([]int{}, s.Ports...)})
		}
	}
}

// Port tells where the device's page is, if that is not the usual place.
func (d ListedDevice) Port() string {
	if d.HTTPPort == 0 || d.HTTPPort == 80 {
		return ""
	}
	return ":" + strconv.Itoa(int(d.HTTPPort))
}

// SerialEnd is the part of the serial that the label and support know.
func (d ListedDevice) SerialEnd() string {
	const size = 9
	if d.shortSerial != "" {
		return d.shortSerial
	}
	return d.Serial[max(len(d.Serial)-size, 0):]
}

// States are what a person wants to know first.
func (d ListedDevice) States() []string {
	var all []string
	switch d.Activated {
	case isapi.Yes:
		all = append(all, "password set")
	case isapi.No:
		all = append(all, "no password")
	}
	switch {
	case d.wrongMask:
		all = append(all, "wrong mask")
	case d.SameSubnet == isapi.No:
		all = append(all, "other range")
	}
	if d.Shared == isapi.Yes {
		all = append(all, "shared address")
	}
	if d.doubled {
		all = append(all, "MAC used twice")
	}
	if len(all) == 0 {
		return []string{"state not told"}
	}
	return all
}
