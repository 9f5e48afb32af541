package lan

import (
	"errors"
	"net/netip"
	"strings"
	"testing"

	"camreset/isapi/sadp"
)

func TestParseTarget(t *testing.T) {
	for typed, want := range map[string]Target{
		"44:19:B6:5b:00:10":                   {MAC: "44:19:b6:5b:00:10"},
		"44-19-b6-5b-00-10":                   {MAC: "44:19:b6:5b:00:10"},
		"4419.b65b.0010":                      {MAC: "44:19:b6:5b:00:10"},
		"4419B65B0010":                        {MAC: "44:19:b6:5b:00:10"},
		"e12345678":                           {Serial: "E12345678"},
		"5678":                                {Serial: "5678"},
		"DS-2CD2020F-20190101AAWR":            {Serial: "DS-2CD2020F-20190101AAWR"},
		"cam-2":                               {Address: Address{Host: "cam-2"}},
		"DS-2CD2143G0-I20190101AAWRD00000001": {Serial: "DS-2CD2143G0-I20190101AAWRD00000001"},
		"192.168.1.64":                        {Address: Address{Host: "192.168.1.64", IP: "192.168.1.64"}},
		"fe80::1%eth0":                        {Address: Address{Host: "fe80::1%eth0", IP: "fe80::1%eth0"}},
		"http://cam12345":                     {Address: Address{Scheme: "http", Host: "cam12345"}},
		"camera":                              {Address: Address{Host: "camera"}},
		"nas.local:8080":                      {Address: Address{Host: "nas.local", Port: 8080}},
	} {
		if got, bad := ParseTarget(typed); !bad.IsZero() || got != want {
			t.Errorf("%q: %+v, %s; want %+v", typed, got, bad, want)
		}
	}
}

// A slip in an address is said, and never looked up as a host's name.
func TestASlipIsNoName(t *testing.T) {
	for _, typed := range []string{
		"192.168.1", "192.168.1.", "192.168..64", "192.168.1.64.", "192.168.1.6o", "192.168.1.o", "192.168.1.64a", "l92.168.1.64", "192.168.1.256", "192-168-1-64",
		"192.168.1.64.com", "http://192.168.1.x", "44:19:b6:5b:00", "45:19:b6:5b:00:10",
	} {
		target, bad := ParseTarget(typed)
		if bad.IsZero() {
			t.Errorf("%q is taken as %+v", typed, target)
		}
	}
}

// An address that is good on one cable only needs the interface behind it.
func TestAnAddressWithoutItsInterface(t *testing.T) {
	on := []netip.Prefix{netip.MustParsePrefix("fe80::2/64")}
	own := []sadp.Interface{{Name: "wlan0", Prefixes: on}, {Name: "eth0", Prefixes: on}}
	l := LAN{SADP: sadp.Net{Interfaces: func() ([]sadp.Interface, error) { return own, nil }}}
	a, _ := ParseAddress("fe80::1")
	if text := l.NeedsInterface(a).String(); !strings.Contains(text, "fe80::1%eth0") || !strings.Contains(text, "eth0, wlan0") {
		t.Error(text)
	}
	for _, whole := range []string{"fe80::1%eth0", "fd00::1", "192.168.1.64", "camera"} {
		a, _ := ParseAddress(whole)
		if text := l.NeedsInterface(a); !text.IsZero() {
			t.Errorf("%s: %s", whole, text)
		}
	}
	own = nil
	if text := l.NeedsInterface(a).String(); !strings.Contains(text, "no network connection") {
		t.Error(text)
	}
	l.SADP.Interfaces = func() ([]sadp.Interface, error) { return nil, errors.New("not allowed") }
	if text := l.NeedsInterface(a); !text.IsZero() {
		t.Error(text)
	}
}

func TestTargetsAreNamed(t *testing.T) {
	for want, target := range map[string]Target{
		"the MAC " + one:                      {MAC: one},
		"a serial number that ends in A12345": {Serial: "A12345"},
		"192.168.1.64:81":                     {Address: Address{IP: "192.168.1.64", Port: 81}},
	} {
		if got := target.String(); got != want || target.Sought() != strings.Contains(want, " ") {
			t.Errorf("%s, want %s; sought %v", got, want, target.Sought())
		}
	}
	many := NotOneError{Target: Target{Serial: "1234"}, Fit: strings.Split("abcdefg", "")}
	if said := many.Error(); !strings.HasPrefix(said, "7 devices have a serial number that ends in 1234: a; b; c; d; e; and 2 more.") {
		t.Error(said)
	}
}
