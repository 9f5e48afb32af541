package flow_test

import (
	"errors"
	"testing"

	"camreset/steps/flow"
	"camreset/steps/text"
)

func TestAnAnswerLeadsAlongItsEdge(t *testing.T) {
	w := start(asks("crossing", flow.Edges{"left": "wood", "right": "town"}), asks("wood", nil), asks("town", nil))
	stands(t, w, "crossing")
	if w.Over() {
		t.Error("it is over before it began")
	}
	left, right := answer(t, w, "left"), answer(t, w, "right")
	stands(t, left, "wood")
	stands(t, right, "town")
	if !left.Over() || left.Facts().said != "left " || right.Facts().said != "right " || w.Facts().said != "" {
		t.Errorf("over %v; said %q, %q, %q before", left.Over(), left.Facts().said, right.Facts().said, w.Facts().said)
	}
	if got := route(left); got != "crossing=left wood" {
		t.Error(got)
	}
	if quit := w.Quit(); !quit.Over() || w.Over() {
		t.Error("to quit ends this walk only")
	}
}

func TestWhatIsNoAnswerIsRefused(t *testing.T) {
	shut := choose("open", "shut", "hidden")
	shut.Options[1].Shut = func(*facts) text.Text { return say("The gate is shut.") }
	shut.Options[2].When = func(f *facts) bool { return f.ready }
	w := start(step{ID: "gate", Ask: shut, Next: flow.Edges{"open": "end", "shut": "end", "hidden": "end"}}, asks("end", nil))
	for given, why := range map[string]string{"shut": "The gate is shut.", "hidden": "That is none of the answers.", "else": "That is none of the answers.", "": "That is none of the answers."} {
		next, err := w.Answer(given, noon)
		if !errors.Is(err, flow.ErrNotMoved) || err.Error() != why {
			t.Errorf("%q: %v, want %s", given, err, why)
		}
		if stands(t, next, "gate").Facts().said != "" {
			t.Errorf("%q is kept", given)
		}
	}
	stands(t, answer(t, w.With(func(f *facts) { f.ready = true }), "hidden"), "end")
	end := answer(t, w, "open")
	if _, err := end.Answer("open", noon); !errors.Is(err, flow.ErrNotMoved) {
		t.Errorf("where nothing is asked: %v", err)
	}
	if err := flow.Refused(say("No.")); !errors.Is(err, flow.ErrNotMoved) || err.Error() != "No." {
		t.Error(err)
	}
}

// Forks are followed at once, one behind another, and nobody sees them.
func TestForksAreFollowed(t *testing.T) {
	w := start(
		fork{ID: "first", Decide: func(*facts) flow.Outcome { return "on" }, Next: flow.Edges{"on": "door"}},
		asks("door", flow.Edges{"in": "inside"}),
		fork{ID: "inside", Decide: func(f *facts) flow.Outcome { return f.says }, Next: flow.Edges{"dark": "floor", "light": "room", "lost": "maze"}},
		fork{ID: "floor", Decide: func(*facts) flow.Outcome { return "down" }, Next: flow.Edges{"down": "cellar"}},
		asks("room", nil), asks("cellar", nil),
	)
	stands(t, w, "door")
	for says, want := range map[flow.Outcome]flow.ID{"dark": "cellar", "light": "room"} {
		end := stands(t, answer(t, w.With(saying(says)), "in"), want)
		if got := route(end); got != "door=in "+string(want) {
			t.Error(got)
		}
	}
	// What Faults finds leaves the walk where it stands: at a word, or a place, that is none.
	for _, says := range []flow.Outcome{"nowhere", "lost"} {
		stands(t, answer(t, w.With(saying(says)), "in"), "door")
	}
}

// Where the facts have led to is one step, and nothing is asked there.
func TestJudgeLeadsOn(t *testing.T) {
	w := start(measures("look", flow.Edges{"there": "end", "gone": "lost"}, does("a", nothing), does("b", saying("there"))), asks("end", nil), asks("lost", nil))
	begun, checks := w.Begin(noon)
	if len(checks) != 2 || !begun.Busy() || begun.Acting() {
		t.Fatalf("%d checks, busy %v, acting %v", len(checks), begun.Busy(), begun.Acting())
	}
	if again, more := begun.Begin(noon); len(more) != 0 || !again.Busy() {
		t.Error("a round was begun in a round")
	}
	if rows := begun.Rows(); len(rows) != 2 || rows[0].Check != "a" || rows[0].Title.String() != "Check a" || rows[0].Result.Status != "" {
		t.Errorf("%+v", rows)
	}
	end := stands(t, work(t, w, noon), "end")
	if asked(end) != "" || route(end) != "look=there end" {
		t.Errorf("asked %q, %s", asked(end), route(end))
	}
	if rows := end.Passed(end.Trail()[0]); len(rows) != 2 || rows[1].Result.Detail.String() != "Done." || !end.Facts().clock.Now.Equal(noon) {
		t.Errorf("%+v at %v", rows, end.Facts().clock.Now)
	}
}

