package flow_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"camreset/steps/flow"
)

// desk is a driver with the tasks that it has handed out and that nobody has run.
type desk struct {
	*flow.Driver[env, facts]
	todo  []task
	saved []flow.ID // where the walk stood when it was saved
	hands []string
	disk  error
}

// drive makes a desk for a walk, in a bubble's time.
func drive(ctx context.Context, w walk) *desk {
	d := &desk{}
	d.Driver = flow.Drive(ctx, flow.World[env, facts]{
		Now: time.Now, After: time.After,
		Hand: func(word string) { d.hands = append(d.hands, word) },
		Save: func(w walk) error { d.saved = append(d.saved, w.Step().ID); return d.disk },
	}, w)
	d.todo = d.Begin()
	return d
}

// run runs the oldest task and takes what it brings.
func (d *desk) run() event {
	next := d.todo[0]
	d.todo = d.todo[1:]
	e := next()
	d.todo = append(d.todo, d.Happened(e)...)
	return e
}

// settle runs tasks until the walk waits for an answer, or for its next round.
func (d *desk) settle(t *testing.T, tasks int) {
	t.Helper()
	for range tasks {
		if len(d.todo) == 0 {
			t.Fatal("nothing is to be done")
		}
		d.run()
	}
}

// says gives an answer, which has to be taken.
func (d *desk) says(t *testing.T, given string) {
	t.Helper()
	tasks, err := d.Answer(given)
	if err != nil {
		t.Fatal(err)
	}
	d.todo = append(d.todo, tasks...)
}

// at fails unless the walk stands at a step and so many tasks are to be done.
func (d *desk) at(t *testing.T, want flow.ID, todo int) {
	t.Helper()
	if got := d.Walk().Step().ID; got != want || len(d.todo) != todo {
		t.Fatalf("at %s with %d tasks, want %s with %d", got, len(d.todo), want, todo)
	}
}

// bubble is a test in which time passes when everybody waits.
func bubble(t *testing.T, test func(*testing.T)) {
	t.Helper()
	synctest.Test(t, test)
}

// A step is saved before its checks begin, what was seen is saved after them, and the
// next round comes when it is due.
func TestADriverSavesBeforeItChecks(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := measures("look", flow.Edges{"on": "end"}, does("a", func(f *facts) { f.seen++ }), does("b", nothing))
		s.Wait = &flow.Wait{Every: 5 * time.Second}
		d := drive(t.Context(), start(s, asks("end", nil)))
		if d.at(t, "look", 1); d.Walk().Busy() {
			t.Error("the checks run before the walk is saved")
		}
		d.run()
		d.at(t, "look", 2)
		same(t, d.saved, []flow.ID{"look"})
		d.run()
		d.at(t, "look", 1) // the other check
		d.run()
		d.at(t, "look", 2) // saved again, and the pause
		d.run()
		begun := time.Now()
		d.run()
		if d.at(t, "look", 2); time.Since(begun) != 5*time.Second {
			t.Errorf("the next round came after %v", time.Since(begun))
		}
		same(t, d.saved, []flow.ID{"look", "look"})
		d.settle(t, 2)
		if d.Walk().Facts().seen != 2 {
			t.Errorf("seen %d", d.Walk().Facts().seen)
		}
	})
}

// A walk that cannot be saved goes on, and the reason is told.
func TestAWalkThatCannotBeSavedGoesOn(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := drive(t.Context(), start(measures("look", flow.Edges{"on": "end"}, does("a", saying("on"))), asks("end", nil)))
		d.disk = errors.New("full")
		if e := d.run(); !errors.Is(e.Problem, d.disk) {
			t.Errorf("the problem is %v", e.Problem)
		}
		d.run()
		d.at(t, "end", 1)
		d.run()
		if d.at(t, "end", 0); !d.Walk().Over() {
			t.Error("it is not over")
		}
	})
}

// Without a place to save to, and with nobody who hears of hands, all goes on the same.
func TestADriverOfABareWorld(t *testing.T) {
	s := asks("hold", flow.Edges{flow.Done: "end"})
	s.Hand, s.Judge, s.May = "hold", func(f *facts) flow.Outcome { return flow.Done }, []flow.Outcome{flow.Done}
	d := flow.Drive(t.Context(), flow.World[env, facts]{Now: later}, start(s, asks("end", nil)))
	entered := d.Begin()
	tasks, err := d.Answer("done")
	if len(tasks) != 0 || err != nil { // it is not saved yet
		t.Errorf("%d tasks, %v", len(tasks), err)
	}
	d.Happened(entered[0]())
	if d.Walk().Step().ID != "end" {
		t.Errorf("at %s", d.Walk().Step().ID)
	}
}

