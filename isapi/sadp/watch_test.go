package sadp

import (
	"context"
	"net/netip"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"camreset/isapi"
)

// A camera goes dark, comes back inactive at another address and is activated.
func TestWatchFollows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLan(face("eth0", "10.0.0.5/24"))
		c := l.add("eth0", newCamera("44-47-cc-00-00-01", "10.0.0.64"))
		c.how = "group"
		ctx, cancel := context.WithCancel(t.Context())
		s, ended := &seen{}, make(chan Report)
		rounds := 0
		go func() {
			r, err := Discover(ctx, l.net(), Options{Watch: true, Round: func(Report) { rounds++ }}, s.add)
			if err != nil {
				t.Error(err)
			}
			ended <- r
		}()
		expect := func(what string, wait time.Duration, ok func(Device) bool) {
			t.Helper()
			time.Sleep(wait)
			synctest.Wait()
			if s.count() == 0 || !ok(s.last()) {
				t.Fatalf("%s: %d calls, %+v", what, s.count(), s.last())
			}
		}
		expect("found", 100*time.Millisecond, func(d Device) bool { return d.SameSubnet == isapi.Yes })
		c.change(func() { c.dark = true })
		expect("still there", 9*time.Second, func(d Device) bool { return !d.Gone })
		expect("gone", 6*time.Second, func(d Device) bool { return d.Gone })
		time.Sleep(time.Minute)
		c.change(func() { c.dark, c.ip, c.password = false, "192.168.1.64", "" })
		expect("back elsewhere, inactive", 3*time.Second, func(d Device) bool {
			return !d.Gone && d.SameSubnet == isapi.No && d.Activated == isapi.No && d.ResetClass == ClassActivate
		})
		c.change(func() { c.password = "New12345" })
		expect("active", 3*time.Second, func(d Device) bool { return d.Activated == isapi.Yes })
		c.change(func() { c.password = "" })
		expect("inactive again, in words heard before", 3*time.Second, func(d Device) bool { return d.Activated == isapi.No })
		before := s.count()
		time.Sleep(time.Minute)
		if s.count() != before {
			t.Errorf("called %d times more for nothing new", s.count()-before)
		}
		cancel()
		if r := <-ended; len(r.Devices) != 1 || rounds < 40 || rounds > 70 {
			t.Errorf("%d rounds, %+v", rounds, r)
		}
	})
}

func TestCableUnplugged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLan(face("eth0", "10.0.0.5/24"))
		l.add("eth0", newCamera("44-47-cc-00-00-01", "10.0.0.64"))
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		s := &seen{}
		go func() {
			time.Sleep(10 * time.Second)
			l.set(Interface{Name: "eth0", Skipped: SkippedNoLink})
			time.Sleep(20 * time.Second)
			if n := l.open(); n != 0 {
				t.Errorf("%d sockets are open on a network that is away", n)
			}
			l.set(face("eth0", "10.0.0.5/24"), face("eth0", "192.168.1.5/24"))
		}()
		r, err := Discover(ctx, l.net(), Options{Watch: true}, s.add)
		// Silence on a network that isn't asked says nothing about the camera.
		if err != nil || s.count() != 1 || len(r.Devices) != 1 || r.Devices[0].Gone {
			t.Errorf("%v, called %d times: %+v", err, s.count(), s.all)
		}
	})
}

// A socket that fails for good is opened anew in the next round.
func TestDeadSocket(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLan(face("eth0", "10.0.0.5/24"))
		l.add("eth0", newCamera("44-47-cc-00-00-01", "10.0.0.64"))
		n, opened := l.net(), 0
		listen := n.Listen
		n.Listen = func(iface string, local netip.AddrPort, group netip.Addr) (Conn, error) {
			c, err := listen(iface, local, group)
			if opened++; opened <= 2 {
				c = broken{c}
			}
			return c, err
		}
		r, err := Discover(t.Context(), n, Options{}, func(Device) {})
		if err != nil || len(r.Devices) != 1 || opened != 4 || l.open() != 0 {
			t.Errorf("%v, opened %d times, %d still open, %+v", err, opened, l.open(), r.Devices)
		}
	})
}

type broken struct{ Conn }

func (broken) Read([]byte) (int, netip.AddrPort, string, error) {
	return 0, netip.AddrPort{}, "", syscall.ENETDOWN
}
