package steps

import (
	"cmp"
	"context"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
)

// Listing is what `discover` tells. The fields are a contract with scripts:
// unknown numbers and yes/no facts are null.
type Listing struct {
	Schema     int               `json:"schema"`
	Devices    []ListedDevice    `json:"devices"`
	Interfaces []ListedInterface `json:"interfaces"`
	Causes     []ListedCause     `json:"causes"`
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
	HTTPPort   *int           `json:"http_port"`
	Firmware   string         `json:"firmware"`
	Build      string         `json:"build"`
	Activated  isapi.Tri      `json:"activated"`
	Kind       string         `json:"kind"`
	Interface  string         `json:"interface"`
	SameSubnet isapi.Tri      `json:"same_subnet"`
	BootTime   string         `json:"boot_time"`
	Recovery   ListedRecovery `json:"recovery"`
	OEM        string         `json:"oem"`
	Source     string         `json:"source"`
}

// ListedRecovery are the ways back that the device says it supports.
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

// ListedCause is a likely reason for an empty list, how it is known, and what
// to do about it on this system.
type ListedCause struct {
	ID  string `json:"id"`
	Why string `json:"why"`
	How string `json:"how"`
	Fix string `json:"fix"`
}

// Sighting is one event of a search.
type Sighting struct {
	// Event is "came", "changed" or "gone".
	Event  string       `json:"event"`
	Device ListedDevice `json:"device"`
}

// Search says how to look for devices.
type Search struct {
	// For is how long to look; Watch goes on until the context ends.
	For   time.Duration
	Watch bool
	// Interface is the only one to look on; empty means all.
	Interface string
}

// Discover looks for devices on this computer's networks, over UDP, without a
// login. see is told of each the moment its reply is read; it may be nil.
func Discover(ctx context.Context, env Env, s Search, see func(Sighting)) (Listing, error) {
	known := map[string]ListedDevice{}
	report, err := sadp.Discover(ctx, env.SADP, sadp.Options{For: s.For, Interface: s.Interface, Watch: s.Watch, Brief: true}, func(d sadp.Device) {
		listed := listDevice(d)
		before, was := known[d.MAC]
		event := "came"
		switch {
		case d.Gone:
			event = "gone"
			delete(known, d.MAC)
		case was && before == listed:
			return
		case was:
			event = "changed"
			listed.HTTPPort = samePort(before.HTTPPort, listed.HTTPPort)
		}
		if !d.Gone {
			known[d.MAC] = listed
		}
		if see != nil {
			see(Sighting{event, listed})
		}
	})
	listing := listingOf(report)
	if len(listing.Causes) > 0 { // a whole search that heard nothing
		if c, found := neighbourCause(env, report, s.Interface); found {
			listing.Causes = slices.Insert(listing.Causes, 0, c)
		}
	}
	return listing, err
}

// samePort keeps the pointer of an unchanged port, so that records compare.
func samePort(before, now *int) *int {
	if before != nil && now != nil && *before == *now {
		return before
	}
	return now
}

func listingOf(r sadp.Report) Listing {
	l := Listing{Schema: 1, Devices: []ListedDevice{}, Interfaces: []ListedInterface{}, Causes: []ListedCause{}}
	for _, d := range r.Devices {
		l.Devices = append(l.Devices, listDevice(d))
	}
	for _, i := range r.Interfaces {
		listed := ListedInterface{Name: i.Name, Addresses: []string{}, Skipped: i.Skipped}
		for _, p := range i.Prefixes {
			listed.Addresses = append(listed.Addresses, p.String())
		}
		l.Interfaces = append(l.Interfaces, listed)
	}
	for _, c := range r.Causes {
		l.Causes = append(l.Causes, ListedCause{c.ID, c.Why, c.How, c.Fix})
	}
	return l
}

func listDevice(d sadp.Device) ListedDevice {
	listed := ListedDevice{
		MAC: d.MAC, Model: d.Model, Serial: d.Serial, IPv4: addressText(d.IPv4), Mask: addressText(d.Mask), Gateway: addressText(d.Gateway),
		DHCP: d.DHCP, Firmware: d.Firmware, Build: d.Build, Activated: d.Activated, Kind: cmp.Or(d.Kind, "unknown"),
		Interface: d.Interface, SameSubnet: d.SameSubnet, BootTime: d.BootTime, OEM: d.OEM, Source: d.Source,
		Recovery: ListedRecovery{
			Questions: d.Recovery.Questions, Mailbox: d.Recovery.Mailbox, GUID: d.Recovery.GUID,
			File: d.Recovery.File, SecondMode: d.Recovery.SecondMode, HikConnect: d.Recovery.HikConnect,
		},
	}
	if d.HTTPPort != 0 {
		listed.HTTPPort = &d.HTTPPort
	}
	if listed.OEM == "" && d.OEMCode > 1 {
		listed.OEM = "code " + strconv.Itoa(d.OEMCode)
	}
	return listed
}

func addressText(a netip.Addr) string {
	if !a.IsValid() {
		return ""
	}
	return a.String()
}

// state is what a person wants to know first.
func (d ListedDevice) state() string {
	words := map[isapi.Tri]string{isapi.Yes: "active", isapi.No: "NOT ACTIVATED"}[d.Activated]
	if d.SameSubnet == isapi.No {
		words = strings.TrimPrefix(words+", other subnet", ", ")
	}
	return cmp.Or(words, "state not told")
}
