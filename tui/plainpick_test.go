package tui

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"camreset/steps"
	"camreset/steps/facts"
	"camreset/steps/text"
)

func TestPlainPicks(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"an entry by its number":    {"2", "mac-065"},
		"an entry by its key":       {" mac-064 ", "mac-064"},
		"an option by its number":   {"5", "leave"},
		"an option by its key":      {"search", "search"},
		"an address":                {" 10.0.0.9 ", "10.0.0.9"},
		"an address of an entry":    {"192.168.1.65", "192.168.1.65"},
		"after a look at the help":  {":help\n1", "mac-064"},
		"after a look at the table": {":again\n1", "mac-064"},
	} {
		t.Run(name, func(t *testing.T) {
			out, w, err := told(t, toy(), catalogue(holding(64, 65))[1:], c.in+"\n")
			if err != nil || w.Step().ID != "end" || w.Facts().Answers.User != c.want {
				t.Fatalf("at %s with %q, want %q, %v\n%s", w.Step().ID, w.Facts().Answers.User, c.want, err, out)
			}
			inOrder(t, out, "? pick Which one is it?\n1) 192.168.1.64, DS-2CD2064-I, 44:19:b6:00:00:40, Active, not yours, V5.7.3 build 220112 [mac-064]\n2) 192.168.1.65, ",
				" [mac-065]\n3) Search everywhere [search]\n4) Ask upstairs [stairs]\n  Not possible: There are no stairs.\n5) It is not here [leave]\n", "The end")
		})
	}
}

func TestPlainSaysWhatAPickTakes(t *testing.T) {
	for in, why := range map[string]string{
		"":               "the input ended at step pick",
		"4\n":            "There are no stairs",
		"stairs\n":       "There are no stairs",
		"Meadow-17\n":    "does not fit the question",
		"6\n":            "does not fit the question",
		"mac-066\n":      "does not fit the question",
		":back\nsearch,": "nothing to go back to",
	} {
		out, _, err := told(t, toy(), catalogue(holding(64, 65))[1:], in)
		var wrong AnswerError
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), why) || strings.Contains(err.Error()+out, "Meadow") {
			t.Errorf("%q: %v", in, err)
			continue
		}
		if want := "ossible: the number or key of an entry (1 to 2), search, leave, a typed line: an address."; !strings.Contains(err.Error(), want) {
			t.Errorf("%q: the message is %q, want %q", in, err, want)
		}
	}
	tree := catalogue(holding())[1:]
	tree[0].Ask.Typed = text.Text{}
	out, _, err := told(t, toy(), tree, "")
	inOrder(t, out, "? pick Which one is it?\n  Nothing found.\n1) Search everywhere [search]\n")
	if err == nil || !strings.HasSuffix(err.Error(), "possible: search, leave, a typed line.") {
		t.Errorf("without entries the message is %v", err)
	}
}

// TestPlainWaitsUntilTheTableIsFilled: what is printed once has to be whole.
func TestPlainWaitsUntilTheTableIsFilled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := holding()
		tree := catalogue(s)[1:]
		tree[0].Ask.Ready = func(f *facts.Facts) bool { return f.Looked >= 4 }
		tree[0].Checks[0].Run = func(_ context.Context, _ steps.Env, f *facts.Facts) (func(*facts.Facts), steps.Result) {
			s.put(upTo(f.Looked + 1)...)
			return func(f *facts.Facts) { f.Looked++ }, fine("Looking.")
		}
		out, w, err := told(t, toy(), tree, "4\n")
		if err != nil || w.Facts().Answers.User != "mac-004" || strings.Count(out, "? pick") != 1 {
			t.Errorf("%q, %v\n%s", w.Facts().Answers.User, err, out)
		}
	})
}

// TestPlainNumbersStay: a number means what was printed with it, whatever the
// table holds by now.
func TestPlainNumbersStay(t *testing.T) {
	s := holding(5, 6)
	var out bytes.Buffer
	p := &plain{out: &out, width: 80, now: time.Now}
	w := start(catalogue(s)[1:], facts.Facts{})
	p.question(w)
	s.put(1, 5, 6)
	if got := []string{p.chosen("1"), p.chosen("2"), p.chosen("3"), p.chosen("6")}; strings.Join(got, " ") != "mac-005 mac-006 search 6" {
		t.Errorf("the numbers mean %q after\n%s", got, &out)
	}
	p.question(w)
	if got := p.chosen("1"); got != "mac-001" {
		t.Errorf("asked anew, 1 means %q", got)
	}
}
