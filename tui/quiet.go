package tui

import "time"

// haste is how soon after a screen came a key cannot be meant for it: a key
// held down, or pressed twice.
const haste = 250 * time.Millisecond

// held is how long keyboards wait at most before they repeat a key that is held
// down: an Enter that follows another one sooner may be the same one still.
const held = 800 * time.Millisecond

// quiet keeps keys from what they were not meant for. Its clock is the keyboard's, the
// real one, whatever time the walk lives in.
type quiet struct {
	// came is when what is on the screen came, entered when Enter was last pressed.
	came, entered time.Time
	// again is true while no other key came after that.
	again bool
}

// hasty says whether a key of now was on its way before the screen came.
func (q quiet) hasty() bool { return time.Since(q.came) < haste }

// pressed notes an Enter, or another key.
func (q quiet) pressed(enter bool) quiet {
	if q.again = enter; enter {
		q.entered = time.Now()
	}
	return q
}

// repeated says whether an Enter of now may be the last one still.
func (q quiet) repeated() bool { return time.Since(q.entered) < held }

// heldDown says whether an Enter of now has nothing but Enters right before it.
func (q quiet) heldDown() bool { return q.again && q.repeated() }
