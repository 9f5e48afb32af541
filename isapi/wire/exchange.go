package wire

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"

	"camreset/isapi/value"
)

// maxBody bounds an answer. The longest real one, a recorder's capabilities, has
// some 60 KB.
const maxBody = 1 << 20

// Request is one request.
type Request struct {
	Method        string
	ContentType   string // of the body
	Body          string
	Authorization string
	Cookies       []*http.Cookie
	SessionTag    string // header of the maker's session login
	// Fresh gives it a connection of its own: on one that was used before, net/http
	// would silently send a request again when the device closes it at the wrong
	// moment, and a login sent twice is two tries.
	Fresh bool
	// Once is for a read that may not be sent again either: its connection is its own,
	// and others may stand beside it.
	Once bool
}

// Response is what became of a request.
type Response struct {
	URL    *url.URL // where the request went
	Done   bool     // an HTTP answer came; Err may still tell that it broke off
	Status int      // HTTP status
	Header http.Header
	Body   []byte // nil where it is beyond the bound
	Err    error  // why there is no answer, or no whole one

	Sent      bool // the request may have reached the device
	Reset     bool // the device broke the connection off
	Cut       bool // the device closed the connection within its answer
	Single    bool // no other connection of ours was open meanwhile
	TLSRecord bool // plain HTTP was answered with a TLS alert or handshake
}

// Do sends one request and reads its answer, within the transport's timeout. The
// caller has a turn.
func (t *Transport) Do(ctx context.Context, to *url.URL, r Request) *Response {
	ctx, cancel := context.WithTimeout(ctx, t.cfg.Timeout)
	defer cancel()
	a := &Response{URL: to}
	var used usage
	req, err := r.http(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: used.got}), to)
	if err != nil {
		a.Err = fmt.Errorf("making the request: %s", value.Clean(err.Error()))
		return a
	}
	pool := t.pool.Load()
	if r.Once {
		pool = t.once
	}
	if r.Fresh {
		if pool, a.Err = t.once, t.hangUp(ctx); a.Err != nil {
			return a
		}
	}
	a.Single = t.single.Load()
	resp, err := pool.RoundTrip(req)
	if err == nil && resp.StatusCode == http.StatusSwitchingProtocols {
		_ = resp.Body.Close() // the bare connection, whose reads no deadline ends
		err = errProtocol
	}
	a.Sent, a.Reset, a.Cut, a.TLSRecord = used.tell(err != nil)
	a.TLSRecord = a.TLSRecord && to.Scheme == "http"
	if err != nil {
		a.Err = reason(ctx, err, a)
		if HungUp(a.Err) {
			t.OneAtATime()
		}
		return a
	}
	a.read(resp)
	return a
}

// http makes the request itself: no cookies but those given, a neutral name.
func (r Request) http(ctx context.Context, to *url.URL) (*http.Request, error) {
	var body io.Reader = http.NoBody // Content-Length: 0 where a body is usual
	if r.Body != "" {
		body = strings.NewReader(r.Body)
	}
	req, err := http.NewRequestWithContext(ctx, r.Method, to.String(), body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", "camreset")
	if r.ContentType != "" && r.Body != "" {
		req.Header.Set("Content-Type", r.ContentType)
	}
	if r.Authorization != "" {
		req.Header.Set("Authorization", r.Authorization)
		if r.Method == http.MethodGet { // net/http repeats a read that has no body at all: a login would leave twice
			req.Body = io.NopCloser(strings.NewReader(""))
		}
	}
	for _, cookie := range r.Cookies {
		req.AddCookie(cookie)
	}
	if r.SessionTag != "" {
		req.Header.Set("SessionTag", r.SessionTag)
	}
	return req, nil
}

// reason says why no answer came.
func reason(ctx context.Context, err error, a *Response) error {
	var dial *DialError
	var refused *judgement
	var late interface{ Timeout() bool }
	text := err.Error()
	switch {
	case errors.As(err, &refused):
		return refused.error
	case errors.As(err, &dial), errors.Is(err, ErrTLS), errors.Is(err, ErrReset):
		return err
	case errors.Is(ctx.Err(), context.Canceled):
		return context.Canceled
	case a.Reset:
		return fmt.Errorf("%w: %w", ErrClosed, ErrReset)
	case errors.Is(err, errProtocol):
		return fmt.Errorf("%w: %w", ErrNotHTTP, err)
	case !a.Sent && ctx.Err() != nil && a.URL.Scheme == "https":
		return ErrTLS
	case !a.Sent && ctx.Err() == nil:
		return fmt.Errorf("%w: %s", ErrUnreachable, value.Clean(text))
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &late) && late.Timeout():
		return ErrMute
	case a.Cut:
		return fmt.Errorf("%w: %s", ErrClosed, value.Clean(text))
	case strings.Contains(text, "malformed"), strings.Contains(text, "informational"),
		strings.Contains(text, "header"), strings.Contains(text, "invalid"), strings.Contains(text, "bad Content-Length"),
		strings.Contains(text, "unsupported transfer encoding"), a.TLSRecord:
		return fmt.Errorf("%w: %s", ErrNotHTTP, value.Clean(text))
	}
	return fmt.Errorf("%w: %s", ErrClosed, value.Clean(text))
}

// read reads the answer. One beyond the bound is not read to its end; its connection
// is closed.
func (a *Response) read(resp *http.Response) {
	defer func() { _ = resp.Body.Close() }()
	a.Done, a.Status, a.Header = true, resp.StatusCode, resp.Header
	if resp.ContentLength > maxBody {
		a.Err = ErrTooLarge
		return
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxBody+1))
	switch {
	case len(body) > maxBody:
		a.Err = ErrTooLarge
		return
	case err != nil:
		a.Err = ErrLost
	}
	a.Body = body
}
