package tui

import (
	"fmt"
	"maps"
	"testing"

	"camreset/isapi/simcam"
	"camreset/steps"
	"camreset/steps/facts"
)

// walksByWay are the five methods and what else a walk can be, with how many screens a person
// meets at most from the list of devices on, and how many keys they press.
var walksByWay = []struct {
	name, scenario string
	script         script
	result         steps.Final
	screens, keys  int
}{
	{"1 default password, which an old camera takes unprotected", "factory-default", script{"menu": {"=default-password"}, "agree-clear": {"=yes"}}, steps.Regained, 7, 12},
	{"2 the device's page", "forgotten", script{"menu": {"=web-reset"}, "web-page": {"=done"}, "password": {"Meadow-41-Page"}}, steps.Regained, 6, 12},
	{"2 half remembered", "forgotten", script{"menu": {"=try-password"}, "password": {"Lantern-57-Oak"}}, steps.AlreadyIn, 5, 11},
	{"3 reset button", "forgotten", script{"menu": {"=reset-button"}}, steps.Regained, 7, 17},
	{"3 reset button, back elsewhere", "moved", script{"menu": {"=reset-button"}, "restore-network": {"=old"}}, steps.Regained, 8, 19},
	{"4 Hik-Connect", "forgotten", script{"menu": {"=hik-connect"}, "hik-connect": {"=done"}, "password": {"Meadow-62-App"}}, steps.Regained, 6, 14},
	{"5 support", "forgotten", script{"menu": {"=support"}, "brand": {"Hikvision"}, "country": {"United Kingdom"}, "support-case": {"=write", "=finish"}}, steps.CaseReady, 6, 14},
	{"no password yet", "inactive", nil, steps.Regained, 4, 8},
}

// finishing is a script that leaves the last screen as soon as it is there.
func (s script) finishing() script {
	all := script{"done": {"=finish"}}
	maps.Copy(all, s)
	return all
}

func TestWaysAreShort(t *testing.T) {
	t.Parallel()
	for _, w := range walksByWay {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			d := inDemo(t, w.scenario, true, w.script.finishing(), nil)
			if result := steps.Ended(d.walk); result != w.result {
				t.Errorf("it ends as %s at %s, not as %s, after %q", result, d.walk.Step().ID, w.result, d.screens)
			}
			if n := len(d.screens); n > w.screens || d.keys > w.keys {
				t.Errorf("%d screens and %d keys, which is more than %d and %d: %q", n, d.keys, w.screens, w.keys, d.screens)
			}
		})
	}
}

// TestEnterAloneShowsNoScreenTwice presses Enter, and types a password where one is asked
// for. The walk ends, or stops where hands or knowledge are needed.
func TestEnterAloneShowsNoScreenTwice(t *testing.T) {
	t.Parallel()
	for _, sc := range simcam.Scenarios() {
		for _, listed := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, from the list %v", sc.Name, listed), func(t *testing.T) {
				t.Parallel()
				seen, last := map[string]bool{}, ""
				d := inDemo(t, sc.Name, listed, nil, func(d *demo) {
					now := d.title() + "\n" + known(d.walk.Facts())
					if now == last { // it stands still, which is no circle
						return
					}
					if last = now; seen[now] {
						t.Fatalf("it comes again, after %q: %s", d.screens, now)
					}
					seen[now] = true
				})
				if len(d.stood) >= mostAnswers {
					t.Errorf("it does not end: %q", d.screens)
				}
			})
		}
	}
}

// TestAnOpenedPageStaysOpen goes back to the page: the light is on the answer behind it.
func TestAnOpenedPageStaysOpen(t *testing.T) {
	t.Parallel()
	lit := steps.Outcome("it was never gone back to")
	inDemo(t, "forgotten", true, script{"menu": {"=web-reset"}, "web-page": {"=open", "=done"}, "password": {"Meadow-41-Page"}}, func(d *demo) {
		if d.walk.Step().ID == "try-password" && lit != steps.Done {
			d.press("esc").at("web-page")
			lit = d.question.option()
		}
	})
	if lit != steps.Done {
		t.Errorf("lit is %q", lit)
	}
}

// known is what makes a screen another one, though it has the same title.
func known(f *facts.Facts) string {
	left := "untold"
	if n := f.Left(); n != nil {
		left = fmt.Sprint(*n)
	}
	return fmt.Sprintf("%s at %s, %s tries left; spent %d, tried %d, wrote %d, sent %d; right %v, new sent %v, moved %v, reset %v, change %q, request %q, case %q; searched %v, opened %v, off %v; said %v",
		f.Verdict(), f.Target, left, f.Spent.Count, f.Tries, f.Writes, f.Secrets, f.Proved, f.NewSent, f.Moved, f.ResetSeen, f.Change.Word, f.Pending.Kind, f.Written, f.Swept != nil, f.Opened, f.DarkAt, f.Answers)
}

// From "You are in" to "Finish" with everything mended that can be mended at once.
func TestEverythingIsFixedWithTenKeys(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		scenario string
		script   script
	}{
		{"forgotten", script{"menu": {"=try-password"}, "password": {"Lantern-57-Oak"}, "done": {"=fix-all", "=finish"}}},
		{"inactive", script{"done": {"=fix-all", "=finish"}}},
	} {
		t.Run(c.scenario, func(t *testing.T) {
			t.Parallel()
			keys := -1
			d := inDemo(t, c.scenario, true, c.script, func(d *demo) {
				if d.walk.Step().ID == "done" && keys < 0 {
					keys = d.keys
				}
			})
			f := d.walk.Facts()
			fixed := 0
			for _, found := range f.Safety.Findings {
				if found.Fixed {
					fixed++
				}
				if found.Fix && found.Open() {
					t.Errorf("%s is left as it was: %s", found.ID, found.Problem)
				}
			}
			if n := d.keys - keys; keys < 0 || n > 10 || fixed < 2 {
				t.Errorf("%d keys from the last screen on, %d settings fixed, after %q", n, fixed, d.screens)
			}
		})
	}
}
