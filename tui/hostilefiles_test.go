package tui_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"camreset/isapi/simcam"
)

// notes are the program's files with their honest form: %s is a text in it.
var notes = map[string]string{
	"cases.json": `{"version":2,"walks":[{"id":"abcd","saved":"SOON","ids":["phone","at:127.0.0.1:AT|%s"],"step":"menu","facts":{"camera":{"target":{"host":"%s","ip":"127.0.0.1","port":AT},"device":{"model":"%s"},` +
		`"stranger":"%s","last":{"reason":"%s"}}},"trail":[{"step":"look","rows":[{"check":"x","title":"%s","status":"ok","detail":"%s","hint":"%s"}]}]}]}`,
	"ledger.json":  `{"version":1,"entries":[{"ids":["at:127.0.0.1:AT|%s"],"spent":1,"last":"SOON"}]}`,
	"intents.json": `[{"ids":["at:127.0.0.1:AT|%s"],"what":"%s","at":"SOON"}]`,
}

// request1 is a request that waits in a file of version 1, which is told.
const request1 = `{"version":1,"cases":[{"facts":{"Device":{"Model":"%s"},"Pending":{"Kind":"support","Since":"SOON","Until":"2999-01-01T00:00:00Z","File":"/%s"}}}]}`

// repeated are lists in each of the files that a few bytes make long.
var repeated = map[string]string{
	"cases.json":   `{"version":2,"walks":[%s]}`,
	"ledger.json":  `{"version":1,"entries":[%s]}`,
	"intents.json": `[%s]`,
}

// hostileNotes puts something in the place of a file.
func hostileNotes(file, at string) map[string]func(t *testing.T, path string) {
	_, port, _ := strings.Cut(at, ":")
	write := func(text string) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			t.Helper()
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	fill := func(piece string) func(*testing.T, string) {
		begin, end, _ := strings.Cut(repeated[file], "%s")
		n := (1<<20 - len(begin+end)) / len(piece)
		return write(begin + strings.TrimSuffix(strings.Repeat(piece, n), ",") + end)
	}
	all := map[string]func(*testing.T, string){
		"empty": write(""), "zeros": write(strings.Repeat("\x00", 1<<20)), "escape codes": write("\x1b]0;owned\x07\u202e"), "a number": write("-1"), "a word": write(`"\u001b[2J"`),
		"a list": write(`[[],{},"a"]`), "an object": write(`{"a":1}`), "of tomorrow's version": write(`{"version":99,"walks":3,"entries":{}}`), "cut": write(notes[file][:len(notes[file])/2]),
		"deep nesting": fill("["), "deep objects": fill(`{"a":`), "empty objects": fill("{},"), "numbers": fill("0,"), "lists": fill("[],"), "one text": fill(`\u001b`),
		"records in a record": write(strings.Replace(repeated[file], "%s", `{"ids":["phone"],"facts":{"reset":{"strangers":[`+strings.Repeat("{},", 250000)+`{}]}}}`, 1)),
		"endless": func(t *testing.T, path string) {
			if err := os.Symlink("/dev/zero", path); err != nil {
				t.Skip("no links here")
			}
		},
		"a pipe": func(t *testing.T, path string) {
			if out, err := exec.Command("mkfifo", path).CombinedOutput(); err != nil {
				t.Skipf("no pipe with a name can be made here: %v %s", err, out)
			}
		},
		"a folder": func(t *testing.T, path string) {
			if err := os.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
		},
		"100 MB": func(t *testing.T, path string) {
			write("[")(t, path)
			if err := os.Truncate(path, 100<<20); err != nil {
				t.Fatal(err)
			}
		},
	}
	for _, f := range foul {
		if !slices.Contains([]string{"escape codes", "bidirectional marks", "towers of marks", "10,000 characters", "line breaks"}, f.name) {
			continue
		}
		said, _ := json.Marshal(f.text)
		fit := strings.NewReplacer("%s", strings.Trim(string(said), `"`), "SOON", time.Now().Format(time.RFC3339), "AT", port)
		text := fit.Replace(notes[file])
		all["texts: "+f.name] = write(text)
		if file == "cases.json" {
			all["texts of version 1: "+f.name] = write(fit.Replace(request1))
		}
		if f.name == "bidirectional marks" {
			all["bare texts: "+f.name] = write(strings.ReplaceAll(text, strings.Trim(string(said), `"`), f.text))
		}
	}
	return all
}

// Whatever lies in the folder of the program's notes: every command that reads it
// ends soon, with a word of its own, in little memory.
func TestHostileNotes(t *testing.T) {
	t.Parallel()
	for file := range notes {
		_, at := camera(t, "forgotten", func(s *simcam.Scenario) { s.Tries = 100 })
		for name, put := range hostileNotes(file, at) {
			t.Run(file+": "+name, func(t *testing.T) {
				t.Parallel()
				notesMust(t, file, at, put)
			})
		}
	}
}

func notesMust(t *testing.T, file, at string, put func(*testing.T, string)) {
	t.Helper()
	dir := t.TempDir()
	for _, run := range []struct {
		args  []string
		input string
	}{
		{[]string{"cases"}, ""},
		{[]string{"check", at}, ""},
		{[]string{"--plain", at}, "mine\n6\n\nWrong-1-Wrong\nmenu\n:quit\n"},
		{[]string{"--plain", at}, "resume-abcd\n:quit\n"},
	} {
		if (run.args[0] == "cases" || strings.HasPrefix(run.input, "resume")) && file != "cases.json" {
			continue
		}
		path := filepath.Join(dir, file)
		_ = os.RemoveAll(path)
		put(t, path)
		before, _ := os.Stat(path)
		m := measure(t, inFolder(startFor(t, 20*time.Second, run.args...), dir), run.input)
		if refused := m.code == 2 && strings.Contains(m.errs, "not taken"); m.code != 0 && m.code != 8 && m.code != 1 && !refused || m.took > 15*time.Second {
			t.Errorf("%v: exit %d after %v: %.300q %.300q", run.args, m.code, m.took, m.out, m.errs)
		}
		m.mustBeSmall(t)
		mustBeClean(t, strings.Join(run.args, " "), m.out+m.errs)
		if len(m.out+m.errs) > 30_000 || strings.Contains(m.errs, "goroutine") {
			t.Errorf("%v: %.200q", run.args, m.errs)
		}
		if after, _ := os.Stat(path); os.SameFile(before, after) {
			_ = os.RemoveAll(path) // as it was found: nothing was written
		}
		mustBeCleanFolder(t, dir)
	}
}
