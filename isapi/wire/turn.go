package wire

import (
	"context"
	"sync"
)

// Requests to one device take turns: up to MaxConns reads at a time, one where the
// device has ended a connection of ours without an answer, and a login or a write
// alone, with no connection of ours beside it. Small devices serve few connections, and a
// login that is refused for lack of one may still be counted.

// Turn waits until a read may be made, until end is called. The error is the context's.
func (t *Transport) Turn(ctx context.Context) (end func(), err error) { return t.take(ctx, t.share()) }

// Alone waits until nothing else is under way and every other connection is
// closed; reads wait until end is called.
func (t *Transport) Alone(ctx context.Context) (end func(), err error) {
	end, err = t.take(ctx, MaxConns)
	if err != nil {
		return nil, err
	}
	if err = t.hangUp(ctx); err != nil {
		end()
		return nil, err
	}
	return end, nil
}

func (t *Transport) take(ctx context.Context, n int64) (end func(), err error) {
	if err := t.turns.Acquire(ctx, n); err != nil {
		return nil, err
	}
	return sync.OnceFunc(func() { t.turns.Release(n) }), nil
}
