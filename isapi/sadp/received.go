package sadp

import "net/netip"

// received is one datagram that made sense, or a socket that failed for good.
type received struct {
	message Message
	device  Device // of an ONVIF answer, whose message is empty
	mark    uint64
	from    netip.AddrPort
	iface   string
	dead    Conn
}

// parse reads either protocol; all the socket hears may come here.
func (h *received) parse(datagram []byte) bool {
	var err error
	if isONVIF(datagram) {
		h.device, err = parseONVIF(datagram)
	} else {
		h.message, err = Parse(datagram)
	}
	return err == nil
}
