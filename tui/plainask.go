package tui

import (
	"context"
	"errors"
	"strings"

	"camreset/steps"
	"camreset/steps/flow"
)

// ask brings back the answer to the walk's question, a :quit only once it is meant.
func (p *plain) ask(ctx context.Context, w steps.Walk, refused error) (string, error) {
	for {
		given, err := p.asked(ctx, w, refused)
		if err != nil || given != flow.SayQuit || w.Step().Ask.Kind == steps.Password {
			return given, err
		}
		if stays, err := p.stays(ctx, w); !stays || err != nil {
			return given, err
		}
		refused = nil
	}
}

// asked puts the question and brings back the answer.
func (p *plain) asked(ctx context.Context, w steps.Walk, refused error) (string, error) {
	if refused != nil {
		if !p.in.terminal {
			return "", p.rejected(w, refused)
		}
		p.refuse(clean(refused.Error()))
	}
	p.head(w)
	p.show(w)
	p.stands(w)
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
	ask, lines := w.Step().Ask, p.answers(w)
	says, title := oneLine(ask.PromptFor(w.Facts())), oneLine(w.Step().TitleFor(w.Facts()))
	switch {
	case p.keys && says == "":
		says = title
	case p.keys:
	case says == title: // the head has said it
		says = ""
	case ask.Kind == steps.Line:
		says = ended(says, ":")
	case ask.Kind == steps.Password:
		says = ended(says, ":") + " " + hiding(ask)
	default:
		says = ended(says, ".")
	}
	if typed := oneLine(ask.Typed); typed != "" && ask.Kind == steps.Pick && !p.keys {
		lines = append(lines, wrap(ended("Or type "+typed, "."), p.width)...)
	}
	p.put(string(w.Step().ID), strings.TrimSpace(says+" "+best(ask, w.Facts())), lines...)
}

// hiding says what a person cannot see of a text that is not shown.
func hiding(ask *steps.Question) string {
	if ask.Blank == "" {
		return "What you type is not shown."
	}
	return "What you type is not shown. An empty line leaves it."
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
