package text

import "fmt"

// Text is a sentence for a person, with its values kept apart from its words.
type Text struct {
	Format string
	Args   []any
}

// T makes a Text. Format follows package fmt.
func T(format string, args ...any) Text { return Text{Format: format, Args: args} }

// String puts the values into the sentence.
func (t Text) String() string {
	if len(t.Args) == 0 {
		return t.Format
	}
	return fmt.Sprintf(t.Format, t.Args...)
}

// IsZero says whether there is nothing to say.
func (t Text) IsZero() bool { return t.Format == "" }
