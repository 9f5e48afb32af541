package steps

import (
	"context"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
)

// An address that swallows every packet must not hold up the seconds that are
// counted: no round waits for one beyond the next second.
func TestTheHoldTimerWaitsForNoAddress(t *testing.T) {
	besides(testTheHoldTimerWaitsForNoAddress)(t)
}

func testTheHoldTimerWaitsForNoAddress(t *testing.T) {
	w := newWorld(t, "unplugged", nil)
	var dials atomic.Int32
	w.env.Dial = func(ctx context.Context, _, _ string) (net.Conn, error) {
		dials.Add(1)
		<-ctx.Done()
		return nil, ctx.Err()
	}
	given, _ := lan.ParseAddress(w.ip)
	at := flow.Start(Guide(), Facts{Camera: facts.Camera{Target: given}, Reset: facts.Reset{OldTarget: given, DarkAt: w.env.Now()}}).Enter("button-hold")
	for range 5 {
		begun := w.env.Now()
		at = rounds(t, w.env, at, 1)
		if took := w.env.Now().Sub(begun); took > time.Second+50*time.Millisecond {
			t.Errorf("a round took %s", took)
		}
	}
	if dials.Load() == 0 {
		t.Error("nobody was looked for")
	}
}
