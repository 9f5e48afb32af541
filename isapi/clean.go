package isapi

import (
	"strings"
	"unicode"
)

// maxText bounds a text from a device, in characters. The longest field that
// the maker documents (answers, descriptions) has 128.
const maxText = 200

// Clean makes a text from a device safe for terminals and files: control,
// escape, bidirectional, zero-width and private characters go, every kind of
// blank becomes a space, and the length is bounded. Every text that leaves this
// package went through it.
func Clean(text string) string {
	var b strings.Builder
	count := 0
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			r = ' '
		case r == unicode.ReplacementChar || !unicode.IsPrint(r):
			continue
		}
		if count++; count > maxText {
			b.WriteRune('…')
			break
		}
		b.WriteRune(r)
	}
	return strings.TrimSpace(b.String())
}
