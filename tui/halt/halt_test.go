//go:build !windows

package halt_test

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"camreset/tui/halt"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
	"go.uber.org/goleak"
)

// hangs makes this test program one that hears nothing and never ends by itself.
const hangs = "CAMRESET_TEST_HANGS"

func TestMain(m *testing.M) {
	if os.Getenv(hangs) != "" {
		hang()
	}
	flag.Parse()
	_ = flag.Set("test.parallel", "8") // they wait more than they compute
	goleak.VerifyTestMain(m)
}

// hang holds the terminal as the full screen does.
func hang() {
	guard := halt.New()
	screen := halt.NewScreen(os.Stdout, func() {})
	guard.Hold(halt.Found(screen, os.Stdin))
	_, _ = term.MakeRaw(os.Stdin.Fd()) // where it is a terminal
	_, _ = io.WriteString(screen, "\x1b[?1049h\x1b[?25lready\n")
	keys := bufio.NewReader(os.Stdin)
	for {
		if key, _ := keys.ReadByte(); key == 3 {
			guard.Interrupt()
		}
	}
}

// begun is a program that hangs, on a terminal.
func begun(t *testing.T) (cmd *exec.Cmd, tty, screen *os.File) {
	t.Helper()
	screen, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = tty.Close(), screen.Close() })
	cmd = exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), hangs+"=1")
	cmd.Stdin, cmd.Stdout = tty, tty
	return cmd, tty, screen
}

// seen reads what is shown until words appear.
func seen(t *testing.T, screen *os.File, words string) string {
	t.Helper()
	all, buffer := "", make([]byte, 1024)
	for !strings.Contains(all, words) {
		n, err := screen.Read(buffer)
		if err != nil {
			t.Fatalf("%v after %q", err, all)
		}
		all += string(buffer[:n])
	}
	return all
}

// ended waits for a program that was told to end at a time.
func ended(t *testing.T, cmd *exec.Cmd, told time.Time, most time.Duration) {
	t.Helper()
	stop := time.AfterFunc(15*time.Second, func() { _ = cmd.Process.Kill() })
	defer stop.Stop()
	_ = cmd.Wait()
	took := time.Since(told)
	t.Logf("ended after %v", took.Round(time.Millisecond))
	if code := cmd.ProcessState.ExitCode(); code != halt.Interrupted || took > most {
		t.Fatalf("exit %d after %v, want %d within %v", code, took, halt.Interrupted, most)
	}
}

// busy is an allowance for a computer that does other things as well.
const busy = 2 * time.Second

// Whatever hangs: the first signal ends the program within a second, a second
// one at once, and the terminal is what it was.
func TestASignalEndsWhatHangs(t *testing.T) {
	key := syscall.Signal(-1) // Ctrl+C, where it is a key
	for _, how := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, key} {
		for times, most := range map[int]time.Duration{1: time.Second, 2: 300 * time.Millisecond} {
			t.Run(fmt.Sprintf("%s %d times", how, times), func(t *testing.T) {
				t.Parallel()
				cmd, tty, screen := begun(t)
				before, err := term.GetState(tty.Fd())
				if err != nil {
					t.Fatal(err)
				}
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				seen(t, screen, "ready")
				told := time.Now()
				for i := range times {
					time.Sleep(time.Duration(i) * 50 * time.Millisecond) // the same signal twice at once is one
					if how == key {
						_, err = screen.WriteString("\x03")
					} else {
						err = cmd.Process.Signal(how)
					}
					if err != nil {
						t.Fatal(err)
					}
				}
				ended(t, cmd, told, most+busy)
				if shown := seen(t, screen, "\x1b[?1049l"); !strings.Contains(shown, "\x1b[?25h") || !strings.Contains(shown, "\x1b[?2004l") {
					t.Errorf("left as %q", shown)
				}
				if after, err := term.GetState(tty.Fd()); err != nil || *after != *before {
					t.Errorf("%v: the terminal is not what it was", err)
				}
			})
		}
	}
}

// A second signal is not waited for as long as the first: the fastest of some tells, for
// the computer may be busy.
func TestRule10ASecondSignalEndsAtOnce(t *testing.T) {
	t.Parallel()
	fastest := time.Hour
	for n := 0; n < 10 && fastest > 500*time.Millisecond; n++ {
		cmd, _, screen := begun(t)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		seen(t, screen, "ready")
		told := time.Now()
		for range 2 {
			if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
			time.Sleep(50 * time.Millisecond) // the same signal twice at once is one
		}
		ended(t, cmd, told, time.Second+busy)
		fastest = min(fastest, time.Since(told))
	}
	if fastest > 500*time.Millisecond {
		t.Errorf("ended after %v at the soonest", fastest)
	}
}

// A terminal that takes nothing more is put back as far as it lets itself.
func TestASignalEndsWhatHangsOnAStalledTerminal(t *testing.T) {
	t.Parallel()
	cmd, tty, screen := begun(t)
	before, err := term.GetState(tty.Fd())
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	seen(t, screen, "ready")
	fill(t, tty)
	told := time.Now()
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	ended(t, cmd, told, time.Second+busy)
	if after, err := term.GetState(tty.Fd()); err != nil || *after != *before {
		t.Errorf("%v: the terminal is not what it was", err)
	}
}

// fill writes until nothing more is taken; a terminal passes on for a moment
// what it took, and then takes more.
func fill(t *testing.T, out *os.File) {
	t.Helper()
	fd := int(out.Fd())
	if err := syscall.SetNonblock(fd, true); err != nil {
		t.Fatal(err)
	}
	defer syscall.SetNonblock(fd, false)
	for full := 0; full < 10; {
		if _, err := syscall.Write(fd, make([]byte, 1)); err == nil {
			full = 0
			continue
		}
		full++
		time.Sleep(5 * time.Millisecond)
	}
}
