package steps

import (
	"camreset/steps/access"

	"camreset/steps/facts"

	"camreset/steps/flow"
	"camreset/steps/notes"

	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// shop is a tree whose only question is a table; it is filled by the check.
func shop() Tree {
	return Tree{Step{
		ID: "shop", Title: T("A shop"), Say: say("Take one."),
		Ask: &Question{
			Kind: Pick, Prompt: T("Which?"), Columns: []string{"Name"},
			Entries: func(f *Facts) []Entry {
				return []Entry{{Key: "apple", Cells: []string{"An apple"}}, {Key: "pear", Cells: []string{"A pear"}}, {Key: "plum", Cells: []string{"A plum"}}}[:min(f.Looked, 3)]
			},
			Ready:   func(f *Facts) bool { return f.Looked >= 3 },
			Options: []Option{{Key: "leave", Label: T("Leave")}, {Key: "steal", Label: T("Steal"), Shut: say("Somebody looks.")}},
			Valid: func(_ *Facts, typed string) Text {
				if typed != "cherry" {
					return T("There is no %q.", typed)
				}
				return Text{}
			},
			Put: func(f *Facts, given string) { f.Answers.User = given },
		},
		Checks: []Check{{ID: "fruit", Title: T("Fruit comes"), Run: func(context.Context, Env, *Facts) (func(*Facts), Result) {
			return func(f *Facts) { f.Looked++ }, ok(T("More."))
		}}},
		Wait: &Wait{Every: time.Second},
		Next: Edges{Picked: "home", Given: "tree", "leave": "street", "steal": "street"},
	}, Step{ID: "home"}, Step{ID: "tree"}, Step{ID: "street"}}
}

func TestAPickIsAnswered(t *testing.T) {
	for given, want := range map[string]ID{"pear": "home", "cherry": "tree", "leave": "street", "steal": "shop", "plum": "shop", "": "shop"} {
		w, err := Start(shop(), Facts{Camera: facts.Camera{Looked: 2}}).Answer(given, time.Now())
		if w.Step().ID != want || (want == "shop") != errors.Is(err, flow.ErrNotMoved) {
			t.Errorf("%q leads to %s with %v, want %s", given, w.Step().ID, err, want)
		}
		if kept := w.Facts().Answers.User; want != "shop" && kept != given || want == "shop" && kept != "" {
			t.Errorf("%q is kept as %q", given, kept)
		}
		if back, moved := w.Back(); want != "shop" && (!moved || back.Facts().Answers.User != "") {
			t.Errorf("%q is not taken back", given)
		}
	}
}

func TestATableThatIsShownOnceIsFilledFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		w, err := Run(t.Context(), Env{Env: access.Env{Files: notes.Files{Now: time.Now}, After: time.After}}, Start(shop(), Facts{}), func(_ context.Context, w Walk, _ error) (string, error) {
			asked++
			if n := len(w.Step().Ask.Table(w.Facts())); n != 3 {
				t.Errorf("asked with %d entries", n)
			}
			return "plum", nil
		}, nil)
		if err != nil || asked != 1 || w.Step().ID != "home" {
			t.Errorf("asked %d times, at %s, %v", asked, w.Step().ID, err)
		}
	})
}

func TestTheWordsOfAPick(t *testing.T) {
	s := shop()[0].(Step)
	want := []Outcome{Given, "leave", Picked, "steal"}
	if got := s.Words(); !slices.Equal(got, want) {
		t.Errorf("the words are %v, want %v", got, want)
	}
	for _, word := range want {
		if _, leads := s.To(word); !leads {
			t.Errorf("%s leads nowhere", word)
		}
	}
}
