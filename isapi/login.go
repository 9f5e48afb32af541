package isapi

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/icholy/digest"
)

// Login is what one try needs.
type Login struct {
	User     string
	Password Secret
	Basic    bool // the user agreed to send the password by Basic, readable on the way
	// Allow is called just before each answered request leaves, with the lock
	// fields that the bare request got. Its error stops the call: nothing is spent.
	Allow func(Lock) error
}

// Outcome is how a try ended; empty means that none was made.
type Outcome string

// The outcomes of a try.
const (
	Right   Outcome = "right"
	Weaker  Outcome = "weaker"  // right password, a user with fewer rights
	Wrong   Outcome = "wrong"   // one try spent
	Locked  Outcome = "locked"  // the device is locked; Sent tells whether a try was spent
	Refused Outcome = "refused" // refused for another reason, which the error tells
	Lost    Outcome = "lost"    // the answer was lost: the try may be spent
)

// Attempt is the result of a try.
type Attempt struct {
	Outcome         Outcome
	Lock            Lock   // the newest lock fields
	DefaultPassword Tri    // the factory password is in use
	RiskPassword    Tri    // the password breaks the device's rules for good ones
	Sent            bool   // the password's answer left: a try may be spent
	Device          Device // filled where deviceInfo was the call to test with
}

// Try tests one password with userCheck, or with deviceInfo on firmware that has
// no userCheck (404). A bare request fetches the challenge and the lock fields,
// then one answered request is the try; where the device offers neither digest
// nor Basic, that is one session login, which is ended at once. The error is nil
// for Right, Weaker, Wrong and Locked; for Refused and Lost, and where no try was
// made, it tells why: ErrInactive, ErrConsent, ErrNoChallenge, ErrTooManySessions,
// ErrBusy, ErrLost, the error of Allow, or one of reaching the device.
func (c *Client) Try(ctx context.Context, login Login) (Attempt, error) {
	const op = "try the password"
	m := c.memory()
	test := call{method: "GET", path: pathCheck}
	bare := c.bare(ctx, m, test)
	if bare.Status == 404 && bare.Err == nil {
		test.path = pathDevice
		bare = c.bare(ctx, m, test)
	}
	t := Attempt{Lock: m.keep(bare, c.cfg.Now())}
	err := bare.mayLogin(op)
	if err == nil {
		var a *answer
		a, err = c.loginOnce(ctx, op, bare, login, test)
		return t.judge(a, m.keep(a, c.cfg.Now()), err)
	}
	if errors.Is(err, ErrNoChallenge) && bare.sessionOnly() {
		var hello greeting
		if hello, err = c.greet(ctx, m, op, login.User, bare); hello.lock.Told() {
			t.Lock = hello.lock
		}
		if err == nil {
			a, in, err := c.openSession(ctx, op, hello, login)
			c.closeSession(ctx, a.url, in)
			return t.judge(a, m.keep(a, c.cfg.Now()), err)
		}
	}
	if errors.Is(err, ErrLocked) {
		t.Outcome = Locked
		return t, nil
	}
	if bare.Done {
		t.Outcome = Refused
	}
	return t, err
}

// mayLogin tells why a bare request does not lead to a login. A device that
// asks for no password must never look like one that took it.
func (a *answer) mayLogin(op string) error {
	e := &Error{Op: op, Status: a.Status, Code: a.Code, Sub: a.Sub, Lock: lockOf(a.doc)}
	_, asked := choose(a.Challenges)
	switch {
	case a.Err != nil:
		return a.failure(op)
	case a.userActivated() == No:
		e.Err = ErrInactive
	case a.Status/100 == 2, a.Status == 401 && !asked && e.Lock.Locked != Yes:
		e.Err = ErrNoChallenge
	case a.Status != 401, e.Lock.Locked == Yes:
		return a.failure(op)
	default:
		return nil
	}
	return e
}

