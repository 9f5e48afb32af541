package ledger

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/steps/notes"
)

// handClock is a clock that tests move by hand.
type handClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *handClock) Now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.now }

func (c *handClock) pass(d time.Duration) { c.mu.Lock(); defer c.mu.Unlock(); c.now = c.now.Add(d) }

// books is a Book in a folder of its own, with a clock that stands.
func books(t *testing.T) (Book, *handClock) {
	t.Helper()
	clock := &handClock{now: time.Date(2025, 5, 1, 12, 0, 0, 0, time.UTC)}
	return bookIn(t, notesFolder(t), clock.Now), clock
}

// bookIn is a Book of one run in a folder.
func bookIn(t *testing.T, folder notes.Folder, now func() time.Time) Book {
	return Book{notes.Files{Now: now, Read: folder.Read, Update: folder.Update, Aside: folder.Aside}.Of(t.Context())}
}

// notesFolder is a folder for notes that nobody else may write to, whatever the
// user's umask.
func notesFolder(t *testing.T) notes.Folder {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "state")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return notes.Folder(dir)
}

func told(n int) *int { return &n }

var device = Identity{"host:192.168.1.64", "link:44:19:b6:5c:00:10", "mac:44:19:b6:5c:00:10"}

// spendOne notes one try, and forgets which.
func (e Book) spendOne(t Try) (Spending, error) {
	var n Noted
	return e.Spend(t, &n)
}

// settleOne notes what one try brought.
func (e Book) settleOne(ids Identity, w Way, a isapi.Attempt) error {
	return e.Settle(Noted{Ids: ids, By: w, Tries: 1}, a)
}

// wrongUntilShut spends wrong tries until none is allowed, and tells how many were.
func wrongUntilShut(t *testing.T, book Book, ids Identity, said bool) (n int) {
	t.Helper()
	for range 9 {
		if _, err := book.spendOne(Try{Ids: ids, SaidReset: said}); err != nil {
			return n
		}
		n++
		if err := book.settleOne(ids, ByLogin, isapi.Attempt{Outcome: isapi.Wrong, Sent: true}); err != nil {
			t.Fatal(err)
		}
	}
	return n
}
