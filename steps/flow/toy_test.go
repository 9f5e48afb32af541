package flow_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"camreset/steps/flow"
	"camreset/steps/text"
)

// The guides of these tests are about nothing: env is a world in which nothing can be
// touched, and facts hold what the toys need.
type env struct{}

type facts struct {
	clock flow.Clock
	// said is what the user said: the part that going back takes back.
	said string
	// says is the word of Judge and of forks, ready what a dialog or a table asks for.
	says  flow.Outcome
	ready bool
	// seen counts what was measured, sent what went out, left the steps that were left.
	seen, sent, left int
	jump             flow.Place
}

type (
	guide    = flow.Guide[env, facts]
	node     = flow.Node[env, facts]
	step     = flow.Step[env, facts]
	fork     = flow.Fork[env, facts]
	dialog   = flow.Dialog[env, facts]
	sub      = flow.Sub[env, facts]
	question = flow.Question[env, facts]
	option   = flow.Option[env, facts]
	action   = flow.Action[env, facts]
	check    = flow.Check[env, facts]
	reply    = flow.Reply[env, facts]
	walk     = flow.Walk[env, facts]
	task     = flow.Task[env, facts]
	event    = flow.Event[env, facts]
)

var memory = flow.Memory[facts]{
	Clock:    func(f *facts) *flow.Clock { return &f.clock },
	Said:     func(f *facts) any { return f.said },
	TakeBack: func(f *facts, said any) { f.said = said.(string) },
	Sent:     func(f *facts) int { return f.sent },
	Leave:    func(f *facts) { f.left++ },
	Jump: func(f *facts) (flow.Place, bool) {
		to := f.jump
		f.jump = flow.Place{}
		return to, to.At != ""
	},
}

func guideOf(nodes ...node) *guide {
	return &guide{Nodes: nodes, Phases: []string{"First", "Second"}, Memory: memory}
}

func start(nodes ...node) walk { return flow.Start(guideOf(nodes...), facts{}) }

// choose asks for one of some keys; what was chosen is kept.
func choose(keys ...flow.Outcome) *question {
	q := &question{Prompt: text.T("Which?"), Put: func(f *facts, given string) { f.said += given + " " }}
	for _, key := range keys {
		q.Options = append(q.Options, option{Key: key, Label: text.T("%s", key)})
	}
	return q
}

// asks is a step that asks for a word and goes where that leads. With no words it is an end.
func asks(id flow.ID, next flow.Edges) step {
	s := step{ID: id, Title: text.T("At %s", id), Next: next}
	if len(next) > 0 {
		s.Ask = choose(keysOf(next)...)
	}
	return s
}

func keysOf(next flow.Edges) []flow.Outcome { return slices.Sorted(maps.Keys(next)) }

// measures is a step that checks once, and where Judge says the word of the facts.
func measures(id flow.ID, next flow.Edges, checks ...check) step {
	return step{ID: id, Title: text.T("At %s", id), Checks: checks, Judge: judge, May: keysOf(next), Next: next}
}

func judge(f *facts) flow.Outcome { return f.says }

// does is a check that changes the facts, and goes well.
func does(id string, change func(*facts)) check {
	return check{ID: id, Title: text.T("Check %s", id), Run: func(context.Context, env, *facts) (func(*facts), flow.Result) {
		return change, flow.Result{Status: flow.OK, Detail: text.T("Done.")}
	}}
}

// fails is a check that changes the facts, and does not go well.
func fails(id string, change func(*facts)) check {
	return check{ID: id, Title: text.T("Check %s", id), Run: func(context.Context, env, *facts) (func(*facts), flow.Result) {
		return change, flow.Result{Status: flow.Fail, Detail: text.T("It did not open."), Hint: text.T("Push."), Err: errors.New("locked")}
	}}
}

func saying(word flow.Outcome) func(*facts) { return func(f *facts) { f.says = word } }

func nothing(*facts) {}

var noon = time.Date(2025, 5, 1, 12, 0, 0, 0, time.UTC)

// answer gives answers one after another; each has to be taken.
func answer(t *testing.T, w walk, given ...string) walk {
	t.Helper()
	for _, g := range given {
		next, err := w.Answer(g, noon)
		if err != nil {
			t.Fatalf("%s: %q is refused: %v", w.Step().ID, g, err)
		}
		w = next
	}
	return w
}

// stands fails unless the walk is at a step, and gives it back.
func stands(t *testing.T, w walk, want flow.ID) walk {
	t.Helper()
	if got := w.Step().ID; got != want {
		t.Fatalf("the walk is at %q, want %q", got, want)
	}
	return w
}

// work runs what stands there, the action of an answer or a round of checks, and takes
// what that brings.
func work(t *testing.T, w walk, at time.Time) walk {
	t.Helper()
	now := func() time.Time { return at }
	if c, doing := w.Doing(); doing {
		r := flow.Run(t.Context(), memory, env{}, now, w.Turn(), c, w.Facts())
		r.Action = true
		return w.Take(r)
	}
	w, checks := w.Begin(at)
	turn, known := w.Turn(), w.Facts()
	for _, c := range checks {
		w = w.Take(flow.Run(t.Context(), memory, env{}, now, turn, c, known))
	}
	return w
}

// route is the way that a walk has come, with the words.
func route(w walk) string {
	all := ""
	for _, v := range w.Trail() {
		all += string(v.Step) + "=" + string(v.Outcome) + " "
	}
	return all + string(w.Step().ID)
}

// asked are the questions that can be gone back to.
func asked(w walk) string {
	all := ""
	for _, a := range w.Asked() {
		all += string(a.At) + " "
	}
	return all
}

func say(words string) text.Text { return text.T("%s", words) }

func same[T comparable](t *testing.T, got, want []T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}
