package tui

import (
	"strings"

	bubbles "github.com/charmbracelet/bubbles/table"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
)

// few is how many rows have to be in sight for the options to stand under
// them; with less room rows and options are one list that moves.
const few = 2

// height is how many lines the whole list would fill.
func (t *table) height() int { return 1 + len(t.shown) + len(t.below) }

// split is how many rows are shown in a list of so many lines, and whether the
// titles stand over them and all options under them.
func (t *table) split(lines int) (rows int, whole bool) {
	n := len(t.shown)
	if rows = min(n, lines-1-len(t.below)); rows >= min(n, few) && lines > len(t.below) {
		return rows, true
	}
	return min(n, lines), false
}

// lines draws the list in at most room lines of width columns. below are the
// places under the rows as they are drawn.
func (t *table) lines(room, width int, below []string) []string {
	rows, whole := t.split(room)
	if !whole {
		return t.oneList(room, width, below)
	}
	if len(t.shown) == 0 {
		return append([]string{cut(t.empty(), width)}, below...)
	}
	from := t.from(rows)
	drawn := t.draw(from, from+rows, width)
	titles, drawn := drawn[0], drawn[1:]
	edges(drawn, from > 0, from+rows < len(t.shown), width)
	return append(append([]string{titles}, drawn...), below...)
}

// oneList is the part about the cursor of the rows and what is below them.
func (t *table) oneList(room, width int, below []string) []string {
	n := len(t.shown)
	from := max(min(t.cursor-room/2, t.size()-room), 0)
	to := min(from+room, t.size())
	var lines []string
	if from < n {
		lines = t.draw(from, min(to, n), width)[1:]
	}
	if to > n {
		lines = append(lines, below[max(from-n, 0):to-n]...)
	}
	edges(lines, from > 0, to < t.size(), width)
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

// draw draws the titles and some of the rows. Bubbles' table is given only
// those: it keeps no hold on what is in sight when rows come and go.
func (t *table) draw(from, to, width int) []string {
	widths := shared(t.widths, width-len("> "))
	columns, rows := []bubbles.Column{{Width: len("> ")}}, make([]bubbles.Row, 0, to-from)
	for i, w := range widths {
		columns = append(columns, bubbles.Column{Title: cut(t.titles[i], w), Width: w + gap})
	}
	for i, r := range t.shown[from:to] {
		cells := bubbles.Row{""}
		if from+i == t.cursor {
			cells[0] = ">"
		}
		for c, w := range widths {
			cells = append(cells, t.cell(r, c, w))
		}
		rows = append(rows, cells)
	}
	drawn := bubbles.New(bubbles.WithColumns(columns), bubbles.WithRows(rows), bubbles.WithStyles(t.styles()),
		bubbles.WithHeight(len(rows)+1))
	drawn.SetCursor(t.cursor - from)
	lines := strings.Split(drawn.View(), "\n")
	for i := range lines {
		lines[i] = ansi.Truncate(lines[i], width, "")
	}
	return lines
}

// cell is a cell as it stands in a column of so many cells.
func (t *table) cell(r row, column, width int) string {
	text := r.cells[column]
	if over := ansi.StringWidth(text) - width; column == t.tail && over > 0 {
		return ansi.TruncateLeft(text, over+1, "…")
	}
	return cut(text, width)
}

// styles marks the row under the cursor, if there is one.
func (t *table) styles() bubbles.Styles {
	s := bubbles.Styles{Header: bold, Cell: lipgloss.NewStyle(), Selected: lipgloss.NewStyle()}
	if t.at().kind == onEntry {
		s.Selected = bold
	}
	return s
}

// narrow is how narrow a column is made before it is left out, and least how
// narrow the second is made before the first is cut.
const (
	narrow = 8
	least  = 3
)

// shared shares width out to columns by what they need: the last ones shrink
// first, those that do not fit beside the first two as they are are left out,
// and only then the first two shrink.
func shared(need []int, width int) []int {
	small := append([]int(nil), need...)
	for i := 2; i < len(small); i++ {
		small[i] = min(small[i], narrow)
	}
	kept := len(need)
	for kept > 2 && total(small[:kept]) > width {
		kept--
	}
	widths := append([]int(nil), need[:kept]...)
	for _, limit := range []int{narrow, least, 1} {
		for i := kept - 1; i > 0 || i == 0 && limit == 1; i-- {
			over := max(total(widths)-width, 0)
			widths[i] = max(widths[i]-over, min(widths[i], limit))
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
