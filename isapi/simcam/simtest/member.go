package simtest

import (
	"bytes"
	"encoding/xml"
	"net/netip"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/sadpxml"
	"camreset/isapi/simcam/udp"
)

// member is one device of a crowd: an address and all of its answer that is always the same.
type member struct {
	id    simcam.Identity
	own   netip.Prefix
	newer bool // knows inquiry_v32
	rest  []byte
}

// newMember invents a device; every generation has its turn. A camera that is thrown away says what it answers.
func newMember(i int, address netip.Addr) member {
	all := []simcam.Generation{simcam.Legacy, simcam.Activation, simcam.Session, simcam.Portal, simcam.RecorderGen}
	m := member{own: netip.PrefixFrom(address, crowdFirst.Bits())}
	c := simcam.New(simcam.Scenario{Generation: all[i%len(all)], Unit: i}, simcam.RealClock())
	defer c.Close() //nolint:errcheck // it has no listeners
	c.SetNetwork(m.own, 80)
	m.id = c.Identity()
	_, m.rest, _ = bytes.Cut(ask(c, "inquiry"), []byte("</Types>\n"))
	m.newer = ask(c, "inquiry_v32") != nil
	return m
}

// ask gives the answer of a camera to an inquiry; nil if there is none.
func ask(c *simcam.Camera, types string) []byte {
	var answer capture
	c.HandleSADP(udp.Datagram{Data: []byte("<Probe><Types>" + types + "</Types></Probe>"), Via: &answer})
	return answer
}

// capture is a link that keeps the last answer to a sender.
type capture []byte

func (c *capture) Unicast(_ netip.Prefix, _ netip.AddrPort, message []byte) { *c = message }
func (c *capture) Group(netip.Prefix, []byte)                               {}

// answer writes what the device answers to a request.
func (m member) answer(p *sadpxml.Request) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n<ProbeMatch><Uuid>")
	_ = xml.EscapeText(&b, []byte(p.Uuid)) // a buffer takes everything
	b.WriteString("</Uuid>\n<Types>" + p.Types + "</Types>\n")
	b.Write(m.rest)
	return b.Bytes()
}
