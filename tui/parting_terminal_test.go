//go:build !windows

package tui_test

import (
	"strings"
	"testing"
)

// A person who leaves hears where things stand before the word for scripts; in a
// demonstration, where nothing stays, nothing is said to be saved.
func TestPlainLinesOnATerminalSayWhereThingsStand(t *testing.T) {
	t.Parallel()
	s := onTerminal(t, start(t, "--plain", "--demo"))
	s.until(t, "1) ")
	s.press(t, ":quit\n")
	s.until(t, "result: gave-up")
	s.ends(t)
	raw := s.raw()
	if !strings.HasPrefix(raw, "To answer, type the number of an answer") || !strings.Contains(raw, "You are not back in yet. Nothing was changed.\r\nresult: gave-up") {
		t.Errorf("told %q", raw)
	}
	for _, line := range strings.Split(raw, "\n") {
		if strings.HasPrefix(line, "? ") || strings.HasSuffix(strings.TrimSpace(line), "]") {
			t.Errorf("a name for scripts: %q", line)
		}
	}
}

// The case that is printed after the screen is gone breaks between words.
func TestTheCaseIsPrintedInLinesThatFit(t *testing.T) {
	t.Parallel()
	s := onTerminal(t, start(t, "--demo"))
	for _, step := range []struct{ wait, keys string }{
		{"Is this your camera?", enter},
		{"How do you want to get back in?", "5"},
		{"can wait hours", enter},
		{"Get help from support", enter},
		{"Write it into a folder", enter},
		{"Open mail.txt", enter},
		{"Your case is in mail.txt", "f"},
	} {
		s.until(t, step.wait)
		s.press(t, step.keys)
	}
	s.until(t, "result: case-ready")
	s.ends(t)
	_, printed, _ := strings.Cut(s.raw(), "\x1b[?1049l")
	for _, whole := range []string{"The case is in the folder (demo)/camreset-case-DS-2CD2143G0-I-4412C2183", "Serial number, whole: DS-2CD2143G0-I20180419AAWR4412C2183"} {
		if !strings.Contains(printed, whole) {
			t.Errorf("%q is not in %q", whole, printed)
		}
	}
	for line := range strings.Lines(printed) {
		if line = strings.TrimSpace(escape.ReplaceAllString(line, "")); len(line) > 80 {
			t.Errorf("the terminal breaks %q", line)
		}
	}
}
