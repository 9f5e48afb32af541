package tui

import (
	"time"

	"camreset/steps"
	"camreset/steps/facts"
	"camreset/steps/flow"
)

const (
	// seldom is from when on a pause is one of a look that nobody waits for.
	seldom = 3 * time.Second
	// calm is how much of our own time such a pause takes at least.
	calm = 2 * time.Second
)

// unhurried is a world whose clock may run faster than ours, as that of a demonstration:
// what is looked at every few seconds, in case that it changes, costs no more there.
func unhurried(world flow.World[steps.Env, facts.Facts]) flow.World[steps.Env, facts.Facts] {
	after := world.After
	world.After = func(d time.Duration) <-chan time.Time {
		if d < seldom {
			return after(d)
		}
		due := make(chan time.Time, 1)
		ours, theirs := time.NewTimer(calm), after(d)
		go func() {
			<-ours.C
			due <- <-theirs
		}()
		return due
	}
	return world
}
