package flow_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"camreset/steps/flow"
	"camreset/steps/text"
)

// converse walks with somebody, in a bubble's time, and saves nowhere.
func converse(t *testing.T, w walk, ask flow.Ask[env, facts]) (walk, error) {
	t.Helper()
	return flow.Converse(t.Context(), flow.World[env, facts]{Now: time.Now, After: time.After}, w, ask, nil, nil)
}

// script gives answers in turn, and notes where they were asked for and what was refused.
func script(log *[]string, answers ...string) flow.Ask[env, facts] {
	return func(_ context.Context, w walk, refused error) (string, error) {
		if refused != nil {
			*log = append(*log, "refused: "+refused.Error())
		}
		*log = append(*log, string(w.Step().ID))
		if len(answers) == 0 {
			return "", flow.ErrNoAnswer
		}
		given := answers[0]
		answers = answers[1:]
		return given, nil
	}
}

// The question comes when the checks have run once, though they are repeated.
func TestAQuestionIsAskedOnceItIsSettled(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var log []string
		s := measures("look", flow.Edges{"seen": "end"}, does("a", func(f *facts) { f.seen++ }))
		s.Ask, s.Wait = choose("leave"), &flow.Wait{Every: time.Second}
		s.Next = flow.Edges{"leave": "road"}
		begun := time.Now()
		end, err := converse(t, start(s, asks("road", flow.Edges{"on": "end"}), asks("end", nil)), func(_ context.Context, w walk, _ error) (string, error) {
			log = append(log, string(w.Step().ID))
			if w.Busy() || w.Step().ID == "look" && w.Facts().seen != 1 {
				t.Errorf("asked at %s while checks run, seen %d", w.Step().ID, w.Facts().seen)
			}
			return string(w.Step().Ask.Options[0].Key), nil
		})
		same(t, log, []string{"look", "road"})
		if err != nil || end.Step().ID != "end" || time.Since(begun) != 0 {
			t.Errorf("%v at %s after %v", err, end.Step().ID, time.Since(begun))
		}
	})
}

func TestARefusalIsTold(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var log []string
		end, err := converse(t, start(asks("road", flow.Edges{"on": "end"}), asks("end", nil)), script(&log, "else", flow.SayBack, flow.SayHelp, "on"))
		same(t, log, []string{"road", "refused: That is none of the answers.", "road", "refused: There is nothing to go back to from here.", "road", "refused: That is none of the answers.", "road"})
		if err != nil || end.Step().ID != "end" {
			t.Errorf("%v at %s", err, end.Step().ID)
		}
	})
}

func TestSayWords(t *testing.T) {
	guide := func() walk {
		return start(asks("one", flow.Edges{"on": "two"}), measures2("two", does("count", func(f *facts) { f.seen++ })), asks("end", nil))
	}
	bubble(t, func(t *testing.T) {
		var log []string
		end, err := converse(t, guide(), script(&log, "on", flow.SayBack, "on", flow.SayAgain, "on"))
		same(t, log, []string{"one", "two", "one", "two", "two"})
		if err != nil || end.Step().ID != "end" || end.Facts().seen != 3 || end.Facts().said != "on on " {
			t.Errorf("%v at %s; %+v", err, end.Step().ID, end.Facts())
		}
	})
	bubble(t, func(t *testing.T) {
		var log []string
		end, err := converse(t, guide(), script(&log, "on", flow.SayQuit))
		if err != nil || !end.Over() || end.Step().ID != "two" {
			t.Errorf("%v at %s, over %v", err, end.Step().ID, end.Over())
		}
	})
	bubble(t, func(t *testing.T) { // what would spare the work is forgotten
		var log []string
		s := measures2("two", does("count", func(f *facts) { f.seen++ }))
		s.Anew = func(f *facts) { f.seen = 10 }
		end, err := converse(t, start(asks("one", flow.Edges{"on": "two"}), s, asks("end", nil)), script(&log, "on", flow.SayBack, "on", flow.SayAgain, "on"))
		if err != nil || end.Facts().seen != 11 {
			t.Errorf("%v; %+v", err, end.Facts())
		}
	})
	bubble(t, func(t *testing.T) { // a password may be such a word
		var log []string
		s := step{ID: "word", Ask: &question{Kind: flow.Password, Put: func(f *facts, given string) { f.said = given }}, Next: flow.Edges{flow.Given: "end"}}
		end, err := converse(t, start(s, asks("end", nil)), script(&log, flow.SayQuit))
		if err != nil || end.Facts().said != flow.SayQuit {
			t.Errorf("%v, said %q", err, end.Facts().said)
		}
	})
}

