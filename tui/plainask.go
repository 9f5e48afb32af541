package tui

import (
	"context"
	"errors"

	"camreset/steps"
	"camreset/steps/flow"
)

// ask puts the question and brings back the answer.
func (p *plain) ask(ctx context.Context, w steps.Walk, refused error) (string, error) {
	if refused != nil {
		if !p.in.terminal {
			return "", p.rejected(w, refused)
		}
		p.print("! " + clean(refused.Error()))
	}
	p.head(w)
	if w.Step().Ask.Kind == flow.Form {
		return p.form(ctx, w)
	}
	for {
		p.dropLeftOver(w.Step().Ask.Kind == steps.Password)
		p.question(w)
		given, err := p.answer(ctx, w.Step().Ask.Kind, AnswerError{Step: w.Step().ID, Possible: possible(w)})
		if err != nil {
			return "", err
		}
		if given == flow.SayHelp && w.Step().Ask.Kind != steps.Password {
			p.help(w)
			continue
		}
		p.given = given
		chosen := p.chosen(given)
		if meant, err := p.meant(ctx, chosen, w.Odd(chosen), AnswerError{Step: w.Step().ID, Possible: possible(w)}); meant || err != nil {
			return chosen, err
		}
	}
}

// question prints the question and its answers.
func (p *plain) question(w steps.Walk) {
	p.print(append([]string{"? " + string(w.Step().ID) + " " + oneLine(w.Step().Ask.Prompt)}, p.answers(w)...)...)
}

// rejected is the end of a run in which nobody can be asked again. The reasons
// for a typed line quote it, so that a person sees what they mistyped.
func (p *plain) rejected(w steps.Walk, why error) error {
	ask := w.Step().Ask
	typed := ask.Kind == steps.Line || ask.Kind == flow.Form && p.given == "" || ask.Kind == steps.Pick && ask.Option(steps.Outcome(p.chosen(p.given))) == nil
	if typed && p.given != flow.SayBack {
		why = errUnfit
	}
	return AnswerError{Step: w.Step().ID, Possible: possible(w), Err: why}
}

// errUnfit takes the place of a reason that may quote what was typed.
var errUnfit = errors.New("it does not fit the question")
