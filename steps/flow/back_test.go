package flow_test

import (
	"testing"

	"camreset/steps/flow"
)

// back goes back, which has to lead to a step.
func back(t *testing.T, w walk, want flow.ID) walk {
	t.Helper()
	w, moved := w.Back()
	if !moved {
		t.Fatal("there is nothing to go back to")
	}
	return stands(t, w, want)
}

func TestBackTakesAnswersBack(t *testing.T) {
	w := start(asks("one", flow.Edges{"a": "two", "b": "two"}), asks("two", flow.Edges{"c": "end"}), asks("end", nil))
	if _, moved := w.Back(); moved {
		t.Error("there was something before the beginning")
	}
	w = answer(t, w, "a", "c").With(func(f *facts) { f.seen = 7 })
	if asked(w) != "one two " || w.Facts().said != "a c " {
		t.Fatalf("asked %s, said %s", asked(w), w.Facts().said)
	}
	w = back(t, w, "two")
	if w.Facts().said != "a " || w.Facts().seen != 7 {
		t.Errorf("said %q, seen %d", w.Facts().said, w.Facts().seen)
	}
	w = back(t, w, "one")
	if w.Facts().said != "" || route(w) != "one=a two=c end=back two=back one" {
		t.Errorf("said %q, %s", w.Facts().said, route(w))
	}
	if got := answer(t, w, "b").Facts().said; got != "b " {
		t.Errorf("said %q", got)
	}
}

// A step that Judge leaves by itself is no question; one where the hands were asked for
// is.
func TestBackGoesToQuestionsOnly(t *testing.T) {
	hands := measures("hands", flow.Edges{"seen": "look"}, does("watch", saying("seen")))
	hands.Ask = choose(flow.Done)
	w := start(asks("one", flow.Edges{"on": "hands"}), hands, measures("look", flow.Edges{"seen": "end"}, does("look", nothing)), asks("end", nil))
	w = answer(t, w, "on", "done")
	w = stands(t, work(t, work(t, w, noon), noon), "end")
	if asked(w) != "one hands " || w.Facts().said != "on done " {
		t.Fatalf("asked %s, said %q", asked(w), w.Facts().said)
	}
	w = back(t, w, "hands")
	if w.Facts().said != "on " || !w.Facts().clock.Did.IsZero() {
		t.Errorf("said %q at %v", w.Facts().said, w.Facts().clock.Did)
	}
	back(t, w, "one")
}

// Behind dialogs and sub-walks Back goes to where something was asked, and what has
// asked or called is known there as it was.
func TestBackAcrossDialogsAndSubWalks(t *testing.T) {
	w := answer(t, guarded(), "in", "yes", "yes")
	w = back(t, w, "bell")
	w = back(t, w, "gate")
	if w.Base() != "street" {
		t.Errorf("it was asked at %s", w.Base())
	}
	stands(t, answer(t, w, "yes", "yes"), "house")
	stands(t, answer(t, w, "no"), "street")

	w = answer(t, shop(), "buy", "take", "wait", "pay", "more")
	if asked(w) != "hungry shelf queue till meal " {
		t.Fatal(asked(w))
	}
	w = back(t, w, "meal")
	w = back(t, w, "till")
	stands(t, answer(t, w, "pay"), "meal")
	w = back(t, w, "queue")
	if w.Base() != "shelf" {
		t.Errorf("it was asked at %s", w.Base())
	}
	stands(t, answer(t, w, "wait", "pay"), "meal")
	w = back(t, w, "shelf")
	stands(t, answer(t, w, "nothing"), "bed")
	w = back(t, w, "hungry")
	stands(t, answer(t, w, "buy", "nothing"), "bed")
}

// Nothing is gone back to while a try or a write is on its way, and nothing from before
// one that went out.
func TestBackEndsAtWhatWentOut(t *testing.T) {
	send := does("send", func(f *facts) { f.sent++ })
	send.Acts = true
	w := start(asks("one", flow.Edges{"on": "two"}), step{ID: "two", Ask: choose("on"), Checks: []check{send}, Next: flow.Edges{"on": "end"}}, asks("end", nil))
	w = answer(t, w, "on")
	begun, _ := w.Begin(noon)
	if _, moved := begun.Back(); moved || !begun.Acting() {
		t.Errorf("it went back while a write was on its way: acting %v", begun.Acting())
	}
	w = work(t, w, noon)
	if _, moved := w.Back(); moved || asked(w) != "" {
		t.Errorf("it went back behind a write: %s", asked(w))
	}
	back(t, answer(t, w, "on"), "two")
}

// Without a memory of what was said Back leads back all the same.
func TestBackWithoutAMemory(t *testing.T) {
	g := guideOf(asks("one", flow.Edges{"on": "two"}), step{ID: "two", Ask: choose("on"), Checks: []check{does("look", nothing)}})
	g.Memory = flow.Memory[facts]{Clock: memory.Clock}
	w := work(t, answer(t, flow.Start(g, facts{}), "on"), noon)
	if w = back(t, w, "one"); w.Facts().said != "on " || w.Facts().left != 0 {
		t.Errorf("%+v", w.Facts())
	}
}
