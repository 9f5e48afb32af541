package access

import (
	"context"

	"camreset/isapi"
	"camreset/steps/facts"
)

// Activated reads whether the camera has a password, by whichever way leads to it.
func (e Env) Activated(ctx context.Context, f *facts.Facts) (isapi.Tri, func(*facts.Facts), error) {
	if f.UDPOnly() {
		heard, d, now := e.Follow(ctx, f.Record)
		if !now {
			return isapi.Unknown, func(f *facts.Facts) { f.Heard = heard }, nil
		}
		return d.Activated, func(f *facts.Facts) { f.Heard, f.Record = heard, d }, nil
	}
	status := e.Camera(f.Target).ActivateStatus(ctx)
	renew := Nothing
	if status.Activated == isapi.Yes {
		renew = e.RecordAfter(ctx, f)
	}
	return status.Activated, func(f *facts.Facts) {
		f.Seen.Status = status
		if status.Activated == isapi.Yes {
			f.Seen.Check.Activated = isapi.Yes
		}
		renew(f)
	}, status.Err
}

// RecordAfter asks a camera that has a password by now for its record again. What it
// told over UDP before that holds no more: without a password it has no salt for it,
// and no way to reset it.
func (e Env) RecordAfter(ctx context.Context, f *facts.Facts) func(*facts.Facts) {
	if f.Record.Activated != isapi.No {
		return Nothing
	}
	d, tells := e.verified(ctx, f)
	if !tells || d.Activated == isapi.No {
		return Nothing
	}
	return func(f *facts.Facts) { f.Record = d }
}

// Nothing is the change of a check that learned nothing.
func Nothing(*facts.Facts) {}
