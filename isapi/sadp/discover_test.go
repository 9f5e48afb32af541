package sadp

import (
	"context"
	"fmt"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"camreset/isapi"
)

// seen gathers what a look calls found with.
type seen struct {
	mu  sync.Mutex
	all []Device
	at  []time.Time
}

func (s *seen) add(d Device) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all, s.at = append(s.all, d), append(s.at, time.Now())
}

func (s *seen) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.all)
}

func (s *seen) last() Device {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.all) == 0 {
		return Device{}
	}
	return s.all[len(s.all)-1]
}

func look(t *testing.T, l *lan, o Options) (Report, *seen) {
	t.Helper()
	s := &seen{}
	r, err := Discover(t.Context(), l.net(), o, s.add)
	if err != nil {
		t.Fatal(err)
	}
	if n := l.open(); n != 0 {
		t.Errorf("%d sockets are open afterwards", n)
	}
	return r, s
}

func TestEveryWayOfAnswering(t *testing.T) {
	for _, how := range []string{"unicast", "group", "both"} {
		t.Run(how, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := newLan(face("eth0", "10.0.0.5/24"))
				c := l.add("eth0", newCamera("44-47-cc-00-00-01", "192.168.1.64"))
				c.how, c.copies, c.foreign, c.delay = how, 2, true, 40*time.Millisecond
				r, s := look(t, l, Options{})
				if s.count() != 1 || len(r.Devices) != 1 || len(r.Causes) != 0 {
					t.Fatalf("called %d times, %+v", s.count(), r)
				}
				d := r.Devices[0]
				if d.MAC != "44:47:cc:00:00:01" || d.Interface != "eth0" || d.SameSubnet != isapi.No || d.Source != SourceSADP ||
					d.From != netip.MustParseAddrPort("192.168.1.64:37020") || r.HeardOwnProbe != isapi.Yes {
					t.Errorf("%+v, own probe %v", d, r.HeardOwnProbe)
				}
			})
		})
	}
}

func TestInterfaceNamedRight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLan(face("wlan0", "192.168.1.5/24"), face("eth0", "10.0.0.5/24"), Interface{Name: "tun0", Skipped: SkippedTunnel, Prefixes: []netip.Prefix{netip.MustParsePrefix("10.8.0.2/24")}})
		l.add("eth0", newCamera("44-47-cc-00-00-01", "192.168.1.64")).how = "group"
		l.add("wlan0", newCamera("44-47-cc-00-00-02", "192.168.1.64")).how = "group"
		r, _ := look(t, l, Options{})
		// The same subnet on another interface doesn't lead to the first camera.
		want := "44:47:cc:00:00:01 eth0 no, 44:47:cc:00:00:02 wlan0 yes"
		var got []string
		for _, d := range r.Devices {
			got = append(got, fmt.Sprint(d.MAC, " ", d.Interface, " ", d.SameSubnet))
		}
		if text := strings.Join(got, ", "); text != want {
			t.Errorf("got %s, want %s", text, want)
		}
		r, _ = look(t, l, Options{Interface: "eth0"})
		if len(r.Devices) != 1 || r.Devices[0].Interface != "eth0" {
			t.Errorf("%+v", r.Devices)
		}
	})
}

func TestBothInquiriesOneRow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLan(face("eth0", "10.0.0.5/24"))
		c := l.add("eth0", newCamera("44-47-cc-00-00-01", "10.0.0.64"))
		c.v32, c.how = true, "both"
		r, s := look(t, l, Options{})
		// The newer answer may come first: then the plain one improves it, once.
		if s.count() > 2 || len(r.Devices) != 1 || r.Devices[0].ResetClass != ClassA {
			t.Errorf("called %d times: %+v", s.count(), r.Devices)
		}
	})
}

