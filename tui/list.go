package tui

import (
	"slices"

	"camreset/steps"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// list is the options of a question and a cursor, which goes round. They stay where they
// were when the step was entered, so that nothing moves under the cursor. It is never
// changed; every method returns the next one.
type list struct {
	options []steps.Outcome
	cursor  int
}

// at is the option under the cursor; nothing where there is none.
func (l list) at() steps.Outcome {
	if len(l.options) == 0 {
		return ""
	}
	return l.options[l.cursor]
}

// to puts the cursor on an option, or on the first where that is gone.
func (l list) to(option steps.Outcome) list {
	l.cursor = max(slices.Index(l.options, option), 0)
	return l
}

// refilled is the list with the options of now, in the order they had. One that came
// stands below the others, and where one went the rest stays.
func (l list) refilled(w steps.Walk) list {
	var shown []steps.Outcome
	for _, o := range w.Step().Ask.Ordered(w.Facts()) {
		shown = append(shown, o.Key)
	}
	next := list{options: slices.DeleteFunc(slices.Clone(l.options), func(k steps.Outcome) bool { return !slices.Contains(shown, k) })}
	for _, k := range shown {
		if !slices.Contains(next.options, k) {
			next.options = append(next.options, k)
		}
	}
	return next.to(l.at())
}

// pressed moves the cursor.
func (l list) pressed(k tea.KeyMsg) list {
	n := len(l.options)
	switch {
	case n == 0:
	case key.Matches(k, keys.up):
		l.cursor = (l.cursor + n - 1) % n
	case key.Matches(k, keys.down):
		l.cursor = (l.cursor + 1) % n
	case key.Matches(k, keys.top):
		l.cursor = 0
	case key.Matches(k, keys.bottom):
		l.cursor = n - 1
	}
	return l
}

// pointed is a line of a list; a mark stands before the one under the cursor.
func pointed(line string, here bool) string {
	if here {
		return bold.Render("> " + line)
	}
	return "  " + line
}
