package flow

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// Guide is a tree of places, in the order in which a person meets them.
type Guide[E, F any] struct {
	Nodes []Node[E, F]
	// Phases are the names of the stations of the trail.
	Phases []string
	// Sequences are steps that are shown as one list.
	Sequences []Sequence
	Memory    Memory[F]
}

// Sequence is a list of steps that one piece of work goes through.
type Sequence struct {
	ID       ID
	Stations []ID
}

// Memory is how a walk finds among the facts what is its own.
type Memory[F any] struct {
	// Clock is where the walk writes down the time.
	Clock func(*F) *Clock
	// Said copies what the user said, and TakeBack puts such a copy in its place.
	Said     func(*F) any
	TakeBack func(*F, any)
	// Sent counts what went out and cannot be taken back.
	Sent func(*F) int
	// Leave forgets what belongs to one visit of a step.
	Leave func(*F)
	// Jump gives the place where a saved walk stood, once, after an action has read it.
	Jump func(*F) (Place, bool)
}

// Clock is the time as a walk writes it into the facts.
type Clock struct {
	// Now is when the step's checks were last begun or ended.
	Now time.Time
	// Did is when Done was answered at this step; zero before that.
	Did time.Time
}

// Place is a position in a guide, with what led there.
type Place struct {
	At    ID
	Asked []Asked
	Trail []Visit
}

// node finds a node by its id, and the sub-walk that it belongs to: the id of that
// one's first place, or nothing.
func (g *Guide[E, F]) node(id ID) (n Node[E, F], in ID) {
	for _, n := range g.Nodes {
		if sub, is := n.(Sub[E, F]); is {
			for _, inner := range sub.Nodes {
				if slices.Contains(inner.places(), id) {
					return inner, sub.Nodes[0].places()[0]
				}
			}
			continue
		}
		if slices.Contains(n.places(), id) {
			return n, ""
		}
	}
	return nil, ""
}

// Step finds a step, or the step of a dialog, by its id.
func (g *Guide[E, F]) Step(id ID) (Step[E, F], bool) {
	switch n, _ := g.node(id); n := n.(type) {
	case Step[E, F]:
		return n, true
	case Dialog[E, F]:
		return n.Step, true
	}
	return Step[E, F]{}, false
}

// Steps are all steps, those of dialogs and sub-walks too, in their order.
func (g *Guide[E, F]) Steps() []Step[E, F] {
	var all []Step[E, F]
	for _, n := range g.nodes() {
		switch n := n.(type) {
		case Step[E, F]:
			all = append(all, n)
		case Dialog[E, F]:
			all = append(all, n.Step)
		}
	}
	return all
}

// Forks are all forks, in their order.
func (g *Guide[E, F]) Forks() []Fork[E, F] {
	var all []Fork[E, F]
	for _, n := range g.nodes() {
		if f, is := n.(Fork[E, F]); is {
			all = append(all, f)
		}
	}
	return all
}

// nodes are the nodes, those of sub-walks in the place of these.
func (g *Guide[E, F]) nodes() []Node[E, F] {
	var all []Node[E, F]
	for _, n := range g.Nodes {
		if sub, is := n.(Sub[E, F]); is {
			all = append(all, sub.Nodes...)
			continue
		}
		all = append(all, n)
	}
	return all
}

// Faults are what is wrong with the guide itself: words without an edge, edges without
// a word or to nowhere, places that nobody reaches, or from which no end is reached,
// steps in the place of dialogs, and places at which nothing is asked and nothing
// measured.
func (g *Guide[E, F]) Faults() []string {
	var faults []string
	say := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	seen := map[ID]bool{}
	for _, n := range g.nodes() {
		for _, id := range n.places() {
			if seen[id] {
				say("%s: there are two", id)
			}
			seen[id] = true
		}
		words, next, id := g.wordsOf(n)
		for _, w := range words {
			if _, found := next[w]; !found {
				say("%s: the word %q leads nowhere", id, w)
			}
		}
		for _, on := range slices.Sorted(maps.Keys(next)) {
			if !slices.Contains(words, on) {
				say("%s: the edge %q can never be taken", id, on)
			}
			if to := next[on]; !g.leads(n, to) {
				say("%s: %q leads to %q, which is no place", id, on, to)
			}
		}
		s, is := n.(Step[E, F])
		if is && s.Ends() && len(s.Next) > 0 {
			say("%s: it asks nothing and measures nothing", id)
		}
		for _, before := range s.Before {
			d, _ := g.node(before)
			if _, is := d.(Dialog[E, F]); !is {
				say("%s: %q stands before it, which is no dialog", id, before)
			}
		}
	}
	return append(faults, g.unreached()...)
}

