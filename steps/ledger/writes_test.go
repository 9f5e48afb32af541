package ledger

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"camreset/steps/notes"
)

// noted is what is noted of a write to a device; empty for nothing.
func noted(t *testing.T, book Book, ids Identity) string {
	t.Helper()
	cut, found, _, err := book.Intent(ids)
	if err != nil || found != (cut.What != "") {
		t.Fatal(cut, found, err)
	}
	return cut.What
}

func TestRule4AWriteIsNotedUntilItsOutcomeIsKnown(t *testing.T) {
	book, clock := books(t)
	other := Identity{"host:192.168.1.70"}
	if err := errors.Join(book.Begin(device, IntentActivation), book.Begin(other, IntentNetwork), book.Begin(device, IntentPassword)); err != nil {
		t.Fatal(err)
	}
	if one, two := noted(t, book, device), noted(t, book, other); one != IntentPassword || two != IntentNetwork {
		t.Errorf("noted: %q and %q", one, two)
	}
	if mine := noted(t, book, Identity{"host:192.168.1.64"}); mine != IntentPassword { // by what it shows now
		t.Errorf("noted: %q", mine)
	}
	if err := book.Finished(IdentityOf("44:19:b6:5c:00:10", "")); err != nil {
		t.Fatal(err)
	}
	if one, two := noted(t, book, device), noted(t, book, other); one != "" || two != IntentNetwork {
		t.Errorf("noted: %q and %q", one, two)
	}
	if err := book.Finished(device); err != nil { // nothing is noted
		t.Fatal(err)
	}
	clock.pass(31 * 24 * time.Hour)
	if two := noted(t, book, other); two != "" {
		t.Errorf("a month later: %q", two)
	}
}

// The notes of writes do not grow without end, and the newest stay.
func TestFewWritesAreNoted(t *testing.T) {
	book, _ := books(t)
	name := func(n int) Identity { return Identity{fmt.Sprint("host:", n)} }
	for n := range mostIntents + 5 {
		if err := book.Begin(name(n), IntentPassword); err != nil {
			t.Fatal(err)
		}
	}
	if old, first, last := noted(t, book, name(4)), noted(t, book, name(5)), noted(t, book, name(mostIntents+4)); old != "" || first == "" || last == "" {
		t.Errorf("%q, %q, %q", old, first, last)
	}
}

// Before version 1 the file was a list alone, with names of then.
func TestWritesOfBeforeVersion1AreRead(t *testing.T) {
	book, _ := books(t)
	text := `[{"ids":["at:192.168.1.64:8080|IP Camera","mac:44-19-B6-5C-00-10"],"what":"activation","at":"2025-04-30T12:00:00Z"}]`
	if err := book.Update(IntentFile, func([]byte) ([]byte, error) { return []byte(text), nil }); err != nil {
		t.Fatal(err)
	}
	if what := noted(t, book, device); what != IntentActivation {
		t.Errorf("noted: %q", what)
	}
	if err := book.Begin(Identity{"host:192.168.1.70"}, IntentNetwork); err != nil {
		t.Fatal(err)
	}
	if file, err := book.Read(IntentFile); err != nil || !strings.Contains(string(file), `"version": 1`) || !strings.Contains(string(file), `"host:192.168.1.64"`) {
		t.Errorf("%s, %v", file, err)
	}
}

// A note of writes that cannot be read is kept, and does not hide that one may have
// been sent, for a month.
func TestUnreadableWrites(t *testing.T) {
	for name, text := range unreadables {
		if name == "of another kind" || name == "nothing" || name == "a negative count of old" {
			continue // a list was the form before, and there are no counts
		}
		book, clock := books(t)
		if err := book.Update(IntentFile, func([]byte) ([]byte, error) { return []byte(text), nil }); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if _, found, aside, err := book.Intent(device); found || !strings.Contains(aside, IntentFile+".damaged") || err != nil {
				t.Errorf("%s: %v, %q, %v", name, found, aside, err)
			}
			if err := errors.Join(book.Begin(device, IntentPassword), book.Finished(device)); err != nil {
				t.Fatal(err)
			}
		}
		if kept, err := book.Read(IntentFile + ".damaged"); err != nil || len(kept) != min(len(text), notes.MaxState+1) {
			t.Errorf("%s: %d bytes are kept, %v", name, len(kept), err)
		}
		clock.pass(31 * 24 * time.Hour)
		if _, _, aside, err := book.Intent(device); aside != "" || err != nil {
			t.Errorf("%s: a month later %q, %v", name, aside, err)
		}
	}
}

// A disk that takes or gives nothing is said, and no write or try is noted.
func TestADiskThatFails(t *testing.T) {
	book, _ := books(t)
	broken := errors.New("broken")
	deaf, dumb := book, book
	deaf.Update = func(string, func([]byte) ([]byte, error)) error { return broken }
	dumb.Read = func(string) ([]byte, error) { return nil, broken }
	if err := deaf.Begin(device, IntentPassword); !errors.Is(err, broken) {
		t.Errorf("a write: %v", err)
	}
	if _, err := deaf.spendOne(Try{Ids: device}); !errors.Is(err, ErrLedger) || !errors.Is(err, broken) {
		t.Errorf("a try: %v", err)
	}
	var n Noted
	if _, err := deaf.Spend(Try{Ids: device}, &n); err == nil || n.Tries != 0 {
		t.Errorf("%d tries are noted, %v", n.Tries, err)
	}
	if _, _, _, err := dumb.Intent(device); !errors.Is(err, broken) {
		t.Errorf("a look at writes: %v", err)
	}
	if s := dumb.Spending(device, nil); s.Problem != "broken" || s.Budget != BudgetUntold {
		t.Errorf("a look at tries: %+v", s)
	}
	damaged := deaf
	damaged.Read = func(string) ([]byte, error) { return []byte("{"), nil }
	if _, _, _, err := damaged.Intent(device); !errors.Is(err, broken) {
		t.Errorf("a damaged note of writes: %v", err)
	}
	if s := damaged.Spending(device, nil); !strings.Contains(s.Problem, "broken") {
		t.Errorf("a damaged note of tries: %+v", s)
	}
}
