package tui

import (
	"fmt"
	"strings"

	"camreset/steps"
	"camreset/steps/flow"

	"github.com/charmbracelet/x/ansi"
)

// textWidth is how wide lines are that are read.
const textWidth = 76

// indent keeps lists from the edge, where there is room for that.
func (s *screen) indent(width int) int {
	if width < 40 {
		return 0
	}
	return 2
}

// text is the title and what the step says and shows, in blocks with a gap between them.
func (s *screen) text(width int, p plan) [][]string {
	step, f := s.walk.Step(), s.walk.Facts()
	width = min(width, textWidth)
	blocks := [][]string{s.title(width)}
	add := func(lines []string) {
		if len(lines) > 0 {
			blocks = append(blocks, lines)
		}
	}
	if step.Say != nil {
		if said := words(step.Say(f)); said != "" {
			add(wrap(said, width))
		}
	}
	if modules := pictured(s.walk); modules != nil {
		_, w, h := drawn(modules, s.width, s.height-1, s.look.paper)
		add(wrap(tooSmall(w, h+1, s.width, s.height), width))
	}
	if step.Box != nil && !p.boxless {
		add(s.box(words(step.Box(f)), width))
	}
	if step.Values != nil {
		add(s.values(step.Values(f), width))
	}
	if step.List != nil {
		add(s.items(step.List(f), width))
	}
	var sheets []string
	for _, line := range sheet(s.walk) {
		sheets = append(sheets, wrap(line, width)...)
	}
	add(sheets)
	if p.drawing {
		add(s.drawingLines(width))
	}
	if s.ended() {
		add([]string{"Press any key to leave."})
	}
	return blocks
}

// title is that of the step; good news have a mark and their colour.
func (s *screen) title(width int) []string {
	step, f := s.walk.Step(), s.walk.Facts()
	title, mark, colour := words(step.TitleFor(f)), "", s.look.bold
	if step.Good != nil && step.Good(f) {
		mark, colour = s.look.mark(steps.OK)+" ", s.look.good
	}
	lines := wrap(title, width-ansi.StringWidth(mark))
	for i, line := range lines {
		lines[i] = strings.Repeat(" ", ansi.StringWidth(mark)) + colour.Render(line)
	}
	lines[0] = mark + strings.TrimLeft(lines[0], " ")
	return lines
}

// values are names with what is known of them. A value that does not fit beside its name
// has a line of its own.
func (s *screen) values(all []flow.Value, width int) []string {
	indent, names := strings.Repeat(" ", 2*s.indent(width)), 0
	for _, v := range all {
		names = max(names, ansi.StringWidth(oneLine(v.Name)))
	}
	names = min(names, width/3)
	var lines []string
	for _, v := range all {
		name, value := oneLine(v.Name), words(v.Value)
		if v.Mark != "" {
			value = s.look.mark(v.Mark) + " " + value
		}
		room := width - len(indent) - names - 2
		if ansi.StringWidth(name) <= names && ansi.StringWidth(value) <= room {
			lines = append(lines, indent+s.look.faint.Render(name)+strings.Repeat(" ", names-ansi.StringWidth(name)+2)+value)
			continue
		}
		for _, part := range wrap(name, width-len(indent)) {
			lines = append(lines, indent+s.look.faint.Render(part))
		}
		lines = append(lines, hang(indent+"  ", value, width)...)
	}
	return lines
}

// items are the lines of the step's list: what is over, what is to be done now, and what
// comes. The mark stands once on a screen, so where something is asked it is the answer's.
func (s *screen) items(list []flow.Item, width int) []string {
	indent, marks, widest, here := strings.Repeat(" ", s.indent(width)), 0, 0, s.look.here
	if s.question.asks() {
		here = ""
	}
	for _, item := range list {
		if item.Past || item.Now {
			marks = max(ansi.StringWidth(s.look.marks.ok), s.pointer()-1) + 1
		}
		widest = max(widest, ansi.StringWidth(oneLine(item.Do)))
	}
	var lines []string
	for i, item := range list {
		number := fmt.Sprintf("%d  ", i+1)
		before := indent + strings.Repeat(" ", marks)
		room := width - len(before) - len(number)
		do, found := wrap(words(item.Do), room), oneLine(item.Found)
		switch {
		case found == "":
		case len(do) == 1 && widest+2+ansi.StringWidth(found) <= room:
			do[0] = pad(do[0], widest+2, ansi.StringWidth(do[0])) + s.look.faint.Render(found)
		case ansi.StringWidth(do[len(do)-1])+2+ansi.StringWidth(found) <= room:
			do[len(do)-1] += "  " + s.look.faint.Render(found)
		default:
			for _, line := range wrap(found, room) {
				do = append(do, s.look.faint.Render(line))
			}
		}
		if at := words(item.At); at != "" {
			deep := strings.Repeat(" ", 2*s.indent(width))
			if ansi.StringWidth(at)+len(before)+len(number)+len(deep) > width {
				deep = "" // better at the edge than broken
			}
			do = append(do, deep+at)
		}
		for n, line := range do {
			switch {
			case n > 0 && ansi.StringWidth(line) > room:
			case n > 0:
				line = before + strings.Repeat(" ", len(number)) + line
			case item.Now:
				line = indent + pad(s.look.accent.Render(here), marks, ansi.StringWidth(here)) + s.look.bold.Render(number+line)
			case item.Past:
				line = indent + pad(s.look.mark(steps.OK), marks, ansi.StringWidth(s.look.marks.ok)) + number + line
			default:
				line = before + number + line
			}
			lines = append(lines, line)
		}
	}
	return lines
}

