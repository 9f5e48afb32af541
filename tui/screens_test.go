package tui

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"camreset/isapi/simcam"
	"camreset/steps"
	"camreset/steps/flow"
	"camreset/steps/steptest"
)

func init() { time.Local = time.UTC } // screens tell times

// screensFolder holds the screen of every step at every size of screenSizes, to be looked
// at: go test ./tui -run TestScreensOfEveryStep -update
const screensFolder = "testdata/screens"

var screenSizes = [][2]int{{40, 15}, {80, 24}, {120, 40}}

// metSteps are the steps that the ways and the demonstrations come to, as they stood when
// they asked, the first time each.
func metSteps(t *testing.T) map[steps.ID]model {
	t.Helper()
	met := map[steps.ID]model{}
	meet := func(d *demo) {
		if id := d.walk.Step().ID; met[id].width == 0 {
			met[id] = d.model
		}
	}
	for _, w := range walksByWay {
		inDemo(t, w.scenario, true, w.script, meet)
	}
	for _, sc := range simcam.Scenarios() {
		inDemo(t, sc.Name, false, nil, meet)
	}
	return met
}

// stoodOn is a step that no way comes to, with what may be known there; nothing has been
// measured yet.
func stoodOn(t *testing.T, id steps.ID) model {
	t.Helper()
	known, found := steptest.Find("new password made")
	if !found {
		t.Fatal("no state is called so")
	}
	busy := newTasks(context.Background())
	t.Cleanup(busy.end)
	return newModel(toy(), flow.Start(steps.Guide(), known.Facts).Enter(id), busy, Options{Out: io.Discard})
}

func TestScreensOfEveryStep(t *testing.T) {
	t.Parallel()
	update := flag.Lookup("update").Value.String() == "true"
	met, want := metSteps(t), map[string]bool{}
	for _, s := range steps.Guide().Steps() {
		m, is := met[s.ID]
		if !is {
			m = stoodOn(t, s.ID)
		}
		for _, size := range screenSizes {
			name := fmt.Sprintf("%s.%dx%d.golden", s.ID, size[0], size[1])
			want[name] = true
			screen := trimmed(sized(m, size[0], size[1]).View())
			if n := strings.Count(screen, signs.here); n > 1 {
				t.Errorf("%s has %d lights", name, n)
			}
			compare(t, filepath.Join(screensFolder, name), screen, update)
		}
	}
	there, err := filepath.Glob(filepath.Join(screensFolder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range there {
		switch {
		case want[filepath.Base(path)]:
		case !update:
			t.Errorf("%s is of no step: -update removes it", path)
		default:
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// compare holds a screen against the one that is kept, or keeps it.
func compare(t *testing.T, path, screen string, update bool) {
	t.Helper()
	if update {
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(screen), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(path)
	if err != nil || string(kept) != screen {
		t.Errorf("%s is another screen (%v); look at it after `go test ./tui -run TestScreensOfEveryStep -update`.\nThe first line that differs: %s", path, err, firstDifference(string(kept), screen))
	}
}

// firstDifference is a line of a screen as it was and as it is.
func firstDifference(old, now string) string {
	was, is := strings.Split(old, "\n"), strings.Split(now, "\n")
	for i := range is {
		if i >= len(was) || was[i] != is[i] {
			return fmt.Sprintf("%d: %q", i+1, is[i])
		}
	}
	return "it is shorter"
}
