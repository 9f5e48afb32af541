package isapi

import (
	"context"
	"sync"
)

// singleFlight lets several callers share one running request. The request ends when
// it is done, or when nobody waits for it any more.
type singleFlight[T any] struct {
	mu  sync.Mutex
	now *flightCall[T]
}

type flightCall[T any] struct {
	done    chan struct{}
	value   T
	waiting int
	cancel  context.CancelFunc
}

// share joins the running request, or starts it. The error is the context's
// when the caller leaves early.
func (f *singleFlight[T]) share(ctx context.Context, run func(context.Context) T) (T, error) {
	f.mu.Lock()
	t := f.now
	if t == nil {
		t = &flightCall[T]{done: make(chan struct{})}
		// Detached from the first caller: another one may still wait when he leaves.
		free, cancel := context.WithCancel(context.WithoutCancel(ctx))
		t.cancel, f.now = cancel, t
		go func() {
			defer cancel()
			t.value = run(free)
			f.mu.Lock()
			if f.now == t {
				f.now = nil
			}
			f.mu.Unlock()
			close(t.done)
		}()
	}
	t.waiting++
	f.mu.Unlock()

	select {
	case <-t.done:
		return t.value, nil
	case <-ctx.Done():
		f.mu.Lock()
		if t.waiting--; t.waiting == 0 {
			t.cancel()
			if f.now == t {
				f.now = nil // who comes now starts anew
			}
		}
		f.mu.Unlock()
		var none T
		return none, ctx.Err()
	}
}
