package steps

import (
	"strings"
	"testing"

	"camreset/steps/facts"
	"camreset/steps/letter"
)

func TestBrandTold(t *testing.T) {
	for _, c := range []struct {
		oem          string // OEMInfo over UDP
		code         int    // DetailOEMCode over UDP
		device, made string // OEMCode and manufacturer after a login
		want         Outcome
	}{
		{"", 0, "", "", ""},
		{"", 1, "", "", facts.MakerBrand},
		{"", 10101, "", "", facts.OtherBrand},
		{"", 0, "1", "hikvision", facts.MakerBrand},
		{"", 0, "10101", "hikvision", facts.OtherBrand},
		{"", 0, "", "Hikvision", facts.MakerBrand},
		{"HiLook", 1, "", "", "hiwatch"},
		{"HIWATCH", 0, "", "", "hiwatch"},
		{"LTS Security Inc.", 10101, "", "", "lts"},
		{"Nelly's Security", 0, "", "", "nellys"},
		{"W-Box", 0, "", "", "wbox"},
		{"Guarding Vision", 0, "", "", "wbox"},
		{"Annke", 0, "", "", facts.OtherBrand},
		{"", 0, "EZVIZ", "", "ezviz"},
		{"Nobody Knows", 0, "", "", facts.OtherBrand},
		{"Nobody Knows", 1, "", "", facts.MakerBrand},
		{"faults", 2, "", "", facts.OtherBrand}, // "lts" is no word of it
	} {
		f := &Facts{}
		f.Record.OEM, f.Record.OEMCode, f.Device.OEM, f.Device.Manufacturer = c.oem, c.code, c.device, c.made
		got, words := facts.BrandTold(f)
		if got != c.want || words.IsZero() {
			t.Errorf("%+v: %q (%s)", c, got, words)
		}
		if shown := brandShown(f); c.want != "" && c.want != facts.OtherBrand && facts.BrandTyped(shown) != c.want {
			t.Errorf("%+v: the field shows %q", c, shown)
		}
	}
}

func TestWhoHelps(t *testing.T) {
	for _, c := range []struct {
		brand, country Outcome
		code           int
		who, to, mail  string
		says           string
	}{
		{"hikvision", "india", 1, "Hikvision", "support@pramahikvision.com", "support@pramahikvision.com", ""},
		{"hikvision", "usa-canada", 0, "Hikvision", "Password Reset Request", "", "Only for devices sold in the USA or Canada"},
		{"hikvision", "uk", 10101, "Hikvision", "support.uk@hikvision.com", "", "The camera itself tells another brand"},
		{"hikvision", "elsewhere", 1, "Hikvision", "hikvision.com > Support > contact", "", ""},
		{"hiwatch", "australia", 0, "Hikvision", "PSA", "", "Hikvision's own lines"},
		{"lts", "uk", 1, "LTS", "ltsecurityinc.zendesk.com", "", "LTS Connect"},
		{"nellys", "usa-canada", 0, "Nelly's Security", "customerservice@nellyssecurity.com", "customerservice@nellyssecurity.com", ""},
		{"wbox", "india", 0, "the seller", "the seller", "", "Hikvision's"},
		{"other", "india", 0, "the brand on the label", "the brand on the label", "", "Annke"},
		{"unknown", "india", 0, "the seller knows", "first the seller, then support@pramahikvision.com", "", ""},
		{"unknown", "india", 1, "Hikvision", "support@pramahikvision.com", "support@pramahikvision.com", ""},
		{"", "", 0, "the seller knows", "support@hikvision.com", "", ""},
	} {
		f := &Facts{Answers: Answers{Brand: c.brand, Country: c.country}}
		f.Record.OEMCode = c.code
		got := letter.WhoHelps(f)
		if !strings.Contains(got.Responsible, c.who) || !strings.Contains(got.To, c.to) || got.Mail != c.mail || !strings.Contains(got.Says, c.says) || got.Sure == "" {
			t.Errorf("%s in %s, code %d: %+v", c.brand, c.country, c.code, got)
		}
	}
}

// Every destination says how well it is known, in one line, and a mail address is
// one that its sentence names.
func TestDestinationsAreWhole(t *testing.T) {
	var all []letter.Destination
	for _, r := range letter.Regions {
		all = append(all, r.Destination)
	}
	for _, b := range letter.BrandHelp {
		if b.To != "" {
			all = append(all, b.Destination)
		}
	}
	for _, d := range all {
		if d.Responsible == "" || d.To == "" || d.Sure == "" || strings.ContainsAny(d.To+d.Says+d.Takes+d.Sure, "\n\t") {
			t.Errorf("not whole: %+v", d)
		}
		if !strings.Contains(d.To, d.Mail) {
			t.Errorf("%s is not where %q leads", d.Mail, d.To)
		}
	}
}
