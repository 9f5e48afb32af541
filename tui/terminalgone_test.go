//go:build !windows

package tui_test

import (
	"strings"
	"syscall"
	"testing"
	"time"
)

// A serial console, or a script's terminal, tells 0 rows and 0 columns.
func TestTerminalOfNoSizeIsTakenForAUsualOne(t *testing.T) {
	t.Parallel()
	screen, tty := aTerminal(t, 0, 0)
	cmd := start(t, "--demo")
	cmd.Stdin, cmd.Stdout = tty, tty
	running(t, cmd)
	sees(t, screen, "enter choose") // the last line
	types(t, screen, enter)
	sees(t, screen, "How do you want to get back in?")
	signalled(t, cmd, syscall.SIGTERM, 1)
}

// The window is closed, or the connection to it breaks: the walk is saved, and
// can be gone on with.
func TestEndsWhenTheTerminalIsGone(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{"full screen": nil, "plain lines": {"--plain"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			at, dir := simulate(t, "forgotten"), t.TempDir()
			screen, tty := aTerminal(t, 24, 80)
			cmd := inFolder(start(t, append(args, at)...), dir)
			cmd.Stdin, cmd.Stdout = tty, tty
			cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
			running(t, cmd)
			for _, wait := range []string{"Is this your camera?"} {
				sees(t, screen, wait)
				time.Sleep(300 * time.Millisecond) // a key within a moment of a new screen is taken for a slip
				types(t, screen, "1"+enter)
			}
			sees(t, screen, "How do you want to get back in?")
			gone := time.Now()
			_, _ = tty.Close(), screen.Close()
			if code := finished(t, cmd, gone, firstSignal); code < 0 { // the signal and the end of the input come together
				t.Errorf("exit %d", code)
			}
			if out, errs, _ := outcome(t, inFolder(start(t, "cases"), dir), ""); !strings.Contains(out, at) {
				t.Errorf("the walk is not saved: %s%s", out, errs)
			}
		})
	}
}
