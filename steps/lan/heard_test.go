package lan

import (
	"net/netip"
	"testing"

	"camreset/isapi/sadp"
)

// at is a device at an address.
func at(ip, mac string, change ...func(*sadp.Device)) sadp.Device {
	d := sadp.Device{MAC: mac, IPv4: netip.MustParseAddr(ip), HTTPPort: 80}
	for _, c := range change {
		c(&d)
	}
	return d
}

func gone(d *sadp.Device) { d.Gone = true }

func serial(s string) func(*sadp.Device) { return func(d *sadp.Device) { d.Serial = s } }

func port(p int) func(*sadp.Device) { return func(d *sadp.Device) { d.HTTPPort = p } }

const one, two = "44:19:b6:5c:00:10", "44:19:b6:5c:00:20"

func TestTheDeviceOfAKey(t *testing.T) {
	h := Heard{Devices: []sadp.Device{at("192.168.1.64", one), at("192.168.1.65", two)}}
	if d, found := h.Device(h.Devices[1].Key()); !found || d.MAC != two {
		t.Errorf("%s, %v", d.MAC, found)
	}
	for _, key := range []string{"", "none"} {
		if d, found := h.Device(key); found {
			t.Errorf("%q is %s", key, d.MAC)
		}
	}
}

// The newest record of a device is the one that tells its serial number, else the one
// that is still there, else the last one.
func TestTheNewestRecord(t *testing.T) {
	old := at("192.168.1.64", one, serial("A1"))
	for name, c := range map[string]struct {
		all  []sadp.Device
		want string
	}{
		"it has moved":         {[]sadp.Device{at("10.0.0.2", one, serial("A1"))}, "10.0.0.2"},
		"one tells its serial": {[]sadp.Device{at("10.0.0.2", one), at("10.0.0.3", one, serial("A1"), gone)}, "10.0.0.3"},
		"one is there":         {[]sadp.Device{at("10.0.0.2", one, gone), at("10.0.0.3", one)}, "10.0.0.3"},
		"none is there":        {[]sadp.Device{at("10.0.0.2", one, gone)}, "10.0.0.2"},
		"another one":          {[]sadp.Device{at("192.168.1.64", two)}, ""},
		"nobody":               {nil, ""},
	} {
		if d, found := (Heard{Devices: c.all}).Same(old); found != (c.want != "") || AddressText(d.IPv4) != c.want {
			t.Errorf("%s: at %s, want %s", name, d.IPv4, c.want)
		}
	}
}

// A port that is not the device's own may belong to another one; of two at an address
// only the one that is meant is taken.
func TestWhoIsAtAnAddress(t *testing.T) {
	meansTwo := func(d sadp.Device) bool { return d.MAC == two }
	for name, c := range map[string]struct {
		all    []sadp.Device
		target Address
		mac    string
		same   int
	}{
		"one":                 {[]sadp.Device{at("192.168.1.64", one)}, Address{IP: "192.168.1.64"}, one, 1},
		"its own port":        {[]sadp.Device{at("192.168.1.64", one, port(8080))}, Address{IP: "192.168.1.64", Port: 8080}, one, 1},
		"over TLS":            {[]sadp.Device{at("192.168.1.64", one, port(8080))}, Address{IP: "192.168.1.64", Port: 443}, one, 1},
		"another port":        {[]sadp.Device{at("192.168.1.64", one)}, Address{IP: "192.168.1.64", Port: 65001}, "", 1},
		"two, the second":     {[]sadp.Device{at("192.168.1.64", one), at("192.168.1.64", two)}, Address{IP: "192.168.1.64"}, two, 2},
		"two, none is meant":  {[]sadp.Device{at("192.168.1.64", one), at("192.168.1.64", "44:19:b6:5c:00:30")}, Address{IP: "192.168.1.64"}, "", 2},
		"one has gone":        {[]sadp.Device{at("192.168.1.64", one), at("192.168.1.64", two, gone)}, Address{IP: "192.168.1.64"}, one, 1},
		"nobody":              {[]sadp.Device{at("192.168.1.65", one)}, Address{IP: "192.168.1.64"}, "", 0},
		"one without IPv4":    {[]sadp.Device{{MAC: one, From: netip.MustParseAddrPort("[fe80::1]:37020"), HTTPPort: 80}}, Address{IP: "fe80::1"}, one, 1},
		"and nobody's holder": {nil, Address{IP: "192.168.1.64"}, "", 0},
	} {
		h := Heard{Devices: c.all}
		if d, same := h.At(c.target, meansTwo); d.MAC != c.mac || same != c.same {
			t.Errorf("%s: %q of %d, want %q of %d", name, d.MAC, same, c.mac, c.same)
		}
		if holders := h.Holders(c.target); len(holders) != c.same {
			t.Errorf("%s: %d hold the address, want %d", name, len(holders), c.same)
		}
	}
	h := Heard{Devices: []sadp.Device{at("192.168.1.64", one), at("192.168.1.64", two, gone), at("192.168.1.65", two)}}
	if holders := h.Holders(Address{IP: "192.168.1.64"}); len(holders) != 1 || holders[0].MAC != one {
		t.Errorf("%+v", holders)
	}
	if a := PageOf(at("192.168.1.64", one, port(8080))); a != (Address{IP: "192.168.1.64", Port: 8080}) {
		t.Errorf("%+v", a)
	}
}
