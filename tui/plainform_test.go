package tui

import (
	"context"
	"errors"
	"strings"
	"testing"

	"camreset/steps"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/text"
)

// login is a tree that begins with a form of a name, which stands there already, and a
// secret; given hears what was filled in.
func login(given *[]string) toyTree {
	put := func(_ *facts.Facts, typed string) { *given = append(*given, typed) }
	return toyTree{{
		ID: "login", Title: text.T("A login"), Say: says("Who are you?"), Help: text.T("Ask the porter."),
		Ask: &steps.Question{
			Kind: flow.Form, Prompt: text.T("Say who you are"), Blank: "menu",
			Fields: []formField{{
				Key: "user", Prompt: text.T("User"), Value: func(*facts.Facts) string { return "admin" }, Put: put,
				Valid: func(_ *facts.Facts, typed string) text.Text {
					if strings.Contains(typed, "guest") {
						return text.T("%q may not come in.", typed)
					}
					return text.Text{}
				},
			}, {
				Key: "password", Prompt: text.T("Password"), Secret: true, Put: put,
				Valid: func(_ *facts.Facts, typed string) text.Text {
					if len(typed) < 4 {
						return text.T("Too short.")
					}
					return text.Text{}
				},
			}},
			Options: []steps.Option{
				{Key: "menu", Label: text.T("Show the other ways")},
				{Key: "up", Label: text.T("Upwards"), Shut: says("There are no stairs.")},
			},
		},
		Next: steps.Edges{steps.Given: "end", "menu": "fork", "up": "end"},
	}, fork()[0], fork()[1], fork()[2], end("end")}
}

func TestPlainFormAsksOneFieldAfterAnother(t *testing.T) {
	for name, c := range map[string]struct {
		in, at string
		given  []string
	}{
		"both":                   {"root\nLantern-57\n", "end", []string{"root", "Lantern-57"}},
		"what stands there":      {"\nLantern-57\n", "end", []string{"admin", "Lantern-57"}},
		"bytes of another time":  {"r\xf6\xf6t & c=1\nLantern-57\n", "login", nil},
		"a secret like a number": {"root\n:quit\n", "end", []string{"root", ":quit"}},
		"a secret like a key":    {"root\nmenu\n", "end", []string{"root", "menu"}},
		"a number":               {"1\n:quit\n", "fork", nil},
		"a key":                  {"menu\n:quit\n", "fork", nil},
		"nothing for a secret":   {"root\n\n:quit\n", "fork", nil},
		"a word":                 {":quit\n", "login", nil},
		"help and again":         {":help\n:again\nroot\nLantern-57\n", "end", []string{"root", "Lantern-57"}},
		"nearly a key":           {"menu \nLantern-57\n", "end", []string{"menu ", "Lantern-57"}},
	} {
		t.Run(name, func(t *testing.T) {
			var given []string
			out, w, err := told(t, toy(), login(&given), c.in)
			if w.Step().ID != steps.ID(c.at) || strings.Join(given, "|") != strings.Join(c.given, "|") {
				t.Errorf("at %s with %q, %v\n%s", w.Step().ID, given, err, out)
			}
			inOrder(t, out, "\nSay who you are\n1) Show the other ways [menu]\n2) Upwards [up]\n  Not possible: There are no stairs.\n"+
				"? login user User (an empty line: admin)\n")
			if len(c.given) > 0 {
				inOrder(t, out, "? login user ", "? login password Password\n")
			}
			if strings.Contains(out, "Lantern") {
				t.Error("a secret was printed")
			}
		})
	}
}

func TestPlainFormEndsWhenAFieldIsNotTaken(t *testing.T) {
	for in, message := range map[string]string{
		"guest-Meadow-17\nx\n": "the answer to step login user was not taken: it does not fit the question. Possible: a line: User.",
		"root\nMe1\n":          "the answer to step login password was not taken: Too short. Possible: a line: Password.",
		"root\nMeadow 17 \n":   "the answer to step login password was not taken: It begins or ends with a blank.",
		"2\n":                  "the answer to step login was not taken: There are no stairs. Possible: a text for each field, menu.",
		":back\n":              "the answer to step login was not taken: There is nothing to go back to",
		"root\n":               "the input ended at step login password, which needs an answer; possible: a line: Password.",
	} {
		var given []string
		out, _, err := told(t, toy(), login(&given), in)
		var wrong AnswerError
		if !errors.As(err, &wrong) || !strings.HasPrefix(err.Error(), message) || strings.Contains(err.Error(), "Me") || len(given) > 0 {
			t.Errorf("%q: %v, given %q\n%s", in, err, given, out)
		}
	}
}

// TestPlainFormIsAskedAnewWhenItDidNotDo: an action that fails leaves the form.
func TestPlainFormIsAskedAnewWhenItDidNotDo(t *testing.T) {
	var given []string
	tree := login(&given)
	tree[0].Ask.Do = &steps.Action{Check: steps.Check{ID: "try", Title: text.T("The login"), Run: func(context.Context, steps.Env, *facts.Facts) (func(*facts.Facts), steps.Result) {
		return nil, steps.Result{Status: steps.Fail, Detail: text.T("Nobody of that name.")}
	}}}
	_, w, err := told(t, toy(), tree, "root\nLantern-57\n")
	var wrong AnswerError
	if !errors.As(err, &wrong) || w.Step().ID != "login" || strings.Join(given, "|") != "root|Lantern-57" {
		t.Errorf("at %s with %q: %v", w.Step().ID, given, err)
	}
	if said := spokenTo(t, tree, "root\nLantern-57\n"); strings.Contains(said, "Nobody of that name.") { // the question says it, where it is put once more
		t.Errorf("a person is told twice:\n%s", said)
	}
	if said := (&plain{}).fieldSays(tree[0].Ask, tree[0].Ask.Fields[0], "", true); !strings.HasSuffix(said, " An empty line leaves it out.") {
		t.Errorf("a field that may be empty says %q", said)
	}
}
