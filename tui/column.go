package tui

// plan is what of a column is shown: with less room there is less of it.
type plan struct {
	drawing, about, gaps bool
	// boxless is true where the box is no part of the text, which scrolls.
	boxless bool
	// digits is how tall those of a countdown are.
	digits int
}

// plans go from all to the least.
var plans = []plan{
	{drawing: true, about: true, gaps: true, digits: 5},
	{about: true, gaps: true, digits: 5},
	{about: true, gaps: true, digits: 3},
	{gaps: true, digits: 3},
	{gaps: true, digits: 1},
	{digits: 1},
}

// column is the main column: what the step says, which scrolls if it must, what is wrong
// and what is counted, and the question, which is always visible.
type column struct {
	blocks          [][]string
	text            []string
	live, ask       []string
	liveGap, askGap bool
	// drawing is true where one stands in the text.
	drawing bool
	// textRoom is how many lines of text are shown; up and down name the keys that move
	// it. from is where it begins while nobody has moved it.
	textRoom, from int
	up, down       string
}

// spaced puts at most so many empty lines between the parts: first before the question,
// then under the title, before what is wrong, and between the rest from the top.
func (c column) spaced(gaps int) column {
	take := func(wanted bool) bool {
		if wanted && gaps > 0 {
			gaps--
			return true
		}
		return false
	}
	c.askGap = take(len(c.ask) > 0)
	title := take(len(c.blocks) > 1)
	c.liveGap = take(len(c.live) > 0)
	c.text = nil
	for i, block := range c.blocks {
		if i == 1 && title || i > 1 && take(true) {
			c.text = append(c.text, "")
		}
		c.text = append(c.text, block...)
	}
	c.textRoom = len(c.text)
	return c
}

// height is how many lines it fills without empty ones.
func (c column) height() int {
	n := len(c.live) + len(c.ask)
	for _, block := range c.blocks {
		n += len(block)
	}
	return n
}

// gaps is how many empty lines could stand between its parts.
func (c column) gaps() int { return len(c.blocks) - 1 + min(len(c.live), 1) + min(len(c.ask), 1) }

// column is the main column as it fits.
func (s *screen) column(width, room int) column {
	for _, p := range plans {
		if p.drawing && s.beside() {
			continue
		}
		if c, fits := s.planned(p, width, room); fits {
			return c
		}
	}
	return s.squeezed(width, room)
}

// planned is the column as a plan has it, and whether that fits.
func (s *screen) planned(p plan, width, room int) (column, bool) {
	c := s.begun(p, width)
	rest := room - c.height()
	if p.gaps {
		rest -= c.gaps()
	}
	if s.question.asks() {
		if p.gaps {
			rest--
		}
		if wants := s.wants(width); s.question.table != nil && rest < wants && rest < max(room/2, 8) {
			return c, false
		}
		var needs int
		c.ask, needs = s.ask(p, width, rest)
		rest -= needs
	}
	if rest < 0 {
		return c, false
	}
	return c.spaced(room - c.height()), true
}

// begun is the column without its question.
func (s *screen) begun(p plan, width int) column {
	c := column{blocks: s.text(width, p), drawing: p.drawing, up: "PgUp", down: "PgDn"}
	if s.question.table != nil { // there these keys move the cursor
		c.up, c.down = "Shift+Up", "Shift+Down"
	}
	problems, clock := s.problems(min(width, textWidth), false), s.clock(width, p.digits)
	if len(problems) > 0 && len(clock) > 0 && p.gaps {
		problems = append(problems, "")
	}
	c.live = append(problems, clock...)
	if p.boxless {
		c.live = append(s.boxLines(width), c.live...)
	}
	return c
}

// squeezed is the column where not all has room: the question, the box and what is wrong
// are seen, shortened if they must be, and the text scrolls.
func (s *screen) squeezed(width, room int) column {
	p := plans[len(plans)-1]
	p.boxless = true
	c := s.begun(p, width).spaced(0)
	now, after := s.now(width, p)
	text := min(len(c.text), 4, room/3)
	least := 1
	if s.question.asks() {
		least = min(s.leastAsk(width), max(room-text, 1))
	}
	if len(c.live) > room-text-least {
		short := append(append(s.boxLines(width), s.problems(width, true)...), s.clock(width, 1)...)
		text = min(text, max(room-least-len(short), 0))
		least = max(min(least, room-text-len(short)), min(least, 1))
		if over := len(short) - max(room-text-least, 0); over > 0 && len(short) > 0 {
			short = short[:max(len(short)-over, 0)]
			c.text = append(s.problems(min(width, textWidth), false), c.text...) // they can be scrolled to
		}
		c.live = short
	}
	if s.question.asks() {
		rest := room - len(c.live)
		wants := s.wants(width)
		c.ask, _ = s.ask(p, width, max(min(rest-text, wants), min(least, rest)))
	}
	c.textRoom = min(max(room-len(c.live)-len(c.ask), 0), len(c.text))
	if after >= c.textRoom { // else it is in sight from the top, title and all
		c.from = now
	}
	return c
}

// lines puts the parts under each other.
func (s *screen) lines(c column) []string {
	from := s.scroll
	if from == 0 && c.textRoom < len(c.text) {
		from = c.from
	}
	out := s.windowed(c.text, from, c.textRoom, c.up, c.down)
	for i, part := range [][]string{c.live, c.ask} {
		if len(part) == 0 {
			continue
		}
		if i == 0 && c.liveGap || i == 1 && c.askGap {
			out = append(out, "")
		}
		out = append(out, part...)
	}
	return out
}

// now is the first line of what is to be done at this moment, and the first behind it, for
// a screen that has no room for what stands above it; 0 where nothing is.
func (s *screen) now(width int, p plan) (from, to int) {
	step := s.walk.Step()
	if step.List == nil {
		return 0, 0
	}
	list := step.List(s.walk.Facts())
	for i := range list {
		if !list[i].Now {
			continue
		}
		width, above := min(width, textWidth), 0
		whole := s.items(list, width)
		above = len(s.items(list[:i], width))
		itself := len(s.items(list[i:i+1], width))
		for _, block := range s.text(width, p) {
			if len(block) == len(whole) && len(block) > 0 && block[0] == whole[0] {
				return above, above + itself
			}
			above += len(block)
		}
	}
	return 0, 0
}
