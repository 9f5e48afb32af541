package flow

import (
	"cmp"
	"slices"

	"camreset/steps/text"
)

// Kind is the form of an answer.
type Kind int

// The kinds of questions.
const (
	// Choice is answered with the key of an option.
	Choice Kind = iota
	// Line is answered with a line of text.
	Line
	// Password is a line of text that is not shown.
	Password
	// Pick is answered with the key of an entry of a table, which may change
	// while it is shown, with the key of an option, or with a line of text.
	Pick
	// Form is answered with a text for each field, or with the key of an option.
	Form
)

// Question is what a step asks.
type Question[E, F any] struct {
	Kind   Kind
	Prompt text.Text
	// Asks is the prompt where it depends on the facts.
	Asks    func(*F) text.Text
	Options []Option[E, F]
	// First names the option that stands first for these facts. With Keeps they all keep
	// their order, and it is only lit.
	First func(*F) Outcome
	Keeps bool
	// Blank is the outcome of an empty line, where that has a meaning of its
	// own: a password is taken literally, so it is the way to leave.
	Blank Outcome
	// Valid says why a typed answer is refused; the zero Text takes it.
	Valid func(*F, string) text.Text
	// Put keeps the answer.
	Put func(*F, string)
	// Do is done with a typed answer before the walk moves on.
	Do *Action[E, F]
	// Fields are those of a Form.
	Fields []Field[F]
	// Columns are the titles of a table: that of a Pick's Entries, or that of the
	// options' Cells.
	Columns []string
	// Tail is the title of the column in which the end of a cell tells more than its
	// beginning.
	Tail    string
	Entries func(*F) []Entry
	// Typed names what may be typed into a Pick besides words to look for, such
	// as "an address"; the zero Text names nothing.
	Typed text.Text
	// Ready is false while the table is still being filled: a front door that
	// shows it only once waits for that. Nil means always ready.
	Ready func(*F) bool
}

// Field is one text of a form.
type Field[F any] struct {
	// Key is its name for scripts.
	Key    string
	Prompt text.Text
	// Secret texts are not shown.
	Secret bool
	// Value is what stands there at first; nil means nothing.
	Value func(*F) string
	// Valid says why the text is refused; the zero Text takes it.
	Valid func(*F, string) text.Text
	// Beside says why it is refused beside the texts of the form, by the keys of their
	// fields, as far as they were typed; its own is one of them.
	Beside func(f *F, all map[string]string) text.Text
	Put    func(*F, string)
	// When hides the field where nothing has to be asked; nil shows it always.
	When func(*F) bool
}

// Refuses says why the field does not take its text of a form's; the zero Text takes it.
func (d Field[F]) Refuses(f *F, all map[string]string) text.Text {
	var why text.Text
	if d.Valid != nil {
		why = d.Valid(f, all[d.Key])
	}
	if why.IsZero() && d.Beside != nil {
		why = d.Beside(f, all)
	}
	return why
}

// Entry is one line of a table: Key is its answer, Cells stand under Columns; a single
// one goes over all of them.
type Entry struct {
	Key   string
	Cells []string
	// Also are words by which the line is found besides its cells.
	Also []string
}

// Option is one answer of a choice.
type Option[E, F any] struct {
	Key   Outcome
	Label text.Text
	// Says is the label where it depends on the facts.
	Says func(*F) text.Text
	// Number is the guide's own, which stays wherever the line stands; 0 means its place.
	Number int
	// Cells stand beside the label, under the question's Columns.
	Cells func(*F) []text.Text
	// About says more while the option is lit.
	About func(*F) text.Text
	// Mark is how what the option is about stands; nil or empty means no mark.
	Mark func(*F) Status
	// Hot is a letter or sign that chooses it at once: alone, or with ctrl where
	// letters are text.
	Hot string
	// Apart puts a gap before it.
	Apart bool
	// Cost is what choosing it costs, if anything.
	Cost func(*F) Cost
	// Stays marks an answer by which the step stands on: after an action it is asked
	// again, without one only Judge moves on from there, as after Done.
	Stays bool
	// Do is done at once when it is chosen.
	Do *Action[E, F]
	// Shut says why it cannot work; the zero Text means it is open.
	Shut func(*F) text.Text
	// When hides the option where it would make no sense; nil shows it always.
	When func(*F) bool
}

