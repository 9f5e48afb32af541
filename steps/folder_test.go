package steps

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/simcam"
	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/notes"
	"camreset/steps/saved"
	"camreset/steps/sentences"

	"github.com/gofrs/flock"
)

// Why a folder is not used is said where a password would be typed.
func TestRule8AFolderThatIsNotUsedIsSaid(t *testing.T) {
	plain := filepath.Join(t.TempDir(), "plain")
	if err := os.WriteFile(plain, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	folder := notes.Folder(plain)
	env := Env{Env: access.Env{Files: notes.Files{Now: time.Now, Read: folder.Read, Update: folder.Update}}}.WithCameras()
	f := Facts{Camera: facts.Camera{Target: lan.Address{IP: "192.168.1.64"}, Place: lan.Near, Spent: env.Book().Spending(device, nil)}}
	if _, err := env.spendOne(ledger.Try{Ids: device}); !errors.Is(err, notes.ErrNoDir) || !strings.Contains(sentences.ShutTry(&f).String(), notes.ErrNoDir.Error()) {
		t.Errorf("%v; %q", err, sentences.ShutTry(&f))
	}
}

// Walks are read and saved as notes are: not while another copy holds them, once the run
// has ended, and through no link.
func TestWalksAreNotes(t *testing.T) {
	dir := notesFolder(t)
	folder := notes.Folder(dir)
	over, end := context.WithCancel(t.Context())
	env := Env{Env: access.Env{Files: notes.Files{Now: time.Now, Read: folder.Read, Update: folder.Update}, Random: System().Random}}.WithCameras().Until(over)
	other := flock.New(filepath.Join(dir, saved.File+".lock"))
	if locked, err := other.TryLock(); err != nil || !locked {
		t.Fatal(locked, err)
	}
	if all, err := env.store().Walks(); len(all) != 0 || err != nil {
		t.Error(all, err)
	}
	end()
	if err := env.Keep(caseAt("menu", "192.168.1.64")); !errors.Is(err, notes.ErrHeld) || !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err := other.Unlock(); err != nil {
		t.Fatal(err)
	}
	if notes.Unfollowed == 0 {
		t.Skip("on this system links need an administrator")
	}
	theirs := filepath.Join(t.TempDir(), "theirs")
	lock := filepath.Join(dir, saved.File+".lock")
	if err := errors.Join(os.WriteFile(theirs, []byte("{}"), 0o600), os.Remove(lock), os.Symlink(theirs, lock)); err != nil {
		t.Skipf("no link can be made here: %v", err)
	}
	if err := env.WithCameras().Keep(caseAt("menu", "192.168.1.64")); err == nil {
		t.Error("a walk was saved through a link")
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
		for _, said := range []string{tryPassword().Say(&f).String(), sentences.TryLine(&f).String(), sentences.ProofLine(&f).String()} {
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
