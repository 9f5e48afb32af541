package tui

import (
	"fmt"
	"strings"

	"camreset/steps"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"
)

// pick puts the question of a Pick: a line that filters, and the table.
func (q question) pick(w steps.Walk) question {
	q.order = reordered(q.order, w)
	q.table = newTable(w, q.order)
	q.field = newFilter(w.Step().Ask)
	return q
}

// newFilter is the line that is typed into. Empty, it says what for.
func newFilter(ask *steps.Question) huh.Field {
	say := "type to filter"
	if typed := oneLine(ask.Typed); typed != "" {
		say += ", or type " + typed
	}
	return huh.NewInput().Prompt("Find: ").Placeholder(say).CharLimit(maxTyped)
}

// typed is what stands in the line.
func (q question) typed() string {
	typed, _ := q.field.GetValue().(string)
	return q.exact(typed)
}

// filtered lets the table follow what is typed.
func (q question) filtered(w steps.Walk) question {
	q.table = q.table.filtered(w, q.order, q.typed())
	return q
}

// refilled is the table with the entries and options of now.
func (q question) refilled(w steps.Walk) question {
	q.order = reordered(q.order, w)
	q.table = q.table.filled(w, q.order)
	return q
}

// unfiltered drops what was typed; the cursor stays if it can.
func (q question) unfiltered(w steps.Walk, width int) (question, tea.Cmd) {
	q.field = newFilter(w.Step().Ask).WithTheme(theme).WithKeyMap(fieldKeys()).WithWidth(width)
	return q.filtered(w), q.field.Focus()
}

// picking takes the keys at a table: some move the cursor, all others are text.
func (m model) picking(k tea.KeyMsg) (tea.Model, tea.Cmd) {
	t, rows := m.question.table, m.rowsInSight()
	switch {
	case key.Matches(k, keys.back) && m.question.typed() != "":
		m.refusal = ""
		var cmd tea.Cmd
		m.question, cmd = m.question.unfiltered(m.walk, m.leftWidth())
		return m, cmd
	case key.Matches(k, keys.back):
		return m.back()
	case key.Matches(k, keys.field):
		m.overlay, m.scroll = helpOverlay, 0
		return m, nil
	case key.Matches(k, keys.textUp, keys.textDown):
		return m.scrolled(key.Matches(k, keys.textDown)), nil
	case key.Matches(k, keys.rowUp):
		t = t.to(t.cursor-1, rows)
	case key.Matches(k, keys.rowDown):
		t = t.to(t.cursor+1, rows)
	case key.Matches(k, keys.rowsUp, keys.rowsDown):
		t = t.paged(key.Matches(k, keys.rowsDown), rows)
	case key.Matches(k, keys.top):
		t = t.to(0, rows)
	case key.Matches(k, keys.bottom):
		t = t.to(t.size(), rows)
	default:
		return m.typed(k)
	}
	m.question.table, m.refusal = t, ""
	return m, nil
}

// pickKeys are the keys that act at a table.
func (m model) pickKeys(back bool) []key.Binding {
	leave := when(back, keys.back)
	if m.question.typed() != "" {
		leave = bind("esc", "clear", "esc")
	}
	return []key.Binding{keys.choose, leave, keys.field, keys.interrupt, bind("up, down", "move", "up"), bind("PgUp, PgDn", "page", "pgup")}
}

// pickHelp is what the keys do at a table.
func (m model) pickHelp() []string {
	return pairs([][2]string{
		{"up, down", "mark a row or an answer"},
		{"PgUp, PgDn", "move by a page of rows"},
		{"Home, End", "the first row, the last answer"},
		{"letters", "show only rows in which each word is found"},
		{"enter", "choose what is marked"},
		{"esc", "clear what was typed, then back to the last question"},
		{"Shift+Up, Down", "move a long text"},
		{"F1", "this help"},
		{"ctrl+c", "stop at once"},
	}, m.width)
}

// pickLines is the table with its line, its options and a note, in at most
// room lines. What is under the cursor is always among them.
func (m model) pickLines(room, width int) []string {
	t, note := m.question.table, m.note(width)
	keep := m.pickRoom(room, len(note))
	var lines []string
	if room > 1 {
		line, _, _ := strings.Cut(m.question.view(), "\n")
		lines = []string{line}
	}
	lines = append(lines, t.lines(keep, width, m.belowLines(width))...)
	return append(lines, shortened(note, room-len(lines), width)...)
}

// pickRoom is how many lines the list has when so many are left for the line
// that filters, the list and its note.
func (m model) pickRoom(room, note int) int {
	if room > 1 {
		room--
	}
	return max(min(m.question.table.height(), max(room-note, min(m.leastAnswers(), room))), 0)
}

// rowsInSight is how many rows the table shows now.
func (m model) rowsInSight() int {
	room := m.askRoom(m.room())
	room -= len(m.promptLines(room, m.leftWidth()))
	rows, _ := m.question.table.split(m.pickRoom(room, len(m.note(m.leftWidth()))))
	return max(rows, 1)
}

// belowLines are the places under the rows, each in one line.
func (m model) belowLines(width int) []string {
	t, room := m.question.table, max(width-len("> "), 1)
	out := make([]string, 0, len(t.below))
	for i, p := range t.below {
		line := fmt.Sprintf("Take %q as it was typed", clean(p.key))
		if p.kind == onOption {
			line = label(optionOf(m.walk.Step().Ask, steps.Outcome(p.key)), m.walk.Facts(), room)
		}
		if line = cut(line, room); len(t.shown)+i == t.cursor {
			out = append(out, bold.Render("> "+line))
		} else {
			out = append(out, "  "+line)
		}
	}
	return out
}

// pickNote says where in the table the cursor is, where that takes no row away.
func (m model) pickNote(width int) []string {
	t := m.question.table
	switch t.at().kind {
	case onEntry:
		if m.height < 20 {
			return nil
		}
		line := fmt.Sprintf("%d of %d", t.cursor+1, len(t.shown))
		if len(t.shown) < len(t.rows) {
			line += fmt.Sprintf(" that match, %d in all", len(t.rows))
		}
		return []string{cut("  "+line, width)}
	case onTyped:
		if t.size() > 0 {
			return hang("  ", "Enter takes what you typed, not a row.", width)
		}
	case onOption:
	}
	return nil
}
