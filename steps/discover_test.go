package steps

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/report"
)

// seenFrom is how a simulated network looks to the discovery.
func seenFrom(w *world) sadp.Net {
	return sadp.Net{
		Listen: w.lan.Listen, Now: w.env.Now, After: w.env.After, Random: w.env.Random, OS: "linux",
		Interfaces: interfacesOf(w.lan),
	}
}

func TestDiscoverListsWhatAnswers(t *testing.T) { besides(testDiscoverListsWhatAnswers)(t) }

func testDiscoverListsWhatAnswers(t *testing.T) {
	w := newWorld(t, "forgotten", audibly)
	for i, s := range []simcam.Scenario{{Generation: simcam.Activation, Inactive: true, Unit: 3}, {Generation: simcam.Legacy, Unit: 4}} {
		if err := w.lan.Add([]string{"192.168.1.71", "10.9.8.7"}[i], simcam.New(s, simcam.RealClock())); err != nil {
			t.Fatal(err)
		}
	}
	w.env.SADP = seenFrom(w)
	var live []report.Sighting
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	list, err := report.Discover(ctx, w.env.LAN, report.Search{For: 6 * time.Second}, func(s report.Sighting) { live = append(live, s) })
	if err != nil || len(list.Devices) != 3 || list.ExitCode() != 0 {
		t.Fatalf("%d devices, %v: %+v", len(list.Devices), err, list)
	}
	by := map[string]report.ListedDevice{}
	for _, d := range list.Devices {
		by[d.IPv4] = d
	}
	if d := by["192.168.1.64"]; d.Model != "DS-2CD2143G0-I" || d.Activated != isapi.Yes || d.Recovery.Questions != isapi.Yes || d.SameSubnet != isapi.Yes || d.HTTPPort != 80 || d.Source != "sadp" {
		t.Errorf("%+v", d)
	}
	if d := by["192.168.1.71"]; d.Activated != isapi.No || !strings.Contains(d.Line(), "no password") {
		t.Errorf("%+v", d)
	}
	if d := by["10.9.8.7"]; d.SameSubnet != isapi.No || !strings.Contains(d.Line(), "other range") {
		t.Errorf("a camera in another subnet: %+v", d)
	}
	if len(live) < 3 || live[0].Event != "came" {
		t.Errorf("%d events while it ran", len(live))
	}
	if got := w.camera.Counters(); got.Logins != 0 || got.Writes != 0 {
		t.Errorf("the list cost %d logins and %d writes", got.Logins, got.Writes)
	}
}

func TestDiscoverWithNothingThereSaysWhy(t *testing.T) {
	besides(testDiscoverWithNothingThereSaysWhy)(t)
}

func testDiscoverWithNothingThereSaysWhy(t *testing.T) {
	w := newWorld(t, "unplugged", nil)
	w.env.SADP = seenFrom(w)
	list, _ := report.Discover(t.Context(), w.env.LAN, report.Search{For: 3 * time.Second}, nil)
	if list.ExitCode() != 3 || len(list.Causes) == 0 || !strings.Contains(strings.Join(list.Lines(), "\n"), list.Causes[0].Fix) {
		t.Errorf("%+v", list)
	}
	for _, c := range list.Causes {
		if c.ID == "" || c.Why == "" || c.How == "" || c.Fix == "" {
			t.Errorf("half a cause: %+v", c)
		}
	}
	var out bytes.Buffer
	if err := (&report.Output{Out: &out, JSON: true}).End(list, nil); err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(out.Bytes(), &fields); err != nil || fields["schema"] != 2.0 || fields["devices"] == nil || fields["interfaces"] == nil {
		t.Errorf("%v: %s", err, out.String())
	}
}

func TestDiscoverTableIsSafeForSpreadsheets(t *testing.T) {
	list := report.Listing{Devices: []report.ListedDevice{{MAC: "44:19:b6:00:00:01", Model: "=HYPERLINK(1)", Serial: "+1", Firmware: "@x", OEM: "-2", HTTPPort: 80}}}
	var out bytes.Buffer
	if err := (&report.Output{Out: &out, CSV: true}).End(list, nil); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil || len(rows) != 2 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, cell := range rows[1] {
		if cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
			t.Errorf("a spreadsheet would run %q", cell)
		}
	}
	if rows[1][slices.Index(rows[0], "http_port")] != "80" {
		t.Errorf("port %q", rows[1][7])
	}
}

func TestDiscoverMarksWhatCameAndWent(t *testing.T) {
	var out bytes.Buffer
	o := &report.Output{Out: &out, Watch: true}
	for _, event := range []string{"came", "changed", "gone"} {
		o.Saw(report.Sighting{Event: event, Device: report.ListedDevice{IPv4: "192.168.1.64"}})
	}
	lines := strings.Split(strings.TrimRight(out.String(), "\n"), "\n")[1:] // under the titles
	if len(lines) != 3 || lines[0][0] != '+' || lines[1][0] != '~' || lines[2][0] != '-' {
		t.Errorf("%q", lines)
	}
}

// Asked once more, the list is searched anew, not only read out again.
func TestAgainSearchesOnceMore(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", audibly)
		w.env.SADP = seenFrom(w)
		var began []time.Time
		_, err := w.run(t.Context(), w.env, Begin(w.env, lan.Address{}), func(_ context.Context, at Walk, _ error) (string, error) {
			began = append(began, at.Facts().Heard.Began)
			if len(at.Facts().Heard.Devices) != 1 {
				t.Errorf("asked with %d devices", len(at.Facts().Heard.Devices))
			}
			return []string{flow.SayAgain, flow.SayQuit}[len(began)-1], nil
		}, nil)
		if err != nil || len(began) != 2 || !began[1].After(began[0]) {
			t.Errorf("searched at %v, %v", began, err)
		}
	})(t)
}
