package wire

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

// tell says of a request whether it may have left, and of one that failed whether the
// device broke the connection off, whether it closed it within an HTTP answer, and whether
// the first byte that came was that of a TLS alert or handshake.
func (u *usage) tell(failed bool) (sent, reset, cut, tlsRecord bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.conn == nil || !failed {
		return u.left || u.given, false, false, false
	}
	first := u.conn.first.Load() - 1
	return u.gone(), u.conn.reset.Load(), u.conn.web.Load() && u.conn.ended.Load(), first == 0x15 || first == 0x16
}
