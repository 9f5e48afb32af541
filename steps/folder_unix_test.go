//go:build unix

package steps

import (
	"camreset/steps/access"

	"camreset/steps/sentences"

	"camreset/steps/facts"

	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/notes"

	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// refuses fails unless the folder is used for nothing, and the reason is said.
func refuses(t *testing.T, name string, folder notes.Folder, why error) {
	t.Helper()
	env := Env{Env: access.Env{Files: notes.Files{Now: time.Now, Read: folder.Read, Update: folder.Update}}}.WithCameras()
	s := env.Book().Spending(device, nil)
	f := Facts{Camera: facts.Camera{Target: lan.Address{IP: "192.168.1.64"}, Place: lan.Near, Spent: s}}
	if _, err := env.spendOne(ledger.Try{Ids: device}); !errors.Is(err, why) || !strings.Contains(sentences.ShutTry(&f).String(), why.Error()) {
		t.Errorf("%s: %v; %q", name, err, sentences.ShutTry(&f))
	}
}

// A folder that others may write to, or of somebody else, is said and not used.
func TestRule8AFolderOfOthersIsNotUsed(t *testing.T) {
	for mode, why := range map[os.FileMode]error{0o777: notes.ErrOpen, 0o770: notes.ErrOpen, 0o1777: notes.ErrOpen, 0o755: nil, 0o700: nil} {
		dir := notesFolder(t)
		if err := os.Chmod(dir, mode); err != nil {
			t.Fatal(err)
		}
		if err := notes.Folder(dir).Usable(); !errors.Is(err, why) {
			t.Errorf("%o: %v", mode, err)
		}
		if why != nil {
			refuses(t, mode.String(), notes.Folder(dir), why)
		}
	}
	plain := filepath.Join(t.TempDir(), "plain")
	if err := os.WriteFile(plain, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	refuses(t, "a file", notes.Folder(plain), notes.ErrNoDir)
	if os.Geteuid() != 0 {
		t.Skip("a folder of somebody else can be made by root only")
	}
	dir := notesFolder(t)
	if err := os.Chown(dir, 12345, 12345); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SUDO_UID", "")
	refuses(t, "somebody else's", notes.Folder(dir), notes.ErrForeign)
}

// Where no home folder is known no notes are kept, and no try is made.
func TestRule8WithoutAHomeNothingIsKept(t *testing.T) {
	for _, name := range []string{"HOME", "XDG_STATE_HOME", "CAMRESET_STATE", "SUDO_UID"} {
		t.Setenv(name, "")
	}
	refuses(t, "no home", notes.DefaultFolder(), notes.ErrNoFolder)
}

// sudo pretends that a user without an account has run the program by sudo, from a
// home of their own.
func sudo(t *testing.T) (home string) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("what sudo does can be seen by root only")
	}
	home = t.TempDir()
	if err := os.Chown(home, 54321, 54321); err != nil {
		t.Skipf("no folder can be given away here: %v", err)
	}
	for name, value := range map[string]string{"SUDO_UID": "54321", "SUDO_GID": "54321", "SUDO_HOME": home, "HOME": "/root", "XDG_STATE_HOME": "", "CAMRESET_STATE": ""} {
		t.Setenv(name, value)
	}
	return home
}

// Under sudo the notes are the caller's: in their home, and theirs to write again.
func TestRule1SudoUsesTheCallersNotes(t *testing.T) {
	home := sudo(t)
	dir := notes.DefaultFolder()
	if !strings.HasPrefix(string(dir), home) {
		t.Fatalf("the notes are in %s", dir)
	}
	env := Env{Env: access.Env{Files: notes.Files{Now: time.Now, Read: dir.Read, Update: dir.Update, Aside: dir.Aside}, Random: System().Random}}.WithCameras()
	if n := wrongUntilShut(t, env, device, false); n != ledger.BudgetUntold {
		t.Errorf("%d tries, want %d", n, ledger.BudgetUntold)
	}
	if err := env.Update(ledger.IntentFile, func([]byte) ([]byte, error) { return []byte("{"), nil }); err != nil {
		t.Fatal(err)
	}
	if _, _, aside, err := env.Book().Intent(env.Identity(&Facts{})); aside == "" || err != nil {
		t.Errorf("%q, %v", aside, err)
	}
	if _, err := notes.SaveIn(filepath.Join(home, "camreset-case"), "case.txt", []byte("case")); err != nil {
		t.Error(err)
	}
	err := filepath.WalkDir(home, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil || notes.OwnerOf(info) != 54321 || info.Mode().Perm()&0o077 != 0 && path != home {
			t.Errorf("%s belongs to %d with mode %v, %v", path, notes.OwnerOf(info), info.Mode(), err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// Links of the caller lead root nowhere else.
func TestRule1SudoFollowsNoLinks(t *testing.T) {
	home, other := sudo(t), t.TempDir()
	if err := os.Symlink(other, filepath.Join(home, ".local")); err != nil {
		t.Fatal(err)
	}
	folder := notes.DefaultFolder()
	env := Env{Env: access.Env{Files: notes.Files{Now: time.Now, Read: folder.Read, Update: folder.Update}}}.WithCameras()
	if _, err := env.spendOne(ledger.Try{Ids: device}); !errors.Is(err, notes.ErrForeign) || !strings.Contains(err.Error(), home) {
		t.Errorf("%v", err)
	}
	if left, err := os.ReadDir(other); err != nil || len(left) != 0 {
		t.Errorf("%v, %v", left, err)
	}
	theirs := filepath.Join(other, "theirs")
	if err := os.WriteFile(theirs, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	second := filepath.Join(home, "second")
	if err := os.Link(theirs, second); err != nil {
		t.Skipf("no second name can be made here: %v", err)
	}
	if err := notes.GiveToCaller(second); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(theirs); err != nil || notes.OwnerOf(info) != 0 {
		t.Errorf("a file with a second name was given away, %v", err)
	}
}

// What is wrong with a disk is said as it is.
func TestDisksThatTakeNoNotes(t *testing.T) {
	for err, want := range map[error]error{syscall.EROFS: notes.ErrReadOnly, syscall.ENOSPC: notes.ErrFull, syscall.EDQUOT: notes.ErrFull} {
		if got := notes.NotesError(&os.PathError{Op: "open", Path: "x", Err: err}); !errors.Is(got, want) || errors.Is(got, notes.ErrHeld) {
			t.Errorf("%v is told as %v", err, got)
		}
	}
}
