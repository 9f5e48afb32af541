package flow

import (
	"slices"
	"time"
)

// Begin starts a round of the step's checks; it returns those to run. There
// are none while a round is still running.
func (w Walk[E, F]) Begin(now time.Time) (Walk[E, F], []Check[E, F]) {
	if w.pending > 0 {
		return w, nil
	}
	if w.begun.IsZero() {
		w.begun = now
	}
	w = w.changed()
	w.clock().Now = now
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

// Take takes what a check or an action brought back. The change of a late reply is
// dropped, unless it tells of a try or a write; a late reply never moves the walk. When
// the round is complete, Judge says whether it goes on.
func (w Walk[E, F]) Take(r Reply[E, F]) Walk[E, F] {
	late := r.Turn != w.turn
	if r.Change != nil && (!late || r.Check.Acts) {
		sent := w.sent()
		w = w.changed()
		r.Change(w.facts)
		if w.sent() > sent {
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
	if r.Action {
		return w.acted(r)
	}
	if w.pending--; w.pending > 0 {
		return w
	}
	w = w.changed()
	w.clock().Now = r.At
	if w.begun.IsZero() {
		w.begun = r.At // the time was started anew while this round ran
	}
	if w.doing != nil { // an answer was given, and counts first
		d := *w.doing
		d.unjudged, w.doing = true, &d
		return w
	}
	if word := w.judge(); word != "" {
		return w.move(word)
	}
	if wait := w.Step().Wait; wait != nil && wait.For > 0 && w.waits() && r.At.Sub(w.begun) >= wait.For {
		return w.move(Timeout)
	}
	return w
}

// acted goes on after the action of an answer.
func (w Walk[E, F]) acted(r Reply[E, F]) Walk[E, F] {
	d := w.doing
	w.doing = nil
	if d == nil {
		return w
	}
	if jump := w.guide.Memory.Jump; jump != nil {
		w = w.changed()
		if to, is := jump(w.facts); is {
			w.trail = append(slices.Clip(w.trail), Visit{Step: w.at, Rows: w.rows, Outcome: d.word})
			return w.Go(to)
		}
	}
	word := d.word
	if d.action.Word != nil {
		if said := d.action.Word(w.facts); said != "" {
			word = said
		}
	}
	_, leads := w.Step().Next[word]
	if r.Result.Status == Fail || !leads {
		if w = w.changed(); w.guide.Memory.TakeBack != nil && r.Result.Status == Fail {
			w.guide.Memory.TakeBack(w.facts, d.before)
		}
		if d.unjudged {
			if said := w.judge(); said != "" {
				return w.move(said)
			}
		}
		return w
	}
	return w.moveFrom(d.before, word)
}

// waits says whether the step's time is running: where the user's hands are
// needed it counts from the moment they say it is done.
func (w Walk[E, F]) waits() bool { return w.Step().Hand == "" || !w.clock().Did.IsZero() }

func (w Walk[E, F]) judge() Outcome {
	if judge := w.Step().Judge; judge != nil {
		return judge(w.facts)
	}
	return ""
}

// Again says when the next round of checks is due: after Wait.Every, or never.
func (w Walk[E, F]) Again() (time.Duration, bool) {
	wait := w.Step().Wait
	if wait == nil || w.Over() {
		return 0, false
	}
	return wait.Every, true
}

// Refresh forgets how long the step has stood, for "check again".
func (w Walk[E, F]) Refresh() Walk[E, F] { w.begun = time.Time{}; return w }
