package tui

import (
	"context"
	"errors"
	"fmt"
	"io"

	"camreset/steps"
	"camreset/steps/flow"
)

// answer reads one answer, and says why there is none.
func (p *plain) answer(ctx context.Context, w steps.Walk) (string, error) {
	given, err := p.read(ctx, w.Step().Ask.Kind)
	if errors.Is(err, io.EOF) {
		err = flow.ErrNoAnswer
	}
	if errors.Is(err, flow.ErrNoAnswer) || errors.Is(err, errTooLong) {
		err = AnswerError{Step: w.Step().ID, Possible: possible(w), Err: err}
	}
	return given, err
}

// meant says whether an answer is to be sent as it was typed. On a terminal an
// odd one is asked about; where nobody can be asked, it ends the run.
func (p *plain) meant(ctx context.Context, w steps.Walk, given string) (bool, error) {
	odd := w.Odd(given)
	switch {
	case odd.IsZero():
		return true, nil
	case !p.in.terminal:
		return false, AnswerError{Step: w.Step().ID, Possible: possible(w), Err: errors.New(words(odd))}
	}
	p.print("! "+words(odd), "Nothing has been sent yet.")
	for {
		p.print("? exactly "+sendExactly, "1) No, I will type it again [no]", "2) Yes, exactly so [yes]", "3) Show what I typed [show]")
		if p.err != nil {
			return false, p.err
		}
		said, err := p.read(ctx, steps.Choice)
		switch {
		case errors.Is(err, io.EOF):
			return false, AnswerError{Step: w.Step().ID, Possible: possible(w), Err: flow.ErrNoAnswer}
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
