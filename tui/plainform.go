package tui

import (
	"context"

	"camreset/steps"
	"camreset/steps/flow"
)

// form asks for the fields one after another, and brings back their texts, or the
// answer that was chosen instead.
func (p *plain) form(ctx context.Context, w steps.Walk) (string, error) {
	p.given = ""
	p.formHead(w)
	texts := flow.Texts{}
	for _, field := range w.Step().Ask.Fields {
		typed, chosen, err := p.field(ctx, w, field)
		if err != nil || chosen != "" {
			p.given = chosen
			return chosen, err
		}
		texts[field.Key] = typed
	}
	return texts.Answer(), nil
}

// formHead is what stands before the first field: the question, and what can be chosen
// instead.
func (p *plain) formHead(w steps.Walk) {
	var lines []string
	if prompt := w.Step().Ask.Prompt; !prompt.IsZero() {
		lines = wrap(words(prompt), p.width)
	}
	if lines = append(lines, p.answers(w)...); len(lines) > 0 {
		p.print(lines...)
	}
}

// field asks for one text until it fits, or until something else is chosen. A secret
// one is taken literally; only nothing at all may mean something else there.
func (p *plain) field(ctx context.Context, w steps.Walk, field formField) (typed, chosen string, err error) {
	ask, kind, before := w.Step().Ask, steps.Line, fieldValue(field, w.Facts())
	if field.Secret {
		kind, before = steps.Password, ""
	}
	line := "? " + string(w.Step().ID) + " " + field.Key + " " + oneLine(field.Prompt)
	if before != "" {
		line += " (an empty line: " + oneLineOf(before) + ")"
	}
	end := AnswerError{Step: w.Step().ID, Field: field.Key, Possible: "a line: " + oneLine(field.Prompt) + "."}
	for {
		p.dropLeftOver(field.Secret)
		p.print(line)
		typed, err = p.answer(ctx, kind, end)
		switch {
		case err != nil:
			return "", "", err
		case field.Secret && typed == "" && ask.Blank != "":
			return "", string(ask.Blank), nil
		case !field.Secret && typed == flow.SayHelp:
			p.help(w)
			p.formHead(w)
			continue
		case !field.Secret && p.instead(ask, typed):
			return "", p.chosen(typed), nil
		case typed == "":
			typed = before
		}
		if fits, err := p.fits(ctx, w, field, typed, end); fits || err != nil {
			return typed, "", err
		}
	}
}

// instead says whether a line chooses an answer instead of being the field's text.
func (p *plain) instead(ask *steps.Question, line string) bool {
	switch line {
	case flow.SayBack, flow.SayQuit, flow.SayAgain:
		return true
	}
	key := p.chosen(line)
	for _, listed := range p.numbers {
		if listed == key {
			return true
		}
	}
	return false
}

// fits says whether a text is taken, after asking about an odd one. Where nobody can
// be asked, one that is not taken is the end.
func (p *plain) fits(ctx context.Context, w steps.Walk, field formField, typed string, end AnswerError) (bool, error) {
	why := refusedBy(field, w.Facts(), typed)
	switch {
	case why.IsZero():
		return p.meant(ctx, typed, flow.Odd(typed, field.Secret), end)
	case p.in.terminal:
		p.print("! " + words(why))
		return false, nil
	}
	if end.Err = errUnfit; field.Secret { // the reasons for a secret never quote it
		end.Err = flow.Refused(why)
	}
	return false, end
}
