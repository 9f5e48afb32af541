package tui

import (
	"context"
	"fmt"
	"io"
	"os"

	"camreset/tui/halt"
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
	// Keys has Plain name steps and answers for scripts on a terminal too.
	Keys bool
	// Guard ends the program when it is told to; nil where a test does that.
	Guard *halt.Guard
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
