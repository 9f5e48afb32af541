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
