package steps

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/steps/access"
	"camreset/steps/ledger"
	"camreset/steps/notes"
)

// handClock is a clock that tests move by hand.
type handClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *handClock) Now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.now }

func (c *handClock) pass(d time.Duration) { c.mu.Lock(); defer c.mu.Unlock(); c.now = c.now.Add(d) }

// books is an Env with a ledger in a folder of its own and a clock that stands.
func books(t *testing.T) (Env, *handClock) {
	t.Helper()
	clock := &handClock{now: time.Date(2025, 5, 1, 12, 0, 0, 0, time.UTC)}
	folder := notes.Folder(filepath.Join(t.TempDir(), "state"))
	return Env{Env: access.Env{Files: notes.Files{Now: clock.Now, Read: folder.Read, Update: folder.Update}}}.WithCameras(), clock
}

func told(n int) *int { return &n }

var device = ledger.Identity{"host:192.168.1.64", "link:44:19:b6:5c:00:10", "mac:44:19:b6:5c:00:10"}

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
