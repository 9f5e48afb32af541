package notes

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// one is a change to a text.
func one(text string) func([]byte) ([]byte, error) {
	return func([]byte) ([]byte, error) { return []byte(text), nil }
}

func TestNotesAreReadAndWritten(t *testing.T) {
	folder := Folder(filepath.Join(t.TempDir(), "a", "b")) // it is made
	if text, err := folder.Read(note); text != nil || err != nil {
		t.Errorf("before: %q, %v", text, err)
	}
	for _, text := range []string{"first", "", "second"} {
		if err := folder.Update(note, one(text)); err != nil {
			t.Fatal(err)
		}
		if got, err := folder.Read(note); got == nil || string(got) != text || err != nil {
			t.Errorf("%q, %v; want %q", got, err, text)
		}
	}
	no := errors.New("no")
	err := folder.Update(note, func(old []byte) ([]byte, error) { return append(old, '!'), no })
	if got, bad := folder.Read(note); !errors.Is(err, no) || string(got) != "second" || bad != nil {
		t.Errorf("%v; %q, %v", err, got, bad)
	}
}

// Of a note that is too long no more is read than shows it.
func TestALongNoteIsCut(t *testing.T) {
	folder := notesFolder(t)
	if err := os.WriteFile(filepath.Join(string(folder), note), make([]byte, 2*MaxState), 0o600); err != nil {
		t.Fatal(err)
	}
	if text, err := folder.Read(note); len(text) != MaxState+1 || err != nil {
		t.Errorf("%d bytes, %v", len(text), err)
	}
	if ReadNote(make([]byte, MaxState+1), new(any)) == nil {
		t.Error("it is taken")
	}
}

// A link in place of a note is not followed, whether it is read or written.
func TestANoteIsNoLink(t *testing.T) {
	if Unfollowed == 0 {
		t.Skip("on this system links need an administrator")
	}
	folder, other := notesFolder(t), filepath.Join(t.TempDir(), "other")
	if err := os.WriteFile(other, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{note, "another.lock"} {
		if err := os.Symlink(other, filepath.Join(string(folder), name)); err != nil {
			t.Skipf("no link can be made here: %v", err)
		}
	}
	if text, err := folder.Read(note); err == nil {
		t.Errorf("it was read: %q", text)
	}
	for _, name := range []string{note, "another"} {
		if err := folder.Update(name, one("new")); err == nil {
			t.Errorf("%s was written through a link", name)
		}
	}
	if text, err := os.ReadFile(other); err != nil || string(text) != "{}" {
		t.Errorf("%q, %v", text, err)
	}
}

// A file that is no plain one is not opened.
func TestAFolderIsNoFile(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "no plain file") {
		t.Error(err)
	}
	if _, err := Open(filepath.Join(dir, "none")); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
	path := filepath.Join(dir, "plain")
	if err := os.WriteFile(path, []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	_ = file.Close()
}

// On a disk that knows no second names a note is copied to be kept.
func TestANoteIsKeptByItsText(t *testing.T) {
	folder := notesFolder(t)
	if err := os.Mkdir(filepath.Join(string(folder), note), 0o700); err != nil { // no folder has a second name
		t.Fatal(err)
	}
	if kept, err := folder.Aside(note); err == nil {
		t.Errorf("a folder is kept as %s", kept)
	}
	if kept, err := folder.Aside("none"); err != nil || !strings.HasSuffix(kept, "none.damaged") {
		t.Errorf("%s, %v", kept, err)
	}
}

// A file is replaced in one step: who has begun to read the old one reads it to its end,
// and nothing half written stays beside the new one.
func TestRule8FilesAreWrittenInOneStep(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there a file that is being read cannot be replaced")
	}
	for name, write := range map[string]func(dir, text string) error{
		"a note":                     func(dir, text string) error { return Folder(dir).Update(note, one(text)) },
		"a file for the user":        func(dir, text string) error { _, err := SaveIn(dir, note, []byte(text)); return err },
		"a file that the user named": func(dir, text string) error { _, err := SaveAs(filepath.Join(dir, note), []byte(text)); return err },
	} {
		dir := string(notesFolder(t))
		if err := write(dir, "old"); err != nil {
			t.Fatal(err)
		}
		reader, err := os.Open(filepath.Join(dir, note))
		if err != nil {
			t.Fatal(err)
		}
		defer reader.Close()
		if err := write(dir, "the new one"); err != nil {
			t.Fatal(err)
		}
		if text, err := io.ReadAll(reader); err != nil || string(text) != "old" {
			t.Errorf("%s: who had begun to read reads %q, %v", name, text, err)
		}
		if text, err := os.ReadFile(filepath.Join(dir, note)); err != nil || string(text) != "the new one" {
			t.Errorf("%s: %q, %v", name, text, err)
		}
		for _, left := range entries(t, dir) {
			if left != note && left != note+".lock" {
				t.Errorf("%s: %s stays", name, left)
			}
		}
	}
}

func entries(t *testing.T, dir string) (names []string) {
	t.Helper()
	all, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		names = append(names, e.Name())
	}
	return names
}
