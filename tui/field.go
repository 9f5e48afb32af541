package tui

import (
	"slices"
	"strings"
	"unicode/utf8"

	"camreset/steps/facts"
	"camreset/steps/flow"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"
)

// A text field drops control characters, and makes blanks of line breaks, without
// a word. So that what is sent is what was typed, a mark stands in the field for
// each character that cannot be seen.

// firstMark begins the marks: characters for private use, which nobody types.
const firstMark = '\U000F0000'

// maxTyped bounds a typed answer.
const maxTyped = 512

// field is a line that is typed into. Enter is not given to it: the walk alone decides
// whether an answer is taken, and a second Enter can never reach the next question
// through a message of the first.
type field struct {
	input *huh.Input
	// marks are the characters that cannot be seen.
	marks []rune
	// secret texts are not shown, unless the user wants to see them: bare.
	secret, bare bool
	// meant is an odd text of which the user has said that it is to be sent so.
	meant string
}

// newField is a field in which value stands at first.
func newField(prompt, placeholder, value string, secret bool) field {
	input := huh.NewInput().Prompt(prompt).Placeholder(placeholder).CharLimit(maxTyped).Value(&value)
	input.WithTheme(theme).WithKeyMap(fieldKeys)
	if secret {
		input.EchoMode(huh.EchoModePassword)
	}
	return field{input: input, secret: secret}
}

// fieldKeys has none of the keys that would end a form.
var fieldKeys = func() *huh.KeyMap {
	k, none := huh.NewDefaultKeyMap(), key.NewBinding()
	k.Input = huh.InputKeyMap{AcceptSuggestion: none, Next: none, Prev: none, Submit: none}
	return k
}()

// updated gives a message to the field.
func (f field) updated(msg tea.Msg) (field, tea.Cmd) {
	next, cmd := f.input.Update(msg)
	if input, is := next.(*huh.Input); is {
		f.input = input
	}
	return f, cmd
}

// typed is what stands in the field, without marks.
func (f field) typed() string {
	typed, _ := f.input.GetValue().(string)
	return strings.Map(func(r rune) rune {
		if at := int(r - firstMark); at >= 0 && at < len(f.marks) {
			return f.marks[at]
		}
		return r
	}, typed)
}

// marked puts marks in the place of what the field would not take.
func (f field) marked(typed []rune) (field, []rune) {
	typed, f.marks = slices.Clone(typed), slices.Clone(f.marks)
	for i, r := range typed {
		if !hidden(r) || len(f.marks) == maxTyped {
			continue
		}
		typed[i] = firstMark + rune(len(f.marks))
		f.marks = append(f.marks, r)
	}
	return f, typed
}

// revealed shows a secret that is being typed, or hides it again.
func (f field) revealed() field {
	f.bare = !f.bare
	f.input.EchoMode(map[bool]huh.EchoMode{true: huh.EchoModeNormal, false: huh.EchoModePassword}[f.bare])
	return f
}

// view draws the field, with a question mark for each mark.
func (f field) view() string {
	return strings.Map(func(r rune) rune {
		if r >= firstMark && r < firstMark+maxTyped {
			return '?'
		}
		return r
	}, f.input.View())
}

// hidden reports whether a character could not be seen.
func hidden(r rune) bool {
	return r == '\n' || r == utf8.RuneError || clean(string(r)) != string(r)
}

// shown is a text with a question mark for each character that could not be seen.
func shown(text string) string {
	return strings.Map(func(r rune) rune {
		if hidden(r) {
			return '?'
		}
		return r
	}, text)
}

// formField is what a form says of a field.
type formField = flow.Field[facts.Facts]

// fieldValue is what stands in a field of a form at first.
func fieldValue(f formField, facts *facts.Facts) string {
	if f.Value == nil {
		return ""
	}
	return f.Value(facts)
}
