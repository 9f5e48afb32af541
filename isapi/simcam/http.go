package simcam

import (
	"io"
	"net/http"
	"slices"
	"time"
)

// maxBody is the most a camera reads of one request.
const maxBody = 64 << 10

// frontend is the web server of a camera.
type frontend struct {
	*Camera
	routes routes
}

// ServeHTTP counts a request, waits as long as the camera is slow, and answers. The answer is made under
// the camera's lock, so that requests change its state one after the other.
func (c *frontend) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	who := c.connections.callerAt(r.RemoteAddr)
	c.mu.Lock()
	c.count.Requests++
	c.count.ByPath[r.URL.Path]++
	delay := c.sc.Delay
	c.mu.Unlock()

	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	c.mu.Lock()
	c.record.request(r, body)
	c.mu.Unlock()
	if err != nil || !c.pause(r, delay) {
		panic(http.ErrAbortHandler) // hangs up without a word
	}
	c.mu.Lock()
	answer := lost
	if r.Context().Err() == nil && c.phase >= phaseBusy {
		answer = c.format(c.answer(&call{r, body, who}))
	}
	server := c.id.Server
	c.mu.Unlock()
	if answer.lost {
		panic(http.ErrAbortHandler)
	}
	beginReply(r)
	answer.send(w, r, server)
}

// pause waits for d of camera-clock time; false means that client or power went away meanwhile.
func (c *frontend) pause(r *http.Request, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	over := make(chan struct{})
	c.mu.Lock()
	t := c.after(d, func() { close(over) })
	c.mu.Unlock()
	select {
	case <-over:
		return true
	case <-r.Context().Done():
		c.mu.Lock()
		c.drop(t)
		c.mu.Unlock()
		return false
	}
}

// answer decides in the order of a real device: does it talk here at all, is it starting, does it refuse this
// client altogether, does it know the call, is it active, may the caller.
func (c *frontend) answer(q *call) reply {
	reading := q.Method == http.MethodGet || q.Method == http.MethodHead
	if to := c.redirectTarget(q); to != "" {
		return redirect(to, reading)
	}
	if c.phase == phaseBusy && !reading {
		return c.starting(q)
	}
	if c.blocked(q) {
		return errorPage(http.StatusForbidden)
	}
	if slices.Contains(c.sc.Missing, q.URL.Path) {
		return c.unknown(q)
	}
	known := slices.DeleteFunc(slices.Clone(c.routes[q.URL.Path]), func(r route) bool { return !c.offers(r) })
	if len(known) == 0 {
		return c.unknown(q)
	}
	at := slices.IndexFunc(known, func(r route) bool {
		return r.method == q.Method || r.method == http.MethodGet && reading
	})
	if at < 0 {
		return c.wrongMethod(q)
	}
	return c.take(q, known[at])
}

func (c *frontend) take(q *call, r route) reply {
	if !r.open {
		if c.settings.password == "" {
			return c.notActivated(q)
		}
		if v := c.authenticate(q); v != right {
			return c.unauthorized(q, v)
		}
	}
	if slices.Contains(c.sc.NoRights, q.URL.Path) {
		return c.status(q, http.StatusForbidden, invalidOperation, "lowPrivilege")
	}
	if !r.change {
		return r.serve(c.Camera, q)
	}
	c.count.Writes++
	c.count.WritesTo[q.URL.Path]++
	if c.sc.RefusePut == q.URL.Path {
		return c.notSupported(q)
	}
	answer := r.serve(c.Camera, q)
	if c.sc.LoseReply == q.URL.Path && answer.status == http.StatusOK {
		c.sc.LoseReply = ""
		return lost
	}
	return answer
}

// offers tells whether this firmware has a call now.
func (c *frontend) offers(r route) bool {
	g := c.sc.Generation
	return (!r.onvif || c.speaksONVIF()) && (r.since == "" || g.since(r.since)) && (r.only == nil || slices.Contains(r.only, g))
}

// wrongMethod refuses a method. A recorder asks for a login first, whatever the path (observed).
func (c *frontend) wrongMethod(q *call) reply {
	refuse := func(c *Camera, q *call) reply {
		return c.status(q, http.StatusForbidden, invalidOperation, "methodNotAllowed")
	}
	if c.sc.Generation == RecorderGen && isISAPI(q) {
		return c.take(q, route{serve: refuse})
	}
	return refuse(c.Camera, q)
}

// unknown answers calls that this firmware does not have: observed as 404 on old devices and for pages, and
// mostly as 403 notSupport after the login on others.
func (c *frontend) unknown(q *call) reply {
	if c.sc.Generation == Legacy || !isISAPI(q) {
		return errorPage(http.StatusNotFound)
	}
	return c.take(q, route{serve: func(c *Camera, q *call) reply { return c.notSupported(q) }})
}

// starting refuses a write during the start, as observed: 403 Invalid Operation.
func (c *frontend) starting(q *call) reply {
	if isPage(q) {
		return c.notice(http.StatusForbidden, "The camera is still starting. Try again in half a minute.")
	}
	return c.status(q, http.StatusForbidden, invalidOperation, "invalidOperation")
}
