package isapi

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"camreset/isapi/seal"
	"camreset/isapi/value"
)

// The login of the maker's newer web pages (their webAuth.js; petrleocompel/hikaxpro
// for alarm panels). It is used only where a device offers neither digest nor
// Basic, and never kept: devices have room for few sessions.
const (
	pathEnter     = "/ISAPI/Security/sessionLogin"
	pathLeave     = "/ISAPI/Security/sessionLogout"
	kindForm      = "application/x-www-form-urlencoded; charset=UTF-8" // as a browser sends it
	sessionCookie = "WebSession"
	maxCookies    = 4
	leaveTime     = time.Second // how long a logout may take when nobody waits for it
)

// greeting is what a device gives out for one session login.
type greeting struct {
	at   *url.URL
	lock Lock
	id   string
	tag  bool // it wants one
	seal.Session
}

// greet asks for what a session login needs, after a bare request that was
// refused; that costs nothing.
func (c *Client) greet(ctx context.Context, m *memory, op, user string, bare *answer) (greeting, error) {
	a := c.bare(ctx, m, call{method: http.MethodGet, path: sessionQuery(user)})
	get := a.doc.First
	g := greeting{at: a.url, lock: m.keep(a, c.cfg.Now()), id: get("sessionID"), tag: value.ParseTri(get("isSupportSessionTag")) == Yes,
		Session: seal.Session{Challenge: get("challenge"), Salt: get("salt"), Salt2: get("salt2"), Version: get("sessionIDVersion"),
			Irreversible: value.ParseTri(get("isIrreversible")) == Yes}}
	g.Rounds, _ = value.Number(get("iterations"), maxRounds)
	if !g.lock.Told() {
		g.lock = lockOf(bare.doc)
	}
	whole := g.id != "" && g.Challenge != "" && g.Rounds > 0 && (g.Salt != "" || !g.Irreversible)
	switch {
	case a.Err != nil, g.lock.Locked == Yes:
		return g, a.failure(op)
	case a.Status != 200 || a.Root != "sessionlogincap" || !whole:
		// A guess at what is missing would cost a try.
		return g, &Error{Op: op, Status: a.Status, Code: a.Code, Sub: a.Sub, Lock: g.lock, Err: ErrNoChallenge}
	}
	return g, nil
}

// maxRounds bounds the work that a device may ask for; all seen say 100.
const maxRounds = 100_000

// body is the login itself. What older firmware doesn't name is not sent.
func (g greeting) body(login Login) string {
	body := "<SessionLogin><userName>" + seal.Escape(login.User) + "</userName>" +
		"<password>" + g.Hash(login.User, login.Password.Reveal()) + "</password>" +
		"<sessionID>" + seal.Escape(g.id) + "</sessionID>"
	if g.Version != "" {
		body += "<isSessionIDValidLongTerm>false</isSessionIDValidLongTerm>" +
			"<sessionIDVersion>" + seal.Escape(g.Version) + "</sessionIDVersion>"
	}
	if g.tag {
		body += "<isNeedSessionTag>true</isNeedSessionTag>"
	}
	return body + "</SessionLogin>"
}

// openSession sends the one login. The answer is never nil; with an error its
// sent tells whether the login may have reached the device.
func (c *Client) openSession(ctx context.Context, op string, g greeting, login Login) (*answer, session, error) {
	none := &answer{url: g.at}
	if err := ctx.Err(); err != nil {
		return none, session{}, &Error{Op: op, Lock: g.lock, Err: err}
	}
	if login.Allow != nil {
		if err := login.Allow(g.lock); err != nil {
			return none, session{}, err
		}
	}
	to := *g.at
	to.Path, to.RawQuery = pathEnter, "timeStamp="+strconv.FormatInt(c.cfg.Now().UnixMilli(), 10)
	a := c.send(ctx, &to, call{method: "POST", kind: kindForm, body: g.body(login), fresh: true})
	a.lost()
	in := a.session()
	if a.Err != nil {
		return a, in, a.failure(op)
	}
	return a, in, nil
}

// session finds what a device handed out: a cookie (version 2), or an ID that is
// sent as one (version 1), and perhaps a tag.
func (a *answer) session() session {
	var in session
	for _, cookie := range a.cookies {
		if strings.HasPrefix(cookie.Name, sessionCookie) && len(in.cookies) < maxCookies {
			in.cookies = append(in.cookies, &http.Cookie{Name: cookie.Name, Value: cookie.Value})
		}
	}
	if id := a.doc.First("sessionID"); len(in.cookies) == 0 && id != "" && a.Status/100 == 2 {
		in.cookies = []*http.Cookie{{Name: sessionCookie, Value: id}}
	}
	if in.cookies != nil {
		in.tag = Clean(a.doc.First("sessionTag"))
	}
	return in
}

// closeSession logs out, also when the caller has left meanwhile. If it fails
// the device ends the session by itself, later.
func (c *Client) closeSession(ctx context.Context, at *url.URL, in session) {
	if in.cookies == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), leaveTime)
	defer cancel()
	to := *at
	to.Path, to.RawQuery = pathLeave, ""
	c.send(ctx, &to, call{method: "PUT", in: in, fresh: true})
}

// inSession sends one request within a session of its own: for reads on devices
// that offer nothing else.
func (c *Client) inSession(ctx context.Context, m *memory, op string, login Login, bare *answer, call call) (*answer, error) {
	end, err := c.wire.Alone(ctx)
	if err != nil {
		return &answer{url: bare.url}, &Error{Op: op, Err: err}
	}
	defer end()
	hello, err := c.greet(ctx, m, op, login.User, bare)
	if err != nil {
		return &answer{url: hello.at}, err
	}
	a, in, err := c.openSession(ctx, op, hello, login)
	defer func() { c.closeSession(ctx, hello.at, in) }()
	if lock := m.keep(a, c.cfg.Now()); err != nil {
		return a, err
	} else if lock.Locked == Yes || in.cookies == nil || !a.saysYes() {
		return a, a.failure(op)
	}
	to, err := hello.at.Parse(call.path)
	if err != nil {
		return a, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	call.in, call.fresh = in, true
	a = c.send(ctx, to, call)
	if a.lost(); a.Err != nil || a.Status/100 != 2 {
		return a, a.failure(op)
	}
	return a, nil
}
