package sadp

import (
	"errors"
	"net"
	"sync"
	"time"
)

// receiver has a reader for every socket. Each reads and parses on its own, what they
// receive is taken one after the other.
type receiver struct {
	out     chan received // what made sense, one after the other
	repeats *repeats      // nil where every datagram counts
	now     func() time.Time
	quit    chan struct{}
	wg      sync.WaitGroup
}

// waiting is how many parsed datagrams may wait to be taken: what more comes in waits
// unparsed in the system's buffer, where it is a tenth as large.
const waiting = 2

func newReceiver(now func() time.Time) *receiver {
	return &receiver{out: make(chan received, waiting), quit: make(chan struct{}), now: now}
}

// listen reads a socket until it is closed.
func (r *receiver) listen(c Conn, iface string) {
	r.wg.Add(1)
	go func() {
		defer r.wg.Done()
		r.read(c, iface)
	}()
}

// stop waits for the readers, whose sockets have to be closed before.
func (r *receiver) stop() {
	close(r.quit)
	r.wg.Wait()
}

// maxFailures in a row say that a socket is dead; single ones are reports of what
// was sent before.
const maxFailures = 100

func (r *receiver) read(c Conn, iface string) {
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
		h := received{from: from, iface: arrived}
		if r.isRepeat(&h, buffer[:n]) || !h.parse(buffer[:n]) {
			continue
		}
		if !r.tell(h) {
			return
		}
	}
	r.tell(received{dead: c})
}

// isRepeat spares the parser, and everybody behind it, what is known.
func (r *receiver) isRepeat(h *received, datagram []byte) bool {
	if r.repeats == nil {
		return false
	}
	h.mark = r.repeats.mark(*h, datagram)
	return r.repeats.repeated(h.mark, h.from, r.now())
}

func (r *receiver) tell(h received) bool {
	select {
	case r.out <- h:
		return true
	case <-r.quit:
		return false
	}
}
