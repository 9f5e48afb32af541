package simtest

import (
	"cmp"
	"container/heap"
	"errors"
	"maps"
	"math/rand/v2"
	"net/netip"
	"sync"
	"time"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/sadpxml"
	"camreset/isapi/simcam/udp"
)

// CrowdComputer is an address for a Lan's computer in the network of a Crowd, so that unicast answers reach it.
const CrowdComputer = "10.20.0.10/16"

// crowdFirst is the address of the first device of a crowd.
var crowdFirst = netip.MustParsePrefix("10.20.1.1/16")

// CrowdForm is how the devices of a Crowd answer.
type CrowdForm struct {
	Spread time.Duration    // each answer comes up to that much later, by chance; 800 ms if zero, none if negative
	Loss   float64          // that part of the answers is lost, by chance; 0.05 if zero, none if negative
	Seed   uint64           // of chance: the same seed, the same chances
	Reply  simcam.ReplyForm // simcam.ReplyBoth if empty
}

// Crowd is many devices of all generations that answer inquiries and nothing else, cheaply: for measuring how fast
// and how completely a program finds them. It lives in real time.
type Crowd struct {
	form    CrowdForm
	devices []member
	wake    chan struct{}
	running sync.WaitGroup

	mu      sync.Mutex
	due     answers
	count   CrowdCounters
	met     []bool // the devices that have answered
	sockets []socket
	closed  bool
}

// CrowdCounters is what a Crowd received and did.
type CrowdCounters struct {
	Datagrams  int            // requests heard, each once for the whole crowd
	SADP       map[string]int // the same by Types
	Sent, Lost int            // answers
	// First and Last are when the first device, and the last one that had not yet, said its first answer.
	First, Last time.Time
}

// NewCrowd makes n devices, at most 60,000. Close it in the end.
func NewCrowd(n int, form CrowdForm) *Crowd {
	form.Spread, form.Loss = cmp.Or(form.Spread, 800*time.Millisecond), cmp.Or(form.Loss, 0.05)
	form.Reply = cmp.Or(form.Reply, simcam.ReplyBoth)
	c := &Crowd{form: form, wake: make(chan struct{}, 1), count: CrowdCounters{SADP: map[string]int{}}}
	address := crowdFirst.Addr()
	for i := range n {
		c.devices = append(c.devices, newMember(i, address))
		address = address.Next()
	}
	c.met = make([]bool, n)
	c.running.Go(c.run)
	return c
}

// Identities tells who the devices are.
func (c *Crowd) Identities() []simcam.Identity {
	list := make([]simcam.Identity, 0, len(c.devices))
	for _, d := range c.devices {
		list = append(list, d.id)
	}
	return list
}

// Counters tells what happened so far.
func (c *Crowd) Counters() CrowdCounters {
	c.mu.Lock()
	defer c.mu.Unlock()
	copied := c.count
	copied.SADP = maps.Clone(c.count.SADP)
	return copied
}

// Close ends the crowd and its sockets; answers that are still due are lost.
func (c *Crowd) Close() {
	c.mu.Lock()
	c.closed, c.due = true, nil
	sockets := c.sockets
	c.sockets = nil
	c.mu.Unlock()
	for _, s := range sockets {
		_ = s.Close()
	}
	c.signal()
	c.running.Wait()
}

// HandleSADP plans the answers to a request. Chance depends on seed, device and the number of the request only.
func (c *Crowd) HandleSADP(l udp.Datagram) {
	p, err := sadpxml.Read(l.Data)
	if errors.Is(err, sadpxml.ErrAnswer) {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	turn := uint64(c.count.Datagrams)
	c.count.Datagrams++
	if err != nil || c.closed {
		return
	}
	c.count.SADP[p.Types]++
	if !p.Inquires() {
		return
	}
	now := time.Now()
	l.Data = nil // is the reader's
	for i, d := range c.devices {
		if !udp.Accepts(d.own, l.To) || !p.IsFor(d.id.MAC) || p.Types == "inquiry_v32" && !d.newer {
			continue
		}
		chance := rand.New(rand.NewPCG(c.form.Seed, uint64(i)<<32|turn)) // chance that can be repeated, no secrets
		late := time.Duration(chance.Float64() * float64(max(c.form.Spread, 0)))
		if chance.Float64() < c.form.Loss {
			c.count.Lost++
			continue
		}
		heap.Push(&c.due, answer{now.Add(late), i, p, l})
	}
	c.signal()
}

// socket is a real one of the crowd.
type socket interface {
	Read(handle func(udp.Datagram))
	Close() error
}

// ListenSADP opens a real UDP socket for the whole crowd, as Camera.ListenSADP does for a camera.
func (c *Crowd) ListenSADP(address string) (string, error) {
	s, err := udp.Listen(address)
	if err != nil {
		return "", err
	}
	return s.Addr(), c.keep(s)
}

// JoinSADP lets the crowd take part in discovery on a network interface, as Camera.JoinSADP does for a camera.
func (c *Crowd) JoinSADP(iface string) error {
	s, err := udp.Join(iface, simcam.SADPGroup)
	if err != nil {
		return err
	}
	return c.keep(s)
}

func (c *Crowd) keep(s socket) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return errors.Join(errClosed, s.Close())
	}
	c.sockets = append(c.sockets, s)
	c.running.Go(func() { s.Read(c.HandleSADP) })
	return nil
}

var errClosed = errors.New("simulated crowd: it is closed")
