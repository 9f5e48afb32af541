package tui

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"camreset/steps"
	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/text"

	tea "github.com/charmbracelet/bubbletea"
)

// fork is a choice that leads to two ends, measured meanwhile.
func fork(checks ...steps.Check) toyTree {
	return toyTree{{
		ID: "fork", Title: text.T("A fork"), Say: says("Left or right."), Help: text.T("Either is fine."),
		Ask: &steps.Question{Prompt: text.T("Which way?"), Options: []steps.Option{
			{Key: "left", Label: text.T("To the left")},
			{Key: "right", Label: text.T("To the right")},
			{Key: "up", Label: text.T("Upwards"), Shut: says("There are no stairs.")},
		}},
		Checks: checks, Wait: &steps.Wait{Every: 3 * time.Second},
		Next: steps.Edges{"left": "word", "right": "end", "up": "end"},
	}, {
		ID: "word", Title: text.T("A word"), Say: says("Type it."),
		Ask: &steps.Question{
			Kind: steps.Line, Prompt: text.T("The word"),
			Valid: func(_ *facts.Facts, typed string) text.Text {
				if typed == "wrong" {
					return text.T("Not that one.")
				}
				return text.Text{}
			},
			Put: func(f *facts.Facts, typed string) { f.Answers.User = typed },
		},
		Next: steps.Edges{steps.Given: "secret"},
	}, {
		ID: "secret", Title: text.T("A secret"), Say: says("Type it; it is not shown."),
		Ask: &steps.Question{Kind: steps.Password, Prompt: text.T("The secret"), Valid: func(_ *facts.Facts, typed string) text.Text {
			if len(typed) < 4 {
				return text.T("Too short.")
			}
			return text.Text{}
		}},
		Next: steps.Edges{steps.Given: "end"},
	}, end("end")}
}

func TestWalkToTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := play(t, toy(), fork(check("weather", 0, fine("Sunny."))), facts.Facts{})
		p.press("enter").at("word").press("rocdlq?1", "enter").at("secret")
		if got := p.walk.Facts().Answers.User; got != "rocdlq?1" {
			t.Errorf("typed letters arrived as %q", got)
		}
		p.press("abc", "enter").at("secret").shows("✗ Too short.")
		p.press("Tr0ub4dor", "enter").at("end").shows("Press any key to leave")
		if p.over {
			t.Error("the end was not shown")
		}
		if p.press("x"); !p.over {
			t.Error("a key at the end does not leave")
		}
		for _, frame := range p.frames {
			if strings.Contains(frame, "Tr0") || strings.Contains(frame, "4dor") {
				t.Fatalf("a secret was drawn:\n%s", frame)
			}
		}
	})
}

func TestRefusals(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := play(t, toy(), fork(), facts.Facts{})
		p.press("3").shows("Not possible: There are no stairs.").press("enter").at("fork").shows("✗ There are no stairs.")
		p.press("esc").at("fork").shows("nothing to go back to")
		p.press("home", "enter").at("word").press("wrong", "enter").at("word").shows("✗ Not that one.").shows("The word:  wrong")
		p.press("F1").shows("Keys").hides("Help:").press("esc").hides("Keys").press("esc").at("fork")
		p.press("end", "up", "enter").at("end")
	})
}

func TestLateRepliesNeverMoveTheWalk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var cancelled, acted bool
		read := check("slow", time.Hour, fine(""))
		inner := read.Run
		read.Run = func(ctx context.Context, e steps.Env, f *facts.Facts) (func(*facts.Facts), steps.Result) {
			change, r := inner(ctx, e, f)
			cancelled = errors.Is(ctx.Err(), context.Canceled)
			return change, r
		}
		act := check("write", 10*time.Second, fine("done"))
		act.Acts, act.Run = true, func(ctx context.Context, _ steps.Env, _ *facts.Facts) (func(*facts.Facts), steps.Result) {
			time.Sleep(10 * time.Second)
			acted = ctx.Err() == nil
			return func(f *facts.Facts) { f.Writes++ }, fine("done")
		}
		tree := fork(read, act)
		tree[0].Judge = func(f *facts.Facts) steps.Outcome {
			if f.Writes > 0 {
				return "right"
			}
			return ""
		}
		p := play(t, toy(), tree, facts.Facts{})
		p.press("enter").at("word").wait(20 * time.Second).at("word")
		if !cancelled || !acted {
			t.Errorf("leaving a step: read cancelled %v, act finished %v; want both", cancelled, acted)
		}
		if f := p.walk.Facts(); f.Writes == 0 || f.Looked != 0 {
			t.Errorf("a late write is kept and a late read is not: wrote %d, looked %d", f.Writes, f.Looked)
		}
	})
}

