package tui_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"camreset/isapi/simcam"
	"camreset/steps/steptest"
)

const filed = "Meadow-17-Fence"

// passwordFile is a file with the new password that nobody else may read.
func passwordFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pw.txt")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// With everything given by flags a camera without a password needs no question, and its
// password stands nowhere: not on the output, not in a report, not among the notes.
func TestProgramWithoutQuestions(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ file, input string }{
		"from a file":                   {passwordFile(t, filed+"\n"), ""},
		"from the first line of a pipe": {"-", filed + "\nfinish\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sim, at := camera(t, "inactive", nil)
			notes, done := t.TempDir(), filepath.Join(t.TempDir(), "done.txt")
			out, errs, code := outcome(t, inFolder(start(t, "--plain", "--owner", "mine", "--new-password-file", c.file, "--report", done, at), notes), c.input)
			if code != 0 || !strings.HasSuffix(out, "result: regained\n") || strings.Contains(out, "\n? ") || errs != "" {
				t.Errorf("exit %d, %q\n%s", code, errs, out)
			}
			if got := sim.Counters(); sim.State().Password != filed || got.Activations != 1 || got.Writes != 1 || steptest.Tries(got) != 2 {
				t.Errorf("%d activations, %d writes, %d tries, the password is %q", got.Activations, got.Writes, steptest.Tries(got), sim.State().Password)
			}
			told, err := os.ReadFile(done)
			if err != nil || strings.Contains(out+errs+string(told), filed) {
				t.Errorf("the password is told, or there is no report (%v)", err)
			}
			if err := filepath.WalkDir(notes, func(path string, d os.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				text, err := os.ReadFile(path)
				if strings.Contains(string(text), filed) {
					t.Errorf("the password is in %s", path)
				}
				return err
			}); err != nil {
				t.Error(err)
			}
		})
	}
}

// An address that cannot be given is no reason to say that all was done.
func TestProgramWithAnAddressThatCannotBeGiven(t *testing.T) {
	sim, at := camera(t, "inactive", nil)
	out, errs, code := outcome(t, start(t, "--plain", "--owner", "mine", "--new-password-file", passwordFile(t, filed), "--set-address", "192.168.77.70/24", at), "")
	if code != 2 || !strings.Contains(errs, "the input ended at step done") || !strings.Contains(out, "another address than the one that was wanted, 192.168.77.70") || sim.State().Password != filed {
		t.Errorf("exit %d, %q\n%s", code, errs, out)
	}
}

// The answers that follow the password in a pipe are those of the questions that are left.
func TestProgramMethodAndPipedPassword(t *testing.T) {
	t.Parallel()
	_, at := camera(t, "forgotten", func(s *simcam.Scenario) { s.Password = "Lantern-57-Oak" })
	out, errs, code := outcome(t, start(t, "--plain", "--owner", "for-owner", "--method", "try-password", "--new-password-file", "-", at), filed+"\n\nLantern-57-Oak\nfinish\n")
	if code != 0 || !strings.HasSuffix(out, "result: already-in\n") || strings.Contains(out, "? owner") || strings.Contains(out, "? menu") || !strings.Contains(out, "? try-password user") {
		t.Errorf("exit %d, %q\n%s", code, errs, out)
	}
}

func TestProgramWrongFlags(t *testing.T) {
	good, weak := passwordFile(t, filed), passwordFile(t, "12345\n")
	cases := []struct{ args, says string }{
		{"--owner me --plain 192.168.77.64", "mine or for-owner"},
		{"--owner= --plain", "--owner is empty"},
		{"--method hack --plain 192.168.77.64", `no method "hack"; there are: default-password`},
		{"--new-password-file /nowhere/pw --plain 192.168.77.64", "cannot be read"},
		{"--new-password-file " + weak + " --plain 192.168.77.64", "not good enough. It would be refused"},
		{"--new-password-file - --plain 192.168.77.64", "no password in the first line"},
		{"--new-password-file " + good + " --set-address 192.168.77.64 --plain --demo", "Type it as 192.168.1.64/24"},
		{"--set-address 8.8.8.8/24 --plain --demo", "not a private address"},
		{"cases resume", "cases resume ID"},
		{"cases resume zzzz --plain", "the saved walk zzzz is not there"},
		{"cases resume zzzz", "terminal"},
		{"cases resume zzzz --plain --report done.doc", ".txt or .json"},
		{"cases --report done.txt", "--report goes with cases resume ID"},
	}
	if open := passwordFile(t, filed); runtime.GOOS != "windows" {
		if err := os.Chmod(open, 0o644); err != nil { //nolint:gosec // that is the test
			t.Fatal(err)
		}
		cases = append(cases, struct{ args, says string }{"--new-password-file " + open + " --plain 192.168.77.64", "others may read"})
	}
	for _, c := range cases {
		out, errs, code := outcome(t, start(t, strings.Fields(c.args)...), "")
		if code != 2 || !strings.Contains(strings.ToLower(errs), strings.ToLower(c.says)) || strings.Count(errs, "\n") != 1 || out != "" || strings.Contains(errs, filed) {
			t.Errorf("camreset %s: exit %d, said %q and printed %q; want exit 2 and one line with %q", c.args, code, errs, out, c.says)
		}
	}
}

// cases resume begins where the walk was saved, without the list and without its owner.
func TestProgramCasesResume(t *testing.T) {
	t.Parallel()
	sim, at := camera(t, "forgotten", nil)
	dir := t.TempDir()
	if _, _, code := outcome(t, inFolder(start(t, "--plain", at), dir), "mine\n6\n:quit\n"); code != 8 {
		t.Fatalf("exit %d", code)
	}
	_, id := savedCase(t, dir)
	done := filepath.Join(dir, "done.json")
	out, errs, code := outcome(t, inFolder(start(t, "cases", "resume", id, "--plain", "--report", done), dir), "\nLantern-57-Oak\nfinish\n")
	var report struct{ Result string }
	if data, err := os.ReadFile(done); err != nil || json.Unmarshal(data, &report) != nil || report.Result != "already-in" {
		t.Errorf("the report: %v, %s", err, data)
	}
	if code != 0 || !strings.HasSuffix(out, "result: already-in\n") || strings.Contains(out, "? owner") || strings.Contains(out, "? find") || steptest.Tries(sim.Counters()) != 2 {
		t.Errorf("exit %d, %q, %d tries\n%s", code, errs, steptest.Tries(sim.Counters()), out)
	}
	if out, _, _ := outcome(t, inFolder(start(t, "cases"), dir), ""); !strings.Contains(out, "No walks are saved") {
		t.Errorf("it is still saved: %s", out)
	}
}
