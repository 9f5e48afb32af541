package tui

import (
	"camreset/steps/facts"

	"fmt"
	"slices"
	"strings"

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

// labels are the lines of a choice, each cut to one line: a list whose lines
// wrap loses its cursor.
func labels(w steps.Walk, order []steps.Outcome, width int) []string {
	ask, out := w.Step().Ask, make([]string, 0, len(order))
	for _, k := range order {
		number := fmt.Sprintf("%d. ", ask.Number(k, w.Facts()))
		room := max(width-len("> ")-len(number), 1)
		out = append(out, number+label(optionOf(ask, k), w.Facts(), room))
	}
	return out
}

// label is an option in one line, which says whether it is shut.
func label(o steps.Option, f *facts.Facts, room int) string {
	mark := ""
	if !o.ShutFor(f).IsZero() {
		mark = " (not possible)"
	}
	if room < len(mark)+12 {
		mark = strings.Replace(mark, " (not possible)", " (no)", 1)
	}
	return cut(words(o.LabelFor(f)), max(room-len(mark), 1)) + mark
}

func optionOf(ask *steps.Question, key steps.Outcome) steps.Option {
	for _, o := range ask.Options {
		if o.Key == key {
			return o
		}
	}
	return steps.Option{}
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

// reordered are the answers that can be seen now, in the order they had.
func reordered(order []steps.Outcome, w steps.Walk) []steps.Outcome {
	var shown []steps.Outcome
	for _, o := range w.Step().Ask.Ordered(w.Facts()) {
		shown = append(shown, o.Key)
	}
	kept := slices.DeleteFunc(slices.Clone(order), func(k steps.Outcome) bool { return !slices.Contains(shown, k) })
	for _, k := range shown {
		if !slices.Contains(kept, k) {
			kept = append(kept, k)
		}
	}
	return kept
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
