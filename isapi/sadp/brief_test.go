package sadp

import (
	"bytes"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"camreset/isapi"
)

// asked notes when inquiries left to the group.
type asked struct {
	Conn
	start time.Time
	at    *[]time.Duration
}

func (a asked) Write(b []byte, to netip.AddrPort) error {
	if to == groupPort && bytes.Contains(b, []byte("<Types>inquiry</Types>")) {
		*a.at = append(*a.at, time.Since(a.start))
	}
	return a.Conn.Write(b, to)
}

// briefly looks until everybody has answered; it tells how long that took, and when it asked.
func briefly(t *testing.T, l *lan, o Options) (r Report, took time.Duration, at []time.Duration) {
	t.Helper()
	n, start := l.net(), time.Now()
	listen := n.Listen
	n.Listen = func(iface string, local netip.AddrPort, group netip.Addr) (Conn, error) {
		c, err := listen(iface, local, group)
		return asked{c, start, &at}, err
	}
	o.Brief = true
	r, err := Discover(t.Context(), n, o, func(Device) {})
	if err != nil {
		t.Fatal(err)
	}
	return r, time.Since(start), at
}

func TestBriefLookEndsWhenEverybodyHasAnswered(t *testing.T) {
	const ms = time.Millisecond
	for name, c := range map[string]struct {
		delays []time.Duration // of the cameras
		limit  time.Duration
		want   time.Duration
		asked  []time.Duration
	}{
		"one camera":         {[]time.Duration{40 * ms}, 0, 1540 * ms, []time.Duration{0, 340 * ms, 740 * ms, 1140 * ms}},
		"a slow one too":     {[]time.Duration{40 * ms, 800 * ms}, 0, 2300 * ms, []time.Duration{0, 340 * ms, 740 * ms, 1100 * ms, 1500 * ms, 1900 * ms}},
		"newcomers all time": {[]time.Duration{100 * ms, 200 * ms, 300 * ms, 400 * ms, 500 * ms, 600 * ms, 700 * ms, 800 * ms}, 0, 2300 * ms, []time.Duration{0, 700 * ms, 1100 * ms, 1500 * ms, 1900 * ms}},
		"nobody":             {nil, 0, 6 * time.Second, []time.Duration{0, 300 * ms, 1000 * ms, 2500 * ms, 5000 * ms}},
		"its time is over":   {[]time.Duration{40 * ms}, time.Second, time.Second, []time.Duration{0, 340 * ms, 740 * ms}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := newLan(face("eth0", "10.0.0.5/24"))
				for i, delay := range c.delays {
					l.add("eth0", newCamera(fmt.Sprintf("44-47-cc-00-00-%02x", i), fmt.Sprintf("10.0.0.%d", 64+i))).delay = delay
				}
				r, took, at := briefly(t, l, Options{For: c.limit})
				if len(r.Devices) != len(c.delays) || took != c.want || !slices.Equal(at, c.asked) {
					t.Errorf("%d devices in %v, asked at %v; want %d in %v, %v", len(r.Devices), took, at, len(c.delays), c.want, c.asked)
				}
			})
		})
	}
}

// A device that says the same again and again is read once for each form.
func TestRepeatsAreOnlyCounted(t *testing.T) {
	r := newRepeats()
	h := received{iface: "eth0", from: netip.MustParseAddrPort("10.0.0.64:37020")}
	datagram := func(uuid, address string) []byte {
		return []byte("<ProbeMatch><Uuid>" + uuid + "</Uuid><Types>inquiry</Types><MAC>44-47-cc-00-00-01</MAC><IPv4Address>" + address + "</IPv4Address></ProbeMatch>")
	}
	now := time.Unix(7, 0)
	h.mark = r.mark(h, datagram("1", "10.0.0.64"))
	if r.repeated(h.mark, h.from, now) {
		t.Error("known before it was heard")
	}
	r.note(h, "44:47:cc:00:00:01", true)
	if !r.repeated(r.mark(h, datagram("2", "10.0.0.64")), h.from, now) {
		t.Error("the same words under another Uuid are read again")
	}
	if all := r.taken(); len(all) != 1 || all[0].key != "44:47:cc:00:00:01" || !all[0].again.Equal(now) || len(r.taken()) != 0 {
		t.Errorf("%+v", all)
	}
	elsewhere := h
	elsewhere.iface = "wlan0"
	for what, mark := range map[string]uint64{"another address": r.mark(h, datagram("3", "10.0.0.65")), "another interface": r.mark(elsewhere, datagram("4", "10.0.0.64"))} {
		if r.repeated(mark, h.from, now) {
			t.Errorf("%s is no news", what)
		}
	}
	r.forget("44:47:cc:00:00:01")
	if r.repeated(h.mark, h.from, now) {
		t.Error("known although its device was forgotten")
	}
}

