package steps

import (
	"camreset/steps/access"

	"camreset/steps/saved"

	"camreset/steps/sentences"

	"camreset/steps/ledger"
	"camreset/steps/notes"

	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/simcam"

	"github.com/gofrs/flock"
)

// A note that another copy holds is not waited for once the run has ended, reading
// does not wait at all, and a note that is free is still written.
func TestAHeldNoteIsNotWaitedForAfterTheEnd(t *testing.T) {
	folder := notes.Folder(notesFolder(t))
	over, end := context.WithCancel(t.Context())
	env := Env{Env: access.Env{Files: notes.Files{Now: time.Now, Read: folder.Read, Update: folder.Update}}}.WithCameras().Until(over)
	other := flock.New(filepath.Join(string(folder), ledger.LedgerFile+".lock"))
	if locked, err := other.TryLock(); err != nil || !locked {
		t.Fatal(locked, err)
	}
	done := make(chan error, 1)
	go func() { _, err := env.spendOne(ledger.Try{Ids: device}); done <- err }()
	env.Book().Spending(device, nil)
	if all, err := env.store().Walks(); len(all) != 0 || err != nil {
		t.Error(all, err)
	}
	end()
	select {
	case err := <-done:
		if !errors.Is(err, ledger.ErrLedger) || !errors.Is(err, notes.ErrHeld) || !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
	case <-time.After(notes.HeldFor - time.Second):
		t.Fatal("it is still waited for")
	}
	if err := other.Unlock(); err != nil {
		t.Fatal(err)
	}
	if _, err := env.spendOne(ledger.Try{Ids: device}); err != nil {
		t.Errorf("a free note: %v", err)
	}
}

// While another copy holds a note for a moment, it is waited for.
func TestAHeldNoteIsWaitedFor(t *testing.T) {
	folder, held := notes.Folder(notesFolder(t)), 3
	env := Env{Env: access.Env{Files: notes.Files{Now: time.Now, Read: folder.Read, Update: func(name string, change func([]byte) ([]byte, error)) error {
		if held--; held > 0 {
			return notes.ErrHeld
		}
		return folder.Update(name, change)
	}}}}.WithCameras()
	if _, err := env.spendOne(ledger.Try{Ids: device}); err != nil {
		t.Error(err)
	}
}

// A link in place of a note is not followed, whether it is read or written.
func TestANoteIsNoLink(t *testing.T) {
	dir := notesFolder(t)
	folder, other := notes.Folder(dir), filepath.Join(t.TempDir(), "other")
	if err := os.WriteFile(other, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{ledger.LedgerFile, saved.File + ".lock"} {
		if err := os.Symlink(other, filepath.Join(dir, name)); err != nil {
			t.Skipf("no link can be made here: %v", err)
		}
	}
	env := Env{Env: access.Env{Files: notes.Files{Now: time.Now, Read: folder.Read, Update: folder.Update}, Random: System().Random}}.WithCameras()
	if notes.Unfollowed == 0 {
		t.Skip("on this system links need an administrator")
	}
	if s := env.Book().Spending(device, nil); s.Problem == "" {
		t.Errorf("%+v", s)
	}
	if _, err := env.spendOne(ledger.Try{Ids: device}); !errors.Is(err, ledger.ErrLedger) {
		t.Errorf("%v", err)
	}
	if err := env.Keep(caseAt("menu", "192.168.1.64")); err == nil {
		t.Error("a walk was saved through a link")
	}
	if text, err := os.ReadFile(other); err != nil || string(text) != "{}" {
		t.Errorf("%q, %v", text, err)
	}
}

// A pipe in place of a note is not waited for.
func TestANoteIsNoPipe(t *testing.T) {
	dir := notesFolder(t)
	hostileFiles["a pipe"](t, filepath.Join(dir, ledger.LedgerFile))
	if s := (Env{Env: access.Env{Files: notes.Files{Now: time.Now, Read: notes.Folder(dir).Read}}}).WithCameras().Book().Spending(device, nil); s.Problem == "" {
		t.Errorf("%+v", s)
	}
}

// A disk of ours that is full is not told as a refusal of the camera.
func TestAFullDiskIsNotTheCamerasRefusal(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "inactive", nil)
		w.env.Update = func(string, func([]byte) ([]byte, error)) error { return notes.NotesError(notes.ErrFull) }
		f := w.named(false)
		change, r := w.env.Write(t.Context(), &f, ledger.IntentActivation, func() error { return errors.New("it was sent") })
		change(&f)
		said := r.Detail.String() + " " + writeFailed().Say(&f).String()
		if f.Change.Word != "refused" || strings.Contains(said, "refused") || !strings.Contains(said, "Nothing was sent") || !strings.Contains(said, "disk is full") {
			t.Errorf("%s %q", f.Change.Word, said)
		}
	})(t)
}

// The one more try is said to be one that may lock, wherever it is offered.
func TestTheOneMoreTryIsSaidToLock(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", func(s *simcam.Scenario) { hides(s) })
		f := w.named(false)
		f.Answers.SaidReset = true
		for range ledger.BudgetUntold {
			if said := tryPassword().Say(&f).String(); strings.Contains(said, sentences.MayLock) {
				t.Errorf("before its time: %s", said)
			}
			change, _ := w.env.Try(t.Context(), &f, loginWith("Some-1-Word"), false)
			change(&f)
		}
		for _, said := range []string{tryPassword().Say(&f).String(), sentences.TryLine(&f), sentences.ProofLine(&f).String()} {
			if !strings.Contains(said, sentences.MayLock) {
				t.Errorf("not said: %s", said)
			}
		}
		change, _ := w.env.Try(t.Context(), &f, loginWith("Some-1-Word"), false)
		if change(&f); f.Last.Attempt.Outcome != isapi.Wrong || sentences.ShutTry(&f).IsZero() {
			t.Errorf("%s, then %q", f.Last.Word, sentences.ShutTry(&f))
		}
	})(t)
}
