package tui

import (
	"camreset/steps/flow"
	"camreset/steps/text"

	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
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

// ask puts the question and brings back the answer.
func (p *plain) ask(ctx context.Context, w steps.Walk, refused error) (string, error) {
	if refused != nil {
		if !p.in.terminal {
			return "", p.rejected(w, refused)
		}
		p.print("! " + clean(refused.Error()))
	}
	p.head(w)
	for {
		for p.in.leftOver(w.Step().Ask.Kind == steps.Password) {
			p.print("A line break at the end of what you pasted was left out.")
		}
		p.question(w)
		if p.err != nil {
			return "", p.err
		}
		given, err := p.answer(ctx, w)
		if err != nil {
			return "", err
		}
		if given == flow.SayHelp && w.Step().Ask.Kind != steps.Password {
			p.help(w)
			continue
		}
		p.given = given
		chosen := p.chosen(given)
		if meant, err := p.meant(ctx, w, chosen); meant || err != nil {
			return chosen, err
		}
	}
}

// read reads one answer. Choices and picks may have spaces around them; what is
// typed into a line or as a password is taken as it is.
func (p *plain) read(ctx context.Context, kind flow.Kind) (string, error) {
	if p.in.terminal {
		_, p.err = io.WriteString(p.out, "> ")
	}
	given, err := p.in.next(ctx, kind == steps.Password)
	if p.in.terminal && kind == steps.Password {
		p.print("") // the Enter was not shown
	}
	if trimmed := strings.TrimSpace(given); kind == steps.Choice || kind == steps.Pick || (kind == steps.Line && strings.HasPrefix(trimmed, ":")) {
		given = trimmed
	}
	return given, err
}

// question prints the question and its answers.
func (p *plain) question(w steps.Walk) {
	ask, f := w.Step().Ask, w.Facts()
	lines := []string{"? " + string(w.Step().ID) + " " + oneLine(ask.Prompt)}
	p.numbers = map[int]string{}
	number := func(key steps.Outcome) int { return ask.Number(key, f) }
	if ask.Kind == steps.Pick {
		lines = append(lines, p.entries(ask.Table(f))...)
		number = func(steps.Outcome) int { return len(p.numbers) + 1 }
	}
	for _, o := range ask.Ordered(f) {
		n := number(o.Key)
		p.numbers[n] = string(o.Key)
		lines = append(lines, fmt.Sprintf("%d) %s [%s]", n, oneLine(o.LabelFor(f)), o.Key))
		lines = append(lines, price(o, f, p.width-1)...)
	}
	p.print(lines...)
}

// entries are the lines of a table, numbered from 1.
func (p *plain) entries(all []steps.Entry) []string {
	if len(all) == 0 {
		return []string{"  Nothing found."}
	}
	lines := make([]string, 0, len(all))
	for i, e := range all {
		p.numbers[i+1] = e.Key
		r := newRow(e, len(e.Cells))
		lines = append(lines, fmt.Sprintf("%d) %s [%s]", i+1, strings.Join(r.cells, "  "), oneLineOf(e.Key)))
	}
	return lines
}

func oneLine(t text.Text) string { return strings.ReplaceAll(words(t), "\n", " ") }

func (p *plain) help(w steps.Walk) {
	lines := []string{}
	if help := w.Step().Help; !help.IsZero() {
		lines = wrap(words(help), p.width)
	}
	lines = append(lines, wrap("At every question but a password you can also type :back, :quit, :help, or :again to check again.", p.width)...)
	p.print(lines...)
}

// chosen is the key of the answer whose number was typed, else what was typed.
func (p *plain) chosen(given string) string {
	n, err := strconv.Atoi(given)
	if key, known := p.numbers[n]; err == nil && known {
		return key
	}
	return given
}
