package tui

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"runtime"

	"camreset/tui/halt"
)

// Options is what a front door needs besides the walk.
type Options struct {
	// In and Out are standard input and output when nil.
	In  io.Reader
	Out io.Writer
	// Banner is shown above everything; empty means none.
	Banner string
	// Keys has Plain name steps and answers for scripts on a terminal too.
	Keys bool
	// Guard ends the program when it is told to; nil where a test does that.
	Guard *halt.Guard

	// marks and style are those that the terminal has and its user wants; signs and no
	// style at all where they are nil.
	marks *marks
	style *style
}

// look is how screens are drawn.
func (o Options) look() look {
	return look{marks: cmp.Or(o.marks, signs), style: cmp.Or(o.style, unstyled)}
}

// onTerminal has the look that the terminal of this process can show and its user wants.
func (o Options) onTerminal() Options {
	o.marks, o.style = marksFor(os.Getenv, runtime.GOOS), coloured
	if os.Getenv("NO_COLOR") != "" {
		o.style = uncoloured
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
