package tui

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"camreset/steps"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/text"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/exp/golden"
)

func TestTheMarksAreThoseOfTheTerminal(t *testing.T) {
	for name, c := range map[string]struct {
		env    map[string]string
		system string
		want   *marks
	}{
		"UTF-8":                 {map[string]string{"LANG": "de_DE.UTF-8"}, "linux", signs},
		"another spelling":      {map[string]string{"LC_CTYPE": "C.utf8"}, "darwin", signs},
		"the strongest counts":  {map[string]string{"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "linux", letters},
		"an empty one does not": {map[string]string{"LC_ALL": "", "LANG": "en_US.UTF-8"}, "linux", signs},
		"none":                  {nil, "linux", letters},
		"the kernel's console":  {map[string]string{"LANG": "de_DE.UTF-8", "TERM": "linux"}, "linux", letters},
		"the old console":       {map[string]string{"LANG": "en_US.UTF-8"}, "windows", letters},
		"the terminal of today": {map[string]string{"WT_SESSION": "1"}, "windows", signs},
	} {
		if got := marksFor(func(name string) string { return c.env[name] }, c.system); got != c.want {
			t.Errorf("%s: %q", name, got.ok)
		}
	}
}

// TestPlainLettersAreASCII: where the signs cannot be drawn, no screen holds one.
func TestPlainLettersAreASCII(t *testing.T) {
	m := standing(everything(), "everything", facts.Facts{})
	m.look.marks, m.walk = letters, measuredAt(m.walk)
	for _, size := range [][2]int{{20, 5}, {40, 15}, {80, 24}, {80, 60}, {120, 60}} {
		for over := noOverlay; over <= quitOverlay; over++ {
			m.overlay = over
			m = sized(m, size[0], size[1])
			for _, r := range m.View() {
				if r > '~' {
					t.Fatalf("%q at %v:\n%s", r, size, m.View())
				}
			}
		}
	}
}

func TestGoldenOfEverything(t *testing.T) {
	for name, size := range map[string][2]int{"80x60": {80, 60}, "120x40": {120, 40}, "40x24": {40, 24}} {
		t.Run(name, func(t *testing.T) {
			m := standing(everything(), "everything", facts.Facts{})
			m.walk = measuredAt(m.walk)
			m = sized(m, size[0], size[1])
			golden.RequireEqual(t, trimmed(m.View()))
		})
	}
}

// TestAKeyIsAnAnswer: alone where no field has the focus, with ctrl where one has.
func TestAKeyIsAnAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := play(t, toy(), everything(), facts.Facts{}).shows("+ 30 seconds more  a type its address")
		p.press("a").at("end")
	})
	synctest.Test(t, func(t *testing.T) {
		var given []string
		tree := login(&given)
		tree[0].Aside = []steps.Option{{Key: "other", Label: text.T("another"), Hot: "n"}}
		tree[0].Next["other"] = "end"
		p := play(t, toy(), tree, facts.Facts{}).shows("ctrl+n another").press("n").at("login").shows("Password  •")
		p.wait(haste).update(tea.KeyMsg{Type: tea.KeyCtrlN})
		p.at("end")
	})
}

// TestALoneFieldStandsBehindItsPrompt, and answers beside it that are keys have no line.
func TestALoneFieldStandsBehindItsPrompt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var given []string
		tree := login(&given)
		ask := tree[0].Ask
		ask.Prompt, ask.Fields, ask.Options = text.Text{}, ask.Fields[1:], []steps.Option{{Key: "another", Label: text.T("another"), Hot: "n"}}
		ask.Fields[0].Prompt = text.T("Its last four characters")
		p := play(t, toy(), tree, facts.Facts{}).shows("\nIts last four characters:  ").shows("ctrl+n another").press("abc").shows("Its last four characters:  •••")
		p.press("enter").at("login").shows("\n✗ Too short.").size(30, 24).shows("\nIts last four characters:")
	})
}

// TestAnEmptyFieldIsRefusedOnTheSpot: a second Enter takes no answer that nobody chose.
func TestAnEmptyFieldIsRefusedOnTheSpot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var given []string
		tree := login(&given)
		ask := tree[0].Ask
		ask.Blank, ask.Fields, ask.Options = "", ask.Fields[1:], []steps.Option{{Key: "other", Label: text.T("I have none")}}
		tree[0].Next["other"] = "end"
		p := play(t, toy(), tree, facts.Facts{}).wait(haste).press("enter").at("login").shows("\n✗ Too short.").hides("▸ I have none")
		p.wait(haste).press("enter").at("login").hides("▸ I have none").press("down").shows("▸ I have none").wait(time.Second).press("enter").at("end")
	})
}

