package lan

import (
	"net/netip"
	"strings"
	"testing"

	"camreset/isapi/sadp"
)

func TestAddressesAreRead(t *testing.T) {
	for typed, want := range map[string]Address{
		"[fe80::1%eth0]:80":          {IP: "fe80::1%eth0", Port: 80},
		"[fe80::1%eth0]":             {IP: "fe80::1%eth0"},
		"fe80::1%eth0":               {IP: "fe80::1%eth0"},
		"https://[fe80::1%3]:8443/x": {Scheme: "https", IP: "fe80::1%3", Port: 8443},
		"192.168.1.64/doc/page":      {IP: "192.168.1.64"},
		"http://192.168.1.64?x=1":    {Scheme: "http", IP: "192.168.1.64"},
		"[2001:db8::1]:8080":         {IP: "2001:db8::1", Port: 8080},
	} {
		got, bad := ParseAddress(typed)
		if got.Host = ""; got != want || !bad.IsZero() {
			t.Errorf("%s: %+v, %s", typed, got, bad)
		}
	}
	for _, typed := range []string{"[fe80::1%eth0", "[fe80::1]80", "[fe80::1]:0", "fe80::1%eth0]:80", "fe80::1%\x1b[31m", "192.168.1.0/24", "[]:80", "[192.168.1.64"} {
		if got, bad := ParseAddress(typed); bad.IsZero() {
			t.Errorf("%q: taken as %+v", typed, got)
		}
	}
}

func TestTypedAddressesAreReadAsTheyAreMeant(t *testing.T) {
	for typed, want := range map[string]string{
		"192。168。1。64":        "192.168.1.64",
		"１９２.１６８.１.６４":        "192.168.1.64",
		"１９２。１６８。１。６４：８０":     "192.168.1.64:80",
		"192,168,1,64":        "192.168.1.64",
		" 192.168.1.64\u3000": "192.168.1.64",
		"ｈｔｔｐ：／／192、168、1、64": "192.168.1.64",
		"192.168.1.64\r\n":    "192.168.1.64",
	} {
		if a, bad := ParseAddress(typed); !bad.IsZero() || a.String() != want || a.IP != "192.168.1.64" {
			t.Errorf("%q is read as %q (%s)", typed, a, bad)
		}
		if at, bad := ParseTarget(typed); !bad.IsZero() || at.Sought() || at.Address.String() != want {
			t.Errorf("%q on the command line is read as %s (%s)", typed, at, bad)
		}
	}
	for _, typed := range []string{"fe80::1%\x1b[31meth0", "192.168.1.64\x16", "[fe80::1%e\u202eth0]:80", "came\u200bra"} {
		if a, bad := ParseAddress(typed); bad.IsZero() || strings.ContainsAny(bad.String(), "\x1b\x16\u202e\u200b") {
			t.Errorf("%q is read as %q, %q", typed, a, bad)
		}
	}
}

// What is typed with an address may be a password: no refusal repeats it.
func TestNoRefusalRepeatsASecret(t *testing.T) {
	for _, typed := range []string{
		"http://admin:S3cret-77@192.168.1.64", "admin:S3cret-77@192.168.1.64:80", "192.168.1.64?password=S3cret-77", "192.168.1.64:80?pw=S3cret-77", "camera:99999?S3cret-77",
		"http://camera_/?password=S3cret-77", "http://cam era/#S3cret-77", "192.168.1.64:S3cret-77", "admin:S3cret-77", "S3cret-77://192.168.1.64", "192.168.1.64 S3cret-77", "[fe80::1%S3cret-77!]", "[::1]S3cret-77",
		"http://1.2.3?S3cret-77", "S3cret-77_",
	} {
		a, bad := ParseAddress(typed)
		if text := bad.String(); strings.Contains(text, "S3cret-77") {
			t.Errorf("%s: %s", typed, text)
		}
		if strings.Contains(a.String()+a.Host+a.URL(""), "S3cret-77") {
			t.Errorf("%s is read as %s", typed, a)
		}
	}
}

