package cli

import (
	"context"
	"errors"
	"io"

	"camreset/steps"
	"camreset/steps/saved"
)

// Cases lists the saved walks, or forgets one, as the words say.
func Cases(ctx context.Context, words []string, out io.Writer) error {
	var err error
	switch {
	case len(words) == 0:
		err = steps.ListCases(steps.System().Until(ctx), out)
	case len(words) == 2 && words[0] == "forget":
		err = steps.ForgetCase(steps.System().Until(ctx), words[1])
	default:
		return Usage("it is cases, or cases forget ID with one ID of that list")
	}
	if errors.Is(err, saved.ErrNoWalk) {
		return Usage("%s", err)
	}
	if err != nil {
		return fault(err)
	}
	return nil
}
