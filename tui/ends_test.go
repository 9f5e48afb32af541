//go:build !windows

package tui_test

import (
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
	"github.com/gofrs/flock"
)

// The built program ends when it is told to: within a second, at once when it is
// told twice, and leaves the terminal as it was. What fails these tests hangs for
// more than ten seconds, so a computer that does other things as well has time.

const (
	firstSignal  = time.Second
	secondSignal = 300 * time.Millisecond
	busyComputer = 2 * time.Second
)

var endings = []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT}

// signalled tells a program to end, once or twice, and waits for that.
func signalled(t *testing.T, cmd *exec.Cmd, how syscall.Signal, times int) {
	t.Helper()
	ends(t, cmd, how, times, false)
}

// ends is signalled for a program that perhaps ends by itself before it is told.
func ends(t *testing.T, cmd *exec.Cmd, how syscall.Signal, times int, perhaps bool) {
	t.Helper()
	told, most := time.Now(), firstSignal
	for i := range times {
		if i > 0 {
			most = secondSignal
			time.Sleep(50 * time.Millisecond) // the same signal twice at once is one
		}
		if err := cmd.Process.Signal(how); err != nil && i == 0 {
			t.Fatal(err)
		}
	}
	if code := finished(t, cmd, told, most); code != 130 && (!perhaps || code < 0) {
		t.Errorf("exit %d, want 130", code)
	}
}

// finished waits for a program that was told at a time to end.
func finished(t *testing.T, cmd *exec.Cmd, told time.Time, most time.Duration) (code int) {
	t.Helper()
	stop := time.AfterFunc(15*time.Second, func() { _ = cmd.Process.Kill() })
	defer stop.Stop()
	_ = cmd.Wait()
	took := time.Since(told)
	t.Logf("ended after %v", took.Round(time.Millisecond))
	if took > most+busyComputer {
		t.Errorf("ended after %v, want %v", took, most)
	}
	return cmd.ProcessState.ExitCode()
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

// piped is a pipe that stays open as long as the test.
func piped(t *testing.T) (r, w *os.File) {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = r.Close(), w.Close() })
	return r, w
}

// unread is a pipe that is full, and that nobody reads.
func unread(t *testing.T) *os.File {
	t.Helper()
	_, w := piped(t)
	fill(t, w)
	return w
}

// silent is an input that says nothing and does not end.
func silent(t *testing.T) *os.File {
	t.Helper()
	r, _ := piped(t)
	return r
}

// running starts a program, and lets it come to where it waits.
func running(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(500 * time.Millisecond) // until it writes; sooner tests less, and passes
}

// each runs a test for every signal, given once and twice.
func each(t *testing.T, test func(t *testing.T, how syscall.Signal, times int)) {
	for _, how := range endings {
		for times := 1; times <= 2; times++ {
			t.Run(fmt.Sprintf("%s %d", how, times), func(t *testing.T) {
				t.Parallel()
				test(t, how, times)
			})
		}
	}
}

func TestEndsWhileNobodyReadsTheOutput(t *testing.T) {
	t.Parallel()
	_, at := camera(t, "forgotten", nil)
	for i, args := range [][]string{
		{"--plain", "--demo"}, {"--plain", at}, {"check", at}, {"check", "--json", at}, {"cases"}, {"tree"}, {"--help"}, {"simulate", "--listen", "127.0.0.1:0"},
	} {
		for times := 1; times <= 2; times++ {
			t.Run(fmt.Sprintf("%s %d", strings.ReplaceAll(strings.Join(args, " "), at, "ADDRESS"), times), func(t *testing.T) {
				t.Parallel()
				cmd := start(t, args...)
				cmd.Stdin, cmd.Stdout = silent(t), unread(t)
				running(t, cmd)
				signalled(t, cmd, endings[(i+times)%len(endings)], times)
			})
		}
	}
}

// aTerminal is a terminal that is nobody's own: it outlives the program.
func aTerminal(t *testing.T, rows, columns uint16) (screen, tty *os.File) {
	t.Helper()
	screen, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = tty.Close(), screen.Close() })
	if err := pty.Setsize(screen, &pty.Winsize{Rows: rows, Cols: columns}); err != nil {
		t.Fatal(err)
	}
	return screen, tty
}

