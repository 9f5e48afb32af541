package tui

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"camreset/steps"
	"camreset/steps/facts"
	"camreset/steps/text"
)

// told is what a run on plain lines printed, and how it ended.
func told(t *testing.T, env steps.Env, tree toyTree, in string) (string, steps.Walk, error) {
	t.Helper()
	out := &locked{}
	w, err := Plain(t.Context(), env, start(tree, facts.Facts{}), Options{In: strings.NewReader(in), Out: out, Banner: "A demonstration."})
	return out.String(), w, err
}

func inOrder(t *testing.T, out string, wants ...string) {
	t.Helper()
	rest := out
	for _, want := range wants {
		i := strings.Index(rest, want)
		if i < 0 {
			t.Fatalf("%q is missing, or too early, in\n%s", want, out)
		}
		rest = rest[i+len(want):]
	}
}

func TestPlainAnswers(t *testing.T) {
	for name, in := range map[string]string{
		"keys":         "left\nbird\n:quit\n",
		"numbers":      "1\nbird\n:quit\n",
		"with spaces":  " left \r\nbird\r\n:quit\r\n",
		"no last line": "left\nbird\n:quit",
		"back":         "left\n:back\nleft\nbird\n:quit\n",
		"help":         ":help\nleft\n:help\nbird\n:quit\n",
		"again":        ":again\nleft\n:again\nbird\n:quit\n",
	} {
		t.Run(name, func(t *testing.T) {
			out, w, err := told(t, toy(), fork(check("weather", 0, fine("Sunny."))), in)
			if err != nil || w.Step().ID != "end" {
				t.Fatalf("at %s, %v\n%s", w.Step().ID, err, out)
			}
			if got := w.Facts().Answers.User; got != "bird" {
				t.Errorf("the line arrived as %q", got)
			}
			inOrder(t, out, "A demonstration.\n", "\nA fork\nLeft or right.\n", "ok The weather is well: Sunny.\n",
				"? fork Which way?\n1) To the left [left]\n2) To the right [right]\n3) Upwards [up]\n  Not possible: There are no stairs.\n",
				"\nA word\n", "? word The word\n", "? secret The secret\n", "\nThe end\nThat was all.\n")
			if strings.Contains(strings.NewReplacer(":back, :quit and", "", "and :quit ends", "").Replace(out), ":quit") {
				t.Error("a password was printed")
			}
		})
	}
}

func TestPlainQuit(t *testing.T) {
	_, w, err := told(t, toy(), fork(), ":quit\n")
	if err != nil || !w.Over() || w.Step().ID != "fork" {
		t.Errorf("at %s, over %v, %v", w.Step().ID, w.Over(), err)
	}
}

func TestPlainEndsWhenAnAnswerIsNotTaken(t *testing.T) {
	for _, c := range []struct{ in, step, message string }{
		{"abc-Meadow-17\nleft\n", "fork", "possible: left, right."},
		{"3\nleft\n", "fork", "There are no stairs"},
		{"0\n", "fork", "none of the answers"},
		{"4\n", "fork", "none of the answers"},
		{"\n", "fork", "none of the answers"},
		{":back\n", "fork", "nothing to go back to"},
		{"left\nabc-Meadow-17\n", "word", "possible: a line: The word."},
		{"left\nbird\nabc\nright\n", "secret", "a password"},
		{"", "fork", "the input ended at step fork"},
		{"left\n", "word", "the input ended at step word"},
		{"left\n" + strings.Repeat("x", 70000) + "\n", "word", "64 KiB"},
	} {
		tree := fork()
		tree[1].Ask.Valid = func(_ *facts.Facts, typed string) text.Text {
			if typed == "bird" {
				return text.Text{}
			}
			return text.T("%q is not a bird.", typed) // as the reasons for an address do
		}
		out, w, err := told(t, toy(), tree, c.in)
		var wrong AnswerError
		if !errors.As(err, &wrong) {
			t.Errorf("%.20q: %v", c.in, err)
			continue
		}
		if string(wrong.Step) != c.step || w.Step().ID != wrong.Step {
			t.Errorf("%.20q: step %s, want %s", c.in, wrong.Step, c.step)
		}
		if message := err.Error(); !strings.Contains(strings.ToLower(message), strings.ToLower(c.message)) || strings.Contains(message+out, "abc") {
			t.Errorf("%.20q: the message is %q", c.in, message)
		}
	}
}

