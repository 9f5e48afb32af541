package steps

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
)

// TestEnterAloneLeadsInNoCircle answers every question with what is lit first, and types
// the end of the new password where that is asked: no two screens may come in turns.
func TestEnterAloneLeadsInNoCircle(t *testing.T) {
	t.Parallel()
	enough := errors.New("hands or knowledge are needed")
	for _, scenario := range []string{"forgotten", "factory-default", "inactive", "locked", "moved", "no-button", "recorder", "cloud"} {
		for _, where := range []facts.Clipboard{facts.OwnClipboard, facts.TerminalClipboard, facts.TmuxClipboard, facts.NoClipboard} {
			t.Run(strings.TrimSpace(scenario+" "+string(where)), besides(func(t *testing.T) {
				w := newWorld(t, scenario, nil)
				w.env.Copy, w.env.Clipboard = func(string) error { return nil }, where
				var seen []ID
				ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
				defer cancel()
				given, _ := lan.ParseAddress(w.ip)
				_, err := w.run(ctx, w.env, Begin(w.env, given), func(_ context.Context, at Walk, refused error) (string, error) {
					s, f := at.Step(), at.Facts()
					seen = append(seen, s.ID)
					if n := len(seen); n >= 4 && seen[n-1] == seen[n-3] && seen[n-2] == seen[n-4] && seen[n-1] != seen[n-2] {
						t.Errorf("%s and %s come in turns: %v", seen[n-2], seen[n-1], seen)
						return "", enough
					}
					if n := len(seen); refused != nil || n >= 3 && seen[n-1] == seen[n-2] && seen[n-2] == seen[n-3] || n > 60 {
						return "", enough
					}
					if s.Ask.Kind == flow.Choice {
						options := s.Ask.Ordered(f)
						open := max(slices.IndexFunc(options, func(o Option) bool { return o.ShutFor(f).IsZero() }), 0)
						return string(options[open].Key), nil
					}
					if kept := f.Answers.New.Reveal(); len(kept) > 4 {
						return kept[len(kept)-4:], nil
					}
					return "", enough
				}, nil)
				if err != nil && !errors.Is(err, enough) || len(seen) < 3 {
					t.Errorf("%v after %v", err, seen)
				}
				t.Logf("%v", seen)
			}))
		}
	}
}
