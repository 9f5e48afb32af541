package tui

import (
	"os"

	"github.com/charmbracelet/x/term"
)

// The size of a terminal that does not tell its own.
const (
	usualWidth  = 80
	usualHeight = 24
)

// IsTerminal says whether a person sits before both standard input and output.
func IsTerminal() bool { return isTerminal(os.Stdin) && isTerminal(os.Stdout) }

func isTerminal(stream any) bool {
	f, is := stream.(term.File)
	return is && term.IsTerminal(f.Fd())
}
