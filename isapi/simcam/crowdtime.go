package simcam

import (
	"container/heap"
	"time"
)

// answer is one that is due at a moment.
type answer struct {
	at      time.Time
	device  int
	request *probe
	letter  letter
}

// answers are sorted by moment, as package heap wants it.
type answers []answer

func (a answers) Len() int           { return len(a) }
func (a answers) Less(i, j int) bool { return a[i].at.Before(a[j].at) }
func (a answers) Swap(i, j int)      { a[i], a[j] = a[j], a[i] }
func (a *answers) Push(x any)        { *a = append(*a, x.(answer)) }
func (a *answers) Pop() any {
	old := *a
	last := old[len(old)-1]
	*a = old[:len(old)-1]
	return last
}

// run sends answers when they are due, on one goroutine for the whole crowd, until it is closed.
func (c *Crowd) run() {
	for {
		next, wait, ok := c.next()
		switch {
		case !ok:
			return
		case wait == 0:
			c.answer(next)
			continue
		}
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-c.wake:
		}
		timer.Stop()
	}
}

// idle is how long the crowd sleeps when nothing is due; a request wakes it.
const idle = time.Hour

// next takes the first answer if it is due, else it tells how long that takes. It is false when the crowd is closed.
func (c *Crowd) next() (a answer, wait time.Duration, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.closed:
		return answer{}, 0, false
	case len(c.due) == 0:
		return answer{}, idle, true
	}
	if wait = time.Until(c.due[0].at); wait > 0 {
		return answer{}, wait, true
	}
	c.count.Sent++
	return heap.Pop(&c.due).(answer), 0, true
}

// stir wakes run.
func (c *Crowd) stir() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// ListenSADP opens a real UDP socket for the whole crowd, as Camera.ListenSADP does for a camera.
func (c *Crowd) ListenSADP(address string) (string, error) {
	conn, err := listenUDP(address)
	if err != nil {
		return "", err
	}
	way := udpLink{conn}
	return conn.LocalAddr().String(), c.keep(conn, func() { way.read(c.hear) })
}

// JoinSADP lets the crowd take part in discovery on a network interface, as Camera.JoinSADP does for a camera.
func (c *Crowd) JoinSADP(iface string) error {
	socket, err := joinGroup(iface, SADPGroup)
	if err != nil {
		return err
	}
	return c.keep(socket.conn, func() { socket.read(c.hear) })
}

func (c *Crowd) keep(socket closer, read func()) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		_ = socket.Close()
		return errClosed
	}
	c.sockets = append(c.sockets, socket)
	c.running.Go(read)
	return nil
}

// AddCrowd connects a crowd to the network. Its devices answer discovery only; nobody reaches them over HTTP.
func (l *Lan) AddCrowd(c *Crowd) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ears = append(l.ears, c)
}
