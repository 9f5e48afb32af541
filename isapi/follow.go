package isapi

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"camreset/isapi/value"
)

// maxRedirects bounds how far a probe follows a device on its own host.
const maxRedirects = 3

// get asks for a path without a login. It finds the device first, changes to TLS
// where the answer shows TLS, and follows redirects on the same host: such a
// request carries nothing worth stealing.
// A read whose connection the device closed or broke off without a word is
// repeated once, when no other connection is open.
func (c *Client) get(ctx context.Context, m *memory, path string) *answer {
	a := c.getOnce(ctx, m, path)
	if a.hungUp() {
		a = c.getOnce(ctx, m, path)
	}
	return a
}

// hungUp reports that the device ended the connection instead of answering.
func (a *answer) hungUp() bool {
	return !a.Done && (errors.Is(a.Err, ErrClosed) || errors.Is(a.Err, errReset))
}

// getOnce is get for what may not be asked twice.
func (c *Client) getOnce(ctx context.Context, m *memory, path string) *answer {
	end, err := c.turn(ctx)
	if err != nil {
		return &answer{Reply: Reply{Err: err}}
	}
	defer end()
	return c.ask(ctx, m, call{method: http.MethodGet, path: path})
}

// ask is get within a turn that the caller has, and for other calls.
func (c *Client) ask(ctx context.Context, m *memory, call call) *answer {
	for again := false; ; again = true {
		if err := c.find(ctx, m); err != nil {
			return &answer{Reply: Reply{Err: err}}
		}
		m.mu.Lock()
		at := m.base
		m.mu.Unlock()
		if !at.found() { // another caller has just found it gone
			return &answer{Reply: Reply{Err: ErrUnreachable}}
		}
		a := c.follow(ctx, m, at, call)
		if c.upgrade(ctx, m, at, a) {
			continue
		}
		if a.spokeTLS() {
			a.Err = ErrTLS
		}
		m.meet(call.path, a)
		if gone := m.note(at, a); gone && at.scheme == "https" && !again {
			continue // to tell a device that is off from one whose TLS is gone
		}
		return a
	}
}

// follow sends a request and goes along with redirects to the same host, from
// HTTP to HTTPS but never back, and never for a login.
func (c *Client) follow(ctx context.Context, m *memory, at base, call call) *answer {
	to, err := url.Parse(call.path)
	if err != nil {
		return &answer{Reply: Reply{Err: err}}
	}
	to = c.server(at).ResolveReference(to)
	for hop := 0; ; hop++ {
		a := c.send(ctx, to, call)
		if a.Status/100 != 3 || a.location == "" {
			return a
		}
		next, err := to.Parse(a.location)
		if err != nil || !sameHost(to, next) {
			a.Location, a.Err = Clean(a.location), ErrForeignRedirect
			return a
		}
		switch {
		case c.otherPort(to, next):
			a.Location, a.Err = Clean(next.Scheme+"://"+next.Host), ErrOtherPort
			return a
		case call.held:
			a.Err = ErrMoved
			return a
		case hop == maxRedirects:
			a.Err = ErrRedirects
			return a
		}
		if to.Scheme == "http" && next.Scheme == "https" {
			m.moved(at, next)
		}
		to = next
		to.Fragment = ""
	}
}

// server is the URL of the base. The host is always the address that is dialled:
// a built-in proxy answers 403 to any other (one source).
func (c *Client) server(at base) *url.URL {
	return &url.URL{Scheme: at.scheme, Host: hostPort(at, c.cfg.Host), Path: "/"}
}

// sameHost reports whether a redirect stays on the device and keeps its TLS.
func sameHost(from, to *url.URL) bool {
	return strings.EqualFold(from.Hostname(), to.Hostname()) && to.User == nil &&
		(to.Scheme == from.Scheme || from.Scheme == "http" && to.Scheme == "https")
}

// placeOf is the server that a URL names.
func placeOf(u *url.URL) base {
	port, given := value.Number(u.Port(), 65535)
	if !given {
		port = map[string]int{"http": 80, "https": 443}[u.Scheme]
	}
	return base{u.Scheme, port}
}

// moved makes the place that a device redirects to the base of later requests.
func (m *memory) moved(from base, to *url.URL) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.base == from {
		m.base = placeOf(to)
		m.tls = m.base
	}
}

// note forgets a base where nothing connects any more.
func (m *memory) note(at base, a *answer) (gone bool) {
	var dial *dialError
	m.mu.Lock()
	defer m.mu.Unlock()
	if gone = errors.As(a.Err, &dial); gone && m.base == at {
		m.base, m.reach.State, m.lastFront = base{}, "", Front{}
	}
	return gone
}
