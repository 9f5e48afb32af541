package isapi

import (
	"net/http/httptrace"
	"sync"
)

// usage watches the connections that a request is given: net/http takes another
// one where an idle one turns out to be dead.
type usage struct {
	mu    sync.Mutex
	conn  *counted // the newest
	wrote int64    // what it had written before
	given bool     // there was one
	left  bool     // the request may have left by an earlier one
}

func (u *usage) got(info httptrace.GotConnInfo) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.left = u.gone()
	if u.given, u.conn = true, countedOf(info.Conn); u.conn != nil {
		u.wrote = u.conn.wrote.Load()
	}
}

// gone reports whether the request may have left. It did not, for certain, where
// the device broke the connection off before a byte of it was written.
func (u *usage) gone() bool {
	never := u.conn != nil && u.conn.reset.Load() && u.conn.wrote.Load() == u.wrote
	return u.left || u.given && !never
}

// tell writes into an answer what is known of its way.
func (u *usage) tell(a *answer, failed bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	a.sent = u.left || u.given
	if u.conn == nil || !failed {
		return
	}
	a.sent, a.reset = u.gone(), u.conn.reset.Load()
	first := u.conn.first.Load() - 1
	a.tlsRecord = a.url.Scheme == "http" && (first == 0x15 || first == 0x16)
}
