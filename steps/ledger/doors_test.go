package ledger

import (
	"slices"
	"testing"

	"camreset/steps/lan"
)

func TestDoorNames(t *testing.T) {
	for typed, want := range map[string]string{
		"192.168.1.64": "door:192.168.1.64|0", "https://192.168.1.64": "door:192.168.1.64|0", "192.168.1.64:80": "door:192.168.1.64|0",
		"192.168.1.64:65001": "door:192.168.1.64|65001", "[fe80::1%eth0]:8080": "door:fe80::1|8080",
	} {
		a, bad := lan.ParseAddress(typed)
		if got := DoorName(a); got != want || !bad.IsZero() {
			t.Errorf("%s: %s, want %s", typed, got, want)
		}
	}
}

// A door neither joins nor separates, and there are few of them.
func TestDoorsTellNobodyApart(t *testing.T) {
	a, b := Identity{"door:192.168.1.64|0"}, Identity{"door:192.168.1.64|0"}
	if a.Joins(b) || a.Contradicts(Identity{"door:192.168.1.64|65001"}) {
		t.Error("a door says who somebody is")
	}
	all := Identity{}
	for port := range 100 {
		all = all.With(DoorName(lan.Address{IP: "192.168.1.64", Port: 1000 + port}))
	}
	if len(all) != mostWeak {
		t.Errorf("%d doors", len(all))
	}
}

// Where all was spent through another port of an address, another device may be there;
// that is said until its numbers tell, or its own port was used.
func TestAnotherPortMayBeAnotherDevice(t *testing.T) {
	host := Identity{"host:192.168.1.64"}
	usual, other := host.With("door:192.168.1.64|0"), host.With("door:192.168.1.64|65001")
	numbers := IdentityOf("44:19:b6:5c:00:10", "")
	for name, c := range map[string]struct {
		spent []Identity
		at    Identity
		want  string
	}{
		"the same":                   {[]Identity{usual}, usual, ""},
		"the usual one":              {[]Identity{usual}, other, "0"},
		"another one":                {[]Identity{other}, usual, "65001"},
		"both":                       {[]Identity{usual, other}, usual, ""},
		"the same by its number":     {[]Identity{usual.With(numbers...)}, other.With(numbers...), ""},
		"a number on one side":       {[]Identity{usual.With(numbers...)}, other, "0"},
		"a port that is none":        {[]Identity{host.With("door:192.168.1.64|x")}, usual, ""},
		"of another address":         {[]Identity{host.With("door:192.168.1.70|65001")}, usual, ""},
		"an older note, without any": {[]Identity{host}, usual, ""},
	} {
		book, _ := books(t)
		for _, ids := range c.spent {
			if _, err := book.spendOne(Try{Ids: ids, Left: told(9)}); err != nil {
				t.Fatal(err)
			}
		}
		if s := book.Spending(c.at, told(9)); s.Door != c.want || s.Count != len(c.spent) {
			t.Errorf("%s: the door %q, want %q; %d count", name, s.Door, c.want, s.Count)
		}
	}
}

func TestNamesByKind(t *testing.T) {
	i := IdentityOf("44-19-B6-5C-00-10", " ds-a1234567 ").With("host:192.168.1.64", "door:192.168.1.64|0", "realm:192.168.1.64|IP Camera", "certificate:192.168.1.64|ab")
	for name, c := range map[string]struct{ got, want []string }{
		"hosts":   {i.Hosts(), []string{"host:192.168.1.64", "link:44:19:b6:5c:00:10"}},
		"numbers": {i.Numbers(), []string{"mac:44:19:b6:5c:00:10", "serial:DS-A1234567"}},
		"weak":    {i.Weak(), []string{"certificate:192.168.1.64|ab", "realm:192.168.1.64|IP Camera"}},
		"lasting": {i.lasting(), []string{"door:192.168.1.64|0", "host:192.168.1.64", "link:44:19:b6:5c:00:10", "mac:44:19:b6:5c:00:10", "serial:DS-A1234567"}},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: %v, want %v", name, c.got, c.want)
		}
	}
}

// Notes of before have names that are read as those of today.
func TestOlderNamesAreRead(t *testing.T) {
	const shown = "ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12"
	got := SoundIdentity([]string{"at:[fe80::1%eth0]:8080|IP Camera", "at:192.168.1.64|", "certificate:" + shown + "|IP Camera", "certificate:short", "mac:44-19-B6-5C-00-10", "mac:00:00:00:00:00:00", "serial:a1234567", "serial:000", "phone"})
	want := Identity{"certificate:fe80::1|" + shown, "certificate:short", "host:192.168.1.64", "host:fe80::1", "link:44:19:b6:5c:00:10", "mac:44:19:b6:5c:00:10", "phone", "realm:fe80::1|IP Camera", "serial:A1234567"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if again := SoundIdentity(got); !slices.Equal(again, want) {
		t.Errorf("read again they are %q", again)
	}
}
