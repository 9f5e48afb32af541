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
	// alone is true for an entry, which stands over all columns; numbers is how wide
	// those of the answers beside it are.
	alone   bool
	numbers int
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
			out = append(out, choice{alone: true, mark: s.look.again, label: entryLabel(ask.Table(f), k)})
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
	all, indent := s.choices(), s.indent(width)
	before, labels := leads(all)
	widest := 0
	for _, w := range before {
		widest = max(widest, w)
	}
	first := indent + s.pointer() + widest
	widths := s.optionWidths(all, labels, width-first)
	if len(widths) > 1 {
		titles = strings.Repeat(" ", first+widths[0]+gap)
		for i, w := range widths[1:] {
			title := cut(s.walk.Step().Ask.Columns[i], w)
			titles += pad(title, w+gap, ansi.StringWidth(title))
		}
		titles = s.look.faint.Render(strings.TrimRight(titles, " "))
	}
	for i, c := range all {
		if c.apart && i > 0 {
			lines = append(lines, "")
		}
		here := !s.question.typing() && i == s.question.list.cursor
		if here {
			lit = len(lines)
		}
		lead, room, cells := c.lead(before[i]), width-indent-s.pointer()-before[i], widths
		if c.alone || len(c.cells) == 0 && c.shut == "" {
			cells = []int{room}
		}
		lines = append(lines, s.pointed(lead, c.text(cells, room), here, c.shut != "", indent))
	}
	return titles, lines, lit
}

// leads are how wide numbers and marks are before each answer, alike among those that
// stand together, and how wide the widest label is.
func leads(all []choice) (before []int, labels int) {
	before = make([]int, len(all))
	for from := 0; from < len(all); {
		to, numbers, marks := from, 0, 0
		for ; to < len(all) && (to == from || !all[to].apart && all[to].alone == all[from].alone); to++ {
			c := all[to]
			numbers, marks = max(numbers, len(c.number)), max(marks, ansi.StringWidth(c.mark))
			if !c.alone {
				labels = max(labels, ansi.StringWidth(c.label))
			}
		}
		for i := from; i < to; i++ {
			before[i] = numbers + 2*min(numbers, 1) + marks + min(marks, 1)
			all[i].numbers = numbers
		}
		from = to
	}
	return before, labels
}

// lead is the number and the mark of an answer, so wide.
func (c choice) lead(width int) string {
	lead := ""
	if c.numbers > 0 {
		lead = pad(c.number, c.numbers+2, len(c.number))
	}
	return pad(lead+c.mark, width, ansi.StringWidth(lead+c.mark))
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
func (c choice) text(widths []int, width int) string {
	if len(widths) == 1 {
		if c.shut != "" && ansi.StringWidth(c.label)+8 < width {
			return cut(c.label+"  "+c.shut, width)
		}
		return cut(c.label, width)
	}
	label := cut(c.label, widths[0])
	text := pad(label, widths[0]+gap, ansi.StringWidth(label))
	if c.shut != "" {
		return text + cutSentence(c.shut, width-widths[0]-gap)
	}
	for i, w := range widths[1:] {
		cell := ""
		if i < len(c.cells) {
			cell = cut(c.cells[i], w)
		}
		text += pad(cell, w+gap, ansi.StringWidth(cell))
	}
	if c.best {
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
