package tui

import (
	"github.com/charmbracelet/x/ansi"
)

// isDialog says whether a question stands there that was asked over another step.
func (s *screen) isDialog() bool { return s.walk.Base() != s.walk.Step().ID }

// mostDialog is how wide a dialog is inside at most, leastDialog at least: below that it
// has no frame.
const (
	mostDialog  = 60
	leastDialog = 30
)

// dialogWidth is how wide what a dialog says is.
func (s *screen) dialogWidth() int {
	if inner := min(s.width-12, mostDialog); inner >= leastDialog {
		return inner
	}
	return s.width
}

// dialog is a question in a frame over what stood there before; without the frame
// where it does not fit.
func (s *screen) dialog(room int) []string {
	width := s.dialogWidth()
	if width < s.width {
		c := s.column(width, room-2)
		if c.textRoom == len(c.text) {
			return s.over(s.lines(c), width, room)
		}
	}
	return s.lines(s.column(s.width, room))
}

// over puts lines into a frame over the screen below, which is dimmed.
func (s *screen) over(lines []string, width, room int) []string {
	for i, line := range lines {
		lines[i] = ansi.Truncate(line, width, "")
	}
	framed := indented(s.frame(lines, width), min(4, max(s.width-width-4, 0)))
	if len(framed) > room {
		return lines
	}
	top := min(max((room-len(framed))/2, 0), 3)
	out := make([]string, 0, room)
	for i := range room {
		switch {
		case i >= top && i < top+len(framed):
			out = append(out, framed[i-top])
		case i < len(s.below):
			out = append(out, s.look.faint.Render(ansi.Strip(s.below[i])))
		default:
			out = append(out, "")
		}
	}
	return out
}
