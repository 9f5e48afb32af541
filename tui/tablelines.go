package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// few is how many rows have to be in sight for the options to stand under
// them; with less room rows and options are one list that moves.
const few = 2

// height is how many lines the whole list would fill.
func (t *table) height() int { return 1 + len(t.shown) + len(t.below) + t.between() }

// between is the empty line between the rows and what is below them.
func (t *table) between() int { return min(len(t.below), 1) }

// split is how many rows are shown in a list of so many lines, and whether the
// titles stand over them and all options under them.
func (t *table) split(lines int) (rows int, whole bool) {
	n := len(t.shown)
	if rows = min(n, lines-1-len(t.below)-t.between()); rows >= min(n, few) && lines > len(t.below)+t.between() {
		return rows, true
	}
	return min(n, lines), false
}

// tableLines draws the list in at most room lines of width columns. below are the
// places under the rows as they are drawn.
func (s *screen) tableLines(room, width int, below []string) []string {
	t := s.question.table
	rows, whole := t.split(room)
	if !whole {
		return s.oneList(room, width, below)
	}
	if t.between() > 0 {
		below = append([]string{""}, below...)
	}
	if len(t.shown) == 0 {
		return append([]string{s.look.faint.Render(cut(t.empty(), width))}, below...)
	}
	from := t.from(rows)
	titles, drawn := s.drawRows(from, from+rows, width)
	s.edges(drawn, from > 0, from+rows < len(t.shown), width)
	return append(append([]string{titles}, drawn...), below...)
}

// oneList is the part about the cursor of the rows and what is below them.
func (s *screen) oneList(room, width int, below []string) []string {
	t := s.question.table
	n := len(t.shown)
	from := max(min(t.cursor-room/2, t.size()-room), 0)
	to := min(from+room, t.size())
	var lines []string
	if from < n {
		_, lines = s.drawRows(from, min(to, n), width)
	}
	if to > n {
		lines = append(lines, below[max(from-n, 0):to-n]...)
	}
	s.edges(lines, from > 0, to < t.size(), width)
	return lines
}

// empty is what stands in place of rows.
func (t *table) empty() string {
	if len(t.rows) > 0 {
		return "  Nothing here matches."
	}
	return "  Nothing found yet."
}

// gap keeps columns apart.
const gap = 2

// drawRows draws the titles and some of the rows.
func (s *screen) drawRows(from, to, width int) (titles string, lines []string) {
	t, indent := s.question.table, s.indent(width)
	before := indent + s.pointer()
	marks := 0
	for _, r := range t.rows[:min(len(t.rows), 1)] {
		if r.alone {
			marks = ansi.StringWidth(s.look.again) + 1
		}
	}
	widths := shared(t.widths, t.least(), width-before)
	titles = strings.Repeat(" ", before)
	for i, w := range widths {
		title := cut(t.titles[i], w)
		titles += pad(title, w+gap, ansi.StringWidth(title))
	}
	for i, r := range t.shown[from:to] {
		var text strings.Builder
		if r.alone {
			text.WriteString(s.look.again + " " + cut(r.cells[0], width-before-marks))
		}
		for c, w := range widths {
			if r.alone {
				break
			}
			cell := t.cell(r, c, w)
			text.WriteString(pad(cell, w+gap, ansi.StringWidth(cell)))
		}
		here := !s.lightless() && from+i == t.cursor
		lines = append(lines, s.pointed("", strings.TrimRight(text.String(), " "), here, false, indent))
	}
	return s.look.faint.Render(strings.TrimRight(titles, " ")), lines
}

// lightless says whether there is nothing that could be lit.
func (s *screen) lightless() bool { return s.question.table.size() == 0 }

// cell is a cell as it stands in a column of so many cells.
func (t *table) cell(r row, column, width int) string {
	text := r.cells[column]
	if over := ansi.StringWidth(text) - width; column == t.tail && over > 0 {
		return ansi.TruncateLeft(text, over+1, "…")
	}
	return cut(text, width)
}

// least are the widths below which a word of a column would be broken.
func (t *table) least() []int {
	least := append([]int(nil), t.words...)
	for i := range least {
		if i == t.tail {
			least[i] = 0
		}
	}
	return least
}

// narrow is how narrow a column is made before it is left out, and least how
// narrow the second is made before the first is cut.
const (
	narrow = 8
	least  = 3
)

// shared shares width out to columns by what they need: the last ones shrink
// first, those that do not fit beside the first two as they are are left out,
// and only then the first two shrink. A column that would be narrower than its widest
// word, as words tells, is left out before that word is broken.
func shared(need, words []int, width int) []int {
	small := append([]int(nil), need...)
	for i := 2; i < len(small); i++ {
		small[i] = min(small[i], narrow)
		if i < len(words) {
			small[i] = max(small[i], words[i])
		}
	}
	kept := len(need)
	for kept > 2 && total(small[:kept]) > width {
		kept--
	}
	if kept == 2 && len(words) > 1 && words[0]+gap+words[1] > width {
		kept = 1
	}
	widths := append([]int(nil), need[:kept]...)
	for _, limit := range []int{narrow, least, 1} {
		for i := kept - 1; i > 0 || i == 0 && limit == 1; i-- {
			over := max(total(widths)-width, 0)
			low := min(widths[i], limit)
			if i < len(words) && i > 0 {
				low = max(low, min(words[i], widths[i]))
			}
			widths[i] = max(widths[i]-over, low)
		}
	}
	return widths
}

// total is how wide columns are together.
func total(widths []int) int {
	sum := gap * max(len(widths)-1, 0)
	for _, w := range widths {
		sum += w
	}
	return sum
}
