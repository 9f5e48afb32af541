//go:build !windows

package tui_test

import (
	"bytes"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

// screen is a terminal that shows what the program writes and never answers
// what the program asks it.
type screen struct {
	cmd  *exec.Cmd
	tty  *os.File
	mu   sync.Mutex
	all  bytes.Buffer
	seen int
	end  chan struct{}
}

func onTerminal(t testing.TB, cmd *exec.Cmd) *screen {
	t.Helper()
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		t.Fatal(err)
	}
	s := &screen{cmd: cmd, tty: tty, end: make(chan struct{})}
	go func() {
		defer close(s.end)
		buffer := make([]byte, 4096)
		for {
			n, err := tty.Read(buffer)
			s.mu.Lock()
			s.all.Write(buffer[:n])
			s.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() { _ = tty.Close() })
	return s
}

var escape = regexp.MustCompile(`\x1b(\[[0-9;?]*[a-zA-Z]|[=>]|\][^\x07]*\x07)`)

// written is what was written since the last key, without escape codes.
func (s *screen) written() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return escape.ReplaceAllString(string(s.all.Bytes()[s.seen:]), "")
}

func (s *screen) raw() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all.String()
}

// until waits for words to appear.
func (s *screen) until(t testing.TB, words string) {
	t.Helper()
	s.when(t, words, 5*time.Millisecond)
}

// when waits for words to appear, looking that often, and tells when they did.
func (s *screen) when(t testing.TB, words string, often time.Duration) time.Time {
	t.Helper()
	for begun := time.Now(); time.Since(begun) < 2*time.Minute; time.Sleep(often) {
		if strings.Contains(s.written(), words) {
			return time.Now()
		}
	}
	t.Fatalf("%q did not appear; the screen has %q", words, s.written())
	return time.Time{}
}

// press types keys; what was on the screen before no longer counts.
func (s *screen) press(t testing.TB, keys string) {
	t.Helper()
	time.Sleep(300 * time.Millisecond) // a key within a moment of a new screen is taken for a slip
	s.strike(t, keys)
}

// strike types keys without that rest, and tells when.
func (s *screen) strike(t testing.TB, keys string) time.Time {
	t.Helper()
	s.mu.Lock()
	s.seen = s.all.Len()
	s.mu.Unlock()
	struck := time.Now()
	if _, err := s.tty.WriteString(keys); err != nil {
		t.Fatal(err)
	}
	return struck
}

// ends waits for the program, but not for long, and gives its exit code.
func (s *screen) ends(t testing.TB) int {
	t.Helper()
	done := make(chan struct{})
	go func() {
		_ = s.cmd.Wait()
		<-s.end
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		_ = s.cmd.Process.Kill()
		t.Fatalf("the program does not end; the screen has %q", s.written())
	}
	return s.cmd.ProcessState.ExitCode()
}

const enter = "\r"

// The full-screen demo, walked with keys from the start to the result.
func TestTerminalFullScreenDemo(t *testing.T) {
	t.Parallel()
	s := onTerminal(t, start(t, "--demo=inactive"))
	for _, step := range []struct{ wait, keys string }{
		{"Is this your camera?", enter},
		{"has no password yet", "\x0f"},
		{"Type your own new password", "Meadow-17-Fence" + enter + "Meadow-17-Fence" + enter},
		{"You are in", "f"},
	} {
		s.until(t, step.wait)
		s.press(t, step.keys)
	}
	s.until(t, "result: regained")
	if code := s.ends(t); code != 0 {
		t.Errorf("exit %d, want 0", code)
	}
	if !strings.Contains(s.raw(), "\x1b[?1049l") {
		t.Error("the screen was not put back as it was")
	}
}

// atOnce is a second, and what a busy computer may add: a program that hangs has all
// the time there is.
const atOnce = 8 * time.Second

func TestRule10CtrlCPutsTheTerminalBack(t *testing.T) {
	t.Parallel()
	s := onTerminal(t, start(t, "--demo"))
	s.until(t, "Is this your camera?")
	begun := time.Now()
	s.press(t, "\x03")
	code := s.ends(t)
	if took := time.Since(begun); code != 130 || took > atOnce {
		t.Errorf("exit %d after %v, want 130 at once", code, took)
	}
	if raw := s.raw(); !strings.Contains(raw, "\x1b[?1049l") || !strings.Contains(raw, "\x1b[?25h") || strings.Contains(raw, "result:") {
		t.Errorf("the terminal was not put back as it was: %q", raw[max(0, len(raw)-200):])
	}
}

func TestRule10SignalEndsPlainLines(t *testing.T) {
	t.Parallel()
	s := onTerminal(t, start(t, "--demo", "--keys"))
	s.until(t, "? owner")
	begun := time.Now()
	if err := s.cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if code := s.ends(t); code != 130 || time.Since(begun) > atOnce {
		t.Errorf("exit %d after %v, want 130 at once", code, time.Since(begun))
	}
}

// median runs something 20 times and gives the middle.
func median(run func() time.Duration) time.Duration {
	all := make([]time.Duration, 20)
	for i := range all {
		all[i] = run()
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// limit checks a figure that was measured on a machine that may be busy: the
// fastest run counts, and where other programs hold every processor all the time, what
// it computed stands for its time. run tells both.
func limit(t *testing.T, what string, most time.Duration, run func() (took, computed time.Duration)) {
	t.Helper()
	best, fastest := time.Hour, time.Hour
	timed := func() time.Duration {
		took, computed := run()
		if took > busyFactor*most {
			computed = took // it waited for something
		}
		fastest = min(fastest, took, computed)
		return took
	}
	for range 3 {
		if best = min(best, median(timed)); fastest <= most {
			break
		}
	}
	t.Logf("%s: median of 20 is %v, the fastest %v", what, best, fastest)
	if fastest > most {
		t.Errorf("%s: the fastest of 60 took %v, at most %v are allowed", what, fastest, most)
	}
}

// busyFactor is how much longer a program may take that shares its processor.
const busyFactor = 5

// computed is the processor time of a program that has ended.
func computed(c *exec.Cmd) time.Duration {
	return c.ProcessState.UserTime() + c.ProcessState.SystemTime()
}

func TestTerminalStartsAtOnceAndAsksNothing(t *testing.T) {
	limit(t, "first frame", 50*time.Millisecond, func() (took, cpu time.Duration) {
		begun := time.Now()
		s := onTerminal(t, start(t, "--demo"))
		took = s.when(t, "Is this your camera?", 200*time.Microsecond).Sub(begun)
		if raw := s.raw(); strings.Contains(raw, "\x1b]11") || strings.Contains(raw, "\x1b[6n") || strings.Contains(raw, "\x1b[c") {
			t.Fatalf("the terminal was asked something: %q", raw)
		}
		_ = s.cmd.Process.Kill()
		_ = s.cmd.Wait()
		return took, computed(s.cmd)
	})
	limit(t, "--version", 10*time.Millisecond, func() (took, cpu time.Duration) {
		begun := time.Now()
		s := onTerminal(t, start(t, "--version"))
		s.ends(t)
		took = time.Since(begun)
		if raw := s.raw(); strings.Contains(raw, "\x1b") || !strings.HasPrefix(raw, "camreset ") {
			t.Fatalf("--version wrote %q", raw)
		}
		return took, computed(s.cmd)
	})
}
