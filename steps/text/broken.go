package text

import "strings"

// Broken breaks a line at its blanks into lines of at most width characters; an empty
// one stays one. A longer word stands whole on a line of its own.
func Broken(line string, width int) []string {
	parts := []string{""}
	for _, word := range strings.Fields(line) {
		last := &parts[len(parts)-1]
		switch {
		case *last == "":
			*last = word
		case len([]rune(*last))+1+len([]rune(word)) > width:
			parts = append(parts, word)
		default:
			*last += " " + word
		}
	}
	return parts
}
