package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is written is there for every command and every shell, the same each time.
func TestPagesAndCompletions(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", "1795805682")
	dirs := [2]string{t.TempDir(), t.TempDir()}
	for _, dir := range dirs {
		if err := write(dir); err != nil {
			t.Fatal(err)
		}
	}
	for name, says := range map[string]string{
		"man/camreset.1": "official ways", "man/camreset-check.1": "without a login", "man/camreset-simulate.1": "Scenarios",
		"completions/camreset.bash": "__start_camreset", "completions/_camreset": "#compdef camreset",
		"completions/camreset.fish": "complete -c camreset", "completions/camreset.ps1": "Register-ArgumentCompleter",
	} {
		first, err := os.ReadFile(filepath.Join(dirs[0], filepath.FromSlash(name)))
		if err != nil {
			t.Error(err)
			continue
		}
		second, _ := os.ReadFile(filepath.Join(dirs[1], filepath.FromSlash(name)))
		if !strings.Contains(string(first), says) || string(first) != string(second) {
			t.Errorf("%s lacks %q, or is not the same twice", name, says)
		}
		if strings.HasSuffix(name, ".1") && !strings.Contains(string(first), "Nov 2026") {
			t.Errorf("%s has not the date of the commit: %.200s", name, first)
		}
	}
}

func TestNeedsAFolder(t *testing.T) {
	if write("") == nil {
		t.Error("writes nowhere")
	}
}