// sees reads what is shown until words appear, and no further: a terminal stalls
// where nobody reads.
func sees(t *testing.T, screen *os.File, words string) {
	t.Helper()
	came := make(chan string, 1)
	go func() {
		all, buffer := "", make([]byte, 4096)
		for !strings.Contains(escape.ReplaceAllString(all, ""), words) {
			n, err := screen.Read(buffer)
			if all += string(buffer[:n]); err != nil {
				came <- fmt.Sprintf("%q did not come: %v after %q", words, err, all)
				return
			}
		}
		came <- ""
	}()
	select {
	case problem := <-came:
		if problem != "" {
			t.Fatal(problem)
		}
	case <-time.After(20 * time.Second):
		t.Fatalf("%q did not come", words)
	}
}

// asItWas gives a check that a terminal is as it is now.
func asItWas(t *testing.T, tty *os.File) func() {
	t.Helper()
	before, err := term.GetState(tty.Fd())
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		t.Helper()
		if after, err := term.GetState(tty.Fd()); err != nil || *after != *before {
			t.Errorf("%v: the terminal is not what it was", err)
		}
	}
}

func types(t *testing.T, screen *os.File, keys string) {
	t.Helper()
	if _, err := screen.WriteString(keys); err != nil {
		t.Fatal(err)
	}
}

// The full screen, at rest: left, and the terminal as it was.
func TestEndsTheFullScreen(t *testing.T) {
	each(t, func(t *testing.T, how syscall.Signal, times int) {
		screen, tty := aTerminal(t, 24, 80)
		check := asItWas(t, tty)
		cmd := start(t, "--demo")
		cmd.Stdin, cmd.Stdout = tty, tty
		running(t, cmd)
		sees(t, screen, "Is this your camera?")
		signalled(t, cmd, how, times)
		check()
	})
}

// The full screen on a terminal that takes nothing more. The key counts too.
func TestEndsTheFullScreenOnAStalledTerminal(t *testing.T) {
	t.Parallel()
	for _, how := range append(endings, syscall.Signal(0)) {
		t.Run(how.String(), func(t *testing.T) {
			t.Parallel()
			screen, tty := aTerminal(t, 24, 80)
			check := asItWas(t, tty)
			cmd := start(t, "--demo")
			cmd.Stdin, cmd.Stdout = tty, tty
			running(t, cmd)
			sees(t, screen, "Is this your camera?")
			fill(t, tty)
			types(t, screen, "jkjkjk") // each changes the screen
			time.Sleep(300 * time.Millisecond)
			if told := time.Now(); how == 0 {
				types(t, screen, "\x03")
				if code := finished(t, cmd, told, firstSignal); code != 130 {
					t.Errorf("exit %d, want 130", code)
				}
			} else {
				signalled(t, cmd, how, 1)
			}
			check()
		})
	}
}

// A terminal that was stalled and goes on shows the screen of now.
func TestAStalledTerminalCatchesUp(t *testing.T) {
	t.Parallel()
	screen, tty := aTerminal(t, 24, 80)
	cmd := start(t, "--demo")
	cmd.Stdin, cmd.Stdout = tty, tty
	running(t, cmd)
	sees(t, screen, "Is this your camera?")
	fill(t, tty)
	types(t, screen, "l")
	time.Sleep(600 * time.Millisecond)
	sees(t, screen, "The steps so far")
	signalled(t, cmd, syscall.SIGTERM, 1)
}

// Plain lines, after Ctrl+S.
func TestEndsPlainLinesAfterCtrlS(t *testing.T) {
	each(t, func(t *testing.T, how syscall.Signal, times int) {
		screen, tty := aTerminal(t, 24, 80)
		check := asItWas(t, tty)
		cmd := start(t, "--keys", "--demo")
		cmd.Stdin, cmd.Stdout = tty, tty
		running(t, cmd)
		sees(t, screen, "? owner")
		types(t, screen, "\x13"+"1\n")
		time.Sleep(300 * time.Millisecond)
		signalled(t, cmd, how, times)
		check()
	})
}

