//go:build unix

package notes

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// refuses fails unless the folder is used for nothing, and the reason is said.
func refuses(t *testing.T, name string, folder Folder, why error) {
	t.Helper()
	_, reading := folder.Read(note)
	if writing := folder.Update(note, one("new")); !errors.Is(reading, why) || !errors.Is(writing, why) {
		t.Errorf("%s: %v; %v", name, reading, writing)
	}
}

// A folder that others may write to, or of somebody else, is said and not used.
func TestRule8AFolderOfOthersIsNotUsed(t *testing.T) {
	for mode, why := range map[os.FileMode]error{0o777: errOpen, 0o770: errOpen, 0o1777: errOpen, 0o755: nil, 0o700: nil} {
		folder := notesFolder(t)
		if err := os.Chmod(string(folder), mode); err != nil {
			t.Fatal(err)
		}
		if err := folder.usable(); !errors.Is(err, why) {
			t.Errorf("%o: %v", mode, err)
		}
		if why != nil {
			refuses(t, mode.String(), folder, why)
		}
	}
	plain := filepath.Join(t.TempDir(), "plain")
	if err := os.WriteFile(plain, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	refuses(t, "a file", Folder(plain), ErrNoDir)
	if os.Geteuid() != 0 {
		t.Skip("a folder of somebody else can be made by root only")
	}
	folder := notesFolder(t)
	if err := os.Chown(string(folder), 12345, 12345); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SUDO_UID", "")
	refuses(t, "somebody else's", folder, errForeign)
}

// Where no home folder is known no notes are kept, and no try is made.
func TestRule8WithoutAHomeNothingIsKept(t *testing.T) {
	t.Chdir(t.TempDir()) // nor is anything left there
	for _, name := range []string{"HOME", "XDG_STATE_HOME", "CAMRESET_STATE", "SUDO_UID"} {
		t.Setenv(name, "")
	}
	refuses(t, "no home", DefaultFolder(), errNoFolder)
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
	dir := DefaultFolder()
	if !strings.HasPrefix(string(dir), home) {
		t.Fatalf("the notes are in %s", dir)
	}
	files := filesIn(t.Context(), dir)
	for range 2 {
		if err := files.Change(note, write("{")); err != nil {
			t.Fatal(err)
		}
	}
	if err := files.Change(note, unreadable); err != nil {
		t.Fatal(err)
	}
	if _, err := SaveIn(filepath.Join(home, "camreset-case"), "case.txt", []byte("case")); err != nil {
		t.Error(err)
	}
	err := filepath.WalkDir(home, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil || ownerOf(info) != 54321 || info.Mode().Perm()&0o077 != 0 && path != home {
			t.Errorf("%s belongs to %d with mode %v, %v", path, ownerOf(info), info.Mode(), err)
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
	folder := DefaultFolder()
	if err := folder.Update(note, one("new")); !errors.Is(err, errForeign) || !strings.Contains(err.Error(), home) {
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
	if err := giveToCaller(second); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(theirs); err != nil || ownerOf(info) != 0 {
		t.Errorf("a file with a second name was given away, %v", err)
	}
}

// What is wrong with a disk is said as it is.
func TestDisksThatTakeNoNotes(t *testing.T) {
	for err, want := range map[error]error{syscall.EROFS: errReadOnly, syscall.ENOSPC: ErrFull, syscall.EDQUOT: ErrFull} {
		if got := NotesError(&os.PathError{Op: "open", Path: "x", Err: err}); !errors.Is(got, want) || errors.Is(got, ErrHeld) {
			t.Errorf("%v is told as %v", err, got)
		}
	}
}

// A pipe in place of a note is not waited for.
func TestANoteIsNoPipe(t *testing.T) {
	folder := notesFolder(t)
	path := filepath.Join(string(folder), note)
	if out, err := exec.Command("mkfifo", path).CombinedOutput(); err != nil {
		t.Skipf("no pipe with a name can be made here: %v %s", err, out)
	}
	if _, err := folder.Read(note); err == nil {
		t.Error("it was read")
	}
	if _, err := Open(path); err == nil {
		t.Error("it was opened")
	}
}

// Where the notes are, by what the user's environment says.
func TestTheFolderOfTheNotes(t *testing.T) {
	for want, env := range map[string]map[string]string{
		"/own":             {"CAMRESET_STATE": "/own", "XDG_STATE_HOME": "/state", "HOME": "/home/me"},
		"/state/camreset":  {"XDG_STATE_HOME": "/state", "HOME": "/home/me"},
		"":                 {"XDG_STATE_HOME": "state"},
		"/home/me":         {"HOME": "/home/me", "XDG_STATE_HOME": "relative/is/not/taken"},
		"/home/them":       {"HOME": "/root", "SUDO_UID": "54321", "SUDO_GID": "54321", "SUDO_HOME": "/home/them"},
		"/home/never-sudo": {"HOME": "/home/never-sudo", "SUDO_UID": "0", "SUDO_GID": "0", "SUDO_HOME": "/home/them"},
	} {
		got := string(Someone{Uid: 0, Env: func(name string) string { return env[name] }}.Notes())
		if got != want && (!strings.HasPrefix(got, want+"/") || !strings.HasSuffix(got, "camreset")) {
			t.Errorf("%v: %s, want %s", env, got, want)
		}
	}
}
