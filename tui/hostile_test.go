package tui_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"
)

// The hostile set: whatever a device, a neighbour or a file can do to the built
// program. For each the right word, in time, in little memory, and nothing
// unclean on the screen or in a file.

// mostMemory is what the program may use at most, in bytes.
const mostMemory = 40 << 20

// foul are texts that a device may put wherever there is a text.
var foul = []struct{ name, text string }{
	{"escape codes", "\x1b]0;owned\x07\x1b[2J\x1b[31m\x1bP1$r\x1b\\\x08\x7f"},
	{"C1 codes", "\u009b31m\u009d0;owned\u009c\u0085\u0090x"},
	{"bare C1 bytes", "\x9b31m\x9d0;owned\x9c"},
	{"bidirectional marks", "\u202egpj.exe\u202c\u2066a\u2069\u200f\u061c"},
	{"hidden characters", "a\u200bb\u200d\u2060\ufeff\u00ad\u115f\u3164\u034f\ufe0f\U000e0041"},
	{"towers of marks", "a" + strings.Repeat("\u0301\u0489", 500)},
	{"10,000 characters", strings.Repeat("Name-", 2000)},
	{"no text at all", strings.Repeat("\xff\xfe\ufffd", 400)},
	{"line breaks", "a\r\n? owner Whose?\rb\u2028c\u2029d\ve"},
	{"formula", "=HYPERLINK(\"http://x\")\t@SUM(1)"},
}

// unclean finds the first character that must not reach a terminal or a file.
func unclean(text string) (what string, found bool) {
	marks := 0
	for i, r := range text {
		if marks++; !unicode.In(r, unicode.Mn, unicode.Me) {
			marks = 0
		}
		bad := r == utf8.RuneError || r != '\n' && unicode.IsControl(r) || marks > 2 ||
			unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
		if bad {
			return fmt.Sprintf("%U in %.80q", r, text[max(0, i-20):]), true
		}
	}
	return "", false
}

func mustBeClean(t *testing.T, where, text string) {
	t.Helper()
	if what, found := unclean(text); found {
		t.Errorf("%s: unclean: %s", where, what)
	}
}

// mustBeCleanJSON looks behind the escapes of JSON too.
func mustBeCleanJSON(t *testing.T, where string, file []byte) {
	t.Helper()
	mustBeClean(t, where, string(file))
	var document any
	if err := json.Unmarshal(file, &document); err != nil {
		t.Errorf("%s: %v in %.200q", where, err, file)
	}
	var all func(any)
	all = func(value any) {
		switch v := value.(type) {
		case string:
			mustBeClean(t, where, v)
		case []any:
			for _, inner := range v {
				all(inner)
			}
		case map[string]any:
			for name, inner := range v {
				mustBeClean(t, where, name)
				all(inner)
			}
		}
	}
	all(document)
}

