package flow

// Guide is a tree of places, in the order in which a person meets them.
type Guide[E, F any] struct {
	Nodes []Node[E, F]
	// Phases are the names of the stations of the trail.
	Phases []string
	// Sequences are steps that are shown as one list.
	Sequences []Sequence
	Memory    Memory[F]
}

// node finds a node by its id, and the sub-walk that it belongs to: the id of that
// one's first place, or nothing.
func (g *Guide[E, F]) node(id ID) (n Node[E, F], in ID) {
	for _, n := range g.Nodes {
		if sub, is := n.(Sub[E, F]); is {
			for _, inner := range sub.Nodes {
				if inner.is(id) {
					return inner, sub.Nodes[0].places()[0]
				}
			}
			continue
		}
		if n.is(id) {
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
