package text

import (
	"unicode"

	"camreset/isapi"
)

// Invisible says whether nobody sees that a character stands there; blanks do not count.
func Invisible(r rune) bool { return !isapi.Visible(r) && !unicode.Is(unicode.Zs, r) }

// The full-width forms of the printable ASCII characters, in their order
// (Unicode, block Halfwidth and Fullwidth Forms), and the blank of that width.
const (
	firstWide = '！'
	lastWide  = '～'
	wideBlank = '\u3000'
)

// Wide says whether a character has the full width that Chinese and Japanese input methods type.
func Wide(r rune) bool { return r >= firstWide && r <= lastWide || r == wideBlank }

// Narrow is the ASCII form of a full-width character; all others stay.
func Narrow(r rune) rune {
	switch {
	case r == wideBlank:
		return ' '
	case Wide(r):
		return r - firstWide + '!'
	}
	return r
}
