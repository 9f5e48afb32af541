package steps

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simtest"
	"camreset/steps/lan"
	"camreset/steps/notes"
	"camreset/steps/report"
)

// plainEnv looks at real loopback addresses and keeps its notes in a folder of
// the test.
func plainEnv(t *testing.T) Env {
	t.Helper()
	env := System()
	folder := notes.Folder(filepath.Join(t.TempDir(), "state"))
	env.Read, env.Update = folder.Read, folder.Update
	t.Cleanup(env.Close)
	return env
}

// inspect looks at one address as `check` does.
func inspect(t *testing.T, at string) report.Report {
	t.Helper()
	given, bad := lan.ParseAddress(at)
	if !bad.IsZero() {
		t.Fatal(bad)
	}
	return inspected(t, plainEnv(t), given)
}

// simulated are cameras of every generation and state, with the verdict and
// exit code of a check.
var simulated = []struct {
	name    string
	s       simcam.Scenario
	verdict []string
	code    int
}{
	{"legacy", simcam.Scenario{Generation: simcam.Legacy}, []string{"legacy"}, 0},
	{"legacy, Basic only", simcam.Scenario{Generation: simcam.Legacy, Auth: simcam.AuthBasic}, []string{"legacy"}, 0},
	{"activation", simcam.Scenario{Generation: simcam.Activation}, []string{"active"}, 0},
	{"activation, inactive", simcam.Scenario{Generation: simcam.Activation, Inactive: true}, []string{"inactive"}, 0},
	{"session", simcam.Scenario{}, []string{"active"}, 0},
	{"session, inactive", simcam.Scenario{Inactive: true}, []string{"inactive"}, 0},
	{"session, locked", simcam.Scenario{Locked: true}, []string{"locked"}, 5},
	{"session, locked, told otherwise", simcam.Scenario{Locked: true, LockForm: simcam.LockResponse}, []string{"locked"}, 5},
	{"session, locked, invalid operation", simcam.Scenario{Locked: true, LockForm: simcam.LockInvalid}, []string{"locked"}, 5},
	{"session, locked, address refused", simcam.Scenario{Locked: true, LockForm: simcam.LockAddress}, []string{"locked"}, 5},
	{"session, locked, JSON", simcam.Scenario{Locked: true, LockForm: simcam.LockJSON}, []string{"locked"}, 5},
	{"session, everything forbidden", simcam.Scenario{Locked: true, LockForm: simcam.LockForbidden}, []string{"unknown"}, 6},
	{"session, SHA-256", simcam.Scenario{Auth: simcam.AuthSHA256}, []string{"active"}, 0},
	{"session, both in one line", simcam.Scenario{Auth: simcam.AuthBothOneLine}, []string{"active"}, 0},
	{"session, digest and Basic in one line", simcam.Scenario{Auth: simcam.AuthOneLine}, []string{"active"}, 0},
	{"portal", simcam.Scenario{Generation: simcam.Portal}, []string{"active"}, 0},
	{"portal, inactive", simcam.Scenario{Generation: simcam.Portal, Inactive: true}, []string{"inactive"}, 0},
	{"recorder", simcam.Scenario{Generation: simcam.RecorderGen}, []string{"active"}, 0},
	{"another brand's names", simcam.Scenario{XML: simcam.XMLForm{Namespace: simcam.StdCGINamespace}}, []string{"active"}, 0},
	{"no prologue, blank lines, CRLF", simcam.Scenario{XML: simcam.XMLForm{NoProlog: true, BlankLines: true, CRLF: true}}, []string{"active"}, 0},
	{"misspelled false", simcam.Scenario{Inactive: true, XML: simcam.XMLForm{Misspelled: true}}, []string{"inactive"}, 0},
}

func TestCheckOfSimulatedCameras(t *testing.T) {
	for _, c := range simulated {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			camera, at := simtest.Listening(t, c.s)
			begun := time.Now()
			r := inspect(t, at)
			if !slices.Contains(c.verdict, r.Verdict) || r.ExitCode() != c.code {
				t.Errorf("%s, exit %d; want %v, exit %d; seen %v", r.Verdict, r.ExitCode(), c.verdict, c.code, r.Evidence)
			}
			if took := time.Since(begun); took > 3*time.Second {
				t.Errorf("took %v", took)
			}
			if got := camera.Counters(); got.Logins != 0 || got.Writes != 0 || got.MaxConnections > 4 {
				t.Errorf("spent %d logins, %d writes on %d connections", got.Logins, got.Writes, got.MaxConnections)
			}
		})
	}
}

func TestCheckOfOtherDevices(t *testing.T) {
	t.Parallel()
	for _, kind := range simtest.Decoys() {
		t.Run(kind.Name, func(t *testing.T) {
			t.Parallel()
			decoy, err := simtest.NewDecoy(kind.Name)
			if err != nil {
				t.Fatal(err)
			}
			defer decoy.Close()
			begun := time.Now()
			r := inspect(t, decoy.Addr())
			if r.Verdict == "active" || r.Verdict == "inactive" || r.Verdict == "locked" || r.Verdict == "legacy" || len(r.Evidence) == 0 {
				t.Errorf("%s; seen %v", r.Verdict, r.Evidence)
			}
			if took := time.Since(begun); took > 3*time.Second && kind.Name != "silent" {
				t.Errorf("took %v", took)
			}
		})
	}
}
