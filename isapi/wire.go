package isapi

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"time"

	"camreset/isapi/auth"
	"camreset/isapi/document"
	"camreset/isapi/value"
)

// maxBody bounds an answer. The longest real one, a recorder's capabilities, has
// some 60 KB.
const maxBody = 1 << 20

// Reply is what every probe tells about its answer. All texts are cleaned.
type Reply struct {
	Done        bool   // an HTTP answer came (Err may still tell that it broke off)
	Status      int    // HTTP status
	Server      string // Server header
	ContentType string
	Root        string      // lower-case name of the XML root, or "html", "json", ""
	Title       string      // title of a web page
	Realm       string      // realm of the first challenge
	Location    string      // a redirect that was refused because it leads to another host
	Sub         string      // subStatusCode of the maker's ResponseStatus
	Code        int         // its statusCode: 1 and 7 are success
	Challenges  []Challenge // the logins offered
	Portal      bool        // a page of the maker's newer web interface
	Err         error       `json:"-"` // why there is no answer, or no whole one
	Took        time.Duration

	print uint64 // fingerprint of the body: tells a page that answers everything
}

// call is one request. With fresh it travels on a connection of its own: on one
// that was used before, net/http would silently send a request again when the
// device closes it at the wrong moment, and a login sent twice is two tries.
type call struct {
	method string
	path   string // with its query
	kind   string // Content-Type of the body
	body   string
	auth   string // Authorization
	in     session
	fresh  bool
	held   bool // it begins a login: it follows no redirect
}

// answer is one HTTP answer, read to its end.
type answer struct {
	Reply
	body      []byte
	doc       *document.Node
	url       *url.URL // where it came from
	location  string   // Location header as it came
	cookies   []*http.Cookie
	sent      bool // the request may have reached the device
	reset     bool // the device broke the connection off
	single    bool // no other connection of ours was open meanwhile
	tlsRecord bool // the first byte was that of a TLS alert or handshake
}

// send sends one request and reads the answer, within the client's timeout.
// There is never an error beside the answer: it stands in Reply.Err.
func (c *Client) send(ctx context.Context, to *url.URL, call call) *answer {
	begin := time.Now()
	ctx, cancel := context.WithTimeout(ctx, c.cfg.Timeout)
	defer cancel()
	a := &answer{url: to}
	defer func() { a.Took = time.Since(begin) }()

	var used usage
	req, err := newRequest(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: used.got}), to, call)
	if err != nil {
		a.Err = fmt.Errorf("%w: %s", ErrRefused, Clean(err.Error()))
		return a
	}
	transport := c.pool.Load()
	if call.fresh {
		if transport, a.Err = c.once, c.hangUp(ctx); a.Err != nil {
			return a
		}
	}
	a.single = c.single.Load()
	resp, err := transport.RoundTrip(req)
	if err == nil && resp.StatusCode == http.StatusSwitchingProtocols {
		_ = resp.Body.Close() // the bare connection, whose reads no deadline ends
		err = errProtocol
	}
	used.tell(a, err != nil)
	if err != nil {
		a.Err = wireError(ctx, err, a)
		if a.hungUp() {
			c.single.Store(true)
		}
		return a
	}
	if a.read(resp) {
		c.parsing.Lock()
		defer c.parsing.Unlock()
		a.parse(resp.Header.Get("Content-Type"))
	}
	return a
}

// newRequest makes the request itself: no redirects, no cookies but those of a
// session, a neutral name.
func newRequest(ctx context.Context, to *url.URL, call call) (*http.Request, error) {
	var body io.Reader = http.NoBody // Content-Length: 0 where a body is usual
	if call.body != "" {
		body = strings.NewReader(call.body)
	}
	req, err := http.NewRequestWithContext(ctx, call.method, to.String(), body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", "camreset")
	if call.kind != "" && call.body != "" {
		req.Header.Set("Content-Type", call.kind)
	}
	if call.auth != "" {
		req.Header.Set("Authorization", call.auth)
	}
	call.in.enter(req)
	return req, nil
}

// wireError says why no answer came.
func wireError(ctx context.Context, err error, a *answer) error {
	var dial *dialError
	var late interface{ Timeout() bool }
	text := err.Error()
	switch {
	case errors.As(err, &dial), errors.Is(err, ErrTLS), errors.Is(err, ErrPinChanged), errors.Is(err, errReset):
		return err
	case errors.Is(ctx.Err(), context.Canceled):
		return context.Canceled
	case a.reset:
		return fmt.Errorf("%w: %w", ErrClosed, errReset)
	case errors.Is(err, errProtocol):
		return fmt.Errorf("%w: %w", ErrNotHTTP, err)
	case !a.sent && ctx.Err() != nil && a.url.Scheme == "https":
		return ErrTLS
	case !a.sent && ctx.Err() == nil:
		return fmt.Errorf("%w: %s", ErrUnreachable, Clean(text))
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &late) && late.Timeout():
		return ErrMute
	case strings.Contains(text, "malformed"), strings.Contains(text, "informational"),
		strings.Contains(text, "header"), strings.Contains(text, "invalid"), strings.Contains(text, "bad Content-Length"),
		strings.Contains(text, "unsupported transfer encoding"), a.tlsRecord:
		return fmt.Errorf("%w: %s", ErrNotHTTP, Clean(text))
	}
	return fmt.Errorf("%w: %s", ErrClosed, Clean(text))
}

// read reads the answer, and tells whether there is a body to take apart. One
// beyond the bound is not read to its end; its connection is closed.
func (a *answer) read(resp *http.Response) bool {
	defer func() { _ = resp.Body.Close() }()
	a.Done, a.Status = true, resp.StatusCode
	a.Server, a.ContentType = Clean(resp.Header.Get("Server")), Clean(resp.Header.Get("Content-Type"))
	a.location, a.cookies = resp.Header.Get("Location"), resp.Cookies()
	a.Challenges = auth.Challenges(resp.Header)
	if len(a.Challenges) > 0 {
		a.Realm = a.Challenges[0].Realm
	}
	if resp.ContentLength > maxBody {
		a.Err = ErrTooLarge
		return false
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxBody+1))
	switch {
	case len(body) > maxBody:
		a.Err = ErrTooLarge
		return false
	case err != nil:
		a.Err = ErrLost
	}
	a.body = body
	return true
}

// parse takes the body apart.
func (a *answer) parse(contentType string) {
	body := a.body
	a.doc, a.Root = document.Read(body, contentType)
	a.Root = Clean(a.Root)
	a.Sub = subOf(a.doc)
	a.Code, _ = value.Number(a.doc.First("statusCode"), 99)
	if a.Root == "html" {
		a.Title = Clean(document.Title(body))
		a.Portal = a.Status/100 == 2 && bytes.Contains(body, []byte(portalSheet))
	}
	hash := fnv.New64a()
	_, _ = hash.Write(body)
	a.print = hash.Sum64()
}

// lost makes the error of a request that got no answer: if it may have reached
// the device, what the device did is not known.
func (a *answer) lost() {
	if a.Err != nil && a.sent && !errors.Is(a.Err, ErrLost) {
		a.Err = fmt.Errorf("%w: %w", ErrLost, a.Err)
	}
}