// measures2 asks once its checks have run, and leads to the end.
func measures2(id flow.ID, checks ...check) step {
	return step{ID: id, Title: say("Measured"), Ask: choose("on"), Checks: checks, Next: flow.Edges{"on": "end"}}
}

// Hands are asked for first, and looked after when they have done it.
func TestHandsAreAskedForFirst(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var log, hands []string
		s := measures("hold", flow.Edges{"seen": "end"}, does("look", func(f *facts) {
			if f.seen++; f.seen == 3 {
				f.says = "seen"
			}
		}))
		s.Ask, s.Hand, s.Wait = choose(flow.Done), "held", &flow.Wait{Every: time.Second}
		ask := script(&log, "done")
		world := flow.World[env, facts]{Now: time.Now, After: time.After, Hand: func(word string) { hands = append(hands, word) }}
		end, err := flow.Converse(t.Context(), world, start(s, asks("end", nil)), func(ctx context.Context, w walk, refused error) (string, error) {
			if w.Facts().seen != 0 {
				t.Error("it was looked at before")
			}
			return ask(ctx, w, refused)
		}, nil, nil)
		same(t, log, []string{"hold"})
		same(t, hands, []string{"held"})
		if err != nil || end.Facts().seen != 3 {
			t.Errorf("%v, seen %d", err, end.Facts().seen)
		}
	})
}

// Where nothing is looked at again, whoever said too early that it is done is asked once
// more.
func TestHandsAreAskedForAgain(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var log []string
		s := measures("hold", flow.Edges{"seen": "end"}, does("look", func(f *facts) {
			if f.seen++; f.seen == 2 {
				f.says = "seen"
			}
		}))
		s.Ask, s.Hand = choose(flow.Done), "held"
		end, err := converse(t, start(s, asks("end", nil)), script(&log, "done", "done"))
		same(t, log, []string{"hold", "hold"})
		if err != nil || end.Step().ID != "end" {
			t.Errorf("%v at %s", err, end.Step().ID)
		}
	})
}

// What a typed answer did not do is told as a refusal, of a choice in its row.
func TestAFailedActionIsARefusal(t *testing.T) {
	for kind, want := range map[flow.Kind][]string{
		flow.Line:   {"name", "refused: It did not open. Push.", "name"},
		flow.Choice: {"name", "name"},
	} {
		bubble(t, func(t *testing.T) {
			var log []string
			do := &action{Check: fails("do", nothing)}
			s := step{ID: "name", Ask: &question{Kind: kind, Do: do, Options: []option{{Key: "x", Do: do}}}, Next: flow.Edges{"x": "end", flow.Given: "end"}}
			var rows []flow.Status
			_, err := flow.Converse(t.Context(), flow.World[env, facts]{Now: time.Now, After: time.After}, start(s, asks("end", nil)), script(&log, "x"),
				func(_ walk, r flow.Row) { rows = append(rows, r.Result.Status) }, nil)
			same(t, log, want)
			same(t, rows, []flow.Status{flow.Fail})
			if !errors.Is(err, flow.ErrNoAnswer) {
				t.Error(err)
			}
		})
	}
}

