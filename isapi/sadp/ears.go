package sadp

import (
	"errors"
	"net"
	"sync"
	"time"
)

// ears are the readers of all sockets. Each reads and parses on its own, what
// they hear is taken one after the other.
type ears struct {
	heard   chan heard
	repeats *repeats // nil where every datagram counts
	now     func() time.Time
	quit    chan struct{}
	wg      sync.WaitGroup
}

func newEars(now func() time.Time) *ears {
	return &ears{heard: make(chan heard, 64), quit: make(chan struct{}), now: now}
}

// listen reads a socket until it is closed.
func (e *ears) listen(c Conn, iface string) {
	e.wg.Add(1)
	go func() {
		defer e.wg.Done()
		e.read(c, iface)
	}()
}

// stop waits for the readers, whose sockets have to be closed before.
func (e *ears) stop() {
	close(e.quit)
	e.wg.Wait()
}

// maxFailures in a row say that a socket is dead; single ones are reports of what
// was sent before.
const maxFailures = 100

func (e *ears) read(c Conn, iface string) {
	buffer := make([]byte, maxDatagram)
	for failures := 0; failures < maxFailures; {
		n, from, arrived, err := c.Read(buffer)
		switch {
		case errors.Is(err, net.ErrClosed):
			return
		case err != nil:
			failures++
			continue
		}
		failures = 0
		if arrived == "" {
			arrived = iface
		}
		h := heard{from: from, iface: arrived}
		if e.know(&h, buffer[:n]) || !h.parse(buffer[:n]) {
			continue
		}
		if !e.tell(h) {
			return
		}
	}
	e.tell(heard{dead: c})
}

// know spares the parser, and everybody behind it, what is known.
func (e *ears) know(h *heard, datagram []byte) bool {
	if e.repeats == nil {
		return false
	}
	h.mark = e.repeats.mark(*h, datagram)
	return e.repeats.heard(h.mark, h.from, e.now())
}

func (e *ears) tell(h heard) bool {
	select {
	case e.heard <- h:
		return true
	case <-e.quit:
		return false
	}
}
