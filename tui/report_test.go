package tui_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// fitsPrinted holds JSON against the schema that the program prints.
func fitsPrinted(t *testing.T, name, text string) {
	t.Helper()
	printed, errs, code := outcome(t, start(t, "schema", name), "")
	if code != 0 || errs != "" {
		t.Fatalf("schema %s: exit %d, said %q", name, code, errs)
	}
	read, err := jsonschema.UnmarshalJSON(strings.NewReader(printed))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(name+".json", read); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err == nil {
		err = s.Validate(value)
	}
	if err != nil {
		t.Errorf("the schema of %s: %v in %s", name, err, text)
	}
}

// reportAt is a report's file, which nobody else can read.
func reportAt(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%s: %v, %v", path, info, err)
	}
	return string(text)
}

// Each way in leaves a report, whatever its end was, and no password is in it.
func TestProgramReportOfEveryWay(t *testing.T) {
	t.Parallel()
	for _, w := range demoWalks {
		t.Run(w.method, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "what was done.json")
			out, errs, code := outcome(t, start(t, "--demo="+w.scenario, "--plain", "--report", path), strings.Join(w.keys, "\n")+"\n")
			if !strings.HasSuffix(out, "\nThe report is in "+path+"\nresult: "+w.result+"\n") || code != w.code || errs != "" {
				t.Errorf("exit %d, want %d; said %q\n%s", code, w.code, errs, out)
			}
			text := reportAt(t, path)
			fitsPrinted(t, "report", text)
			var told struct {
				Result, Erased string
				Way            struct{ Key string }
			}
			if err := json.Unmarshal([]byte(text), &told); err != nil {
				t.Fatal(err)
			}
			key, _, _ := strings.Cut(strings.Fields(w.method)[1], ",")
			reset := key == "reset-button"
			if told.Result != w.result || told.Way.Key != key || (told.Erased == "settings") != reset {
				t.Errorf("%+v, want %s by %s", told, w.result, key)
			}
			if found := regexp.MustCompile(`[A-Z][a-z]+-\d\d-[A-Z]\w+`).FindString(text); found != "" { // as all passwords of the demo are
				t.Errorf("it holds %q", found)
			}
		})
	}
}

// A run that is given up has a report as well, as a text too, and an earlier one is replaced.
func TestProgramReportOfARunThatIsGivenUp(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.txt")
	for range 2 {
		if _, errs, code := outcome(t, start(t, "--demo", "--plain", "--report="+path), "mine\n:quit\n"); code != 8 || errs != "" {
			t.Errorf("exit %d, said %q", code, errs)
		}
		if text := reportAt(t, path); !strings.HasPrefix(text, "Report of what was done\n") || !strings.Contains(text, "Not back in yet.") || !strings.Contains(text, "not changed") {
			t.Errorf("%s", text)
		}
	}
	if _, errs, code := outcome(t, start(t, "--demo", "--plain", "--report="+path), "mine\nnonsense\n"); code != 2 || strings.Count(errs, "\n") != 1 {
		t.Errorf("a wrong answer: exit %d, said %q", code, errs)
	}
	reportAt(t, path)
}

// Where no report can be written that is said before anything begins.
func TestProgramReportWrongUsage(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for path, says := range map[string]string{
		filepath.Join(dir, "x.pdf"):       ".txt or .json",
		"":                                ".txt or .json",
		filepath.Join(dir, "no", "x.txt"): "there is no folder",
		filepath.Join(file, "x.txt"):      "is no folder",
	} {
		out, errs, code := outcome(t, start(t, "--demo", "--plain", "--report="+path), "mine\n:quit\n")
		if code != 2 || out != "" || !strings.Contains(errs, says) || strings.Count(errs, "\n") != 1 {
			t.Errorf("--report=%s: exit %d, said %q and printed %q", path, code, errs, out)
		}
	}
	if all, err := os.ReadDir(dir); err != nil || len(all) != 1 {
		t.Errorf("%v, %v", all, err)
	}
}

// After Ctrl+C there is one where something was changed, and none where nothing was.
func TestProgramReportAfterCtrlC(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no signal is sent there")
	}
	t.Parallel()
	path := filepath.Join(t.TempDir(), "report.json")
	k := talkTo(t, "--demo=forgotten", "--plain", "--report", path)
	k.answer("owner", "mine")
	k.asked("menu")
	_ = k.cmd.Process.Signal(os.Interrupt)
	_ = k.cmd.Wait()
	if _, err := os.Stat(path); err == nil || k.cmd.ProcessState.ExitCode() != 130 {
		t.Errorf("nothing was changed: exit %d, %v", k.cmd.ProcessState.ExitCode(), err)
	}
	k = talkTo(t, "--demo=inactive", "--plain", "--report", path)
	for _, a := range [][2]string{{"owner", "mine"}, {"new-password", "own"}, {"own-password", "Garden-22-Gate"}, {"own-password", "Garden-22-Gate"}} {
		k.answer(a[0], a[1])
	}
	k.asked("done")
	_ = k.cmd.Process.Signal(os.Interrupt)
	_ = k.cmd.Wait()
	text := reportAt(t, path)
	fitsPrinted(t, "report", text)
	if !strings.Contains(text, `"password_changed": true`) || !strings.Contains(text, `"key": "activate"`) || strings.Contains(text, "Garden") || k.cmd.ProcessState.ExitCode() != 130 {
		t.Errorf("exit %d, %s", k.cmd.ProcessState.ExitCode(), text)
	}
}

