package simcam

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"time"

	"camreset/isapi/simcam/crypt"
)

// cookieName is that of the first version, or has a suffix of the device (observed).
func (c *Camera) cookieName() string {
	if c.sc.Session.irreversible() {
		return "WebSession_" + crypt.Hash("cookie of " + c.id.Serial)[:10]
	}
	return "WebSession"
}

// openSession lets the holder of id in, together with tag if there is one, and gives the cookie that says so.
func (c *Camera) openSession(q *call, id, tag string) http.Header {
	c.ram.sessions[id] = session{tag, q.told, c.now()}
	cookie := http.Cookie{Name: c.cookieName(), Value: id, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode}
	return http.Header{"Set-Cookie": {cookie.String()}}
}

// inSession tells whether a call carries the cookie of a logged-in browser, and the tag that belongs to it.
func (c *Camera) inSession(q *call) bool {
	cookie, err := q.Cookie(c.cookieName())
	if err != nil {
		return false
	}
	s, known := c.ram.sessions[cookie.Value]
	return known && (s.tag == "" || s.tag == q.Header.Get("SessionTag"))
}

func (c *Camera) sessionHeartbeat(q *call) reply { return c.ok(q) }

func (c *Camera) sessionLogout(q *call) reply {
	c.closeSession(q)
	return c.ok(q)
}

func (c *Camera) closeSession(q *call) {
	if cookie, err := q.Cookie(c.cookieName()); err == nil {
		delete(c.ram.sessions, cookie.Value)
	}
}

// session is a login that is open.
type session struct {
	tag     string // that goes with the cookie; empty if none does
	address string // of the client
	opened  time.Time
}

// inOrder gives the sessions by when they were opened.
func (m *memory) inOrder() []session {
	return slices.SortedFunc(maps.Values(m.sessions), func(a, b session) int {
		return cmp.Or(a.opened.Compare(b.opened), cmp.Compare(a.address, b.address))
	})
}
