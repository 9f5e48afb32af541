package tui

import (
	"fmt"
	"testing"

	"camreset/isapi/simcam"
	"camreset/steps"
	"camreset/steps/facts"
)

// walksByWay are the five methods and what else a walk can be, with how many screens a person
// meets from the list of devices on, and how many keys they press. The numbers only ever
// go down, to what is wanted (section 4 of the design).
var walksByWay = []struct {
	name, scenario string
	script         script
	result         steps.Final
	screens, keys  int
	wanted         int
}{
	{"1 default password", "factory-default", script{"menu": {"=default-password"}, "inside": {"=keep"}}, steps.Regained, 10, 11, 6},
	{"2 the camera's page", "forgotten", script{
		"menu": {"=web-page", "=web-reset"}, "web-reset": {"=page"}, "web-page": {"=done"}, "password": {"Meadow-41-Page"}, "try-password": {"Meadow-41-Page"},
	}, steps.Regained, 12, 14, 6},
	{"2 half remembered", "forgotten", script{
		"known-elsewhere": {"=found"}, "menu": {"=try-password"}, "password": {"Lantern-57-Oak"}, "try-password": {"Lantern-57-Oak"},
	}, steps.AlreadyIn, 9, 11, 6},
	{"3 reset button", "forgotten", script{
		"menu": {"=reset-button"}, "button-warn": {"=continue"}, "button-record": {"=recorded"}, "button-delay": {"=now"},
	}, steps.Regained, 18, 23, 7},
	{"3 reset button, back elsewhere", "moved", script{
		"menu": {"=reset-button"}, "button-warn": {"=continue"}, "button-record": {"=recorded"}, "button-delay": {"=now"}, "restore-network": {"=old"},
	}, steps.Regained, 20, 25, 8},
	{"4 Hik-Connect", "forgotten", script{
		"menu": {"=hik-connect"}, "hik-connect": {"=done", "=hik-app"}, "hik-app": {"=done"}, "password": {"Meadow-62-App"}, "try-password": {"Meadow-62-App"},
	}, steps.Regained, 12, 16, 6},
	{"5 support", "forgotten", script{
		"menu": {"=support"}, "support": {"=case", "=write"}, "case-brand": {"=hikvision"}, "case-country": {"=uk"}, "support-case": {"=write", "=finish"},
		"brand": {"Hikvision"}, "country": {"United Kingdom"},
	}, steps.CaseReady, 11, 17, 6},
	{"no password yet", "inactive", nil, steps.Regained, 8, 9, 4},
}

func TestWaysAreShort(t *testing.T) {
	t.Parallel()
	for _, w := range walksByWay {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			d := inDemo(t, w.scenario, true, w.script, nil)
			if result := steps.Ended(d.walk); result != w.result {
				t.Errorf("it ends as %s at %s, not as %s, after %q", result, d.walk.Step().ID, w.result, d.screens)
			}
			if n := len(d.screens); n > w.screens || d.keys > w.keys {
				t.Errorf("%d screens and %d keys, which is more than %d and %d: %q", n, d.keys, w.screens, w.keys, d.screens)
			} else if n < w.screens || d.keys < w.keys {
				t.Errorf("only %d screens and %d keys: write that down in walksByWay (wanted are %d screens): %q", n, d.keys, w.wanted, d.screens)
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
						t.Errorf("it comes again, after %q: %s", d.screens, now)
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

// known is what makes a screen another one, though it has the same title.
func known(f *facts.Facts) string {
	left := "untold"
	if n := f.Left(); n != nil {
		left = fmt.Sprint(*n)
	}
	return fmt.Sprintf("%s at %s, %s tries left; spent %d, tried %d, wrote %d, sent %d; right %v, new sent %v, moved %v, reset %v, change %q, request %q, case %q; said %v",
		f.Verdict(), f.Target, left, f.Spent.Count, f.Tries, f.Writes, f.Secrets, f.Proved, f.NewSent, f.Moved, f.ResetSeen, f.Change.Word, f.Pending.Kind, f.Written, f.Answers)
}
