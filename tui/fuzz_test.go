package tui

import (
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// FuzzText draws any text at any width: nothing of it is a command to the terminal, and no
// line is wider than it may be.
func FuzzText(f *testing.F) {
	for _, seed := range []string{"What is done, what to do now.", "\x1b]52;c;eA==\a\x9b2J", "a\u202eb\u2028c", "摄像机 camera", "  indented\n\n  twice", strings.Repeat("x", 300), "e\u0301\u0301", "👩‍👩‍👧"} {
		f.Add(seed, 80)
		f.Add(seed, 12)
	}
	f.Fuzz(func(t *testing.T, text string, width int) {
		if width < 1 || width > 400 {
			return
		}
		safe := clean(text)
		for _, r := range safe {
			if r != '\n' && (unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control)) {
				t.Errorf("%q holds %U", safe, r)
			}
		}
		if line := cut(safe, width); ansi.StringWidth(line) > width || strings.Contains(line, "\n") {
			t.Errorf("%q, cut to %d: %q", safe, width, line)
		}
		for _, line := range append(wrap(safe, width), hang("• ", safe, width)...) {
			if word := strings.TrimSpace(strings.TrimPrefix(line, "• ")); ansi.StringWidth(line) > width+2 && strings.Contains(word, " ") {
				t.Errorf("%q, wrapped to %d: %q", safe, width, line)
			}
		}
	})
}
