package steps

import (
	"context"
	"time"

	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/sentences"
)

// record asks over UDP who is at the address: most cameras tell model and serial
// there, which their web page tells only after a login.
var record = recordWhile(nil)

// Patience of a look: how long a silent device holds it, and how long others may speak
// that share the address, after all else is done.
const (
	lookWait = 300 * time.Millisecond
	lookMore = 10 * time.Millisecond
)

// recordWhile asks over UDP who is there. Beside a look it waits no longer than the
// look does and a moment, and holds it only where the address is on a network of ours;
// nil stands for no look.
func recordWhile(looked <-chan struct{}) Check {
	return Check{
		ID: "record", Title: T("Model and serial"), Tell: sentences.RecordRow,
		Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
			if !facts.CanQueryUDP(f) {
				return access.Nothing, Result{}
			}
			heard, d, same := env.Ask(ctx, f.Target, f.IsChosen, patience(env, f, looked))
			return func(f *Facts) {
				f.Heard, f.Double = heard, same > 1
				f.Merge(d)
			}, Result{}
		},
	}
}

func patience(env Env, f *Facts, looked <-chan struct{}) lan.Wait {
	after := env.SADP.After
	if looked == nil {
		return lan.Wait{End: after(lan.WhoWait), More: func() <-chan time.Time { return after(lan.WhoMore) }}
	}
	hold := time.Duration(0)
	if _, ours := f.OwnNetworkOf(f.Target); ours {
		hold = lookWait
	}
	return lan.Wait{End: lan.BothOver(looked, after(hold)), More: func() <-chan time.Time { return lan.BothOver(looked, after(lookMore)) }}
}