// The last screen saves one into the folder where they work. The walk is not among the
// saved ones any more: the report is what stays.
func TestProgramSavesAReport(t *testing.T) {
	t.Parallel()
	_, at := camera(t, "inactive", nil)
	dir, notes := t.TempDir(), t.TempDir()
	cmd := inFolder(start(t, "--plain", at), notes)
	cmd.Dir = dir
	out, errs, code := outcome(t, cmd, strings.Join([]string{"mine", "own", "Garden-22-Gate", "Garden-22-Gate", "report", "finish"}, "\n")+"\n")
	found, err := filepath.Glob(filepath.Join(dir, "*"))
	if code != 0 || err != nil || len(found) != 1 || !regexp.MustCompile(`^camreset-report-\w+-\d{4}-\d\d-\d\d-\d{4}\.txt$`).MatchString(filepath.Base(found[0])) || !strings.Contains(out, found[0]) {
		t.Fatalf("exit %d, said %q, found %v\n%s", code, errs, found, out)
	}
	text := reportAt(t, found[0])
	for _, has := range []string{"It had no password, and got its first one", "Back in: the password was accepted.", "Left to do", "Address           " + at} {
		if !strings.Contains(text, has) {
			t.Errorf("it does not say %q:\n%s", has, text)
		}
	}
	if strings.Contains(text, "Garden") {
		t.Errorf("the password is in it:\n%s", text)
	}
	if out, _, _ := outcome(t, inFolder(start(t, "cases", "--json"), notes), ""); out != `{"schema":1,"cases":[]}`+"\n" {
		t.Errorf("cases are %s", out)
	}
}

// A report of a demonstration says so: it looks like that of a real device otherwise.
func TestProgramReportsADemonstrationAsOne(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"done.txt": "Practice          with a simulated device", "done.json": `"simulated": true`} {
		file := filepath.Join(t.TempDir(), name)
		out, errs, code := outcome(t, start(t, "--plain", "--demo=inactive", "--report", file), strings.Join([]string{"mine", "own", "Garden-22-Gate", "Garden-22-Gate", "finish"}, "\n")+"\n")
		if text := reportAt(t, file); code != 0 || !strings.Contains(text, want) {
			t.Errorf("exit %d, said %q, printed %q; the report:\n%s", code, errs, out, text)
		}
	}
}

// What the program prints of a device, and of a saved walk, fits the schema it prints.
func TestProgramPrintsWhatItsSchemasSay(t *testing.T) {
	t.Parallel()
	_, at := camera(t, "forgotten", nil)
	out, _, _ := outcome(t, start(t, "check", at, "--json"), "")
	fitsPrinted(t, "check", out)
	dir := t.TempDir()
	if _, _, code := outcome(t, inFolder(start(t, "--plain", at), dir), "mine\n:quit\n"); code != 8 {
		t.Errorf("exit %d", code)
	}
	out, errs, code := outcome(t, inFolder(start(t, "cases", "--json"), dir), "")
	fitsPrinted(t, "cases", out)
	if code != 0 || errs != "" || !strings.Contains(out, `"step":"menu"`) || !strings.Contains(out, `"address":"`+at+`"`) {
		t.Errorf("exit %d, said %q, %s", code, errs, out)
	}
	for args, says := range map[string]string{"schema": "schema needs one name", "schema nonsense": "there are: check,", "cases --json forget abcd": "takes no word"} {
		if out, errs, code := outcome(t, start(t, strings.Fields(args)...), ""); code != 2 || out != "" || !strings.Contains(errs, says) || strings.Count(errs, "\n") != 1 {
			t.Errorf("%s: exit %d, said %q and printed %q", args, code, errs, out)
		}
	}
	for args, want := range map[string]string{"schema ": "report", "schema ch": "check", "--report x": ":8", "--owner ": "for-owner", "--method res": "reset-button", "--demo=in": "inactive"} {
		out, _, _ := outcome(t, start(t, append([]string{"__complete"}, strings.Split(args, " ")...)...), "")
		if !strings.Contains(out, want) {
			t.Errorf("%s is completed by %q, want %q in it", args, out, want)
		}
	}
}

// A demonstration sends nobody to the address of its camera: a real one may be there.
func TestProgramDemoNamesNoPageOfARealDevice(t *testing.T) {
	out, errs, code := outcome(t, start(t, "--plain", "--demo"), "mine\nweb-reset\n:quit\n")
	if code != 8 || !strings.Contains(out, "its simulated page opens") || strings.Contains(out, "http://192.168.1.64/") {
		t.Errorf("exit %d, said %q, printed %s", code, errs, out)
	}
}
