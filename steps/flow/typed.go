package flow

import (
	"strings"
	"unicode"

	"camreset/steps/text"
)

// Odd says what in a typed answer is more often a slip than meant; the zero Text
// finds nothing. A front door gives such an answer only after the user said that it
// is to be sent exactly so. What Answer would refuse anyway is not odd.
func (w Walk[E, F]) Odd(typed string) text.Text {
	q := w.Step().Ask
	if q == nil || q.Kind == Choice || typed == "" || q.Option(Outcome(typed)) != nil {
		return text.Text{}
	}
	if q.Valid != nil && !q.Valid(w.facts, typed).IsZero() {
		return text.Text{}
	}
	return Odd(typed, q.Kind == Password)
}

// Odd says the same of any text; secret is true for one that is not shown.
func Odd(typed string, secret bool) text.Text {
	var all []string
	if strings.ContainsFunc(typed, text.Invisible) {
		all = append(all, "It holds a character that cannot be seen: a line break or a Tab that was pasted, or what Ctrl+V leaves where it does not paste.")
	}
	if secret && typed != strings.TrimFunc(typed, unicode.IsSpace) {
		all = append(all, "It begins or ends with a blank.")
	}
	if secret && strings.ContainsFunc(typed, text.Wide) {
		all = append(all, "It holds full-width letters, as Chinese and Japanese input methods type them.")
	}
	if all == nil {
		return text.Text{}
	}
	return text.T("%s", strings.Join(all, " "))
}
