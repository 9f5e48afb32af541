package tui

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"

	"github.com/charmbracelet/x/term"
)

// maxLine bounds a line of input.
const maxLine = 64 << 10

var errTooLong = errors.New("the line is longer than 64 KiB")

// inputLines reads answers line by line from one shared reader, and only when
// one is asked for, so that answers stay in the order of the questions.
type inputLines struct {
	buffer   *bufio.Reader
	terminal bool
	fd       uintptr
}

func newInputLines(in io.Reader) *inputLines {
	l := &inputLines{buffer: bufio.NewReaderSize(in, maxLine), terminal: isTerminal(in)}
	if f, is := in.(term.File); is {
		l.fd = f.Fd()
	}
	return l
}

// line is what one read brought.
type line struct {
	text string
	err  error
}

// next reads a line. It comes back at once when ctx ends; the read itself
// stays behind then, and the run is over.
func (l *inputLines) next(ctx context.Context, hidden bool) (string, error) {
	read := l.line
	if hidden && l.terminal && l.buffer.Buffered() == 0 {
		if state, err := term.GetState(l.fd); err == nil {
			defer term.SetState(l.fd, state) //nolint:errcheck // the echo comes back, whatever ends the read
		}
		read = l.password
	}
	came := make(chan line, 1)
	go func() {
		text, err := read()
		came <- line{text, err}
	}()
	select {
	case got := <-came:
		return got.text, got.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// line reads up to the end of a line; a last line without one counts.
func (l *inputLines) line() (string, error) {
	text, err := l.buffer.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		return "", errTooLong
	}
	if err != nil && (len(text) == 0 || !errors.Is(err, io.EOF)) {
		return "", err
	}
	return strings.TrimSuffix(strings.TrimSuffix(string(text), "\n"), "\r"), nil
}

// password reads a line from the terminal without showing it.
func (l *inputLines) password() (string, error) {
	typed, err := term.ReadPassword(l.fd)
	return string(typed), err
}
