package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"camreset/steps/flow"
	"camreset/tui/halt"

	"github.com/charmbracelet/x/term"
)

// Lines asks and tells in lines, for a command that is no walk.
type Lines struct {
	p        *plain
	guard    *halt.Guard
	terminal *halt.Terminal
}

// NewLines reads from standard input and writes to out, until Close.
func NewLines(guard *halt.Guard, out io.Writer) *Lines {
	l := &Lines{guard: guard, terminal: halt.Found(nil, os.Stdin), p: &plain{in: newInputLines(os.Stdin), out: out, width: usualWidth, loud: isTerminal(os.Stdout)}}
	if f, is := any(os.Stdout).(term.File); is && l.p.loud {
		if width, _, err := term.GetSize(f.Fd()); err == nil && width > 0 {
			l.p.width = width
		}
	}
	guard.Hold(l.terminal)
	return l
}

// Close leaves the terminal as it was.
func (l *Lines) Close() {
	l.terminal.Left()
	l.guard.Hold(nil)
}

// Asks says whether somebody can be asked.
func (l *Lines) Asks() bool { return l.p.in.terminal }

// Say prints a sentence, broken between words.
func (l *Lines) Say(sentence string) { l.p.print(wrap(clean(sentence), l.p.width)...) }

// Row prints a sentence behind a short word, and the rest of it below the sentence.
func (l *Lines) Row(word, sentence string) {
	rows := hang("      ", clean(sentence), l.p.width)
	if len(rows) > 0 {
		rows[0] = fmt.Sprintf("%-4s  ", word) + strings.TrimSpace(rows[0])
	}
	l.p.print(rows...)
}

// Under prints a sentence below a line, further in.
func (l *Lines) Under(sentence string) { l.p.print(hang("      ", clean(sentence), l.p.width)...) }

// Password asks for a password, which is not shown. What nobody would type on purpose is
// asked about before it is taken.
func (l *Lines) Password(ctx context.Context, prompt string) (string, error) {
	for {
		l.Say(prompt)
		typed, err := l.p.answer(ctx, flow.Password, AnswerError{})
		if err != nil {
			return "", err
		}
		if meant, err := l.p.meant(ctx, typed, flow.Odd(typed, true), AnswerError{}); err != nil || meant {
			return typed, err
		}
	}
}

// Agrees asks a question that is answered with yes or no; everything else is no.
func (l *Lines) Agrees(ctx context.Context, question string) (bool, error) {
	l.Say(question + " (yes or no)")
	said, err := l.p.answer(ctx, flow.Choice, AnswerError{})
	if errors.Is(err, flow.ErrNoAnswer) {
		return false, nil
	}
	return said == "yes" || said == "y", err
}

// Err is why the output could not be written; nil where it could.
func (l *Lines) Err() error { return l.p.err }
