package cli

import (
	"context"
	"errors"
	"io"
	"time"

	"camreset/steps"
)

// Check looks at the one device that the words name, and takes at most timeout.
func Check(ctx context.Context, words []string, timeout time.Duration, asJSON bool, out io.Writer) error {
	if len(words) != 1 {
		return Usage("give one device: an address such as 192.168.1.64, a MAC, or the end of a serial number")
	}
	given, err := readTarget(words[0])
	if err != nil {
		return err
	}
	if timeout <= 0 {
		return Usage("--timeout is a time such as 10s; it cannot be %s", timeout)
	}
	look, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	env := steps.System()
	defer env.Close()
	at, _, err := seek(look, env, given)
	if errors.Is(err, context.DeadlineExceeded) {
		return Exit{steps.Unreachable.ExitCode(), "the time was over before a device with " + given.String() + " answered"}
	}
	if err != nil {
		return err
	}
	told := steps.Inspect(look, env, at)
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := told.Print(out, asJSON); err != nil {
		return fault(err)
	}
	return Exit{Code: told.ExitCode()}
}
