package steps

import (
	"camreset/steps/lan"

	"crypto/rand"
	"strings"
	"testing"

	"camreset/isapi"
)

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
		if a, bad := lan.ParseAddress(typed); !bad.IsZero() || a.String() != want || a.IP != "192.168.1.64" {
			t.Errorf("%q is read as %q (%s)", typed, a, bad)
		}
		if at, bad := lan.ParseTarget(typed); !bad.IsZero() || at.Sought() || at.Address.String() != want {
			t.Errorf("%q on the command line is read as %s (%s)", typed, at, bad)
		}
	}
	for _, typed := range []string{"fe80::1%\x1b[31meth0", "192.168.1.64\x16", "[fe80::1%e\u202eth0]:80", "came\u200bra"} {
		if a, bad := lan.ParseAddress(typed); bad.IsZero() || strings.ContainsAny(bad.String(), "\x1b\x16\u202e\u200b") {
			t.Errorf("%q is read as %q, %q", typed, a, bad)
		}
	}
}

func TestTheMaskIsReadAsItIsMeant(t *testing.T) {
	ask, kept := recordMask().Ask, Facts{}
	if bad := ask.Valid(&Facts{}, "２５５。255,255.0"); !bad.IsZero() {
		t.Error(bad)
	}
	if ask.Put(&kept, "２５５。255,255.0"); kept.Answers.Network.Mask != "255.255.255.0" {
		t.Errorf("the mask is %q", kept.Answers.Network.Mask)
	}
}

// A symbol that makes trouble elsewhere is never made; a typed one is taken, and told.
func TestAwkwardSymbolsAreToldNotRefused(t *testing.T) {
	for password, told := range map[string]bool{"Lantern-57-Oak": false, "Lantern$57": true, "Lantern@57": true, "Lantern 57": true, "Ln.!*+=_-57": false} {
		if bad := newPassword().Ask.Valid(&Facts{}, password); !bad.IsZero() {
			t.Errorf("%q is refused: %s", password, bad)
		}
		f := Facts{Answers: Answers{New: isapi.NewSecret(password)}}
		lines := keepPassword().Sheet(&f)
		if len(lines) > 0 != told {
			t.Errorf("%q: %v", password, lines)
		}
		for _, line := range lines {
			if strings.ContainsAny(line.String(), "$@") {
				t.Errorf("%q is told of with its own symbol: %s", password, line)
			}
		}
	}
	for range 200 {
		made, err := generate(rand.Reader, "admin")
		if err != nil || awkward(made) != nil {
			t.Fatalf("%q, %v", made, err)
		}
	}
}
