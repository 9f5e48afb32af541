package tui

import (
	"errors"
	"fmt"
	"strings"

	"camreset/steps"
	"camreset/steps/flow"
)

// AnswerError ends a run on plain lines whose input is not a terminal: an
// answer was not taken, or the answers ended. Going on would let a later line
// answer the wrong question.
type AnswerError struct {
	Step steps.ID
	// Field is the one of a form; empty for every other kind of question.
	Field string
	// Possible are the answers that would have been taken.
	Possible string
	// Err says why, and never what was typed.
	Err error
}

// Error is the whole message for the person or the script. What was typed is
// not in it: a line that came to the wrong question may be a password.
func (e AnswerError) Error() string {
	if errors.Is(e.Err, flow.ErrNoAnswer) {
		return fmt.Sprintf("the input ended at step %s, which needs an answer; possible: %s", e.where(), e.Possible)
	}
	why := strings.TrimRight(clean(e.Err.Error()), ". ")
	return fmt.Sprintf("the answer to step %s was not taken: %s. Possible: %s", e.where(), why, e.Possible)
}

// where is the step, and the field.
func (e AnswerError) where() string { return strings.TrimSpace(string(e.Step) + " " + e.Field) }

// Unwrap is why the answer was not taken.
func (e AnswerError) Unwrap() error { return e.Err }

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
	if ask.Kind == flow.Form {
		open = append(open, "a text for each field")
	}
	if n := len(ask.Table(f)); n > 0 {
		open = append(open, fmt.Sprintf("the number or key of an entry (1 to %d)", n))
	}
	for _, o := range ask.Ordered(f) {
		if o.ShutFor(f).IsZero() {
			open = append(open, string(o.Key))
		}
	}
	if ask.Kind == steps.Pick {
		line := "a typed line"
		if typed := oneLine(ask.Typed); typed != "" {
			line += ": " + typed
		}
		open = append(open, line)
	}
	return strings.Join(open, ", ") + "."
}
