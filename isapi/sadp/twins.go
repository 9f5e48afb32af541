package sadp

import (
	"slices"
	"strconv"
	"strings"

	"camreset/isapi"
)

// A MAC belongs to one device. Where two claim the same one they are told apart by
// their serial numbers, and no command is sent: devices pick theirs by the MAC, so
// that it would reach both.

// maxTwins bounds the devices that are listed with one MAC: both may be invented.
const maxTwins = 8

// Key names a device within one look: its MAC, and behind the MAC of an earlier
// device a number, as in "44-47-cc-37-ce-81-2".
func (d Device) Key() string {
	key := strings.ReplaceAll(d.MAC, ":", "-")
	if d.Twin == 0 {
		return key
	}
	return key + "-" + strconv.Itoa(d.Twin)
}

// KeyOf reads a key in any spelling of its MAC; empty where there is none.
func KeyOf(typed string) string {
	mac, twin := isapi.MAC(typed), ""
	if last := strings.LastIndexByte(typed, '-'); mac == "" && last >= 0 {
		if n, err := strconv.Atoi(typed[last+1:]); err == nil && n >= 2 && n <= maxTwins {
			mac, twin = isapi.MAC(typed[:last]), "-"+strconv.Itoa(n)
		}
	}
	if mac == "" {
		return ""
	}
	return strings.ReplaceAll(mac, ":", "-") + twin
}

// Same reports whether two records are of one device: with one MAC, and with serial
// numbers that agree or of which one isn't told. Addresses say nothing: they change.
func (d Device) Same(o Device) bool {
	return d.MAC != "" && d.MAC == o.MAC && sameSerial(d.Serial, o.Serial)
}

// sameSerial is true as well where one of them isn't told.
func sameSerial(a, b string) bool { return a == "" || b == "" || isapi.SameSerial(a, b) }

// claimed are the rows with one MAC, in the order in which they came.
func (t *table) claimed(mac string) []*row {
	var rows []*row
	for d := (Device{MAC: mac}); len(rows) < maxTwins; d.Twin = len(rows) + 1 {
		r := t.rows[d.Key()]
		if r == nil {
			break
		}
		rows = append(rows, r)
	}
	return rows
}

// rowOf finds a device in the list. What doesn't tell its serial number is that one
// of several which has its address, else the first.
func (t *table) rowOf(d Device) *row {
	mine := slices.DeleteFunc(t.claimed(d.MAC), func(r *row) bool { return !r.device.Same(d) })
	for _, fits := range []func(Device) bool{
		func(o Device) bool { return d.Serial != "" && o.Serial != "" },
		func(o Device) bool { return o.IPv4 == d.IPv4 },
	} {
		if at := slices.IndexFunc(mine, func(r *row) bool { return fits(r.device) }); at >= 0 {
			return mine[at]
		}
	}
	if len(mine) == 0 {
		return nil
	}
	return mine[0]
}

// pair marks the devices that claim a MAC while another one does that is there, and
// gives those for which that changed.
func (t *table) pair(mac string) []Device {
	rows, there := t.claimed(mac), 0
	for _, r := range rows {
		if !r.device.Gone {
			there++
		}
	}
	var changed []Device
	for _, r := range rows {
		if doubled := there > 1 && !r.device.Gone; r.device.Doubled != doubled {
			r.device.Doubled = doubled
			changed = append(changed, r.device)
		}
	}
	return changed
}
