package tui

import (
	"fmt"
	"strings"

	"camreset/steps"
)

// pickLines is the table with its line, its options and a note, in at most
// room lines. What is under the cursor is always among them.
func (s screen) pickLines(room, width int) []string {
	t, note := s.question.table, s.note(width)
	keep := s.pickRoom(room, len(note))
	var lines []string
	if room > 1 {
		line, _, _ := strings.Cut(s.question.field().view(), "\n")
		lines = []string{line}
	}
	lines = append(lines, t.lines(keep, width, s.belowLines(width))...)
	return append(lines, shortened(note, room-len(lines), width)...)
}

// pickRoom is how many lines the list has when so many are left for the line
// that filters, the list and its note.
func (s screen) pickRoom(room, note int) int {
	if room > 1 {
		room--
	}
	return max(min(s.question.table.height(), max(room-note, min(s.leastAnswers(), room))), 0)
}

// belowLines are the places under the rows, each in one line.
func (s screen) belowLines(width int) []string {
	t, room := s.question.table, max(width-len("> "), 1)
	out := make([]string, 0, len(t.below))
	for i, p := range t.below {
		line := fmt.Sprintf("Take %q as it was typed", clean(p.key))
		if p.kind == onOption {
			line = label(s.walk.Step().Ask.Option(steps.Outcome(p.key)), s.walk.Facts(), room)
		}
		out = append(out, pointed(cut(line, room), len(t.shown)+i == t.cursor))
	}
	return out
}
