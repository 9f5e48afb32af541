package tui

import "strings"

// bar shows how far a long work has come.
func bar(part float64, width int) string {
	room := max(width-2, 1)
	full := min(int(part*float64(room)), room)
	return "[" + strings.Repeat("#", full) + strings.Repeat("-", room-full) + "]"
}
