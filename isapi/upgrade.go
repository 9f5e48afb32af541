package isapi

import (
	"context"
	"errors"
	"strings"
)

// upgrade changes the base to TLS where an answer to plain HTTP shows that TLS
// is spoken: on the same port if only a port was given, on 443 if nothing was and
// port 80 gives no answer at all. It reports whether the base is another now.
func (c *Client) upgrade(ctx context.Context, m *memory, was base, a *answer) bool {
	if was.scheme != "http" || !a.looksLikeTLS() {
		return false
	}
	m.upgrade.Lock()
	defer m.upgrade.Unlock()
	m.mu.Lock()
	now, want, tried, shown := m.base, m.want, m.triedTLS, m.agreed == "http"
	m.mu.Unlock()
	if want != "" || shown && !a.spokeTLS() { // a device that was shown over plain HTTP may be slow
		return false
	}
	if now != was || tried {
		return now.found() && now != was
	}
	to := base{"https", was.port}
	if c.cfg.Port == 0 {
		to.port = 443
	} else if errors.Is(a.Err, ErrMute) {
		return false // a TLS server would have spoken up
	}
	conn, err := c.wire.Open(ctx, to.scheme, to.address(c.cfg.Host))
	if m.upgraded(to, ctx.Err() == nil, err == nil); err != nil {
		return false
	}
	c.wire.Keep(to.origin(c.cfg.Host), conn)
	return true
}

// looksLikeTLS reports whether a plain request met a TLS server, or got no
// answer that could be told from it.
func (a *answer) looksLikeTLS() bool {
	if a.spokeTLS() {
		return true
	}
	if a.hungUp() && !a.single {
		return false // it may have had too many connections
	}
	return !a.Done && (errors.Is(a.Err, ErrNotHTTP) || errors.Is(a.Err, ErrClosed) || errors.Is(a.Err, ErrMute))
}

// spokeTLS reports whether the other side is a TLS server for certain: it sent a
// TLS record, or the sentence that the common web servers have for this case.
func (a *answer) spokeTLS() bool {
	if !a.Done {
		return a.tlsRecord
	}
	text := strings.ToLower(string(a.body[:min(len(a.body), 1024)]))
	return a.Status == 400 && strings.Contains(text, "http") &&
		(strings.Contains(text, "https server") || strings.Contains(text, "https port") || strings.Contains(text, "ssl-enabled"))
}