// box is what has to be written down, in a frame where that fits.
func (s *screen) box(text string, width int) []string {
	if text == "" {
		return nil
	}
	inner, wide := strings.Split(text, "\n"), 0
	for _, line := range inner {
		wide = max(wide, ansi.StringWidth(line))
	}
	indent := 2 * s.indent(width)
	if indent+wide+10 > width {
		for i, line := range inner {
			inner[i] = s.look.bold.Render(line)
		}
		return inner
	}
	for i, line := range inner {
		inner[i] = "   " + pad(s.look.bold.Render(line), wide, ansi.StringWidth(line)) + "   "
	}
	return indented(s.frame(inner, wide+6), indent)
}

// boxLines is what has to be written down, without a frame.
func (s *screen) boxLines(width int) []string {
	step := s.walk.Step()
	if step.Box == nil {
		return nil
	}
	var lines []string
	for _, line := range wrap(words(step.Box(s.walk.Facts())), width) {
		lines = append(lines, strings.Repeat(" ", min(2*s.indent(width), max(width-ansi.StringWidth(line), 0)))+s.look.bold.Render(line))
	}
	return lines
}

// frame puts lines into a frame that is wide inside.
func (s *screen) frame(lines []string, wide int) []string {
	k := s.look.corners
	edge := strings.Repeat(s.look.line, wide+2)
	out := []string{k[0] + edge + k[1]}
	for _, line := range lines {
		out = append(out, s.look.side+" "+pad(line, wide, ansi.StringWidth(line))+" "+s.look.side)
	}
	return append(out, k[2]+edge+k[3])
}

// indented moves lines to the right.
func indented(lines []string, by int) []string {
	for i, line := range lines {
		if line != "" {
			lines[i] = strings.Repeat(" ", by) + line
		}
	}
	return lines
}

// drawings are those of the step.
func (s *screen) drawings() []flow.Drawing {
	if show := s.walk.Step().Drawings; show != nil {
		return show(s.walk.Facts())
	}
	return nil
}

// drawingLines are the drawing that is looked at, its name, and what it says.
func (s *screen) drawingLines(width int) []string {
	all := s.drawings()
	if len(all) == 0 {
		return nil
	}
	at := s.drawing % len(all)
	d := all[at]
	var lines []string
	for _, line := range d.Lines {
		lines = append(lines, clean(line))
	}
	name := oneLine(d.Name)
	if len(all) > 1 {
		name += "  " + s.look.faint.Render(fmt.Sprintf("%s %d of %d", s.look.sideways, at+1, len(all)))
	}
	lines = append(lines, "", name)
	for _, line := range wrap(words(d.Say), width) {
		lines = append(lines, s.look.faint.Render(line))
	}
	return lines
}

// sheet are the lines that the user needs before their eyes.
func sheet(w steps.Walk) []string {
	show := w.Step().Sheet
	if show == nil {
		return nil
	}
	var lines []string
	for _, t := range show(w.Facts()) {
		lines = append(lines, words(t))
	}
	return lines
}

// copyable says whether the key c has something to copy.
func copyable(w steps.Walk) bool {
	text := strings.Join(sheet(w), "\n")
	return text != "" && !secret(w, text)
}

// secret says whether a text holds the password that was made here.
func secret(w steps.Walk, text string) bool {
	made := w.Facts().Answers.New
	return !made.IsZero() && strings.Contains(text, made.Reveal())
}