func TestTwoCardsOneRow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLan(face("eth0", "10.0.0.5/24"), face("wlan0", "192.168.1.5/24"))
		c := newCamera("44-47-cc-00-00-01", "192.168.1.64")
		c.how = "both"
		l.add("eth0", c)
		l.add("wlan0", c)
		r, s := look(t, l, Options{})
		if len(r.Devices) != 1 || r.Devices[0].Interface != "wlan0" || s.count() > 2 {
			t.Errorf("called %d times: %+v", s.count(), r.Devices)
		}
	})
}

func TestUnicastToGivenAddress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLan(face("eth0", "10.0.0.5/30")) // no broadcast reaches it
		c := l.add("eth0", newCamera("44-47-cc-00-00-01", "10.0.1.9"))
		n := l.net()
		listen := n.Listen
		n.Listen = func(iface string, local netip.AddrPort, group netip.Addr) (Conn, error) {
			c, err := listen(iface, local, group)
			return onlyUnicast{c}, err
		}
		r, err := Discover(t.Context(), n, Options{Addresses: func() []netip.Addr { return []netip.Addr{c.address()} }}, func(Device) {})
		if err != nil || len(r.Devices) != 1 {
			t.Errorf("%+v, %v", r, err)
		}
	})
}

type onlyUnicast struct{ Conn }

func (c onlyUnicast) Write(b []byte, to netip.AddrPort) error {
	if to.Addr().IsMulticast() || to == limited {
		return nil
	}
	return c.Conn.Write(b, to)
}

func TestPortTaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLan(face("eth0", "10.0.0.5/24"))
		l.taken = true
		l.add("eth0", newCamera("44-47-cc-00-00-01", "10.0.0.64"))
		r, s := look(t, l, Options{})
		if s.count() != 1 || r.HeardOwnProbe != isapi.Unknown || len(r.SendErrors) != 1 {
			t.Errorf("called %d times, %+v", s.count(), r)
		}
	})
}

func TestONVIFMerged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLan(face("eth0", "192.168.124.5/24"))
		both := l.add("eth0", newCamera("58-50-ed-00-00-01", "192.168.124.40"))
		both.onvif = sample(t, "onvif_body_fragment.xml")
		only := l.add("eth0", newCamera("b4-a3-82-00-00-04", "192.168.0.218"))
		only.onvif, only.lose = sample(t, "onvif_probematches.xml"), map[string]bool{typeInquiry: true, typeInquiryV32: true}
		r, _ := look(t, l, Options{})
		if len(r.Devices) != 2 {
			t.Fatalf("%+v", r.Devices)
		}
		one, two := r.Devices[1], r.Devices[0]
		if one.Source != SourceSADP || one.Activated != isapi.Yes || one.IPv6.String() != "fe80::5a50:edff:fe00:1" {
			t.Errorf("%+v", one)
		}
		if two.Source != SourceONVIF || two.Activated != isapi.Unknown || two.Model != "DS-2CD3955FWD-IWS" || two.Interface != "eth0" || two.SameSubnet != isapi.No || two.ResetClass != "" {
			t.Errorf("%+v", two)
		}
	})
}

// The end of the context ends everything at once, also in the middle of a burst.
func TestEndsAtOnce(t *testing.T) { synctest.Test(t, testEndsAtOnce) }

func testEndsAtOnce(t *testing.T) {
	l := newLan(face("eth0", "10.0.0.5/24"))
	for i := range 50 {
		l.add("eth0", newCamera(fmt.Sprintf("44-47-cc-00-00-%02x", i), fmt.Sprintf("10.0.0.%d", i+6))).how = "both"
	}
	ctx, cancel := context.WithCancel(t.Context())
	var ended time.Time
	_, err := Discover(ctx, l.net(), Options{Watch: true}, func(Device) {
		if ended.IsZero() {
			ended = time.Now()
			cancel()
		}
	})
	if took := time.Since(ended); err != nil || took > 500*time.Millisecond || l.open() != 0 {
		t.Errorf("%v after %v, %d sockets open", err, took, l.open())
	}
}
