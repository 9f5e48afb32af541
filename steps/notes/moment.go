package notes

import "time"

// Moment is a point in time as a note keeps it: by the clock, and by the time since
// this computer was started. A clock may jump (an empty battery, then the network's
// time); the time since the start does not.
type Moment struct {
	Clock time.Time `json:"clock"`
	// Boot marks the start of the computer, and Up is how long ago that was, asleep
	// counted. Boot is empty where the system does not tell.
	Boot string        `json:"boot,omitempty"`
	Up   time.Duration `json:"up,omitempty"`
}

// Moment is now.
func (e Files) Moment() Moment {
	m := Moment{Clock: e.Now().UTC().Round(0)}
	if e.Boot != nil {
		m.Boot, m.Up = e.Boot()
	}
	return m
}

// sameStart says whether both are of one start of the computer. A time since the
// start that went backwards is of another one.
func (m Moment) sameStart(earlier Moment) bool {
	return m.Boot != "" && m.Boot == earlier.Boot && m.Up >= earlier.Up
}

// Since is how much time has passed, never less than none: within one start of the
// computer by the time since then, else by the clock.
func (m Moment) Since(earlier Moment) time.Duration {
	if m.sameStart(earlier) {
		return m.Up - earlier.Up
	}
	return max(m.Clock.Sub(earlier.Clock), 0)
}

// drift is how far a clock may be from the time since the start before it has jumped.
const drift = time.Minute

// Here is an earlier moment as this start of the computer and its clock of now count
// it, so that no jump that was seen counts over a restart, and none to come now. A
// clock that has fallen back may be put right by the next start, so that the later
// time stays where the time since the start can end a window.
func (m Moment) Here(earlier Moment) Moment {
	passed := m.Since(earlier)
	clock := m.Clock.Add(-passed)
	if m.Boot != "" && earlier.Clock.After(clock) {
		clock = earlier.Clock
	}
	switch {
	case m.Boot == "":
		return Moment{Clock: clock}
	case m.sameStart(earlier) && clock.Sub(earlier.Clock) < drift:
		return earlier
	}
	return Moment{Clock: clock, Boot: m.Boot, Up: m.Up - passed}
}
