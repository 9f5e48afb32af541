package isapi

import (
	"context"
	"fmt"

	"camreset/isapi/auth"
)

// Login is what one try needs.
type Login struct {
	User     string
	Password Secret
	Basic    bool // the user agreed to send the password by Basic, readable on the way
	// Allow is called just before each answered request leaves, with the newest lock
	// fields. Its error stops that request: it is not spent. Where it is nil nothing
	// is counted, and a stale login is not repeated.
	Allow func(Lock) error
}

// loginOnce sends the one answered request. The answer is never nil; with an
// error its sent tells whether the request may have reached the device.
func (c *Client) loginOnce(ctx context.Context, op string, bare *answer, login Login, call call) (*answer, error) {
	none := &answer{url: bare.url}
	call.fresh = !call.kept
	var err error
	if call.auth, err = login.authorize(bare, call); err == nil {
		err = ctx.Err() // not later: Allow may have written down the try
	}
	if err == nil && login.Allow != nil {
		if err := login.Allow(lockOf(bare.doc)); err != nil {
			return none, err
		}
	}
	if err != nil {
		return none, &Error{Op: op, Status: bare.Status, Lock: lockOf(bare.doc), Err: err}
	}
	a := c.send(ctx, bare.url, call)
	if a.stale() && login.mayRepeat(bare, a) {
		a = c.repeat(ctx, a, login, call)
	}
	if a.Err == nil {
		return a, nil
	}
	a.lost()
	return a, a.failure(op)
}

// repeat sends a login whose nonce was too old once more, with the new one. Where
// that doesn't come about, the answer is the one there was.
func (c *Client) repeat(ctx context.Context, old *answer, login Login, call call) *answer {
	if c.memory().recognize(call.path, old) != nil || ctx.Err() != nil {
		return old
	}
	var err error
	if call.auth, err = login.authorize(old, call); err != nil || login.Allow(lockOf(old.doc)) != nil {
		return old
	}
	a := c.send(ctx, old.url, call)
	a.sent = true // the first one was
	return a
}

// mayRepeat reports that the device has said, with the stale answer, that it did
// not count the login, and that one more can't lock it. The mark alone is not
// enough: devices set it on wrong passwords too.
func (l Login) mayRepeat(bare, stale *answer) bool {
	before, now := lockOf(bare.doc), lockOf(stale.doc)
	return l.Allow != nil && now.Locked != Yes && now.Left != nil && *now.Left > 1 && before.Left != nil && !now.fell(before)
}

// authorize computes the Authorization header for a challenge. Each URL gets its
// own challenge: newer firmware binds the nonce to it (IOTechSystems/onvif,
// issue 41).
func (l Login) authorize(a *answer, call call) (string, error) {
	c, ok := auth.Choose(a.Challenges)
	switch {
	case !ok:
		return "", ErrNoChallenge
	case c.Scheme == Basic && !l.Basic:
		return "", ErrConsent
	}
	header, err := c.Answer(auth.Request{Method: call.method, Target: a.url.RequestURI(), Body: call.body}, l.User, l.Password.Reveal())
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrNoChallenge, err)
	}
	return header, nil
}

// withLogin sends one request as a logged-in user: bare and without its body
// first, then answered. A GET that needs no login is taken as it is. The error
// covers everything but a success in HTTP.
func (c *Client) withLogin(ctx context.Context, m *memory, op string, login Login, call call) (*answer, error) {
	empty := call
	empty.body, empty.fresh = "", call.method != "GET" // net/http would not repeat a PUT that meets a dead connection
	end, err := c.wire.Alone(ctx)
	if err != nil {
		return &answer{}, &Error{Op: op, Err: err}
	}
	defer end()
	bare := c.bare(ctx, m, empty)
	if call.method == "GET" && bare.Status == 200 && bare.Err == nil {
		return bare, nil
	}
	m.keep(bare, c.cfg.Now())
	if err := bare.mayLogin(op); err != nil {
		return bare, err
	}
	a, err := c.loginOnce(ctx, op, bare, login, call)
	if err != nil {
		return a, err
	}
	if lock := m.keep(a, c.cfg.Now()); a.Status/100 != 2 || lock.Locked == Yes {
		return a, a.failure(op)
	}
	return a, nil
}
