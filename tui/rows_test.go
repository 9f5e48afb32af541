package tui

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"camreset/steps"
	"camreset/steps/facts"
	"camreset/steps/text"
)

// passed is a step that judges as soon as its checks are in.
func passed(id, to steps.ID, wait *steps.Wait, checks ...steps.Check) steps.Step {
	return steps.Step{
		ID: id, Title: text.T("Step %s", id), Checks: checks, Wait: wait,
		Judge: func(*facts.Facts) steps.Outcome { return "on" }, May: []steps.Outcome{"on"}, Next: steps.Edges{"on": to},
	}
}

func TestDetailGoesBackToTheLastChecks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tree := slices.Concat(toyTree{passed("look", "fork", nil, found("cable", steps.OK))}, fork())
		p := play(t, toy(), tree, facts.Facts{}).wait(time.Second).at("fork").press("enter").at("word").press("x", "esc").at("fork")
		p.press("d").shows("This step has no checks.").shows("Before: Step look").shows("The cable is well")
	})
}

// TestALongWorkHasABar: and no longer once its step was left.
func TestALongWorkHasABar(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		half := check("timer", time.Second, steps.Result{Status: steps.Skip, Detail: text.T("To go."), Progress: 0.5})
		p := play(t, toy(), fork(half), facts.Facts{}).shows("⠋ The timer is well").wait(1500 * time.Millisecond).shows("The timer is well: To go.").shows("████").hides("⠋")
		p.press("enter").at("word").press("esc").at("fork").press("l").shows("• The timer is well: To go.").hides("██")
	})
}

// TestTheSpinnerTurns while something is measured for the first time, and then rests.
func TestTheSpinnerTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := play(t, toy(), fork(check("timer", time.Second, fine("It ticks."))), facts.Facts{})
		drawn := map[string]bool{}
		for range 8 {
			drawn[p.wait(100*time.Millisecond).spin.View()] = true
		}
		if len(drawn) < 4 {
			t.Errorf("the spinner stands still: %v", drawn)
		}
		frames := len(p.wait(300 * time.Millisecond).shows("✓ It ticks.").frames)
		if p.wait(2 * time.Second); len(p.frames) != frames {
			t.Errorf("%d frames came while nothing was measured", len(p.frames)-frames)
		}
	})
}