func TestPlainDoneStep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		count := check("lock", 0, steps.Result{})
		count.Run = func(_ context.Context, _ steps.Env, f *facts.Facts) (func(*facts.Facts), steps.Result) {
			left := 30 - int(time.Since(begun)/time.Second)
			return func(f *facts.Facts) { f.Misses = left }, steps.Result{Status: steps.Warn, Detail: text.T("It opens in 0:%02d.", left), Hint: text.T("Wait.")}
		}
		tree := toyTree{{
			ID: "lock", Title: text.T("Locked"), Say: says("Wait."),
			Ask:    &steps.Question{Prompt: text.T("Ready?"), Options: []steps.Option{{Key: steps.Done, Label: text.T("Yes")}}},
			Checks: []steps.Check{count, check("same", 0, fine("Always."))}, Wait: &steps.Wait{Every: time.Second},
			Judge: func(f *facts.Facts) steps.Outcome {
				if f.Misses <= 0 && !f.Did.IsZero() {
					return "open"
				}
				return ""
			},
			May: []steps.Outcome{"open"}, Next: steps.Edges{"open": "end"},
		}, end("end")}
		out, _, err := told(t, toy(), tree, "done\n")
		if err != nil {
			t.Fatal(err)
		}
		inOrder(t, out, "warn The lock is well: It opens in 0:30.\n     Wait.\n", "? lock Ready?", "1) Yes [done]", "The end")
		if n := strings.Count(out, "It opens in"); n < 3 || n > 5 {
			t.Errorf("the countdown was printed %d times:\n%s", n, out)
		}
		if n := strings.Count(out, "Always."); n != 1 {
			t.Errorf("a row that did not change was printed %d times", n)
		}
		if strings.Contains(out, "\a") {
			t.Error("a bell without a terminal")
		}
	})
}

// TestPlainRowsFitTheTerminal: wrapped where a person reads, one line where a
// script does.
func TestPlainRowsFitTheTerminal(t *testing.T) {
	long := steps.Row{Check: "cable", Title: text.T("The cable is well"), Result: steps.Result{
		Status: steps.Warn, Detail: text.T("%s", strings.Repeat("It is loose. ", 9)), Hint: text.T("%s", strings.Repeat("Push it in. ", 9)),
	}}
	wide := (&plain{width: 40}).row(long)
	if len(wide) != 2 || !strings.HasPrefix(wide[0], "warn The cable is well: It is") || !strings.HasPrefix(wide[1], "     Push") {
		t.Errorf("piped: %q", wide)
	}
	narrow := (&plain{width: 40, loud: true}).row(long)
	if len(narrow) < 6 || !strings.HasPrefix(narrow[0], "warn The cable") || !strings.HasPrefix(narrow[1], "     ") {
		t.Errorf("on a terminal: %q", narrow)
	}
	fits(t, strings.Join(narrow, "\n"), 40, 20)
}

func TestPlainStopsAtOnce(t *testing.T) {
	r, w := io.Pipe() // nobody ever answers
	defer w.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	begun := time.Now()
	_, err := Plain(ctx, toy(), start(fork(), facts.Facts{}), Options{In: r, Out: io.Discard})
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(begun) > whenBusy {
		t.Errorf("ended after %s with %v", time.Since(begun), err)
	}
}

// broken takes nothing.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestPlainTellsWhenNobodyReads(t *testing.T) {
	_, err := Plain(t.Context(), toy(), start(fork(), facts.Facts{}), Options{In: strings.NewReader("left\n"), Out: broken{}})
	if !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v", err)
	}
}
