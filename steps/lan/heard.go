package lan

import (
	"cmp"
	"slices"
	"time"

	"camreset/isapi/sadp"
)

// Heard is what is heard on this computer's networks over UDP.
type Heard struct {
	// Version counts up with everything new; 0 means that nobody has listened.
	Version int
	// Began is when listening began, by the clock of env.SADP.
	Began time.Time
	// Devices are those heard so far, by address; the gone ones stay, marked.
	Devices    []sadp.Device
	Interfaces []sadp.Interface
	// Causes are the likely reasons for an empty list, once it was looked for
	// long enough.
	Causes []sadp.Cause
	// Settled is true when it was looked for long enough.
	Settled bool
}

// Device finds the device of a key, in any spelling.
func (h Heard) Device(key string) (sadp.Device, bool) {
	key = sadp.KeyOf(key)
	return h.first(func(d sadp.Device) bool { return key != "" && d.Key() == key })
}

// Same finds the newest record of the device of an older one, gone or not: by MAC and
// serial number, and where that is not told, the one that is there.
func (h Heard) Same(old sadp.Device) (sadp.Device, bool) {
	for _, fits := range []func(sadp.Device) bool{
		func(d sadp.Device) bool { return old.Serial != "" && d.Serial != "" },
		func(d sadp.Device) bool { return !d.Gone },
		func(sadp.Device) bool { return true },
	} {
		if d, found := h.first(func(d sadp.Device) bool { return d.Same(old) && fits(d) }); found {
			return d, true
		}
	}
	return sadp.Device{}, false
}

func (h Heard) first(fits func(sadp.Device) bool) (sadp.Device, bool) {
	i := slices.IndexFunc(h.Devices, fits)
	if i < 0 {
		return sadp.Device{}, false
	}
	return h.Devices[i], true
}

// Holders are all the devices at an address, as At counts them, whatever port their page
// has.
func (h Heard) Holders(at Address) []sadp.Device {
	return slices.DeleteFunc(Present(h.Devices), func(d sadp.Device) bool { return PageOf(d).IP != at.IP })
}

// At finds the record of the one device whose page is at the target, and counts those
// that have its address. A port that is not the device's own may belong to another one
// behind it, such as a camera behind its recorder.
func (h Heard) At(target Address, means func(sadp.Device) bool) (d sadp.Device, same int) {
	for _, one := range Present(h.Devices) {
		a := PageOf(one)
		if a.IP != target.IP {
			continue
		}
		same++
		if target.Port != 0 && target.Port != 443 && target.Port != cmp.Or(a.Port, 80) {
			continue
		}
		if same == 1 || means(one) {
			d = one
		}
	}
	if same > 1 && !means(d) {
		return sadp.Device{}, same
	}
	return d, same
}

// Present are the devices that are still there.
func Present(all []sadp.Device) []sadp.Device {
	return slices.DeleteFunc(slices.Clone(all), func(d sadp.Device) bool { return d.Gone })
}

// PageOf is where a device's page is.
func PageOf(d sadp.Device) Address {
	at := d.IPv4
	if !at.IsValid() {
		at = d.From.Addr()
	}
	a := Address{IP: AddressText(at)}
	if d.HTTPPort != 80 {
		a.Port = d.HTTPPort
	}
	return a
}
