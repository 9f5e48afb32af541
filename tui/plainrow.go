package tui

import (
	"slices"
	"strings"
	"time"

	"camreset/steps"
	"camreset/steps/text"
)

// often is how often a row is printed at most of which only the figures change.
const often = 10 * time.Second

// saw prints a row whose status or words have changed. A terminal is told what is not
// well or to be done, and what has changed, of checks that have ended.
func (p *plain) saw(w steps.Walk, r steps.Row) {
	p.head(w)
	if p.loud && r.Result.Bell > 0 {
		p.bell(r.Result.Bell)
	}
	lines := p.row(r)
	line := strings.Join(lines, " ")
	last, known := p.rows[r.Check]
	refusal := false // it comes with the question
	if !slices.ContainsFunc(w.Step().Checks, func(c steps.Check) bool { return c.ID == r.Check }) {
		known, last = true, printed{} // what an answer did is always told
		refusal = r.Result.Status == steps.Fail && w.Step().Ask != nil && w.Step().Ask.Kind != steps.Choice
	}
	if now := p.now(); line != last.line && (figures(line) != figures(last.line) || now.Sub(last.at) >= often) {
		p.rows[r.Check] = printed{line, now}
		within, _ := w.Sequence() // there each row that comes is a change, and hands are busy
		fresh := within != nil && r.Result.Status != steps.OK
		if p.keys || !going(r) && (known || fresh || tells(r)) && !refusal {
			p.print(lines...)
		}
	}
	p.count(w, r)
}

// tells says whether somebody is to hear of a row that is new: what could not be measured
// counts only where there is something to do about it.
func tells(r steps.Row) bool {
	status := r.Result.Status
	return status == steps.Warn || status == steps.Fail || status == steps.Skip && !r.Result.Hint.IsZero()
}

// going says whether a row has no result yet, or one that is still being counted.
func going(r steps.Row) bool {
	return running(r) || r.Result.Status == steps.Skip && (r.Result.Left > 0 || r.Result.Progress > 0)
}

// row is the status and the sentence in one line and the hint in another, so
// that a script finds them; a terminal gets them as wide as it is.
func (p *plain) row(r steps.Row) []string {
	mark, said, hint := string(r.Result.Status)+" ", words(r.Title), words(r.Result.Hint)
	if detail := words(r.Result.Detail); detail != "" {
		said += ": " + detail
	}
	lines := hang(mark, said, p.room())
	if hint != "" {
		lines = append(lines, hang(strings.Repeat(" ", markWidth), hint, p.room())...)
	}
	return lines
}

// figures is a line with all digits alike, so that a countdown looks the same
// from one second to the next.
func figures(line string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '0'
		}
		return r
	}, line)
}

// counted is a countdown as it was last told: how many beats were left, and until what.
type counted struct {
	beats int
	until string
}

// count tells a countdown at each beat, and its end.
func (p *plain) count(w steps.Walk, r steps.Row) {
	left, until := max(r.Result.Left, 0), words(r.Result.Until)
	last, counting := p.counts[r.Check]
	if left == 0 {
		delete(p.counts, r.Check)
		if counting && until != "" { // else the row says what is over
			p.print(ended("0 seconds "+until, "."))
		}
		return
	}
	every := beat(left)
	if within, _ := w.Sequence(); within != nil {
		every = often // hands are busy, and nobody looks
	}
	next := counted{int((left + every - 1) / every), until}
	if counting && next == last {
		return
	}
	p.counts[r.Check] = next
	if until == "" {
		until = "left"
	}
	p.print(wrap(ended(spoken(left)+" "+until, "."), p.width)...)
}

// beat is how often a countdown is told that somebody only waits for.
func beat(left time.Duration) time.Duration {
	switch {
	case left <= time.Minute:
		return often
	case left <= 10*time.Minute:
		return time.Minute
	}
	return 5 * time.Minute
}

// spoken is a time that is left, as it is said aloud.
func spoken(left time.Duration) string {
	seconds := int((left + time.Second - 1) / time.Second)
	if seconds <= 90 {
		return text.Count(seconds, "second", "seconds")
	}
	said := text.Count(seconds/60, "minute", "minutes")
	if seconds %= 60; seconds > 0 {
		said += " " + text.Count(seconds, "second", "seconds")
	}
	return said
}
