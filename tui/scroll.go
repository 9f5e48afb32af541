package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// window is the part of the lines that is shown, and whether there is more
// above and below it.
func window(lines []string, from, height int) (shown []string, above, below bool) {
	height = max(height, 0)
	from = max(min(from, len(lines)-height), 0)
	to := min(from+height, len(lines))
	return lines[from:to], from > 0, to < len(lines)
}

// windowed is the part of the text that is shown; where there is more, the
// last line says so, and by which keys.
func (s *screen) windowed(text []string, from, room int, up, down string) []string {
	shown, above, below := window(text, from, room)
	if (!above && !below) || room < 2 {
		return append([]string(nil), shown...)
	}
	say := "  more: " + down
	switch {
	case above && below:
		say = "  more: " + up + ", " + down
	case above:
		say = "  the end; " + up + " for what is above"
		shown, _, _ = window(text, len(text), room-1)
		return append(append([]string(nil), shown...), s.look.faint.Render(say))
	}
	return append(append([]string(nil), shown[:room-1]...), s.look.faint.Render(say))
}

// paged is where a text is scrolled to from at, by so many lines; most is the last place.
func paged(at, by, most int, down bool) int {
	if !down {
		by = -by
	}
	return max(min(at+by, most), 0)
}

// fit makes exactly height lines of at most width columns.
func fit(lines []string, width, height int) []string {
	out := make([]string, height)
	for i := range out {
		if i < len(lines) {
			out[i] = ansi.Truncate(lines[i], width, "")
		}
	}
	return out
}

// around is the part of the list about the cursor; arrows at its edge say
// that it goes on.
func (s *screen) around(lines []string, cursor, keep, width int) []string {
	shown, above, below := window(lines, cursor-keep/2, keep)
	shown = append([]string(nil), shown...)
	if keep > 2 {
		s.edges(shown, above, below, width)
	}
	return shown
}

// edges marks where a list goes on.
func (s *screen) edges(lines []string, above, below bool, width int) {
	last := len(lines) - 1
	if last < 1 {
		return
	}
	if above {
		lines[0] = s.edge(lines[0], "↑", width)
	}
	if below {
		lines[last] = s.edge(lines[last], "↓", width)
	}
}

// edge is a line with an arrow at its end.
func (s *screen) edge(line, arrow string, width int) string {
	line = ansi.Truncate(strings.TrimRight(line, " "), width-2, "")
	return line + " " + s.look.faint.Render(arrow)
}
