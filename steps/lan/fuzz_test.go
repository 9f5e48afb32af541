package lan

import (
	"cmp"
	"net/netip"
	"strings"
	"testing"
	"unicode"

	"camreset/isapi"
)

// FuzzTarget reads whatever is typed: it is refused, or it is one address, one name, one
// MAC or a serial number's end, without a blank, and reads the same again.
func FuzzTarget(f *testing.F) {
	for _, seed := range []string{
		"192.168.1.64", "http://192.168.1.64:8080/doc/page", "[fe80::1%eth0]:80", "cam-2.local:99999", "44-19-b6-5c-00-10", "E33842150", "１９２。168。1。64", "a@b", "0x7f.1",
		"192.168.1.0/24", "\u202e", "http://[::ffff:1.2.3.4]", "255.255.255.255", "%", "",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		got, bad := ParseTarget(typed)
		if !bad.IsZero() {
			if isapi.CleanTo(bad.String(), 2000) != bad.String() {
				t.Errorf("%q: says %q", typed, bad)
			}
			return
		}
		text := got.MAC + got.Serial
		if !got.Sought() {
			got.Address.Scheme = cmp.Or(got.Address.Scheme, "http") // which makes a host of any word
			text = got.Address.Scheme + "://" + got.Address.String()
		}
		if isapi.CleanTo(text, 2000) != text || strings.ContainsFunc(text, unicode.IsSpace) {
			t.Errorf("%q became %q", typed, text)
		}
		if got.Address.IP != "" {
			got.Address.Host = got.Address.IP // one address has several spellings
		}
		if again, bad := ParseTarget(text); !bad.IsZero() || again != got {
			t.Errorf("%q is %+v; written %q it is %+v, %s", typed, got, text, again, bad)
		}
		if a := got.Address; a.IP != "" {
			if ip, err := netip.ParseAddr(a.IP); err != nil || ip.IsMulticast() || ip.IsUnspecified() {
				t.Errorf("%q: %+v", typed, a)
			}
		}
	})
}

// FuzzNeighbours reads any text as the neighbour table of each system.
func FuzzNeighbours(f *testing.F) {
	f.Add("192.168.1.64     0x1         0x6         44:19:B6:00:00:10     *        eth0\n")
	f.Add("? (192.168.1.20) at 0:c:29:a:b:c on en0 ifscope permanent [ethernet]\n")
	f.Add("  192.168.1.64          44-19-B6-00-00-10     dynamisch \r\n")
	f.Add("(999.1.1.1) 44:19\xff")
	f.Fuzz(func(t *testing.T, table string) {
		for _, system := range []string{"linux", "darwin", "openbsd", "windows"} {
			for address, mac := range parseNeighbours(system, table) {
				if !address.Is4() || address.IsMulticast() || address.IsUnspecified() || isapi.MAC(mac) != mac || mac == "" {
					t.Errorf("%s, %q: %v %q", system, table, address, mac)
				}
			}
		}
	})
}
