package simcam_test

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
)

func newLan(t *testing.T, ip string, sc simcam.Scenario) (*simnet.Lan, *simcam.Camera, *manual) {
	t.Helper()
	clock := newManual()
	lan, cam := simnet.NewLan(clock), simcam.New(sc, clock)
	if err := lan.Add(ip, cam); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := lan.Close(); err != nil {
			t.Error(err)
		}
	})
	return lan, cam, clock
}

func dials(t *testing.T, lan *simnet.Lan, address string, want error) {
	t.Helper()
	conn, err := lan.DialContext(context.Background(), "tcp", address)
	if err == nil {
		_ = conn.Close()
	}
	var op *net.OpError
	if !errors.Is(err, want) || err != nil && !errors.As(err, &op) {
		t.Errorf("%s: %v, want %v", address, err, want)
	}
}

func TestLanDials(t *testing.T) {
	lan, cam, clock := newLan(t, "192.168.1.64", simcam.Scenario{})
	lan.AddName("front-door", "192.168.1.64")
	dials(t, lan, "192.168.1.64:80", nil)
	dials(t, lan, "Front-Door:80", nil)
	dials(t, lan, "192.168.1.64:443", syscall.ECONNREFUSED)
	dials(t, lan, "192.168.1.65:80", syscall.EHOSTUNREACH)
	dials(t, lan, "example.org:443", syscall.EHOSTUNREACH)
	if _, err := lan.DialContext(context.Background(), "udp", "192.168.1.64:80"); !errors.Is(err, syscall.EHOSTUNREACH) {
		t.Error(err)
	}
	if _, err := lan.DialContext(context.Background(), "tcp", "no port"); err == nil {
		t.Error("dialled")
	}
	cam.PowerOff()
	dials(t, lan, "192.168.1.64:80", syscall.EHOSTUNREACH)
	cam.PowerOn()
	dials(t, lan, "192.168.1.64:80", syscall.ECONNREFUSED)
	clock.advance(20 * time.Second)
	dials(t, lan, "192.168.1.64:80", nil)
}

func TestLanHandHoldsTheButton(t *testing.T) {
	lan, cam, clock := newLan(t, "10.0.0.7", simcam.Scenario{})
	lan.Hand("power-off")
	lan.Hand("hold")
	clock.advance(time.Second)
	if s := cam.State(); s.Powered || !s.ButtonDown {
		t.Errorf("%+v", s)
	}
	clock.advance(time.Second)
	if s := cam.State(); !s.Powered || !s.ButtonDown {
		t.Errorf("%+v", s)
	}
	clock.advance(34 * time.Second)
	if s := cam.State(); s.ButtonDown || s.Active || s.Address != simcam.FactoryAddress {
		t.Errorf("%+v", s)
	}
	dials(t, lan, "10.0.0.7:80", syscall.EHOSTUNREACH)
	dials(t, lan, "192.168.1.64:80", nil)
}

func TestLanHandSetsPasswords(t *testing.T) {
	sc := simcam.Scenario{Unplugged: true, PagePassword: "Page-1234", AppPassword: "App-12345"}
	lan, cam, clock := newLan(t, "192.168.1.64", sc)
	before := cam.State().Password
	lan.Hand("page-reset")
	lan.Hand("dance")
	if cam.State().Password != before {
		t.Error("reset without power")
	}
	lan.Hand("power-on")
	lan.Hand("power-on")
	clock.advance(time.Minute)
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
	lan, _, clock := newLan(t, "192.168.1.64", simcam.Scenario{})
	lan.Hand("power-off")
	lan.Hand("hold")
	if err := lan.Close(); err != nil || clock.waiting() != 0 {
		t.Error(err, clock.waiting())
	}
	lan.Hand("hold")
}

func TestLanNamesAndAddresses(t *testing.T) {
	lan, cam, _ := newLan(t, "192.168.1.64", simcam.Scenario{})
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
	if all, err := lan.Interfaces(); err != nil || len(all) != 1 || all["eth0"][0].String() != "192.168.1.10/24" {
		t.Error(all, err)
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
	lan := simnet.NewLan(newManual())
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

func TestScenarios(t *testing.T) {
	list := simcam.Scenarios()
	for _, s := range list {
		if found, ok := simcam.Find(s.Name); !ok || found.Title != s.Title || s.Title == "" {
			t.Error(s.Name)
		}
	}
	if s, ok := simcam.Find(""); !ok || s.Name != "forgotten" || list[0].Name != "forgotten" {
		t.Error(s.Name)
	}
	if _, ok := simcam.Find("nothing"); ok {
		t.Error("found")
	}
	one, two := simcam.New(list[0], newManual()), simcam.New(simcam.Scenario{Unit: 1}, newManual())
	if a, b := one.Identity(), two.Identity(); a.Serial == b.Serial || a.MAC == b.MAC || a.Realm == b.Realm {
		t.Error(a, b)
	}
	_, _ = one.Close(), two.Close()
}

func TestClocks(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	fast := simcam.FastClock(1000)
	before := fast.Now()
	if err := fast.Sleep(ctx, time.Second); err != nil {
		t.Fatal(err)
	}
	if at := <-fast.After(time.Second); at.Sub(before) < 2*time.Second {
		t.Error(at.Sub(before))
	}
	ran := make(chan bool)
	fast.AfterFunc(time.Second, func() { ran <- true })
	<-ran
	cancel()
	if fast.Sleep(ctx, time.Hour) == nil {
		t.Error("slept on")
	}
	stop := simcam.RealClock().AfterFunc(time.Hour, func() {})
	if !stop() || simcam.RealClock().Now().IsZero() {
		t.Error("clock")
	}
}

func TestLanNeighbours(t *testing.T) {
	lan, cam, _ := newLan(t, "192.168.1.64", simcam.Scenario{})
	far := simcam.New(simcam.Scenario{Unit: 2}, newManual())
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
