package isapi

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"io"
	"net"
	"strings"
	"sync"
	"time"

	"camreset/isapi/wire"
)

// Config says which device, and through what the client reaches the world. Only
// Host is needed.
type Config struct {
	Scheme string // "http", "https", or empty: find out
	Host   string // an address; resolve a name once, before, and give the address
	Port   int    // 0: find out, or the scheme's own

	// Dial opens every connection; nil means the system's.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Now is the clock that ages what is kept; nil means the system's.
	Now func() time.Time
	// Key makes the RSA key of an activation; nil means a fresh one.
	Key func(bits int) (*rsa.PrivateKey, error)
	// Random gives the bytes that a cipher starts from; nil means the system's.
	Random io.Reader
	// Timeout bounds each request, its answer included; 0 means 4 s.
	Timeout time.Duration
}

// Client speaks to one camera. Make one per camera and keep it: it holds the
// connection limit, the certificate first seen and the age of the last
// userCheck. It is safe for concurrent use.
type Client struct {
	cfg     Config
	wire    *wire.Transport
	parsing sync.Mutex // one answer is taken apart at a time: a hostile one takes ten times its size

	mu    sync.Mutex
	known *memory
}

// New makes a client; it sends nothing yet.
func New(cfg Config) *Client {
	cfg.Scheme = strings.ToLower(cfg.Scheme)
	cfg.Host = strings.Trim(cfg.Host, "[]")
	if cfg.Dial == nil {
		cfg.Dial = (&net.Dialer{}).DialContext
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Key == nil {
		cfg.Key = func(bits int) (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, bits) }
	}
	if cfg.Random == nil {
		cfg.Random = rand.Reader
	}
	if cfg.Timeout <= 0 {
		cfg.Timeout = 4 * time.Second
	}
	c := &Client{cfg: cfg, known: &memory{want: cfg.Scheme}}
	c.wire = wire.New(wire.Config{
		Host: cfg.Host, Timeout: cfg.Timeout, Dial: cfg.Dial,
		Judge: func() func(*x509.Certificate) error { return c.memory().certificate },
	})
	return c
}

// Close closes connections that lie idle. The client can still be used.
func (c *Client) Close() { c.wire.Close() }

// Fingerprint gives the SHA-256 of the certificate first seen, as 64 lower-case
// hex digits; empty without TLS. Every later connection must show the same.
func (c *Client) Fingerprint() string {
	_, cert := c.Identity()
	return cert
}

// Identity gives what marks this device without a login: the realm with which it
// asks for one (cleaned; that of other pages may differ) and the fingerprint of its
// certificate. Either may be empty. During Watch it is that from before.
func (c *Client) Identity() (realm, cert string) {
	m := c.memory()
	m.mu.Lock()
	defer m.mu.Unlock()
	known := &m.identity
	if known.before != nil {
		known = known.before
	}
	return known.realms[known.tested()], known.pin
}

// Over makes the client speak "http" or "https" from now on, where the user asks
// for that; empty changes nothing.
func (c *Client) Over(scheme string) {
	m := c.memory()
	m.mu.Lock()
	defer m.mu.Unlock()
	if scheme == "" || scheme == m.want {
		return
	}
	if m.want = scheme; m.base.scheme != scheme {
		m.base, m.reach.State, m.lastFront = base{}, "", Front{}
	}
}

func (c *Client) memory() *memory {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.known
}
