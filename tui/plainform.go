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
	texts, fields := flow.Texts{}, w.Step().Ask.Asked(w.Facts())
	for i := 0; i < len(fields); i++ {
		switch chosen, err := p.field(ctx, w, fields[i], texts); {
		case err == nil && chosen == flow.SayBack && i > 0:
			i -= 2 // to the field before
		case err != nil || chosen != "":
			p.given = chosen
			return chosen, err
		}
	}
	return texts.Answer(), nil
}

// formHead is what stands before the first field: the question, and what can be chosen
// instead.
func (p *plain) formHead(w steps.Walk) {
	var lines []string
	if prompt := w.Step().Ask.PromptFor(w.Facts()); !prompt.IsZero() && (p.keys || words(prompt) != words(w.Step().TitleFor(w.Facts()))) {
		lines = wrap(words(prompt), p.width)
	}
	p.print(append(lines, p.answers(w)...)...)
}

// field asks for one text until it fits, and puts it to the others, or until something
// else is chosen. A secret one is taken literally; only nothing at all may mean something
// else there.
func (p *plain) field(ctx context.Context, w steps.Walk, field formField, texts flow.Texts) (chosen string, err error) {
	ask, kind, before := w.Step().Ask, steps.Line, fieldValue(field, w.Facts())
	if field.Secret {
		kind, before = steps.Password, ""
	}
	end := AnswerError{Step: w.Step().Asks(), Field: field.Key, Possible: "a line: " + oneLine(field.Prompt) + "."}
	for {
		p.dropLeftOver(field.Secret)
		p.put(string(w.Step().Asks())+" "+field.Key, p.fieldSays(ask, field, oneLineOf(before), emptyFits(field, w.Facts())))
		typed, err := p.answer(ctx, kind, end)
		switch {
		case err != nil:
			return "", err
		case field.Secret && typed == "" && ask.Blank != "":
			return string(ask.Blank), nil
		case field.Secret && typed == "" && p.in.terminal && !emptyFits(field, w.Facts()):
			return flow.SayBack, nil // nothing else leaves a field that takes every word
		case !field.Secret && typed == flow.SayHelp:
			p.help(w)
			p.formHead(w)
			continue
		case !field.Secret && p.instead(typed):
			return p.chosen(typed), nil
		case typed == "":
			typed = before
		}
		texts[field.Key] = typed
		if fits, err := p.fits(ctx, w, field, texts, end); fits || err != nil {
			return "", err
		}
	}
}

// fieldSays is the line of a field, with what an empty line means there.
func (p *plain) fieldSays(ask *steps.Question, field formField, before string, optional bool) string {
	says := oneLine(field.Prompt)
	if p.keys {
		if before != "" {
			says += " (an empty line: " + before + ")"
		}
		return says
	}
	says = ended(says, ":")
	switch {
	case field.Secret:
		says += " " + hiding(ask)
	case before != "":
		says += " An empty line means " + ended(before, ".")
	case optional:
		says += " An empty line leaves it out."
	}
	return says
}

// instead says whether a line chooses an answer instead of being the field's text.
func (p *plain) instead(line string) bool {
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
func (p *plain) fits(ctx context.Context, w steps.Walk, field formField, texts flow.Texts, end AnswerError) (bool, error) {
	why, typed := field.Refuses(w.Facts(), texts), texts[field.Key]
	switch {
	case why.IsZero():
		return p.meant(ctx, typed, flow.Odd(typed, field.Secret), end)
	case p.in.terminal:
		p.refuse(words(why))
		return false, nil
	}
	if end.Err = errUnfit; field.Secret { // the reasons for a secret never quote it
		end.Err = flow.Refused(why)
	}
	return false, end
}
