package simnet_test

import (
	"context"
	"errors"
	"maps"
	"net"
	"net/netip"
	"syscall"
	"testing"
	"time"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simnet"
	"camreset/isapi/simcam/simtest"
)

func TestLanDials(t *testing.T) {
	lan, cam, clock := simtest.NewLan(t, "192.168.1.64", simcam.Scenario{})
	lan.AddName("front-door", "192.168.1.64")
	simtest.Dials(t, lan, "192.168.1.64:80", nil)
	simtest.Dials(t, lan, "Front-Door:80", nil)
	simtest.Dials(t, lan, "192.168.1.64:443", syscall.ECONNREFUSED)
	simtest.Dials(t, lan, "192.168.1.65:80", syscall.EHOSTUNREACH)
	simtest.Dials(t, lan, "example.org:443", syscall.EHOSTUNREACH)
	if _, err := lan.DialContext(context.Background(), "udp", "192.168.1.64:80"); !errors.Is(err, syscall.EHOSTUNREACH) {
		t.Error(err)
	}
	if _, err := lan.DialContext(context.Background(), "tcp", "no port"); err == nil {
		t.Error("dialled")
	}
	cam.PowerOff()
	simtest.Dials(t, lan, "192.168.1.64:80", syscall.EHOSTUNREACH)
	cam.PowerOn()
	simtest.Dials(t, lan, "192.168.1.64:80", syscall.ECONNREFUSED)
	clock.Advance(20 * time.Second)
	simtest.Dials(t, lan, "192.168.1.64:80", nil)
}

func TestLanHandHoldsTheButton(t *testing.T) {
	lan, cam, clock := simtest.NewLan(t, "10.0.0.7", simcam.Scenario{})
	lan.Hand("power-off")
	lan.Hand("hold")
	clock.Advance(30 * time.Second)
	if s := cam.State(); s.Powered || !s.ButtonDown {
		t.Errorf("%+v", s)
	}
	clock.Advance(time.Second)
	if s := cam.State(); !s.Powered || !s.ButtonDown {
		t.Errorf("%+v", s)
	}
	clock.Advance(40 * time.Second)
	if s := cam.State(); s.ButtonDown || s.Active || s.Address != simcam.FactoryAddress {
		t.Errorf("%+v", s)
	}
	simtest.Dials(t, lan, "10.0.0.7:80", syscall.EHOSTUNREACH)
	simtest.Dials(t, lan, "192.168.1.64:80", nil)
}

func TestLanHandSetsPasswords(t *testing.T) {
	sc := simcam.Scenario{Unplugged: true, PagePassword: "Page-1234", AppPassword: "App-12345"}
	lan, cam, clock := simtest.NewLan(t, "192.168.1.64", sc)
	before := cam.State().Password
	lan.Hand("page-reset")
	lan.Hand("dance")
	if cam.State().Password != before {
		t.Error("reset without power")
	}
	lan.Hand("power-on")
	lan.Hand("power-on")
	clock.Advance(time.Minute)
	lan.Hand("page-reset")
	if got := cam.State().Password; got != "Page-1234" {
		t.Error(got)
	}
	lan.Hand("app-reset")
	if got := cam.State().Password; got != "App-12345" {
		t.Error(got)
	}
}

func TestLanCloseStopsTheHand(t *testing.T) {
	lan, _, clock := simtest.NewLan(t, "192.168.1.64", simcam.Scenario{})
	lan.Hand("power-off")
	lan.Hand("hold")
	if err := lan.Close(); err != nil || clock.Pending() != 0 {
		t.Error(err, clock.Pending())
	}
	lan.Hand("hold")
}

func TestLanNamesAndAddresses(t *testing.T) {
	lan, cam, _ := simtest.NewLan(t, "192.168.1.64", simcam.Scenario{})
	ctx := context.Background()
	lan.AddName("door", "192.168.1.64")
	for host, want := range map[string]string{"192.168.1.64": "192.168.1.64", "DOOR": "192.168.1.64", "fe80::1": "fe80::1"} {
		if got, err := lan.LookupHost(ctx, host); err != nil || len(got) != 1 || got[0] != want {
			t.Error(host, got, err)
		}
	}
	var missing *net.DNSError
	if _, err := lan.LookupHost(ctx, "example.org"); !errors.As(err, &missing) || !missing.IsNotFound {
		t.Error(err)
	}
	if all := lan.Addresses(); len(all) != 1 || all[0].String() != "192.168.1.10/24" {
		t.Error(all)
	}
	for address, want := range map[string]string{
		"192.168.1.64":                  "http://" + cam.Addr(),
		"192.168.1.64:80":               "http://" + cam.Addr(),
		"http://door/doc/page?x=1#here": "http://" + cam.Addr() + "/doc/page?x=1#here",
		"http://example.org/":           "",
		"://":                           "",
	} {
		if got := lan.URL(address); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
	if lan.Add("door", cam) == nil {
		t.Error("took a name as address")
	}
}

func TestLanStore(t *testing.T) {
	lan := simnet.NewLan(simtest.NewClock())
	add := func(letter byte) func([]byte) ([]byte, error) {
		return func(old []byte) ([]byte, error) { return append(old, letter), nil }
	}
	failed := errors.New("failed")
	if err := errors.Join(lan.Update("x", add('a')), lan.Update("x", add('b')), lan.Update("y", add('c'))); err != nil {
		t.Fatal(err)
	}
	if err := lan.Update("x", func([]byte) ([]byte, error) { return nil, failed }); !errors.Is(err, failed) {
		t.Error(err)
	}
	_ = lan.Update("x", func(old []byte) ([]byte, error) {
		if string(old) != "ab" {
			t.Errorf("%q", old)
		}
		return old, nil
	})
}

func TestLanNeighbours(t *testing.T) {
	lan, cam, _ := simtest.NewLan(t, "192.168.1.64", simcam.Scenario{})
	far := simcam.New(simcam.Scenario{Unit: 2}, simtest.NewClock())
	if err := lan.Add("10.9.8.7", far); err != nil {
		t.Fatal(err)
	}
	near, other := netip.MustParseAddr("192.168.1.64"), netip.MustParseAddr("10.9.8.7")
	knows := func(when string, want map[netip.Addr]string) {
		t.Helper()
		if got, err := lan.Neighbours(); err != nil || !maps.Equal(got, want) {
			t.Errorf("%s: %v, %v", when, got, err)
		}
	}
	knows("a camera in another network", map[netip.Addr]string{near: cam.Identity().MAC})
	lan.AddAddress(netip.MustParsePrefix("10.9.8.1/24"))
	knows("in both networks", map[netip.Addr]string{near: cam.Identity().MAC, other: far.Identity().MAC})
	cam.PowerOff()
	knows("without power", map[netip.Addr]string{other: far.Identity().MAC})
	lan.SetComputer()
	knows("without a network", map[netip.Addr]string{})
}
