package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"camreset/steps"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/text"
)

// answers are the lines of what can be chosen, in the order of their numbers.
func (p *plain) answers(w steps.Walk) []string {
	ask, f := w.Step().Ask, w.Facts()
	p.numbers = map[string]string{}
	list := func(n int, says, key string) []string {
		number := strconv.Itoa(n)
		p.numbers[number] = key
		return p.answerLine(number, says, oneLineOf(key))
	}
	var lines []string
	table := ask.Table(f)
	if ask.Kind == steps.Pick && len(table) == 0 {
		lines = append(lines, "  Nothing found.")
	}
	for i, e := range table {
		lines = append(lines, list(i+1, cellsOf(e), e.Key)...)
	}
	at := map[int]*steps.Option{}
	for i, o := range ask.Options {
		if n := ask.Number(o.Key, f); n > 0 {
			for at[n] != nil { // no number is given twice
				n++
			}
			at[n] = &ask.Options[i]
		}
	}
	for _, n := range slices.Sorted(maps.Keys(at)) {
		lines = append(lines, list(len(table)+n, optionSays(ask, at[n], f), string(at[n].Key))...)
		lines = append(lines, under(at[n], f, p.width-1)...)
	}
	return lines
}

// cellsOf are the cells of an entry in one line, without those that hold nothing.
func cellsOf(e steps.Entry) string {
	var all []string
	for _, cell := range e.Cells {
		if cell = strings.Join(strings.Fields(clean(cell)), " "); cell != "" && cell != "-" {
			all = append(all, cell)
		}
	}
	return strings.Join(all, ", ")
}

// optionSays is an option with its cells, each behind the title of its column, and how
// what it is about stands.
func optionSays(ask *steps.Question, o *steps.Option, f *facts.Facts) string {
	all := []string{oneLine(o.LabelFor(f))}
	if o.Mark != nil {
		all = append(all, markSays[o.Mark(f)])
	}
	if o.Cells != nil && o.ShutFor(f).IsZero() {
		for i, cell := range o.Cells(f) {
			said := oneLine(cell)
			if i < len(ask.Columns) && said != "" {
				said = strings.TrimSpace(ask.Columns[i] + " " + said)
			}
			all = append(all, said)
		}
	}
	return strings.Join(slices.DeleteFunc(all, func(s string) bool { return s == "" }), "; ")
}

// markSays are the marks of options in words.
var markSays = map[steps.Status]string{steps.OK: "done", steps.Warn: "to do", steps.Fail: "to do", steps.Skip: "not known"}

// under are the lines below an option: why it cannot work, or what it is about and what
// it costs.
func under(o *steps.Option, f *facts.Facts, width int) []string {
	if why := o.ShutFor(f); !why.IsZero() {
		return hang("  ", "Not possible: "+words(why), width)
	}
	var lines []string
	if o.About != nil {
		if about := words(o.About(f)); about != "" {
			lines = hang("  ", about, width)
		}
	}
	if o.Cost != nil {
		lines = append(lines, hang("  ", clean(o.Cost(f).String()), width)...)
	}
	return lines
}

// best names the answer that loses least, where answers are compared in columns.
func best(ask *steps.Question, f *facts.Facts) string {
	all := ask.Ordered(f)
	if ask.Kind != steps.Choice || len(ask.Columns) == 0 || len(all) == 0 || !all[0].ShutFor(f).IsZero() {
		return ""
	}
	return fmt.Sprintf("Best here: %d.", len(ask.Table(f))+ask.Number(all[0].Key, f))
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
	if given == "?" && kind != steps.Password { // as on the full screen
		given = flow.SayHelp
	}
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
	if p.in.terminal && p.err == nil {
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
	if key, known := p.numbers[given]; known {
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
	p.refuse(words(odd) + " Nothing has been sent yet.")
	for {
		p.put("exactly", sendExactly, slices.Concat(p.answerLine("1", "No, I will type it again", "no"),
			p.answerLine("2", "Yes, exactly so", "yes"), p.answerLine("3", "Show what I typed", "show"))...)
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

// stays asks whoever wants to quit, where something would be lost by that. A script means
// what it says.
func (p *plain) stays(ctx context.Context, w steps.Walk) (bool, error) {
	lost := loss(w)
	if p.keys || lost == "" {
		return false, nil
	}
	p.print(wrap(lost, p.width)...)
	p.put("quit", "Quit now?", slices.Concat(p.answerLine("1", "No, stay", "no"), p.answerLine("2", "Yes, quit", "yes"))...)
	said, err := p.answer(ctx, steps.Choice, AnswerError{Step: w.Step().ID, Possible: "1, 2."})
	return said != "2" && said != "yes" && said != flow.SayQuit, err
}

// help is that of the step, and the words.
func (p *plain) help(w steps.Walk) {
	lines := []string{}
	if help := w.Step().Help; !help.IsZero() {
		lines = wrap(words(help), p.width)
	}
	lines = append(lines, wrap(":back goes to the question before, :again checks again, and :quit ends the run.", p.width)...)
	p.print(lines...)
}
