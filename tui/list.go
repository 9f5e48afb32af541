package tui

import (
	"slices"

	"camreset/steps"
	"camreset/steps/facts"
	"camreset/steps/flow"

	tea "github.com/charmbracelet/bubbletea"
)

// list is the answers of a question and a cursor, which goes round. They stay where they
// were when the step was entered, so that nothing moves under the cursor. It is never
// changed; every method returns the next one.
type list struct {
	// keys are those of entries, and of options.
	keys   []string
	cursor int
}

// at is the answer under the cursor; nothing where there is none.
func (l list) at() string {
	if len(l.keys) == 0 {
		return ""
	}
	return l.keys[l.cursor]
}

// to puts the cursor on an answer, or on the first where that is gone.
func (l list) to(key string) list {
	l.cursor = max(slices.Index(l.keys, key), 0)
	return l
}

// firstList is the list as a step begins with it.
func firstList(w steps.Walk) list {
	l := list{}.refilled(w)
	if ask := w.Step().Ask; ask.Keeps && ask.First != nil {
		l = l.to(string(ask.First(w.Facts())))
	}
	return l
}

// refilled is the list with the answers of now, in the order they had. One that came
// stands below the others, and where one went the rest stays.
func (l list) refilled(w steps.Walk) list {
	shown := answers(w)
	next := list{keys: slices.DeleteFunc(slices.Clone(l.keys), func(k string) bool { return !slices.Contains(shown, k) })}
	for _, k := range shown {
		if !slices.Contains(next.keys, k) {
			next.keys = append(next.keys, k)
		}
	}
	return next.to(l.at())
}

// answers are what a step's question can be answered with, by their keys: the entries of
// a choice, and the options. Of those beside fields some are keys only.
func answers(w steps.Walk) []string {
	ask, f := w.Step().Ask, w.Facts()
	var shown []string
	if ask.Kind == steps.Choice {
		for _, e := range ask.Table(f) {
			shown = append(shown, e.Key)
		}
	}
	for _, o := range ask.Ordered(f) {
		if o.Hot == "" || !withFields(ask) {
			shown = append(shown, string(o.Key))
		}
	}
	return shown
}

// withFields says whether a question is typed into.
func withFields(ask *steps.Question) bool {
	return ask.Kind == steps.Line || ask.Kind == steps.Password || ask.Kind == flow.Form
}

// next is the list with the cursor on the next answer that is open and still to do. Behind
// the last of those that are ticked off comes the answer that is first now.
func (l list) next(w steps.Walk) list {
	ask, f := w.Step().Ask, w.Facts()
	at := ask.Option(steps.Outcome(l.at()))
	ticked := at != nil && at.Mark != nil
	for i := l.cursor + 1; i < len(l.keys); i++ {
		o := ask.Option(steps.Outcome(l.keys[i]))
		if o != nil && (toDo(o, f) || !ticked && o.Mark == nil) && o.ShutFor(f).IsZero() {
			l.cursor = i
			return l
		}
	}
	if ticked && ask.First != nil {
		return l.to(string(ask.First(f)))
	}
	return l
}

// toDo says whether an answer stands for something that is still to be done.
func toDo(o *steps.Option, f *facts.Facts) bool {
	return o.Mark != nil && o.Mark(f) != steps.OK && o.Mark(f) != ""
}

// pressed moves the cursor.
func (l list) pressed(k tea.KeyMsg) list {
	n := len(l.keys)
	switch {
	case n == 0:
	case keys.up.has(k):
		l.cursor = (l.cursor + n - 1) % n
	case keys.down.has(k):
		l.cursor = (l.cursor + 1) % n
	case keys.top.has(k):
		l.cursor = 0
	case keys.bottom.has(k):
		l.cursor = n - 1
	}
	return l
}
