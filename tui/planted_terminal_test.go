//go:build !windows

package tui_test

import (
	"strings"
	"testing"
)

// leg is one screen to wait for, and the keys for it.
type leg struct{ wait, keys string }

// The full screen shows a password only from the answer "show" to the next step:
// not while it is typed, not in the technical detail, not in the log, and not in
// what is left on the terminal at the end.
func TestTerminalPlantedPasswords(t *testing.T) {
	t.Parallel()
	wrong := []leg{
		{"Back into your camera", enter}, {"Whose camera is it?", enter}, {"Does something else still know", "2"}, {"▸ Yes", enter}, {"The account's name", enter},
		{"Trying one password", plantedTry + enter}, {"Not in yet", "d"}, {"Technical details", "\x1b"}, {"Not in yet", "l"}, {"The steps so far", "\x1b"}, {"Not in yet", "q"}, {"result: gave-up", ""},
	}
	first := []leg{
		{"Back into your camera", enter}, {"Whose camera is it?", enter}, {"The camera has no password yet", "2"}, {"▸ Yes", enter}, {"Choose the new password", plantedNew + enter},
		{"Keep the new password first", "2" + enter}, {plantedNew, "-New" + enter}, {"Leave it safer than before", "d"}, {"Technical details", "\x1b"}, {"Leave it safer than before", "l"}, {"The steps so far", "\x1b"}, {"Leave it safer than before", enter}, {"You are back in", enter}, {"result: regained", ""},
	}
	for name, c := range map[string]struct {
		scenario string
		real     bool
		legs     []leg
	}{
		"wrong, demo": {"forgotten", false, wrong}, "wrong, simulate": {"forgotten", true, wrong}, "first, demo": {"inactive", false, first}, "first, simulate": {"inactive", true, first},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			arg := "--demo=" + c.scenario
			if c.real {
				arg = simulate(t, c.scenario)
			}
			h := housed(t, arg)
			s := onTerminal(t, h.cmd)
			h.watch()
			before, asked := 0, -1
			for _, l := range c.legs {
				s.until(t, l.wait)
				if l.wait == plantedNew {
					asked = before
				}
				if before = len(s.raw()); l.keys != "" {
					s.press(t, l.keys)
				}
			}
			s.ends(t)
			raw := s.raw()
			if asked >= 0 { // the one screen that was asked for
				raw = raw[:asked] + raw[strings.Index(raw, "Leave it safer than before"):]
			}
			holds(t, "the terminal", raw, plantedTry, plantedNew)
			holds(t, "the terminal without its codes", escape.ReplaceAllString(raw, ""), plantedTry, plantedNew)
			h.search(plantedTry, plantedNew)
		})
	}
}
