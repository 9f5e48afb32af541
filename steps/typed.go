package steps

import (
	"strings"
	"unicode"

	"camreset/isapi"
)

// Odd says what in a typed answer is more often a slip than meant; the zero Text
// finds nothing. A front door gives such an answer only after the user said that it
// is to be sent exactly so. What Answer would refuse anyway is not odd.
func (w Walk) Odd(typed string) Text {
	q := w.Step().Ask
	if q == nil || q.Kind == Choice || typed == "" || q.option(Outcome(typed)) != nil {
		return Text{}
	}
	if q.Valid != nil && !q.Valid(w.facts, typed).IsZero() {
		return Text{}
	}
	var all []string
	if strings.ContainsFunc(typed, invisible) {
		all = append(all, "It holds a character that cannot be seen: a line break or a Tab that was pasted, or what Ctrl+V leaves where it does not paste.")
	}
	if q.Kind == Password && typed != strings.TrimFunc(typed, unicode.IsSpace) {
		all = append(all, "It begins or ends with a blank.")
	}
	if q.Kind == Password && strings.ContainsFunc(typed, wide) {
		all = append(all, "It holds full-width letters, as Chinese and Japanese input methods type them.")
	}
	if all == nil {
		return Text{}
	}
	return T("%s", strings.Join(all, " "))
}

func invisible(r rune) bool { return !isapi.Visible(r) && !unicode.Is(unicode.Zs, r) }

// The full-width forms of the printable ASCII characters, in their order
// (Unicode, block Halfwidth and Fullwidth Forms), and the blank of that width.
const (
	firstWide = '！'
	lastWide  = '～'
	wideBlank = '\u3000'
)

func wide(r rune) bool { return r >= firstWide && r <= lastWide || r == wideBlank }

// narrow is the ASCII form of a full-width character; all others stay.
func narrow(r rune) rune {
	switch {
	case r == wideBlank:
		return ' '
	case wide(r):
		return r - firstWide + '!'
	}
	return r
}

// plainAddress reads what a person types where an address is wanted: full-width
// characters as what they mean, and as a dot whatever a keyboard has in its place:
// the full stops and commas of Chinese and Japanese, and the comma of number pads.
func plainAddress(typed string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch r = narrow(r); r {
		case '。', '｡', '、', '､', ',':
			return '.'
		}
		return r
	}, typed))
}
