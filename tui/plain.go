package tui

import (
	"context"
	"errors"
	"io"
	"math"
	"strings"
	"time"

	"camreset/steps"
	"camreset/tui/halt"

	"github.com/charmbracelet/x/term"
)

// Plain walks with plain lines: for screen readers, serial consoles and
// scripts.
func Plain(ctx context.Context, env steps.Env, w steps.Walk, o Options) (steps.Walk, error) {
	o = o.filled()
	terminal := halt.Found(nil, o.In)
	o.Guard.Hold(terminal)
	defer o.Guard.Hold(nil)
	defer terminal.Left()
	p := &plain{now: env.Now, in: newInputLines(o.In), out: halt.NewWriter(ctx, o.Out), width: usualWidth, loud: isTerminal(o.Out), rows: map[string]printed{}}
	if f, is := o.Out.(term.File); is && p.loud {
		if width, _, err := term.GetSize(f.Fd()); err == nil && width > 0 {
			p.width = width
		}
	}
	if o.Banner != "" {
		p.print(clean(o.Banner))
	}
	w, err := steps.Run(ctx, env, w, p.ask, p.saw)
	if err == nil && w.Step().Ends() {
		p.head(w)
	}
	p.leaveClipboard(ctx, env, w, err == nil)
	return w, errors.Join(err, p.err)
}

// plain is one run on plain lines.
type plain struct {
	now   func() time.Time
	in    *inputLines
	out   io.Writer
	err   error
	width int
	loud  bool // the output is a terminal, which has a bell and a width
	turn  int
	given string
	rows  map[string]printed
	// numbers are the keys by the numbers that were printed with the question.
	numbers map[int]string
}

// printed is a row as it was last printed.
type printed struct {
	line string
	at   time.Time
}

// print writes lines in one piece, so that nothing is held back while the
// program waits for an answer.
func (p *plain) print(lines ...string) {
	if p.err == nil {
		_, p.err = io.WriteString(p.out, strings.Join(lines, "\n")+"\n")
	}
}

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

func (p *plain) bell(n int) {
	if p.err == nil {
		_, p.err = io.WriteString(p.out, strings.Repeat("\a", n))
	}
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
