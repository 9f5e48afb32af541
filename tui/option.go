package tui

import (
	"fmt"
	"strings"

	"camreset/steps"
	"camreset/steps/facts"
)

// optionLines are the options of a list, each in one line.
func optionLines(w steps.Walk, l list, here bool, width int) []string {
	ask, out := w.Step().Ask, make([]string, 0, len(l.options))
	for i, k := range l.options {
		number := fmt.Sprintf("%d. ", ask.Number(k, w.Facts()))
		room := max(width-len("> ")-len(number), 1)
		out = append(out, pointed(number+label(ask.Option(k), w.Facts(), room), here && i == l.cursor))
	}
	return out
}

// label is an option in one line, which says whether it is shut.
func label(o *steps.Option, f *facts.Facts, room int) string {
	mark := ""
	if !o.ShutFor(f).IsZero() {
		mark = " (not possible)"
	}
	if room < len(mark)+12 {
		mark = strings.Replace(mark, " (not possible)", " (no)", 1)
	}
	return cut(words(o.LabelFor(f)), max(room-len(mark), 1)) + mark
}
