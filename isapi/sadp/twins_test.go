package sadp

import (
	"context"
	"errors"
	"maps"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"camreset/isapi"
)

const otherSerial = "DS-2CD2385G1-I20210518AAWRF87654321"

// twinOf is a second device with the MAC of a first one.
func twinOf(first *camera, ip string) *camera {
	c := newCamera(first.mac, ip)
	c.serial = otherSerial
	return c
}

// Two devices that claim one MAC are two rows, and each says that it is not alone,
// until one of them is gone.
func TestTwoDevicesWithOneMACAreTwoRows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLan(face("eth0", "192.168.1.5/24"))
		first := l.add("eth0", newCamera("44-47-cc-00-00-01", "192.168.1.64"))
		second := l.add("eth0", twinOf(first, "192.168.1.70"))
		second.delay = 100 * time.Millisecond
		l.add("eth0", newCamera("44-47-cc-00-00-02", "192.168.1.80"))
		var mu sync.Mutex
		seen, both := map[string]Device{}, map[string]Device{}
		ctx, stop := context.WithCancel(t.Context())
		time.AfterFunc(2*time.Second, func() { second.change(func() { second.dark = true }) })
		time.AfterFunc(30*time.Second, stop)
		time.AfterFunc(1500*time.Millisecond, func() {
			mu.Lock()
			defer mu.Unlock()
			maps.Copy(both, seen)
		})
		report, err := Discover(ctx, l.net(), Options{Watch: true}, func(d Device) {
			mu.Lock()
			defer mu.Unlock()
			seen[d.Key()] = d
		})
		mu.Lock()
		defer mu.Unlock()
		if err != nil || len(report.Devices) != 3 {
			t.Fatalf("%v, %+v", err, report.Devices)
		}
		one, two := both["44-47-cc-00-00-01"], both["44-47-cc-00-00-01-2"]
		if !one.Doubled || !two.Doubled || one.IPv4.String() != "192.168.1.64" || two.IPv4.String() != "192.168.1.70" || two.Serial != otherSerial {
			t.Errorf("%+v\n%+v", one, two)
		}
		if both["44-47-cc-00-00-02"].Doubled {
			t.Error("a device with a MAC of its own counts as doubled")
		}
		if now := seen["44-47-cc-00-00-01"]; now.Doubled || !seen["44-47-cc-00-00-01-2"].Gone {
			t.Errorf("the other one is gone: %+v", now)
		}
	})
}

// One device stays one row: on two cards, at another address, in every form of its
// answers, whether it tells its serial number or not.
func TestOneDeviceIsOneRow(t *testing.T) {
	table := table{rows: map[string]*row{}}
	record := Device{MAC: "44:47:cc:00:00:01", Source: SourceSADP, Serial: "DS-2CD2385G1-I20200414AAWRE12345678", IPv4: netip.MustParseAddr("192.168.1.64"), Interface: "eth0"}
	for _, change := range []func(*Device){
		func(*Device) {},
		func(d *Device) { d.Interface = "wlan0" },
		func(d *Device) { d.IPv4 = netip.MustParseAddr("10.0.0.70") },
		func(d *Device) { d.Serial = "" },
		func(d *Device) { d.Serial = "E12345678" },
		func(d *Device) { d.Serial = "DS-2CD2385G1-I 20200414AAWRE12345678" },
		func(d *Device) { d.Source, d.Serial = SourceONVIF, "" },
	} {
		d := record
		change(&d)
		table.take(d, false)
	}
	if all := table.list(); len(all) != 1 || table.pair(record.MAC) != nil {
		t.Errorf("%+v", all)
	}
	for i := range 2 * maxTwins {
		d := record
		d.Serial = strings.Repeat(string(rune('A'+i)), 20)
		table.take(d, false)
	}
	if all := table.list(); len(all) != maxTwins || !table.full {
		t.Errorf("%d rows with one MAC", len(all))
	}
}

// Nothing that changes a device, costs a try or voids a request is sent to a MAC that
// two devices claim, whether the look knew it or not.
func TestNothingIsSentToAMACThatTwoClaim(t *testing.T) {
	ctx := context.Background()
	for name, do := range map[string]func(Net, Device) error{
		"activate": activate,
		"update": func(n Net, d Device) error {
			return Update(ctx, n, d, moveTo("10.0.0.64", "255.255.255.0"), secret(), Consent{Unsalted: true})
		},
		"request":     func(n Net, d Device) error { _, err := ExportRequest(ctx, n, d); return err },
		"answer":      func(n Net, d Device) error { return Import(ctx, n, d, "AB12CD34", secret(), Consent{}) },
		"mail":        func(n Net, d Device) error { _, err := MailRequest(ctx, n, d); return err },
		"mail answer": func(n Net, d Device) error { return MailReset(ctx, n, d, "1234", secret(), Consent{}) },
		"GUID":        func(n Net, d Device) error { return GUIDReset(ctx, n, d, []byte("0123"), secret(), Consent{}) },
		"GUID export": func(n Net, d Device) error { _, err := ExportGUID(ctx, n, d, secret(), Consent{}); return err },
	} {
		for _, late := range []time.Duration{0, 400 * time.Millisecond} {
			t.Run(name+" "+late.String(), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					l := newLan(face("eth0", "192.168.1.5/24"))
					first := newCamera("44-47-cc-00-00-01", "192.168.1.64")
					if first.flags = classD; name == "activate" {
						inactive(first)
					}
					l.add("eth0", first)
					d, err := Inquire(t.Context(), l.net(), first.mac, "eth0")
					if err != nil {
						t.Fatal(err)
					}
					second := l.add("eth0", twinOf(first, "192.168.1.70"))
					second.delay = late
					var e *Error
					if err := do(l.net(), d); !errors.Is(err, ErrDoubled) || !errors.As(err, &e) || e.Sent {
						t.Errorf("%v", err)
					}
					d.Doubled = true
					second.dark = true
					if err := do(l.net(), d); !errors.Is(err, ErrDoubled) {
						t.Errorf("known to be doubled: %v", err)
					}
					if got := first.commands() + second.commands(); got != "" {
						t.Errorf("sent: %s", got)
					}
				})
			})
		}
	}
}

// A device whose MAC no other one claims takes commands as ever.
func TestATwinElsewhereStopsNothing(t *testing.T) {
	table := table{rows: map[string]*row{}}
	for i, mac := range []string{"44:47:cc:00:00:01", "44:47:cc:00:00:02"} {
		table.take(Device{MAC: mac, Serial: []string{"A12345678", "B12345678"}[i], Activated: isapi.Yes}, false)
	}
	if slices.ContainsFunc(table.list(), func(d Device) bool { return d.Doubled || d.Twin != 0 }) {
		t.Errorf("%+v", table.list())
	}
}
