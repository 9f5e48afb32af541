package flow_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"camreset/steps/flow"
	"camreset/steps/text"
)

// fruits is a guide whose only question is a table; a check fills it by one entry in a
// round.
func fruits() *guide {
	return guideOf(step{
		ID: "shop", Title: say("A shop"),
		Ask: &question{
			Kind: flow.Pick, Prompt: say("Which?"), Columns: []string{"Name"},
			Entries: func(f *facts) []flow.Entry {
				return []flow.Entry{{Key: "apple", Cells: []string{"An apple"}}, {Key: "pear", Cells: []string{"A pear"}}, {Key: "plum", Cells: []string{"A plum"}}}[:min(f.seen, 3)]
			},
			Ready:   func(f *facts) bool { return f.seen >= 3 },
			Options: []option{{Key: "leave", Label: say("Leave")}, {Key: "steal", Label: say("Steal"), Shut: func(*facts) text.Text { return say("Somebody looks.") }}},
			Valid: func(_ *facts, typed string) text.Text {
				if typed != "cherry" {
					return text.T("There is no %q.", typed)
				}
				return text.Text{}
			},
			Put: func(f *facts, given string) { f.said = given },
		},
		Checks: []check{does("fruit", func(f *facts) { f.seen++ })},
		Wait:   &flow.Wait{Every: time.Second},
		Next:   flow.Edges{flow.Picked: "home", flow.Given: "tree", "leave": "street", "steal": "street"},
	}, asks("home", nil), asks("tree", nil), asks("street", nil))
}

func TestAPickIsAnswered(t *testing.T) {
	for given, want := range map[string]flow.ID{"pear": "home", "cherry": "tree", "leave": "street", "steal": "shop", "plum": "shop", "": "shop"} {
		w, err := flow.Start(fruits(), facts{seen: 2}).Answer(given, noon)
		if w.Step().ID != want || (want == "shop") != errors.Is(err, flow.ErrNotMoved) {
			t.Errorf("%q leads to %s with %v, want %s", given, w.Step().ID, err, want)
		}
		if kept := w.Facts().said; want != "shop" && kept != given || want == "shop" && kept != "" {
			t.Errorf("%q is kept as %q", given, kept)
		}
		if back, moved := w.Back(); want != "shop" && (!moved || back.Facts().said != "") {
			t.Errorf("%q is not taken back", given)
		}
	}
	if table := fruits().Steps()[1].Ask; table != nil {
		t.Fatal("home asks")
	}
	if entries := choose("a").Table(&facts{}); entries != nil {
		t.Errorf("a choice has the table %v", entries)
	}
}

func TestALineIsTyped(t *testing.T) {
	line := func(q *question) walk {
		q.Kind = flow.Line
		return start(step{ID: "line", Ask: q, Next: flow.Edges{flow.Given: "end", "leave": "street"}}, asks("end", nil), asks("street", nil))
	}
	stands(t, answer(t, line(&question{}), "words"), "end")
	stands(t, answer(t, line(&question{}), ""), "end") // an empty line is one too
	blank := stands(t, answer(t, line(&question{Blank: "leave"}), ""), "street")
	back(t, blank, "line")
	stands(t, answer(t, line(&question{Blank: "leave"}), "leave"), "end")
	if _, err := line(&question{Valid: func(*facts, string) text.Text { return say("No.") }}).Answer("x", noon); !errors.Is(err, flow.ErrNotMoved) || err.Error() != "No." {
		t.Error(err)
	}
}

func TestOptionsAsTheyAreShown(t *testing.T) {
	q := choose("a", "b", "c")
	q.Options[0].When = func(f *facts) bool { return f.ready }
	q.Options[1].Says = func(f *facts) text.Text { return text.T("%d times", f.seen) }
	q.First = func(f *facts) flow.Outcome { return f.says }
	keys := func(f facts) (keys []flow.Outcome) {
		for _, o := range q.Ordered(&f) {
			keys = append(keys, o.Key)
		}
		return keys
	}
	same(t, keys(facts{}), []flow.Outcome{"b", "c"})
	same(t, keys(facts{says: "a"}), []flow.Outcome{"b", "c"}) // what stands first may be hidden
	same(t, keys(facts{ready: true}), []flow.Outcome{"a", "b", "c"})
	same(t, keys(facts{ready: true, says: "c"}), []flow.Outcome{"c", "a", "b"})
	for key, want := range map[flow.Outcome][2]int{"a": {0, 1}, "b": {1, 2}, "c": {2, 3}, "none": {0, 0}} {
		if hidden, shown := q.Number(key, &facts{says: "c"}), q.Number(key, &facts{ready: true}); hidden != want[0] || shown != want[1] {
			t.Errorf("%s has the numbers %d and %d, want %v", key, hidden, shown, want)
		}
	}
	if a, b := q.Option("a").LabelFor(&facts{}), q.Option("b").LabelFor(&facts{seen: 2}); a.String() != "a" || b.String() != "2 times" {
		t.Errorf("%s, %s", a, b)
	}
	if q.Option("none") != nil {
		t.Error("there is an option that is none")
	}
}

func TestATableThatIsShownOnceIsFilledFirst(t *testing.T) {
	bubble(t, func(t *testing.T) {
		asked := 0
		w, err := converse(t, flow.Start(fruits(), facts{}), func(_ context.Context, w walk, _ error) (string, error) {
			asked++
			if n := len(w.Step().Ask.Table(w.Facts())); n != 3 {
				t.Errorf("asked with %d entries", n)
			}
			return "plum", nil
		})
		if err != nil || asked != 1 || w.Step().ID != "home" {
			t.Errorf("asked %d times, at %s, %v", asked, w.Step().ID, err)
		}
	})
}
