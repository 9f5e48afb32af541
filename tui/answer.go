package tui

import (
	"errors"
	"fmt"
	"strings"

	"camreset/steps"
)

// AnswerError ends a run on plain lines whose input is not a terminal: an
// answer was not taken, or the answers ended. Going on would let a later line
// answer the wrong question.
type AnswerError struct {
	Step steps.ID
	// Given is the answer; empty for a password and when the input ended.
	Given string
	// Possible are the answers that would have been taken.
	Possible string
	// Err says why.
	Err error
}

// Error is the whole message for the person or the script.
func (e AnswerError) Error() string {
	if errors.Is(e.Err, steps.ErrNoAnswer) {
		return fmt.Sprintf("the input ended at step %s, which needs an answer; possible: %s", e.Step, e.Possible)
	}
	given := "the answer"
	if e.Given != "" {
		given = fmt.Sprintf("the answer %q", e.Given)
	}
	why := strings.TrimRight(clean(e.Err.Error()), ". ")
	return fmt.Sprintf("%s at step %s was not taken: %s. Possible: %s", given, e.Step, why, e.Possible)
}

// Unwrap is why the answer was not taken.
func (e AnswerError) Unwrap() error { return e.Err }

// rejected is the end of a run in which nobody can be asked again. What was
// typed is repeated only where it cannot be a part of a password.
func (p *plain) rejected(w steps.Walk, why error) error {
	e := AnswerError{Step: w.Step().ID, Possible: possible(w), Err: why}
	kind := w.Step().Ask.Kind
	if kind == steps.Choice || (kind == steps.Line && w.Facts().Answers.New.IsZero()) {
		e.Given = p.given
	}
	return e
}

// possible are the answers that a step takes.
func possible(w steps.Walk) string {
	ask, f := w.Step().Ask, w.Facts()
	if ask.Kind == steps.Password {
		return "a password."
	}
	if ask.Kind == steps.Line {
		return "a line: " + oneLine(ask.Prompt) + "."
	}
	var open []string
	for _, o := range ask.Ordered(f) {
		if o.ShutFor(f).IsZero() {
			open = append(open, string(o.Key))
		}
	}
	return strings.Join(open, ", ") + "."
}
