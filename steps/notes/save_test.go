package notes

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestSaveWritesForTheUserOnly(t *testing.T) {
	t.Chdir(t.TempDir())
	if _, err := Save("camreset-DS-2CD2143G0-I", "case.txt", []byte("one")); err != nil {
		t.Fatal(err)
	}
	path, err := Save("camreset-DS-2CD2143G0-I", "case.txt", []byte("two"))
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil || string(data) != "two" || !filepath.IsAbs(path) {
		t.Errorf("%s: %q, %v", path, data, err)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestSaveNeverLeavesItsFolder(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"../x", "/etc/x", "a/b", `a\b`, ".x", "", strings.Repeat("x", 100), "a\nb"} {
		if plain := PlainName(name); plain == name && name != "" {
			t.Errorf("%q passes as a plain name", name)
		}
		if _, err := Save("folder", name, nil); name != "" && err == nil {
			t.Errorf("%q was written", name)
		}
	}
}

// Where the folder that they work in takes nothing it is below their home, and where
// nothing does that is said.
func TestSaveFallsBackToTheHome(t *testing.T) {
	t.Chdir(t.TempDir())
	home := t.TempDir()
	for _, name := range []string{"HOME", "USERPROFILE"} {
		t.Setenv(name, home)
	}
	t.Setenv("SUDO_UID", "")
	if err := os.WriteFile("case", nil, 0o600); err != nil { // no folder can be made there
		t.Fatal(err)
	}
	path, err := Save("case", "case.txt", []byte("one"))
	if want := filepath.Join(home, "case", "case.txt"); err != nil || path != want {
		t.Errorf("%s, %v; want %s", path, err, want)
	}
	if err := os.WriteFile(filepath.Join(home, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("file", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Save("file", "case.txt", nil); err == nil || !strings.Contains(err.Error(), "could not be written") {
		t.Error(err)
	}
}

// A report stands in the folder where they work, or where the user said, and nothing but
// the file is made there.
func TestSaveBesideTheWork(t *testing.T) {
	t.Chdir(t.TempDir())
	path, err := Save("", "report.txt", []byte("one"))
	if err != nil || filepath.Base(path) != "report.txt" {
		t.Fatalf("%s, %v", path, err)
	}
	named := filepath.Join(t.TempDir(), "what was done.txt")
	for _, text := range []string{"two", "three"} {
		if err := CanSave(named); err != nil {
			t.Fatal(err)
		}
		path, err := SaveAs(named, []byte(text))
		if data, bad := os.ReadFile(named); err != nil || bad != nil || string(data) != text || path != named {
			t.Errorf("%s: %q, %v, %v", path, data, err, bad)
		}
	}
	if info, err := os.Stat(named); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	for _, folder := range []string{".", filepath.Dir(named)} {
		if all, err := os.ReadDir(folder); err != nil || len(all) != 1 {
			t.Errorf("%s holds %v, %v", folder, all, err)
		}
	}
}

func TestCanSaveSaysWhyNot(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		filepath.Join(dir, "no", "x.txt"):   "no folder",
		filepath.Join(dir, "file", "x.txt"): "is no folder",
		dir:                                 "no plain file",
	} {
		if err := CanSave(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", path, err, want)
		}
	}
	if _, err := SaveAs(filepath.Join(dir, "no", "x.txt"), nil); err == nil || strings.Contains(err.Error(), "x.txt-") {
		t.Errorf("%v", err)
	}
}

// A file for the user has its name before the disk is waited for, a note of ours has its
// bytes on the disk before it has its name.
func TestAFileForTheUserDoesNotWaitForTheDisk(t *testing.T) {
	dir := t.TempDir()
	seen := map[string]bool{}
	real := syncFile
	t.Cleanup(func() { syncFile = real })
	for name, write := range map[string]func(string) error{
		"report": func(path string) error { _, err := SaveAs(path, []byte("what was done")); return err },
		"note":   func(path string) error { return writeState(path, []byte("what was done")) },
	} {
		path := filepath.Join(dir, name)
		syncFile = func(f *os.File) error {
			text, err := os.ReadFile(path)
			seen[name] = err == nil && string(text) == "what was done"
			return real(f)
		}
		if err := write(path); err != nil {
			t.Fatal(err)
		}
	}
	if standing, waited := seen["report"]; !standing || !waited {
		t.Errorf("the report stands there while the disk is waited for: %v", standing)
	}
	if standing, waited := seen["note"]; standing || !waited {
		t.Errorf("a note has its name before the disk has it: %v, waited %v", standing, waited)
	}
}
