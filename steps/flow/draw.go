package flow

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Text lists the guide, a place a paragraph, in its order.
func (g *Guide[E, F]) Text() string {
	var b strings.Builder
	for _, n := range g.nodes() {
		next, id := g.edges(n)
		fmt.Fprintf(&b, "%s  %s\n", id, g.title(n))
		for _, on := range slices.Sorted(maps.Keys(next)) {
			fmt.Fprintf(&b, "    %-16s -> %s\n", on, next[on])
		}
	}
	return b.String()
}

// title names a node for a person.
func (g *Guide[E, F]) title(n Node[E, F]) string {
	switch n := n.(type) {
	case Step[E, F]:
		return n.Title.String()
	case Dialog[E, F]:
		return n.Title.String()
	}
	return "(as the facts are)"
}

// Mermaid draws the guide as a flowchart: steps as boxes, forks as rhombs, dialogs as
// rounded boxes, tied to the step that they stand before.
func (g *Guide[E, F]) Mermaid() string {
	var b strings.Builder
	b.WriteString("flowchart TD\n")
	for phase, name := range g.Phases {
		fmt.Fprintf(&b, "  subgraph %s\n", name)
		for _, n := range g.nodes() {
			switch n := n.(type) {
			case Step[E, F]:
				if n.Phase == phase {
					fmt.Fprintf(&b, "    %s[%q]\n", n.ID, n.Title.String())
				}
			case Dialog[E, F]:
				if n.Phase == phase {
					fmt.Fprintf(&b, "    %s(%q)\n", n.ID, n.Title.String())
				}
			}
		}
		b.WriteString("  end\n")
	}
	for _, f := range g.Forks() {
		fmt.Fprintf(&b, "  %s{%q}\n", f.ID, string(f.ID))
	}
	for _, n := range g.nodes() {
		next, id := g.edges(n)
		for _, arrow := range arrows(next) {
			to := string(arrow.to)
			if arrow.to == End {
				to = "ended(((end)))"
			}
			fmt.Fprintf(&b, "  %s -->|%s| %s\n", id, strings.Join(arrow.words, ", "), to)
		}
		if s, is := n.(Step[E, F]); is {
			for _, before := range s.Before {
				fmt.Fprintf(&b, "  %s -.- %s\n", before, s.ID)
			}
		}
	}
	return b.String()
}

// arrow is all the words that lead from one place to another.
type arrow struct {
	to    ID
	words []string
}

func arrows(next Edges) []arrow {
	var all []arrow
	add := func(to ID, word string) {
		for i := range all {
			if all[i].to == to {
				all[i].words = append(all[i].words, word)
				return
			}
		}
		all = append(all, arrow{to, []string{word}})
	}
	for _, on := range slices.Sorted(maps.Keys(next)) {
		if to := next[on]; to != Onward && to != Return {
			add(to, string(on))
		}
	}
	return all
}
