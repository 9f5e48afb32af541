package steps

import (
	"camreset/steps/access"

	"camreset/steps/ledger"
	"camreset/steps/notes"

	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"camreset/isapi"
)

// spendOne notes one try, and forgets which.
func (e Env) spendOne(t ledger.Try) (ledger.Spending, error) {
	var n ledger.Noted
	return e.Book().Spend(t, &n)
}

// settleOne notes what one try brought.
func (e Env) settleOne(ids ledger.Identity, w ledger.Way, a isapi.Attempt) error {
	return e.Book().Settle(ledger.Noted{Ids: ids, By: w, Tries: 1}, a)
}

// notesFolder is a folder for notes that nobody else may write to, whatever the
// user's umask.
func notesFolder(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "state")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}

// wrongUntilShut spends wrong tries until none is allowed, and tells how many were.
func wrongUntilShut(t *testing.T, env Env, ids ledger.Identity, said bool) (n int) {
	t.Helper()
	for range 9 {
		if _, err := env.spendOne(ledger.Try{Ids: ids, SaidReset: said}); err != nil {
			return n
		}
		n++
		if err := env.settleOne(ids, ledger.ByLogin, isapi.Attempt{Outcome: isapi.Wrong, Sent: true}); err != nil {
			t.Fatal(err)
		}
	}
	return n
}

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
		dir := notesFolder(t)
		folder := notes.Folder(dir)
		env := Env{Env: access.Env{Files: notes.Files{Now: clock.Now, Read: folder.Read, Update: folder.Update, Aside: folder.Aside}}}.WithCameras()
		if err := os.WriteFile(filepath.Join(dir, ledger.LedgerFile), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		kept := filepath.Join(dir, ledger.LedgerFile+".damaged")
		s := env.Book().Spending(device, nil)
		said := ledger.UnreadWords(s).String()
		if s.Count < s.Budget || !strings.Contains(said, kept) || !strings.Contains(said, s.Until.Local().Format("15:04")) {
			t.Errorf("%s: %+v, %q", name, s, said)
		}
		if got, err := os.ReadFile(kept); err != nil || string(got) != text {
			t.Errorf("%s: %d bytes were kept of %d, %v", name, len(got), len(text), err)
		}
		clock.pass(29 * time.Minute)
		other := ledger.Identity{"host:192.168.1.70"}
		if n, m := wrongUntilShut(t, env, device, false), wrongUntilShut(t, env, other, false); n+m != 0 {
			t.Errorf("%s: %d and %d tries were allowed", name, n, m)
		}
		if n, m := wrongUntilShut(t, env, device, true), wrongUntilShut(t, env, device, true); n != 1 || m != 0 {
			t.Errorf("%s: by the user's word %d tries were allowed, and then %d", name, n, m)
		}
		clock.pass(2 * time.Minute)
		if n := wrongUntilShut(t, env, other, false); n != ledger.BudgetUntold {
			t.Errorf("%s: after half an hour %d tries were allowed", name, n)
		}
		if n := wrongUntilShut(t, env, device, false); n != 1 {
			t.Errorf("%s: beside the one for the user's word %d tries were allowed, want 1", name, n)
		}
	}
}

// A second unreadable file does not take the place of the first.
func TestEveryUnreadableNoteIsKept(t *testing.T) {
	folder := notes.Folder(notesFolder(t))
	for _, env := range []Env{
		{Env: access.Env{Files: notes.Files{Now: time.Now, Read: folder.Read, Update: folder.Update, Aside: folder.Aside}}},
		{Env: access.Env{Files: notes.Files{Now: time.Now, Read: folder.Read, Update: folder.Update}}}, // in memory notes are copied
	} {
		for n := range 2 * notes.MostAside {
			text := fmt.Sprint("damaged ", n)
			if err := env.Update(ledger.LedgerFile, func([]byte) ([]byte, error) { return []byte(text), nil }); err != nil {
				t.Fatal(err)
			}
			s := env.WithCameras().Book().Spending(device, nil)
			if got, err := folder.Read(filepath.Base(s.Unread)); err != nil || string(got) != text {
				t.Errorf("%d is kept as %s: %q, %v", n, s.Unread, got, err)
			}
		}
	}
	if files, err := os.ReadDir(string(folder)); err != nil || len(files) > 2*(notes.MostAside+1) {
		t.Errorf("%d files, %v", len(files), err)
	}
}

