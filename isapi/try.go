package isapi

import (
	"context"
	"errors"

	"camreset/isapi/value"
)

const opTry = "try the password"

// Outcome is how a try ended; empty means that none was made.
type Outcome string

// The outcomes of a try.
const (
	Right   Outcome = "right"
	Weaker  Outcome = "weaker"  // right password, a user with fewer rights
	Wrong   Outcome = "wrong"   // one try spent
	Locked  Outcome = "locked"  // the device is locked; Sent tells whether a try was spent
	Refused Outcome = "refused" // neither proved nor wrong, for a reason that the error tells
	Lost    Outcome = "lost"    // the answer was lost: the try may be spent
)

// Attempt is the result of a try.
type Attempt struct {
	Outcome         Outcome
	Lock            Lock // the newest lock fields
	DefaultPassword Tri  // the factory password is in use
	RiskPassword    Tri  // the password breaks the device's rules for good ones
	// Sent: a login left that the device may have counted. One that it refused for
	// lack of connections is none.
	Sent   bool
	Device Device // filled where deviceInfo proved the login
}

// Try tests one password with userCheck, or with deviceInfo on devices without
// it. A bare request fetches the challenge and the lock fields, then one answered
// request is the try; where the device offers neither digest nor Basic, that is
// one session login, which is ended at once. A second answered request is made in
// two cases only, each time after Allow: the first was stale and not counted
// (mayRepeat), or it was neither refused nor able to prove anything, as on devices
// that ask for a login before they say that they have no userCheck. The error is
// nil for Right, Weaker, Wrong and Locked; for Refused and Lost, and where no try
// was made, it tells why: ErrInactive, ErrConsent, ErrNoChallenge, ErrStale,
// ErrUnproved, ErrConnections, ErrTooManySessions, ErrBusy, ErrLost, the error of
// Allow, or one of reaching the device.
func (c *Client) Try(ctx context.Context, login Login) (Attempt, error) {
	end, err := c.wire.Alone(ctx)
	if err != nil {
		return Attempt{}, &Error{Op: opTry, Err: err}
	}
	defer end()
	m := c.memory()
	test := call{method: "GET", path: m.proof()}
	bare := c.bare(ctx, m, test)
	if test.path == pathCheck && bare.Status == 404 && bare.Err == nil {
		test.path = pathDevice
		bare = c.bare(ctx, m, test)
	}
	t := Attempt{Lock: m.keep(bare, c.cfg.Now())}
	switch err := bare.mayLogin(opTry); {
	case err == nil:
		a, err := c.loginOnce(ctx, opTry, bare, login, test)
		if t, err = t.judge(a, m.keep(a, c.cfg.Now()), err); errors.Is(err, ErrUnproved) && test.path == pathCheck {
			return c.prove(ctx, m, login, t, err)
		}
		return t, err
	case errors.Is(err, ErrNoChallenge) && bare.sessionOnly():
		return c.trySession(ctx, m, login, t, bare)
	default:
		return t.notMade(bare, err)
	}
}

// notMade is the result where the bare request leads to no login.
func (t Attempt) notMade(bare *answer, err error) (Attempt, error) {
	switch {
	case errors.Is(err, ErrLocked):
		t.Outcome, err = Locked, nil
	case bare.Done:
		t.Outcome = Refused
	}
	return t, err
}

// trySession makes the try by a session login.
func (c *Client) trySession(ctx context.Context, m *memory, login Login, t Attempt, bare *answer) (Attempt, error) {
	hello, err := c.greet(ctx, m, opTry, login.User, bare)
	if hello.lock.Told() {
		t.Lock = hello.lock
	}
	if err != nil {
		return t.notMade(bare, err)
	}
	a, in, err := c.openSession(ctx, opTry, hello, login)
	c.closeSession(ctx, a.url, in)
	return t.judge(a, m.keep(a, c.cfg.Now()), err)
}

// prove asks deviceInfo about a login that userCheck let through without a word
// about it. A wrong password does not come here: it is refused as the bare request
// before it was. Where the device tells its tries, it is asked first whether it
// counted one; where nothing can be proved, what is known stands.
func (c *Client) prove(ctx context.Context, m *memory, login Login, first Attempt, unproved error) (Attempt, error) {
	before, paths := first.Lock, []string{pathDevice}
	if before.Left != nil {
		paths = []string{pathCheck, pathDevice}
	}
	var bare *answer
	for _, path := range paths {
		bare = c.bare(ctx, m, call{method: "GET", path: path})
		if lock := m.keep(bare, c.cfg.Now()); lock.Told() {
			first.Lock = lock
		}
		switch refused := bare.mayLogin(opTry); {
		case errors.Is(refused, ErrLocked):
			return first.notMade(bare, refused)
		case refused != nil, first.Lock.fell(before):
			return first, unproved
		}
	}
	if allow := login.Allow; allow != nil {
		login.Allow = func(lock Lock) error {
			if !lock.Told() {
				lock = first.Lock
			}
			return allow(lock)
		}
	}
	m.provedBy(pathDevice) // the next try needs one login
	a, err := c.loginOnce(ctx, opTry, bare, login, call{method: "GET", path: pathDevice})
	if err != nil && !a.sent {
		return first, unproved
	}
	second, err := first.judge(a, m.keep(a, c.cfg.Now()), err)
	second.Sent = true // the first one was
	return second, err
}

// judge reads the answer to a try: the body before the HTTP status, because the
// same thing comes as 200, 400, 401 or 403 depending on the firmware.
func (t Attempt) judge(a *answer, lock Lock, err error) (Attempt, error) {
	before := t.Lock
	t.Sent = a.sent
	if lock.Told() {
		t.Lock = lock
	}
	said := a.doc.First("statusValue")
	reason := sentinelOf(a.Sub)
	switch {
	case err != nil && a.sent:
		t.Outcome = Lost
	case err != nil:
	case lock.Locked == Yes:
		t.Outcome = Locked
	case a.stale():
		t.Outcome, err = Refused, a.failure(opTry)
	case errors.Is(reason, ErrLowPrivilege):
		t.Outcome = Weaker
	case errors.Is(reason, ErrAuth), reason == nil && (a.Status == 401 || said == "401"):
		t.Outcome = Wrong
	case a.Status/100 == 2 && a.saysYes():
		t.right(a)
	case a.letThrough():
		t.Outcome, err = Refused, &Error{Op: opTry, Status: a.Status, Code: a.Code, Sub: a.Sub, Lock: lock, Err: ErrUnproved}
	default:
		t.Outcome, err = Refused, a.failure(opTry)
		t.Sent = !errors.Is(reason, ErrConnections) || lock.fell(before)
	}
	return t, err
}

func (t *Attempt) right(a *answer) {
	t.Outcome = Right
	t.DefaultPassword = value.ParseTri(a.doc.First("isDefaultPassword"))
	t.RiskPassword = value.ParseTri(a.doc.First("isRiskPassword"))
	if a.Root == "deviceinfo" {
		t.Device = deviceOf(a.doc)
	}
}
