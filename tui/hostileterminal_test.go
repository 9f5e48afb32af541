//go:build !windows

package tui_test

import (
	"strings"
	"testing"
)

// The full screen, with every text of the camera foul: all that is written to the
// terminal, but for the screen's own codes.
func TestHostileTextsOnTheFullScreen(t *testing.T) {
	t.Parallel()
	for _, f := range foul[:7] { // the rest shows nothing more than on plain lines
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			s := onTerminal(t, inFolder(start(t, hostile(t, everywhere(f.text))), dir))
			for _, step := range []struct{ wait, keys string }{
				{"Is this your", enter},
				{"How do you want to get back in?", "6"}, {"▸ 6", enter},
				{"▸ Password", "Garden-22-Gate" + enter},
				{"You are in", "d"}, {"detail", "\x1b"},
				{"You are in", "l"}, {"Log", "\x1b"},
				{"You are in", "q"},
			} {
				s.until(t, step.wait)
				s.press(t, step.keys)
			}
			s.until(t, "result: already-in")
			s.ends(t)
			raw := s.raw()
			if strings.Contains(raw, "\x1b]") || strings.Contains(raw, "\x1bP") {
				t.Error("a command to the terminal of the camera's")
			}
			mustBeClean(t, "the screen", strings.ReplaceAll(escape.ReplaceAllString(raw, ""), "\r", ""))
			mustBeCleanFolder(t, dir)
		})
	}
}
