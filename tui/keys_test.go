package tui

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"camreset/steps"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/methods"
	"camreset/steps/text"

	tea "github.com/charmbracelet/bubbletea"
)

func TestAHeldEnterSpendsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tree := fork()
		dear := &tree[0].Ask.Options[0]
		dear.Cost = func(*facts.Facts) flow.Cost { return methods.Cost{Tries: 1, Time: "minutes"} }
		enter := tea.KeyMsg{Type: tea.KeyEnter}
		p := play(t, toy(), tree, facts.Facts{})
		p.update(enter)
		p.at("fork").shows("press Enter once more")
		p.wait(660 * time.Millisecond) // as long as X waits before it repeats a key
		for range 100 {
			p.update(enter)
			p.wait(40 * time.Millisecond)
		}
		p.at("fork").shows("press Enter once more").wait(held).press("enter").at("word")
	})
}

func TestNoWayBackWhileSomethingIsOnItsWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		write := check("write", 10*time.Second, fine("done"))
		write.Acts = true
		tree := fork()
		tree[1].Checks = []steps.Check{write}
		p := play(t, toy(), tree, facts.Facts{})
		p.press("enter").at("word").hides("esc back").press("esc").at("word").shows("Wait for its answer first.")
		p.wait(10 * time.Second).shows("esc back").press("esc").at("fork")
	})
}

// TestTheKeyLineNamesWhatActs: a key that would do nothing here is not offered.
func TestTheKeyLineNamesWhatActs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tree := fork()
		p := play(t, toy(), tree, facts.Facts{}).size(120, 40)
		for _, idle := range []string{"esc back", "r again", "o page", "c copy"} {
			p.hides(idle)
		}
		tree[0].Sheet = func(*facts.Facts) []text.Text { return []text.Text{text.T("A line.")} }
		tree[0].Checks = []steps.Check{check("weather", 0, fine("Sunny."))}
		p = play(t, toy(), tree, facts.Facts{Camera: facts.Camera{Target: lan.Address{IP: "192.0.2.7"}}}).size(120, 40)
		p.shows("r again").shows("o page").shows("c copy").press("enter", "esc").at("fork").hides("esc back")
		tree[0].Checks[0].Acts = true
		play(t, toy(), tree, facts.Facts{}).size(120, 40).hides("r again")
	})
}

// TestAnswersComeAndGo: what a check found hides one answer and shows another,
// and the marked one stays marked.
func TestAnswersComeAndGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tree := fork(check("weather", time.Second, fine("Sunny.")))
		tree[0].Ask.Options[0].When = func(f *facts.Facts) bool { return f.Looked == 0 }
		tree[0].Ask.Options[2].When = func(f *facts.Facts) bool { return f.Looked > 0 }
		p := play(t, toy(), tree, facts.Facts{})
		p.shows("▸ To the left").hides("Upwards").press("2").shows("▸ To the right")
		p.wait(2 * time.Second).hides("To the left").shows("▸ To the right").shows("Upwards")
		p = play(t, toy(), tree, facts.Facts{}).wait(2 * time.Second)
		p.shows("▸ To the right").hides("To the left")
		out, _, err := told(t, toy(), tree, "left\n")
		if err == nil || strings.Contains(out, "To the left") {
			t.Errorf("a hidden answer was shown or taken: %v\n%s", err, out)
		}
	})
}
