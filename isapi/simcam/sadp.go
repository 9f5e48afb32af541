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

// HandleSADP takes a datagram of discovery in, counts it and answers. A camera without power, in the dark part of its
// start, or with discovery switched off ignores it.
func (c *Camera) HandleSADP(d udp.Datagram) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.phase < phaseBusy || c.sc.SADP.Off || !udp.Accepts(c.settings.prefix(), d.To) {
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
	own := c.settings.prefix() // an update is answered from the address before it
	if answer := c.respond(p); answer != nil {
		c.answerLater(d, own, p.Types, c.sc.SADP.style().Write("ProbeMatch", answer))
	}
}

// respond makes the fields of an answer; nil means silence.
func (c *Camera) respond(p *sadpxml.Request) []sadpxml.Field {
	if p.Types == "inquiry" || p.Types == "inquiry_v32" && c.sc.Generation.since(Session) {
		return append([]sadpxml.Field{sadpxml.Text("Uuid", p.Uuid), sadpxml.Text("Types", p.Types)}, c.announcement().fields()...)
	}
	cmd, known := c.commands[p.Types]
	if !known || p.MAC == "" || c.sc.SADP.InquiryOnly || !cmd.offered(c.sc) {
		return nil
	}
	told := c.perform(cmd, p)
	if told == nil {
		return nil
	}
	return append([]sadpxml.Field{sadpxml.Text("Uuid", p.Uuid), sadpxml.Text("MAC", c.id.MAC), sadpxml.Text("Types", p.Types)}, told...)
}

// perform serves a command; nil means that the answer is lost. While a camera starts it refuses all of them.
func (c *Camera) perform(cmd command, p *sadpxml.Request) []sadpxml.Field {
	switch {
	case c.phase == phaseBusy, !cmd.fits(c.sc):
		return result(failed)
	case cmd.inactive != "" && c.settings.password == "":
		return result(cmd.inactive)
	}
	return cmd.serve(c, p)
}

func (c *Camera) announcement() announcement {
	return announcement{id: c.id, sc: c.sc, dev: c.settings, salt: c.salt(), booted: c.booted}
}

// answerLater sends an answer as the switches say. It ends with the power.
func (c *Camera) answerLater(d udp.Datagram, own netip.Prefix, kind string, message []byte) {
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

// sendHello is what a device tells the group after a start (observed).
func (c *Camera) sendHello() {
	if c.sc.SADP.Off {
		return
	}
	message := c.sc.SADP.style().Write("Hello", append([]sadpxml.Field{sadpxml.Text("Types", "hello")}, c.announcement().fields()...))
	for _, link := range c.links {
		link.Group(c.settings.prefix(), message)
	}
}
