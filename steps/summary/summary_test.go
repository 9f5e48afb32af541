package summary_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/owned"
	"camreset/steps/secure"
	"camreset/steps/steptest"
	"camreset/steps/summary"
)

var update = flag.Bool("update", false, "write the reports in testdata anew, to be read")

// state is what is known in one of the states in which sentences are read, changed.
func state(t *testing.T, name string, change func(*facts.Facts)) *facts.Facts {
	t.Helper()
	s, found := steptest.Find(name)
	if !found {
		t.Fatalf("no state %q", name)
	}
	time.Local = time.UTC // the reports in testdata are of one time zone
	f := s.Facts
	f.Now = time.Date(2026, 3, 14, 15, 9, 0, 0, time.UTC)
	change(&f)
	return &f
}

func afterReset(f *facts.Facts) {
	f.NewSent, f.NewTaken, f.Won, f.Proved, f.Moved, f.Writes, f.Tries, f.TriesBefore = true, isapi.Yes, true, true, true, 3, 2, 1
	f.Answers.Give, f.Answers.Method, f.Answers.Owner, f.GUIDMade = "dhcp", "reset-button", "for-owner", true
	f.Answers.New = isapi.NewSecret("Planted-77-Secret")
	f.Safety = facts.Safety{At: f.Now, Findings: []secure.Finding{
		{ID: "firmware", Title: "Firmware", Status: flow.Warn, Do: "Look for newer firmware", Place: "the maker's support page, for exactly this model and region"},
		{ID: "accounts", Title: "Other accounts", Status: flow.Warn, Do: "Look through its other accounts", Place: "Configuration > System > User Management"},
		{ID: "upnp", Title: "UPnP", Status: flow.OK, Detail: "UPnP is off.", Fixed: true},
		{ID: "ssh", Title: "SSH", Status: flow.OK},
	}}
	f.Answers.Ticked = []flow.Outcome{"accounts"}
	f.Answers.Wish = owned.Wish{Name: "Gate", Server: "192.168.1.1"}
	f.Given = []secure.Finding{{ID: owned.Name, Fixed: true}, {ID: owned.Server, Problem: "It was refused, and is as it was: not allowed."}, {ID: owned.Zone, Fixed: true}, {ID: owned.Questions, Fixed: true}}
}

// The reports as a customer reads them. go test ./steps/summary -update
func TestReportsToRead(t *testing.T) {
	guide := summary.Guide{
		Result: "regained", Left: []summary.Task{{ID: "others", Title: "Give the new password to the recorder 192.168.1.50", How: "It still tries: the last came just now."}},
		Done: []summary.Thing{{ID: "internet", Title: "Keep it off the internet"}},
	}
	for name, f := range map[string]*facts.Facts{
		"reset": state(t, "back elsewhere after the reset", afterReset),
		"begun": state(t, "password accepted", func(f *facts.Facts) {
			f.Proved, f.OldTarget = false, f.Target
			f.Answers.Method = "reset-button"
		}),
		"first": state(t, "password accepted", func(f *facts.Facts) { f.NewSent, f.NewTaken, f.Writes = true, isapi.Yes, 1 }),
	} {
		g := summary.Guide{Result: "gave-up"}
		if f.Won {
			g = guide
		}
		if name == "begun" {
			g = summary.Guide{Result: "unreachable"}
		}
		r := summary.Of(f, g)
		data, err := r.JSON()
		if err != nil {
			t.Fatal(err)
		}
		for file, got := range map[string]string{name + ".txt": r.Text(), name + ".json": string(data)} {
			path := filepath.Join("testdata", file)
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if want, err := os.ReadFile(path); err != nil || string(want) != got {
				t.Errorf("%s is now (%v)\n%s", path, err, got)
			}
			if strings.Contains(got, "Planted") {
				t.Errorf("%s holds the password", path)
			}
		}
	}
}