// Reads end with their step, tries and writes with the run only; what comes late moves
// nothing, and is saved where it tells of a try or a write.
func TestLateEvents(t *testing.T) {
	bubble(t, func(t *testing.T) {
		hangs := func(id string, acts bool) check {
			return check{ID: id, Acts: acts, Run: func(ctx context.Context, _ env, _ *facts) (func(*facts), flow.Result) {
				select {
				case <-ctx.Done():
				case <-time.After(3 * time.Second):
				}
				return func(f *facts) { f.seen++ }, flow.Result{Err: ctx.Err()}
			}}
		}
		s := step{ID: "one", Ask: choose("on"), Checks: []check{hangs("read", false), hangs("write", true)}, Wait: &flow.Wait{Every: time.Minute}, Next: flow.Edges{"on": "two"}}
		d := drive(t.Context(), start(s, step{ID: "two", Ask: choose("on"), Next: flow.Edges{"on": "end"}}, asks("end", nil)))
		d.run()
		d.says(t, "on")
		d.at(t, "two", 3) // both checks, and to save
		begun := time.Now()
		if e := d.run(); time.Since(begun) != 0 || !errors.Is(e.Reply.Result.Err, context.Canceled) || d.Walk().Facts().seen != 0 {
			t.Errorf("the read ended after %v with %v, seen %d", time.Since(begun), e.Reply.Result.Err, d.Walk().Facts().seen)
		}
		if e := d.run(); time.Since(begun) != 3*time.Second || e.Reply.Result.Err != nil || d.Walk().Facts().seen != 1 {
			t.Errorf("the write ended after %v with %v, seen %d", time.Since(begun), e.Reply.Result.Err, d.Walk().Facts().seen)
		}
		d.settle(t, len(d.todo))
		d.at(t, "two", 0)
		same(t, d.saved, []flow.ID{"one", "two", "two", "two"})
		// A step that is left before it was saved begins nothing.
		d.todo = d.Again()
		d.says(t, "on")
		d.settle(t, 2)
		d.at(t, "end", 0)
	})
}

// A pause ends with its step, and one of an older round begins nothing.
func TestPausesThatAreOver(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := measures("look", flow.Edges{"on": "end"}, does("a", func(f *facts) { f.seen++ }))
		s.Ask, s.Wait, s.Next = choose("leave"), &flow.Wait{Every: time.Minute}, flow.Edges{"leave": "end"}
		d := drive(t.Context(), start(s, asks("end", nil)))
		d.settle(t, 3) // saved, checked, saved
		d.at(t, "look", 1)
		d.todo = append(d.CheckNow(), d.todo...)
		d.settle(t, 1)
		if d.at(t, "look", 3); d.Walk().Facts().seen != 2 {
			t.Errorf("seen %d", d.Walk().Facts().seen)
		}
		d.settle(t, 2) // the older pause, and saved
		if d.at(t, "look", 1); d.Walk().Facts().seen != 2 {
			t.Error("the older pause has begun a round")
		}
		pause := d.todo[0]
		d.todo = nil
		d.says(t, "leave")
		begun := time.Now()
		if more := d.Happened(pause()); len(more) != 0 || time.Since(begun) != 0 {
			t.Errorf("%d tasks after %v", len(more), time.Since(begun))
		}
	})
}

// Where nobody is asked, and nothing is measured again, nothing can move the walk.
func TestAWalkThatNothingCanMoveIsOver(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := drive(t.Context(), start(measures("look", flow.Edges{"on": "end"}, does("a", nothing)), asks("end", nil)))
		d.settle(t, 2)
		if d.at(t, "look", 1); !d.Walk().Over() {
			t.Error("it is not over")
		}
	})
	bubble(t, func(t *testing.T) { // whoever is asked can move it
		s := measures("look", flow.Edges{"on": "end"}, does("a", nothing))
		s.Ask = choose("on")
		d := drive(t.Context(), start(s, asks("end", nil)))
		d.settle(t, 3)
		if d.at(t, "look", 0); d.Walk().Over() {
			t.Error("it is over")
		}
	})
}

