package tui

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"camreset/steps"
	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/text"
)

// diary is an Env whose saves take a second and are written down.
func diary(fails error) (env steps.Env, did func(string) []string) {
	var mu sync.Mutex
	var lines []string
	did = func(line string) []string {
		mu.Lock()
		defer mu.Unlock()
		if line != "" {
			lines = append(lines, line)
		}
		return lines
	}
	env = toy().WithCameras()
	env.Random = strings.NewReader(strings.Repeat("case", 100))
	env.Read = func(string) ([]byte, error) { return nil, nil }
	env.Update = func(_ string, change func([]byte) ([]byte, error)) error {
		time.Sleep(time.Second)
		if fails != nil {
			return fails
		}
		_, err := change(nil)
		did("saved")
		return err
	}
	return env, did
}

// begun is a walk that is worth saving.
var begun = facts.Facts{Reset: facts.Reset{OldTarget: lan.Address{IP: "192.168.1.64"}}}

// What led to a write is on disk before the write leaves.
func TestAStepIsSavedBeforeItActs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		env, did := diary(nil)
		act := steps.Check{ID: "write", Title: text.T("It is written"), Acts: true, Run: func(context.Context, steps.Env, *facts.Facts) (func(*facts.Facts), steps.Result) {
			did("wrote")
			return func(f *facts.Facts) { f.Writes++ }, fine("done")
		}}
		write := steps.Step{ID: "write", Title: text.T("Writing"), Say: says("One moment."), Checks: []steps.Check{act},
			Judge: func(f *facts.Facts) steps.Outcome { return map[bool]steps.Outcome{true: "written"}[f.Writes > 0] }, May: []steps.Outcome{"written"},
			Next: steps.Edges{"written": "end"}}
		tree := toyTree{{ID: "ask", Title: text.T("Asking"), Say: says("Well?"), Ask: &steps.Question{Prompt: text.T("Write?"), Options: []steps.Option{{Key: "yes", Label: text.T("Yes")}}},
			Next: steps.Edges{"yes": "write"}}, write, end("end")}
		p := play(t, env, tree, begun)
		p.wait(2 * time.Second).press("enter").wait(5 * time.Second)
		p.at("end") // from which there is no question to go on with
		if got := strings.Join(did(""), " "); got != "saved saved wrote" {
			t.Errorf("in the order %s", got)
		}
	})
}

func TestAFailedSaveIsOneLineAndTheWalkGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		env, _ := diary(errors.New("disk full"))
		p := play(t, env, fork(), begun)
		p.wait(2 * time.Second).shows("cannot be saved").press("enter").at("word").wait(2 * time.Second).hides("cannot be saved")
	})
}
