package steps

import (
	"slices"
	"strings"
	"testing"

	"camreset/steps/facts"
)

// Before a password is copied it is said where it goes; where that is out of this
// computer it is asked, and without a yes nothing is copied.
func TestWhereACopyGoesIsSaidBefore(t *testing.T) {
	t.Parallel()
	keep, _ := Guide().Step("new-password")
	ask, _ := Guide().Step("agree-copy")
	for where, c := range map[facts.Clipboard]struct {
		answers []string // at agree-copy
		copies  int
		said    string
	}{
		facts.OwnClipboard:      {nil, 1, joined(keep.Sheet(&Facts{Run: facts.Run{Clipboard: facts.OwnClipboard}}))},
		facts.TerminalClipboard: {[]string{"no", "yes"}, 1, ask.Say(&Facts{Run: facts.Run{Clipboard: facts.TerminalClipboard}}).String()},
		facts.TmuxClipboard:     {[]string{"no"}, 0, ask.Say(&Facts{Run: facts.Run{Clipboard: facts.TmuxClipboard}}).String()},
		facts.NoClipboard:       {nil, 0, "clipboard"},
	} {
		t.Run(string(where), besides(func(t *testing.T) {
			w := newWorld(t, "inactive", nil)
			var copied []string
			w.env.Copy = func(text string) error { copied = append(copied, text); return nil }
			w.env.Clipboard = where
			answers := mine.with(script{"new-password": {"copy", "copy", lastFour}, "agree-copy": c.answers, "done": {"finish"}, stopRefused: nil})
			if len(c.answers) < 2 {
				answers["new-password"] = []string{"copy", lastFour}
			}
			end, log := w.tell(t, answers)
			secret, place := InClipboard(end)
			if len(copied) != c.copies || c.copies == 1 && (copied[0] != secret.Reveal() || len(copied[0]) != 14 || place != where) || c.copies == 0 && !secret.IsZero() {
				t.Errorf("copied %d times, kept as %q; %v", len(copied), place, log)
			}
			if asked := slices.ContainsFunc(log, func(s string) bool { return strings.HasPrefix(s, "agree-copy=") }); asked != where.Far() || Ended(end) != Regained {
				t.Errorf("asked: %v, %s; %v", asked, Ended(end), log)
			}
			if !strings.Contains(c.said, "clipboard") || where.Far() && !(strings.Contains(c.said, "through the terminal") && strings.Contains(c.said, "cannot be taken back")) || (where == facts.TmuxClipboard) != strings.Contains(c.said, "tmux") {
				t.Errorf("it says %q", c.said)
			}
		}))
	}
}
