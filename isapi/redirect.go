package isapi

import (
	"context"
	"net/http"
	"net/url"
)

// maxRedirects bounds how far a probe follows a device on its own host.
const maxRedirects = 3

// get asks for a path without a login. It finds the device first, changes to TLS
// where the answer shows TLS, and follows redirects on the same host: such a
// request carries nothing worth stealing.
// A read whose connection the device closed or broke off without a word is
// repeated once, when no other connection is open.
func (c *Client) get(ctx context.Context, m *memory, path string) *answer {
	read := call{method: http.MethodGet, path: path}
	a := c.askInTurn(ctx, m, read)
	if a.hungUp() {
		a = c.askInTurn(ctx, m, read)
	}
	return a
}

// getOnce is get for what may not be asked twice, whatever becomes of its connection.
func (c *Client) getOnce(ctx context.Context, m *memory, path string) *answer {
	return c.askInTurn(ctx, m, call{method: http.MethodGet, path: path, once: true})
}

// askInTurn is ask for a caller that has no turn yet.
func (c *Client) askInTurn(ctx context.Context, m *memory, call call) *answer {
	end, err := c.wire.Turn(ctx)
	if err != nil {
		return failed(err)
	}
	defer end()
	return c.ask(ctx, m, call)
}

// ask is get within a turn that the caller has, and for other calls.
func (c *Client) ask(ctx context.Context, m *memory, call call) *answer {
	for again := false; ; again = true {
		if err := c.find(ctx, m); err != nil {
			return failed(err)
		}
		at, _ := m.at()
		if !at.found() { // another caller has just found it gone
			return failed(ErrUnreachable)
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
		return failed(err)
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
// the nginx of an IP receiver answers 403 to any other.
func (c *Client) server(at base) *url.URL {
	return &url.URL{Scheme: at.scheme, Host: hostPort(at, c.cfg.Host), Path: "/"}
}

// otherPort reports a redirect to a port of the device that nobody named, where a
// port was typed: another device may stand behind it.
func (c *Client) otherPort(from, to *url.URL) bool {
	return c.cfg.Port != 0 && placeOf(from).port != placeOf(to).port
}