// judge reads the answer to a try: the body before the HTTP status, because the
// same thing comes as 200, 400, 401 or 403 depending on the firmware.
func (t Attempt) judge(a *answer, lock Lock, err error) (Attempt, error) {
	t.Sent = a.sent
	if lock.Told() {
		t.Lock = lock
	}
	said := a.doc.first("statusValue")
	reason := sentinelOf(a.Sub)
	switch {
	case err != nil && a.sent:
		t.Outcome = Lost
	case err != nil:
	case lock.Locked == Yes:
		t.Outcome = Locked
	case errors.Is(reason, ErrLowPrivilege):
		t.Outcome = Weaker
	case errors.Is(reason, ErrAuth), reason == nil && (a.Status == 401 || said == "401"):
		t.Outcome = Wrong
	case a.Status/100 == 2 && a.saysYes():
		t.Outcome = Right
		t.DefaultPassword = triOf(a.doc.first("isDefaultPassword"))
		t.RiskPassword = triOf(a.doc.first("isRiskPassword"))
		if a.Root == "deviceinfo" {
			t.Device = deviceOf(a.doc)
		}
	default:
		t.Outcome, err = Refused, a.failure("try the password")
	}
	return t, err
}

// saysYes reports whether a body is one that only a logged-in user gets. A 200
// with a web page, or with nothing, is none.
func (a *answer) saysYes() bool {
	said := a.doc.first("statusValue")
	switch a.Root {
	case "usercheck", "sessionlogin", "json":
		return said == "200" || said == "" && (strings.EqualFold(a.doc.first("statusString"), "OK") || a.Code == 1)
	case "responsestatus":
		return a.Code == 1
	}
	return a.Root == "deviceinfo"
}

// loginOnce sends the one answered request. The answer is never nil; with an
// error its sent tells whether the request may have reached the device.
func (c *Client) loginOnce(ctx context.Context, op string, bare *answer, login Login, call call) (*answer, error) {
	none := &answer{url: bare.url}
	call.fresh = true
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
	if a.Err == nil && a.Status == 401 && stale(a.Challenges) {
		// The nonce was too old, which is not a wrong password: once more, once.
		if call.auth, err = login.authorize(a, call); err == nil {
			a = c.send(ctx, bare.url, call)
			a.sent = true
		}
	}
	if a.Err == nil {
		return a, nil
	}
	a.lost()
	return a, a.failure(op)
}

// stale reports whether the challenge that would be answered is a stale one.
func stale(offered []Challenge) bool {
	c, ok := choose(offered)
	return ok && c.Scheme != Basic && c.Stale
}

// authorize computes the Authorization header for a challenge. Each URL gets its
// own challenge: newer firmware binds the nonce to it (one source).
func (l Login) authorize(a *answer, call call) (string, error) {
	c, ok := choose(a.Challenges)
	switch {
	case !ok:
		return "", ErrNoChallenge
	case c.Scheme == Basic && !l.Basic:
		return "", ErrConsent
	case c.Scheme == Basic:
		return "Basic " + base64.StdEncoding.EncodeToString([]byte(l.User+":"+l.Password.Reveal())), nil
	}
	answer, err := digest.Digest(c.digest, digest.Options{
		Method: call.method, URI: a.url.RequestURI(), Username: l.User, Password: l.Password.Reveal(),
		GetBody: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(call.body)), nil },
	})
	if err != nil {
		return "", fmt.Errorf("%w: %s", ErrNoChallenge, Clean(err.Error()))
	}
	return answer.String(), nil
}

// withLogin sends one request as a logged-in user: bare and without its body
// first, then answered. A GET that needs no login is taken as it is. The error
// covers everything but a success in HTTP.
func (c *Client) withLogin(ctx context.Context, m *memory, op string, login Login, call call) (*answer, error) {
	empty := call
	empty.body, empty.fresh = "", call.method != "GET" // net/http would not repeat a PUT that meets a dead connection
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