func TestADriverTakesAnswers(t *testing.T) {
	bubble(t, func(t *testing.T) {
		hold := measures("hold", flow.Edges{"seen": "door"}, does("look", func(f *facts) {
			if !f.clock.Did.IsZero() {
				f.says = "seen"
			}
		}))
		hold.Ask, hold.Hand = choose(flow.Done), "held"
		open := &action{Check: does("do", nothing)}
		d := drive(t.Context(), start(hold,
			step{ID: "door", Ask: &question{Options: []option{{Key: "open", Do: open}}}, Next: flow.Edges{"open": "form"}},
			step{ID: "form", Ask: &question{Kind: flow.Form}, Next: flow.Edges{flow.Given: "end"}}, asks("end", nil)))
		d.settle(t, 3)
		d.at(t, "hold", 0)
		if tasks, err := d.Answer("else"); tasks != nil || !errors.Is(err, flow.ErrNotMoved) || len(d.hands) != 0 {
			t.Errorf("%d tasks, %v; hands %v", len(tasks), err, d.hands)
		}
		d.says(t, "done")
		same(t, d.hands, []string{"held"})
		d.at(t, "hold", 1) // it is looked at now
		d.run()
		d.at(t, "door", 1)
		d.run()
		d.says(t, "open")
		d.at(t, "door", 1)
		if e := d.run(); !e.Reply.Action {
			t.Error("that was no action")
		}
		d.at(t, "form", 1)
		d.run()
		tasks, err := d.Fill(nil)
		if d.todo = tasks; err != nil {
			t.Fatal(err)
		}
		d.at(t, "end", 1)
		tasks, moved := d.Back()
		if d.todo = tasks; !moved {
			t.Error("it did not go back")
		}
		d.at(t, "form", 1)
		for range 2 { // to the door, and to where the hands were asked for
			_, moved = d.Back()
		}
		if tasks, more := d.Back(); !moved || more || tasks != nil {
			t.Errorf("back %v, then %v with %d tasks", moved, more, len(tasks))
		}
		if d.Quit(); !d.Walk().Over() {
			t.Error("it is not over")
		}
		d.End()
	})
}

// An action whose step stays is saved, and the rounds go on beside it.
func TestAnActionBesideRounds(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := step{ID: "door", Ask: &question{Options: []option{{Key: "look", Stays: true, Do: &action{Check: does("do", nothing)}}}},
			Checks: []check{does("a", func(f *facts) { f.seen++ })}, Wait: &flow.Wait{Every: time.Minute}}
		d := drive(t.Context(), start(s))
		d.run()
		d.says(t, "look")
		d.at(t, "door", 2)
		slices.Reverse(d.todo)
		d.run() // the action, while the check runs
		d.at(t, "door", 1)
		d.settle(t, 2)
		d.at(t, "door", 1)
		begun := time.Now()
		if d.run(); time.Since(begun) != time.Minute || d.Walk().Facts().seen != 1 {
			t.Errorf("after %v, seen %d", time.Since(begun), d.Walk().Facts().seen)
		}
		same(t, d.saved, []flow.ID{"door", "door"})
	})
}

// A step without checks is judged when its round begins, and may move at once.
func TestADriverJudgesWithoutChecks(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := measures("hold", flow.Edges{"seen": "end"})
		s.Ask = choose("look")
		s.Ask.Options[0].Stays = true
		d := drive(t.Context(), start(s, asks("end", nil)).With(saying("seen")))
		d.run()
		d.at(t, "end", 1)
	})
}

// To check now begins nothing before the walk is saved, and sends nothing twice.
func TestCheckNowSendsNothing(t *testing.T) {
	bubble(t, func(t *testing.T) {
		send := does("send", func(f *facts) { f.sent++ })
		send.Acts = true
		s := step{ID: "send", Ask: choose("on"), Checks: []check{send}, Next: flow.Edges{"on": "end"}}
		d := drive(t.Context(), start(s, asks("end", nil)))
		if early := d.CheckNow(); len(early) != 0 {
			t.Error("a write leaves before the walk is saved")
		}
		d.settle(t, 3)
		if again := d.CheckNow(); len(again) != 0 || d.Walk().Facts().sent != 1 {
			t.Errorf("%d tasks, sent %d", len(again), d.Walk().Facts().sent)
		}
	})
}
