package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"camreset/steps"
	"camreset/steps/saved"
)

// Cases lists the saved walks, or forgets one, as the words say.
func Cases(ctx context.Context, words []string, asJSON bool, out io.Writer) error {
	var err error
	switch {
	case len(words) == 0 && asJSON:
		err = casesJSON(ctx, out)
	case asJSON:
		return Usage("--json lists the saved walks, and takes no word beside it")
	case len(words) == 0:
		err = steps.ListCases(steps.System().Until(ctx), out)
	case len(words) == 2 && words[0] == "forget":
		err = steps.ForgetCase(steps.System().Until(ctx), words[1])
	default:
		return Usage("it is cases, cases forget ID or cases resume ID, with one ID of that list")
	}
	if errors.Is(err, saved.ErrNoWalk) {
		return Usage("%s", err)
	}
	if err != nil {
		return fault(err)
	}
	return nil
}

// casesJSON prints the list for programs. What could not be read is said beside it.
func casesJSON(ctx context.Context, out io.Writer) error {
	told, err := steps.Cases(steps.System().Until(ctx))
	if errors.Is(err, saved.ErrUnread) {
		fmt.Fprintf(os.Stderr, "camreset: %s\n", err)
	} else if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(told)
}
