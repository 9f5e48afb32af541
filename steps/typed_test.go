package steps

import (
	"crypto/rand"
	"regexp"
	"testing"

	"camreset/steps/facts"
	"camreset/steps/letter"
)

func TestTheMaskIsReadAsItIsMeant(t *testing.T) {
	mask, kept := buttonRecord().Ask.Fields[0], Facts{}
	if bad := mask.Valid(&Facts{}, "２５５。255,255.0"); !bad.IsZero() {
		t.Error(bad)
	}
	if mask.Put(&kept, "２５５。255,255.0"); kept.Answers.Network.Mask != "255.255.255.0" {
		t.Errorf("the mask is %q", kept.Answers.Network.Mask)
	}
}

// A made password has nothing that is hard to type with a remote control, or that makes
// trouble in an address.
func TestMadePasswordsAreEasyToType(t *testing.T) {
	easy := regexp.MustCompile(`^[a-km-np-zA-HJ-NP-Z2-9]{4}-[a-km-np-zA-HJ-NP-Z2-9]{4}-[a-km-np-zA-HJ-NP-Z2-9]{4}$`)
	for range 200 {
		made, err := generate(rand.Reader, "admin")
		if err != nil || !easy.MatchString(made) {
			t.Fatalf("%q, %v", made, err)
		}
	}
}

func TestASupportCaseTakesWhatPeopleType(t *testing.T) {
	for typed, want := range map[string]Outcome{"": "unknown", "unknown": "unknown", "Hikvision": "hikvision", "hilook": "hiwatch", "Annke": "other", "Foo": "other", "ezviz": "ezviz"} {
		if got := facts.BrandTyped(typed); got != want {
			t.Errorf("brand %q is %s, want %s", typed, got, want)
		}
	}
	for typed, want := range map[string]Outcome{"": "anywhere", "U.S.A.": "usa-canada", "Scotland": "uk", "india": "india", "Germany": "elsewhere", "asia": "asia"} {
		if got := letter.RegionTyped(typed); got != want {
			t.Errorf("country %q is %s, want %s", typed, got, want)
		}
	}
}
