package isapi

import (
	"context"
	"errors"
	"slices"
	"sync"

	"camreset/isapi/document"
	"camreset/isapi/seal"
	"camreset/isapi/wire"
)

const (
	opRead  = "read the settings"
	opWrite = "change a setting"
)

// PageRequest asks for one page of settings. Most are read by their path; a
// search, such as that of the device's log, is a POST with a Body and changes nothing.
type PageRequest struct{ Path, Body string }

// Page is one page of a device's settings, as a login read it.
type Page struct {
	Path string
	// Asked says that the device was asked for it, with the login where it wants one.
	Asked bool
	// Err is why it was not read: ErrNotSupported where the device has no such page,
	// ErrLowPrivilege where this user may not read it, another one where the reading
	// failed. A page of a device is missing with 403 far more often than with 404.
	Err error
	// Doc is what stands there.
	Doc *document.Node

	body []byte
}

// With gives the page with one text changed, for WritePage; false where there is no such
// element.
func (p Page) With(at document.At, value string) (Page, bool) {
	return p.Renamed(at, at.Name, value)
}

// Renamed is With for an element that becomes one of another name.
func (p Page) Renamed(at document.At, name, value string) (Page, bool) {
	body, ok := document.Replace(p.body, at, name, value)
	if !ok {
		return Page{}, false
	}
	next := PageOf(p.Path, string(body))
	next.Asked = p.Asked
	return next, true
}

// PageOf is a page with this body, as ReadPages gives it.
func PageOf(path, body string) Page {
	doc, _ := document.Read([]byte(body), kindXML)
	return Page{Path: path, Doc: doc, body: []byte(body)}
}

// AtOnce is how many logins of one user may be under way at the same time, so that a
// password that somebody else changes meanwhile costs no more tries than a device can
// spare: two less than it tells left, one where it tells none.
func AtOnce(left *int) int {
	if left == nil {
		return 1
	}
	return min(max(*left-2, 1), wire.MaxConns)
}

// ReadPages reads pages of settings with a login that is known to be right, atOnce of
// them at a time at most; each takes a bare request and an answered one. got is told of
// each page as it comes, one after the other. The pages come back in the order in which
// they were asked for. The first one at which the login is refused, or the device is
// locked or gone, ends all of it: that is the error, and what was not read has it too. It
// is ErrShut where pages were refused without a reason, as is everything else by then.
func (c *Client) ReadPages(ctx context.Context, login Login, atOnce int, ask []PageRequest, got func(Page)) ([]Page, error) {
	m := c.memory()
	pages := make([]Page, len(ask))
	if err := c.findInTurn(ctx, m); err != nil {
		return pages, &Error{Op: opRead, Err: err}
	}
	going, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	next := make(chan int)
	go func() {
		defer close(next)
		for i := range ask {
			select {
			case next <- i:
			case <-going.Done():
				return
			}
		}
	}()
	var workers sync.WaitGroup
	var told sync.Mutex
	for range atOnce {
		workers.Go(func() {
			for i := range next {
				p := c.readPage(ctx, going, m, login, ask[i])
				if Ends(p.Err) {
					stop(p.Err)
				}
				pages[i] = p
				if got != nil {
					told.Lock()
					got(p)
					told.Unlock()
				}
			}
		})
	}
	workers.Wait()
	if going.Err() == nil && slices.ContainsFunc(pages, refusedBarely) && c.refusesAll(ctx, m) {
		stop(&Error{Op: opRead, Status: 403, Err: ErrShut})
	}
	err := context.Cause(going)
	for i := range pages {
		if errors.Is(err, ErrShut) && refusedBarely(pages[i]) {
			pages[i].Err = err
		}
	}
	for i, q := range ask {
		if pages[i].Path == "" {
			pages[i] = Page{Path: q.Path, Err: err}
		}
	}
	return pages, err
}

