package steps

import (
	"context"
	"net"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
)

// An address that swallows every packet must not hold up the seconds that are
// counted: nothing waits for one longer than holdLook.
func TestTheHoldTimerWaitsForNoAddress(t *testing.T) {
	besides(testTheHoldTimerWaitsForNoAddress)(t)
}

func testTheHoldTimerWaitsForNoAddress(t *testing.T) {
	w := newWorld(t, "unplugged", nil)
	var dials, patient atomic.Int32
	w.env.Dial = func(ctx context.Context, _, _ string) (net.Conn, error) {
		dials.Add(1)
		if end, bounded := ctx.Deadline(); !bounded || time.Until(end) > holdLook {
			patient.Add(1)
		}
		return nil, syscall.EHOSTUNREACH
	}
	given, _ := lan.ParseAddress(w.ip)
	at := flow.Start(Guide(), Facts{Camera: facts.Camera{Target: given}, Reset: facts.Reset{OldTarget: given, DarkAt: w.env.Now()}}).Enter("button-hold")
	rounds(t, w.env, at, 1)
	if dials.Load() == 0 || patient.Load() > 0 {
		t.Errorf("%d of %d connects may wait for more than %s", patient.Load(), dials.Load(), holdLook)
	}
}
