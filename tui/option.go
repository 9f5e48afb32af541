package tui

import (
	"fmt"
	"strings"

	"camreset/steps"

	"github.com/charmbracelet/x/ansi"
)

// choice is an answer of a list as it is drawn.
type choice struct {
	number, mark, label string
	cells               []string
	// shut is why it cannot be chosen, best that it is what suits best.
	shut        string
	best, apart bool
}

// choices are the answers of the list.
func (s *screen) choices() []choice {
	ask, f := s.walk.Step().Ask, s.walk.Facts()
	best := steps.Outcome("")
	if ask.First != nil && len(ask.Columns) > 0 {
		best = ask.First(f)
	}
	out := make([]choice, 0, len(s.question.list.keys))
	for _, k := range s.question.list.keys {
		o := ask.Option(steps.Outcome(k))
		if o == nil {
			out = append(out, choice{mark: s.look.again, label: entryLabel(ask.Table(f), k)})
			continue
		}
		l := choice{label: oneLine(o.LabelFor(f)), shut: oneLine(o.ShutFor(f)), best: best != "" && o.Key == best, apart: o.Apart}
		if o.Number > 0 {
			l.number = fmt.Sprint(o.Number)
		}
		if o.Mark != nil {
			if status := o.Mark(f); status != "" {
				l.mark = s.look.mark(status)
			}
		}
		if o.Cells != nil && len(ask.Columns) > 0 {
			for _, cell := range o.Cells(f) {
				l.cells = append(l.cells, oneLine(cell))
			}
		}
		out = append(out, l)
	}
	return out
}

// entryLabel is an entry of a choice in words.
func entryLabel(entries []steps.Entry, key string) string {
	for _, e := range entries {
		if e.Key == key {
			return oneLineOf(strings.Join(e.Cells, ", "))
		}
	}
	return ""
}

// cellsFrom is the least width at which cells stand beside labels.
const cellsFrom = 60

// bestWord ends the line of the answer that suits best.
const bestWord = "best"

// optionLines are the answers of the list, each in one line, under the titles of their
// cells; lit is the line of the one under the cursor.
func (s *screen) optionLines(width int) (titles string, lines []string, lit int) {
	all := s.choices()
	indent, numbers, marks, labels := s.indent(width), 0, 0, 0
	for _, l := range all {
		numbers, marks, labels = max(numbers, len(l.number)), max(marks, ansi.StringWidth(l.mark)), max(labels, ansi.StringWidth(l.label))
	}
	before := indent + s.pointer()
	if numbers > 0 {
		before += numbers + 2
	}
	if marks > 0 {
		before += marks + 1
	}
	widths := s.optionWidths(all, labels, width-before)
	if len(widths) > 1 {
		titles = strings.Repeat(" ", before+widths[0]+gap)
		for i, w := range widths[1:] {
			title := cut(s.walk.Step().Ask.Columns[i], w)
			titles += pad(title, w+gap, ansi.StringWidth(title))
		}
		titles = s.look.faint.Render(strings.TrimRight(titles, " "))
	}
	for i, l := range all {
		if l.apart && i > 0 {
			lines = append(lines, "")
		}
		here := !s.question.typing() && i == s.question.list.cursor
		if here {
			lit = len(lines)
		}
		lead := ""
		if numbers > 0 {
			lead = pad(l.number, numbers+2, len(l.number))
		}
		if marks > 0 {
			lead += pad(l.mark, marks+1, ansi.StringWidth(l.mark))
		}
		lines = append(lines, s.pointed(lead, l.text(widths, width-before), here, l.shut != "", indent))
	}
	return titles, lines, lit
}

// optionWidths are those of the labels and of the cells that fit beside them.
func (s *screen) optionWidths(all []choice, labels, width int) []int {
	columns := s.walk.Step().Ask.Columns
	if s.walk.Step().Ask.Kind != steps.Choice || len(columns) == 0 || width+s.indent(width)+4 < cellsFrom {
		return []int{width}
	}
	need := []int{labels}
	for _, title := range columns {
		need = append(need, ansi.StringWidth(title))
	}
	for _, l := range all {
		for i, cell := range l.cells[:min(len(l.cells), len(columns))] {
			if l.shut == "" {
				need[i+1] = max(need[i+1], ansi.StringWidth(cell))
			}
		}
	}
	return shared(need, nil, width-gap-len(bestWord))
}

// text is the line behind its number and mark.
func (l choice) text(widths []int, width int) string {
	if len(widths) == 1 {
		if l.shut != "" && ansi.StringWidth(l.label)+8 < width {
			return cut(l.label+"  "+l.shut, width)
		}
		return cut(l.label, width)
	}
	label := cut(l.label, widths[0])
	text := pad(label, widths[0]+gap, ansi.StringWidth(label))
	if l.shut != "" {
		return text + cut(l.shut, width-widths[0]-gap)
	}
	for i, w := range widths[1:] {
		cell := ""
		if i < len(l.cells) {
			cell = cut(l.cells[i], w)
		}
		text += pad(cell, w+gap, ansi.StringWidth(cell))
	}
	if l.best {
		text += bestWord
	}
	return strings.TrimRight(text, " ")
}

// pointer is the room for the mark before what is lit.
func (s *screen) pointer() int { return ansi.StringWidth(s.look.here) + 1 }

// pointed is a line of a list: lit, shut, or neither.
func (s *screen) pointed(lead, text string, lit, shut bool, indent int) string {
	before := strings.Repeat(" ", indent)
	switch {
	case lit && shut:
		return before + s.look.accent.Render(s.look.here) + " " + lead + s.look.faint.Render(text)
	case lit:
		return before + s.look.accent.Render(s.look.here) + " " + lead + s.look.accent.Render(text)
	case shut:
		return before + strings.Repeat(" ", s.pointer()) + s.look.faint.Render(ansi.Strip(lead)+text)
	}
	return before + strings.Repeat(" ", s.pointer()) + lead + text
}
