package steps

import (
	"fmt"
	"strings"
)

// Text lists the tree, a step a paragraph, in the order of the guide.
func (t Tree) Text() string {
	var b strings.Builder
	for _, s := range t {
		fmt.Fprintf(&b, "%s  %s\n", s.ID, s.Title)
		for _, e := range s.Next {
			fmt.Fprintf(&b, "    %-16s -> %s\n", e.On, e.To)
		}
	}
	return b.String()
}

// Mermaid draws the tree as a flowchart. Steps that only send on to the next
// are left out, their ways drawn through.
func (t Tree) Mermaid() string {
	var b strings.Builder
	b.WriteString("flowchart TD\n")
	for phase, name := range Phases {
		fmt.Fprintf(&b, "  subgraph %s\n", name)
		for _, s := range t {
			if int(s.Phase) == phase && !s.sendsOn() {
				fmt.Fprintf(&b, "    %s[%q]\n", s.ID, s.Title.String())
			}
		}
		b.WriteString("  end\n")
	}
	for _, s := range t {
		if s.sendsOn() {
			continue
		}
		for _, arrow := range t.arrows(s) {
			fmt.Fprintf(&b, "  %s -->|%s| %s\n", s.ID, strings.Join(arrow.words, ", "), arrow.to)
		}
	}
	return b.String()
}

// sendsOn says whether a step only chooses the next one.
func (s Step) sendsOn() bool { return s.Ask == nil && len(s.Checks) == 0 && s.Judge != nil }

// arrow is all the words that lead from one step to another.
type arrow struct {
	to    ID
	words []string
}

func (t Tree) arrows(s Step) []arrow {
	var arrows []arrow
	add := func(to ID, word string) {
		for i := range arrows {
			if arrows[i].to == to {
				arrows[i].words = append(arrows[i].words, word)
				return
			}
		}
		arrows = append(arrows, arrow{to, []string{word}})
	}
	for _, e := range s.Next {
		to, _ := t.Step(e.To)
		if !to.sendsOn() {
			add(e.To, string(e.On))
			continue
		}
		for _, on := range to.Next {
			add(on.To, string(e.On)+" / "+string(on.On))
		}
	}
	return arrows
}
