package flow

import (
	"cmp"
	"slices"
	"time"

	"camreset/steps/text"
)

// Node is one place of a guide: a Step, a Fork, a Dialog or a Sub.
type Node[E, F any] interface {
	places() []ID
	// is says whether it is the place of that id: it is asked often, and allocates nothing.
	is(id ID) bool
}

// Step is a place where somebody is asked, or sees something being measured or done.
// One that asks nothing and checks nothing ends the walk.
type Step[E, F any] struct {
	ID ID
	// Under is the step whose answer led here where both are one question to scripts: its
	// name stands before the fields; empty means the step's own.
	Under ID
	// Phase is the station of the trail above the step, an index of Guide.Phases.
	Phase int
	Title text.Text
	// Heading is the title where it depends on the facts, Good whether it is good news.
	Heading func(*F) text.Text
	Good    func(*F) bool
	// Say is at most 60 words.
	Say func(*F) text.Text
	// Values are names with what is known of them, a line each.
	Values func(*F) []Value
	// List is what there is to do here, one thing after the other; a sequence has one
	// for all its stations.
	List func(*F) []Item
	// Box is what has to be written down, alone in its frame; the zero Text means none.
	Box func(*F) text.Text
	// Sheet is what the user needs before their eyes besides: a command to type, what
	// was seen. Nil or empty means nothing.
	Sheet func(*F) []text.Text
	// Drawings are to be looked at one by one, the most likely first.
	Drawings func(*F) []Drawing
	// Picture is a QR code to scan: rows of modules, true is dark, without the
	// margin. Nil means none.
	Picture func(*F) [][]bool
	// State says how things stand while nothing is being measured; nil means what was
	// measured last.
	State func(*F) text.Text
	// Help stands behind ? and :help.
	Help text.Text
	// Fresh forgets, on entering, what an earlier pass of the step left behind.
	Fresh func(*F)
	// Anew forgets besides that, where the step is to be checked once more from the start,
	// what would spare it the work.
	Anew func(*F)
	// Ask is the question, if any.
	Ask *Question[E, F]
	// Aside are answers that nobody is asked for: keys that act while hands are busy.
	Aside []Option[E, F]
	// Checks run at the same time while the step stands there.
	Checks []Check[E, F]
	// Judge says the outcome from the facts, or nothing for "not yet".
	Judge func(*F) Outcome
	// May lists every word that Judge can say.
	May []Outcome
	// Wait repeats the checks. Without it they run once.
	Wait *Wait
	// Hand is told to the world when an answer waits for what happens, or, where nobody is
	// asked, on coming to the step: what the user does with their hands.
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

// Value is a name with what is known of it. A value is never broken over lines.
type Value struct {
	Name, Value text.Text
	// Mark is how what was measured of it stands; empty where nothing was.
	Mark Status
}

// Item is one thing to do of a list.
type Item struct {
	Do text.Text
	// At is what the thing is done with and must not be broken: an address, a command.
	At text.Text
	// Found is what was measured of it, in a few words.
	Found text.Text
	// Past is true for what is over, Now for what is to be done at this moment.
	Past, Now bool
}

// Drawing is a picture in letters, with a sentence that says the same.
type Drawing struct {
	Name  text.Text
	Lines []string
	Say   text.Text
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

func (s Step[E, F]) is(id ID) bool { return s.ID == id }
func (f Fork[E, F]) is(id ID) bool { return f.ID == id }
func (s Sub[E, F]) is(id ID) bool {
	return slices.ContainsFunc(s.Nodes, func(n Node[E, F]) bool { return n.is(id) })
}

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

// Asks is the step's name before its fields.
func (s Step[E, F]) Asks() ID { return cmp.Or(s.Under, s.ID) }

// TitleFor is the step's title for these facts.
func (s Step[E, F]) TitleFor(f *F) text.Text {
	if s.Heading == nil {
		return s.Title
	}
	return s.Heading(f)
}

// Option finds an answer of the step by its key, asked for or not; nil where there is
// none.
func (s Step[E, F]) Option(key Outcome) *Option[E, F] {
	if s.Ask != nil {
		if o := s.Ask.Option(key); o != nil {
			return o
		}
	}
	for i := range s.Aside {
		if s.Aside[i].Key == key {
			return &s.Aside[i]
		}
	}
	return nil
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
	all = append(all, optionWords(s.Aside)...)
	if s.Wait != nil && s.Wait.For > 0 {
		all = append(all, Timeout)
	}
	return all
}
