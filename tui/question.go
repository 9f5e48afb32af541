package tui

import (
	"slices"
	"strings"
	"unicode/utf8"

	"camreset/steps"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"
)

// question is the question of a step while it is being answered: one huh
// field, never a form of several. Enter is not given to the field: the walk
// alone decides whether an answer is taken, and a second Enter can never
// reach the next question through a message of the first.
type question struct {
	field huh.Field
	// order keeps the options where they were when the step was entered, so
	// that nothing moves under the cursor.
	order  []steps.Outcome
	labels []string
	typing bool
	// marks are the characters that cannot be seen, bare whether a password is shown.
	marks []rune
	bare  bool
	// table stands under the field of a Pick; nil for every other kind.
	table *table
}

// maxTyped bounds a typed answer.
const maxTyped = 512

// newQuestion puts the walk's question into width columns. order is that of
// an earlier drawing, or nil; at is the answer as it stands.
func newQuestion(w steps.Walk, order []steps.Outcome, at string, width int) (question, tea.Cmd) {
	ask := w.Step().Ask
	if ask == nil {
		return question{}, nil
	}
	q := question{typing: ask.Kind != steps.Choice, order: order}
	switch {
	case ask.Kind == steps.Pick:
		q = q.pick(w)
	case q.typing:
		q.field = newInput(ask.Kind == steps.Password, at)
	default:
		q = q.choice(w, at, width)
	}
	q.field = q.field.WithTheme(theme).WithKeyMap(fieldKeys()).WithWidth(width)
	return q, q.field.Focus()
}

func newInput(hidden bool, at string) huh.Field {
	value := at
	input := huh.NewInput().Prompt("> ").CharLimit(maxTyped).Value(&value)
	if hidden {
		input.EchoMode(huh.EchoModePassword)
	}
	return input
}

// choice fills the list. Options come before the value: a list that is given
// its value first hides the lines above it.
func (q question) choice(w steps.Walk, at string, width int) question {
	if q.order == nil {
		q.order = reordered(nil, w)
	}
	q.labels = labels(w, q.order, width)
	options := make([]huh.Option[string], len(q.order))
	for i, k := range q.order {
		options[i] = huh.NewOption(q.labels[i], string(k))
	}
	if at == "" {
		at = string(q.order[0])
	}
	q.field = huh.NewSelect[string]().Options(options...).Value(&at)
	return q
}

// pick puts the question of a Pick: a line that filters, and the table.
func (q question) pick(w steps.Walk) question {
	q.order = reordered(q.order, w)
	q.table = newTable(w, q.order)
	q.field = newFilter(w.Step().Ask)
	return q
}

// newFilter is the line that is typed into. Empty, it says what for.
func newFilter(ask *steps.Question) huh.Field {
	say := "type to filter"
	if typed := oneLine(ask.Typed); typed != "" {
		say += ", or type " + typed
	}
	return huh.NewInput().Prompt("Find: ").Placeholder(say).CharLimit(maxTyped)
}

// fieldKeys are the keys that a field hears. Filtering is off, and so is
// whatever would end a form.
func fieldKeys() *huh.KeyMap {
	k := huh.NewDefaultKeyMap()
	none := key.NewBinding()
	k.Select = huh.SelectKeyMap{
		Up: key.NewBinding(key.WithKeys("up", "k")), Down: key.NewBinding(key.WithKeys("down", "j")),
		GotoTop: key.NewBinding(key.WithKeys("home")), GotoBottom: key.NewBinding(key.WithKeys("end")),
	}
	k.Input = huh.InputKeyMap{AcceptSuggestion: none, Next: none, Prev: none, Submit: none}
	return k
}

func (q question) update(msg tea.Msg) (question, tea.Cmd) {
	if q.field == nil {
		return q, nil
	}
	next, cmd := q.field.Update(msg)
	if field, is := next.(huh.Field); is {
		q.field = field
	}
	return q, cmd
}

// answer is what is under the cursor, or what was typed.
func (q question) answer() string {
	if q.table != nil {
		return q.table.at().key
	}
	switch field := q.field.(type) {
	case *huh.Select[string]:
		hovered, _ := field.Hovered() // GetValue forgets the End key
		return hovered
	case *huh.Input:
		return q.typed()
	}
	return ""
}

