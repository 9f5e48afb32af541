// Package cli is what the commands of the program do once their flags are read:
// it finds the one device that was named, runs a front door or a report, and turns
// how that ended into an exit code.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"camreset/tui/halt"
)

// Exit codes that print no result, beside halt.Interrupted.
const (
	// Fault is that of a fault of the program.
	Fault = 1
	// WrongUsage is that of a command line, or of a script's answer, that was not
	// taken.
	WrongUsage = 2
)

// Exit carries an exit code; its text is printed if it has one.
type Exit struct {
	Code int
	Text string
}

func (e Exit) Error() string { return e.Text }

// Usage is wrong usage, said in one line.
func Usage(format string, args ...any) error { return Exit{WrongUsage, fmt.Sprintf(format, args...)} }

// fault is a fault of the program.
func fault(err error) error { return Exit{Fault, err.Error()} }

// Code is the exit code of a run whose context and error are given. What there is to
// say is printed to errs. An error of a kind that this package does not know comes
// from the reading of flags.
func Code(ctx context.Context, err error, errs io.Writer) int {
	var e Exit
	switch {
	case ctx.Err() != nil, errors.Is(err, context.Canceled):
		return halt.Interrupted
	case err == nil:
		return 0
	case !errors.As(err, &e):
		e = Exit{WrongUsage, err.Error()}
	}
	if e.Text != "" {
		fmt.Fprintln(errs, "camreset: "+e.Text)
	}
	return e.Code
}
