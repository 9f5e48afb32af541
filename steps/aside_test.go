package steps

import (
	"camreset/steps/access"

	"camreset/steps/ledger"
	"camreset/steps/notes"

	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// Whoever sees first that a note cannot be read begins the new one; what others note
// in it meanwhile stays, and the old one is kept once.
func TestSeveralSeeOneUnreadableNote(t *testing.T) {
	dir := notesFolder(t)
	folder := notes.Folder(dir)
	env := Env{Env: access.Env{Files: notes.Files{Now: time.Now, Read: folder.Read, Update: folder.Update, Aside: folder.Aside}}}.WithCameras()
	if err := os.WriteFile(filepath.Join(dir, ledger.LedgerFile), []byte("{cut"), 0o600); err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if err := env.Book().Note(device); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if s := env.Book().Spending(device, nil); s.Count != 8 || s.Unread == "" {
		t.Errorf("%+v", s)
	}
	if kept, err := filepath.Glob(filepath.Join(dir, "*.damaged*")); err != nil || len(kept) != 1 {
		t.Errorf("%v, %v", kept, err)
	}
}
