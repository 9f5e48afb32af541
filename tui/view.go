package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// View draws the whole screen.
func (m model) View() string { return m.draw() }

// draw draws the whole screen, never more lines or columns than there are.
func (s *screen) draw() string {
	if whole, fits := s.framed(); fits {
		return whole
	}
	lines, foot := s.head(), s.foot()
	room := max(s.height-len(lines)-len(foot), 0)
	lines = append(append(lines, fit(s.body(room), s.width, room)...), foot...)
	return s.look.last.Replace(strings.Join(fit(lines, s.width, s.height), "\n"))
}

// body is what stands between head and foot.
func (s *screen) body(room int) []string {
	switch {
	case s.overlay == quitOverlay, s.overlay == oddOverlay:
		width := min(s.width-12, mostDialog)
		if lines := s.overlayText(width); width >= leastDialog && len(lines)+2 <= room {
			under := *s
			under.overlay = noOverlay
			under.below = fit(under.body(room), s.width, room)
			return under.over(lines, width, room)
		}
		return s.overlayLines(room)
	case s.overlay != noOverlay:
		return s.overlayLines(room)
	case s.isDialog():
		return s.dialog(room)
	}
	left := s.lines(s.column(s.leftWidth(), room))
	if !s.beside() {
		return left
	}
	right := s.right(room)
	left, right = fit(left, s.leftWidth(), room), fit(right, s.rightWidth(), room)
	for i := range left {
		if right[i] != "" {
			left[i] = pad(left[i], s.leftWidth()+between, ansi.StringWidth(left[i])) + right[i]
		}
	}
	return left
}

// right is the column at the right: the drawing, else what was checked.
func (s *screen) right(room int) []string {
	width := s.rightWidth()
	if lines := s.drawingLines(width); lines != nil {
		return lines
	}
	return s.aside(width, room)
}

// framed is the whole screen for a picture that fits: nothing else has room.
func (s *screen) framed() (string, bool) {
	modules := pictured(s.walk)
	if modules == nil || s.overlay != noOverlay {
		return "", false
	}
	lines, _, _ := drawn(modules, s.width, s.height-1, s.look.paper)
	if lines == nil {
		return "", false
	}
	return strings.Join(append(lines, s.keyLine()), "\n"), true
}

// rowsInSight is how many rows the table shows now.
func (s *screen) rowsInSight() int {
	c := s.column(s.leftWidth(), s.room())
	lines := len(c.ask) - len(s.promptLines(s.leftWidth())) - 1
	rows, _ := s.question.table.split(min(lines, s.question.table.height()))
	return max(rows, 1)
}

// scrolled moves the text, or the overlay, by a page.
func (s *screen) scrolled(down bool) screen {
	text, room := s.scrollable()
	next := *s
	next.scroll = paged(s.scroll, max(room-2, 1), len(text)-room, down)
	return next
}

// scrollable is the text that scrolls, and in how many lines.
func (s *screen) scrollable() (text []string, room int) {
	if s.overlay != noOverlay {
		return s.overlayText(s.width), s.room()
	}
	width := s.leftWidth()
	if s.isDialog() {
		width = s.width
	}
	c := s.column(width, s.room())
	return c.text, c.textRoom
}
