package simcam

import "time"

// The log of a device, as far as it is about logins. It outlives a start; a reset empties it (inference).

const (
	logMemory = 500         // entries
	oneVisit  = time.Minute // right logins of one client within it are one entry: each request may bring one (inference)
)

// The kinds of entries (maker's guide).
const (
	logRoot    = "log.std-cgi.com"
	logIllegal = logRoot + "/Exception/illegalAccess" // a login that was refused
	logLogin   = logRoot + "/Operation/login"
)

// logEntry is one login.
type logEntry struct {
	at            time.Time // of the camera's own clock, as it stood
	kind          string
	user, address string
}

// log remembers a login.
func (c *Camera) log(t Try, user string) {
	e := logEntry{c.now(), logIllegal, user, t.Source}
	if t.Right {
		e.kind = logLogin
		if c.visits(e) {
			return
		}
	}
	if len(c.logged) == logMemory {
		c.logged = append(c.logged[:0:0], c.logged[1:]...)
	}
	c.logged = append(c.logged, e)
}

// visits tells whether an entry for the same client is still fresh.
func (c *Camera) visits(e logEntry) bool {
	for i := len(c.logged) - 1; i >= 0; i-- {
		before := c.logged[i]
		if before.kind == e.kind && before.user == e.user && before.address == e.address {
			return e.at.Sub(before.at).Abs() < oneVisit
		}
	}
	return false
}
