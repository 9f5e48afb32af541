package tui_test

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// The programs of other systems, as far as Linux can run them: the Windows one under
// Wine, those of other machines under qemu. That is not Windows and not a Pi.

// foreign is how a program of another system is run here.
type foreign struct {
	system, machine string
	runner          string   // runs it
	env             []string // for the runner
	path            string   // the program
	within          time.Duration
}

// found gives the first of several programs that is on this computer.
func found(names ...string) string {
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// buildForeign builds the program, or the tests of a package, for another system.
func buildForeign(t *testing.T, f foreign, name string, what ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	args := append([]string{what[0]}, "-trimpath", "-tags", "nethttpomithttp2", "-gcflags=all=-l", "-ldflags=-s -w", "-o", path)
	build := exec.Command("go", append(args, what[1:]...)...)
	build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+f.system, "GOARCH="+f.machine, "GOARM=7")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return path
}

// slowOnly skips what takes minutes.
func slowOnly(t *testing.T) {
	t.Helper()
	if os.Getenv("CAMRESET_SLOW_TESTS") == "" || testing.Short() {
		t.Skip("builds for another system, which takes a minute; CAMRESET_SLOW_TESTS is not set, or -short is")
	}
}

// start prepares a run, with the state in a folder as the program sees it.
func (f foreign) start(t *testing.T, state string, args ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), f.within)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, f.runner, append([]string{f.path}, args...)...)
	cmd.Env = append(append(os.Environ(), "CAMRESET_STATE="+state, "TERM=xterm", "LC_ALL=C.UTF-8"), f.env...)
	return cmd
}

// tells are what every program has to do, wherever it runs.
func (f foreign) tells(t *testing.T, state string) {
	t.Run("version", func(t *testing.T) {
		if out, errs, code := outcome(t, f.start(t, state, "--version"), ""); code != 0 || !strings.HasPrefix(out, "camreset ") {
			t.Errorf("exit %d: %s%s", code, out, errs)
		}
	})
	t.Run("demo", func(t *testing.T) {
		w := demoWalks[0]
		out, errs, code := outcome(t, f.start(t, state, "--demo="+w.scenario, "--plain"), strings.Join(w.keys, "\n")+"\n")
		if !strings.HasSuffix(strings.ReplaceAll(out, "\r\n", "\n"), "result: "+w.result+"\n") || code != w.code {
			t.Errorf("exit %d, want %d\n%s\n%s", code, w.code, out, errs)
		}
		// A pipe on Windows is read in whatever code page the reader has.
		if strange := regexp.MustCompile(`[^\x00-\x7f]`).FindString(out); f.system == "windows" && strange != "" {
			t.Errorf("plain lines hold %q", strange)
		}
	})
	t.Run("cases and ledger", func(t *testing.T) {
		_, at := camera(t, "forgotten", nil)
		keys := []string{"mine", "6", "", "Wrong-1-Wrong", "", "Wrong-2-Wrong", ":quit"}
		if out, errs, code := outcome(t, f.start(t, state, "--plain", at), strings.Join(keys, "\n")+"\n"); code != 8 {
			t.Fatalf("exit %d\n%s\n%s", code, out, errs)
		}
		if out, errs, code := outcome(t, f.start(t, state, "cases"), ""); code != 0 || !strings.Contains(out, at) {
			t.Errorf("exit %d, the walk is not listed: %s%s", code, out, errs)
		}
	})
}

// spent is how many tries the ledger in a folder holds.
func spent(t *testing.T, dir string) (all int) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "ledger.json"))
	if err != nil {
		t.Fatal(err)
	}
	var kept struct {
		Entries []struct {
			Spent int `json:"spent"`
		} `json:"entries"`
	}
	if err := json.Unmarshal(text, &kept); err != nil {
		t.Fatal(err)
	}
	for _, e := range kept.Entries {
		all += e.Spent
	}
	return all
}

func TestProgramOfOtherMachinesUnderQemu(t *testing.T) {
	slowOnly(t)
	for name, f := range map[string]foreign{
		"arm64": {machine: "arm64", runner: found("qemu-aarch64", "qemu-aarch64-static")},
		"armv7": {machine: "arm", runner: found("qemu-arm", "qemu-arm-static")},
	} {
		t.Run(name, func(t *testing.T) {
			if f.runner == "" {
				t.Skip("qemu-user is not on this computer (Debian package qemu-user)")
			}
			f.system, f.within = "linux", 3*time.Minute
			f.path = buildForeign(t, f, "camreset", "build", "camreset")
			state := t.TempDir()
			f.tells(t, state)
			if n := spent(t, state); n != 2 {
				t.Errorf("the ledger holds %d tries, want 2", n)
			}
		})
	}
}

