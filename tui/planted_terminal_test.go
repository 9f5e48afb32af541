//go:build !windows

package tui_test

import (
	"testing"
)

// leg is one screen to wait for, and the keys for it.
type leg struct{ wait, keys string }

// The full screen shows no password that is typed: not while it is typed, not in the
// technical detail, not in the log, and not in what is left on the terminal at the end.
func TestTerminalPlantedPasswords(t *testing.T) {
	t.Parallel()
	wrong := []leg{
		{"Is this your camera?", enter}, {"How do you want to get back in?", "6"}, {"▸ 6", enter},
		{"▸ Password", plantedTry + enter}, {"The password is wrong", "\t"}, {"▸ Show the other ways", "d"}, {"Technical details", "\x1b"}, {"▸ Show the other ways", "l"},
		{"The steps so far", "\x1b"}, {"▸ Show the other ways", "q"}, {"result: gave-up", ""},
	}
	first := []leg{
		{"Is this your camera?", enter}, {"has no password yet", "\x0f"}, {"Type your own new password", plantedNew + enter + plantedNew + enter},
		{"You are in", "d"}, {"Technical details", "\x1b"}, {"You are in", "l"}, {"The steps so far", "\x1b"}, {"You are in", "f"}, {"result: regained", ""},
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
			for _, l := range c.legs {
				if s.until(t, l.wait); l.keys != "" {
					s.press(t, l.keys)
				}
			}
			s.ends(t)
			raw := s.raw()
			holds(t, "the terminal", raw, plantedTry, plantedNew)
			holds(t, "the terminal without its codes", escape.ReplaceAllString(raw, ""), plantedTry, plantedNew)
			h.search(plantedTry, plantedNew)
		})
	}
}
