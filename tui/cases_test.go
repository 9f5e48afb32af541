package tui_test

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"camreset/steps/steptest"
)

// inFolder lets a run of the program use the notes in a folder.
func inFolder(cmd *exec.Cmd, dir string) *exec.Cmd {
	cmd.Env = append(cmd.Env, "CAMRESET_STATE="+dir)
	return cmd
}

// talkIn is talkTo with the notes in a folder.
func talkIn(t *testing.T, dir string, args ...string) *talk {
	t.Helper()
	return talkWith(t, inFolder(startFor(t, 3*time.Minute, args...), dir))
}

// asked waits until a step asks.
func (k *talk) asked(step string) {
	k.t.Helper()
	for begun := time.Now(); time.Since(begun) < time.Minute; time.Sleep(10 * time.Millisecond) {
		if strings.Contains(k.said(), "? "+step+" ") {
			return
		}
	}
	k.t.Fatalf("%s was not asked:\n%s", step, k.said())
}

// kill ends a run as kill -9 does.
func (k *talk) kill() {
	_ = k.cmd.Process.Kill()
	_ = k.cmd.Wait()
}

var caseLine = regexp.MustCompile(`(?m)^([a-z][a-z0-9]{3})  .*`)

// savedCase is the one line of `camreset cases`, and the id in it.
func savedCase(t *testing.T, dir string) (line, id string) {
	t.Helper()
	out, errs, code := outcome(t, inFolder(start(t, "cases"), dir), "")
	found := caseLine.FindAllStringSubmatch(out, -1)
	if code != 0 || len(found) != 1 {
		t.Fatalf("exit %d, %q, %q; want one case", code, out, errs)
	}
	return found[0][0], found[0][1]
}

// The program is killed at a question, and started again: it goes on there,
// and the camera was sent what the story sends and no more.
func TestProgramKilledAndResumed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, scenario, at, title string
		before, after             [][2]string
		result                    string
		logins, writes            int
	}{
		{"before the password", "forgotten", "try-password", "Type the password you want to try",
			[][2]string{{"menu", "6"}},
			[][2]string{{"try-password", ""}, {"try-password", "Lantern-57-Oak"}, {"done", "finish"}}, "already-in", 2, 0},
		{"with the new password made", "inactive", "new-password", "Its new password",
			nil,
			[][2]string{{"new-password", "own"}, {"own-password", "Garden-22-Gate"}, {"own-password", "Garden-22-Gate"}, {"done", "finish"}}, "regained", 2, 1},
		{"after the activation", "inactive", "done", "Finished",
			[][2]string{{"new-password", "own"}, {"own-password", "Meadow-17-Fence"}, {"own-password", "Meadow-17-Fence"}},
			[][2]string{{"done", "finish"}}, "regained", 2, 1},
		{"at the menu", "forgotten", "menu", "How do you want to get back in?",
			nil,
			[][2]string{{"menu", "support"}, {"support", "hikvision"}, {"support", "uk"}, {"support-case", "finish"}, {"done", "finish"}}, "case-ready", 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			sim, at := camera(t, c.scenario, nil)
			dir := t.TempDir()
			k := talkIn(t, dir, "--plain", at)
			for _, a := range append([][2]string{{"owner", "mine"}}, c.before...) {
				k.answer(a[0], a[1])
			}
			k.asked(c.at)
			k.kill()
			line, id := savedCase(t, dir)
			if !strings.Contains(line, c.title) || !strings.Contains(line, at) {
				t.Errorf("listed as %q", line)
			}
			k = talkIn(t, dir, "--plain", at)
			for _, a := range append([][2]string{{"owner", "resume-" + id}}, c.after...) {
				k.answer(a[0], a[1])
			}
			k.ends(c.result)
			if got := sim.Counters(); steptest.Tries(got) != c.logins || got.Writes != c.writes {
				t.Errorf("%d logins and %d writes, want %d and %d", steptest.Tries(got), got.Writes, c.logins, c.writes)
			}
		})
	}
}

func TestProgramCases(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	say := func(wantCode int, wants string, args ...string) {
		t.Helper()
		out, errs, code := outcome(t, inFolder(start(t, args...), dir), "")
		if code != wantCode || !strings.Contains(out+errs, wants) || strings.Count(out+errs, "\n") != 1 {
			t.Errorf("%v: exit %d, %q %q; want exit %d and one line with %q", args, code, out, errs, wantCode, wants)
		}
	}
	say(0, "No walks are saved", "cases")
	say(2, "no such walk", "cases", "forget", "zzzz")
	say(2, "cases forget ID", "cases", "forget")
	say(2, "cases forget ID", "cases", "remove", "abcd")
	_, at := camera(t, "forgotten", nil)
	_, _, code := outcome(t, inFolder(start(t, "--plain", at), dir), "mine\n:quit\n")
	if code != 8 {
		t.Errorf("quitting at the menu: exit %d", code)
	}
	_, id := savedCase(t, dir)
	if out, _, code := outcome(t, inFolder(start(t, "cases", "forget", id), dir), ""); code != 0 || out != "" {
		t.Errorf("forgetting: exit %d, %q", code, out)
	}
	say(0, "No walks are saved", "cases")
}
