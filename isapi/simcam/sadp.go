package simcam

import (
	"errors"
	"net/netip"
	"slices"
	"time"

	"camreset/isapi/simcam/sadpxml"
	"camreset/isapi/simcam/udp"
)

// The device side of SADP: one datagram asks, one answers. What is not meant for a camera, or is none of its
// commands, stays unanswered.

// SADPGroup is where discovery requests, and the answers of many devices, go to (every source).
var SADPGroup = netip.MustParseAddrPort("239.255.255.250:37020")

// Hear takes a datagram of discovery in, counts it and answers. A camera without power, in the dark part of its start, or with
// discovery switched off hears nothing.
func (c *Camera) Hear(d udp.Datagram) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.phase < phaseBusy || c.sc.SADP.Off || !udp.Accepts(c.dev.prefix(), d.To) {
		return
	}
	p, err := sadpxml.Read(d.Data)
	if errors.Is(err, sadpxml.ErrAnswer) {
		return
	}
	c.count.Datagrams++
	c.record.datagram(d)
	if err != nil || !p.IsFor(c.id.MAC) {
		return
	}
	c.count.SADP[p.Types]++
	own := c.dev.prefix() // an update is answered from the address before it
	if answer := c.respond(p); answer != nil {
		c.post(d, own, p.Types, c.sc.SADP.style().Write("ProbeMatch", answer))
	}
}

// respond makes the fields of an answer; nil means silence.
func (c *Camera) respond(p *sadpxml.Request) []sadpxml.Field {
	if p.Types == "inquiry" || p.Types == "inquiry_v32" && c.sc.Generation.since(Session) {
		return append([]sadpxml.Field{sadpxml.Text("Uuid", p.Uuid), sadpxml.Text("Types", p.Types)}, c.portrait().fields()...)
	}
	order, known := c.orders[p.Types]
	if !known || p.MAC == "" || c.sc.SADP.InquiryOnly || !order.offered(c.sc) {
		return nil
	}
	told := c.perform(order, p)
	if told == nil {
		return nil
	}
	return append([]sadpxml.Field{sadpxml.Text("Uuid", p.Uuid), sadpxml.Text("MAC", c.id.MAC), sadpxml.Text("Types", p.Types)}, told...)
}

// perform serves a command; nil means that the answer is lost. While a camera starts it refuses all of them.
func (c *Camera) perform(o order, p *sadpxml.Request) []sadpxml.Field {
	switch {
	case c.phase == phaseBusy, !o.fits(c.sc):
		return result(failed)
	case o.inactive != "" && c.dev.password == "":
		return result(o.inactive)
	}
	return o.serve(c, p)
}

func (c *Camera) portrait() portrait {
	return portrait{id: c.id, sc: c.sc, dev: c.dev, salt: c.salt(), booted: c.booted}
}

// post sends an answer as the switches say. It ends with the power.
func (c *Camera) post(d udp.Datagram, own netip.Prefix, kind string, message []byte) {
	f := c.sc.SADP
	late := c.sc.Delay + f.Delay + time.Duration(c.rng.Float64()*float64(f.Spread))
	if c.rng.Float64() < f.Loss || slices.Contains(f.Mute, kind) {
		return
	}
	send := func() {
		for range 1 + f.Copies {
			if f.Reply != ReplyGroup {
				d.Via.Unicast(own, d.From, message)
			}
			if f.Reply != ReplyUnicast {
				d.Via.Group(own, message)
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
	message := c.sc.SADP.style().Write("Hello", append([]sadpxml.Field{sadpxml.Text("Types", "hello")}, c.portrait().fields()...))
	for _, link := range c.links {
		link.Group(c.dev.prefix(), message)
	}
}
