package tui

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"
	"time"

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
	// came brings the line that is being read; nil while none is. echo ends what
	// that read changed of the terminal.
	came chan line
	echo func()
}

// newInputLines reads from in, which may be a terminal.
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

// begin reads a line beside whoever waits for it, if that was not begun yet.
func (l *inputLines) begin(hidden bool) {
	if l.came != nil {
		return
	}
	read := l.line
	l.echo = func() {}
	if hidden && l.terminal && l.buffer.Buffered() == 0 {
		if state, err := term.GetState(l.fd); err == nil {
			l.echo = func() { _ = term.SetState(l.fd, state) } // it comes back, whatever ends the read
		}
		read = l.password
	}
	came := make(chan line, 1)
	l.came = came
	go func() {
		text, err := read()
		came <- line{text, err}
	}()
}

// next reads a line. It comes back at once when ctx ends; the read itself
// stays behind then, and the run is over.
func (l *inputLines) next(ctx context.Context, hidden bool) (string, error) {
	l.begin(hidden)
	defer l.echo()
	select {
	case got := <-l.came:
		l.came = nil
		return got.text, got.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// typedAhead is how long a line that waits in the terminal needs to be read.
const typedAhead = 10 * time.Millisecond

// leftOver drops an empty line that a terminal had before its question was put,
// and says whether there was one: nobody typed it, it ended a paste.
func (l *inputLines) leftOver(hidden bool) bool {
	if !l.terminal {
		return false
	}
	l.begin(hidden)
	select {
	case got := <-l.came:
		if got.err != nil || got.text != "" {
			l.came <- got // for next
			return false
		}
		l.came = nil
		l.echo()
		return true
	case <-time.After(typedAhead):
		return false
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
