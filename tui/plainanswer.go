package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"camreset/steps"
	"camreset/steps/flow"
	"camreset/steps/text"
)

// answers are the lines of what can be chosen, numbered.
func (p *plain) answers(w steps.Walk) []string {
	ask, f := w.Step().Ask, w.Facts()
	var lines []string
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
	return lines
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

// dropLeftOver says where the end of a paste was no answer.
func (p *plain) dropLeftOver(hidden bool) {
	for p.in.leftOver(hidden) {
		p.print("A line break at the end of what you pasted was left out.")
	}
}

// answer reads one answer, and says in end why there is none.
func (p *plain) answer(ctx context.Context, kind flow.Kind, end AnswerError) (string, error) {
	if p.err != nil {
		return "", p.err
	}
	given, err := p.read(ctx, kind)
	if errors.Is(err, io.EOF) {
		err = flow.ErrNoAnswer
	}
	if errors.Is(err, flow.ErrNoAnswer) || errors.Is(err, errTooLong) {
		end.Err = err
		err = end
	}
	return given, err
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

// chosen is the key of the answer whose number was typed, else what was typed.
func (p *plain) chosen(given string) string {
	n, err := strconv.Atoi(given)
	if key, known := p.numbers[n]; err == nil && known {
		return key
	}
	return given
}

// meant says whether an answer is to be sent as it was typed. On a terminal an
// odd one is asked about; where nobody can be asked, that is the end.
func (p *plain) meant(ctx context.Context, given string, odd text.Text, end AnswerError) (bool, error) {
	switch {
	case odd.IsZero():
		return true, nil
	case !p.in.terminal:
		end.Err = errors.New(words(odd))
		return false, end
	}
	p.print("! "+words(odd), "Nothing has been sent yet.")
	for {
		p.print("? exactly "+sendExactly, "1) No, I will type it again [no]", "2) Yes, exactly so [yes]", "3) Show what I typed [show]")
		switch said, err := p.answer(ctx, steps.Choice, end); {
		case err != nil:
			return false, err
		case said == "2" || said == "yes":
			return true, nil
		case said == "3" || said == "show":
			p.print(fmt.Sprintf("What you typed, between the arrows, with ? for what cannot be seen: >%s<", shown(given)))
		default:
			return false, nil
		}
	}
}

// help is that of the step, and the words.
func (p *plain) help(w steps.Walk) {
	lines := []string{}
	if help := w.Step().Help; !help.IsZero() {
		lines = wrap(words(help), p.width)
	}
	lines = append(lines, wrap("At every question but a password you can also type :back, :quit, :help, or :again to check again.", p.width)...)
	p.print(lines...)
}