// The ledger of version 1 is read: its counts, its windows and its names.
func TestRule1LedgerOfVersion1IsRead(t *testing.T) {
	env, clock := books(t)
	text := `{"version":1,"entries":[
		{"ids":["at:192.168.1.64:8080|IP Camera","certificate:ab|IP Camera"],"spent":1,"logins":1,"last":"2025-05-01T11:59:00Z"},
		{"ids":["at:192.168.1.70|IP Camera","mac:44:19:b6:5c:00:10"],"spent":2,"logins":2,"last":"2025-05-01T11:50:00Z","until":"2025-05-01T12:10:00Z","left":3}]}`
	if err := env.Update(ledger.LedgerFile, func([]byte) ([]byte, error) { return []byte(text), nil }); err != nil {
		t.Fatal(err)
	}
	if s := env.Book().Spending(ledger.Identity{"host:192.168.1.64"}, nil); s.Count != 1 || s.Unread != "" {
		t.Errorf("by its address: %+v", s)
	}
	mac := ledger.IdentityOf("44:19:b6:5c:00:10", "")
	if s := env.Book().Spending(mac, nil); s.Count != 2 || s.Left == nil || *s.Left != 3 {
		t.Errorf("by its MAC: %+v", s)
	}
	clock.pass(11 * time.Minute)
	if s := env.Book().Spending(mac, nil); s.Count != 0 {
		t.Errorf("after the told lock: %+v", s)
	}
	if n := wrongUntilShut(t, env, ledger.Identity{"host:192.168.1.64"}, false); n != 1 {
		t.Errorf("%d more tries, want 1", n)
	}
	if file, err := env.Read(ledger.LedgerFile); err != nil || !strings.Contains(string(file), `"version": 2`) {
		t.Errorf("%s, %v", file, err)
	}
}

// startedPC is a computer whose clock and whose time since the start are moved by
// hand.
type startedPC struct {
	*handClock
	boot string
	up   time.Duration
}

func (b *startedPC) env(t *testing.T) Env {
	folder := notes.Folder(notesFolder(t))
	return Env{Env: access.Env{Files: notes.Files{Now: b.Now, Boot: func() (string, time.Duration) { return b.boot, b.up }, Read: folder.Read, Update: folder.Update}}}.WithCameras()
}

// lives lets time pass, and the clock jump beside.
func (b *startedPC) lives(d, jump time.Duration) {
	b.up += d
	b.pass(d + jump)
}

// A clock that jumps opens nothing within one start of the computer, and shuts
// nothing either; over a restart the clock counts.
func TestRule1AClockThatJumpsOpensNothing(t *testing.T) {
	type leg struct {
		d, jump time.Duration
		restart string
		want    int
	}
	for name, legs := range map[string][]leg{
		"ahead":                 {{time.Minute, 31 * time.Minute, "", 0}, {30 * time.Minute, 0, "", 2}},
		"a year back":           {{time.Minute, -365 * 24 * time.Hour, "", 0}, {30 * time.Minute, 0, "", 2}},
		"back, then a restart":  {{time.Minute, -400 * 24 * time.Hour, "", 0}, {time.Minute, 400 * 24 * time.Hour, "second", 0}, {29 * time.Minute, 0, "", 2}},
		"two empty batteries":   {{time.Minute, -400 * 24 * time.Hour, "second", 0}, {time.Minute, 400 * 24 * time.Hour, "third", 0}, {29 * time.Minute, 0, "", 2}},
		"ahead, then a restart": {{time.Minute, 31 * time.Minute, "", 0}, {time.Minute, 0, "second", 0}, {29 * time.Minute, 0, "", 2}},
		"no jump":               {{29 * time.Minute, 0, "", 0}, {2 * time.Minute, 0, "", 2}},
		"a restart":             {{10 * time.Minute, 0, "second", 0}, {21 * time.Minute, 0, "", 2}},
		"off for an hour":       {{time.Hour, 0, "second", 2}},
		"an empty battery":      {{time.Minute, -20 * 365 * 24 * time.Hour, "second", 0}, {time.Minute, 20 * 365 * 24 * time.Hour, "", 0}, {30 * time.Minute, 0, "", 2}},
		"ahead, not noticed":    {{time.Minute, -time.Hour, "second", 0}, {time.Minute, 2 * time.Hour, "", 0}},
	} {
		b := &startedPC{&handClock{now: time.Date(2025, 5, 1, 12, 0, 0, 0, time.UTC)}, "first", 5 * time.Minute}
		env := b.env(t)
		if n := wrongUntilShut(t, env, device, false); n != ledger.BudgetUntold {
			t.Fatal(n)
		}
		for i, l := range legs {
			b.lives(l.d, l.jump)
			if l.restart != "" {
				b.boot, b.up = l.restart, time.Minute
			}
			env := env.WithCameras()
			if s := env.Book().Spending(device, nil); (s.Count == 0) != (l.want > 0) { // a look alone
				t.Errorf("%s, leg %d: %d tries count", name, i, s.Count)
			}
			if i == len(legs)-1 || l.want > 0 {
				if n := wrongUntilShut(t, env, device, false); n != l.want {
					t.Errorf("%s, leg %d: %d tries were allowed, want %d", name, i, n, l.want)
				}
			}
		}
	}
}

