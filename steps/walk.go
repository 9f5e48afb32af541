package steps

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Tree is the guide: its first step is where a walk begins.
type Tree []Step

// Step finds a step by its id.
func (t Tree) Step(id ID) (Step, bool) {
	i := slices.IndexFunc(t, func(s Step) bool { return s.ID == id })
	if i < 0 {
		return Step{}, false
	}
	return t[i], true
}

// Row is one check as it stands: Result.Status is empty while it runs.
type Row struct {
	Check  string
	Title  Text
	Result Result

	check Check // zero for a row of an earlier run
}

// Visit is one step that was passed, with what its checks had to say.
type Visit struct {
	Step    ID
	Rows    []Row
	Outcome Outcome
}

// Walk is a place in the guide and all that is known there. It is a value:
// every method returns the next one and leaves the old one as it was.
type Walk struct {
	tree Tree
	at   ID
	// facts are never changed in place: change puts a copy in their place.
	facts   *Facts
	trail   []Visit
	asked   []question
	turn    int
	rows    []Row
	pending int
	rounds  int
	begun   time.Time
	// undone are the answers as they were before Done was said.
	undone Answers
	quit   bool
}

// question remembers what the user had said before a question was asked.
type question struct {
	at      ID
	answers Answers
}

// ErrNotMoved is returned when an answer is refused; its text says why.
var ErrNotMoved = errors.New("the answer was not taken")

// refused is an answer that was not taken, with the reason for the person.
type refused struct{ why Text }

func (r refused) Error() string { return r.why.String() }

func (r refused) Unwrap() error { return ErrNotMoved }

// Start begins a walk through a tree.
func Start(tree Tree, facts Facts) Walk {
	return Walk{tree: tree, at: tree[0].ID, facts: &facts}.enter(tree[0].ID)
}

// Step is where the walk stands.
func (w Walk) Step() Step { s, _ := w.tree.Step(w.at); return s }

// Named finds a step of the walk's guide by its id; a front door shows its
// title when it tells what was passed.
func (w Walk) Named(id ID) Step {
	s, _ := w.tree.Step(id)
	return s
}

// Facts is what is known. It is not the caller's to change: other walks share it.
func (w Walk) Facts() *Facts { return w.facts }

// changed gives the walk facts of its own that may be changed.
func (w Walk) changed() Walk {
	own := *w.facts
	w.facts = &own
	return w
}

// Turn counts the visits; a Reply belongs to one.
func (w Walk) Turn() int { return w.turn }

// Rows are the checks of this step as they stand.
func (w Walk) Rows() []Row { return w.asTold(w.rows) }

// Passed are the rows of a step that was passed, as they stand now.
func (w Walk) Passed(v Visit) []Row { return w.asTold(v.Rows) }

// asTold has the rows say what the facts tell now.
func (w Walk) asTold(rows []Row) []Row {
	rows = slices.Clone(rows)
	for i, r := range rows {
		if r.Result.Status != "" {
			rows[i].Result = r.check.told(w.facts, r.Result)
		}
	}
	return rows
}

// Trail are the steps that were passed, oldest first.
func (w Walk) Trail() []Visit { return w.trail }

// Busy says whether checks of this step are still running.
func (w Walk) Busy() bool { return w.pending > 0 }

// Acting says whether a try or a write of this step is in flight.
func (w Walk) Acting() bool {
	return w.pending > 0 && w.Step().acts()
}

// Over says whether the walk has ended.
func (w Walk) Over() bool { return w.quit || w.Step().Ends() }

// Quit ends the walk here.
func (w Walk) Quit() Walk { w.quit = true; return w }

// enter puts the walk on a step; what was measured here before is forgotten.
func (w Walk) enter(id ID) Walk {
	w = w.changed()
	w.at, w.turn, w.pending, w.rounds = id, w.turn+1, 0, 0
	w.begun, w.facts.Did, w.rows = time.Time{}, time.Time{}, nil
	if fresh := w.Step().Fresh; fresh != nil {
		fresh(w.facts)
	}
	for _, c := range w.Step().Checks {
		w.rows = append(w.rows, Row{Check: c.ID, Title: c.Title, check: c})
	}
	return w
}