// Both have to hold the other's address.
func TestSameSubnetIsMutual(t *testing.T) {
	for name, c := range map[string]struct {
		ip, mask string
		want     isapi.Tri
		wrong    bool
	}{
		"both":                   {"10.0.0.64", "255.255.255.0", isapi.Yes, false},
		"a wider mask":           {"10.0.0.64", "255.255.0.0", isapi.Yes, false},
		"it cannot answer":       {"10.0.0.64", "255.255.255.252", isapi.No, true},
		"nobody beside it":       {"10.0.0.64", "255.255.255.255", isapi.No, true},
		"elsewhere":              {"192.168.1.64", "255.255.255.0", isapi.No, false},
		"elsewhere, a wide mask": {"10.0.1.64", "255.255.0.0", isapi.No, false},
		"no mask told":           {"10.0.0.64", "0.0.0.0", isapi.Unknown, false},
		"a mask with holes":      {"10.0.0.64", "255.0.255.0", isapi.Unknown, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := newLan(face("eth0", "10.0.0.5/24"))
				l.add("eth0", newCamera("44-47-cc-00-00-01", c.ip)).mask = c.mask
				r, _ := look(t, l, Options{For: time.Second})
				if len(r.Devices) != 1 || r.Devices[0].SameSubnet != c.want || r.Devices[0].WrongMask != c.wrong {
					t.Errorf("%+v", r.Devices)
				}
			})
		})
	}
}

// What was measured is said beside a list that is not empty too.
func TestCausesBesideAList(t *testing.T) {
	noRoom := fmt.Errorf("joining the group on eth1: %w", syscall.ENOBUFS)
	for name, c := range map[string]struct {
		set  func(*lan, *Net)
		want string
	}{
		"all well":      {func(*lan, *Net) {}, ""},
		"port taken":    {func(l *lan, _ *Net) { l.taken = true }, "port-taken"},
		"strict filter": {func(l *lan, _ *Net) { l.faces[0].Strict = isapi.Yes }, "strict-filter"},
		"a VPN":         {func(l *lan, _ *Net) { l.faces = append(l.faces, Interface{Name: "tun0", Skipped: SkippedTunnel}) }, ""},
		"no room": {func(l *lan, n *Net) {
			l.faces = append(l.faces, face("eth1", "172.16.0.1/24"))
			n.Listen = func(iface string, local netip.AddrPort, group netip.Addr) (Conn, error) {
				if iface == "eth1" && group.IsValid() {
					return nil, noRoom
				}
				return l.listen(iface, local, group)
			}
		}, "many-networks"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := newLan(face("eth0", "10.0.0.5/24"))
				l.add("eth0", newCamera("44-47-cc-00-00-01", "10.0.0.64"))
				n := l.net()
				c.set(l, &n)
				r, err := Discover(t.Context(), n, Options{Brief: true}, func(Device) {})
				var ids []string
				for _, cause := range r.Causes {
					ids = append(ids, cause.ID)
				}
				if got := strings.Join(ids, " "); err != nil || len(r.Devices) != 1 || got != c.want {
					t.Errorf("%v, %d devices, causes %q, want %q", err, len(r.Devices), got, c.want)
				}
			})
		})
	}
}

func TestFullListSaysSo(t *testing.T) {
	r := Report{Devices: []Device{{}}, Full: true}
	if all := causes(r, Net{OS: "linux"}); len(all) != 1 || all[0].ID != "list-full" || !strings.Contains(all[0].Why, "2048") {
		t.Errorf("%+v", all)
	}
}

// Only what was searched is told as searched.
func TestOneInterfaceIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLan(face("eth0", "10.0.0.5/24"), face("eth1", "172.16.0.5/24"))
		r, _ := look(t, l, Options{Interface: "eth1", For: time.Second})
		if len(r.Interfaces) != 1 || r.Interfaces[0].Name != "eth1" || strings.Contains(fmt.Sprint(r.Causes), "eth0") {
			t.Errorf("%+v", r)
		}
	})
}

// A computer without an address in its answer, and a refusal, are no cameras; the one beside them is.
func TestStrangersOverONVIF(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLan(face("eth0", "10.9.0.5/24"))
		l.add("eth0", newCamera("c0-56-e3-00-00-01", "10.9.0.21"))
		for i, name := range []string{"onvif_computer.xml", "onvif_fault.xml"} {
			c := l.add("eth0", newCamera(fmt.Sprintf("c0-56-e3-00-00-%02x", 16+i), fmt.Sprintf("10.9.0.%d", 22+i)))
			c.onvif, c.lose = sample(t, name), map[string]bool{typeInquiry: true, typeInquiryV32: true}
		}
		r, _ := look(t, l, Options{Brief: true})
		if len(r.Devices) != 1 || r.Devices[0].MAC != "c0:56:e3:00:00:01" {
			t.Errorf("%+v", r.Devices)
		}
	})
}
