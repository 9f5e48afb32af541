package tui_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"camreset/isapi/simcam"
)

const rightWord = "Lantern-57-Oak" // of the camera of the scenario forgotten

// file writes a file with this mode.
func file(t *testing.T, text string, mode os.FileMode) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "word")
	if err := os.WriteFile(name, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestProgramSecure(t *testing.T) {
	t.Parallel()
	safe := func(s *simcam.Scenario) {
		s.Safety, s.TLS, s.Model = simcam.Safety{}, true, "DS-2CD2143G2-I"
	}
	for _, c := range []struct {
		name   string
		change func(*simcam.Scenario)
		word   string
		args   []string
		code   int
		says   string
		wrong  int
	}{
		{"something to fix", nil, rightWord, nil, 10, "UPnP is on.", 0},
		{"not offered", func(s *simcam.Scenario) { s.Missing = []string{"/ISAPI/System/Network/UPnP"} }, rightWord, nil, 10, "UPnP: Not offered by this device.", 0},
		{"no right to see it", func(s *simcam.Scenario) { s.NoRights = []string{"/ISAPI/System/Network/UPnP"} }, rightWord, nil, 10, "UPnP: This account has no right to see it.", 0},
		{"no login lock", func(s *simcam.Scenario) { safe(s); s.Safety.NoLoginLock = true }, rightWord, nil, 10, "fail  Login lock", 0},
		{"wrong password", nil, "Another-11-Word", nil, 9, "the password is wrong.", 1},
		{"no such account", nil, rightWord, []string{"--user", "nobody"}, 9, "the password is wrong.", 1},
		{"locked", func(s *simcam.Scenario) { s.Locked = true }, rightWord, nil, 5, "logins are locked", 0},
		{"no password yet", func(s *simcam.Scenario) { s.Inactive, s.Password = true, "" }, rightWord, nil, 10, "it has no password yet", 0},
		{"nothing there", func(s *simcam.Scenario) { s.Unplugged = true }, rightWord, nil, 3, "nothing answers there", 0},
		{"only unprotected", func(s *simcam.Scenario) { s.Generation, s.Auth = simcam.Legacy, simcam.AuthBasic }, rightWord, nil, 9, "only unprotected", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			sim, at := camera(t, "forgotten", c.change)
			args := append([]string{"secure", at, "--password-file", file(t, c.word+"\n", 0o600)}, c.args...)
			out, errs, code := outcome(t, start(t, args...), "")
			if code != c.code || !strings.Contains(out+errs, c.says) {
				t.Errorf("exit %d, want %d with %q\n%s\n%s", code, c.code, c.says, out, errs)
			}
			if got := sim.Counters(); got.Wrong != c.wrong || got.Writes != 0 || len(got.WritesTo) != 0 {
				t.Errorf("%d wrong logins, want %d; writes %v", got.Wrong, c.wrong, got.WritesTo)
			}
		})
	}
}

// The JSON tells the same, changes nothing, and asks for nothing.
func TestProgramSecureJSON(t *testing.T) {
	t.Parallel()
	sim, at := camera(t, "forgotten", nil)
	out, errs, code := outcome(t, start(t, "secure", at, "--json", "--password-file", "-"), rightWord+"\nyes\nyes\n")
	var told struct {
		Schema   int
		Findings []struct{ ID, Title, Status, Detail, Fix string }
	}
	if err := json.Unmarshal([]byte(out), &told); err != nil || code != 10 || told.Schema != 1 {
		t.Fatalf("exit %d, %v\n%s\n%s", code, err, out, errs)
	}
	rank, last := map[string]int{"fail": 0, "warn": 1, "ok": 2, "skip": 3}, 0
	for _, f := range told.Findings {
		if rank[f.Status] < last {
			t.Errorf("%s comes after what is less bad", f.ID)
		}
		last = rank[f.Status]
		if open := f.Status == "warn" || f.Status == "fail"; open != (f.Fix != "") || f.Detail == "" || f.Title == "" {
			t.Errorf("%+v", f)
		}
	}
	if len(told.Findings) < 16 || sim.Counters().Writes != 0 {
		t.Errorf("%d findings, %d writes", len(told.Findings), sim.Counters().Writes)
	}
}

func TestProgramSecureWrongUsage(t *testing.T) {
	for says, args := range map[string][]string{
		"give one device":           {"secure"},
		"asks for the password on":  {"secure", "127.0.0.1:9"},
		"cannot be read":            {"secure", "127.0.0.1:9", "--password-file", "/nothing/of/the/kind"},
		"others may read":           {"secure", "127.0.0.1:9", "--password-file", file(t, "x\n", 0o644)},
		"no password in the first":  {"secure", "127.0.0.1:9", "--password-file", file(t, "\nx\n", 0o600)},
		"--user is an account's":    {"secure", "127.0.0.1:9", "--user", ""},
		"that cannot be seen":       {"secure", "127.0.0.1:9", "--password-file", file(t, "Lantern\a57\n", 0o600)},
		"unknown flag: --passwords": {"secure", "127.0.0.1:9", "--passwords", "x"},
	} {
		out, errs, code := outcome(t, start(t, args...), "")
		if code != 2 || !strings.Contains(errs, says) || strings.Count(errs, "\n") != 1 || out != "" {
			t.Errorf("%q: exit %d\n%s\n%s", args, code, out, errs)
		}
	}
}
