package isapi

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"camreset/isapi/wire"
)

// call is one request; fresh is that of wire.Request.
type call struct {
	method string
	path   string // with its query
	kind   string // Content-Type of the body
	body   string
	auth   string // Authorization
	in     session
	fresh  bool
	held   bool // it begins a login: it follows no redirect
	once   bool // that of wire.Request
	kept   bool // its login may go over a connection that is kept: it is known to be right
}

// session is what proves a session login. It is a secret.
type session struct {
	cookies []*http.Cookie
	tag     string
}

// send sends one request and reads the answer, within the client's timeout.
// There is never an error beside the answer: it stands in Reply.Err.
func (c *Client) send(ctx context.Context, to *url.URL, call call) *answer {
	begin := time.Now()
	a := answerOf(c.wire.Do(ctx, to, wire.Request{
		Method: call.method, ContentType: call.kind, Body: call.body, Authorization: call.auth,
		Cookies: call.in.cookies, SessionTag: call.in.tag, Fresh: call.fresh, Once: call.once,
	}))
	defer func() { a.Took = time.Since(begin) }()
	if a.Done && !errors.Is(a.Err, ErrTooLarge) {
		c.parsing.Lock()
		defer c.parsing.Unlock()
		a.parse()
	}
	return a
}
