package steps

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"camreset/isapi/simcam"
	"camreset/steps/lan"
	"camreset/steps/steptest"
)

// label lets a camera tell over UDP that it is one of EZVIZ; its password is the code
// of its label.
func label(s *simcam.Scenario) { audibly(s); s.SADP.OEM, s.Password = "EZVIZ", "QWERTZ" }

// Where a camera of EZVIZ asks for a user name, a password, or leads to a reset, the
// code on its label is named; nobody needs to be told more to get in with one login.
func TestEZVIZIsToldByItsLabel(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*simcam.Scenario)
		told   bool
	}{
		"names the brand":         {label, true},
		"a model number":          {func(s *simcam.Scenario) { label(s); s.SADP.OEM, s.Model = "", "CS-C6N-A0-1C2WFR" }, true},
		"a MAC, told to be other": {func(s *simcam.Scenario) { label(s); s.SADP.OEM, s.MAC = "HiLook", "54:d6:0d:00:01:07" }, false},
		"the maker's own":         {func(s *simcam.Scenario) { label(s); s.SADP.OEM = "" }, false},
	} {
		t.Run(name, besides(func(t *testing.T) {
			w := newWorld(t, "forgotten", c.change)
			answers := mine.with(script{"try-password": {"QWERTZ"}, "menu": {"support", "reset-button", "try-password"}, "new-password": {"keep"}, "done": {"finish"}, "button-warn": {"menu"}, "support": {"menu"}})
			end, log := w.tellSheets(t, answers)
			for _, at := range []ID{"owner", "support", "button-warn", "try-password"} {
				sheet := log[at]
				if strings.Contains(sheet, "six capital letters on its label") != c.told || strings.Contains(sheet, "Nothing has to be reset") != c.told {
					t.Errorf("%s: %s", at, sheet)
				}
			}
			if got := w.camera.Counters(); steptest.Tries(got) != 2 || got.Wrong != 0 || Ended(end) != AlreadyIn {
				t.Errorf("%s, %d logins", Ended(end), got.Logins)
			}
		}))
	}
}

// A MAC alone tells the brand only where the camera names none.
func TestEZVIZByItsMAC(t *testing.T) {
	for code, told := range map[int]bool{0: true, 1: false, 10101: false} {
		f := &Facts{}
		f.Record.MAC, f.Record.OEMCode = "54:d6:0d:00:01:07", code
		if f.Ezviz() != told {
			t.Errorf("OEM code %d: %v", code, f.Ezviz())
		}
	}
}

// tellSheets walks a story to its end and keeps what was before the user's eyes at
// each step.
func (w *world) tellSheets(t *testing.T, s script) (Walk, map[ID]string) {
	t.Helper()
	var log []string
	sheets := map[ID]string{}
	ask := s.ask(t, &log)
	given, _ := lan.ParseAddress(w.ip)
	end, err := w.run(t.Context(), w.env, Begin(w.env, given), func(ctx context.Context, walk Walk, refused error) (string, error) {
		if step := walk.Step(); step.Sheet != nil {
			sheets[step.ID] += fmt.Sprintln(step.Sheet(walk.Facts()))
		}
		return ask(ctx, walk, refused)
	}, func(Walk, Row) {})
	if err != nil {
		t.Fatalf("%v at %s after %s", err, end.Step().ID, strings.Join(log, " "))
	}
	return end, sheets
}
