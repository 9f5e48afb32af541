//go:build !windows

package desktop

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"camreset/steps/facts"

	"github.com/creack/pty"
)

// TestCopyWritesToTerminalsOnly: without a clipboard the terminal is asked to
// copy, and a file or pipe gets no escape codes.
func TestCopyWritesToTerminalsOnly(t *testing.T) {
	t.Setenv("SSH_TTY", "/dev/pts/9") // the clipboard of this computer is not the user's
	t.Setenv("TERM", "xterm")
	t.Setenv("TMUX", "")
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var buffer bytes.Buffer
	if Copy("text", file) == nil || Copy("text", &buffer) == nil || Copy("text", nil) == nil {
		t.Error("what is no terminal was asked to copy")
	}
	if info, err := file.Stat(); err != nil || info.Size() != 0 || buffer.Len() != 0 {
		t.Errorf("escape codes were written: %v, %q", err, buffer.String())
	}
	far, near, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer far.Close()
	defer near.Close()
	if err := Copy("text", near); err != nil {
		t.Error(err)
	}
	said := make([]byte, 64)
	n, err := far.Read(said)
	if err != nil || !strings.HasPrefix(string(said[:n]), "\x1b]52;c;") {
		t.Errorf("the terminal got %q, %v", said[:n], err)
	}
	t.Setenv("TERM", "dumb")
	if Copy("text", near) == nil {
		t.Error("a dumb terminal was asked to copy")
	}
}

// Each clipboard is known before anything is copied.
func TestClipboardIsKnownBeforehand(t *testing.T) {
	far, near, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer far.Close()
	defer near.Close()
	t.Setenv("SSH_TTY", "/dev/pts/9")
	for _, c := range []struct {
		term, tmux string
		terminal   *os.File
		want       facts.Clipboard
	}{
		{"xterm", "", near, facts.TerminalClipboard}, {"xterm", "/tmp/tmux-1/default,1,0", near, facts.TmuxClipboard},
		{"dumb", "", near, facts.NoClipboard}, {"xterm", "", nil, facts.NoClipboard},
	} {
		t.Setenv("TERM", c.term)
		t.Setenv("TMUX", c.tmux)
		if got := Clipboard(c.terminal); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.term, c.tmux, got, c.want)
		}
		if _, err := Uncopy("text", c.terminal); (err == nil) != (c.want != facts.NoClipboard) {
			t.Errorf("%s: clearing says %v", c.want, err)
		}
	}
}
