package isapi

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"camreset/isapi/auth"
)

// A password belongs to one device. What the user agreed to is the device that was
// shown when the question was asked: over TLS its certificate, else the realm that
// each endpoint asked for a login with. What answers later has to be the same, or
// no login and no write leaves until Accept or Forget.

// agree notes over what the device was spoken to when the user was first shown
// where it answers, or first let a login or a write go out.
func (m *memory) agree() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.agreed == "" {
		m.agreed = m.base.scheme
	}
}

// agreedTo refuses a place with a certificate that nobody was shown, where the
// device was agreed to over plain HTTP, and one without the certificate from before
// a reset.
func (m *memory) agreedTo(at base) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	switch plain := at.scheme == "http"; {
	case m.agreed == "http" && !plain:
		m.refused = other{at: at, cert: m.pin, subject: m.subject}
		return ErrTLSNew
	case m.before == nil || m.before.pin == "" || m.before.pin == m.pin && !plain:
		return nil
	case plain:
		m.refused = other{}
		return ErrTLSGone
	}
	m.refused = other{at: at, cert: m.pin, subject: m.subject}
	return ErrPinChanged
}

// bare sends the request that fetches the challenge of a login. It follows no
// redirect: the device is read again instead, which finds where it is now. Only
// where nobody was shown anything yet is it asked there.
func (c *Client) bare(ctx context.Context, m *memory, call call) *answer {
	read := call
	read.method, call.held = http.MethodGet, true
	a := c.ask(ctx, m, call)
	if a.hungUp() && call.method == http.MethodGet { // a read may be repeated
		a = c.ask(ctx, m, call)
	}
	if errors.Is(a.Err, ErrMoved) {
		moved := a
		c.ask(ctx, m, read)
		m.mu.Lock()
		at, agreed := m.base, m.agreed
		m.mu.Unlock()
		if agreed == "" {
			a = c.ask(ctx, m, call)
		} else if err := m.agreedTo(at); err != nil {
			moved.Err = err
		}
	}
	if a.Err == nil {
		a.Err = m.agreedTo(placeOf(a.url))
	}
	if a.Err == nil {
		a.Err = c.recognize(ctx, m, call.path, a)
	}
	m.agree()
	return a
}

// recognize refuses a challenge whose realm this endpoint did not have before. One
// that was never asked may have a realm of its own: then the endpoint that logins are
// tested at tells whether the device is still the same.
func (c *Client) recognize(ctx context.Context, m *memory, path string, a *answer) error {
	m.mu.Lock()
	test := m.tested()
	_, asked := m.realms[endpoint(path)]
	m.mu.Unlock()
	err := m.recognize(path, a)
	if err == nil || asked || test == "" {
		return err
	}
	read := call{method: http.MethodGet, path: test, held: true}
	now := c.ask(ctx, m, read)
	if now.hungUp() {
		now = c.ask(ctx, m, read)
	}
	if now.Err != nil { // who answers is not known
		return now.Err
	}
	if _, asks := now.realmOf(); !asks {
		return err
	}
	if err := m.recognize(test, now); err != nil {
		return err
	}
	m.mu.Lock()
	m.realms[endpoint(path)], _ = a.realmOf()
	m.refused = other{}
	m.mu.Unlock()
	return nil
}

// realmOf is the realm of the challenge that would be answered; asks is false for
// an answer that asks for no login.
func (a *answer) realmOf() (realm string, asks bool) {
	if a.Err != nil || a.Status != 401 {
		return "", false
	}
	c, ok := auth.Choose(a.Challenges)
	switch {
	case ok:
		return c.Realm, true
	case lockOf(a.doc).Locked == Yes: // it offers no login now, and none leaves
		return "", false
	}
	return a.Realm, true
}

// endpoint is a path without its query, which may differ each time.
func endpoint(path string) string {
	path, _, _ = strings.Cut(path, "?")
	return path
}

// meet notes the realm of the first of the endpoints that a login is tested with:
// a front page may have another one.
func (m *memory) meet(path string, a *answer) {
	realm, asks := a.realmOf()
	if path = endpoint(path); !asks || path != pathCheck && path != pathDevice {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.realms) == 0 {
		m.realms = map[string]string{path: realm}
	}
}

// recognize refuses a challenge whose realm the device is not known by.
func (m *memory) recognize(path string, a *answer) error {
	realm, asks := a.realmOf()
	if !asks {
		return nil
	}
	path = endpoint(path)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.before != nil && !m.before.had(path, realm) || !m.had(path, realm) {
		m.refused = other{path: path, realm: realm, asks: true}
		return ErrOtherDevice
	}
	if m.realms == nil {
		m.realms = map[string]string{}
	}
	m.realms[path] = realm
	return nil
}

// had reports whether an endpoint may show a realm; where nothing was seen, it may.
func (m *memory) had(path, realm string) bool {
	if first, asked := m.realms[path]; asked {
		return first == realm
	}
	for _, known := range m.realms {
		if known == realm {
			return true
		}
	}
	return len(m.realms) == 0
}

// tested is the endpoint that logins are tested at, empty before it was asked.
func (m *memory) tested() string {
	for _, path := range []string{pathCheck, pathDevice} {
		if _, asked := m.realms[path]; asked {
			return path
		}
	}
	return ""
}

// otherPort reports a redirect to a port of the device that nobody named, where a
// port was typed: another device may stand behind it.
func (c *Client) otherPort(from, to *url.URL) bool {
	return c.cfg.Port != 0 && placeOf(from).port != placeOf(to).port
}
