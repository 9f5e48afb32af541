package steps

import (
	"net/netip"
	"testing"
	"time"

	"camreset/isapi/simcam"
	"camreset/steps/lan"
)

// However the address of a device is spelled, it is one client, with one limit of
// connections, one pin and one count of what is asked.
func TestOneClientPerDevice(t *testing.T) {
	t.Parallel()
	same := [][]string{
		{"192.168.1.64", "192.168.1.64:80", "http://192.168.1.64", "http://192.168.1.64:80/doc", "https://192.168.1.64", "192.168.1.64:443", "https://192.168.1.64:443", "::ffff:192.168.1.64", "[::ffff:192.168.1.64]:80"},
		{"192.168.1.64:65001", "http://192.168.1.64:65001", "https://192.168.1.64:65001"},
		{"192.168.1.64:65002"},
		{"2001:db8::1", "[2001:DB8:0:0::1]", "http://[2001:db8::0001]:80", "https://[2001:db8::1]"},
		{"fe80::1%eth0", "[fe80::1%eth0]:80", "http://[fe80::1%eth0]"},
		{"fe80::1%eth1"},
	}
	env, _ := books(t)
	seen := map[any]int{}
	for i, spellings := range same {
		for _, typed := range spellings {
			a, bad := lan.ParseAddress(typed)
			if !bad.IsZero() {
				t.Fatalf("%s: %s", typed, bad)
			}
			c := env.Camera(a)
			if first, known := seen[c]; known && first != i {
				t.Errorf("%s is the client of %s", typed, same[first][0])
			} else if !known && typed != spellings[0] {
				t.Errorf("%s is another client than %s", typed, spellings[0])
			}
			seen[c] = i
		}
	}
}

// userCheck is asked once in 30 seconds, under whatever spelling.
func TestUserCheckUnderAllSpellings(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", func(s *simcam.Scenario) { s.TLS = true })
		w.camera.SetNetwork(netip.MustParsePrefix(w.ip+"/24"), 8080)
		now := time.Now()
		w.env.Now = func() time.Time { return now }
		w.env.Dial = w.lan.DialContext
		for _, spellings := range [][]string{{w.ip + ":8080", "http://" + w.ip + ":8080"}, {w.ip + ":443", "https://" + w.ip}} {
			before := w.camera.Counters().ByPath["/ISAPI/Security/userCheck"]
			for _, typed := range spellings {
				a, _ := lan.ParseAddress(typed)
				w.env.Camera(a).UserCheck(t.Context())
			}
			if got := w.camera.Counters().ByPath["/ISAPI/Security/userCheck"] - before; got != 1 {
				t.Errorf("%v: asked %d times", spellings, got)
			}
		}
	})(t)
}
