//go:build !windows

package tui_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"camreset/steps/facts"
)

// made is the password that a screen shows to be written down.
func (s *screen) made(t *testing.T) string {
	t.Helper()
	found := madeForm.FindString(escape.ReplaceAllString(s.raw(), ""))
	if found == "" {
		t.Fatal("no password was made")
	}
	return found
}

// stream is what fills a terminal's clipboard with a text.
func stream(text string) string {
	return "\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte(text)) + "\x07"
}

// farFrom starts the program as over SSH: its clipboard is the terminal's.
func farFrom(t *testing.T, args ...string) *screen {
	t.Helper()
	cmd := start(t, args...)
	cmd.Env = append(cmd.Env, "SSH_TTY=/dev/pts/9", "TERM=xterm-256color", "TMUX=")
	return onTerminal(t, cmd)
}

// Over SSH the full screen asks before a password goes into the terminal's stream, and
// the end of the run says that it stays in that clipboard, with a key that clears it.
func TestOverSSHTheFullScreenAsksBeforeItCopies(t *testing.T) {
	t.Parallel()
	s := farFrom(t, "--demo=inactive")
	for _, step := range []struct{ wait, keys string }{
		{"Is this your camera?", enter},
		{"has no password yet", "\x19"},
		{"Copy it through the terminal?", "2"},
	} {
		s.until(t, step.wait)
		s.press(t, step.keys)
	}
	s.until(t, "▸ Yes")
	if strings.Contains(s.raw(), "\x1b]52") {
		t.Error("something was copied before the answer")
	}
	made := s.made(t)
	s.press(t, enter)
	for _, step := range []struct{ wait, keys string }{
		{"The password's last four characters", made[10:] + enter},
		{"You are in", "f"},
		{"Type c and Enter", "c\n"},
	} {
		s.until(t, step.wait)
		s.press(t, step.keys)
	}
	s.until(t, "result: regained")
	s.ends(t)
	if raw := s.raw(); strings.Count(raw, stream(made)) != 1 || strings.Count(raw, stream("")) != 1 || !strings.Contains(raw, "The new password is still in the clipboard of") {
		t.Errorf("copied %d times, cleared %d times", strings.Count(raw, stream(made)), strings.Count(raw, stream("")))
	}
}

// The same in plain lines: no is the answer that stands first, and copies nothing;
// Enter alone at the end leaves the clipboard as it is.
func TestOverSSHPlainLinesAskBeforeTheyCopy(t *testing.T) {
	t.Parallel()
	s := farFrom(t, "--demo=inactive", "--keys")
	answer := func(wait, keys string) {
		t.Helper()
		s.until(t, "? "+wait)
		s.press(t, keys+"\n")
	}
	answer("owner", "mine")
	answer("new-password", "copy")
	answer("agree-copy", "no")
	s.until(t, "? new-password")
	if strings.Contains(s.raw(), "\x1b]52") {
		t.Error("it was copied without a yes")
	}
	made := s.made(t)
	s.press(t, "copy\n")
	answer("agree-copy", "yes")
	answer("new-password", made[10:])
	answer("done", "finish")
	s.until(t, "Type c and Enter to clear it")
	s.press(t, "\n")
	s.until(t, "result: regained")
	s.ends(t)
	if raw := s.raw(); strings.Count(raw, stream(made)) != 1 || strings.Contains(raw, stream("")) {
		t.Errorf("copied %d times; cleared: %v", strings.Count(raw, stream(made)), strings.Contains(raw, stream("")))
	}
}

// Where the copy goes is asked or said for each kind of clipboard.
func TestEveryClipboardIsNamed(t *testing.T) {
	for where, words := range map[facts.Clipboard]string{
		facts.OwnClipboard: "this computer", facts.TerminalClipboard: "that you sit at", facts.TmuxClipboard: "tmux's buffer",
	} {
		if !strings.Contains(where.Place(), words) {
			t.Errorf("%s: %s", where, where.Place())
		}
	}
}
