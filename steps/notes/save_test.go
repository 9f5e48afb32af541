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
