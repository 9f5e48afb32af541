package text

import (
	"slices"
	"testing"
)

func TestBroken(t *testing.T) {
	for line, want := range map[string][]string{
		"":                        {""},
		"one two":                 {"one two"},
		"one two three":           {"one two", "three"},
		"one  two\tthree":         {"one two", "three"},
		"no unbreakableword here": {"no", "unbreakableword", "here"},
		"één twéé":                {"één twéé"},
	} {
		if got := Broken(line, 8); !slices.Equal(got, want) {
			t.Errorf("%q is broken into %q, want %q", line, got, want)
		}
	}
}
