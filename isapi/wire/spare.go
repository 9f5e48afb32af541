package wire

import (
	"net"
	"sync"
	"time"
)

// spareAge is how long a connection that was opened ahead is good for a request.
const spareAge = time.Second

// spare holds the connection with which the device was found, for the first request.
type spare struct {
	mu     sync.Mutex
	origin string // scheme and address
	conn   net.Conn
	at     time.Time
}

// keep puts a connection in place of the one there is.
func (s *spare) keep(origin string, conn net.Conn) {
	s.take("")
	s.mu.Lock()
	defer s.mu.Unlock()
	s.origin, s.conn, s.at = origin, conn, time.Now()
}

// take gives the connection if it leads to origin and is fresh; a useless one is
// closed.
func (s *spare) take(origin string) net.Conn {
	s.mu.Lock()
	kept, leads, at := s.conn, s.origin, s.at
	s.conn = nil
	s.mu.Unlock()
	if kept == nil {
		return nil
	}
	if leads != origin || time.Since(at) > spareAge {
		_ = kept.Close()
		return nil
	}
	return kept
}
