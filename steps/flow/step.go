package flow

import (
	"slices"
	"time"

	"camreset/steps/text"
)

// Node is one place of a guide: a Step, a Fork, a Dialog or a Sub.
type Node[E, F any] interface{ places() []ID }

// Step is a place where somebody is asked, or sees something being measured or done.
// One that asks nothing and checks nothing ends the walk.
type Step[E, F any] struct {
	ID ID
	// Phase is the station of the trail above the step, an index of Guide.Phases.
	Phase int
	Title text.Text
	// Say is at most 60 words.
	Say func(*F) text.Text
	// Sheet is what the user needs before their eyes besides: settings, a
	// command to type, a list to tick off. Nil or empty means nothing.
	Sheet func(*F) []text.Text
	// Picture is a QR code to scan: rows of modules, true is dark, without the
	// margin. Nil means none.
	Picture func(*F) [][]bool
	// Help stands behind ? and :help.
	Help text.Text
	// Fresh forgets, on entering, what an earlier pass of the step left behind.
	Fresh func(*F)
	// Ask is the question, if any.
	Ask *Question[E, F]
	// Checks run at the same time while the step stands there.
	Checks []Check[E, F]
	// Judge says the outcome from the facts, or nothing for "not yet".
	Judge func(*F) Outcome
	// May lists every word that Judge can say.
	May []Outcome
	// Wait repeats the checks. Without it they run once.
	Wait *Wait
	// Hand is told to the world when Done is answered: what the user did with their
	// hands.
	Hand string
	// Next says where each word leads.
	Next Edges
	// Before names the dialogs that stand in front of the step, whatever leads here.
	Before []ID
	// Saved says how a walk that is saved here goes on later.
	Saved Saved
}

// Saved says how a walk that was saved at a step goes on.
type Saved struct {
	// At is where it goes on, the step itself if empty.
	At ID
	// Never is true for a step at which there is nothing to go on with yet.
	Never bool
	// Again is true where what has to be done anew before the step is asked makes it
	// none to go back to.
	Again bool
	// Kind is for the guide's own use: what else has to be thought of.
	Kind string
}

// Edges lead from a place to others by its outcome.
type Edges map[Outcome]ID

// Wait repeats the checks of a step every Every, for For at most (0 means for
// as long as the step stands).
type Wait struct{ Every, For time.Duration }

// Fork is a place where the facts alone decide where to go on. It is followed on
// entering: nobody sees it, and no log knows it.
type Fork[E, F any] struct {
	ID     ID
	Decide func(*F) Outcome
	// May lists every word that Decide can say.
	May  []Outcome
	Next Edges
}

// Dialog is a question that stands before a step, or that a step asks in between: a
// consent, or what would be lost. It is a step whose edges lead Onward, to Return, or
// elsewhere.
type Dialog[E, F any] struct {
	Step[E, F]
	// When says whether it has to be asked before a step; nil means always.
	When func(*F) bool
}

// Sub is a piece of a walk that is called by an edge to its first place. Its edges to
// Return give their word to the place that called, a step or a fork, which has an edge
// for it; edges elsewhere leave it.
type Sub[E, F any] struct {
	Nodes []Node[E, F]
}

func (s Step[E, F]) places() []ID { return []ID{s.ID} }
func (f Fork[E, F]) places() []ID { return []ID{f.ID} }

func (s Sub[E, F]) places() []ID {
	var all []ID
	for _, n := range s.Nodes {
		all = append(all, n.places()...)
	}
	return all
}

// To finds where a word leads.
func (s Step[E, F]) To(word Outcome) (ID, bool) {
	to, found := s.Next[word]
	return to, found
}

// Acts says whether a try or a write leaves from the step.
func (s Step[E, F]) Acts() bool {
	return slices.ContainsFunc(s.Checks, func(c Check[E, F]) bool { return c.Acts })
}

// Ends says whether the walk ends at this step.
func (s Step[E, F]) Ends() bool { return s.Ask == nil && len(s.Checks) == 0 }

// HasDone says whether the step waits for a hand action, or for something to happen.
func (s Step[E, F]) HasDone() bool {
	return s.Ask != nil && s.Ask.Kind == Choice && slices.ContainsFunc(s.Ask.Options, Option[E, F].stays)
}

// Words are all outcomes that a step can have.
func (s Step[E, F]) Words() []Outcome {
	all := slices.Clone(s.May)
	if s.Ask != nil {
		all = append(all, s.Ask.words()...)
	}
	if s.Wait != nil && s.Wait.For > 0 {
		all = append(all, Timeout)
	}
	return all
}