// A walk ends with its context, whether it measures, or waits for an answer.
func TestAConversationEndsWithItsContext(t *testing.T) {
	hangs := check{ID: "hangs", Acts: true, Run: func(ctx context.Context, _ env, _ *facts) (func(*facts), flow.Result) {
		<-ctx.Done()
		return nothing, flow.Result{}
	}}
	for _, w := range []walk{start(measures("look", flow.Edges{"on": "end"}, hangs), asks("end", nil)), start(asks("road", flow.Edges{"on": "end"}), asks("end", nil))} {
		bubble(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			begun := time.Now()
			end, err := flow.Converse(ctx, flow.World[env, facts]{Now: time.Now, After: time.After}, w, func(ctx context.Context, _ walk, _ error) (string, error) {
				<-ctx.Done()
				return "on", nil
			}, nil, nil)
			if !errors.Is(err, context.DeadlineExceeded) && end.Step().ID != "end" || time.Since(begun) != time.Second {
				t.Errorf("%v at %s after %v", err, end.Step().ID, time.Since(begun))
			}
		})
	}
}

// The walk is saved at each step before its checks begin, after them and at the end;
// what goes wrong with that is told and stops nothing.
func TestAConversationIsSaved(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var saved, told, log []string
		world := flow.World[env, facts]{Now: time.Now, After: time.After, Save: func(w walk) error {
			saved = append(saved, string(w.Step().ID))
			return errors.New("full at " + string(w.Step().ID))
		}}
		w := start(asks("one", flow.Edges{"on": "two"}), measures2("two", does("a", func(f *facts) {
			if !slices.Equal(saved, []string{"one", "two"}) {
				t.Errorf("saved %v", saved)
			}
		})), asks("end", nil))
		_, err := flow.Converse(t.Context(), world, w, script(&log, "on", "on"), nil, func(problem error) { told = append(told, problem.Error()) })
		same(t, saved, []string{"one", "two", "two", "end", "end"})
		if got := strings.Join(told, ", "); err != nil || got != "full at one, full at two, full at two, full at end, full at end" {
			t.Errorf("%v; told %s", err, got)
		}
	})
	bubble(t, func(t *testing.T) { // nobody has to hear of it
		var log []string
		world := flow.World[env, facts]{Now: time.Now, After: time.After, Save: func(walk) error { return errors.New("full") }}
		if _, err := flow.Converse(t.Context(), world, start(asks("one", flow.Edges{"on": "end"}), asks("end", nil)), script(&log, "on"), nil, nil); err != nil {
			t.Error(err)
		}
	})
}

// The texts of a form come in one line, to the byte what was typed.
func TestAFormIsAnsweredInOneLine(t *testing.T) {
	bubble(t, func(t *testing.T) {
		const typed = " a&b=c;d%41+\x1bé\xff\n "
		var log []string
		put := func(f *facts, typed string) { f.said += typed + "/" }
		valid := func(_ *facts, typed string) text.Text {
			if typed == "bad" {
				return say("Not that.")
			}
			return text.Text{}
		}
		s := step{ID: "form", Ask: &question{Kind: flow.Form, Fields: []flow.Field[facts]{{Key: "a", Valid: valid, Put: put}, {Key: "b", Put: put}}, Options: []option{{Key: "leave"}}}, Next: flow.Edges{flow.Given: "end", "leave": "end"}}
		end, err := converse(t, start(s, asks("end", nil)), script(&log, flow.Texts{"a": "bad"}.Answer(), "else", flow.Texts{"a": typed, "b": ""}.Answer()))
		if err != nil || end.Step().ID != "end" || end.Facts().said != typed+"//" {
			t.Errorf("%v at %s, said %q", err, end.Step().ID, end.Facts().said)
		}
		same(t, log, []string{"form", "refused: Not that.", "form", "refused: That is none of the answers.", "form"})
	})
	bubble(t, func(t *testing.T) { // only a form is answered so
		var log []string
		line := flow.Texts{"a": "b"}.Answer()
		s := step{ID: "line", Ask: &question{Kind: flow.Line, Put: func(f *facts, given string) { f.said = given }}, Next: flow.Edges{flow.Given: "end"}}
		if end, err := converse(t, start(s, asks("end", nil)), script(&log, line)); err != nil || end.Facts().said != line {
			t.Errorf("%v, said %q", err, end.Facts().said)
		}
	})
}
