package steps

import (
	"slices"
	"time"
)

// Reply is what a check brought back. Turn says for which visit of a step it
// ran, so that a late one cannot move the walk.
type Reply struct {
	Turn   int
	Check  Check
	At     time.Time
	Change func(*Facts)
	Result Result
}

// Begin starts a round of the step's checks; it returns those to run. There
// are none while a round is still running.
func (w Walk) Begin(now time.Time) (Walk, []Check) {
	if w.pending > 0 {
		return w, nil
	}
	if w.begun.IsZero() {
		w.begun = now
	}
	w = w.changed()
	w.facts.Now = now
	checks := w.Step().Checks
	w.pending = len(checks)
	w.rounds++
	if len(checks) == 0 {
		if word := w.judge(); word != "" {
			return w.move(word), nil
		}
	}
	return w, checks
}

// Take takes what a check brought back. The change of a late reply is dropped,
// unless it tells of a try or a write; a late reply never moves the walk. When
// the round is complete, Judge says whether it goes on.
func (w Walk) Take(r Reply) Walk {
	late := r.Turn != w.turn
	if r.Change != nil && (!late || r.Check.Acts) {
		sent := w.facts.Writes + w.facts.Secrets
		w = w.changed()
		r.Change(w.facts)
		if w.facts.Writes+w.facts.Secrets > sent {
			w.asked = nil // what was written cannot be taken back, nor a secret be sent again by going back
		}
	}
	if late {
		return w
	}
	w.rows = slices.Clone(w.rows)
	for i := range w.rows {
		if w.rows[i].Check == r.Check.ID {
			w.rows[i].Result = r.Result
		}
	}
	if w.pending--; w.pending > 0 {
		return w
	}
	w = w.changed()
	w.facts.Now = r.At
	if w.begun.IsZero() {
		w.begun = r.At // the time was started anew while this round ran
	}
	if word := w.judge(); word != "" {
		return w.move(word)
	}
	if wait := w.Step().Wait; wait != nil && wait.For > 0 && w.waits() && r.At.Sub(w.begun) >= wait.For {
		return w.move(Timeout)
	}
	return w
}

// waits says whether the step's time is running: where the user's hands are
// needed it counts from the moment they say it is done.
func (w Walk) waits() bool { return w.Step().Hand == "" || !w.facts.Did.IsZero() }

func (w Walk) judge() Outcome {
	if judge := w.Step().Judge; judge != nil {
		return judge(w.facts)
	}
	return ""
}

// Again says when the next round of checks is due: after Wait.Every, or never.
func (w Walk) Again() (time.Duration, bool) {
	wait := w.Step().Wait
	if wait == nil || w.Over() {
		return 0, false
	}
	return wait.Every, true
}

// Refresh forgets how long the step has stood, for "check again".
func (w Walk) Refresh() Walk { w.begun = time.Time{}; return w }