// The time since the start that Windows tells without a counter of starts: a
// restart shows by less of it.
func TestARestartIsSeenWithoutACounter(t *testing.T) {
	at := time.Date(2025, 5, 1, 12, 0, 0, 0, time.UTC)
	early, late := notes.Moment{Clock: at, Boot: "a start", Up: time.Hour}, notes.Moment{Clock: at.Add(20 * time.Minute), Boot: "a start", Up: time.Minute}
	if got := late.Since(early); got != 20*time.Minute {
		t.Errorf("%v have passed", got)
	}
	if here := late.Here(early); late.Since(here) != 20*time.Minute || here.Up != -19*time.Minute {
		t.Errorf("%+v", here)
	}
}

// This computer tells its start, and time passes on it.
func TestThisComputerTellsItsStart(t *testing.T) {
	id, up := notes.SinceBoot()
	again, later := notes.SinceBoot()
	if id != again || later < up || id != "" && up <= 0 {
		t.Errorf("%q after %v, then %q after %v", id, up, again, later)
	}
}

// A stale answer that is repeated notes two tries in one attempt; each is settled.
func TestRule1TwoTriesOfOneAttempt(t *testing.T) {
	for name, c := range map[string]struct {
		a    isapi.Attempt
		want int
	}{
		"right": {isapi.Attempt{Outcome: isapi.Right, Sent: true}, 0}, "wrong": {isapi.Attempt{Outcome: isapi.Wrong, Sent: true}, 2}, "not sent": {isapi.Attempt{}, 0},
	} {
		env, _ := books(t)
		var n ledger.Noted
		for range 2 {
			if _, err := env.Book().Spend(ledger.Try{Ids: device, Left: told(5)}, &n); err != nil {
				t.Fatal(err)
			}
		}
		if err := env.Book().Settle(n, c.a); err != nil {
			t.Fatal(err)
		}
		if got := env.Book().Spending(device, told(5)).Count; got != c.want {
			t.Errorf("%s: %d count, want %d", name, got, c.want)
		}
		if _, err := env.spendOne(ledger.Try{Ids: device, Left: told(4)}); err != nil { // none is on its way any more
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A try of another copy that is on its way while a password is proved stays counted:
// it may arrive after that.
func TestRule1ATryOnItsWayOutlivesAProof(t *testing.T) {
	env, _ := books(t)
	for range 2 {
		if _, err := env.spendOne(ledger.Try{Ids: device, Left: told(9)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := env.settleOne(device, ledger.ByLogin, isapi.Attempt{Outcome: isapi.Wrong, Sent: true}); err != nil {
		t.Fatal(err)
	}
	if err := env.Book().Proved(ledger.ByLogin, device); err != nil {
		t.Fatal(err)
	}
	if got := env.Book().Spending(device, told(9)).Count; got != 1 {
		t.Errorf("%d count, want the one that is on its way", got)
	}
}

// The one more try for the user's word is given back with a right password, and
// used up by a wrong one.
func TestRule1TheOneMoreTryIsGivenBack(t *testing.T) {
	for outcome, want := range map[isapi.Outcome]error{isapi.Right: nil, isapi.Wrong: ledger.ErrBudget} {
		env, _ := books(t)
		wrongUntilShut(t, env, device, false)
		var n ledger.Noted
		if _, err := env.Book().Spend(ledger.Try{Ids: device, SaidReset: true}, &n); err != nil || !n.Extra {
			t.Fatal(err, n)
		}
		if err := env.Book().Settle(n, isapi.Attempt{Outcome: outcome, Sent: true}); err != nil {
			t.Fatal(err)
		}
		if _, err := env.spendOne(ledger.Try{Ids: device, SaidReset: true}); !errors.Is(err, want) {
			t.Errorf("after a %s one: %v", outcome, err)
		}
	}
}
