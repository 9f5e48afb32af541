package tui

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"

	"camreset/tui/halt"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// Options is what a front door needs besides the walk.
type Options struct {
	// In and Out are standard input and output when nil.
	In  io.Reader
	Out io.Writer
	// Banner is shown above everything; empty means none.
	Banner string
	// PageURL is the address under which a browser of this computer reaches a
	// page, where that is another one than the camera's: it is what the key o
	// tells. Nil means the same.
	PageURL func(url string) string
	// Guard ends the program when it is told to; nil where a test does that.
	Guard *halt.Guard

	// marks are those of the terminal, the signs when nil; plain wants no colours.
	marks *marks
	plain bool
}

// look is how screens are drawn.
func (o Options) look() look {
	l := look{marks: signs, style: &coloured}
	if o.marks != nil {
		l.marks = o.marks
	}
	if o.plain {
		l.style = &uncoloured
	}
	return l
}

// onTerminal has the look that the terminal of this process can show and its user wants.
func (o Options) onTerminal() Options {
	o.marks, o.plain = marksFor(os.Getenv, runtime.GOOS), os.Getenv("NO_COLOR") != ""
	if o.plain {
		lipgloss.SetColorProfile(termenv.ANSI) // which has bold and faint
	}
	return o
}

// filled has standard input and output where none were named.
func (o Options) filled() Options {
	if o.In == nil {
		o.In = os.Stdin
	}
	if o.Out == nil {
		o.Out = os.Stdout
	}
	return o
}

// ErrInterrupted is returned by Full when the user pressed Ctrl+C; it is a
// context.Canceled, as if a signal had come.
var ErrInterrupted = fmt.Errorf("interrupted: %w", context.Canceled)