// mustBeCleanFolder looks at every file in a folder. What was set aside as
// damaged is what was found there, and nobody's output.
func mustBeCleanFolder(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || strings.Contains(path, ".json.damaged") {
			return err
		}
		data, err := os.ReadFile(path)
		switch {
		case err != nil || len(data) == 0:
		case strings.HasSuffix(path, ".json"):
			mustBeCleanJSON(t, path, data)
		case !strings.HasSuffix(path, ".png"):
			mustBeClean(t, path, string(data))
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// measured is a run of the program with its greatest use of memory, in bytes; 0
// where the system does not tell.
type measured struct {
	out, errs string
	code      int
	memory    int
	took      time.Duration
}

// measure runs the program to its end.
func measure(t testing.TB, cmd *exec.Cmd, input string) measured {
	t.Helper()
	var o, e bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(input), &o, &e
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended, memory := make(chan struct{}), make(chan int)
	go func() { memory <- highWater(cmd.Process.Pid, ended) }()
	_ = cmd.Wait()
	took := time.Since(begun)
	close(ended)
	return measured{o.String(), e.String(), cmd.ProcessState.ExitCode(), <-memory, took}
}

// highWater follows the peak of a process on Linux. The kernel's own sum at the
// end would count what the process was forked from.
func highWater(pid int, ended <-chan struct{}) (most int) {
	for {
		status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		exe, _ := os.Readlink(fmt.Sprintf("/proc/%d/exe", pid))
		var kilobytes int
		if _, peak, found := bytes.Cut(status, []byte("VmHWM:")); found && strings.HasSuffix(exe, "/camreset") {
			_, _ = fmt.Sscan(string(peak), &kilobytes)
			most = max(most, kilobytes<<10)
		}
		select {
		case <-ended:
			return most
		case <-time.After(2 * time.Millisecond):
		}
	}
}

// mustBeSmall checks the memory where the system tells it.
func (m measured) mustBeSmall(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "linux" && m.memory > mostMemory {
		t.Errorf("%d KiB of memory, at most %d", m.memory>>10, mostMemory>>10)
	}
}

func TestHostileMemoryIsMeasured(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the peak of a process is read from /proc, which only Linux has; memory is not checked here")
	}
	if m := measure(t, start(t, "check", hostile(t, says(""))), ""); m.memory < 4<<20 {
		t.Errorf("%d bytes", m.memory)
	}
}

// attack is one line of the table.
type attack struct {
	name  string
	voice voice
	// verdict are the words that are right.
	verdict []string
	// slow marks attacks that only the time limit ends.
	slow bool
}

// hostileLimit is the time limit of a slow check; slack is for a busy computer.
const (
	hostileLimit = time.Second
	slack        = 14 * time.Second // less than a hostile device goes on
)

func TestHostileDevices(t *testing.T) {
	t.Parallel()
	for _, a := range hostileDevices() {
		t.Run(a.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			at := hostile(t, a.voice)
			if strings.HasPrefix(a.name, "TLS") {
				at = "https://" + at
			}
			args := []string{"check", "--json", at}
			if a.slow {
				args = append(args, "--timeout", hostileLimit.String())
			}
			m := measure(t, inFolder(start(t, args...), dir), "")
			var r report
			if err := json.Unmarshal([]byte(m.out), &r); err != nil {
				t.Fatalf("%v: %.300q %.300q", err, m.out, m.errs)
			}
			t.Logf("%s: %s, %v, %d KiB", a.name, r.Verdict, m.took.Round(time.Millisecond), m.memory>>10)
			if !slices.Contains(a.verdict, r.Verdict) {
				t.Errorf("%s, want %v\n%s", r.Verdict, a.verdict, m.out)
			}
			if most := hostileLimit + slack; m.took > most {
				t.Errorf("took %v, at most %v", m.took, most)
			}
			for name, told := range map[string]*int{"tries left": r.Login.Left, "seconds": r.Login.Unlock} {
				if told != nil && (*told < 0 || *told > 24*60*60) {
					t.Errorf("%s: %d is believed", name, *told)
				}
			}
			m.mustBeSmall(t)
			mustBeCleanJSON(t, "check --json", []byte(m.out))
			mustBeClean(t, "errors", m.errs)
			mustBeCleanFolder(t, dir)
			if len(m.out) > 20_000 {
				t.Errorf("%d bytes printed", len(m.out))
			}
		})
	}
}

// Whoever reads lines: a check, and two walks in which every text of the camera
// is foul, before and after a login.
func TestHostileTextsOnPlainLines(t *testing.T) {
	t.Parallel()
	for _, f := range foul {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			at, dir := hostile(t, everywhere(f.text)), t.TempDir()
			begin := "mine\n"
			for _, run := range []struct {
				args  []string
				input string
				code  int
				want  string
			}{
				{[]string{"check", at}, "", 0, "verdict: active"},
				{[]string{"--plain", at}, begin + "5\nunknown\nanywhere\nfinish\nfinish\n", 7, "result: case-ready"},
				{[]string{"cases"}, "", 0, at},
				{[]string{"--plain", at}, begin + "6\n\nGarden-22-Gate\nfinish\n", 0, "result: already-in"},
			} {
				m := measure(t, inFolder(start(t, run.args...), dir), run.input)
				if m.code != run.code || !strings.Contains(m.out, run.want) {
					t.Errorf("%v: exit %d, want %d with %q\n%s\n%s", run.args, m.code, run.code, run.want, m.out, m.errs)
				}
				m.mustBeSmall(t)
				mustBeClean(t, strings.Join(run.args, " "), m.out+m.errs)
				mustBeCleanFolder(t, dir)
				if strings.Contains(m.out, "\n? owner Whose?") {
					t.Error("a text of the camera stands on a line of its own, as a question of ours")
				}
			}
		})
	}
}
