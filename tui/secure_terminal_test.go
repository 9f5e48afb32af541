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