// Whatever a device tells, no line is too wide, no word is broken, and nothing that moves
// a terminal is in it.
func TestReportIsCleanAndBounded(t *testing.T) {
	f := state(t, "back elsewhere after the reset", func(f *facts.Facts) {
		afterReset(f)
		f.Device.Model, f.Device.Serial = "\x1b[31m\u202e"+strings.Repeat("m", 5000), strings.Repeat("s ", 5000)
		for i := range f.Safety.Findings {
			f.Safety.Findings[i].Do = strings.Repeat("Something to do. ", 999)
		}
	})
	r := summary.Of(f, summary.Guide{Result: "regained", Left: []summary.Task{{ID: "x", Title: "\x07", How: strings.Repeat("how ", 999)}}})
	data, err := r.JSON()
	if err != nil || len(data) > 8<<10 || len(r.Text()) > 8<<10 {
		t.Errorf("%d and %d bytes, %v", len(data), len(r.Text()), err)
	}
	for line := range strings.Lines(r.Text() + string(data)) {
		if line = strings.TrimSuffix(line, "\n"); line != strings.Map(printable, line) {
			t.Errorf("%q", line)
		}
	}
	for line := range strings.Lines(r.Text()) {
		if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > 80 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}

func printable(r rune) rune {
	if r < ' ' || r == '\u202e' {
		return -1
	}
	return r
}

// What became of the password, and what is gone, in each of the ways in which a walk can end.
func TestWhatBecameOfThePassword(t *testing.T) {
	at := lan.Address{IP: "192.168.1.70"}
	for name, c := range map[string]struct {
		change  func(*facts.Facts)
		changed isapi.Tri
		erased  string
		way     flow.Outcome
	}{
		"nothing done":     {func(*facts.Facts) {}, isapi.No, "nothing", ""},
		"known, unchanged": {func(f *facts.Facts) { f.Proved = true; f.Answers.Method = "try-password" }, isapi.No, "nothing", "try-password"},
		"changed":          {func(f *facts.Facts) { f.NewSent, f.NewTaken = true, isapi.Yes; f.Answers.Method = "default-password" }, isapi.Yes, "password", "default-password"},
		"its first one":    {func(f *facts.Facts) { f.NewSent, f.NewTaken = true, isapi.Yes }, isapi.Yes, "nothing", "activate"},
		"sent, unproved":   {func(f *facts.Facts) { f.NewSent = true; f.Answers.Method = "support" }, isapi.Unknown, "unknown", "support"},
		"not taken":        {func(f *facts.Facts) { f.NewSent, f.NewTaken = true, isapi.No; f.Answers.Method = "support" }, isapi.No, "nothing", "support"},
		"reset":            {func(f *facts.Facts) { f.OldTarget, f.ResetSeen = at, true; f.Answers.Method = "support" }, isapi.Yes, "settings", "reset-button"},
		"reset begun":      {func(f *facts.Facts) { f.OldTarget = at; f.Answers.Method = "reset-button" }, isapi.Unknown, "unknown", "reset-button"},
		"reset in vain": {func(f *facts.Facts) {
			f.OldTarget, f.StillActive = at, facts.SurelyActive
			f.Answers.Method = "reset-button"
		},
			isapi.No, "nothing", "reset-button"},
		"said":            {func(f *facts.Facts) { f.Answers.SaidReset = true; f.Answers.Method = "web-reset" }, isapi.Unknown, "unknown", "web-reset"},
		"said and proved": {func(f *facts.Facts) { f.Answers.SaidReset, f.Proved = true, true; f.Answers.Method = "web-reset" }, isapi.Yes, "password", "web-reset"},
		"a recorder by its app": {func(f *facts.Facts) {
			f.Answers.SaidReset, f.Proved, f.Device.Kind = true, true, isapi.KindRecorder
			f.Answers.Method = "hik-connect"
		}, isapi.Yes, "unknown", "hik-connect"},
		"cut off": {func(f *facts.Facts) { f.Interrupted = "14 March" }, isapi.Unknown, "unknown", ""},
	} {
		f := facts.Facts{Camera: facts.Camera{Target: at}}
		c.change(&f)
		if r := summary.Of(&f, summary.Guide{}); r.PasswordChanged != c.changed || r.Erased != c.erased || r.Way.Key != c.way {
			t.Errorf("%s: changed %s, erased %s, way %q; want %s, %s, %q", name, r.PasswordChanged, r.Erased, r.Way.Key, c.changed, c.erased, c.way)
		}
	}
}

func TestReportFiles(t *testing.T) {
	f := state(t, "password accepted", func(*facts.Facts) {})
	r := summary.Of(f, summary.Guide{Result: "regained"})
	if got := r.FileName(f.Now); got != "camreset-report-4412C2183-2026-03-14-1509.txt" {
		t.Error(got)
	}
	r = summary.Of(&facts.Facts{Camera: facts.Camera{Device: isapi.Device{MAC: "44:19:b6:5c:00:10"}}}, summary.Guide{})
	if got := r.FileName(f.Now); got != "camreset-report-4419b65c0010-2026-03-14-1509.txt" {
		t.Error(got)
	}
	r = summary.Of(&facts.Facts{Camera: facts.Camera{Device: isapi.Device{Serial: "../../" + strings.Repeat("x", 90)}}}, summary.Guide{})
	if got := r.FileName(f.Now); strings.ContainsAny(got, "/\\") || len(got) > 60 {
		t.Error(got)
	}
	if got := (summary.Summary{}).FileName(f.Now); !strings.HasPrefix(got, "camreset-report-device-") {
		t.Error(got)
	}
	dir := t.TempDir()
	for name, fine := range map[string]bool{"a.txt": true, "a.json": true, "a.TXT": true, "a.pdf": false, "a": false, ".txt/x": false, "no/a.txt": false} {
		if err := summary.CanSave(filepath.Join(dir, name)); (err == nil) != fine {
			t.Errorf("%s: %v", name, err)
		}
	}
	if data, err := r.File("x.JSON"); err != nil || !json.Valid(data) {
		t.Errorf("%s, %v", data, err)
	}
	if data, err := r.File("x.txt"); err != nil || string(data) != r.Text() {
		t.Errorf("%s, %v", data, err)
	}
	if _, err := r.File("x"); err == nil {
		t.Error("a file without an ending is written")
	}
}
