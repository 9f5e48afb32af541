package tui

import (
	"fmt"
	"strings"

	"camreset/steps"

	"github.com/charmbracelet/lipgloss"
)

// twoColumns is the least width at which the checks stand beside the question.
const twoColumns = 80

// beside says whether the checks stand beside the question. A table has use
// for the whole width.
func (m model) beside() bool {
	step := m.walk.Step()
	return m.width >= twoColumns && step.Ask != nil && step.Ask.Kind != steps.Pick && len(step.Checks) > 0
}

// rightWidth is the width of the column of checks, leftWidth that of the rest.
func (m model) rightWidth() int { return max(25, m.width*3/10) }

func (m model) leftWidth() int {
	if m.beside() {
		return m.width - m.rightWidth() - len(" | ")
	}
	return m.width
}

// screen is the whole screen, never more lines or columns than there are.
func (m model) screen() string {
	if whole, fits := m.framed(); fits {
		return whole
	}
	lines := m.head()
	lines = append(lines, fit(m.body(m.room()), m.width, m.room())...)
	lines = append(lines, m.foot()...)
	return strings.Join(fit(lines, m.width, m.height), "\n")
}

// room is how many lines are left between head and foot.
func (m model) room() int { return max(m.height-len(m.head())-len(m.foot()), 0) }

// head is the program's name, the camera and the trail, as far as there is
// room for them.
func (m model) head() []string {
	if m.height < 8 {
		return nil
	}
	camera := cut(clean(m.walk.Facts().Header()), m.width-len("camreset  "))
	gap := strings.Repeat(" ", max(m.width-len("camreset")-lipgloss.Width(camera), 1))
	lines := []string{bold.Render("camreset") + gap + camera}
	if m.height >= 10 && m.banner != "" {
		said := wrap(m.banner, m.width)
		lines = append(lines, said[:min(len(said), m.height/7)]...)
	}
	if m.height >= 12 {
		lines = append(lines, m.trail())
	}
	if m.height >= 20 {
		lines = append(lines, "")
	}
	return lines
}

// trail shows the phases; brackets mark the present one.
func (m model) trail() string {
	at := int(m.walk.Step().Phase)
	parts, width := make([]string, len(steps.Phases)), 0
	for i, name := range steps.Phases {
		if i == at {
			name = "[" + name + "]"
		}
		width += len(name) + len(" > ")
		parts[i] = name
		if i == at {
			parts[i] = reverse.Render(name)
		}
	}
	if width-len(" > ") > m.width {
		return parts[at] + fmt.Sprintf(" %d of %d", at+1, len(parts))
	}
	return strings.Join(parts, " > ")
}

// foot is what has just happened, and the keys.
func (m model) foot() []string {
	if m.height < 5 {
		return nil
	}
	var lines []string
	if m.notice != "" {
		said := wrap(clean(m.notice), m.width)
		lines = said[:min(len(said), max(m.height/6, 1))]
		if m.height < 12 {
			return lines
		}
	} else if m.height >= 20 {
		lines = []string{""} // where a notice will stand
	}
	return append(lines, m.keyLine())
}

func (m model) body(room int) []string {
	if m.overlay != noOverlay {
		return m.overlayLines(room)
	}
	left := m.column(room).lines(m.scroll)
	if !m.beside() {
		return left
	}
	left, right := fit(left, m.leftWidth(), room), fit(m.side(room), m.rightWidth(), room)
	for i := range left {
		pad := max(m.leftWidth()-lipgloss.Width(left[i]), 0)
		left[i] += strings.Repeat(" ", pad) + " │ " + right[i]
	}
	return left
}

// column is the main column: the step's words, which scroll if they must, what
// is measured, and the question, which is always visible.
type column struct {
	text, live, ask []string
	// textRoom is how many lines of text are shown; up and down name the keys
	// that move it.
	textRoom int
	up, down string
	gaps     bool
}

