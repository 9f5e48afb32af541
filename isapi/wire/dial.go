package wire

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// dialTimeout bounds one TCP connect. A camera on the same network answers in
// milliseconds; this leaves room for one lost packet.
const dialTimeout = 2 * time.Second

// Open makes a connection for a scheme, with its TLS where that is https.
func (t *Transport) Open(ctx context.Context, scheme, address string) (net.Conn, error) {
	return t.open(ctx, scheme, address, nil)
}

// open gives a connection for one scheme: for the pool the spare one left from
// finding the device, or a new one. by is the pool that asks, nil for none.
func (t *Transport) open(ctx context.Context, scheme, address string, by *http.Transport) (conn net.Conn, err error) {
	if by != nil && by == t.pool.Load() {
		conn = t.spare.take(scheme + "://" + address)
	}
	if conn == nil {
		if conn, err = t.connect(ctx, address, by, dialTimeout); err != nil {
			return nil, err
		}
	}
	if _, done := conn.(*tls.Conn); done || scheme != "https" {
		return conn, nil
	}
	// Less than a whole request gets, so that it is the handshake that is late.
	ctx, cancel := context.WithTimeout(ctx, t.cfg.Timeout*3/4)
	defer cancel()
	return secure(ctx, conn, t.cfg.Host, t.cfg.Judge())
}

// Connect opens one TCP connection to the device, to look at it or to keep it. Its
// error is a *DialError, the context's, or of ErrClosed.
func (t *Transport) Connect(ctx context.Context, address string) (net.Conn, error) {
	return t.connect(ctx, address, nil, dialTimeout)
}

// Knock is Connect with a patience of its own. It counts from when the connect leaves: a
// device that has its full number of connections is waited for, and is not silent.
func (t *Transport) Knock(ctx context.Context, address string, patience time.Duration) (net.Conn, error) {
	return t.connect(ctx, address, nil, min(patience, dialTimeout))
}

// connect opens one TCP connection for a pool, nil for none, waiting while the device
// has its full number. net/http may dial for a request that has been served meanwhile:
// what comes so late that its pool is over is refused, or it would stand beside a login.
func (t *Transport) connect(ctx context.Context, address string, by *http.Transport, patience time.Duration) (net.Conn, error) {
	n := t.share()
	if err := t.takePlaces(ctx, n, t.pool.Load()); err != nil {
		return nil, err
	}
	release := sync.OnceFunc(func() { t.places.Release(n) })
	if by != nil && by != t.once && by != t.pool.Load() {
		release()
		return nil, context.Canceled
	}
	dialled := t.dial(ctx, address, patience)
	select {
	case d := <-dialled:
		conn, err := t.counting(d, release)
		if err != nil && ctx.Err() != nil {
			err = ctx.Err()
		}
		return conn, err
	case <-ctx.Done():
		go func() { // it may still come about at the device, which would count it
			if conn, err := t.counting(<-dialled, release); err == nil {
				_ = conn.Close()
			}
		}()
		return nil, ctx.Err()
	}
}

// outcome is what became of one connect.
type outcome struct {
	conn net.Conn
	err  error
}

// dial connects within the patience. Where ctx ends meanwhile (net/http ends dials too,
// that nobody waits for any more), the device may have taken the connection already:
// it gets as long as a closing does to come about, so that it can be closed properly.
func (t *Transport) dial(ctx context.Context, address string, patience time.Duration) <-chan outcome {
	end := time.Now().Add(patience)
	if own, bounded := ctx.Deadline(); bounded && own.Before(end) {
		end = own
	}
	limited, cancel := context.WithDeadline(context.WithoutCancel(ctx), end)
	left := context.AfterFunc(ctx, func() { time.AfterFunc(t.Linger, cancel) })
	dialled := make(chan outcome, 1)
	go func() {
		defer cancel()
		defer left()
		conn, err := t.cfg.Dial(limited, "tcp", address)
		dialled <- outcome{conn, err}
	}()
	return dialled
}

// counting gives a new connection that holds its place until it is closed, or the
// place back and the reason why there is none.
func (t *Transport) counting(d outcome, release func()) (net.Conn, error) {
	switch {
	case d.err == nil:
		return &counted{Conn: d.conn, patience: t.Linger, release: release, wasReset: t.OneAtATime, asked: make(chan struct{})}, nil
	case isReset(d.err): // it took the connection and broke it off before we saw it
		release()
		t.OneAtATime()
		return nil, fmt.Errorf("%w: %w", ErrClosed, ErrReset)
	}
	release()
	return nil, &DialError{State: DialState(d.err), err: d.err}
}

// takePlaces waits for n places of the device's connections; idle ones of a pool and
// the spare one, which may be all that is in the way, are closed.
func (t *Transport) takePlaces(ctx context.Context, n int64, pool *http.Transport) error {
	for {
		soon, cancel := context.WithTimeout(ctx, 5*time.Millisecond)
		err := t.places.Acquire(soon, n)
		cancel()
		if err == nil || ctx.Err() != nil {
			return err
		}
		t.spare.take("")
		pool.CloseIdleConnections()
	}
}
