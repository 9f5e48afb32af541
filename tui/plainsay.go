package tui

import (
	"math"
	"strings"
	"time"

	"camreset/steps"
)

// head says the step's words, once for each visit.
func (p *plain) head(w steps.Walk) {
	if p.turn == w.Turn() {
		return
	}
	p.turn = w.Turn()
	clear(p.rows)
	step := w.Step()
	lines := []string{"", words(step.Title)}
	if step.Say != nil {
		lines = append(lines, wrap(words(step.Say(w.Facts())), p.width)...)
	}
	for _, line := range sheet(w) {
		lines = append(lines, wrap(line, p.width)...)
	}
	lines = append(lines, items(w, p.width)...)
	if modules := pictured(w); modules != nil {
		drawn, width, height := picture(modules, p.width, math.MaxInt)
		if drawn == nil {
			drawn = wrap(tooSmall(width, height, p.width, height), p.width)
		}
		lines = append(lines, drawn...)
	}
	p.print(lines...)
}

// often is how often a row is printed at most of which only the figures change.
const often = 10 * time.Second

// saw prints a row whose status or words have changed.
func (p *plain) saw(w steps.Walk, r steps.Row) {
	p.head(w)
	if p.loud && r.Result.Bell > 0 {
		p.bell(r.Result.Bell)
	}
	lines := p.row(r)
	line := strings.Join(lines, " ")
	last, now := p.rows[r.Check], p.now()
	if line == last.line || (figures(line) == figures(last.line) && now.Sub(last.at) < often) {
		return
	}
	p.rows[r.Check] = printed{line, now}
	p.print(lines...)
}

// row is the status and the sentence in one line and the hint in another, so
// that a script finds them; a terminal gets them as wide as it is.
func (p *plain) row(r steps.Row) []string {
	mark, said, hint := string(r.Result.Status)+" ", words(r.Title), words(r.Result.Hint)
	if detail := words(r.Result.Detail); detail != "" {
		said += ": " + detail
	}
	width := math.MaxInt
	if p.loud {
		width = p.width
	}
	lines := hang(mark, said, width)
	if hint != "" {
		lines = append(lines, hang(strings.Repeat(" ", markWidth), hint, width)...)
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
