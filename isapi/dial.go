package isapi

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"
	"syscall"
	"time"
)

// transport makes one of the client's two transports. The system's proxy, HTTP/2,
// cookies and compression stay out: a camera is spoken to directly and plainly.
func (c *Client) transport(keep bool) *http.Transport {
	var t *http.Transport
	t = &http.Transport{
		DialContext: func(ctx context.Context, _, address string) (net.Conn, error) {
			return c.open(ctx, "http", address, t)
		},
		DialTLSContext: func(ctx context.Context, _, address string) (net.Conn, error) {
			return c.open(ctx, "https", address, t)
		},
		DisableKeepAlives:      !keep,
		DisableCompression:     true,
		MaxConnsPerHost:        maxConns,
		MaxIdleConnsPerHost:    maxConns,
		IdleConnTimeout:        5 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
	}
	return t
}

// open gives a connection for one scheme: for the pool the spare one left from
// finding the device, or a new one. by is the transport that asks, nil for none.
func (c *Client) open(ctx context.Context, scheme, address string, by *http.Transport) (conn net.Conn, err error) {
	if by != nil && by == c.pool.Load() {
		conn = c.takeSpare(scheme + "://" + address)
	}
	if conn == nil {
		if conn, err = c.connect(ctx, address, by); err != nil {
			return nil, err
		}
	}
	if _, done := conn.(*tls.Conn); done || scheme != "https" {
		return conn, nil
	}
	return c.secure(ctx, conn)
}

// secure makes the TLS connection. Cameras' certificates are self-signed, so the
// chain says nothing; instead the certificate first seen has to stay the same.
// TLS 1.0 and RSA key exchange are for old cameras, and only for them.
func (c *Client) secure(ctx context.Context, conn net.Conn) (net.Conn, error) {
	m := c.memory()
	// Less than a whole request gets, so that it is the handshake that is late.
	ctx, cancel := context.WithTimeout(ctx, c.cfg.Timeout*3/4)
	defer cancel()
	secured := tls.Client(conn, &tls.Config{
		ServerName:         c.cfg.Host,
		InsecureSkipVerify: true,
		MinVersion:         tls.VersionTLS10,
		CipherSuites:       everySuite,
		VerifyConnection:   m.verify,
	})
	err := secured.HandshakeContext(ctx)
	if err == nil {
		return secured, nil
	}
	_ = conn.Close()
	if errors.Is(err, ErrPinChanged) || errors.Is(err, context.Canceled) {
		return nil, err
	}
	if used := countedOf(conn); used != nil && used.reset.Load() {
		return nil, fmt.Errorf("%w: %w", ErrTLS, errReset)
	}
	return nil, fmt.Errorf("%w: %s", ErrTLS, Clean(err.Error()))
}

var everySuite = func() (ids []uint16) {
	for _, suite := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
		ids = append(ids, suite.ID)
	}
	return ids
}()

// verify pins the first certificate and refuses any other.
func (m *memory) verify(state tls.ConnectionState) error {
	if len(state.PeerCertificates) == 0 {
		return ErrTLS
	}
	leaf := state.PeerCertificates[0]
	sum := sha256.Sum256(leaf.Raw)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.pin == "" {
		m.pin, m.subject = hex.EncodeToString(sum[:]), Clean(leaf.Subject.String())
	}
	if shown := hex.EncodeToString(sum[:]); m.pin != shown {
		m.refused = other{at: m.tls, cert: shown, subject: Clean(leaf.Subject.String())}
		return ErrPinChanged
	}
	return nil
}

// dialError is a connection that could not be made, with what was seen.
type dialError struct {
	state string
	err   error
}

func (e *dialError) Error() string {
	return ErrUnreachable.Error() + ": " + Clean(e.err.Error())
}
func (e *dialError) Unwrap() error { return ErrUnreachable }

// DialState names what a failed connect looked like: ReachRefused, ReachSilent,
// ReachNoName or ReachNoRoute. The bare numbers are
// Windows' own for refused.
func DialState(err error) string {
	var number syscall.Errno
	var name *net.DNSError
	var late net.Error
	switch {
	case errors.Is(err, syscall.ECONNREFUSED), errors.As(err, &number) && number == 10061:
		return ReachRefused
	case errors.As(err, &name):
		return ReachNoName
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, syscall.ETIMEDOUT),
		errors.As(err, &late) && late.Timeout():
		return ReachSilent
	}
	return ReachNoRoute
}

// spare is the connection with which the device was found, kept for the first
// request.
type spare struct {
	base string
	conn net.Conn
	at   time.Time
}

// keepSpare keeps a connection for the next request to base.
func (c *Client) keepSpare(base string, conn net.Conn) {
	c.takeSpare("")
	c.mu.Lock()
	defer c.mu.Unlock()
	c.spare = &spare{base, conn, time.Now()}
}

// takeSpare gives the spare connection if it leads to base and is fresh; a
// useless one is closed.
func (c *Client) takeSpare(base string) net.Conn {
	c.mu.Lock()
	kept := c.spare
	c.spare = nil
	c.mu.Unlock()
	if kept == nil {
		return nil
	}
	if kept.base != base || time.Since(kept.at) > time.Second {
		_ = kept.conn.Close()
		return nil
	}
	return kept.conn
}