// leads says whether an edge of a node leads to a place. No step leads onward, and only
// one of a sub-walk back.
func (g *Guide[E, F]) leads(from Node[E, F], to ID) bool {
	s, isStep := from.(Step[E, F])
	switch _, in := g.node(s.ID); to {
	case Onward:
		return !isStep
	case Return:
		return !isStep || in != ""
	}
	n, _ := g.node(to)
	return n != nil
}

// edges are those of a node.
func (g *Guide[E, F]) edges(n Node[E, F]) (next Edges, id ID) {
	switch n := n.(type) {
	case Step[E, F]:
		return n.Next, n.ID
	case Dialog[E, F]:
		return n.Next, n.ID
	case Fork[E, F]:
		return n.Next, n.ID
	}
	return nil, ""
}

// wordsOf are the words of a node, and its edges.
func (g *Guide[E, F]) wordsOf(n Node[E, F]) (words []Outcome, next Edges, id ID) {
	next, id = g.edges(n)
	switch n := n.(type) {
	case Step[E, F]:
		words = n.Words()
	case Dialog[E, F]:
		words = n.Words()
	case Fork[E, F]:
		words = slices.Clone(n.May)
	}
	for _, to := range next {
		words = append(words, g.returned(id, to)...)
	}
	return words, next, id
}

// returned are the words with which a sub-walk returns to a place that calls it.
func (g *Guide[E, F]) returned(at, call ID) []Outcome {
	var words []Outcome
	for _, n := range g.Nodes {
		sub, is := n.(Sub[E, F])
		if !is || sub.places()[0] != call || slices.Contains(sub.places(), at) {
			continue
		}
		for _, inner := range sub.Nodes {
			next, _ := g.edges(inner)
			if _, dialog := inner.(Dialog[E, F]); dialog {
				continue
			}
			for on, to := range next {
				if to == Return {
					words = append(words, on)
				}
			}
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// targets are the places that an edge leads to, or through.
func (g *Guide[E, F]) targets(to ID) []ID {
	if to == Onward || to == Return {
		return nil
	}
	s, _ := g.Step(to)
	return append([]ID{to}, s.Before...)
}

func (g *Guide[E, F]) unreached() []string {
	var faults []string
	reached, ends := map[ID]bool{}, map[ID]bool{}
	queue := g.targets(g.Nodes[0].places()[0])
	for _, first := range queue {
		reached[first] = true
	}
	for ; len(queue) > 0; queue = queue[1:] {
		n, _ := g.node(queue[0])
		if n == nil {
			continue
		}
		next, _ := g.edges(n)
		for _, on := range next {
			for _, to := range g.targets(on) {
				if !reached[to] {
					reached[to] = true
					queue = append(queue, to)
				}
			}
		}
	}
	nodes := g.nodes()
	for range nodes {
		for _, n := range nodes {
			next, id := g.edges(n)
			s, isStep := n.(Step[E, F])
			leads := false
			for _, to := range next {
				leads = leads || to == Onward || to == Return || ends[to]
			}
			ends[id] = ends[id] || isStep && s.Ends() || leads
		}
	}
	for _, n := range nodes {
		for _, id := range n.places() {
			if !reached[id] {
				faults = append(faults, fmt.Sprintf("%s: no way leads here", id))
			}
			if !ends[id] {
				faults = append(faults, fmt.Sprintf("%s: from here no end can be reached", id))
			}
		}
	}
	return faults
}
