package lan

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"camreset/isapi/sadp"

	"go.uber.org/goleak"
)

// street is a network of doors that counts who knocks. What is not named is
// silent: it answers nothing until the caller gives up.
type street struct {
	mu      sync.Mutex
	doors   map[string]string // address, or address and port, to "open" or "shut"
	wakes   map[string]int    // address: silent for so many knocks
	asked   map[string]int    // address and port
	now     int               // connects under way
	most    int
	left    int // connections not closed
	written int
}

func (s *street) dial(ctx context.Context, network, address string) (net.Conn, error) {
	s.mu.Lock()
	host, _, _ := net.SplitHostPort(address)
	s.asked[address]++
	s.now++
	s.most = max(s.most, s.now)
	door := s.doors[address]
	if door == "" {
		door = s.doors[host]
	}
	if s.wakes[host] > 0 {
		s.wakes[host]--
		door = ""
	}
	s.mu.Unlock()
	defer func() { s.mu.Lock(); s.now--; s.mu.Unlock() }()
	switch {
	case network != "tcp":
		return nil, errors.New("not TCP")
	case door == "open":
		s.mu.Lock()
		defer s.mu.Unlock()
		s.left++
		return &doorway{street: s}, nil
	case door == "shut":
		return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.ECONNREFUSED}
	}
	<-ctx.Done()
	return nil, ctx.Err()
}

// doorway is a connection on which nothing may be said.
type doorway struct {
	net.Conn
	street *street
	once   sync.Once
}

func (d *doorway) Write(b []byte) (int, error) {
	d.street.mu.Lock()
	defer d.street.mu.Unlock()
	d.street.written += len(b)
	return len(b), nil
}

func (d *doorway) Close() error {
	d.once.Do(func() { d.street.mu.Lock(); d.street.left--; d.street.mu.Unlock() })
	return nil
}

// lan is that of a computer in the street, at 192.168.1.10.
func (s *street) lan(table map[netip.Addr]string) LAN {
	if s.asked == nil {
		s.asked = map[string]int{}
	}
	return LAN{
		Dial: s.dial,
		SADP: sadp.Net{Interfaces: func() ([]sadp.Interface, error) {
			return []sadp.Interface{{Name: "eth0", Prefixes: []netip.Prefix{netip.MustParsePrefix("192.168.1.10/24"), netip.MustParsePrefix("fe80::1/64")}}}, nil
		}},
		Neighbours: func() (map[netip.Addr]string, error) { return table, nil },
	}
}

var ownStreet = netip.MustParsePrefix("192.168.1.10/24")

// timed sweeps, and fails when that takes a second.
func timed(t *testing.T, ctx context.Context, l LAN, own netip.Prefix) []Swept {
	t.Helper()
	begun := time.Now()
	met := l.Sweep(ctx, own)
	took := time.Since(begun)
	t.Logf("swept in %v", took)
	if took >= time.Second {
		t.Errorf("it took %v", took)
	}
	return met
}

func (s *street) isQuiet(t *testing.T) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now != 0 || s.left != 0 || s.written != 0 || s.most > sweepSockets {
		t.Errorf("%d connects and %d connections are left, %d bytes were sent, %d sockets at a time", s.now, s.left, s.written, s.most)
	}
}

func metAs(met []Swept) string {
	var all []string
	for _, s := range met {
		all = append(all, strings.TrimSpace(fmt.Sprint(s.Address, " ", s.Ports, " ", s.MAC)))
	}
	return strings.Join(all, ", ")
}

func TestSweepOfSilence(t *testing.T) {
	before := goleak.IgnoreCurrent()
	s := &street{}
	if met := timed(t, t.Context(), s.lan(nil), ownStreet); len(met) != 0 {
		t.Errorf("met %v", met)
	}
	s.isQuiet(t)
	if len(s.asked) != 253*3 || s.most < sweepSockets/2 {
		t.Errorf("%d doors, %d at a time", len(s.asked), s.most)
	}
	for last := range 256 {
		for _, port := range []int{80, 443, 8000} {
			at, want := fmt.Sprintf("192.168.1.%d:%d", last, port), 1
			if last == 0 || last == 10 || last == 255 {
				want = 0
			}
			if s.asked[at] != want {
				t.Errorf("%s was asked %d times", at, s.asked[at])
			}
		}
	}
	goleak.VerifyNone(t, before)
}

func TestSweepTellsWhoIsThere(t *testing.T) {
	t.Parallel()
	s := &street{
		doors: map[string]string{
			"192.168.1.1:80": "open", "192.168.1.1": "shut", // a router
			"192.168.1.20:443": "open",                              // all else is filtered
			"192.168.1.64:80":  "open", "192.168.1.64:8000": "open", // a camera
			"192.168.1.65": "shut",                         // with its page elsewhere
			"192.168.1.66": "open",                         // that wakes late
			"192.168.1.30": "shut",                         // nobody of interest
			"192.168.1.10": "open", "192.168.2.64": "open", // not asked
		},
		wakes: map[string]int{"192.168.1.66": 2},
	}
	table := tableOf("192.168.1.1 3c:a6:2f:10:20:30", "192.168.1.64 44:19:b6:00:00:10", "192.168.1.65 44:19:b6:00:00:11",
		"192.168.1.30 3c:a6:2f:10:20:31", "192.168.2.64 44:19:b6:00:00:12")
	met := timed(t, t.Context(), s.lan(table), ownStreet)
	want := "192.168.1.64 [80 8000] 44:19:b6:00:00:10, 192.168.1.65 [] 44:19:b6:00:00:11, 192.168.1.66 [80 443 8000], " +
		"192.168.1.1 [80] 3c:a6:2f:10:20:30, 192.168.1.20 [443]"
	if got := metAs(met); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if len(met) > 0 && !strings.Contains(met[0].Maker, "Hikvision") {
		t.Errorf("maker %q", met[0].Maker)
	}
	s.isQuiet(t)
	for at := range s.asked {
		if !strings.HasPrefix(at, "192.168.1.") || strings.HasPrefix(at, "192.168.1.10:") {
			t.Errorf("%s was asked", at)
		}
	}
}