// At a password the echo is off.
func TestEndsAtAPasswordWithTheEchoBack(t *testing.T) {
	each(t, func(t *testing.T, how syscall.Signal, times int) {
		screen, tty := aTerminal(t, 24, 80)
		check := asItWas(t, tty)
		cmd := start(t, "--keys", "--demo")
		cmd.Stdin, cmd.Stdout = tty, tty
		running(t, cmd)
		for _, leg := range []leg{{"? owner", "mine\n"}, {"? menu", "6\n"}, {"? try-password user", "\n"}} {
			sees(t, screen, leg.wait)
			types(t, screen, leg.keys)
		}
		sees(t, screen, "? try-password password")
		time.Sleep(200 * time.Millisecond) // until the echo is off
		signalled(t, cmd, how, times)
		check()
	})
}

// Somebody holds the lock of every state file.
func TestEndsWhileAStateFileIsLocked(t *testing.T) {
	t.Parallel()
	_, at := camera(t, "forgotten", nil)
	for i, how := range endings {
		t.Run(how.String(), func(t *testing.T) {
			t.Parallel()
			dir, times := t.TempDir(), 1+i%2
			for _, name := range []string{"cases.json", "ledger.json", "intents.json"} {
				held := flock.New(filepath.Join(dir, name+".lock"))
				if locked, err := held.TryLock(); err != nil || !locked {
					t.Fatal(err)
				}
				t.Cleanup(func() { _ = held.Unlock() })
			}
			cmd := inFolder(start(t, "--plain", at), dir)
			in, out := startPiped(t, cmd)
			_, _ = io.WriteString(in, "mine\n6\n\nWrong-1-Wrong\n")
			read := ""
			for buffer := make([]byte, 1024); !strings.Contains(read, "It answers at"); {
				n, err := out.Read(buffer)
				if read += string(buffer[:n]); err != nil {
					t.Fatalf("%v after %s", err, read)
				}
			}
			go io.Copy(io.Discard, out)
			time.Sleep(300 * time.Millisecond)
			signalled(t, cmd, how, times)
		})
	}
}

// upgrades says that it goes on in another tongue, and then nothing.
func upgrades(c net.Conn, _ string) {
	_, _ = io.WriteString(c, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n")
	_, _ = c.Read(make([]byte, 1))
}

// Every device that does not say what it should, from its first request on.
func TestEndsACheckOfAHostileDevice(t *testing.T) {
	t.Parallel()
	for i, a := range everyAttack() {
		for times := 1; times <= 2; times++ {
			for _, how := range signalsFor(i + times) {
				t.Run(fmt.Sprintf("%s, %s %d", a.name, how, times), func(t *testing.T) {
					t.Parallel()
					heard := make(chan struct{}, 100)
					at := hostile(t, func(c net.Conn, path string) { heard <- struct{}{}; a.voice(c, path) })
					cmd := start(t, "check", "--timeout", "30s", at)
					if err := cmd.Start(); err != nil {
						t.Fatal(err)
					}
					<-heard
					ends(t, cmd, how, times, !a.slow)
				})
			}
		}
	}
}

// thorough is true where every case is tried, and not one of each kind.
func thorough() bool { return os.Getenv("CAMRESET_SLOW_TESTS") != "" && !testing.Short() }

// signalsFor are the signals for the nth case: they take turns, or all are tried.
func signalsFor(n int) []syscall.Signal {
	if thorough() {
		return endings
	}
	return endings[n%len(endings):][:1]
}

func everyAttack() []attack {
	return append(append(hostileWires(), hostileBodies()...), attack{name: "101 and then nothing", voice: upgrades}, attack{name: "says nothing", voice: silence, slow: true})
}

// A check ends by itself, whatever the device does; one that never says anything
// and one that leaves HTTP hold it longest.
func TestEndsACheckInItsTime(t *testing.T) {
	t.Parallel()
	all, limit := everyAttack(), 3*time.Second
	if !thorough() {
		all, limit = all[len(all)-2:], time.Second
	}
	for _, a := range all {
		t.Run(a.name, func(t *testing.T) {
			t.Parallel()
			m := measure(t, start(t, "check", "--timeout", limit.String(), hostile(t, a.voice)), "")
			t.Logf("took %v", m.took.Round(time.Millisecond))
			if m.took > limit+time.Second+busyComputer {
				t.Errorf("took %v with a time of %v", m.took, limit)
			}
		})
	}
}

func silence(c net.Conn, _ string) { _, _ = c.Read(make([]byte, 1)) }
