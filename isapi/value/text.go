package value

import (
	"strings"
	"unicode"
)

// MaxText bounds a text from a device, in characters. The longest field that
// the maker documents (answers, descriptions) has 128.
const MaxText = 200

// maxMarks is how many accents one letter may carry: Thai and Vietnamese have
// two. Towers of them reach into other lines of a screen.
const maxMarks = 2

// Clean makes a text from a device safe for terminals and files: control,
// escape, bidirectional, zero-width and private characters go, every kind of
// blank becomes a space, and the length is bounded to MaxText.
func Clean(text string) string { return CleanTo(text, MaxText) }

// CleanTo is Clean for a text that may have up to most characters.
func CleanTo(text string, most int) string {
	if len(text) <= most && isPlain(text) {
		return strings.TrimSpace(text)
	}
	var b strings.Builder
	count, marks := 0, maxMarks // no accent without a letter
	for _, r := range text {
		switch {
		case r > ' ' && r <= '~': // nearly all are
			marks = 0
		case unicode.IsSpace(r):
			r, marks = ' ', maxMarks
		case !Visible(r):
			continue
		case unicode.In(r, unicode.Mn, unicode.Me):
			if marks++; marks > maxMarks {
				continue
			}
		default:
			marks = 0
		}
		if count++; count > most {
			b.WriteRune('…')
			break
		}
		b.WriteRune(r)
	}
	return strings.TrimSpace(b.String())
}

// isPlain tells what nearly all texts are: nothing but visible ASCII and blanks.
func isPlain(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

// Visible reports whether a character shows itself: no control, no direction,
// no width of zero but an accent's, none that is left out by those who draw.
func Visible(r rune) bool {
	return r != unicode.ReplacementChar && unicode.IsPrint(r) &&
		(r < 0x80 || !unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector))
}