func TestSweepOfTheShutAndTheOpen(t *testing.T) {
	for door, want := range map[string]int{"shut": 0, "open": 253} {
		s := &street{doors: map[string]string{}}
		for last := range 256 {
			s.doors[fmt.Sprintf("192.168.1.%d", last)] = door
		}
		if met := timed(t, t.Context(), s.lan(nil), ownStreet); len(met) != want {
			t.Errorf("all are %s: met %d", door, len(met))
		}
		s.isQuiet(t)
	}
}

func TestSweepDoesNotWaitForASlowTable(t *testing.T) {
	t.Parallel()
	s := &street{doors: map[string]string{"192.168.1.64:80": "open"}}
	l := s.lan(nil)
	end := make(chan struct{})
	defer close(end)
	l.Neighbours = func() (map[netip.Addr]string, error) { <-end; return nil, nil }
	if got := metAs(timed(t, t.Context(), l, ownStreet)); got != "192.168.1.64 [80]" {
		t.Error(got)
	}
	l.Neighbours = func() (map[netip.Addr]string, error) { return nil, errors.New("not allowed") }
	if got := metAs(timed(t, t.Context(), l, ownStreet)); got != "192.168.1.64 [80]" {
		t.Error(got)
	}
}

func TestSweepEndsWithItsContext(t *testing.T) {
	before := goleak.IgnoreCurrent()
	s := &street{}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	begun := time.Now()
	s.lan(nil).Sweep(ctx, ownStreet)
	if took := time.Since(begun); took > 500*time.Millisecond {
		t.Errorf("it went on for %v", took)
	}
	s.isQuiet(t)
	if len(s.asked) > sweepSockets {
		t.Errorf("%d doors in 50 ms", len(s.asked))
	}
	goleak.VerifyNone(t, before)
	s.asked = nil
	s.lan(nil).Sweep(ctx, ownStreet)
	if len(s.asked) != 0 {
		t.Errorf("%d doors after the end", len(s.asked))
	}
}

func TestSweptAddresses(t *testing.T) {
	for _, c := range []struct {
		own         string
		count       int
		first, last string
	}{
		{"192.168.1.10/24", 253, "192.168.1.1", "192.168.1.254"},
		{"192.168.1.1/24", 252, "192.168.1.2", "192.168.1.254"}, // .10 is this computer's too
		{"10.20.30.40/8", 253, "10.20.30.1", "10.20.30.254"},
		{"10.20.30.40/0", 253, "10.20.30.1", "10.20.30.254"},
		{"169.254.7.8/16", 253, "169.254.7.1", "169.254.7.254"},
		{"172.16.0.130/25", 125, "172.16.0.129", "172.16.0.254"},
		{"172.16.0.133/30", 1, "172.16.0.134", "172.16.0.134"},
		{"172.16.0.132/31", 1, "172.16.0.133", "172.16.0.133"},
		{"172.16.0.132/32", 0, "", ""},
		{"203.0.113.7/24", 253, "203.0.113.1", "203.0.113.254"}, // public, but this computer's
		{"203.0.112.7/24", 0, "", ""},
		{"8.8.8.8/0", 0, "", ""},
		{"100.64.0.7/10", 0, "", ""},
		{"127.0.0.1/8", 0, "", ""},
		{"224.0.0.251/24", 0, "", ""},
		{"fe80::1/64", 0, "", ""},
		{"::ffff:192.168.1.10/120", 0, "", ""},
		{"255.255.255.254/24", 0, "", ""},
	} {
		own, err := netip.ParsePrefix(c.own)
		if err != nil && !strings.HasPrefix(c.own, "::ffff") {
			t.Fatal(err)
		}
		l := (&street{}).lan(nil)
		l.SADP.Interfaces = func() ([]sadp.Interface, error) {
			return []sadp.Interface{{Name: "eth0", Prefixes: []netip.Prefix{ownStreet}}, {Name: "eth1", Prefixes: []netip.Prefix{netip.MustParsePrefix("203.0.113.7/24")}}}, nil
		}
		all := l.around(own)
		var first, last string
		if len(all) > 0 {
			first, last = all[0].String(), all[len(all)-1].String()
		}
		if len(all) != c.count || first != c.first || last != c.last || slices.Contains(all, own.Addr()) {
			t.Errorf("%s: %d addresses from %s to %s", c.own, len(all), first, last)
		}
	}
	l := (&street{}).lan(nil)
	l.SADP.Interfaces = func() ([]sadp.Interface, error) { return nil, errors.New("not allowed") }
	if all := l.around(ownStreet); all != nil {
		t.Errorf("%d addresses of a computer that does not know its own", len(all))
	}
	if all := (&street{}).lan(nil).around(netip.Prefix{}); all != nil {
		t.Errorf("%d addresses around nothing", len(all))
	}
}

func TestWhatTheSweepMetIsSaid(t *testing.T) {
	for want, s := range map[string]Swept{"hint: maker's MAC": {MAC: one}, "open: 80": {Ports: []int{80}}, "open: 80, 8000": {Ports: []int{80, 8000}}} {
		if got := s.State(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
