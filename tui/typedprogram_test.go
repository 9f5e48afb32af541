//go:build !windows

package tui_test

import (
	"strings"
	"testing"
)

// What is typed is sent exactly so, or not at all: counted at the camera.

const rightPassword = "Lantern-57-Oak"

// tryIt are the answers that lead to the password.
var tryIt = []string{"mine", "6", ""}

func TestAPastedPasswordIsTakenOnTheFullScreen(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		legs []leg
		in   bool
	}{
		"a line break at its end": {[]leg{{"▸ Password", "\x1b[200~" + rightPassword + "\n\x1b[201~"}, {"left out", enter}, {"You are in", ""}}, true},
		"a line break inside":     {[]leg{{"▸ Password", "\x1b[200~" + rightPassword + "\nx\x1b[201~" + enter}, {"Send it exactly so?", "n"}, {"Nothing was sent", ""}}, false},
		"Ctrl+V":                  {[]leg{{"▸ Password", "\x16"}, {"Nothing was pasted", rightPassword + enter}, {"You are in", ""}}, true},
		"Ctrl+R":                  {[]leg{{"▸ Password", rightPassword + "\x12"}, {rightPassword, " " + enter}, {"Send it exactly so?", "n"}, {"Nothing was sent", "\x7f" + enter}, {"You are in", ""}}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sim, at := camera(t, "forgotten", nil)
			s := onTerminal(t, start(t, at))
			legs := append([]leg{{"Is this your camera?", enter}, {"How do you want to get back in?", "6"}, {"▸ 6", enter}}, c.legs...)
			for _, l := range legs {
				if s.until(t, l.wait); l.keys != "" {
					s.press(t, l.keys)
				}
			}
			if got := sim.Counters(); got.Right > 0 != c.in || got.Wrong != 0 {
				t.Errorf("%d right and %d wrong logins; want right ones %v", got.Right, got.Wrong, c.in)
			}
			s.press(t, "\x03")
			s.ends(t)
		})
	}
}

func TestAnOddPasswordFromAPipeIsRejected(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ typed, says string }{
		"Ctrl+V":     {"\x16" + rightPassword, "cannot be seen"},
		"full width": {"Ｌantern-57-Oak", "full-width"},
		"a blank":    {rightPassword + " ", "blank"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sim, at := camera(t, "forgotten", nil)
			out, errs, code := outcome(t, start(t, "--plain", at), strings.Join(append(tryIt, c.typed), "\n")+"\n")
			if code != 2 || !strings.Contains(errs, c.says) || strings.Contains(out+errs, "antern") || strings.Contains(out, "result:") {
				t.Errorf("exit %d, said %q\n%s", code, errs, out)
			}
			if got := sim.Counters(); got.Logins != 0 || got.Wrong != 0 {
				t.Errorf("%d logins, %d wrong; want none", got.Logins, got.Wrong)
			}
		})
	}
}

// A paste with more line breaks than one: those after the first answer nothing.
func TestPlainLinesLeaveOutTheRestOfAPaste(t *testing.T) {
	t.Parallel()
	sim, at := camera(t, "forgotten", nil)
	s := onTerminal(t, start(t, "--keys", at))
	for _, l := range []leg{
		{"? owner", "mine\n"}, {"? menu", "6\n"}, {"? try-password user", "admin\r\n\r\n"},
		{"left out", rightPassword + "\r\n"}, {"? done", ""},
	} {
		if s.until(t, l.wait); l.keys != "" {
			s.press(t, l.keys)
		}
	}
	if got := sim.Counters(); got.Right == 0 || got.Wrong != 0 {
		t.Errorf("%d right and %d wrong logins", got.Right, got.Wrong)
	}
	s.press(t, "\x03")
	s.ends(t)
}

func TestAnOddPasswordOnATerminalIsAskedAbout(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		legs  []leg
		in    bool
		wrong int
	}{
		"a blank, no":  {[]leg{{"? try-password password", rightPassword + " \n"}, {"? exactly", "\n"}, {"? try-password password", rightPassword + "\n"}, {"? done", ""}}, true, 0},
		"shown, yes":   {[]leg{{"? try-password password", "Wrong-57-Oak \n"}, {"? exactly", "show\n"}, {">Wrong-57-Oak <", "yes\n"}, {"? try-password user", ""}}, false, 1},
		"Ctrl+V Enter": {[]leg{{"? try-password password", "\x16\r\r"}, {"? ", ""}}, false, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sim, at := camera(t, "forgotten", nil)
			s := onTerminal(t, start(t, "--keys", at))
			legs := append([]leg{{"? owner", "mine\n"}, {"? menu", "6\n"}, {"? try-password user", "\n"}}, c.legs...)
			for _, l := range legs {
				if s.until(t, l.wait); l.keys != "" {
					s.press(t, l.keys)
				}
			}
			if got := sim.Counters(); got.Right > 0 != c.in || got.Wrong != c.wrong {
				t.Errorf("%d right and %d wrong logins; want right ones %v, %d wrong", got.Right, got.Wrong, c.in, c.wrong)
			}
			s.press(t, "\x03")
			s.ends(t)
		})
	}
}
