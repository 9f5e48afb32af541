package tui_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// The built program is watched from outside: what it prints, every file below
// the folders that it knows, and the process list hold a password that was typed
// or made 0 times, but where the user asked to see it.

const (
	plantedTry = "Planted-77-Try"
	plantedNew = "Planted-88-New"
	// plantedWeak is refused before it is sent.
	plantedWeak = "plantedweak"
	// plantedName is typed where the user name belongs: it is shown, and in no file.
	plantedName = "Planted-99-Name"
)

// tellingForms are a password as it is and as it may look after an encoder.
func tellingForms(word string) []string {
	percent, backwards := "", []byte(word)
	slices.Reverse(backwards)
	for _, b := range []byte(word) {
		percent += fmt.Sprintf("%%%02X", b)
	}
	all := []string{word, url.QueryEscape(word), percent, fmt.Sprintf("%x", word), fmt.Sprintf("%X", word), string(backwards), strings.Trim(fmt.Sprintf("%d", []byte(word)), "[]")}
	for before := range 3 { // base64 looks different at each place of a longer text
		raw := append(make([]byte, before), word...)
		all = append(all, base64.RawStdEncoding.EncodeToString(raw)[(before*8+5)/6:(before+len(word))*8/6])
	}
	return all
}

// holds fails when a text holds one of the passwords.
func holds(t *testing.T, where, text string, passwords ...string) {
	t.Helper()
	for _, word := range passwords {
		for _, form := range tellingForms(word) {
			if i := strings.Index(text, form); i >= 0 {
				t.Errorf("%s holds the password %s as %q: %q", where, word, form, text[max(0, i-80):min(len(text), i+len(form)+20)])
			}
		}
	}
}

// house is a run of the program with folders of its own.
type house struct {
	t   *testing.T
	cmd *exec.Cmd
	dir string
	// list is all that the process list told of the program and its children.
	list chan string
	stop chan struct{}
	// seen is closed once the process list has shown the program.
	seen chan struct{}
}

// held is input that comes once the process list has shown the program, which
// could else be over before anybody looked.
type held struct {
	seen <-chan struct{}
	io.Reader
}

func (h held) Read(p []byte) (int, error) {
	<-h.seen
	return h.Reader.Read(p)
}

