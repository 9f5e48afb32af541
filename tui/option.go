package tui

import (
	"fmt"
	"slices"
	"strings"

	"camreset/steps"
)

// labels are the lines of a choice, each cut to one line: a list whose lines
// wrap loses its cursor.
func labels(w steps.Walk, order []steps.Outcome, width int) []string {
	ask, out := w.Step().Ask, make([]string, 0, len(order))
	for _, k := range order {
		number := fmt.Sprintf("%d. ", ask.Number(k, w.Facts()))
		room := max(width-len("> ")-len(number), 1)
		out = append(out, number+label(optionOf(ask, k), w.Facts(), room))
	}
	return out
}

// label is an option in one line, which says whether it is shut.
func label(o steps.Option, f *steps.Facts, room int) string {
	mark := ""
	if !o.ShutFor(f).IsZero() {
		mark = " (not possible)"
	}
	if room < len(mark)+12 {
		mark = strings.Replace(mark, " (not possible)", " (no)", 1)
	}
	return cut(words(o.LabelFor(f)), max(room-len(mark), 1)) + mark
}

func optionOf(ask *steps.Question, key steps.Outcome) steps.Option {
	for _, o := range ask.Options {
		if o.Key == key {
			return o
		}
	}
	return steps.Option{}
}

// reordered are the answers that can be seen now, in the order they had.
func reordered(order []steps.Outcome, w steps.Walk) []steps.Outcome {
	var shown []steps.Outcome
	for _, o := range w.Step().Ask.Ordered(w.Facts()) {
		shown = append(shown, o.Key)
	}
	kept := slices.DeleteFunc(slices.Clone(order), func(k steps.Outcome) bool { return !slices.Contains(shown, k) })
	for _, k := range shown {
		if !slices.Contains(kept, k) {
			kept = append(kept, k)
		}
	}
	return kept
}
