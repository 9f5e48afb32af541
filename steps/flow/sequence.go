package flow

import "slices"

// Sequence is one piece of work that goes through several steps and is shown as one list,
// so that somebody whose hands are busy sees what is done and what comes next. The steps
// have one title and one List.
type Sequence struct {
	ID       ID
	Stations []ID
}

// Sequence is the one that the present step is a station of, and the step's index in it;
// nil where it is in none.
func (w Walk[E, F]) Sequence() (*Sequence, int) {
	for i := range w.guide.Sequences {
		s := &w.guide.Sequences[i]
		if here := slices.Index(s.Stations, w.at); here >= 0 {
			return s, here
		}
	}
	return nil, 0
}
