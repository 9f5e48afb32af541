package tui

import (
	"cmp"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"
)

// The size of a terminal that does not tell its own.
const (
	usualWidth  = 80
	usualHeight = 24
)

// IsTerminal says whether a person sits before both standard input and output.
func IsTerminal() bool { return isTerminal(os.Stdin) && isTerminal(os.Stdout) }

// Piped says whether standard input is no terminal: nobody there can be asked again.
func Piped() bool { return !isTerminal(os.Stdin) }

// Width is how many cells standard output has in a line; 0 where it is no terminal,
// 80 where one does not say.
func Width() int {
	if !isTerminal(os.Stdout) {
		return 0
	}
	if width, _, err := term.GetSize(os.Stdout.Fd()); err == nil && width > 0 {
		return width
	}
	return 80
}

// Wrapped is a text in lines that fit standard output, with a line break at its end; empty
// if the text is.
func Wrapped(text string) string {
	if text == "" {
		return ""
	}
	return strings.Join(wrap(clean(text), cmp.Or(Width(), usualWidth)), "\n") + "\n"
}

// isTerminal says whether a stream is a terminal.
func isTerminal(stream any) bool {
	f, is := stream.(term.File)
	return is && term.IsTerminal(f.Fd())
}
