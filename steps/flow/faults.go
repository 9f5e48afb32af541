package flow

import (
	"fmt"
	"maps"
	"slices"
)

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
	for _, list := range g.Sequences {
		for _, station := range list.Stations {
			if _, is := g.Step(station); !is {
				say("%s: its station %q is no step", list.ID, station)
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
	case End:
		return true
	case Onward:
		return !isStep
	case Return:
		return !isStep || in != ""
	}
	n, _ := g.node(to)
	return n != nil
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
	if to == Onward || to == Return || to == End {
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
				leads = leads || to == Onward || to == Return || to == End || ends[to]
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