func housed(t *testing.T, args ...string) *house {
	t.Helper()
	h := &house{t: t, cmd: start(t, args...), dir: t.TempDir(), list: make(chan string, 1), stop: make(chan struct{}), seen: make(chan struct{})}
	for _, name := range []string{"home", "state", "work", "temp"} {
		if err := os.Mkdir(filepath.Join(h.dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	at := func(name string) string { return filepath.Join(h.dir, name) }
	h.cmd.Dir = at("work")
	h.cmd.Env = append(h.cmd.Env, "HOME="+at("home"), "USERPROFILE="+at("home"), "CAMRESET_STATE="+at("state"), "TMPDIR="+at("temp"),
		"XDG_STATE_HOME="+at("home"), "XDG_CONFIG_HOME="+at("home"), "XDG_DATA_HOME="+at("home"), "XDG_CACHE_HOME="+at("home"), "DISPLAY=", "WAYLAND_DISPLAY=")
	return h
}

// watch reads the process list until the program was stopped; it is begun once
// the program runs.
func (h *house) watch() {
	var all strings.Builder
	for range 1000 { // at once, for it may be over soon; right after its start the list lacks its environment
		all.WriteString(process(h.cmd.Process.Pid))
		if runtime.GOOS != "linux" || strings.Contains(all.String(), "CAMRESET_STATE=") {
			break
		}
		time.Sleep(time.Millisecond)
	}
	close(h.seen)
	go func() {
		for {
			all.WriteString(processes(h.cmd.Process.Pid))
			select {
			case <-h.stop:
				h.list <- all.String()
				return
			case <-time.After(10 * time.Millisecond):
			}
		}
	}()
}

var parentOf = regexp.MustCompile(`(?m)^PPid:\s*(\d+)$`)

// processes are the arguments and the environment of a process and its children,
// as any program of the same user can read them; empty where there is no /proc.
func processes(pid int) string {
	var all strings.Builder
	entries, _ := os.ReadDir("/proc")
	for _, e := range entries {
		folder := filepath.Join("/proc", e.Name())
		status, _ := os.ReadFile(filepath.Join(folder, "status"))
		if parent := parentOf.FindSubmatch(status); e.Name() != fmt.Sprint(pid) && (parent == nil || string(parent[1]) != fmt.Sprint(pid)) {
			continue
		}
		all.WriteString(processIn(folder))
	}
	return all.String()
}

func process(pid int) string { return processIn(filepath.Join("/proc", fmt.Sprint(pid))) }

func processIn(folder string) string {
	var all strings.Builder
	for _, name := range []string{"cmdline", "environ"} {
		data, _ := os.ReadFile(filepath.Join(folder, name))
		all.WriteString(name + " " + string(data) + "\n")
	}
	return all.String()
}

// search looks through the files and the process list once the program is over.
func (h *house) search(passwords ...string) {
	h.t.Helper()
	close(h.stop)
	list := <-h.list
	if runtime.GOOS == "linux" && (!strings.Contains(list, "cmdline ") || !strings.Contains(list, "CAMRESET_STATE=")) {
		h.t.Errorf("the process list does not show the program: %q", list)
	}
	if runtime.GOOS != "linux" {
		h.t.Log("the process list is searched on Linux only")
	}
	holds(h.t, "the process list", list, passwords...)
	err := filepath.WalkDir(h.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		holds(h.t, "the file "+e.Name(), path+"\n"+string(data), passwords...)
		return err
	})
	if err != nil {
		h.t.Error(err)
	}
}

// madeForm is how a password looks that was made, and is shown to be written down.
var madeForm = regexp.MustCompile(`\b[a-km-np-zA-HJ-NP-Z2-9]{4}-[a-km-np-zA-HJ-NP-Z2-9]{4}-[a-km-np-zA-HJ-NP-Z2-9]{4}\b`)

// plantedRuns are walks in which a wrong password is typed, or a new one typed
// or made, and neither is known to the camera before.
var plantedRuns = []struct {
	scenario string
	keys     []string
	result   string
}{
	{"forgotten", []string{"mine", "6", "", plantedTry, "menu", "no"}, ""},
	{"forgotten", []string{"mine", "6", "", plantedTry, ":help", ":quit"}, "gave-up"},
	{"forgotten", []string{"mine", "6", plantedName, plantedTry, ":quit"}, "gave-up"},
	{"forgotten", []string{"mine", "6", plantedName}, ""},
	{"inactive", []string{"mine", "own", plantedNew, plantedNew, "finish"}, "regained"},
	{"inactive", []string{"mine", "own", plantedNew, ":quit"}, ""}, // a password knows no word
	{"inactive", []string{"mine", ":quit"}, "gave-up"},
	{"inactive", []string{plantedTry}, ""}, // at the wrong question
	{"inactive", []string{"mine", "own", plantedNew, plantedTry}, ""},
	{"inactive", []string{"mine", "own", plantedWeak}, ""},
}

func TestProgramPlantedPasswordsOnPlainLines(t *testing.T) {
	t.Parallel()
	for _, real := range []bool{false, true} {
		for i, r := range plantedRuns {
			// A test's name is part of its folders' names: it must not name the last answer.
			t.Run(fmt.Sprintf("%d %s, simulate %v", i+1, r.scenario, real), func(t *testing.T) {
				t.Parallel()
				args := []string{"--plain", "--demo=" + r.scenario}
				if real {
					args[1] = simulate(t, r.scenario)
				}
				h := housed(t, args...)
				var out, errs bytes.Buffer
				h.cmd.Stdin, h.cmd.Stdout, h.cmd.Stderr = held{h.seen, strings.NewReader(strings.Join(r.keys, "\n") + "\n")}, &out, &errs
				if err := h.cmd.Start(); err != nil {
					t.Fatal(err)
				}
				h.watch()
				_ = h.cmd.Wait()
				if r.result == "" && h.cmd.ProcessState.ExitCode() != 2 {
					t.Errorf("exit %d, want 2:\n%s\n%s", h.cmd.ProcessState.ExitCode(), out.String(), errs.String())
				}
				if r.result != "" && !strings.HasSuffix(out.String(), "result: "+r.result+"\n") {
					t.Errorf("want %s:\n%s\n%s", r.result, out.String(), errs.String())
				}
				passwords := []string{plantedTry, plantedNew, plantedWeak}
				shown := madeForm.FindAllString(out.String(), -1)
				if made := r.scenario == "inactive" && r.keys[0] == "mine"; made != (len(shown) > 0) {
					t.Errorf("a password is shown: %v, want %v:\n%s", shown, made, out.String())
				}
				passwords = append(passwords, shown...)
				holds(t, "standard output", madeForm.ReplaceAllString(out.String(), ""), passwords...)
				holds(t, "standard error", errs.String(), passwords...)
				h.search(append(passwords, plantedName)...)
			})
		}
	}
}

// The search is no search that finds nothing anywhere.
func TestTellingFormsAreFound(t *testing.T) {
	for name, text := range map[string]string{
		"plain": "x" + plantedTry, "base64": base64.StdEncoding.EncodeToString([]byte("admin:" + plantedTry + "\n")), "hex": fmt.Sprintf("%x", "a"+plantedTry),
		"bytes": fmt.Sprintf("%d", []byte("b"+plantedTry)),
	} {
		if !slices.ContainsFunc(tellingForms(plantedTry), func(form string) bool { return strings.Contains(text, form) }) {
			t.Errorf("%s is not found in %q", name, text)
		}
	}
}
