package simcam

import (
	"bytes"
	"cmp"
	"container/heap"
	"encoding/xml"
	"errors"
	"maps"
	"math/rand/v2"
	"net/netip"
	"sync"
	"time"
)

// CrowdComputer is an address for a Lan's computer in the network of a Crowd, so that unicast answers reach it.
const CrowdComputer = "10.20.0.10/16"

// crowdFirst is the address of the first device of a crowd.
var crowdFirst = netip.MustParsePrefix("10.20.1.0/16")

// CrowdForm is how the devices of a Crowd answer.
type CrowdForm struct {
	Spread time.Duration // each answer comes up to that much later, by chance; 800 ms if zero, none if negative
	Loss   float64       // that part of the answers is lost, by chance; 0.05 if zero, none if negative
	Seed   uint64        // of chance: the same seed, the same chances
	Reply  ReplyForm     // ReplyBoth if empty
}

// Crowd is many devices of all generations that answer inquiries and nothing else, cheaply: for measuring how fast
// and how completely a program finds them. It lives in real time.
type Crowd struct {
	form    CrowdForm
	devices []extra
	wake    chan struct{}
	running sync.WaitGroup

	mu      sync.Mutex
	due     answers
	count   CrowdCounters
	sockets []closer
	closed  bool
}

// extra is one device: an address and all of its answer that is always the same.
type extra struct {
	id    Identity
	own   netip.Prefix
	newer bool // knows inquiry_v32
	rest  []byte
}

// CrowdCounters is what a Crowd received and did.
type CrowdCounters struct {
	Datagrams  int            // requests heard, each once for the whole crowd
	SADP       map[string]int // the same by Types
	Sent, Lost int            // answers
}

// NewCrowd makes n devices, at most 60,000. Close it in the end.
func NewCrowd(n int, form CrowdForm) *Crowd {
	form.Spread, form.Loss = cmp.Or(form.Spread, 800*time.Millisecond), cmp.Or(form.Loss, 0.05)
	form.Reply = cmp.Or(form.Reply, ReplyBoth)
	c := &Crowd{form: form, wake: make(chan struct{}, 1), count: CrowdCounters{SADP: map[string]int{}}}
	address := crowdFirst.Addr()
	for i := range n {
		c.devices = append(c.devices, newExtra(i, address))
		address = address.Next()
	}
	c.running.Go(c.run)
	return c
}

// newExtra invents a device; every generation has its turn.
func newExtra(i int, address netip.Addr) extra {
	all := []Generation{Legacy, Activation, Session, Portal, RecorderGen}
	sc := Scenario{Generation: all[i%len(all)], Unit: i, Address: address.String()}.withDefaults()
	own := netip.PrefixFrom(address, crowdFirst.Bits())
	p := portrait{id: identify(sc), sc: sc, booted: time.Now()}
	p.dev = settings{password: sc.Password, address: sc.Address, net: networkAt(sc.Address)}
	p.dev.net.mask, p.salt = maskOf(own), hexHash(p.id.Serial)
	_, rest, _ := bytes.Cut(sc.SADP.write("ProbeMatch", p.fields()), []byte("<ProbeMatch>"))
	return extra{p.id, own, sc.Generation.since(Session), rest}
}

// Identities tells who the devices are.
func (c *Crowd) Identities() []Identity {
	list := make([]Identity, 0, len(c.devices))
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
	c.stir()
	c.running.Wait()
}

// hear plans the answers to a request. Chance depends on seed, device and the number of the request only.
func (c *Crowd) hear(l letter) {
	p, err := readProbe(l.data)
	if errors.Is(err, errOthers) {
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
	if p.Types != "inquiry" && p.Types != "inquiry_v32" {
		return
	}
	now := time.Now()
	l.data = nil // is the reader's
	for i, d := range c.devices {
		if !takes(d.own, l.to) || !p.isFor(d.id.MAC) || p.Types == "inquiry_v32" && !d.newer {
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
	c.stir()
}

// answer says a device's part of the answer to a request.
func (c *Crowd) answer(a answer) {
	d := c.devices[a.device]
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n<ProbeMatch><Uuid>")
	_ = xml.EscapeText(&b, []byte(a.request.Uuid)) // a buffer takes everything
	b.WriteString("</Uuid>\n<Types>" + a.request.Types + "</Types>\n")
	b.Write(d.rest)
	if c.form.Reply != ReplyGroup {
		a.letter.via.unicast(d.own, a.letter.from, b.Bytes())
	}
	if c.form.Reply != ReplyUnicast {
		a.letter.via.group(d.own, b.Bytes())
	}
}
