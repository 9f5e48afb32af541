package tui

import (
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// View draws the whole screen, never more lines or columns than there are.
func (s screen) View() string {
	if whole, fits := s.framed(); fits {
		return whole
	}
	lines := s.head()
	lines = append(lines, fit(s.body(s.room()), s.width, s.room())...)
	lines = append(lines, s.foot()...)
	return strings.Join(fit(lines, s.width, s.height), "\n")
}

// body is what stands between head and foot.
func (s screen) body(room int) []string {
	if s.overlay != noOverlay {
		return s.overlayLines(room)
	}
	left := s.column(room).lines(s.scroll)
	if !s.beside() {
		return left
	}
	left, right := fit(left, s.leftWidth(), room), fit(s.side(room), s.rightWidth(), room)
	for i := range left {
		pad := max(s.leftWidth()-lipgloss.Width(left[i]), 0)
		left[i] += strings.Repeat(" ", pad) + " │ " + right[i]
	}
	return left
}

// framed is the whole screen for a picture that fits: nothing else has room.
func (s screen) framed() (string, bool) {
	modules := pictured(s.walk)
	if modules == nil || s.overlay != noOverlay {
		return "", false
	}
	lines, _, _ := picture(modules, s.width, s.height-1)
	if lines == nil {
		return "", false
	}
	return strings.Join(append(lines, s.keyLine()), "\n"), true
}

// rowsInSight is how many rows the table shows now.
func (s screen) rowsInSight() int {
	room := s.askRoom(s.room())
	room -= len(s.promptLines(room, s.leftWidth()))
	rows, _ := s.question.table.split(s.pickRoom(room, len(s.note(s.leftWidth()))))
	return max(rows, 1)
}

// scrolled moves the text, or the overlay, by a page.
func (s screen) scrolled(down bool) screen {
	text, room := s.scrollable()
	s.scroll = paged(s.scroll, max(room-2, 1), len(text)-room, down)
	return s
}

// scrollable is the text that scrolls, and in how many lines.
func (s screen) scrollable() (text []string, room int) {
	if s.overlay != noOverlay {
		return s.overlayText(), s.room()
	}
	c := s.column(s.room())
	return c.text, c.textRoom
}
