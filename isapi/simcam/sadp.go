package simcam

import (
	"errors"
	"net/netip"
	"slices"
	"time"
)

// The device side of SADP: one datagram asks, one answers. What is not meant for a camera, or is none of its
// commands, stays unanswered.

// SADPGroup is where discovery requests, and the answers of many devices, go to (every source).
var SADPGroup = netip.MustParseAddrPort("239.255.255.250:37020")

// Datagram is one discovery request that a camera received.
type Datagram struct {
	From netip.AddrPort
	Data []byte
}

// letter is a datagram on its way to a device: to is invalid where only this device can be meant.
type letter struct {
	data []byte
	from netip.AddrPort
	to   netip.Addr
	via  link
}

// link is the way a letter came and its answer goes. Own is the address of the device that answers.
type link interface {
	unicast(own netip.Prefix, to netip.AddrPort, message []byte)
	group(own netip.Prefix, message []byte)
}

// hear takes a letter in, counts it and answers. A camera without power, in the dark part of its start, or with
// discovery switched off hears nothing.
func (c *Camera) hear(l letter) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.phase < phaseBusy || c.sc.SADP.Off || !takes(c.dev.prefix(), l.to) {
		return
	}
	p, err := readProbe(l.data)
	if errors.Is(err, errOthers) {
		return
	}
	c.count.Datagrams++
	c.recordSADP(l)
	if err != nil || !p.isFor(c.id.MAC) {
		return
	}
	c.count.SADP[p.Types]++
	own := c.dev.prefix() // an update is answered from the address before it
	if answer := c.respond(p); answer != nil {
		c.post(l, own, p.Types, c.sc.SADP.write("ProbeMatch", answer))
	}
}

// takes tells whether a device at an address picks up what was sent to another one: the group, a broadcast, its own.
func takes(own netip.Prefix, to netip.Addr) bool {
	return !to.IsValid() || to.IsMulticast() || to == everybody || to == own.Addr() || to == lastOf(own)
}

var everybody = netip.AddrFrom4([4]byte{255, 255, 255, 255})

// lastOf is the broadcast address of an IPv4 network; invalid for others.
func lastOf(p netip.Prefix) netip.Addr {
	if !p.Addr().Is4() {
		return netip.Addr{}
	}
	a := p.Addr().As4()
	for bit := p.Bits(); bit < 32; bit++ {
		a[bit/8] |= 0x80 >> (bit % 8)
	}
	return netip.AddrFrom4(a)
}

// respond makes the fields of an answer; nil means silence.
func (c *Camera) respond(p *probe) []field {
	if p.Types == "inquiry" || p.Types == "inquiry_v32" && c.sc.Generation.since(Session) {
		return append([]field{text("Uuid", p.Uuid), text("Types", p.Types)}, c.portrait().fields()...)
	}
	order, known := orders[p.Types]
	if !known || p.MAC == "" || c.sc.SADP.InquiryOnly || !order.offered(c.sc) {
		return nil
	}
	told := c.perform(order, p)
	if told == nil {
		return nil
	}
	return append([]field{text("Uuid", p.Uuid), text("MAC", c.id.MAC), text("Types", p.Types)}, told...)
}

func (c *Camera) portrait() portrait {
	return portrait{id: c.id, sc: c.sc, dev: c.dev, salt: c.salt(), booted: c.booted}
}

// post sends an answer as the switches say. It ends with the power.
func (c *Camera) post(l letter, own netip.Prefix, kind string, message []byte) {
	f := c.sc.SADP
	late := c.sc.Delay + f.Delay + time.Duration(c.dice.Float64()*float64(f.Spread))
	if c.dice.Float64() < f.Loss || slices.Contains(f.Mute, kind) {
		return
	}
	send := func() {
		for range 1 + f.Copies {
			if f.Reply != ReplyGroup {
				l.via.unicast(own, l.from, message)
			}
			if f.Reply != ReplyUnicast {
				l.via.group(own, message)
			}
		}
	}
	if late <= 0 {
		send()
		return
	}
	c.after(late, send)
}

// greet is what a device tells the group after a start (observed).
func (c *Camera) greet() {
	if c.sc.SADP.Off {
		return
	}
	message := c.sc.SADP.write("Hello", append([]field{text("Types", "hello")}, c.portrait().fields()...))
	for _, way := range c.links {
		way.group(c.dev.prefix(), message)
	}
}

func (c *Camera) recordSADP(l letter) {
	if len(c.letters) == recordMemory {
		c.letters = slices.Delete(c.letters, 0, 1)
	}
	c.letters = append(c.letters, Datagram{l.from, slices.Clone(l.data)})
}

// RecordedSADP gives the last discovery requests that were counted, the oldest first. The list is the caller's; what
// it points to is not to be changed.
func (c *Camera) RecordedSADP() []Datagram {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.letters)
}
