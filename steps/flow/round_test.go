package flow_test

import (
	"testing"
	"time"

	"camreset/steps/flow"
)

func later() time.Time { return noon.Add(time.Hour) }

// A late reply never moves the walk; of a try or a write its change is kept, of a read
// not.
func TestLateReplies(t *testing.T) {
	for _, acts := range []bool{false, true} {
		c := does("a", func(f *facts) { f.says, f.seen = "on", 1 })
		c.Acts = acts
		s := measures("look", flow.Edges{"on": "end"}, c)
		s.Ask = choose("leave")
		s.Next = flow.Edges{"on": "end", "leave": "look"}
		w, checks := start(s, asks("end", nil)).Begin(noon)
		r := flow.Run(t.Context(), memory, env{}, later, w.Turn(), checks[0], w.Facts())
		gone, _ := answer(t, w, "leave").Begin(noon)
		gone = stands(t, gone.Take(r), "look")
		if seen := gone.Facts().seen; (seen == 1) != acts || !gone.Busy() || gone.Rows()[0].Result.Status != "" {
			t.Errorf("acts %v: seen %d, busy %v, row %q", acts, seen, gone.Busy(), gone.Rows()[0].Result.Status)
		}
	}
}

// What a late write tells is not gone back before either.
func TestALateWriteEndsBack(t *testing.T) {
	c := does("send", func(f *facts) { f.sent++ })
	c.Acts = true
	w := start(step{ID: "send", Ask: choose("on"), Checks: []check{c}, Next: flow.Edges{"on": "end"}}, asks("end", nil))
	w, checks := w.Begin(noon)
	gone := answer(t, w, "on")
	if gone = gone.Take(flow.Run(t.Context(), memory, env{}, later, w.Turn(), checks[0], w.Facts())); asked(gone) != "" {
		t.Error(asked(gone))
	}
}

// A check that has nothing to change may bring nothing.
func TestAReplyWithoutAChange(t *testing.T) {
	w, _ := start(measures("look", nil, does("a", nil))).Begin(noon)
	w = w.Take(reply{Turn: w.Turn(), Check: check{ID: "a"}, At: noon, Result: flow.Result{Status: flow.Skip}})
	if w.Busy() || w.Rows()[0].Result.Status != flow.Skip {
		t.Errorf("%+v", w.Rows())
	}
}

// A wait ends when its time has passed without a word, counted from the first round.
func TestTimeout(t *testing.T) {
	s := measures("wait", flow.Edges{"seen": "end"}, does("look", func(f *facts) { f.seen++ }))
	s.Wait = &flow.Wait{Every: time.Second, For: time.Minute}
	s.Next[flow.Timeout] = "late"
	w := start(s, asks("end", nil), asks("late", nil))
	if every, again := w.Again(); every != time.Second || !again {
		t.Errorf("again after %v: %v", every, again)
	}
	w = stands(t, work(t, work(t, w, noon), noon.Add(59*time.Second)), "wait")
	stands(t, work(t, w, noon.Add(time.Minute)), "late")
	stands(t, work(t, w.With(saying("seen")), noon.Add(time.Hour)), "end") // the word counts first
	fresh := stands(t, work(t, w.Refresh(), noon.Add(time.Hour)), "wait")
	late := stands(t, work(t, fresh, noon.Add(time.Hour+time.Minute)), "late")
	if _, again := late.Again(); again {
		t.Error("the end is waited at")
	}
}

// Where the hands are needed the time counts from when they have done it, and Judge is
// asked at once.
func TestTheTimeOfHands(t *testing.T) {
	s := measures("hold", flow.Edges{"seen": "end"}, does("look", nothing))
	s.Ask, s.Hand, s.Wait = choose(flow.Done), "hold", &flow.Wait{Every: time.Second, For: time.Minute}
	s.Next[flow.Timeout] = "late"
	s.Judge = func(f *facts) flow.Outcome {
		if f.clock.Did.IsZero() {
			return ""
		}
		return f.says
	}
	w := start(s, asks("end", nil), asks("late", nil))
	w = stands(t, work(t, work(t, w, noon), noon.Add(time.Hour)), "hold")
	done := stands(t, answer(t, w, "done"), "hold")
	if !done.Facts().clock.Did.Equal(noon) {
		t.Errorf("done at %v", done.Facts().clock.Did)
	}
	stands(t, answer(t, w.With(saying("seen")), "done"), "end")
	done = stands(t, work(t, work(t, done, noon.Add(time.Hour)), noon.Add(time.Hour+59*time.Second)), "hold")
	if late := stands(t, work(t, done, noon.Add(2*time.Hour)), "late"); asked(late) != "hold " {
		t.Errorf("asked %s", asked(late))
	}
	// Done while a round runs: the time counts from its end.
	w, checks := start(s, asks("end", nil), asks("late", nil)).Begin(noon)
	w = answer(t, w, "done")
	at := func() time.Time { return noon.Add(time.Hour) }
	w = stands(t, w.Take(flow.Run(t.Context(), memory, env{}, at, w.Turn(), checks[0], w.Facts())), "hold")
	stands(t, work(t, w, noon.Add(time.Hour+time.Minute)), "late")
}

// A step without checks is judged when its round begins.
func TestAStepWithoutChecksIsJudged(t *testing.T) {
	s := measures("hold", flow.Edges{"seen": "end"})
	s.Ask = choose(flow.Done)
	w := start(s, asks("end", nil))
	w, checks := answer(t, w, "done").Begin(noon)
	if len(checks) != 0 || w.Busy() {
		t.Errorf("%d checks, busy %v", len(checks), w.Busy())
	}
	w, _ = w.With(saying("seen")).Begin(noon)
	stands(t, w, "end")
}

// A word of Judge that has no edge leaves the walk where it stands.
func TestAWordWithoutAnEdgeStays(t *testing.T) {
	stands(t, work(t, start(measures("look", nil, does("look", saying("nowhere")))), noon), "look")
}
