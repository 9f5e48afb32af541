package tui_test

import (
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// asked is the line of a question: the step's id, and the field's where it has several.
var asked = regexp.MustCompile(`(?m)^\? ([a-z-]+) `)

// answerAll answers each question by its step, in turns, the last answer again and again,
// until the program ends. It gives the steps that asked, one after the other.
func (k *talk) answerAll(answers map[string][]string) (screens []string) {
	k.t.Helper()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = k.cmd.Wait()
	}()
	answered := 0
	for begun := time.Now(); time.Since(begun) < 2*time.Minute; {
		select {
		case <-ended:
			return screens
		case <-time.After(10 * time.Millisecond):
		}
		questions := asked.FindAllStringSubmatch(k.said(), -1)
		if len(questions) <= answered {
			continue
		}
		step := questions[answered][1]
		if len(screens) == 0 || screens[len(screens)-1] != step {
			screens = append(screens, step)
		}
		given := answers[step]
		if len(given) == 0 {
			k.t.Fatalf("nobody answers %s:\n%s", step, k.said())
		}
		if len(given) > 1 {
			answers[step] = given[1:]
		}
		if _, err := io.WriteString(k.in, given[0]+"\n"); err != nil {
			k.t.Fatal(err)
		}
		answered++
	}
	k.t.Fatalf("it does not end:\n%s", k.said())
	return nil
}

// The same ways against a camera in another process, in plain lines, have no more
// questions than a screen would show.
func TestWaysAgainstSimulateAreShort(t *testing.T) {
	t.Parallel()
	begin := map[string][]string{
		"owner": {"mine"}, "done": {"finish"},
	}
	for _, w := range []struct {
		name, scenario string
		answers        map[string][]string
		result         string
		screens        int
	}{
		{"1 default password", "factory-default", map[string][]string{"menu": {"default-password"}, "default-password": {"try"}, "new-password": {"keep"}}, "regained", 5},
		{"2 half remembered", "forgotten", map[string][]string{"menu": {"6"}, "try-password": {"", "Lantern-57-Oak"}}, "already-in", 4},
		{"5 support", "forgotten", map[string][]string{"menu": {"support"}, "support": {"hikvision", "uk"}, "support-case": {"finish"}}, "case-ready", 5},
		{"no password yet", "inactive", map[string][]string{"new-password": {"own"}, "own-password": {"Meadow-17-Fence", "Meadow-17-Fence"}}, "regained", 4},
	} {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			answers := w.answers
			for step, given := range begin {
				if answers[step] == nil {
					answers[step] = slices.Clone(given)
				}
			}
			k := talkTo(t, "--plain", simulate(t, w.scenario))
			screens := k.answerAll(answers)
			if !strings.HasSuffix(k.said(), "result: "+w.result+"\n") {
				t.Errorf("want %s:\n%s", w.result, k.said())
			}
			if n := len(screens); n != w.screens {
				t.Errorf("%d screens, not %d; if that is less, write it down here: %q", n, w.screens, screens)
			}
		})
	}
}
