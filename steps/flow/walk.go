package flow

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"camreset/steps/text"
)

// Walk is a place in the guide and all that is known there. It is a value:
// every method returns the next one and leaves the old one as it was.
type Walk[E, F any] struct {
	guide *Guide[E, F]
	at    ID
	// frames are those that stand under this place, the innermost last.
	frames []frame
	// facts are never changed in place: change puts a copy in their place.
	facts   *F
	trail   []Visit
	asked   []Asked
	turn    int
	rows    []Row
	pending int
	rounds  int
	begun   time.Time
	doing   *doing[E, F]
	// undone is what the user had said before Done.
	undone any
	quit   bool
}

// doing is an answer whose action has not come back.
type doing[E, F any] struct {
	action *Action[E, F]
	word   Outcome
	before any
	// unjudged is true when a round has ended meanwhile.
	unjudged bool
}

// ErrNotMoved is returned when an answer is refused; its text says why.
var ErrNotMoved = errors.New("the answer was not taken")

// refused is an answer that was not taken, with the reason for the person.
type refused struct{ why text.Text }

func (r refused) Error() string { return r.why.String() }

func (r refused) Unwrap() error { return ErrNotMoved }

// errBusy refuses an answer while the last one is not over.
var errBusy = refused{text.T("One moment: the last answer is still being worked on.")}

// Refused is an ErrNotMoved with its reason.
func Refused(why text.Text) error { return refused{why} }

// Start begins a walk through a guide.
func Start[E, F any](guide *Guide[E, F], facts F) Walk[E, F] {
	return Walk[E, F]{guide: guide, facts: &facts}.follow("", "", guide.Nodes[0].places()[0], "")
}

// Guide is what is walked through.
func (w Walk[E, F]) Guide() *Guide[E, F] { return w.guide }

// Step is where the walk stands.
func (w Walk[E, F]) Step() Step[E, F] { s, _ := w.guide.Step(w.at); return s }

// Base is the step itself, or where a dialog was asked that stands there.
func (w Walk[E, F]) Base() ID {
	if n, _ := w.guide.node(w.at); len(w.frames) > 0 {
		if _, is := n.(Dialog[E, F]); is {
			return w.frames[len(w.frames)-1].at
		}
	}
	return w.at
}

// Named finds a step of the walk's guide by its id; a front door shows its
// title when it tells what was passed.
func (w Walk[E, F]) Named(id ID) Step[E, F] {
	s, _ := w.guide.Step(id)
	return s
}

// Facts is what is known. It is not the caller's to change: other walks share it.
func (w Walk[E, F]) Facts() *F { return w.facts }

// With gives the walk facts of its own, changed.
func (w Walk[E, F]) With(change func(*F)) Walk[E, F] {
	w = w.changed()
	change(w.facts)
	return w
}

// changed gives the walk facts of its own that may be changed.
func (w Walk[E, F]) changed() Walk[E, F] {
	own := *w.facts
	w.facts = &own
	return w
}

func (w Walk[E, F]) clock() *Clock { return w.guide.Memory.Clock(w.facts) }

func (w Walk[E, F]) said() any {
	if w.guide.Memory.Said == nil {
		return nil
	}
	return w.guide.Memory.Said(w.facts)
}

func (w Walk[E, F]) sent() int {
	if w.guide.Memory.Sent == nil {
		return 0
	}
	return w.guide.Memory.Sent(w.facts)
}

// Turn counts the visits; a Reply belongs to one.
func (w Walk[E, F]) Turn() int { return w.turn }

// Rows are the checks of this step as they stand.
func (w Walk[E, F]) Rows() []Row { return w.asTold(w.rows) }

// Passed are the rows of a step that was passed, as they stand now.
func (w Walk[E, F]) Passed(v Visit) []Row { return w.asTold(v.Rows) }

// asTold has the rows say what the facts tell now.
func (w Walk[E, F]) asTold(rows []Row) []Row {
	rows = slices.Clone(rows)
	for i, r := range rows {
		if r.Result.Status != "" && r.told != nil {
			rows[i].Result = r.told(w.facts, r.Result)
		}
	}
	return rows
}

func row[E, F any](c Check[E, F]) Row {
	r := Row{Check: c.ID, Title: c.Title}
	if c.Tell != nil {
		r.told = func(facts any, measured Result) Result { return c.Told(facts.(*F), measured) }
	}
	return r
}

// Trail are the steps that were passed, oldest first.
func (w Walk[E, F]) Trail() []Visit { return w.trail }

// Asked are the questions that can be gone back to, oldest first.
func (w Walk[E, F]) Asked() []Asked { return w.asked }

// Busy says whether checks of this step are still running.
func (w Walk[E, F]) Busy() bool { return w.pending > 0 || w.doing != nil }

// Acting says whether a try or a write of this step is in flight.
func (w Walk[E, F]) Acting() bool {
	return w.pending > 0 && w.Step().Acts() || w.doing != nil && w.doing.action.Acts
}

