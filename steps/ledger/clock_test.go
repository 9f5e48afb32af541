package ledger

import (
	"testing"
	"time"
)

// startedPC is a computer whose clock and whose time since the start are moved by
// hand.
type startedPC struct {
	*handClock
	boot string
	up   time.Duration
}

func (b *startedPC) book(t *testing.T) Book {
	book := bookIn(t, notesFolder(t), b.Now)
	book.Boot = func() (string, time.Duration) { return b.boot, b.up }
	return book
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
		book := b.book(t)
		if n := wrongUntilShut(t, book, device, false); n != BudgetUntold {
			t.Fatal(n)
		}
		for i, l := range legs {
			b.lives(l.d, l.jump)
			if l.restart != "" {
				b.boot, b.up = l.restart, time.Minute
			}
			if s := book.Spending(device, nil); (s.Count == 0) != (l.want > 0) { // a look alone
				t.Errorf("%s, leg %d: %d tries count", name, i, s.Count)
			}
			if i == len(legs)-1 || l.want > 0 {
				if n := wrongUntilShut(t, book, device, false); n != l.want {
					t.Errorf("%s, leg %d: %d tries were allowed, want %d", name, i, n, l.want)
				}
			}
		}
	}
}

// To look at the tries writes nothing, where the computer tells its start and where not.
func TestALookWritesNothing(t *testing.T) {
	for _, boot := range []string{"", "first"} {
		b := &startedPC{handClock: &handClock{now: time.Date(2025, 5, 1, 12, 0, 0, 0, time.UTC)}, boot: boot}
		book := b.book(t)
		if boot == "" {
			book.Boot = nil
		}
		if _, err := book.spendOne(Try{Ids: device}); err != nil {
			t.Fatal(err)
		}
		book.Update = func(string, func([]byte) ([]byte, error)) error {
			t.Errorf("start %q: a look was written", boot)
			return nil
		}
		for range 3 {
			b.lives(time.Minute, 0)
			if s := book.Spending(device, nil); s.Count != 1 {
				t.Errorf("start %q: %d count", boot, s.Count)
			}
		}
	}
}
