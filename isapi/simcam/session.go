package simcam

import (
	"encoding/xml"
	"net/http"
	"strings"
)

// The session login of newer web pages (maker's web clients; the form without salt, version 1).

// sessionRounds is the number of hashes told in the capabilities; 100 on every device seen.
const sessionRounds = 100

const (
	sessionCookie   = "WebSession"
	sessionMemory   = 32 // greetings kept at a time
	sessionIDLength = 32 // bytes
)

// greeting is what the capabilities handed out for one login.
type greeting struct{ challenge string }

func (c *Camera) sessionCapabilities(q *call) reply {
	if !c.sc.Generation.since(Session) {
		return c.notSupported(q)
	}
	if len(c.ram.greetings) >= sessionMemory {
		clear(c.ram.greetings)
	}
	id, g := randomHex(sessionIDLength), greeting{randomHex(16)}
	c.ram.greetings[id] = g
	return xmlReply(http.StatusOK, struct {
		XMLName xml.Name `xml:"SessionLoginCap"`
		document
		ID         string `xml:"sessionID"`
		Challenge  string `xml:"challenge"`
		Iterations int    `xml:"iterations"`
	}{document: c.document(), ID: id, Challenge: g.challenge, Iterations: sessionRounds})
}

// sessionHash is the value a client sends instead of the password.
func sessionHash(password, challenge string) string {
	r := hexHash(password) + challenge
	for range sessionRounds - 1 {
		r = hexHash(r)
	}
	return r
}

// sessionReply is the reply to a session login.
type sessionReply struct {
	XMLName xml.Name `xml:"SessionLogin"`
	document
	Value     int    `xml:"statusValue"`
	Text      string `xml:"statusString"`
	Default   *bool  `xml:"isDefaultPassword"`
	Risk      *bool  `xml:"isRiskPassword"`
	Activated *bool  `xml:"isActivated"`
	ID        string `xml:"sessionID,omitempty"`
	Lock      string `xml:"lockStatus,omitempty"`
	Unlock    *int   `xml:"unlockTime"`
	Retry     *int   `xml:"retryLoginTime"`
}

func (c *Camera) sessionLogin(q *call) reply {
	var sent struct {
		User     string `xml:"userName"`
		Password string `xml:"password"`
		ID       string `xml:"sessionID"`
	}
	if xml.Unmarshal(q.body, &sent) != nil {
		return c.status(q, http.StatusBadRequest, invalidFormat, "badXmlFormat")
	}
	g, known := c.ram.greetings[sent.ID]
	delete(c.ram.greetings, sent.ID)
	good := known && c.dev.password != "" && sent.User == AdminUser &&
		strings.EqualFold(sent.Password, sessionHash(c.dev.password, g.challenge))
	if c.try(q.source, good) != right {
		return c.sessionRefusal(q)
	}
	factory, risk, yes := c.dev.password == DefaultPassword, risky(c.dev.password), true
	a := xmlReply(http.StatusOK, sessionReply{
		document: c.document(), Value: http.StatusOK, Text: "OK",
		Default: &factory, Risk: &risk, Activated: &yes, ID: sent.ID,
	})
	a.header = c.openSession(sent.ID)
	return a
}

func (c *Camera) sessionRefusal(q *call) reply {
	seconds := c.unlockSeconds(q)
	left := c.ram.logins.left(q.source, c.sc.Tries)
	s := sessionReply{document: c.document(), Value: http.StatusUnauthorized, Text: "Unauthorized"}
	if seconds > 0 {
		left, s.Lock = 0, "lock"
	} else {
		s.Lock = "unlock"
	}
	if c.sc.LockForm != LockSilent && !(c.sc.HideTries && seconds == 0) {
		s.Unlock, s.Retry = &seconds, &left
	} else {
		s.Lock = ""
	}
	return xmlReply(http.StatusUnauthorized, s)
}

// openSession lets the holder of id in and gives the cookie that says so.
func (c *Camera) openSession(id string) http.Header {
	c.ram.sessions[id] = true
	cookie := http.Cookie{Name: sessionCookie, Value: id, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode}
	return http.Header{"Set-Cookie": {cookie.String()}}
}

// inSession tells whether a call carries the cookie of a logged-in browser.
func (c *Camera) inSession(q *call) bool {
	cookie, err := q.Cookie(sessionCookie)
	return err == nil && c.ram.sessions[cookie.Value]
}

func (c *Camera) sessionHeartbeat(q *call) reply { return c.ok(q) }

func (c *Camera) sessionLogout(q *call) reply {
	c.closeSession(q)
	return c.ok(q)
}

func (c *Camera) closeSession(q *call) {
	if cookie, err := q.Cookie(sessionCookie); err == nil {
		delete(c.ram.sessions, cookie.Value)
	}
}
