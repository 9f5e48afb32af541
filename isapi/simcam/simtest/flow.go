package simtest

import (
	"io"
	"net"
	"os"
	"sync"
	"syscall"
	"time"
)

// flowSize is how many bytes may be under way in one direction, about what a system keeps for a socket.
const flowSize = 64 << 10

// flow is one direction of a connection.
type flow struct {
	mu              sync.Mutex
	changed         sync.Cond
	data            []byte
	ended           bool // the writing end is closed
	unread          bool // the reading end is closed
	broken          bool // the connection is broken off
	readBy, writeBy time.Time
}

func newFlow() *flow {
	s := &flow{}
	s.changed.L = &s.mu
	return s
}

func (s *flow) change(f func(*flow)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f(s)
	s.changed.Broadcast()
}

// wakeAt sets a deadline, and wakes who waits when it has come.
func (s *flow) wakeAt(t time.Time, set func(*flow)) {
	s.change(set)
	if wait := time.Until(t); !t.IsZero() && wait > 0 {
		time.AfterFunc(wait, func() { s.change(func(*flow) {}) })
	}
}

func passed(t time.Time) bool { return !t.IsZero() && !time.Now().Before(t) }

func (s *flow) read(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		switch {
		case s.unread:
			return 0, net.ErrClosed
		case s.broken:
			return 0, syscall.ECONNRESET
		case passed(s.readBy):
			return 0, os.ErrDeadlineExceeded
		case len(s.data) > 0 || len(p) == 0:
			n := copy(p, s.data)
			s.data = s.data[n:]
			s.changed.Broadcast()
			return n, nil
		case s.ended:
			return 0, io.EOF
		}
		s.changed.Wait()
	}
}

func (s *flow) write(p []byte) (n int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		room := min(len(p)-n, flowSize-len(s.data))
		switch {
		case s.ended:
			return n, net.ErrClosed
		case s.broken:
			return n, syscall.ECONNRESET
		case s.unread:
			return n, syscall.EPIPE
		case passed(s.writeBy):
			return n, os.ErrDeadlineExceeded
		case room > 0:
			s.data = append(s.data, p[n:n+room]...)
			n += room
			s.changed.Broadcast()
		}
		if n == len(p) {
			return n, nil
		}
		if room <= 0 {
			s.changed.Wait()
		}
	}
}