// prngSource is a bcryptprimitives.dll for Wine before version 9, which has none; Go's
// programs do not begin without it.
const prngSource = `#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG); /* RtlGenRandom */
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) {
	return SystemFunction036(data, (ULONG)length);
}
`

// wine sets a Windows up in a folder of its own.
func wine(t *testing.T) foreign {
	t.Helper()
	f := foreign{system: "windows", machine: "amd64", within: 3 * time.Minute, runner: found("wine64", "wine", "/usr/lib/wine/wine64")}
	server, compiler := found("wineserver", "/usr/lib/wine/wineserver"), found("x86_64-w64-mingw32-gcc")
	for program, path := range map[string]string{"wine64": f.runner, "wineserver (wine)": server, "gcc-mingw-w64-x86-64": compiler} {
		if path == "" {
			t.Skipf("%s is not on this computer (a Debian package)", program)
		}
	}
	dir := t.TempDir()
	f.env = []string{"WINEPREFIX=" + filepath.Join(dir, "windows"), "WINEDEBUG=-all", "WINEDLLOVERRIDES=mscoree,mshtml=;bcryptprimitives=n", "WT_SESSION="}
	run := func(name string, args ...string) error {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
		defer cancel()
		cmd := exec.CommandContext(ctx, name, args...)
		cmd.Env = append(os.Environ(), f.env...)
		return cmd.Run()
	}
	t.Cleanup(func() { _ = run(server, "-k", "-w") }) // if one is left
	if err := run(f.runner, "wineboot", "--init"); err != nil {
		t.Skipf("Wine cannot set itself up here: %v", err)
	}
	source := filepath.Join(dir, "prng.c")
	if err := os.WriteFile(source, []byte(prngSource), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run(compiler, "-shared", "-o", filepath.Join(dir, "windows", "drive_c", "windows", "system32", "bcryptprimitives.dll"), source, "-ladvapi32"); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestProgramOfWindowsUnderWine(t *testing.T) {
	slowOnly(t)
	f := wine(t)
	f.path = buildForeign(t, f, "camreset.exe", "build", "camreset")
	state := t.TempDir()
	f.tells(t, `Z:`+strings.ReplaceAll(state, "/", `\`))
	if n := spent(t, state); n != 2 {
		t.Errorf("the ledger holds %d tries, want 2", n)
	}
	t.Run("signals", func(t *testing.T) {
		cmd := f.start(t, `C:\state`, "--demo", "--plain")
		_, out := startPiped(t, cmd)
		var read []byte
		for buffer := make([]byte, 4096); !strings.Contains(string(read), "?"); {
			n, err := out.Read(buffer)
			if read = append(read, buffer[:n]...); err != nil {
				t.Fatalf("%v after %s", err, read)
			}
		}
		if err := cmd.Process.Signal(os.Interrupt); err != nil { // Wine makes Ctrl+C of it
			t.Fatal(err)
		}
		told := time.Now()
		_ = cmd.Wait()
		if code := cmd.ProcessState.ExitCode(); code != 130 {
			t.Errorf("exit %d after %v, want 130", code, time.Since(told))
		}
	})
	// Wine shows a console of Windows on this terminal. It is the program's own, as after
	// a double click, so that the window stays for the last words.
	t.Run("console", func(t *testing.T) {
		s := onTerminal(t, f.start(t, `C:\state`, "--demo"))
		s.until(t, "Is this your camera?")
		s.until(t, "> ") // letters, not the signs that its fonts lack
		if strange := regexp.MustCompile(`[^\x00-\x7f]`).FindString(s.written()); strange != "" {
			t.Errorf("the screen holds %q", strange)
		}
		s.press(t, "q") // the first key counts
		s.until(t, "result: gave-up")
		s.until(t, "Press Enter to close this window.")
		s.press(t, "\r")
		if code := s.ends(t); code != 8 {
			t.Errorf("exit %d, want 8", code)
		}
	})
	// Wine does not know what Go asks of each UDP socket.
	t.Run("listeners", func(t *testing.T) {
		tests := f
		tests.path = buildForeign(t, f, "sadp.test.exe", "test", "-c", "camreset/isapi/sadp")
		cmd := tests.start(t, `C:\state`, "-test.v", "-test.run", "TestSystemSocket|TestSharedPort|TestNoSuchInterface|TestSystemInterfaces|TestCauses")
		cmd.Dir = "../isapi/sadp"
		out, errs, code := outcome(t, cmd, "")
		if want := []string{"TestSystemSocket", "TestSharedPort"}; code != 0 || slices.ContainsFunc(want, func(name string) bool { return !strings.Contains(out, "--- PASS: "+name) }) {
			t.Errorf("exit %d\n%s\n%s", code, out, errs)
		}
	})
}
