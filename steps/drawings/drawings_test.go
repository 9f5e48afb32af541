package drawings

import (
	"strings"
	"testing"

	"camreset/isapi"
	"camreset/steps/flow"
)

// What the narrowest screen and a short sentence hold.
const (
	width  = 38
	height = 9
	words  = 25
)

func TestDrawingsStandOnTheNarrowestScreen(t *testing.T) {
	for _, d := range append(Housings("", ""), Label(), Cabling()) {
		if len(d.Lines) == 0 || len(d.Lines) > height {
			t.Errorf("%s has %d lines", d.Name, len(d.Lines))
		}
		for _, line := range d.Lines {
			if len(line) > width {
				t.Errorf("%s is too wide, with %d: %q", d.Name, len(line), line)
			}
			if strings.ContainsFunc(line, func(r rune) bool { return r < ' ' || r > '~' }) {
				t.Errorf("%s is no plain ASCII: %q", d.Name, line)
			}
			if line != strings.TrimRight(line, " ") {
				t.Errorf("%s has blanks at the end of %q", d.Name, line)
			}
		}
		if n := len(strings.Fields(d.Say.String())); n == 0 || n > words {
			t.Errorf("%s says %d words", d.Name, n)
		}
	}
}

func TestEveryHousingHasAButtonOrSaysThatThereIsNone(t *testing.T) {
	for _, h := range Housings("", "") {
		drawn, said := strings.Join(h.Lines, "\n"), h.Say.String()
		shown := strings.Contains(drawn, "(o)")
		if none := strings.Contains(drawn, "no button") || strings.Contains(drawn, "reset ?"); shown == none {
			t.Errorf("%s shows a button: %v, and none: %v", h.Name, shown, none)
		}
		sure := strings.Contains(said, "usually") || strings.Contains(said, "mostly") || strings.Contains(said, "no common place is known")
		if !sure {
			t.Errorf("%s does not say how sure it is: %q", h.Name, said)
		}
	}
}

func TestModelsTellTheirHousing(t *testing.T) {
	for model, want := range map[string]flow.Drawing{
		"DS-2CD1023G0E-I":     bullet,
		"DS-2CD2032-I":        bullet,
		"DS-2CD2042WD-I":      bullet,
		"DS-2CD2T46G2-ISU/SL": bullet,
		"ds-2cd2t86g2-isu":    bullet,
		"DS-2CD2643G2-IZS":    bullet,
		"DS-2CD4A26FWD-IZS/P": bullet,
		"IPC-B121H-C":         bullet,
		"DS-2CD1148-I/B":      dome,
		"DS-2CD2132-I":        dome,
		"DS-2CD2143G0-I":      dome,
		"DS-2CD2146G2-ISU":    dome,
		"DS-2CD2532F":         dome,
		"iDS-2CD7546G0":       dome,
		"DS-2CD3725G0":        dome,
		"DS-2CD2310FD-I":      turret,
		"DS-2CD2346G2-ISU/SL": turret,
		"DS-2CD2385G1-I":      turret,
		"DS-2CD2H43G2-IZS":    turret,
		"DS-2CD2420F-I":       cube,
		"DS-2CD2432F-IW":      cube,
		"DS-2CD5026EFWD-A":    box,
		"DS-2CD3955FWD-IWS":   fisheye,
		"DS-2CD2955G0-ISU":    fisheye,
		"DS-2CD63C5G0-IVS":    fisheye,
		"DS-2DE4A425IW-DE":    ptz,
		"DS-2DF7286-A":        ptz,
		"iDS-2VS435-F840-EY":  ptz,
		"DS-2CD6825G0-C-IVS":  bullet, // no rule: the most frequent one stands first
		"DS-2CV2041G2-IDW":    bullet,
		"DS-2CD":              bullet,
		"":                    bullet,
	} {
		if all := Housings(isapi.KindCamera, model); all[0].Name.String() != want.Name.String() || len(all) != len(cameras) {
			t.Errorf("%q: %s stands first of %d, not %s", model, all[0].Name, len(all), want.Name)
		}
	}
}

func TestKindsTellTheirHousing(t *testing.T) {
	for _, row := range []struct{ model, first string }{
		{"DS-7608NI-K2", "Recorder"},
		{"DS-9600NI-I8", "Recorder"},
		{"iDS-7204HUHI-M1/E", "Recorder"},
		{"ERI-K104-P4", "Recorder"},
		{"DS-KV6113", "Doorbell"},
		{"DS-KV8213-WME1-C", "Doorbell"},
		{"DS-KB8113-IME1", "Doorbell"},
		{"DS-KH6210-L", "Doorbell"},
	} {
		if all := Housings(isapi.KindOf(row.model, ""), row.model); len(all) != 1 || all[0].Name.String() != row.first {
			t.Errorf("%s: %d housings, not the one of a %s", row.model, len(all), row.first)
		}
	}
	if all := Housings(isapi.KindOf("DS-K1T341AM", ""), "DS-K1T341AM"); len(all) != 0 {
		t.Errorf("an access terminal has %d housings, of which none is known", len(all))
	}
	if all := Housings(isapi.KindUnknown, ""); len(all) != len(cameras)+2 {
		t.Errorf("a device of no known kind may have %d housings", len(all))
	}
}
