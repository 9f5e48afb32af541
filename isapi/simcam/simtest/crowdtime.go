package simtest

import (
	"container/heap"
	"time"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/sadpxml"
	"camreset/isapi/simcam/udp"
)

// answer is one that is due at a moment.
type answer struct {
	at      time.Time
	device  int
	request *sadpxml.Request
	arrived udp.Datagram
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
			c.send(next)
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

// send says a device's part of the answer to a request.
func (c *Crowd) send(a answer) {
	m := c.devices[a.device]
	message := m.answer(a.request)
	if c.form.Reply != simcam.ReplyGroup {
		a.arrived.Via.Unicast(m.own, a.arrived.From, message)
	}
	if c.form.Reply != simcam.ReplyUnicast {
		a.arrived.Via.Group(m.own, message)
	}
}

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
	a = heap.Pop(&c.due).(answer)
	if !c.met[a.device] {
		c.met[a.device], c.count.Last = true, time.Now()
		if c.count.First.IsZero() {
			c.count.First = c.count.Last
		}
	}
	return a, 0, true
}

// signal wakes run.
func (c *Crowd) signal() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}