func TestAddressesThatHideThings(t *testing.T) {
	for _, typed := range []string{"http://admin:S3cret@192.168.1.64", "::ffff:0.0.0.0", "0.0.0.0", "255.255.255.255", "224.0.0.1", "a b", "host_", "1.2.3"} {
		if _, bad := ParseAddress(typed); bad.IsZero() {
			t.Errorf("%s was taken", typed)
		} else if text := bad.String(); strings.Contains(text, "S3cret") {
			t.Errorf("a password is repeated: %s", text)
		}
	}
	a, bad := ParseAddress("fe80::1%eth0")
	if got := a.URL(""); !bad.IsZero() || got != "http://[fe80::1%25eth0]/" {
		t.Errorf("%s, %s", got, bad)
	}
}

// Rule 7: which addresses are near, and what is done at others.
func TestRule7Addresses(t *testing.T) {
	own := []sadp.Interface{{Name: "eth0", Prefixes: []netip.Prefix{netip.MustParsePrefix("203.0.113.5/24")}}}
	for ip, want := range map[string]Place{
		"192.168.1.64": Near, "10.1.2.3": Near, "172.16.0.1": Near, "169.254.3.4": Near, "127.0.0.1": Near, "::1": Near,
		"fe80::1": Near, "fd00::64": Near, "192.0.0.64": Near, "203.0.113.99": Near, "::ffff:192.168.1.64": Near,
		"100.64.0.1": Shared, "100.127.255.254": Shared, "100.128.0.1": Public, "8.8.8.8": Public, "192.0.1.1": Public, "172.32.0.1": Public, "2001:db8::1": Public,
	} {
		if got := PlaceOf(netip.MustParseAddr(ip), own); got != want {
			t.Errorf("%s: %d, want %d", ip, got, want)
		}
	}
}

func TestAddressesAreSpelled(t *testing.T) {
	for typed, want := range map[string]struct {
		said, url, tls string
		door           Door
		scheme         string
	}{
		"192.168.1.64":             {"192.168.1.64", "http://192.168.1.64/", "https://192.168.1.64/", Door{"192.168.1.64", 0}, ""},
		"192.168.1.64:80":          {"192.168.1.64:80", "http://192.168.1.64:80/", "https://192.168.1.64:80/", Door{"192.168.1.64", 0}, ""},
		"192.168.1.64:443":         {"192.168.1.64:443", "http://192.168.1.64:443/", "https://192.168.1.64:443/", Door{"192.168.1.64", 0}, "https"},
		"https://192.168.1.64:80":  {"https://192.168.1.64:80", "https://192.168.1.64:80/", "https://192.168.1.64:80/", Door{"192.168.1.64", 80}, "https"},
		"http://192.168.1.64:443":  {"192.168.1.64:443", "http://192.168.1.64:443/", "http://192.168.1.64:443/", Door{"192.168.1.64", 443}, "http"},
		"http://192.168.1.64:8080": {"192.168.1.64:8080", "http://192.168.1.64:8080/", "http://192.168.1.64:8080/", Door{"192.168.1.64", 8080}, ""},
		"fd00::64":                 {"fd00::64", "http://[fd00::64]/", "https://[fd00::64]/", Door{"fd00::64", 0}, ""},
		"[fd00::64]:8080":          {"[fd00::64]:8080", "http://[fd00::64]:8080/", "https://[fd00::64]:8080/", Door{"fd00::64", 8080}, ""},
	} {
		a, bad := ParseAddress(typed)
		door, scheme := a.Door()
		if !bad.IsZero() || a.String() != want.said || a.URL("") != want.url || a.URL("https") != want.tls || door != want.door || scheme != want.scheme {
			t.Errorf("%s: %s, %s, %s, %v %q", typed, a, a.URL(""), a.URL("https"), door, scheme)
		}
		if !a.Sound() {
			t.Errorf("%s could not have been typed", typed)
		}
	}
	if name := (Address{Host: "camera", Port: 81}); name.String() != "camera:81" || !name.Sound() {
		t.Errorf("%s, sound %v", name, name.Sound())
	}
	for _, odd := range []Address{{}, {IP: "not an address"}, {IP: "192.168.1.64", Port: 70000}, {IP: "192.168.1.64", Scheme: "ftp"}, {IP: "0.0.0.0"}} {
		if odd.Sound() {
			t.Errorf("%+v could have been typed", odd)
		}
	}
}
