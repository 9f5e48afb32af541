package tui

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"camreset/steps"
	"camreset/steps/facts"
	"camreset/steps/text"

	"github.com/google/go-cmp/cmp"
)

// passed is a step that judges as soon as its checks are in.
func passed(id, to steps.ID, wait *steps.Wait, checks ...steps.Check) steps.Step {
	return steps.Step{
		ID: id, Title: text.T("Step %s", id), Checks: checks, Wait: wait,
		Judge: func(*facts.Facts) steps.Outcome { return "on" }, May: []steps.Outcome{"on"}, Next: steps.Edges{"on": to},
	}
}

func found(id string, status steps.Status) steps.Check {
	return check(id, 0, steps.Result{Status: status, Detail: text.T("As seen."), Hint: text.T("Look again.")})
}

func TestBeforeTellsWhatMattersFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tree := slices.Concat(toyTree{
			passed("look", "count", nil, found("subnet", steps.OK), found("answers", steps.OK), found("maker", steps.OK),
				found("recovery", steps.OK), found("page", steps.Skip), found("session", steps.Warn), found("cable", steps.Fail)),
			passed("count", "fork", &steps.Wait{Every: time.Second}, found("lock", steps.Warn), found("tries", steps.OK), found("unfinished", steps.OK)),
		}, fork())
		p := play(t, toy(), tree, facts.Facts{}).wait(time.Second).at("fork")
		var got []string
		for _, r := range before(p.walk) {
			got = append(got, r.Check)
		}
		if diff := cmp.Diff([]string{"cable", "session", "recovery", "tries", "maker", "subnet", "answers"}, got); diff != "" {
			t.Errorf("in another order (-want +got):\n%s", diff)
		}
	})
}

func TestDetailGoesBackToTheLastChecks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tree := slices.Concat(toyTree{passed("look", "fork", nil, found("cable", steps.OK))}, fork())
		p := play(t, toy(), tree, facts.Facts{}).wait(time.Second).at("fork").press("enter").at("word").press("x", "esc").at("fork")
		p.press("d").shows("This step has no checks.").shows("Before: Step look").shows("The cable is well")
	})
}

// TestALongWorkSpins: a row that tells how far a work is still runs, and no
// longer once its step was left.
func TestALongWorkSpins(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		half := check("timer", time.Second, steps.Result{Status: steps.Skip, Detail: text.T("To go."), Progress: 0.5})
		p := play(t, toy(), fork(half), facts.Facts{}).wait(1500 * time.Millisecond).hides("--   The timer")
		drawn := map[string]bool{}
		for range 8 {
			drawn[p.wait(100*time.Millisecond).spin.View()] = true
		}
		if len(drawn) < 4 {
			t.Errorf("the spinner stands still: %v", drawn)
		}
		p.press("enter").at("word").press("esc").at("fork").press("l").shows("--   The timer").hides("###")
	})
}

// TestTheHandsAreToldWhatToDo: while the button is held there is no time to
// scroll.
func TestTheHandsAreToldWhatToDo(t *testing.T) {
	for size, short := range map[[2]int]bool{{40, 15}: true, {40, 12}: true, {30, 10}: true, {20, 5}: true, {80, 24}: false} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				hold, _ := steps.Guide().Step("button-hold")
				hold.Checks = []steps.Check{
					check("timer", 0, steps.Result{Status: steps.Skip, Detail: text.T("Keep holding: 0:15 to go."), Progress: 0.5}),
					check("boot", 0, steps.Result{Status: steps.Skip, Detail: text.T("No answer yet.")}),
				}
				p := play(t, toy(), toyTree{hold, end("menu")}, facts.Facts{}).size(size[0], size[1])
				p.banner = "A demonstration."
				p.hides("plug in, hold").press("enter").wait(time.Millisecond).shows("Keep holding: 0:").shows("> 1. ")
				if short {
					p.shows("Press, plug in, hol")
				} else {
					p.hides("Press, plug in").shows("2. Plug")
				}
				fits(t, p.View(), size[0], size[1])
			})
		})
	}
}
