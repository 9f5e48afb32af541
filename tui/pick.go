package tui

import (
	"fmt"

	"camreset/steps"

	"github.com/charmbracelet/x/ansi"
)

// pickLines is the table with the line that is typed into, its options and what is said
// of the lit one, in at most room lines. What is under the cursor is always among them.
func (s *screen) pickLines(room, width int, about []string) []string {
	var lines []string
	if s.question.typing() && room > 1 {
		lines = []string{"  " + s.fieldView(0)}
	}
	refusal := s.refusalLines(width)
	keep := max(min(s.question.table.height(), room-len(lines)-len(refusal)-len(about)), min(3, room-len(lines)), 0)
	lines = append(lines, s.tableLines(keep, width, s.belowLines(width))...)
	lines = append(lines, shortened(refusal, room-len(lines), width)...)
	return append(lines, shortened(about, room-len(lines), width)...)
}

// belowLines are the places under the rows, each in one line.
func (s *screen) belowLines(width int) []string {
	t, indent := s.question.table, s.indent(width)
	room := max(width-indent-s.pointer(), 1)
	out := make([]string, 0, len(t.below))
	for i, p := range t.below {
		text, shut := fmt.Sprintf("Take %q as it was typed", clean(p.key)), false
		if p.kind == onOption {
			o := s.walk.Step().Ask.Option(steps.Outcome(p.key))
			l := choice{label: oneLine(o.LabelFor(s.walk.Facts())), shut: oneLine(o.ShutFor(s.walk.Facts()))}
			text, shut = l.text([]int{room}, room), l.shut != ""
		}
		out = append(out, s.pointed("", cut(text, room), len(t.shown)+i == t.cursor, shut, indent))
	}
	return out
}

// shortened is a text in at most room lines; a mark says that there is more.
func shortened(text []string, room, width int) []string {
	if room = max(room, 0); room >= len(text) {
		return text
	}
	text = append([]string(nil), text[:room]...)
	if room > 0 {
		text[room-1] = ansi.Truncate(text[room-1], width-2, "") + " …"
	}
	return text
}
