package isapi

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"camreset/isapi/seal"
	"camreset/isapi/value"
)

// pathSecurity tells, for a user, whether encrypted fields are taken.
const pathSecurity = "/ISAPI/Security/capabilities"

// change is one change by a logged-in user: how its secrets travel is decided
// once, before anything of it is sent.
type change struct {
	c     *Client
	m     *memory
	op    string
	login Login
	key   []byte // of encrypted fields; nil = plain

	restart bool // the device took it, and wants a restart
}

// change prepares a change. Over TLS its fields are plain; over HTTP they are
// encrypted where the device takes that, else plain with the user's consent only.
func (c *Client) change(ctx context.Context, op string, login Login, clear bool) (*change, error) {
	ch := &change{c: c, m: c.memory(), op: op, login: login}
	if err := c.findInTurn(ctx, ch.m); err != nil {
		return nil, &Error{Op: op, Err: err}
	}
	if !ch.readable() {
		return ch, nil
	}
	key, err := c.sealKeyOf(ctx, ch.m, op, login)
	if err != nil {
		return nil, noSession(err)
	}
	// A password that may have gone out by Basic, or that everybody knows, is no key
	// to hide another one with.
	if ch.readable() {
		if ch.key = key; !clear && (key == nil || login.Basic || Factory(login.Password)) {
			return nil, &Error{Op: op, Err: ErrConsent}
		}
	}
	return ch, nil
}

// readable reports that what is sent can be read on the way.
func (ch *change) readable() bool {
	at, _ := ch.m.at()
	return at.scheme != "https"
}

// put sends the change, once, and reads the ResponseStatus. An encrypted form that
// the device can't read is not sent again in plain: nobody agreed to that.
func (ch *change) put(ctx context.Context, path string, body func(seal.Fields) string) error {
	_, err := ch.send(ctx, call{method: "PUT", path: path, kind: kindXML}, func(s seal.Fields) string { return prolog + body(s) }, (*answer).succeeded)
	return err
}

// send sends a request with secrets, once; took says whether the answer is the one that
// was asked for.
func (ch *change) send(ctx context.Context, what call, body func(seal.Fields) string, took func(*answer) bool) (*answer, error) {
	s, err := seal.NewFields(ch.key, ch.c.cfg.Random)
	if err != nil {
		return nil, &Error{Op: ch.op, Err: err}
	}
	what.body = body(s)
	if query := s.Query(); strings.Contains(what.path, "?") {
		what.path += strings.Replace(query, "?", "&", 1)
	} else {
		what.path += query
	}
	a, err := ch.c.withLogin(ctx, ch.m, ch.op, ch.login, what)
	if err == nil && !took(a) {
		err = a.failure(ch.op)
	}
	ch.restart = err == nil && a.Code == 7
	if errors.Is(err, ErrMoved) && a.Err == nil { // it was sent, and not taken here
		err = &Error{Op: ch.op, Status: a.Status, Err: fmt.Errorf("%w: %w", ErrLost, ErrMoved)}
	}
	var e *Error
	if s.Encrypted() && errors.Is(err, ErrNotSupported) && errors.As(err, &e) {
		e.Err = fmt.Errorf("%w: %w", ErrNotSupported, errSealedForm)
	}
	return a, noSession(err)
}

// noSession says in words that a device with nothing but the session login was
// asked for more than a look.
func noSession(err error) error {
	var e *Error
	if errors.As(err, &e) && errors.Is(e.Err, ErrNoChallenge) && e.Status == 401 {
		e.Err = fmt.Errorf("%w: %w", ErrNotSupported, errSessionOnly)
	}
	return err
}

// factory are the passwords that devices had when they left the factory: 12345 before
// firmware V5.3.0 of cameras and V3.3.0 of recorders (adssystems.pl, on activation),
// and admin.
var factory = []string{"12345", "admin"}

// Factory reports whether a password is one that everybody knows.
func Factory(password Secret) bool { return slices.Contains(factory, password.Reveal()) }

// sealKeyOf asks whether the device takes encrypted fields (securityVersion in its
// security capabilities, as a DS-2CD4A26FWD-IZS of V5.4.7 has it); the key is nil where
// it doesn't say so.
func (c *Client) sealKeyOf(ctx context.Context, m *memory, op string, login Login) ([]byte, error) {
	a, err := c.withLogin(ctx, m, op, login, call{method: "GET", path: pathSecurity + "?username=" + url.QueryEscape(login.User)})
	if err != nil {
		if a.aboutThePath() && (errors.Is(err, ErrNotSupported) || errors.Is(err, ErrRefused) || errors.Is(err, ErrLowPrivilege)) {
			return nil, nil // older firmware; a busy device would say otherwise later
		}
		return nil, err
	}
	rounds, _ := value.Number(a.doc.First("keyIterateNum"), maxRounds)
	irreversible, salt := value.ParseTri(a.doc.First("isIrreversible")) == Yes, a.doc.First("salt")
	if len(a.doc.All("securityVersion")) == 0 || irreversible && salt == "" {
		return nil, nil
	}
	return seal.FieldKey(login.User, login.Password.Reveal(), rounds, irreversible, salt), nil
}
