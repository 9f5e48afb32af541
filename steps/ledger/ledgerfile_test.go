package ledger

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"camreset/steps/notes"
)

// unreadables are notes that cannot be read, whatever they are about.
var unreadables = map[string]string{
	"cut": `{"version":2,"entries":[{"ids":["host:192.16`, "empty": "", "blank": "\n", "a byte order mark": "\ufeff" + `{"version":2,"entries":[]}`,
	"UTF-16": "\xff\xfe{\x00\"\x00v\x00", "longer than a mebibyte": `{"version":2,"entries":[]}` + strings.Repeat(" ", notes.MaxState), "nothing": "null",
	"a negative count": `{"version":2,"entries":[{"ids":["host:1"],"spent":-1}]}`, "a negative count of old": `{"version":1,"entries":[{"ids":["at:1|"],"spent":-1}]}`,
	"a newer version": `{"version":99,"entries":[]}`, "no version": `{}`, "of another kind": `[1,2]`, "two": `{"version":2}{"version":2}`,
}

// A note of tries that cannot be read counts as all spent, on every device, for
// half an hour from when that was first seen; the one more try for the user's word
// stays, and the file too.
func TestRule1UnreadableTriesCountAsAllSpent(t *testing.T) {
	for name, text := range unreadables {
		clock := &handClock{now: time.Date(2025, 5, 1, 12, 0, 0, 0, time.UTC)}
		dir := string(notesFolder(t))
		book := bookIn(t, notes.Folder(dir), clock.Now)
		if err := os.WriteFile(filepath.Join(dir, LedgerFile), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		kept := filepath.Join(dir, LedgerFile+".damaged")
		s := book.Spending(device, nil)
		said := UnreadWords(s).String()
		if s.Count < s.Budget || !strings.Contains(said, kept) || !strings.Contains(said, s.Until.Local().Format("15:04")) {
			t.Errorf("%s: %+v, %q", name, s, said)
		}
		if got, err := os.ReadFile(kept); err != nil || string(got) != text {
			t.Errorf("%s: %d bytes were kept of %d, %v", name, len(got), len(text), err)
		}
		clock.pass(29 * time.Minute)
		other := Identity{"host:192.168.1.70"}
		if n, m := wrongUntilShut(t, book, device, false), wrongUntilShut(t, book, other, false); n+m != 0 {
			t.Errorf("%s: %d and %d tries were allowed", name, n, m)
		}
		if n, m := wrongUntilShut(t, book, device, true), wrongUntilShut(t, book, device, true); n != 1 || m != 0 {
			t.Errorf("%s: by the user's word %d tries were allowed, and then %d", name, n, m)
		}
		clock.pass(2 * time.Minute)
		if n := wrongUntilShut(t, book, other, false); n != BudgetUntold {
			t.Errorf("%s: after half an hour %d tries were allowed", name, n)
		}
		if n := wrongUntilShut(t, book, device, false); n != 1 {
			t.Errorf("%s: beside the one for the user's word %d tries were allowed, want 1", name, n)
		}
	}
}

// A second unreadable file does not take the place of the first.
func TestEveryUnreadableNoteIsKept(t *testing.T) {
	folder := notesFolder(t)
	linked, copied := bookIn(t, folder, time.Now), bookIn(t, folder, time.Now)
	copied.Aside = nil // as in memory
	for _, book := range []Book{linked, copied} {
		for n := range 2 * notes.MostAside {
			text := fmt.Sprint("damaged ", n)
			if err := book.Update(LedgerFile, func([]byte) ([]byte, error) { return []byte(text), nil }); err != nil {
				t.Fatal(err)
			}
			s := book.Spending(device, nil)
			if got, err := folder.Read(filepath.Base(s.Unread)); err != nil || string(got) != text {
				t.Errorf("%d is kept as %s: %q, %v", n, s.Unread, got, err)
			}
		}
	}
	if files, err := os.ReadDir(string(folder)); err != nil || len(files) > 2*(notes.MostAside+1) {
		t.Errorf("%d files, %v", len(files), err)
	}
}

// Whoever sees first that a note cannot be read begins the new one; what others note
// in it meanwhile stays, and the old one is kept once.
func TestSeveralSeeOneUnreadableNote(t *testing.T) {
	dir := string(notesFolder(t))
	book := bookIn(t, notes.Folder(dir), time.Now)
	if err := os.WriteFile(filepath.Join(dir, LedgerFile), []byte("{cut"), 0o600); err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if err := book.Note(device); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if s := book.Spending(device, nil); s.Count != 8 || s.Unread == "" {
		t.Errorf("%+v", s)
	}
	if kept, err := filepath.Glob(filepath.Join(dir, "*.damaged*")); err != nil || len(kept) != 1 {
		t.Errorf("%v, %v", kept, err)
	}
}

// The ledger of version 1 is read: its counts, its windows and its names.
func TestRule1LedgerOfVersion1IsRead(t *testing.T) {
	book, clock := books(t)
	text := `{"version":1,"entries":[
		{"ids":["at:192.168.1.64:8080|IP Camera","certificate:ab|IP Camera"],"spent":1,"logins":1,"last":"2025-05-01T11:59:00Z"},
		{"ids":["at:192.168.1.70|IP Camera","mac:44:19:b6:5c:00:10"],"spent":2,"logins":2,"last":"2025-05-01T11:50:00Z","until":"2025-05-01T12:10:00Z","left":3}]}`
	if err := book.Update(LedgerFile, func([]byte) ([]byte, error) { return []byte(text), nil }); err != nil {
		t.Fatal(err)
	}
	if s := book.Spending(Identity{"host:192.168.1.64"}, nil); s.Count != 1 || s.Unread != "" {
		t.Errorf("by its address: %+v", s)
	}
	mac := IdentityOf("44:19:b6:5c:00:10", "")
	if s := book.Spending(mac, nil); s.Count != 2 || s.Left == nil || *s.Left != 3 {
		t.Errorf("by its MAC: %+v", s)
	}
	clock.pass(11 * time.Minute)
	if s := book.Spending(mac, nil); s.Count != 0 {
		t.Errorf("after the told lock: %+v", s)
	}
	if n := wrongUntilShut(t, book, Identity{"host:192.168.1.64"}, false); n != 1 {
		t.Errorf("%d more tries, want 1", n)
	}
	if file, err := book.Read(LedgerFile); err != nil || !strings.Contains(string(file), `"version": 2`) {
		t.Errorf("%s, %v", file, err)
	}
}

func TestRule1LyingLedgerAndClock(t *testing.T) {
	book, clock := books(t)
	if err := book.Update(LedgerFile, func([]byte) ([]byte, error) {
		return []byte(`{"version":1,"entries":[{"ids":["` + device[0] + `"],"spent":0,"last":"2099-01-01T00:00:00Z"}]}`), nil
	}); err != nil {
		t.Fatal(err)
	}
	allowed := 0
	for range 5 {
		if _, err := book.spendOne(Try{Ids: device}); err == nil {
			allowed++
		}
	}
	if allowed != BudgetUntold {
		t.Errorf("%d tries, want %d", allowed, BudgetUntold)
	}
	clock.pass(-365 * 24 * time.Hour) // the clock was a year ahead, and is put right
	_, _ = book.spendOne(Try{Ids: device})
	clock.pass(31 * time.Minute)
	if _, err := book.spendOne(Try{Ids: device}); err != nil {
		t.Errorf("half an hour after the clock was put right: %v", err)
	}
}

// Rule 8: the files are for their owner only.
func TestRule8FileMode(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("file modes are not kept on Windows")
	}
	dir := filepath.Join(t.TempDir(), "state")
	book := bookIn(t, notes.Folder(dir), time.Now)
	if _, err := book.spendOne(Try{Ids: device}); err != nil {
		t.Fatal(err)
	}
	if err := book.Begin(device, IntentActivation); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) < 2 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		info, err := file.Info()
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, %v", file.Name(), info.Mode(), err)
		}
	}
}
