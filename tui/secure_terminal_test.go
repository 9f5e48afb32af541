//go:build !windows

package tui_test

import (
	"strings"
	"testing"
	"time"

	"camreset/isapi/simcam"
)

// On a terminal each change is asked about, and read back.
func TestTerminalSecureAsksBeforeEachChange(t *testing.T) {
	t.Parallel()
	sim, at := camera(t, "forgotten", func(s *simcam.Scenario) { s.Safety.SSH = true })
	s := onTerminal(t, startFor(t, time.Minute, "secure", at))
	s.until(t, "Password of admin")
	s.press(t, rightWord+"\r")
	s.until(t, "Switch SSH off?")
	if n := sim.Counters().Writes; n != 0 {
		t.Errorf("%d writes before a yes", n)
	}
	s.press(t, "no\r")
	s.until(t, "Switch UPnP off?")
	s.press(t, "yes\r")
	s.until(t, "UPnP is off.")
	s.until(t, "Switch HTTPS on?")
	s.press(t, "\r")
	if code := s.ends(t); code != 10 {
		t.Errorf("exit %d", code)
	}
	if got := sim.Counters().WritesTo; len(got) != 1 || got["/ISAPI/System/Network/UPnP"] != 1 {
		t.Errorf("written: %v", got)
	}
	if strings.Contains(s.raw(), rightWord) {
		t.Error("the password was shown")
	}
}

// Standard input that is a terminal is asked, and shows nothing of the password; with
// --json only the object is on standard output.
func TestTerminalSecureHidesAPasswordFromStandardInput(t *testing.T) {
	t.Parallel()
	sim, at := camera(t, "forgotten", nil)
	s := onTerminal(t, startFor(t, time.Minute, "secure", at, "--json", "--password-file", "-"))
	s.until(t, "Password of admin")
	s.press(t, rightWord+"\r")
	s.until(t, `"findings"`)
	if code := s.ends(t); code != 10 || sim.Counters().Writes != 0 {
		t.Errorf("exit %d, %d writes", code, sim.Counters().Writes)
	}
	if strings.Contains(s.raw(), rightWord) {
		t.Error("the password was shown")
	}
}
