package tui

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

// column is the main column as it fits; what has to be done in short where its words do
// not.
func (s screen) column(room int) column {
	c := s.parts(room, "")
	if short := inShort(s.walk); short != "" && c.textRoom < len(c.text) {
		return s.parts(room, short)
	}
	return c
}

// parts shares the room out. short stands in for words that have none.
func (s screen) parts(room int, short string) column {
	c := column{text: s.text(), ask: s.askLines(s.askRoom(room)), up: "PgUp", down: "PgDn"}
	if s.question.table != nil { // there these keys move the cursor
		c.up, c.down = "Shift+Up", "Shift+Down"
	}
	rest := room - len(c.ask)
	c.live = clockLines(s.walk, s.leftWidth(), rest-len(c.text))
	if short != "" && len(c.live) > 0 {
		c.live = append([]string{bold.Render(cut(short, s.leftWidth()))}, c.live...)
		c.live = c.live[:min(len(c.live), max(rest, 2))]
	}
	if !s.beside() {
		least := min(len(c.text), 4)
		if s.walk.Step().Ask == nil {
			least = min(len(c.text), rest/2)
		}
		space := min(max(rest-least-len(c.live), min(2, rest/3)), rest-len(c.live))
		c.live = append(c.live, s.rows(s.leftWidth(), true).lines(s.walk.Rows(), space, s.moreRows())...)
	}
	c.textRoom = min(max(rest-len(c.live), 0), len(c.text))
	gaps := min(len(c.live), 1) + min(len(c.ask), 1)
	c.gaps = c.textRoom+gaps+len(c.live)+len(c.ask) <= room
	return c
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