// Doing is the action of an answer that is to be run, if there is one.
func (w Walk[E, F]) Doing() (Check[E, F], bool) {
	if w.doing == nil {
		return Check[E, F]{}, false
	}
	return w.doing.action.Check, true
}

// Over says whether the walk has ended.
func (w Walk[E, F]) Over() bool { return w.quit || w.Step().Ends() }

// Quit ends the walk here.
func (w Walk[E, F]) Quit() Walk[E, F] { w.quit = true; return w }

// Enter puts the walk on a step, whatever leads there.
func (w Walk[E, F]) Enter(id ID) Walk[E, F] { return w.enter(id) }

// Go puts the walk where a saved one stood, with what led there; what led here comes
// after that.
func (w Walk[E, F]) Go(to Place) Walk[E, F] {
	w.asked, w.trail, w.frames = to.Asked, append(slices.Clip(to.Trail), w.trail...), nil
	return w.follow(w.at, w.at, to.At, "")
}

// enter puts the walk on a step; what was measured here before is forgotten.
func (w Walk[E, F]) enter(id ID) Walk[E, F] {
	w = w.changed()
	w.at, w.turn, w.pending, w.rounds, w.doing = id, w.turn+1, 0, 0, nil
	w.begun, w.rows = time.Time{}, nil
	w.clock().Did = time.Time{}
	if leave := w.guide.Memory.Leave; leave != nil {
		leave(w.facts)
	}
	if fresh := w.Step().Fresh; fresh != nil {
		fresh(w.facts)
	}
	for _, c := range w.Step().Checks {
		w.rows = append(w.rows, row(c))
	}
	return w
}

// follow goes from a place to another, for a word, through forks and dialogs; by is the
// place whose edge that is, at itself or a fork behind it.
func (w Walk[E, F]) follow(at, by, to ID, word Outcome) Walk[E, F] {
	switch to {
	case Onward, Return:
		return w.backFrom(to, word)
	case End:
		return w.Quit()
	}
	n, in := w.guide.node(to)
	_, from := w.guide.node(at)
	switch n := n.(type) {
	case Fork[E, F]:
		word := n.Decide(w.facts)
		next, found := n.Next[word]
		if !found {
			return w // Faults finds it
		}
		if in == "" || in == from {
			by = to
		}
		return w.follow(at, by, next, word)
	case Dialog[E, F]:
		return w.push(frame{at: at, under: w.frames}).enter(to)
	case Step[E, F]:
		here := w.frames
		switch {
		case in == "":
			w.frames = nil
		case in != from:
			w = w.push(frame{at: at, under: here, call: true, by: by})
		default:
			for n := len(w.frames); n > 0 && !w.frames[n-1].call; n-- {
				w.frames = w.frames[:n-1] // a dialog that is left for elsewhere
			}
		}
		return w.pass(frame{at: at, under: here, to: to, left: n.Before})
	}
	return w // Faults finds it
}

func (w Walk[E, F]) push(f frame) Walk[E, F] {
	w.frames = append(slices.Clip(w.frames), f)
	return w
}

// pass enters the step of a frame, behind those of the dialogs left before it that have
// a reason to be.
func (w Walk[E, F]) pass(f frame) Walk[E, F] {
	for i, id := range f.left {
		n, _ := w.guide.node(id)
		if d, is := n.(Dialog[E, F]); is && (d.When == nil || d.When(w.facts)) {
			f.left = f.left[i+1:]
			return w.push(f).enter(id)
		}
	}
	return w.enter(f.to)
}

// backFrom goes on from a dialog or a sub-walk with what it was asked or called for.
func (w Walk[E, F]) backFrom(to ID, word Outcome) Walk[E, F] {
	last := len(w.frames) - 1
	if last < 0 {
		return w // nothing has asked or called
	}
	f := w.frames[last]
	if to == Onward {
		w.frames = w.frames[:last]
		return w.pass(f)
	}
	if w.frames = f.under; !f.call {
		return w.enter(f.at)
	}
	n, _ := w.guide.node(f.by)
	next, _ := w.guide.edges(n)
	if to, found := next[word]; found {
		return w.follow(f.at, f.by, to, word)
	}
	return w // Faults finds it
}

// move follows the edge of a word. Where the user had said Done, that is a question to go
// back to, and so is one in a sequence, where hands may have been faster than words; any
// other step that Judge leaves by itself is none.
func (w Walk[E, F]) move(word Outcome) Walk[E, F] {
	to, found := w.Step().Next[word]
	if !found {
		return w // Faults finds it
	}
	if !w.clock().Did.IsZero() {
		w.asked = append(slices.Clip(w.asked), Asked{w.at, w.undone, w.frames})
	} else if within, _ := w.Sequence(); within != nil && w.Step().Ask != nil && slices.Contains(w.Step().May, word) {
		w.asked = append(slices.Clip(w.asked), Asked{w.at, w.said(), w.frames})
	}
	w.trail = append(slices.Clip(w.trail), Visit{Step: w.at, Rows: w.rows, Outcome: word})
	return w.follow(w.at, w.at, to, word)
}

