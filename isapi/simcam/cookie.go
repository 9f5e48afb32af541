package simcam

import (
	"net/http"

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
func (c *Camera) openSession(id, tag string) http.Header {
	c.ram.sessions[id] = tag
	cookie := http.Cookie{Name: c.cookieName(), Value: id, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode}
	return http.Header{"Set-Cookie": {cookie.String()}}
}

// inSession tells whether a call carries the cookie of a logged-in browser, and the tag that belongs to it.
func (c *Camera) inSession(q *call) bool {
	cookie, err := q.Cookie(c.cookieName())
	if err != nil {
		return false
	}
	tag, known := c.ram.sessions[cookie.Value]
	return known && (tag == "" || tag == q.Header.Get("SessionTag"))
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
