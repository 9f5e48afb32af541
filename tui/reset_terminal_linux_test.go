package tui_test

import (
	"io"
	"os"
	"strings"
	"testing"
	"time"
)

// told is what a script does with its hands to a camera in another process.
func told(t testing.TB, hands io.Writer) func(words ...string) {
	return func(words ...string) {
		t.Helper()
		for _, w := range words {
			if _, err := io.WriteString(hands, w+"\n"); err != nil {
				t.Error(err)
			}
		}
	}
}

// inRealTime runs a test that takes as long as it does in life, if it is asked for, in a
// network namespace: the camera is looked for at the factory addresses too.
func inRealTime(t *testing.T, test func(*testing.T)) {
	t.Helper()
	switch {
	case os.Getenv("CAMRESET_SLOW_TESTS") == "":
		t.Skip("takes two minutes; CAMRESET_SLOW_TESTS is not set")
	case os.Getenv(insideVariable) != "":
		test(t)
	default:
		inNamespace(t, "true")
	}
}

// atTheButton walks to the list of the reset and presses these keys at its Start.
func atTheButton(t testing.TB, start string) (s *screen, do func(words ...string)) {
	t.Helper()
	t.Helper()
	at, hands := simulated(t, "forgotten")
	s = onTerminal(t, startFor(t, 5*time.Minute, at))
	walk(t, s, toTheButton...)
	walk(t, s, leg{"The router gave it its address", "\x1b[B\x1b[B"}, leg{"▸ The router gave it its address", enter}, leg{"Start: I go to it now", start})
	if start != "" {
		s.until(t, "Waiting for the power to go off.")
	}
	return s, told(t, hands)
}

// toTheButton is the way to the reset by the button.
var toTheButton = []leg{{"Is this your camera?", enter}, {"How do you want to get back in?", "3"}, {"▸ 3", enter}, {"ERASE", "ERASE" + enter}}

// walk goes on with a human's pauses.
func walk(t testing.TB, s *screen, legs ...leg) {
	t.Helper()
	for _, l := range legs {
		s.until(t, l.wait)
		time.Sleep(2 * time.Second) // a human reads first
		if l.keys != "" {
			s.press(t, l.keys)
		}
	}
}

// The reset in a real terminal against a camera in another process, with a human's
// pauses. On this computer's own network a camera without power refuses, so that the
// clock leads, and says so.
func TestTerminalResetInRealTime(t *testing.T) { inRealTime(t, terminalReset) }

func terminalReset(t *testing.T) {
	s, do := atTheButton(t, enter)
	time.Sleep(4 * time.Second)
	do("power off")
	s.until(t, "by the clock")
	s.until(t, "seconds until you plug it in")
	time.Sleep(10 * time.Second)
	do("button down")
	s.until(t, "seconds until you let go")
	before := s.written()
	time.Sleep(2 * time.Second)
	do("power on")
	s.until(t, "Yes, it is the one I reset") // nothing on this cable tells its MAC
	time.Sleep(2 * time.Second)
	s.press(t, "\x1b[B")
	s.press(t, enter)
	s.until(t, "The reset worked.")
	do("button up")
	if strings.Contains(before, "worked.") || strings.Contains(s.written(), "it is off") {
		t.Errorf("what was not measured is said: %q", s.written())
	}
	if n := strings.Count(s.raw(), "\a"); n < 1+2+3 {
		t.Errorf("it rang %d times", n)
	}
	s.press(t, "\x03")
	s.ends(t)
}

// The same by hands that do it in another order. The camera itself says how it came out.
func TestTerminalResetInWrongOrders(t *testing.T) { inRealTime(t, wrongOrders) }

