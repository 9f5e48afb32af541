package notes

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/flock"
)

// note is the name of the notes of these tests.
const note = "note.json"

// notesFolder is a folder for notes that nobody else may write to, whatever the
// user's umask.
func notesFolder(t *testing.T) Folder {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "state")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return Folder(dir)
}

// filesIn are the notes of a folder in one run.
func filesIn(ctx context.Context, folder Folder) Files {
	return Files{Now: time.Now, Read: folder.Read, Update: folder.Update, Aside: folder.Aside}.Of(ctx)
}

// write is a change that takes whatever stands there for read.
func write(text string) func([]byte, string) ([]byte, bool, error) {
	return func([]byte, string) ([]byte, bool, error) { return []byte(text), true, nil }
}

// unreadable is a change that cannot read what stands there.
func unreadable(old []byte, kept string) ([]byte, bool, error) {
	return []byte("new beside " + filepath.Base(kept)), old == nil && kept != "", nil
}

// A note that another copy holds is not waited for once the run has ended, reading
// does not wait at all, and a note that is free is still written.
func TestAHeldNoteIsNotWaitedForAfterTheEnd(t *testing.T) {
	folder := notesFolder(t)
	over, end := context.WithCancel(t.Context())
	files := filesIn(over, folder)
	other := flock.New(filepath.Join(string(folder), note+".lock"))
	if locked, err := other.TryLock(); err != nil || !locked {
		t.Fatal(locked, err)
	}
	done := make(chan error, 1)
	go func() { done <- files.Change(note, write("new")) }()
	if text, err := files.Read(note); text != nil || err != nil {
		t.Errorf("%q, %v", text, err)
	}
	end()
	select {
	case err := <-done:
		if !errors.Is(err, ErrHeld) || !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	case <-time.After(heldFor - time.Second):
		t.Fatal("it is still waited for")
	}
	if err := other.Unlock(); err != nil {
		t.Fatal(err)
	}
	if err := files.Change(note, write("new")); err != nil {
		t.Errorf("a free note: %v", err)
	}
}

// While another copy holds a note for a moment, it is waited for.
func TestAHeldNoteIsWaitedFor(t *testing.T) {
	folder, held := notesFolder(t), 3
	files := Files{Read: folder.Read, Update: func(name string, change func([]byte) ([]byte, error)) error {
		if held--; held > 0 {
			return ErrHeld
		}
		return folder.Update(name, change)
	}}
	if err := files.Change(note, write("new")); err != nil {
		t.Error(err)
	}
}

// What a change refuses leaves the note as it was.
func TestARefusedChange(t *testing.T) {
	files, no := filesIn(t.Context(), notesFolder(t)), errors.New("no")
	if err := files.Change(note, write("old")); err != nil {
		t.Fatal(err)
	}
	if err := files.Change(note, func([]byte, string) ([]byte, bool, error) { return []byte("new"), true, no }); !errors.Is(err, no) {
		t.Error(err)
	}
	if text, err := files.Read(note); string(text) != "old" || err != nil {
		t.Errorf("%q, %v", text, err)
	}
}

// A note that cannot be read is kept under another name, beside others of before, and a
// new one is begun that knows which.
func TestAnUnreadableNoteIsKept(t *testing.T) {
	linked := filesIn(t.Context(), notesFolder(t))
	copied := filesIn(t.Context(), notesFolder(t))
	copied.Aside = nil // as in memory
	unlinked := filesIn(t.Context(), notesFolder(t))
	unlinked.Aside = func(string) (string, error) { return "", errors.New("no links here") }
	for name, files := range map[string]Files{"linked": linked, "copied": copied, "unlinked": unlinked} {
		for n := range MostAside + 2 {
			if err := files.Update(note, func([]byte) ([]byte, error) { return []byte("{" + strings.Repeat(" ", n)), nil }); err != nil {
				t.Fatal(err)
			}
			if err := files.Change(note, unreadable); err != nil {
				t.Fatal(err)
			}
			text, err := files.Read(note)
			kept, found := strings.CutPrefix(string(text), "new beside ")
			if old, bad := files.Read(kept); !found || len(old) != n+1 || errors.Join(err, bad) != nil {
				t.Errorf("%s: %q, and %q beside it, %v, %v", name, text, old, err, bad)
			}
		}
	}
}

// Where it can be kept nowhere it stays.
func TestAnUnreadableNoteThatCannotBeKeptStays(t *testing.T) {
	folder, broken := notesFolder(t), errors.New("broken")
	files := filesIn(t.Context(), folder)
	if err := files.Change(note, write("{")); err != nil {
		t.Fatal(err)
	}
	files.Aside, files.Read = nil, func(string) ([]byte, error) { return nil, broken }
	if err := files.Change(note, unreadable); !errors.Is(err, broken) {
		t.Error(err)
	}
	files.Read = folder.Read
	files.Update = func(name string, change func([]byte) ([]byte, error)) error {
		if name != note {
			return broken
		}
		return folder.Update(name, change)
	}
	if err := files.Change(note, unreadable); !errors.Is(err, broken) {
		t.Error(err)
	}
	if text, err := folder.Read(note); string(text) != "{" || err != nil {
		t.Errorf("%q, %v", text, err)
	}
}
