package lan

import (
	"context"
	"encoding/hex"
	"net/netip"
	"slices"
	"sync"
	"time"

	"camreset/isapi"
)

// linkAge is how long the neighbour table is not read again: on some systems that
// takes a command.
const linkAge = 2 * time.Second

// links are the MACs that this computer's networks have shown for an address during
// the run. Once shown they stay: they only ever join.
type links struct {
	mu   sync.Mutex
	macs map[string][]string
	Read time.Time
}

// of gives the MACs of a host, as hostName names it, the newest last; an IPv6 address
// may hold one itself.
func (l *links) of(host string, now time.Time, table func(context.Context) map[netip.Addr]string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.add(host, macIn(host))
	if l.Read.IsZero() || now.Sub(l.Read).Abs() >= linkAge {
		l.Read = now
		for address, mac := range table(context.Background()) { // without it an address is a host of its own
			l.add(HostName(address.String()), isapi.MAC(mac))
		}
	}
	return slices.Clone(l.macs[host])
}

func (l *links) add(host, mac string) {
	if mac == "" {
		return
	}
	if l.macs == nil {
		l.macs = map[string][]string{}
	}
	others := slices.DeleteFunc(slices.Clone(l.macs[host]), func(m string) bool { return m == mac })
	l.macs[host] = append(others, mac)
}

// macIn is the MAC that an IPv6 address was made of (RFC 4291, appendix A: ff:fe in
// the middle, the seventh bit turned); empty where it was made otherwise.
func macIn(ip string) string {
	address, err := netip.ParseAddr(ip)
	if err != nil || !address.Is6() {
		return ""
	}
	b := address.As16()
	if b[11] != 0xff || b[12] != 0xfe {
		return ""
	}
	mac := []byte{b[8] ^ 2, b[9], b[10], b[13], b[14], b[15]}
	text := hex.EncodeToString(mac)
	return isapi.MAC(text[0:2] + ":" + text[2:4] + ":" + text[4:6] + ":" + text[6:8] + ":" + text[8:10] + ":" + text[10:12])
}
