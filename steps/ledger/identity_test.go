package ledger

import (
	"fmt"
	"testing"
)

// The names by which two notes are one device's, may be, or cannot be.
func TestIdentity(t *testing.T) {
	const one, two = "44:19:b6:5c:00:10", "44:19:b6:5c:00:20"
	const long = "DS-2CD2143G0-I20190101AAWRD00000001"
	host := Identity{"host:192.168.1.64"}
	for name, c := range map[string]struct {
		a, b              Identity
		joins, is, differ bool
	}{
		"one host, no number":              {host, host, true, false, false},
		"another host":                     {host, Identity{"host:192.168.1.65"}, false, false, false},
		"a realm alone":                    {Identity{"realm:192.168.1.64|IP Camera"}, Identity{"realm:192.168.1.64|IP Camera"}, false, false, false},
		"a certificate alone":              {Identity{"certificate:192.168.1.64|ab"}, Identity{"certificate:192.168.1.64|ab"}, false, false, false},
		"realms that differ":               {host.With("realm:192.168.1.64|a"), host.With("realm:192.168.1.64|b"), true, false, false},
		"one MAC":                          {IdentityOf(one, ""), IdentityOf(one, ""), true, true, false},
		"one MAC in two spellings":         {IdentityOf("44-19-B6-5C-00-10", ""), IdentityOf(one, ""), true, true, false},
		"two MACs at one host":             {host.With(IdentityOf(one, "")...), host.With(IdentityOf(two, "")...), false, false, true},
		"two serials at one host":          {host.With("serial:A1234567"), host.With("serial:B1234567"), false, false, true},
		"one MAC, two serials":             {IdentityOf(one, "A1234567"), IdentityOf(one, "B1234567"), false, false, true},
		"one serial, two MACs":             {IdentityOf(one, long), IdentityOf(two, long), true, true, false},
		"a serial and its end":             {IdentityOf("", long), IdentityOf("", "D00000001"), true, true, false},
		"a MAC, and a host of that link":   {IdentityOf(one, ""), Identity{"host:192.168.1.64", "link:" + one}, true, false, false},
		"a number, and the host of before": {host.With(IdentityOf(one, "")...), host, true, false, false},
		"a MAC here, a serial there":       {host.With(IdentityOf(one, "")...), host.With("serial:A1234567"), true, false, false},
		"numbers that stand for nothing":   {IdentityOf("00:00:00:00:00:00", "000000000"), IdentityOf("ff:ff:ff:ff:ff:ff", "0"), false, false, false},
		"nothing":                          {nil, nil, false, false, false},
	} {
		for _, pair := range [][2]Identity{{c.a, c.b}, {c.b, c.a}} {
			a, b := pair[0], pair[1]
			if a.Joins(b) != c.joins || a.Is(b) != c.is || a.Contradicts(b) != c.differ {
				t.Errorf("%s: joins %v, is %v, contradicts %v", name, a.Joins(b), a.Is(b), a.Contradicts(b))
			}
		}
	}
}

// A realm that is another one on every page and in every run does not let an
// identity grow.
func TestWeakNamesStayFew(t *testing.T) {
	i := Identity{"host:192.168.1.64"}
	for n := range 500 {
		i = i.With(fmt.Sprint("realm:192.168.1.64|", n))
	}
	if len(i) != 1+mostWeak {
		t.Errorf("%d names", len(i))
	}
}