func wrongOrders(t *testing.T) {
	const failed = "is back with its old password"
	for name, story := range map[string]func(t *testing.T, start func(keys string) (*screen, func(words ...string))) *screen{
		"plugged in too early": func(t *testing.T, start func(string) (*screen, func(...string))) *screen {
			s, do := start(enter)
			do("power off")
			s.until(t, "seconds until you plug it in")
			time.Sleep(6 * time.Second)
			do("power on")
			s.until(t, "it has power")
			time.Sleep(2 * time.Second)
			do("button down")
			s.until(t, failed)
			do("button up")
			return s
		},
		"let go too early": func(t *testing.T, start func(string) (*screen, func(...string))) *screen {
			s, do := start(enter)
			do("power off")
			s.until(t, "seconds until you plug it in")
			time.Sleep(3 * time.Second)
			do("button down")
			s.until(t, "seconds until you let go")
			do("power on")
			time.Sleep(3 * time.Second)
			do("button up")
			s.until(t, failed)
			return s
		},
		"never unplugged": func(t *testing.T, start func(string) (*screen, func(...string))) *screen {
			s, _ := start(enter)
			s.until(t, "two supplies")
			if said := s.written(); strings.Contains(said, "seconds until") || strings.Contains(said, "by the clock") {
				t.Errorf("it went on: %q", said)
			}
			return s
		},
		"Start is forgotten": func(t *testing.T, start func(string) (*screen, func(...string))) *screen {
			s, do := start("")
			do("power off")
			time.Sleep(20 * time.Second)
			do("button down")
			time.Sleep(time.Second)
			if said := s.written(); strings.Contains(said, "by the clock") || strings.Contains(said, "worked.") {
				t.Errorf("nobody has begun, and nothing was measured: %q", said)
			}
			do("power on")
			time.Sleep(18 * time.Second) // 15 are enough for it, once it has read its line
			do("button up")
			s.until(t, "Yes, it is the one I reset")
			return s
		},
		"quit in the middle": func(t *testing.T, start func(string) (*screen, func(...string))) *screen {
			s, do := start(enter)
			do("power off")
			s.until(t, "seconds until you plug it in")
			time.Sleep(2 * time.Second)
			s.press(t, "q")
			s.until(t, "What was written down about it is saved")
			s.press(t, "q")
			if code := s.ends(t); code != 3 && code != 4 {
				t.Errorf("exit code %d", code)
			}
			if said := s.written(); !strings.Contains(said, "saved") {
				t.Errorf("the end does not say how to go on: %q", said)
			}
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := story(t, func(keys string) (*screen, func(...string)) { return atTheButton(t, keys) })
			if s == nil {
				return
			}
			if strings.Contains(s.raw(), "reset worked.") || strings.Contains(s.raw(), "it is off") {
				t.Errorf("what was not measured is said: %q", s.written())
			}
			s.press(t, "\x03")
			s.ends(t)
		})
	}
}

// The same in plain lines: each change is a line, with the seconds every ten; only Start
// is asked for.
func TestPlainResetInRealTime(t *testing.T) { inRealTime(t, plainReset) }

func plainReset(t *testing.T) {
	at, hands := simulated(t, "forgotten")
	do := told(t, hands)
	k := talkWith(t, startFor(t, 5*time.Minute, "--plain", at))
	hear := func(words string) {
		t.Helper()
		for begun := time.Now(); !strings.Contains(k.said(), words); time.Sleep(20 * time.Millisecond) {
			if time.Since(begun) > 2*time.Minute {
				t.Fatalf("nobody says %q:\n%s", words, k.said())
			}
		}
	}
	for _, a := range [][2]string{{"owner", "mine"}, {"menu", "reset-button"}, {"button-warn", "ERASE"}, {"button-record", "dhcp"}, {"button-power", "start"}} {
		k.answer(a[0], a[1])
	}
	time.Sleep(4 * time.Second)
	do("power off")
	hear("30 seconds until you plug it in")
	time.Sleep(8 * time.Second)
	do("button down")
	hear("10 seconds until you plug it in")
	hear("40 seconds until you let go")
	if strings.Contains(k.said(), "worked") {
		t.Errorf("a success is told:\n%s", k.said())
	}
	time.Sleep(2 * time.Second)
	do("power on")
	k.answer("same-camera", "yes")
	hear("? new-password ")
	do("button up")
	if said := k.said(); !strings.Contains(said, "The clock leads") || strings.Count(said, "? button-hold") > 0 {
		t.Errorf("the lines do not say what leads:\n%s", said)
	}
	_ = k.cmd.Process.Kill()
	_ = k.cmd.Wait()
}
