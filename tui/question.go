package tui

import (
	"slices"
	"strings"

	"camreset/steps"
	"camreset/steps/flow"
	"camreset/steps/text"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
)

// question is the question of a step while it is being answered: what is typed into,
// and what is chosen from. It is no form of huh's, which would move on by messages:
// one of them could reach the next question.
type question struct {
	kind flow.Kind
	// fields are typed into: none for a choice, several for a form.
	fields []field
	// labels stand before the fields of a form.
	labels []string
	// focus is the field that has it; after the last one, the list has it.
	focus int
	list  list
	// table stands under the field of a Pick; nil for every other kind.
	table *table
}

// newQuestion puts the walk's question into width columns.
func newQuestion(w steps.Walk, width int) (question, tea.Cmd) {
	ask := w.Step().Ask
	if ask == nil {
		return question{}, nil
	}
	q := question{kind: ask.Kind}
	switch ask.Kind {
	case steps.Line, steps.Password:
		q.fields = []field{q.newField(ask, ask.Kind == steps.Password, "")}
		q.labels = []string{colon(oneLine(ask.Prompt))}
	case steps.Pick:
		q.list = firstList(w)
		q.fields, q.table = []field{q.newField(ask, false, "")}, newTable(w, q.list.keys)
		return q.resized(width).focused(len(q.fields))
	case flow.Form:
		q.list = firstList(w)
		for _, f := range ask.Asked(w.Facts()) {
			q.fields = append(q.fields, q.newField(ask, f.Secret, fieldValue(f, w.Facts())))
			q.labels = append(q.labels, oneLine(f.Prompt))
		}
		if len(q.labels) == 1 {
			q.labels[0] = colon(q.labels[0])
		}
	case steps.Choice:
		q.list = firstList(w)
	}
	return q.resized(width).focused(q.open())
}

// open is the first field in which nothing stands yet, else the first.
func (q question) open() int {
	return max(slices.IndexFunc(q.fields, func(f field) bool { return f.typed() == "" }), 0)
}

// wanting is the field for what is typed while the list has the focus: the first in which
// nothing stands yet, else the last.
func (q question) wanting() int {
	if at := q.open(); q.fields[at].typed() == "" {
		return at
	}
	return len(q.fields) - 1
}

// newField is a field as this kind of question has it.
func (q question) newField(ask *steps.Question, secret bool, value string) field {
	if q.kind == steps.Pick { // empty, it says what for
		say := "type to filter"
		if typed := oneLine(ask.Typed); typed != "" {
			say += ", or type " + typed
		}
		return newField("", say, value, secret)
	}
	return newField("", "", value, secret)
}

// asks says whether there is something to answer.
func (q question) asks() bool { return len(q.fields) > 0 || len(q.list.keys) > 0 }

// chosenFrom says whether options belong to it, even if none can be seen now.
func (q question) chosenFrom() bool {
	return q.kind != steps.Line && q.kind != steps.Password
}

// typing says whether a field has the focus: letters are text there. That of a table
// has it only while something is looked for or typed into it.
func (q question) typing() bool { return q.focus < len(q.fields) }

// form says whether there are fields with names.
func (q question) form() bool { return q.kind == flow.Form }

// last says whether what is sent has the focus: there is no further field.
func (q question) last() bool { return q.focus >= len(q.fields)-1 }

// field is the one that has the focus; an empty one where the list has it.
func (q question) field() field {
	if !q.typing() {
		return field{}
	}
	return q.fields[q.focus]
}

// with has another field in the place of the one that has the focus.
func (q question) with(f field) question {
	q.fields = slices.Clone(q.fields)
	q.fields[q.focus] = f
	return q
}

// focused gives the focus to a field, or to the list.
func (q question) focused(on int) (question, tea.Cmd) {
	var left, came tea.Cmd
	if q.typing() && on != q.focus {
		left = q.field().input.Blur()
	}
	if q.focus = on; q.typing() {
		came = q.field().input.Focus()
	}
	return q, tea.Batch(left, came)
}

// updated gives a message to what has the focus.
func (q question) updated(msg tea.Msg) (question, tea.Cmd) {
	if q.typing() {
		f, cmd := q.field().updated(msg)
		return q.with(f), cmd
	}
	if k, is := msg.(tea.KeyMsg); is {
		q.list = q.list.pressed(k)
	}
	return q, nil
}

// answer is what is under the cursor, or what was typed.
func (q question) answer() string {
	switch {
	case q.table != nil:
		return q.table.at().key
	case q.typing():
		return q.field().typed()
	}
	return q.list.at()
}

// option is the option under the cursor, if one is.
func (q question) option() steps.Outcome {
	if q.table == nil && q.typing() || q.table != nil && q.table.at().kind != onOption {
		return ""
	}
	return steps.Outcome(q.answer())
}

// odd says what in the answer is more often a slip than meant.
func (q question) odd(w steps.Walk) text.Text {
	if q.form() && q.typing() {
		return flow.Odd(q.answer(), q.field().secret)
	}
	return w.Odd(q.answer())
}

// filtered lets the table follow what is typed.
func (q question) filtered(w steps.Walk) question {
	if q.table != nil {
		q.table = q.table.filtered(w, q.list.keys, q.fields[0].typed())
	}
	return q
}

// emptied drops what was typed. A table has the focus back, and its cursor stays if it
// can.
func (q question) emptied(w steps.Walk, width int) (question, tea.Cmd) {
	at, f := q.focus, q.newField(w.Step().Ask, q.field().secret, "")
	q.fields = slices.Clone(q.fields)
	if q.table != nil {
		q.fields[0], q.focus = f, 0
		return q.filtered(w).resized(width).focused(len(q.fields))
	}
	q.fields[at] = f
	return q.resized(width).focused(at)
}

// refilled has the entries and options of now.
func (q question) refilled(w steps.Walk) question {
	if w.Step().Ask == nil {
		return q
	}
	if q.chosenFrom() {
		q.list = q.list.refilled(w)
	}
	if q.form() && !q.typing() && len(q.list.keys) == 0 {
		q, _ = q.focused(0)
	}
	if q.table != nil {
		q.table = q.table.filled(w, q.list.keys)
	}
	return q
}

// resized fits the question to a width and keeps its answer.
func (q question) resized(width int) question {
	for _, f := range q.fields {
		f.input.WithWidth(q.fieldWidth(width))
	}
	return q
}

// fieldWidth is how wide a field is drawn.
func (q question) fieldWidth(width int) int {
	return min(max(width-q.labelRoom(width), 1), maxField)
}

// maxField bounds the width of a field, labelGap keeps labels and fields apart.
const (
	maxField = 48
	labelGap = 2
)

// labelRoom is how wide what stands before a field is.
func (q question) labelRoom(width int) int {
	if q.kind == steps.Pick || q.under(width) {
		return 2
	}
	return len("  ▸ ") + q.labelWidth() + labelGap
}

// under says whether a label stands over its field: it would leave too little beside it.
func (q question) under(width int) bool { return q.labelWidth()+labelGap+20 > width }

// labelWidth is how wide the longest label is.
func (q question) labelWidth() int {
	widest := 0
	for _, label := range q.labels {
		widest = max(widest, ansi.StringWidth(label))
	}
	return widest
}

// colon ends a prompt before a field.
func colon(prompt string) string {
	if prompt == "" || strings.ContainsAny(prompt[len(prompt)-1:], ".:?!") {
		return prompt
	}
	return prompt + ":"
}
