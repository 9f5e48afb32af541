package access

import (
	"context"

	"camreset/isapi/sadp"
	"camreset/steps/facts"
)

// Doubled is true where several devices are heard at the target by now, without
// asking: one may have spoken up since the look.
func (e Env) Doubled(f *facts.Facts) bool {
	return f.Double || facts.CanQueryUDP(f) && len(e.Heard().Holders(f.Target)) > 1
}

// AloneAgain looks whether the other device with the camera's MAC is still there.
func (e Env) AloneAgain(ctx context.Context, f *facts.Facts) func(*facts.Facts) {
	if !f.Record.Doubled {
		return Nothing
	}
	heard, d, now := e.Follow(ctx, f.Record)
	return func(f *facts.Facts) {
		if f.Heard = heard; now {
			f.Record.Doubled = d.Doubled
		}
	}
}

// OverCable is the Net by which commands go to the camera. Where its address is known
// to be that of others too, another MAC beside it says nothing new.
func (e Env) OverCable(f *facts.Facts) sadp.Net {
	n := e.ToDevices()
	if f.SharesAddress() {
		n.Neighbours = nil
	}
	return n
}
