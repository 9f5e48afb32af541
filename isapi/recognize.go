package isapi

import (
	"context"
	"errors"
	"net/http"
)

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
		if at, agreed := m.at(); agreed == "" {
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
	realm, _ := a.realmOf()
	m.mu.Lock()
	defer m.mu.Unlock()
	m.know(endpoint(path), realm)
	m.refused = refusal{}
	return nil
}