func TestADoneStepWaitsForItsChecks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var dark bool
		env := toy()
		env.Hand = func(word string) {
			mu.Lock()
			defer mu.Unlock()
			dark = word == "power-off"
		}
		watch := check("plug", 0, steps.Result{})
		watch.Run = func(context.Context, steps.Env, *facts.Facts) (func(*facts.Facts), steps.Result) {
			mu.Lock()
			defer mu.Unlock()
			if dark {
				return func(f *facts.Facts) { f.Misses++ }, steps.Result{Status: steps.OK, Detail: text.T("Off in 0:0%d.", 3), Bell: 1}
			}
			return nil, steps.Result{Status: steps.Warn, Detail: text.T("On."), Hint: text.T("Pull it.")}
		}
		tree := toyTree{{
			ID: "pull", Title: text.T("Pull the plug"), Say: says("Now."), Hand: steps.PowerOff,
			Ask:    &steps.Question{Prompt: text.T("Pulled?"), Options: []steps.Option{{Key: steps.Done, Label: text.T("Yes")}}},
			Checks: []steps.Check{watch}, Wait: &steps.Wait{Every: time.Second},
			Judge: func(f *facts.Facts) steps.Outcome {
				if f.Misses > 2 && !f.Did.IsZero() {
					return "dark"
				}
				return ""
			},
			May: []steps.Outcome{"dark"}, Next: steps.Edges{"dark": "end"},
		}, end("end")}
		p := play(t, env, tree, facts.Facts{})
		out := &locked{}
		p.out = out
		p.wait(5 * time.Second).at("pull").shows("Pull it.").hides("Noted")
		p.press("enter").shows("Noted. As soon as").wait(3 * time.Second).at("end")
		if out.String() != "\a\a\a" {
			t.Errorf("rang %q", out.String())
		}
	})
}

func TestCheckAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tree := fork(check("weather", time.Second, fine("Sunny.")))
		tree[0].Wait = nil
		p := play(t, toy(), tree, facts.Facts{})
		p.wait(2 * time.Second).press("r").wait(2 * time.Second).press("r").wait(2 * time.Second)
		if got := p.walk.Facts().Looked; got != 3 {
			t.Errorf("looked %d times, want 3", got)
		}
		tree = fork(check("weather", time.Second, fine("Sunny.")))
		tree[0].Checks[0].Acts, tree[0].Wait = true, nil
		p = play(t, toy(), tree, facts.Facts{})
		if p.wait(2 * time.Second).press("r").shows("only once").wait(5 * time.Second); p.walk.Facts().Looked != 1 {
			t.Error("check again repeated what acts")
		}
	})
}

func TestQuitting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := play(t, toy(), fork(), facts.Facts{})
		if p.press("q"); !p.over || !p.walk.Over() {
			t.Error("q does not quit")
		}
		act := check("write", time.Hour, fine(""))
		act.Acts = true
		p = play(t, toy(), fork(act), facts.Facts{})
		p.press("q").shows("Quit now?").press("x").shows("Quit now?").press("n").hides("Quit now?")
		if p.over {
			t.Fatal("n quits")
		}
		if p.press("q", "y"); !p.over {
			t.Error("y does not quit")
		}
		known := facts.Facts{Camera: facts.Camera{Proved: true, Factory: true}}
		if p = play(t, toy(), fork(), known); p.press("q").shows("The camera still has the factory password").over {
			t.Error("the factory password is left behind without a question")
		}
		p = play(t, toy(), fork(), facts.Facts{})
		if p.press("enter", "ctrl+c"); !p.over || !errors.Is(p.err, context.Canceled) {
			t.Errorf("ctrl+c in a text field: over %v, error %v", p.over, p.err)
		}
	})
}

func TestNothingOutlivesTheRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		deaf := check("deaf", 0, fine(""))
		deaf.Run = func(context.Context, steps.Env, *facts.Facts) (func(*facts.Facts), steps.Result) {
			time.Sleep(time.Minute)
			return nil, fine("")
		}
		p := play(t, toy(), fork(deaf, check("slow", time.Hour, fine(""))), facts.Facts{}).wait(time.Second)
		begun := time.Now()
		p.busy.end()
		if took := time.Since(begun); took > time.Second {
			t.Errorf("the end took %s", took)
		}
		if msg := p.busy.do(func() tea.Msg { return noticeMsg("late") })(); msg != nil {
			t.Error("a command began after the end")
		}
	})
}

func TestOpenAndCopy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var copied string
		env := toy()
		env.Copy = func(s string) error { copied = s; return nil }
		tree := fork()
		tree[0].Sheet = func(f *facts.Facts) []text.Text {
			return []text.Text{text.T("First line"), text.T("   second %s", f.Answers.New.Reveal())}
		}
		p := play(t, env, tree, facts.Facts{})
		p.press("o").shows("No device has been named").press("c").shows("Copied.")
		if copied != "First line\n   second \n" {
			t.Errorf("copied %q", copied)
		}
		facts := facts.Facts{Camera: facts.Camera{Target: lan.Address{IP: "192.0.2.7"}}}
		chosen, _ := steps.Guide().Step("own-password")
		chosen.Ask.Fields[0].Put(&facts, "S3cret-word")
		copied = ""
		p = play(t, env, tree, facts)
		p.press("o").shows("Type this address: http://192.0.2.7/").press("c").shows("not copied with this key")
		if copied != "" {
			t.Error("a secret was copied")
		}
	})
}
