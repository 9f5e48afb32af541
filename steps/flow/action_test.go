package flow_test

import (
	"errors"
	"testing"

	"camreset/steps/flow"
	"camreset/steps/text"
)

// door is a step whose answer opens a page: it stays when that fails.
func door(do *action, next flow.Edges) walk {
	return start(step{ID: "door", Ask: &question{
		Options: []option{{Key: "open", Do: do}, {Key: "look", Stays: true, Do: do}, {Key: "leave"}},
		Put:     func(f *facts, given string) { f.said = given },
	}, Next: next}, asks("room", nil), asks("cellar", nil), asks("street", nil))
}

var rooms = flow.Edges{"open": "room", "down": "cellar", "leave": "street"}

// acting gives an answer whose action is then to be run.
func acting(t *testing.T, w walk, given string) walk {
	t.Helper()
	w = answer(t, w, given)
	if c, doing := w.Doing(); !doing || c.ID != "do" || !w.Busy() {
		t.Fatalf("%s is done: %v; busy %v", c.ID, doing, w.Busy())
	}
	if rows := w.Rows(); len(rows) != 1 || rows[0].Check != "do" || rows[0].Result.Status != "" {
		t.Fatalf("%+v", rows)
	}
	return w
}

func TestAnActionLeadsOn(t *testing.T) {
	w := acting(t, door(&action{Check: does("do", func(f *facts) { f.seen++ })}, rooms), "open")
	if _, err := w.Answer("leave", noon); !errors.Is(err, flow.ErrNotMoved) {
		t.Errorf("a second answer: %v", err)
	}
	w = stands(t, work(t, w, noon), "room")
	if w.Facts().seen != 1 || asked(w) != "door " || route(w) != "door=open room" || w.Trail()[0].Rows[0].Result.Status != flow.OK {
		t.Errorf("%+v; asked %s, %s", w.Facts(), asked(w), route(w))
	}
	if w = back(t, w, "door"); w.Facts().said != "" || w.Facts().seen != 1 {
		t.Errorf("%+v", w.Facts())
	}
}

func TestAnActionThatStays(t *testing.T) {
	do := &action{Check: does("do", func(f *facts) { f.seen++ })}
	w := door(do, flow.Edges{"open": "room", "leave": "street"})
	for range 2 {
		w = stands(t, work(t, acting(t, w, "look"), noon), "door")
	}
	if _, doing := w.Doing(); doing || w.Busy() || w.Facts().seen != 2 || w.Facts().said != "look" || asked(w) != "" || len(w.Rows()) != 1 {
		t.Errorf("busy %v, %+v; asked %s, %d rows", w.Busy(), w.Facts(), asked(w), len(w.Rows()))
	}
}

// When it fails the step stands, with the reason, and the answer is taken back; what
// was learned stays.
func TestAnActionThatFails(t *testing.T) {
	w := acting(t, door(&action{Check: fails("do", func(f *facts) { f.seen++ })}, rooms), "open")
	w = stands(t, work(t, w, noon), "door")
	r := w.Rows()[0].Result
	if r.Status != flow.Fail || r.Detail.String() != "It did not open." || r.Err == nil {
		t.Errorf("%+v", r)
	}
	if w.Facts().said != "" || w.Facts().seen != 1 || asked(w) != "" || w.Busy() {
		t.Errorf("%+v; asked %s, busy %v", w.Facts(), asked(w), w.Busy())
	}
	stands(t, answer(t, w, "leave"), "street")
}

func TestAnActionOfATypedAnswerThatFails(t *testing.T) {
	w := start(step{ID: "name", Ask: &question{
		Kind: flow.Line, Put: func(f *facts, given string) { f.said = given }, Do: &action{Check: fails("do", nothing)},
	}, Next: flow.Edges{flow.Given: "end"}}, asks("end", nil))
	w = acting(t, w, "anybody")
	if w.Facts().said != "anybody" {
		t.Errorf("said %q", w.Facts().said)
	}
	if w = stands(t, work(t, w, noon), "name"); w.Facts().said != "" {
		t.Errorf("%q is still said", w.Facts().said)
	}
}

func TestAnActionSaysTheWord(t *testing.T) {
	word := func(f *facts) flow.Outcome { return f.says }
	for says, want := range map[flow.Outcome]flow.ID{"down": "cellar", "": "room", "nowhere": "door"} {
		do := &action{Check: does("do", saying(says)), Word: word, May: []flow.Outcome{"down"}}
		w := stands(t, work(t, acting(t, door(do, rooms), "open"), noon), want)
		if _, doing := w.Doing(); doing {
			t.Errorf("%s: it is still done", says)
		}
	}
}

// A blank line may be an option with something to do.
func TestABlankLineActs(t *testing.T) {
	q := &question{Kind: flow.Line, Blank: "leave", Options: []option{{Key: "leave", Do: &action{Check: does("do", nothing)}}}}
	w := start(step{ID: "name", Ask: q, Next: flow.Edges{flow.Given: "end", "leave": "street"}}, asks("end", nil), asks("street", nil))
	stands(t, work(t, acting(t, w, ""), noon), "street")
}