func (m model) column(room int) column {
	c := m.parts(room, "")
	if short := inShort(m.walk); short != "" && c.textRoom < len(c.text) {
		return m.parts(room, short)
	}
	return c
}

// parts shares the room out. short stands in for words that have none.
func (m model) parts(room int, short string) column {
	c := column{text: m.text(), ask: m.askLines(m.askRoom(room)), up: "PgUp", down: "PgDn"}
	if m.question.table != nil { // there these keys move the cursor
		c.up, c.down = "Shift+Up", "Shift+Down"
	}
	rest := room - len(c.ask)
	c.live = clockLines(m.walk, m.leftWidth(), rest-len(c.text))
	if short != "" && len(c.live) > 0 {
		c.live = append([]string{bold.Render(cut(short, m.leftWidth()))}, c.live...)
		c.live = c.live[:min(len(c.live), max(rest, 2))]
	}
	if !m.beside() {
		least := min(len(c.text), 4)
		if m.walk.Step().Ask == nil {
			least = min(len(c.text), rest/2)
		}
		space := min(max(rest-least-len(c.live), min(2, rest/3)), rest-len(c.live))
		c.live = append(c.live, m.rowLines(m.walk.Rows(), m.leftWidth(), space, true)...)
	}
	c.textRoom = min(max(rest-len(c.live), 0), len(c.text))
	gaps := min(len(c.live), 1) + min(len(c.ask), 1)
	c.gaps = c.textRoom+gaps+len(c.live)+len(c.ask) <= room
	return c
}

// text is the title, what the step says and its sheet.
func (m model) text() []string {
	step, width := m.walk.Step(), m.leftWidth()
	var lines []string
	for _, line := range wrap(words(step.Title), width) {
		lines = append(lines, bold.Render(line))
	}
	if step.Say != nil {
		lines = append(lines, wrap(words(step.Say(m.walk.Facts())), width)...)
	}
	if modules := pictured(m.walk); modules != nil {
		_, w, h := picture(modules, m.width, m.height-1)
		lines = append(lines, wrap(tooSmall(w, h+1, m.width, m.height), width)...)
	}
	if shown := sheet(m.walk); len(shown) > 0 {
		lines = append(lines, "")
		for _, line := range shown {
			lines = append(lines, wrap(line, width)...)
		}
	}
	if m.ended() {
		lines = append(lines, "", "Press any key to leave.")
	}
	return lines
}

// lines puts the parts under each other.
func (c column) lines(scroll int) []string {
	out := scrolled(c.text, scroll, c.textRoom, c.up, c.down)
	for _, part := range [][]string{c.live, c.ask} {
		if len(part) == 0 {
			continue
		}
		if c.gaps {
			out = append(out, "")
		}
		out = append(out, part...)
	}
	return out
}

// scrolled is the part of the text that is shown; where there is more, the
// last line says so, and by which keys.
func scrolled(text []string, from, room int, up, down string) []string {
	shown, above, below := window(text, from, room)
	if (!above && !below) || room < 2 {
		return append([]string(nil), shown...)
	}
	say := "-- more: " + down + " --"
	switch {
	case above && below:
		say = "-- more: " + up + ", " + down + " --"
	case above:
		say = "-- the end; " + up + " --"
		shown, _, _ = window(text, len(text), room-1)
		return append(append([]string(nil), shown...), say)
	}
	return append(append([]string(nil), shown[:room-1]...), say)
}

// scrolled moves the text, or the overlay, by a page.
func (m model) scrolled(down bool) model {
	text, room := m.scrollable()
	m.scroll = step(m.scroll, max(room-2, 1), len(text)-room, down)
	return m
}

func (m model) scrollable() (text []string, room int) {
	if m.overlay != noOverlay {
		return m.overlayText(), m.room()
	}
	c := m.column(m.room())
	return c.text, c.textRoom
}

func step(at, by, most int, down bool) int {
	if !down {
		by = -by
	}
	// One more than the last full window: its last line is the mark.
	return max(min(at+by, most), 0)
}
