package wire

import (
	"context"
	"crypto/x509"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"
)

// MaxConns bounds the connections to one device at a time: small ones serve few.
const MaxConns = 4

const linger = 250 * time.Millisecond // see Transport.Linger

// Config says which device, and how it is reached. Every field is needed.
type Config struct {
	Host    string        // its address, as a TLS server is asked for it
	Timeout time.Duration // of a request, its answer included
	Dial    func(ctx context.Context, network, address string) (net.Conn, error)
	// Judge gives, when a handshake begins, what decides on the certificate that it
	// shows; an error ends the connection, and is the request's.
	Judge func() func(*x509.Certificate) error
}

// Transport carries requests to one device. It is safe for concurrent use.
type Transport struct {
	// Linger is how long a connection that we closed counts as open while the device
	// does not close it as well. Set it before the first request.
	Linger time.Duration

	cfg    Config
	turns  *semaphore.Weighted // of requests, see Turn
	places *semaphore.Weighted // of open connections
	single atomic.Bool         // the device has hung up on us
	spare  spare
	// pool is for reads: connections are kept and shared. Each login begins a new one.
	pool atomic.Pointer[http.Transport]
	once *http.Transport // fresh requests: one connection each
}

// New makes a transport; it opens nothing yet.
func New(cfg Config) *Transport {
	t := &Transport{Linger: linger, cfg: cfg, turns: semaphore.NewWeighted(MaxConns), places: semaphore.NewWeighted(MaxConns)}
	t.pool.Store(t.newPool(true))
	t.once = t.newPool(false)
	return t
}

// newPool makes one of the two pools. The system's proxy, HTTP/2, cookies and
// compression stay out: a camera is spoken to directly and plainly.
func (t *Transport) newPool(keep bool) *http.Transport {
	var pool *http.Transport
	pool = &http.Transport{
		DialContext: func(ctx context.Context, _, address string) (net.Conn, error) {
			return t.open(ctx, "http", address, pool)
		},
		DialTLSContext: func(ctx context.Context, _, address string) (net.Conn, error) {
			return t.open(ctx, "https", address, pool)
		},
		DisableKeepAlives:      !keep,
		DisableCompression:     true,
		MaxConnsPerHost:        MaxConns,
		MaxIdleConnsPerHost:    MaxConns,
		IdleConnTimeout:        5 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
	}
	return pool
}

// Close closes connections that lie idle. The transport can still be used.
func (t *Transport) Close() {
	t.spare.take("")
	t.pool.Load().CloseIdleConnections()
}

// Keep keeps a connection that Connect or Open made for the next read of its origin,
// "https://192.0.2.1:443" and the like.
func (t *Transport) Keep(origin string, conn net.Conn) { t.spare.keep(origin, conn) }

// OneAtATime makes the transport hold no more than one connection from now on, as
// after the device has hung up on one.
func (t *Transport) OneAtATime() { t.single.Store(true) }

// Single reports that no more than one connection is held at a time.
func (t *Transport) Single() bool { return t.single.Load() }

// share is how many of the MaxConns places a read takes.
func (t *Transport) share() int64 {
	if t.single.Load() {
		return MaxConns
	}
	return 1
}

// hangUp ends the pool with every connection in it, begins a new one, and waits
// until the device has let go of the connections too.
func (t *Transport) hangUp(ctx context.Context) error {
	old := t.pool.Swap(t.newPool(true))
	t.spare.take("")
	old.CloseIdleConnections()
	if err := t.takePlaces(ctx, MaxConns, old); err != nil {
		return err
	}
	t.places.Release(MaxConns)
	return nil
}