// move follows the edge of a word. Where the user had said Done, that is a
// question to go back to; a step that Judge leaves by itself is none.
func (w Walk) move(word Outcome) Walk {
	to, found := w.Step().To(word)
	if !found {
		// The tree's tests make sure that every word has an edge.
		return w
	}
	if !w.facts.Did.IsZero() {
		w.asked = append(slices.Clip(w.asked), question{at: w.at, answers: w.undone})
	}
	w.trail = append(slices.Clip(w.trail), Visit{Step: w.at, Rows: w.rows, Outcome: word})
	if word == Resumed {
		return w.resumed(to)
	}
	return w.enter(to)
}

// resumed goes on with a case: at its own step if the tree has it, with its
// questions to go back to and its log.
func (w Walk) resumed(otherwise ID) Walk {
	r := w.facts.Resume
	w = w.changed()
	w.facts.Resume = resumption{}
	exists := func(id ID) bool { _, found := w.tree.Step(id); return found }
	if !exists(r.at) {
		return w.enter(otherwise)
	}
	w.asked = slices.DeleteFunc(r.asked, func(q question) bool { return !exists(q.at) || w.Named(q.at).Ask == nil })
	w.trail = append(slices.Clip(r.trail), w.trail...)
	return w.enter(r.at)
}

// Answer gives the user's answer to the question: the key of an option, or
// what was typed. An answer that cannot be taken leaves the walk where it is
// and says why.
func (w Walk) Answer(given string, at time.Time) (Walk, error) {
	q := w.Step().Ask
	if q == nil {
		return w, fmt.Errorf("%w: nothing is asked here", ErrNotMoved)
	}
	o := q.option(Outcome(given))
	switch {
	case q.Kind == Pick && slices.ContainsFunc(q.Table(w.facts), func(e Entry) bool { return e.Key == given }):
		return w.put(q, given, Picked), nil
	case q.Kind != Choice && (q.Kind != Pick || o == nil):
		return w.typed(q, given)
	}
	if o == nil || o.hidden(w.facts) {
		return w, refused{T("That is none of the answers.")}
	}
	if why := o.ShutFor(w.facts); !why.IsZero() {
		return w, refused{why}
	}
	before := w.facts.Answers
	if w = w.changed(); q.Put != nil {
		q.Put(&w.facts.Answers, given)
	}
	if o.stays() {
		w.undone = before
		return w.did(at), nil
	}
	return w.moveFrom(before, o.Key), nil
}

func (w Walk) typed(q *Question, given string) (Walk, error) {
	if given == "" && q.Blank != "" {
		return w.moveFrom(w.facts.Answers, q.Blank), nil
	}
	if q.Valid != nil {
		if why := q.Valid(w.facts, given); !why.IsZero() {
			return w, refused{why}
		}
	}
	return w.put(q, given, Given), nil
}

// put keeps an answer that is no option, and moves on by word.
func (w Walk) put(q *Question, given string, word Outcome) Walk {
	before := w.facts.Answers
	if w = w.changed(); q.Put != nil {
		q.Put(&w.facts.Answers, given)
	}
	return w.moveFrom(before, word)
}

// moveFrom moves on and remembers the answers as they were before this one.
func (w Walk) moveFrom(before Answers, word Outcome) Walk {
	w.asked = append(slices.Clip(w.asked), question{at: w.at, answers: before})
	w = w.changed()
	w.facts.Did = time.Time{}
	return w.move(word)
}

// did notes that the user says they have done it; from now on Judge decides.
func (w Walk) did(at time.Time) Walk {
	w = w.changed()
	w.facts.Did = at
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
func (w Walk) Back() (Walk, bool) {
	n := len(w.asked)
	if n == 0 || w.Acting() {
		return w, false
	}
	last := w.asked[n-1]
	w.asked = w.asked[:n-1]
	w = w.changed()
	w.facts.Answers = last.answers
	w.trail = append(slices.Clip(w.trail), Visit{Step: w.at, Rows: w.rows, Outcome: "back"})
	return w.enter(last.at), true
}