// refusedBarely reports a page that was refused without a reason. Old firmware answers so
// for a page that it does not have (corpus: 403 far more often than 404), and a newer one
// for every page while it is locked (IPC-B121H-C, V5.8.10).
func refusedBarely(p Page) bool {
	var e *Error
	return errors.As(p.Err, &e) && e.Err == ErrRefused && e.Status == 403 && e.Sub == "" //nolint:errorlint // a wrapped one has a reason
}

// refusesAll tells the two apart, by a page that every device has: it asks for a login there,
// which none is spent on, or refuses that as well.
func (c *Client) refusesAll(ctx context.Context, m *memory) bool {
	end, err := c.wire.Turn(ctx)
	if err != nil {
		return false
	}
	defer end()
	return refusedBarely(Page{Err: c.bare(ctx, m, call{method: "GET", path: pathDevice}).mayLogin(opRead)})
}

// Ends reports an error after which no further request of the same login may go out.
func Ends(err error) bool {
	for _, of := range []error{ErrAuth, ErrStale, ErrLocked, ErrShut, ErrInactive, ErrNoChallenge, ErrConsent, ErrOtherDevice, ErrPinChanged, ErrUnreachable, context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, of) {
			return true
		}
	}
	return false
}

// readPage reads one page. Once going has ended no login of it leaves; one that is on its
// way is waited for, for it may be a try.
func (c *Client) readPage(ctx, going context.Context, m *memory, login Login, q PageRequest) Page {
	p := Page{Path: q.Path, Asked: true}
	end, err := c.wire.Turn(going)
	if err != nil {
		return p.ended(going)
	}
	defer end()
	ask := call{method: "GET", path: q.Path, kept: true}
	if q.Body != "" {
		ask.method, ask.kind, ask.body = "POST", kindXML, prolog+q.Body
	}
	bare := ask
	bare.body = ""
	a := c.bare(going, m, bare)
	if a.Status == 200 && a.Err == nil && q.Body == "" {
		return a.page(p)
	}
	if a.Err == nil && a.Status == 404 {
		p.Err = a.failure(opRead)
		return p
	}
	m.keep(a, c.cfg.Now())
	if going.Err() != nil {
		return p.ended(going)
	}
	if p.Err = a.mayLogin(opRead); p.Err != nil {
		return p
	}
	if a, p.Err = c.loginOnce(ctx, opRead, a, login, ask); p.Err != nil {
		return p
	}
	if lock := m.keep(a, c.cfg.Now()); a.Status/100 != 2 || lock.Locked == Yes {
		p.Err = a.failure(opRead)
		return p
	}
	return a.page(p)
}

// ended is a page that was not read because the reading had ended.
func (p Page) ended(going context.Context) Page {
	p.Asked, p.Err = false, context.Cause(going)
	return p
}

// page takes over what stands there. Devices of 2015 and 2016 send a refusal under 200.
func (a *answer) page(p Page) Page {
	switch {
	case a.Root == "responsestatus" && !a.succeeded():
		p.Err = a.failure(opRead)
	case a.doc == nil:
		p.Err = &Error{Op: opRead, Status: a.Status, Err: errUnreadable}
	}
	p.Doc, p.body = a.doc, a.body
	return p
}

// WritePage sends a page of settings back with a change, once. restart is true where the
// device wants a restart before it holds (statusCode 7 of the ISAPI guide's error codes).
// Errors: those of ChangePassword but for its passwords, and ErrLost when the change may
// have worked: then read the page again.
func (c *Client) WritePage(ctx context.Context, login Login, p Page) (restart bool, err error) {
	ch := &change{c: c, m: c.memory(), op: opWrite, login: login}
	if err := c.findInTurn(ctx, ch.m); err != nil {
		return false, &Error{Op: opWrite, Err: err}
	}
	err = ch.put(ctx, p.Path, func(seal.Fields) string { return document.WithoutProlog(string(p.body)) })
	return ch.restart, err
}
