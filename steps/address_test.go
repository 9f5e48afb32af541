package steps

import (
	"camreset/steps/lan"

	"net/netip"
	"strings"
	"testing"
	"time"

	"camreset/isapi/simcam"
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

// What is typed with an address may be a password: no refusal repeats it.
func TestNoRefusalRepeatsASecret(t *testing.T) {
	for _, typed := range []string{
		"http://admin:S3cret-77@192.168.1.64", "admin:S3cret-77@192.168.1.64:80", "192.168.1.64?password=S3cret-77", "192.168.1.64:80?pw=S3cret-77", "camera:99999?S3cret-77",
		"http://camera_/?password=S3cret-77", "http://cam era/#S3cret-77", "192.168.1.64:S3cret-77", "admin:S3cret-77", "S3cret-77://192.168.1.64", "192.168.1.64 S3cret-77", "[fe80::1%S3cret-77!]", "[::1]S3cret-77",
		"http://1.2.3?S3cret-77", "S3cret-77_",
	} {
		a, bad := lan.ParseAddress(typed)
		if text := bad.String(); strings.Contains(text, "S3cret-77") {
			t.Errorf("%s: %s", typed, text)
		}
		if strings.Contains(a.String()+a.Host+a.URL(""), "S3cret-77") {
			t.Errorf("%s is read as %s", typed, a)
		}
	}
}

func TestAddressesAreRead(t *testing.T) {
	for typed, want := range map[string]lan.Address{
		"[fe80::1%eth0]:80":          {IP: "fe80::1%eth0", Port: 80},
		"[fe80::1%eth0]":             {IP: "fe80::1%eth0"},
		"fe80::1%eth0":               {IP: "fe80::1%eth0"},
		"https://[fe80::1%3]:8443/x": {Scheme: "https", IP: "fe80::1%3", Port: 8443},
		"192.168.1.64/doc/page":      {IP: "192.168.1.64"},
		"http://192.168.1.64?x=1":    {Scheme: "http", IP: "192.168.1.64"},
		"[2001:db8::1]:8080":         {IP: "2001:db8::1", Port: 8080},
	} {
		got, bad := lan.ParseAddress(typed)
		if got.Host = ""; got != want || !bad.IsZero() {
			t.Errorf("%s: %+v, %s", typed, got, bad)
		}
	}
	for _, typed := range []string{"[fe80::1%eth0", "[fe80::1]80", "[fe80::1]:0", "fe80::1%eth0]:80", "fe80::1%\x1b[31m", "192.168.1.0/24", "[]:80", "[192.168.1.64"} {
		if got, bad := lan.ParseAddress(typed); bad.IsZero() {
			t.Errorf("%q: taken as %+v", typed, got)
		}
	}
}
