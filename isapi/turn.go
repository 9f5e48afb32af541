package isapi

import (
	"context"
	"sync"
)

// Requests to one device take turns: up to maxConns reads at a time, one where the
// device has ended a connection of ours without an answer, and a login or a write alone, with
// no connection of ours beside it. Small devices serve few connections, and a
// login that is refused for lack of one may still be counted.

// share is how many of the maxConns places a read takes.
func (c *Client) share() int64 {
	if c.single.Load() {
		return maxConns
	}
	return 1
}

// turn waits until a read may be made. The error is the context's.
func (c *Client) turn(ctx context.Context) (end func(), err error) { return c.take(ctx, c.share()) }

// alone waits until nothing else is under way and every other connection is
// closed; reads wait until end is called.
func (c *Client) alone(ctx context.Context) (end func(), err error) {
	end, err = c.take(ctx, maxConns)
	if err != nil {
		return nil, err
	}
	if err = c.hangUp(ctx); err != nil {
		end()
		return nil, err
	}
	return end, nil
}

func (c *Client) take(ctx context.Context, n int64) (end func(), err error) {
	if err := c.turns.Acquire(ctx, n); err != nil {
		return nil, err
	}
	return sync.OnceFunc(func() { c.turns.Release(n) }), nil
}