// What is on its way cannot be gone back from where it acts; a read can be left.
func TestBackFromAnAction(t *testing.T) {
	for _, acts := range []bool{false, true} {
		do := does("do", nothing)
		do.Acts = acts
		w := start(asks("one", flow.Edges{"on": "two"}), step{ID: "two", Ask: &question{Options: []option{{Key: "go", Do: &action{Check: do}}}}, Next: flow.Edges{"go": "end"}}, asks("end", nil))
		w = answer(t, w, "on", "go")
		if w.Acting() != acts {
			t.Errorf("acts %v: acting %v", acts, w.Acting())
		}
		left, moved := w.Back()
		if moved == acts {
			t.Errorf("acts %v: it went back: %v", acts, moved)
		}
		if moved { // its reply comes late, and moves nothing
			r := flow.Run(t.Context(), memory, env{}, later, w.Turn(), do, w.Facts())
			r.Action = true
			stands(t, left.Take(r), "one")
		}
	}
}

// The reply of an action that nobody waits for moves nothing.
func TestAReplyOfNoActionStays(t *testing.T) {
	w := door(&action{Check: does("do", nothing)}, rooms)
	stands(t, w.Take(reply{Turn: w.Turn(), Check: check{ID: "do"}, At: noon, Action: true}), "door")
}

// While an answer is worked on, a round that ends decides nothing: the answer counts.
func TestAnAnswerCountsBeforeTheChecks(t *testing.T) {
	s := measures("door", flow.Edges{"seen": "cellar", "open": "room"}, does("look", saying("seen")))
	s.Ask = &question{Options: []option{{Key: "open", Do: &action{Check: does("do", nothing)}}}}
	w, checks := start(s, asks("room", nil), asks("cellar", nil)).Begin(noon)
	w = answer(t, w, "open")
	w = stands(t, w.Take(flow.Run(t.Context(), memory, env{}, later, w.Turn(), checks[0], w.Facts())), "door")
	stands(t, work(t, w, noon), "room")
	// Where the step stands on after all, they decide.
	s.Ask = &question{Options: []option{{Key: "open", Do: &action{Check: fails("do", nothing)}}}}
	w, checks = start(s, asks("room", nil), asks("cellar", nil)).Begin(noon)
	stands(t, work(t, answer(t, w, "open"), noon), "door")
	w = answer(t, w, "open")
	stands(t, work(t, w.Take(flow.Run(t.Context(), memory, env{}, later, w.Turn(), checks[0], w.Facts())), noon), "cellar")
}

// An action may bring a place where an earlier walk stood: the walk goes on there, with
// what had led there.
func TestAnActionJumps(t *testing.T) {
	to := flow.Place{At: "room", Asked: []flow.Asked{{At: "cellar", Said: "once "}}, Trail: []flow.Visit{{Step: "cellar", Outcome: "up"}}}
	w := start(asks("street", flow.Edges{"in": "door"}),
		step{ID: "door", Ask: &question{Options: []option{{Key: "open", Do: &action{Check: does("do", func(f *facts) { f.jump = to })}}}}, Next: flow.Edges{"open": "cellar"}},
		asks("room", flow.Edges{"out": "street"}), asks("cellar", flow.Edges{"up": "room"}))
	w = stands(t, work(t, answer(t, w, "in", "open"), noon), "room")
	if route(w) != "cellar=up street=in door=open room" || asked(w) != "cellar " || w.Facts().jump.At != "" {
		t.Errorf("%s; asked %s", route(w), asked(w))
	}
	if w = back(t, w, "cellar"); w.Facts().said != "once " {
		t.Errorf("said %q", w.Facts().said)
	}
}

func TestFormsAreFilled(t *testing.T) {
	short := func(_ *facts, typed string) text.Text {
		if len(typed) > 3 {
			return text.T("%q is too long.", typed)
		}
		return text.Text{}
	}
	put := func(f *facts, typed string) { f.said += typed + "/" }
	form := func(do *action) walk {
		return start(step{ID: "form", Ask: &question{Kind: flow.Form, Do: do, Fields: []flow.Field[facts]{{Key: "a", Valid: short, Put: put}, {Key: "b", Put: put}}, Options: []option{{Key: "leave"}}},
			Next: flow.Edges{flow.Given: "end", "leave": "end"}}, asks("end", nil))
	}
	w := form(nil)
	if next, err := w.Fill(map[string]string{"a": "long", "b": "b"}); !errors.Is(err, flow.ErrNotMoved) || err.Error() != `"long" is too long.` || stands(t, next, "form").Facts().said != "" {
		t.Errorf("%v; said %q", err, next.Facts().said)
	}
	end, err := w.Fill(map[string]string{"a": "one", "b": "two"})
	if err != nil || stands(t, end, "end").Facts().said != "one/two/" || back(t, end, "form").Facts().said != "" {
		t.Errorf("%v; said %q", err, end.Facts().said)
	}
	stands(t, answer(t, w, "leave"), "end")
	if _, err := w.Answer("one", noon); !errors.Is(err, flow.ErrNotMoved) {
		t.Errorf("a line for a form: %v", err)
	}
	if _, err := end.Fill(nil); !errors.Is(err, flow.ErrNotMoved) {
		t.Errorf("where no form stands: %v", err)
	}
	doing, err := form(&action{Check: fails("do", nothing)}).Fill(map[string]string{"a": "one"})
	if _, runs := doing.Doing(); err != nil || !runs {
		t.Fatalf("%v; done: %v", err, runs)
	}
	if again, err := doing.Fill(map[string]string{"a": "two"}); !errors.Is(err, flow.ErrNotMoved) || again.Facts().said != "one//" {
		t.Errorf("a second form: %v, said %q", err, again.Facts().said)
	}
	if failed := stands(t, work(t, doing, noon), "form"); failed.Facts().said != "" {
		t.Errorf("said %q", failed.Facts().said)
	}
}
