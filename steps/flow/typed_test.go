package flow_test

import (
	"strings"
	"testing"

	"camreset/steps/flow"
	"camreset/steps/text"
)

// What is more often a slip than meant is told, and nothing of it quoted.
func TestOddAnswers(t *testing.T) {
	for kind, odd := range map[flow.Kind]map[string]string{
		flow.Password: {
			"Lantern-57": "", "Lantern 57": "", "Lantérn-57": "", "日本": "",
			"\x16Lantern": "cannot be seen", "Lan\ntern": "cannot be seen", "Lan\ttern": "cannot be seen", "Lan\u200btern": "cannot be seen", "Lan\u0085": "cannot be seen", "Lan\xff": "cannot be seen",
			"Lantern ": "blank", " Lantern": "blank", "Lantern\u00a0": "blank", "Ｌantern": "full-width", "Lantern１": "full-width", "Lan\u3000tern": "full-width",
			"": "",
		},
		flow.Line:   {"a path ": "", "Ａ": "", "a\x16": "cannot be seen"},
		flow.Pick:   {"key\x16": "cannot be seen", "stop": ""},
		flow.Choice: {"key\x16": ""},
	} {
		w := start(step{ID: "typed", Ask: &question{Kind: kind, Options: []option{{Key: "stop"}}}})
		for typed, says := range odd {
			got := w.Odd(typed).String()
			if (got == "") != (says == "") || !strings.Contains(got, says) || strings.Contains(got, "Lan") {
				t.Errorf("kind %d, %q: %q, want %q", kind, typed, got, says)
			}
		}
	}
	if odd := start(asks("end", nil)).Odd("a\x16"); !odd.IsZero() {
		t.Errorf("where nothing is asked: %s", odd)
	}
}

// What is refused anyway is refused for that.
func TestOddIsNotAskedAboutWhatIsRefused(t *testing.T) {
	refuse := func(*facts, string) text.Text { return say("No.") }
	w := start(step{ID: "typed", Ask: &question{Kind: flow.Password, Valid: refuse}})
	if odd := w.Odd("Lantern "); !odd.IsZero() {
		t.Error(odd)
	}
}
