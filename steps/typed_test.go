package steps

import (
	"crypto/rand"
	"strings"
	"testing"

	"camreset/isapi"
)

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
