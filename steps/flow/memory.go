package flow

import "time"

// Memory is how a walk finds among the facts what is its own.
type Memory[F any] struct {
	// Clock is where the walk writes down the time.
	Clock func(*F) *Clock
	// Said copies what the user said, and TakeBack puts such a copy in its place.
	Said     func(*F) any
	TakeBack func(*F, any)
	// Sent counts what went out and cannot be taken back.
	Sent func(*F) int
	// Leave forgets what belongs to one visit of a step.
	Leave func(*F)
	// Jump gives the place where a saved walk stood, once, after an action has read it.
	Jump func(*F) (Place, bool)
}

// Clock is the time as a walk writes it into the facts.
type Clock struct {
	// Now is when the step's checks were last begun or ended.
	Now time.Time
	// Did is when Done was answered at this step; zero before that.
	Did time.Time
}
