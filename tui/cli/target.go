package cli

import (
	"context"
	"errors"
	"fmt"
	"os"

	"camreset/steps"
	"camreset/steps/lan"
)

// readTarget reads the one TARGET of a command.
func readTarget(typed string) (lan.Target, error) {
	given, bad := lan.ParseTarget(typed)
	if !bad.IsZero() {
		return given, Usage("%s", bad)
	}
	if missing := steps.System().NeedsInterface(given.Address); !missing.IsZero() {
		return given, Usage("%s", missing)
	}
	return given, nil
}

// seek looks for a device that was named by its MAC or serial number. The address of
// any other target is the one that was typed.
func seek(ctx context.Context, env steps.Env, t lan.Target) (at lan.Address, key string, err error) {
	if !t.Sought() {
		return t.Address, "", nil
	}
	fmt.Fprintf(os.Stderr, "Looking for %s on this computer's networks ...\n", t)
	at, key, err = env.Seek(ctx, t)
	if not := (lan.NotOneError{}); errors.As(err, &not) {
		return at, key, Exit{not.ExitCode(), not.Error()}
	}
	return at, key, err
}
