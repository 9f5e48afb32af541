package sadp

import "net/netip"

// maxMine bounds the Uuids by which one's own probes are known.
const maxMine = 4096

var (
	groupPort = netip.AddrPortFrom(Group, Port)
	limited   = netip.AddrPortFrom(netip.AddrFrom4([4]byte{255, 255, 255, 255}), Port)
)

// probe sends one round of inquiries from every outlet.
func (s *station) probe(addresses []netip.Addr, onvif bool) {
	if len(s.mine) > maxMine {
		clear(s.mine)
	}
	s.loud = map[string]bool{}
	for _, o := range s.all() {
		for _, w := range o.ways(addresses) {
			s.send(o, w, typeInquiry)
			s.send(o, w, typeInquiryV32)
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

// ways are all there are: which one a device hears, and how it answers, differs
// with firmware, switch and access point.
func (o *outlet) ways(addresses []netip.Addr) []way {
	ways := []way{{WayMulticast, o.own, groupPort}}
	if o.group != nil {
		// Windows lets answers in for some seconds after something left by the same
		// socket, so the listener has to send too (maker of Windows).
		ways = append(ways, way{WayMulticast, o.group, groupPort})
	}
	if directed, ok := broadcastOf(o.prefix); ok {
		ways = append(ways, way{WayDirected, o.own, netip.AddrPortFrom(directed, Port)})
	}
	ways = append(ways, way{WayLimited, o.own, limited})
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
	s.mine[uuid] = true
	s.write(o, w, inquiry(uuid, types))
}

// write sends a probe; a way that fails is noted, the others go on.
func (s *station) write(o *outlet, w way, data []byte) {
	if err := w.conn.Write(data, w.to); err != nil {
		s.note(o.iface, w.name, err)
		return
	}
	s.loud[o.iface] = true
}
