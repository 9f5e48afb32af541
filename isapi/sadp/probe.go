package sadp

import (
	"net/netip"
	"strings"
)

// maxOwnUUIDs bounds the Uuids by which one's own probes are known.
const maxOwnUUIDs = 4096

var (
	groupPort = netip.AddrPortFrom(Group, Port)
	limited   = netip.AddrPortFrom(netip.AddrFrom4([4]byte{255, 255, 255, 255}), Port)
)

// probe sends one round of inquiries from every outlet. The first round uses every
// way and both forms of the inquiry. A device answers each one that it hears, so the
// rounds after it take turns: with all ways in all rounds a thousand devices keep a
// slow computer busy with saying the same again.
func (s *station) probe(round int, addresses []netip.Addr, onvif bool) {
	if len(s.ownUUIDs) > maxOwnUUIDs {
		clear(s.ownUUIDs)
	}
	s.sentOn = map[string]bool{}
	for _, o := range s.all() {
		for _, w := range o.ways(round, s.net.system(), addresses) {
			s.send(o, w, typeInquiry)
			if round%2 == 0 {
				s.send(o, w, typeInquiryV32)
			}
		}
		if onvif {
			s.probeONVIF(o)
		}
	}
}

// way is one socket and destination of a probe.
type way struct {
	name string
	conn Conn
	to   netip.AddrPort
}

// ways are those of one round: which one a device hears, and how it answers,
// differs with firmware, switch and access point.
func (o *outlet) ways(round int, system string, addresses []netip.Addr) []way {
	ways := []way{{WayMulticast, o.own, groupPort}}
	if o.group != nil && system == "windows" {
		// Windows lets answers in for some seconds after something left by the same
		// socket, so the listener has to send too (Windows Filtering Platform, 4 s).
		ways = append(ways, way{WayMulticast, o.group, groupPort})
	}
	directed, ok := broadcastOf(o.prefix)
	if ok && (round == 0 || round%2 == 1) {
		ways = append(ways, way{WayDirected, o.own, netip.AddrPortFrom(directed, Port)})
	}
	if !ok || round%2 == 0 {
		ways = append(ways, way{WayLimited, o.own, limited})
	}
	for _, address := range addresses {
		ways = append(ways, way{WayUnicast, o.own, netip.AddrPortFrom(address, Port)})
	}
	return ways
}

// send makes an inquiry of its own for each way: a device may ignore a Uuid that
// it has seen.
func (s *station) send(o *outlet, w way, types string) {
	uuid, err := newUUID(s.net.Random)
	if err != nil {
		s.note(o.iface, w.name, err)
		return
	}
	s.ownUUIDs[uuid] = true
	s.write(o, w, inquiry(uuid, types))
}

// write sends a probe; a way that fails is noted, the others go on.
func (s *station) write(o *outlet, w way, data []byte) {
	if err := w.conn.Write(data, w.to); err != nil {
		s.note(o.iface, w.name, err)
		return
	}
	s.sentOn[o.iface] = true
}

// onvifPort is where devices with ONVIF switched on listen for WS-Discovery. It
// is off on newer firmware and after every reset: silence means nothing.
var onvifPort = netip.AddrPortFrom(Group, 3702)

// onvifProbe stands on one line: a camera refused the same text with line breaks
// (edgexfoundry/device-onvif-camera, issue 134).
const onvifProbe = `<?xml version="1.0" encoding="UTF-8"?><e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"` +
	` xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"` +
	` xmlns:dn="http://www.onvif.org/ver10/network/wsdl"><e:Header><w:MessageID>uuid:UUID</w:MessageID>` +
	`<w:To e:mustUnderstand="true">urn:schemas-xmlsoap-org:ws:2005:04:discovery</w:To>` +
	`<w:Action e:mustUnderstand="true">http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</w:Action></e:Header>` +
	`<e:Body><d:Probe><d:Types>dn:NetworkVideoTransmitter</d:Types></d:Probe></e:Body></e:Envelope>`

// probeONVIF asks by the socket whose port is free: the answers come there.
func (s *station) probeONVIF(o *outlet) {
	w := way{WayMulticast, o.own, onvifPort}
	uuid, err := newUUID(s.net.Random)
	if err != nil {
		s.note(o.iface, w.name, err)
		return
	}
	s.write(o, w, []byte(strings.Replace(onvifProbe, "UUID", strings.ToLower(uuid), 1)))
}
