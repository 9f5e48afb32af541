package tui_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

const (
	// idleShare is how much of a processor a wizard may take that waits for its user.
	idleShare = 0.003
	// idleMemory is how much memory it may hold, in bytes.
	idleMemory = 25 << 20
	// tick is the unit of processor time that Linux tells.
	tick = 10 * time.Millisecond
)

// TestIdleCostsNothing looks at a wizard that waits at a question: for a minute with
// CAMRESET_SLOW_TESTS=1, else for a moment in which a clock that draws all the time is
// still seen.
func TestIdleCostsNothing(t *testing.T) {
	length, share := 8*time.Second, 4*idleShare
	if os.Getenv("CAMRESET_SLOW_TESTS") != "" {
		length, share = time.Minute, idleShare // and nothing beside it
	} else {
		t.Parallel()
	}
	for name, c := range map[string]struct {
		args  func(*testing.T) []string
		waits string
		enter int
	}{
		"demo at owner":     {func(*testing.T) []string { return []string{"--demo"} }, "Is this your camera?", 0},
		"demo at menu":      {func(*testing.T) []string { return []string{"--demo"} }, "How do you want to get back in?", 1},
		"simulate at owner": {func(t *testing.T) []string { return []string{simulate(t, "forgotten")} }, "Is this your camera?", 0},
		"simulate at menu":  {func(t *testing.T) []string { return []string{simulate(t, "forgotten")} }, "How do you want to get back in?", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := onTerminal(t, startFor(t, 3*time.Minute, c.args(t)...))
			s.until(t, "Is this your camera?")
			for range c.enter {
				s.until(t, "No try was used.")
				s.press(t, enter)
			}
			s.until(t, c.waits)
			time.Sleep(3 * time.Second) // what is looked at first is not idle
			written, before := len(s.raw()), used(t, s.cmd.Process.Pid)
			time.Sleep(length)
			spent := used(t, s.cmd.Process.Pid) - before
			of, held := float64(spent)/float64(length), resident(t, s.cmd.Process.Pid)
			t.Logf("%.3f %% of a processor, %.1f MB, %d bytes written", 100*of, float64(held)/(1<<20), len(s.raw())-written)
			if of > share {
				t.Errorf("%v of %v are spent", spent, length)
			}
			if held > idleMemory {
				t.Errorf("%d bytes are held", held)
			}
			s.press(t, "\x03")
			s.ends(t)
		})
	}
}

// used is the processor time of a process.
func used(t testing.TB, pid int) time.Duration {
	t.Helper()
	line, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		t.Fatal(err)
	}
	fields := strings.Fields(string(line[strings.LastIndexByte(string(line), ')')+2:]))
	return tick * time.Duration(number(t, fields[11])+number(t, fields[12]))
}

// resident is the memory of a process that is no file's, in bytes.
func resident(t testing.TB, pid int) int {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		if after, is := strings.CutPrefix(line, "VmRSS:"); is {
			return number(t, strings.Fields(after)[0]) << 10
		}
	}
	t.Fatal("no memory is told")
	return 0
}

func number(t testing.TB, digits string) int {
	t.Helper()
	n, err := strconv.Atoi(digits)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