// option is the option under the cursor, if one is.
func (q question) option() steps.Outcome {
	if q.typing && (q.table == nil || q.table.at().kind != onOption) {
		return ""
	}
	return steps.Outcome(q.answer())
}

// typed is what stands in the line.
func (q question) typed() string {
	typed, _ := q.field.GetValue().(string)
	return q.exact(typed)
}

// filtered lets the table follow what is typed.
func (q question) filtered(w steps.Walk) question {
	q.table = q.table.filtered(w, q.order, q.typed())
	return q
}

// refilled is the table with the entries and options of now.
func (q question) refilled(w steps.Walk) question {
	q.order = reordered(q.order, w)
	q.table = q.table.filled(w, q.order)
	return q
}

// unfiltered drops what was typed; the cursor stays if it can.
func (q question) unfiltered(w steps.Walk, width int) (question, tea.Cmd) {
	q.field = newFilter(w.Step().Ask).WithTheme(theme).WithKeyMap(fieldKeys()).WithWidth(width)
	return q.filtered(w), q.field.Focus()
}

// cursor is the line of the list that the cursor is on.
func (q question) cursor() int {
	at := q.answer()
	for i, k := range q.order {
		if string(k) == at {
			return i
		}
	}
	return 0
}

// moved puts the cursor on an option.
func (q question) moved(w steps.Walk, to steps.Outcome, width int) question {
	next, _ := newQuestion(w, q.order, string(to), width)
	return next
}

// emptied drops what was typed.
func (q question) emptied(w steps.Walk, width int) (question, tea.Cmd) {
	return newQuestion(w, nil, "", width)
}

// relabelled draws the list anew when what is possible has changed. An answer
// that came stands below the others, and where one went the rest stays.
func (q question) relabelled(w steps.Walk, width int) question {
	if q.table != nil {
		return q.refilled(w)
	}
	if q.field == nil || q.typing {
		return q
	}
	order, at := reordered(q.order, w), steps.Outcome(q.answer())
	if slices.Equal(order, q.order) && slices.Equal(labels(w, order, width), q.labels) {
		return q
	}
	if q.order = order; !slices.Contains(order, at) {
		at = order[0]
	}
	return q.moved(w, at, width)
}

// resized fits the question to another width and keeps its answer.
func (q question) resized(w steps.Walk, width int) question {
	if q.field == nil {
		return q
	}
	if q.typing {
		q.field = q.field.WithWidth(width)
		return q
	}
	return q.moved(w, steps.Outcome(q.answer()), width)
}

// A text field drops control characters, and makes blanks of line breaks, without
// a word. So that what is sent is what was typed, a mark stands in the field for
// each character that cannot be seen.

// firstMark begins the marks: characters for private use, which nobody types.
const firstMark = '\U000F0000'

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

// marked puts marks in the place of what the field would not take.
func (q question) marked(typed []rune) (question, []rune) {
	typed, q.marks = slices.Clone(typed), slices.Clone(q.marks)
	for i, r := range typed {
		if !hidden(r) || len(q.marks) == maxTyped {
			continue
		}
		typed[i] = firstMark + rune(len(q.marks))
		q.marks = append(q.marks, r)
	}
	return q, typed
}

// exact is what was typed, without marks.
func (q question) exact(text string) string {
	return strings.Map(func(r rune) rune {
		if at := int(r - firstMark); at >= 0 && at < len(q.marks) {
			return q.marks[at]
		}
		return r
	}, text)
}

// view draws the field, with a question mark for each mark.
func (q question) view() string {
	return strings.Map(func(r rune) rune {
		if r >= firstMark && r < firstMark+maxTyped {
			return '?'
		}
		return r
	}, q.field.View())
}

// revealed shows a password that is being typed, or hides it again.
func (q question) revealed() question {
	if input, is := q.field.(*huh.Input); is {
		q.bare = !q.bare
		input.EchoMode(map[bool]huh.EchoMode{true: huh.EchoModeNormal, false: huh.EchoModePassword}[q.bare])
	}
	return q
}

// asksPassword says whether what is typed is hidden.
func asksPassword(w steps.Walk) bool {
	ask := w.Step().Ask
	return ask != nil && ask.Kind == steps.Password
}