// TestTheLightMovesOn: an answer that was done and leaves the step where it is.
func TestTheLightMovesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		done := map[string]bool{}
		opens := func(key steps.Outcome, r steps.Result) steps.Option {
			return steps.Option{Key: key, Label: text.T("Open %s", string(key)), Stays: true,
				Mark: func(*facts.Facts) steps.Status {
					return map[bool]steps.Status{true: steps.OK, false: steps.Warn}[done[string(key)]]
				},
				Do: &steps.Action{Check: steps.Check{ID: string(key), Title: text.T("Page"), Run: func(context.Context, steps.Env, *facts.Facts) (func(*facts.Facts), steps.Result) {
					return func(*facts.Facts) { done[string(key)] = r.Status == steps.OK }, r
				}}}}
		}
		tree := toyTree{{ID: "list", Title: text.T("Today"), Ask: &steps.Question{Options: []steps.Option{
			opens("one", fine("It is open.")), opens("two", steps.Result{Status: steps.Fail, Detail: text.T("No browser."), Hint: text.T("Type it.")}), {Key: "finish", Label: text.T("Finish"), Apart: true},
		}}, Next: steps.Edges{"finish": "end"}}, end("end")}
		p := play(t, toy(), tree, facts.Facts{}).lights("! Open one").press("enter").shows("It is open.").shows("    ✓ Open one").lights("! Open two")
		p.wait(held).press("enter").shows("✗ No browser. Type it.").lights("! Open two").press("down").lights("Finish")
	})
}

// TestDrawingsAreTurned with the keys left and right, below the text or beside it.
func TestDrawingsAreTurned(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := play(t, toy(), everything(), facts.Facts{}).wait(time.Second)
		for _, width := range []int{80, 120} {
			p.size(width, 70).shows("|____|").shows("The button is under the flap.").shows("1 of 2")
			p.press("right").shows("( o )").shows("2 of 2").press("right").shows("1 of 2").press("left").shows("2 of 2").press("left")
		}
		p.size(80, 24).hides("|____|")
	})
}

// TestADialogStandsInAFrame over the screen that it was asked from, or alone where that
// does not fit.
func TestADialogStandsInAFrame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ask := flow.Dialog[steps.Env, facts.Facts]{Step: steps.Step{
			ID: "agree", Title: text.T("This camera takes passwords only unprotected."), Say: says("Your new password, and the one it has now, could be read by anybody on this network while they are sent."),
			Ask:  &steps.Question{Options: []steps.Option{{Key: "no", Label: text.T("No, show the other ways")}, {Key: "yes", Label: text.T("Yes, send both")}}},
			Next: steps.Edges{"no": flow.Return, "yes": flow.Onward},
		}}
		tree := fork()
		tree[1].Before = []steps.ID{"agree"}
		p := playGuide(t, toy(), []steps.Node{tree[0], tree[1], tree[2], tree[3], ask}, facts.Facts{})
		p.press("enter").at("agree").shows("    ╭──").shows("│ This camera takes passwords only unprotected.").shows("│   ▸ No, show the other ways").shows("Left or right.")
		p.size(40, 15).hides("╭").lights("No, show").size(80, 24).shows("╭").wait(held).press("down", "enter").at("word")
	})
}

// TestTheTimeIsInLargeDigits where there is room, else in a line.
func TestTheTimeIsInLargeDigits(t *testing.T) {
	for left, want := range map[time.Duration]string{42 * time.Second: "42", 99500 * time.Millisecond: "1:40", time.Second / 2: "1", 28 * time.Minute: "28:00", time.Hour + 62*time.Second: "1:01:02"} {
		if got := spelled(left); got != want {
			t.Errorf("%v is %q, want %q", left, got, want)
		}
	}
	r := steps.Result{Status: steps.Skip, Left: 42 * time.Second, Until: text.T("until you plug it in")}
	s := screen{look: look{signs, coloured}}
	for _, c := range []struct{ width, size, lines int }{{80, 5, 5}, {80, 3, 3}, {80, 1, 1}, {30, 5, 6}, {12, 5, 6}, {5, 5, 6}} {
		if got := s.countdown(r, c.width, c.size); len(got) != c.lines {
			t.Errorf("in %d columns of size %d:\n%s", c.width, c.size, strings.Join(got, "\n"))
		}
	}
	if got := strings.Join(s.countdown(r, 80, 5), "\n"); !strings.HasSuffix(got, "seconds until you plug it in") {
		t.Errorf("it ends otherwise:\n%s", got)
	}
}
