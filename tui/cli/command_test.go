package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simtest"
	"camreset/steps"
	"camreset/tui/help"
)

// The commands as they are called, without a process of their own: those of the program
// itself are tested from outside, in package tui.

const known = "Garden-22-Gate"

// called is what a command printed, said, and ended with. Nobody sits before it.
func called(t *testing.T, args ...string) (out, errs string, code int) {
	t.Helper()
	var printed, said strings.Builder
	root := Command(nil)
	root.SetArgs(args)
	root.SetOut(&printed)
	code = Code(t.Context(), root.ExecuteContext(t.Context()), &said)
	return printed.String(), said.String(), code
}

// fileOf is a file that holds a line, for its owner alone.
func fileOf(t *testing.T, line string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "line")
	if err := os.WriteFile(name, []byte(line+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestCommandsThatOnlyTell(t *testing.T) {
	t.Setenv("CAMRESET_STATE", t.TempDir())
	for line, want := range map[string]struct {
		code int
		says string
	}{
		"tree":                          {0, "reset-button"},
		"tree --format mermaid":         {0, "flowchart TD"},
		"tree --format x":               {WrongUsage, "text"},
		"cases":                         {0, "No walk"},
		"cases --json":                  {0, `{"schema":1,"cases":[]}`},
		"cases --json forget abcd":      {WrongUsage, "takes no word"},
		"cases forget":                  {WrongUsage, "forget ID"},
		"cases forget abcd":             {WrongUsage, "no such walk"},
		"cases resume abcd":             {WrongUsage, "--plain"},
		"cases --json --plain resume a": {WrongUsage, "takes no word"},
		"cases --keys":                  {WrongUsage, "--keys goes with"},
		"help nonsense":                 {WrongUsage, "topics are"},
		"help check":                    {0, "camreset check TARGET"},
		"schema":                        {WrongUsage, "check"},
		"check":                         {WrongUsage, "give one device"},
		"check 127.0.0.1 --timeout 0":   {WrongUsage, "--timeout"},
		"check 192.168.1.999":           {WrongUsage, "192.168.1.999"},
		"secure 127.0.0.1":              {WrongUsage, "--password-file"},
		"secure":                        {WrongUsage, "give one device"},
		"secure 127.0.0.1 --user=":      {WrongUsage, "--user"},
		"simulate nonsense":             {WrongUsage, "forgotten"},
		"completion":                    {WrongUsage, "bash"},
		"--owner nobody --plain --demo": {WrongUsage, "mine or for-owner"},
		"--method nonsense --plain":     {WrongUsage, "reset-button"},
		"--report done.doc --plain":     {WrongUsage, ".txt or .json"},
		"--demo=nonsense":               {WrongUsage, "forgotten"},
		"--set-address=":                {WrongUsage, "empty"},
		"--plain --demo --set-address 10.0.0.256/24": {WrongUsage, "10.0.0.256"},
		"": {WrongUsage, "--plain"},
	} {
		out, errs, code := called(t, strings.Fields(line)...)
		if code != want.code || !strings.Contains(out+errs, want.says) || (code == 0) != (errs == "") {
			t.Errorf("camreset %s: exit %d, printed %q, said %q; want %d and %q", line, code, out, errs, want.code, want.says)
		}
	}
	for _, name := range []string{"check", "discover", "secure", "cases", "report"} {
		if out, _, code := called(t, "schema", name); code != 0 || !json.Valid([]byte(out)) {
			t.Errorf("schema %s: exit %d, %s", name, code, out)
		}
	}
	for _, topic := range help.Topics() {
		if out, _, code := called(t, "help", topic); code != 0 || len(out) < 200 {
			t.Errorf("help %s: exit %d, %s", topic, code, out)
		}
	}
}

func TestCheckAndSecureByCommand(t *testing.T) {
	t.Setenv("CAMRESET_STATE", t.TempDir())
	camera, at := simtest.Listening(t, simcam.Scenario{Password: known})
	if out, errs, code := called(t, "check", at, "--json"); code != 0 || errs != "" || !strings.Contains(out, `"verdict":"active"`) {
		t.Errorf("check: exit %d, %s%s", code, out, errs)
	}
	right := fileOf(t, known)
	out, errs, code := called(t, "secure", at, "--json", "--password-file", right)
	if code != toFix || errs != "" || !json.Valid([]byte(out)) || !strings.Contains(out, `"findings":[{"id":"`) {
		t.Errorf("secure --json: exit %d, %s%s", code, out, errs)
	}
	if out, errs, code = called(t, "secure", at, "--password-file", right); code != toFix || errs != "" || !strings.Contains(out, "warn") {
		t.Errorf("secure: exit %d, %s%s", code, out, errs)
	}
	if _, errs, code = called(t, "secure", at, "--json", "--password-file", fileOf(t, "Wrong-11-Word")); code != notAccepted || errs == "" {
		t.Errorf("secure with a wrong password: exit %d, %s", code, errs)
	}
	if n := camera.Counters(); n.Wrong != 1 || n.Writes != 0 {
		t.Errorf("%d wrong logins, %d writes", n.Wrong, n.Writes)
	}
	for name, c := range map[string]struct {
		scenario simcam.Scenario
		code     int
	}{
		"no password yet": {simcam.Scenario{Generation: simcam.Activation, Inactive: true}, toFix},
		"locked":          {simcam.Scenario{Password: known, Locked: true}, 5},
	} {
		camera, at := simtest.Listening(t, c.scenario)
		if out, errs, code := called(t, "secure", at, "--json", "--password-file", right); code != c.code || out != "" || errs == "" {
			t.Errorf("secure, %s: exit %d, %s%s", name, code, out, errs)
		}
		if n := camera.Counters(); n.Logins != 0 {
			t.Errorf("%s: %d logins", name, n.Logins)
		}
	}
	if err := os.Chmod(right, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{right, filepath.Dir(right), right + "x", fileOf(t, ""), fileOf(t, "x\x1b")} {
		if _, errs, code := called(t, "secure", at, "--json", "--password-file", file); code != WrongUsage || strings.Count(errs, "\n") != 1 {
			t.Errorf("%s: exit %d, %s", file, code, errs)
		}
	}
}

// The wizard in plain lines, with its answers in a file in the place of the keyboard.
func TestTheWizardByCommand(t *testing.T) {
	t.Setenv("CAMRESET_STATE", t.TempDir())
	in, out := os.Stdin, os.Stdout
	defer func() { os.Stdin, os.Stdout = in, out }()
	for _, c := range []struct {
		args, answers []string
		code          int
		result        steps.Final
	}{
		{[]string{"--plain", "--demo=inactive", "--owner", "mine", "--new-password-file", fileOf(t, known)}, nil, 0, steps.Regained},
		{[]string{"--plain", "--demo"}, []string{"neither"}, 8, steps.GaveUp},
		{[]string{"--plain", "--demo"}, []string{"nonsense"}, WrongUsage, ""},
	} {
		from, err := os.Open(fileOf(t, strings.Join(c.answers, "\n")))
		if err != nil {
			t.Fatal(err)
		}
		to, err := os.Create(filepath.Join(t.TempDir(), "out"))
		if err != nil {
			t.Fatal(err)
		}
		os.Stdin, os.Stdout = from, to
		file := filepath.Join(t.TempDir(), "done.json")
		_, errs, code := called(t, append(c.args, "--report", file)...)
		_, _ = from.Close(), to.Close()
		printed, err := os.ReadFile(to.Name())
		if err != nil {
			t.Fatal(err)
		}
		if asked := strings.Contains(string(printed), "\n? "); code != c.code || asked != (len(c.answers) > 0) || strings.Contains(string(printed), known) {
			t.Errorf("%v: exit %d, said %q, printed %q", c.args, code, errs, printed)
		}
		if told, err := os.ReadFile(file); c.result != "" && (err != nil || !strings.Contains(string(told), `"result": "`+string(c.result)+`"`) || strings.Contains(string(told), known)) {
			t.Errorf("%v: the report is %s, %v", c.args, told, err)
		}
	}
}
