package flow

import (
	"slices"

	"camreset/steps/text"
)

// Sequence is one piece of work that goes through several steps and is shown as one list,
// so that somebody whose hands are busy sees what is done and what comes next.
type Sequence struct {
	ID       ID
	Stations []Station
}

// Station is a line of such a list: what there is to do at one step of the guide.
type Station struct {
	At ID
	Do text.Text
}

// Sequence is the list that the present step is a station of, and the index of the step in
// it. Without one the list is empty.
func (w Walk[E, F]) Sequence() ([]Station, int) {
	for _, s := range w.guide.Sequences {
		if here := slices.IndexFunc(s.Stations, func(t Station) bool { return t.At == w.at }); here >= 0 {
			return s.Stations, here
		}
	}
	return nil, 0
}