// Cost is a price in a sentence.
type Cost interface{ String() string }

// Action is what an answer does at once: it opens a page, reads a file, makes something.
// When it fails the walk stands where it was, with the reason under the question; else
// the walk follows the answer's edge, or stands on where the answer stays.
type Action[E, F any] struct {
	Check[E, F]
	// Word is the word to go on with, the answer's own where it is nil or says nothing.
	Word func(*F) Outcome
	// May lists every word that Word can say.
	May []Outcome
}

func (o Option[E, F]) stays() bool { return o.Key == Done || o.Stays && o.Do == nil }

func (o Option[E, F]) hidden(f *F) bool { return o.When != nil && !o.When(f) }

// LabelFor is the option's label for these facts.
func (o Option[E, F]) LabelFor(f *F) text.Text {
	if o.Says == nil {
		return o.Label
	}
	return o.Says(f)
}

// ShutFor says why the option cannot work for these facts.
func (o Option[E, F]) ShutFor(f *F) text.Text {
	if o.Shut == nil {
		return text.Text{}
	}
	return o.Shut(f)
}

// PromptFor is the question's prompt for these facts.
func (q *Question[E, F]) PromptFor(f *F) text.Text {
	if q.Asks == nil {
		return q.Prompt
	}
	return q.Asks(f)
}

// Option finds an option by its key; nil where there is none.
func (q *Question[E, F]) Option(key Outcome) *Option[E, F] {
	for i := range q.Options {
		if q.Options[i].Key == key {
			return &q.Options[i]
		}
	}
	return nil
}

// Ordered are the options that can be seen: the recommended one first, and of a
// choice those that cannot work last.
func (q *Question[E, F]) Ordered(f *F) []Option[E, F] {
	first := Outcome("")
	if q.First != nil && !q.Keeps {
		first = q.First(f)
	}
	out := make([]Option[E, F], 0, len(q.Options))
	if o := q.Option(first); o != nil && !o.hidden(f) {
		out = append(out, *o)
	}
	var shut []Option[E, F]
	for _, o := range q.Options {
		switch {
		case o.Key == first || o.hidden(f):
		case q.Kind == Choice && !o.ShutFor(f).IsZero():
			shut = append(shut, o)
		default:
			out = append(out, o)
		}
	}
	return append(out, shut...)
}

// Asked are the fields of a form that have to be asked.
func (q *Question[E, F]) Asked(f *F) []Field[F] {
	var all []Field[F]
	for _, field := range q.Fields {
		if field.When == nil || field.When(f) {
			all = append(all, field)
		}
	}
	return all
}

// Table is what can be picked now; empty for every other kind of question.
func (q *Question[E, F]) Table(f *F) []Entry {
	if q.Entries == nil {
		return nil
	}
	return q.Entries(f)
}

// Number is the number of an option: its place among those that can be seen, as
// written, so that numbers stay with their answers wherever the line stands. It is 0
// for one that cannot be seen.
func (q *Question[E, F]) Number(key Outcome, f *F) int {
	n := 0
	for _, o := range q.Options {
		if o.hidden(f) {
			continue
		}
		if n++; o.Key == key {
			return cmp.Or(o.Number, n)
		}
	}
	return 0
}

// words are the outcomes that an answer can have.
func (q *Question[E, F]) words() []Outcome {
	var all []Outcome
	switch q.Kind {
	case Pick:
		all = append(all, Given, Picked)
	case Line, Password, Form:
		all = append(all, Given)
	}
	if q.Entries != nil && q.Kind != Pick {
		all = append(all, Picked)
	}
	if q.Blank != "" {
		all = append(all, q.Blank)
	}
	if q.Do != nil {
		all = append(all, q.Do.May...)
	}
	all = append(all, optionWords(q.Options)...)
	slices.Sort(all)
	return slices.Compact(all)
}

func optionWords[E, F any](options []Option[E, F]) []Outcome {
	var all []Outcome
	for _, o := range options {
		if o.stays() {
			continue
		}
		if !o.Stays {
			all = append(all, o.Key)
		}
		if o.Do != nil {
			all = append(all, o.Do.May...)
		}
	}
	return all
}
