package sadp

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"camreset/isapi"
)

// maxRows bounds the list: datagrams are free, and their MACs may be invented.
const maxRows = 2048

// GoneAfter is how long a device is silent, while probes go out, before it counts
// as gone.
const GoneAfter = 10 * time.Second

// goneRounds is how many rounds it must have missed as well.
const goneRounds = 4

// table is the list of devices, one row for each, by Device.Key.
type table struct {
	rows map[string]*row
	full bool // a device had to be left out
}

type row struct {
	device  Device
	partial bool // no complete record was heard yet
	silent  int  // rounds since it last spoke on its interface
	away    bool // its interface was not there in the last round
}

// take notes what a device said, and tells whether that changed or improved its
// record.
func (t *table) take(d Device, partial bool) (Device, bool) {
	if r := t.rowOf(d); r != nil {
		return r.update(r.merge(d, partial), d)
	}
	twins := len(t.claimed(d.MAC))
	if len(t.rows) >= maxRows || twins >= maxTwins {
		t.full = true
		return d, false
	}
	if twins > 0 {
		d.Twin = twins + 1
	}
	t.rows[d.Key()] = &row{device: d, partial: partial}
	return d, true
}

// again notes that a device said once more what is known of it.
func (r *row) again(d Device) (Device, bool) { return r.update(d, d) }

// update puts a record in place of the old one, heard as d was.
func (r *row) update(next, d Device) (Device, bool) {
	before := r.device
	r.place(&next, d)
	next.Heard, next.Gone = d.Heard, false
	next.Twin, next.Doubled = before.Twin, before.Doubled
	r.device = next
	return next, !same(before, next)
}

// merge joins two records of one device. The newer word counts; what it leaves
// out comes from the older one, unless the device started anew between them.
func (r *row) merge(d Device, partial bool) Device {
	old := r.device
	switch {
	case d.Source == SourceONVIF && old.Source == SourceSADP:
		return old.fromONVIF(d)
	case d.Source == SourceONVIF:
		return d
	case old.Source == SourceONVIF:
		r.partial = partial
		return d.fromONVIF(old)
	case !sameRun(old, d):
		r.partial = partial
		return d
	}
	r.partial = r.partial && partial
	next := d.filled(old)
	next.ResetClass = next.resetClass(r.partial)
	return next
}

// filled takes from an older record of the same run what this one leaves out.
func (d Device) filled(old Device) Device {
	was := d
	fill(reflect.ValueOf(&d).Elem(), reflect.ValueOf(old))
	if was.Kind == isapi.KindUnknown {
		d.Kind = old.Kind
	}
	if was.Old && !old.untold() { // one form of the inquiry leaves out what the other tells
		d.Activated = old.Activated
	}
	d.Old = (was.Old || old.Old) && was.untold() && old.untold()
	return d
}

// untold says that the device did not tell whether it has a password.
func (d Device) untold() bool { return d.Old || d.Activated == isapi.Unknown }

func fill(to, from reflect.Value) {
	for i := range to.NumField() {
		switch field := to.Field(i); {
		case field.Type() == reflect.TypeFor[Recovery]():
			fill(field, from.Field(i))
		case field.IsZero():
			field.Set(from.Field(i))
		}
	}
}

// fromONVIF fills in what only the other protocol tells.
func (d Device) fromONVIF(o Device) Device {
	if d.Model == "" {
		d.Model, d.Kind = o.Model, o.Kind
	}
	if !d.IPv4.IsValid() {
		d.IPv4 = o.IPv4
	}
	if d.HTTPPort == 0 {
		d.HTTPPort = o.HTTPPort
	}
	if !d.IPv6.IsValid() {
		d.IPv6 = o.IPv6
	}
	return d
}

// sameRun tells whether two records can be of one device that didn't start or
// change its state in between.
func sameRun(a, b Device) bool {
	return sameText(a.BootTime, b.BootTime) && sameSerial(a.Serial, b.Serial) &&
		(a.Activated == b.Activated || a.Activated == isapi.Unknown || b.Activated == isapi.Unknown)
}

func sameText(a, b string) bool { return a == b || a == "" || b == "" }

// place keeps the interface on which the device was heard first, unless another
// one leads to it better or the first has fallen silent. Two cards on one network
// would otherwise take turns.
func (r *row) place(next *Device, d Device) {
	old := r.device
	better := d.SameSubnet == isapi.Yes && old.SameSubnet != isapi.Yes
	if d.Interface == old.Interface || better || old.Gone || r.away || r.silent >= 2 {
		next.Interface, next.From, next.SameSubnet, next.WrongMask = d.Interface, d.From, d.SameSubnet, d.WrongMask
		r.silent, r.away = 0, false
		return
	}
	next.Interface, next.From, next.SameSubnet, next.WrongMask = old.Interface, old.From, old.SameSubnet, old.WrongMask
}

// same compares what a list shows: not the time, not the source of a datagram.
func same(a, b Device) bool {
	a.From, a.Heard = b.From, b.Heard
	return a == b
}

// round counts one more round of probes on the interfaces in sentOn, and gives the
// devices that are gone since, and those that are now alone with their MAC.
func (t *table) round(now time.Time, sentOn map[string]bool) []Device {
	var gone []*row
	for _, r := range t.rows {
		if r.away = !sentOn[r.device.Interface]; r.away {
			continue // not asked: its silence means nothing
		}
		r.silent++
		if !r.device.Gone && r.silent > goneRounds && now.Sub(r.device.Heard) >= GoneAfter {
			r.device.Gone = true
			gone = append(gone, r)
		}
	}
	changed := map[string]Device{}
	for _, r := range gone {
		for _, d := range t.pair(r.device.MAC) {
			changed[d.Key()] = d
		}
		changed[r.device.Key()] = r.device
	}
	return slices.Collect(maps.Values(changed))
}

// list gives the devices by address, then by key, whose parts spare writing it for every
// comparison.
func (t *table) list() []Device {
	rows := slices.SortedFunc(maps.Values(t.rows), func(a, b *row) int {
		return cmp.Or(a.device.IPv4.Compare(b.device.IPv4), strings.Compare(a.device.MAC, b.device.MAC), cmp.Compare(a.device.Twin, b.device.Twin))
	})
	all := make([]Device, 0, len(rows))
	for _, r := range rows {
		all = append(all, r.device)
	}
	return all
}