// Answer gives the user's answer to the question: the key of an option, or
// what was typed. An answer that cannot be taken leaves the walk where it is
// and says why.
func (w Walk[E, F]) Answer(given string, at time.Time) (Walk[E, F], error) {
	step := w.Step()
	q, o := step.Ask, step.Option(Outcome(given))
	if q == nil && o == nil {
		return w, fmt.Errorf("%w: nothing is asked here", ErrNotMoved)
	}
	if w.doing != nil {
		return w, errBusy
	}
	switch {
	case q == nil:
	case q.Entries != nil && slices.ContainsFunc(q.Table(w.facts), func(e Entry) bool { return e.Key == given }):
		return w.put(q, given, Picked), nil
	case q.Kind == Line, q.Kind == Password, q.Kind == Pick && o == nil:
		return w.typed(q, given)
	}
	if o == nil || o.hidden(w.facts) {
		return w, refused{text.T("That is none of the answers.")}
	}
	if why := o.ShutFor(w.facts); !why.IsZero() {
		return w, refused{why}
	}
	before := w.said()
	if w = w.changed(); q != nil && q.Put != nil {
		q.Put(w.facts, given)
	}
	if o.stays() {
		w.undone = before
		return w.did(at), nil
	}
	return w.act(o.Do, before, o.Key), nil
}

// Fill gives the texts of a form by the keys of its fields.
func (w Walk[E, F]) Fill(given map[string]string) (Walk[E, F], error) {
	q := w.Step().Ask
	if q == nil || q.Kind != Form {
		return w, fmt.Errorf("%w: no form stands here", ErrNotMoved)
	}
	if w.doing != nil {
		return w, errBusy
	}
	fields := q.Asked(w.facts)
	for _, f := range fields {
		if why := f.Refuses(w.facts, given); !why.IsZero() {
			return w, refused{why}
		}
	}
	before := w.said()
	w = w.changed()
	for _, f := range fields {
		f.Put(w.facts, given[f.Key])
	}
	return w.act(q.Do, before, Given), nil
}

func (w Walk[E, F]) typed(q *Question[E, F], given string) (Walk[E, F], error) {
	if given == "" && q.Blank != "" {
		if o := q.Option(q.Blank); o != nil {
			return w.act(o.Do, w.said(), o.Key), nil
		}
		return w.moveFrom(w.said(), q.Blank), nil
	}
	if q.Valid != nil {
		if why := q.Valid(w.facts, given); !why.IsZero() {
			return w, refused{why}
		}
	}
	return w.put(q, given, Given), nil
}

// put keeps an answer that is no option, and moves on by word.
func (w Walk[E, F]) put(q *Question[E, F], given string, word Outcome) Walk[E, F] {
	before := w.said()
	if w = w.changed(); q.Put != nil {
		q.Put(w.facts, given)
	}
	return w.act(q.Do, before, word)
}

// act begins what an answer does, or moves on where it does nothing.
func (w Walk[E, F]) act(a *Action[E, F], before any, word Outcome) Walk[E, F] {
	if a == nil {
		return w.moveFrom(before, word)
	}
	w.doing = &doing[E, F]{action: a, word: word, before: before}
	w.rows = append(slices.DeleteFunc(slices.Clone(w.rows), func(r Row) bool { return r.Check == a.ID }), row(a.Check))
	return w
}

// moveFrom moves on and remembers what the user had said before this answer.
func (w Walk[E, F]) moveFrom(before any, word Outcome) Walk[E, F] {
	w.asked = append(slices.Clip(w.asked), Asked{w.at, before, w.frames})
	w = w.changed()
	w.clock().Did = time.Time{}
	return w.move(word)
}

// did notes that the user says they have done it; from now on Judge decides.
func (w Walk[E, F]) did(at time.Time) Walk[E, F] {
	w = w.changed()
	w.clock().Did = at
	w.begun = time.Time{}
	if w.pending == 0 && w.rounds > 0 {
		if word := w.judge(); word != "" {
			return w.move(word)
		}
	}
	return w
}

// Back goes to the last question. It takes back answers only: what was
// learned, spent or done stays. The bool says whether there was one: there is
// none while a try or a write is in flight, and none from before a write that
// went out.
func (w Walk[E, F]) Back() (Walk[E, F], bool) {
	n := len(w.asked)
	if n == 0 || w.Acting() {
		return w, false
	}
	last := w.asked[n-1]
	w.asked = w.asked[:n-1]
	w = w.changed()
	if w.guide.Memory.TakeBack != nil {
		w.guide.Memory.TakeBack(w.facts, last.Said)
	}
	w.trail = append(slices.Clip(w.trail), Visit{Step: w.at, Rows: w.rows, Outcome: "back"})
	w.frames = nil
	w = w.enter(last.At)
	w.frames = last.frames
	return w, true
}