// Every step that is entered is one turn more, and forgets what belonged to the visit
// before.
func TestEnteringForgetsTheLastVisit(t *testing.T) {
	fresh := asks("fresh", flow.Edges{"on": "fresh"})
	fresh.Fresh = func(f *facts) { f.seen = 0 }
	fresh.Checks = []check{does("count", func(f *facts) { f.seen++ })}
	w := work(t, start(fresh), noon)
	if w.Facts().seen != 1 || w.Rows()[0].Result.Status != flow.OK {
		t.Fatalf("%+v", w.Facts())
	}
	next := w.Enter("fresh")
	if next.Facts().seen != 0 || next.Turn() != w.Turn()+1 || next.Rows()[0].Result.Status != "" || next.Facts().left != w.Facts().left+1 {
		t.Errorf("%+v, turn %d after %d, rows %+v", next.Facts(), next.Turn(), w.Turn(), next.Rows())
	}
	if w.Facts().seen != 1 || w.Rows()[0].Result.Status != flow.OK {
		t.Error("the walk before was changed")
	}
}

func TestPlacesOfAGuide(t *testing.T) {
	w := start(
		asks("one", flow.Edges{"on": "two"}),
		fork{ID: "fork"},
		dialog{Step: asks("agree", flow.Edges{"yes": flow.Onward})},
		sub{Nodes: []node{asks("inner", flow.Edges{"back": flow.Return}), fork{ID: "inner-fork"}}},
		asks("two", nil),
	)
	g := w.Guide()
	var ids []flow.ID
	for _, s := range g.Steps() {
		ids = append(ids, s.ID)
	}
	same(t, ids, []flow.ID{"one", "agree", "inner", "two"})
	ids = nil
	for _, f := range g.Forks() {
		ids = append(ids, f.ID)
	}
	same(t, ids, []flow.ID{"fork", "inner-fork"})
	for _, id := range []flow.ID{"one", "agree", "inner"} {
		if s, found := g.Step(id); !found || s.ID != id || w.Named(id).ID != id {
			t.Errorf("%s: %v, found %v", id, s.ID, found)
		}
	}
	for _, id := range []flow.ID{"fork", "none", ""} {
		if s, found := g.Step(id); found {
			t.Errorf("%q is the step %q", id, s.ID)
		}
	}
	one := w.Named("one")
	if to, found := one.To("on"); to != "two" || !found {
		t.Errorf("%s, %v", to, found)
	}
	if _, found := one.To("off"); found {
		t.Error("a word that is none leads on")
	}
}

func TestWordsOfAStep(t *testing.T) {
	doing := &action{Check: does("do", nothing), May: []flow.Outcome{"else"}}
	stays := option{Key: "look", Stays: true}
	for name, c := range map[string]struct {
		s    step
		want []flow.Outcome
	}{
		"an end":           {step{}, nil},
		"a wait":           {step{Wait: &flow.Wait{For: 1}}, []flow.Outcome{flow.Timeout}},
		"one without end":  {step{Wait: &flow.Wait{}}, nil},
		"Judge":            {step{May: []flow.Outcome{"a", "b"}}, []flow.Outcome{"a", "b"}},
		"options":          {step{Ask: choose("b", "a", flow.Done)}, []flow.Outcome{"a", "b"}},
		"one that stays":   {step{Ask: &question{Options: []option{stays, {Key: "go"}}}}, []flow.Outcome{"go"}},
		"one that acts":    {step{Ask: &question{Options: []option{{Key: "go", Do: doing}}}}, []flow.Outcome{"else", "go"}},
		"stays, and acts":  {step{Ask: &question{Options: []option{{Key: "go", Stays: true, Do: doing}}}}, []flow.Outcome{"else"}},
		"a line":           {step{Ask: &question{Kind: flow.Line, Blank: "leave"}}, []flow.Outcome{flow.Given, "leave"}},
		"a line that acts": {step{Ask: &question{Kind: flow.Line, Do: doing}}, []flow.Outcome{"else", flow.Given}},
		"a password":       {step{Ask: &question{Kind: flow.Password}}, []flow.Outcome{flow.Given}},
		"a form":           {step{Ask: &question{Kind: flow.Form, Options: []option{{Key: "leave"}}}}, []flow.Outcome{flow.Given, "leave"}},
		"a table":          {step{Ask: &question{Kind: flow.Pick, Options: []option{{Key: "leave"}}}}, []flow.Outcome{flow.Given, "leave", flow.Picked}},
	} {
		t.Run(name, func(t *testing.T) { same(t, c.s.Words(), c.want) })
	}
	if !(step{Ask: choose(flow.Done)}).HasDone() || !(step{Ask: &question{Options: []option{stays}}}).HasDone() || (step{Ask: choose("on")}).HasDone() || (step{}).HasDone() {
		t.Error("who waits for a hand is told wrongly")
	}
	if !(step{Checks: []check{{}, {Acts: true}}}).Acts() || (step{Checks: []check{{}}}).Acts() {
		t.Error("who acts is told wrongly")
	}
}
