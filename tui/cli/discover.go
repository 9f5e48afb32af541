package cli

import (
	"context"
	"errors"
	"io"
	"runtime"
	"runtime/debug"

	"camreset/steps"
	"camreset/steps/report"
	"camreset/tui"
)

// tidyOften makes a search, whose list is small and whose datagrams are many, tidy up
// its memory when a tenth more than the list is in use.
const tidyOften = 10

// tidyAbove makes it tidy up more often when a thousand devices have been found, in bytes
// that Go holds: with it 0.6 MiB less and a third more of processor time. Beyond two
// thousand it would tidy up all the time, so that a watch, which lasts, has no such bound.
const tidyAbove = 9600 << 10

// Discover lists the devices on this computer's networks.
func Discover(ctx context.Context, s report.Search, to report.Output, out io.Writer) error {
	switch {
	case s.For <= 0:
		return Usage("--timeout is a time such as 6s; it cannot be %s", s.For)
	case to.CSV && (to.JSON || s.Watch):
		return Usage("--csv is one table of its own: it goes with neither --json nor --watch")
	}
	to.Width, to.Watch, to.Out = tui.Width(), s.Watch, out
	debug.SetGCPercent(tidyOften)
	if !s.Watch {
		debug.SetMemoryLimit(tidyAbove)
	}
	runtime.GOMAXPROCS(1) // it waits more than it computes, and each processor has memory of its own
	list, err := report.Discover(ctx, steps.System().LAN, s, to.Saw)
	if wrong := (report.NoInterfaceError{}); errors.As(err, &wrong) {
		return Usage("%s", wrong)
	}
	if err = to.End(list, err); err != nil {
		return fault(err)
	}
	return Exit{Code: list.ExitCode()}
}
