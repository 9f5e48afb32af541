package lan

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"time"

	"camreset/isapi/sadp"
)

// LAN are this computer's networks: the doors to them, and what was seen there during a
// run.
type LAN struct {
	// Dial opens a connection; network is "tcp".
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// LookupHost resolves a name to addresses.
	LookupHost func(ctx context.Context, host string) ([]string, error)
	// Neighbours is what this computer knows already of who is on its
	// networks: IPv4 address to MAC, lower case with colons. Nothing is sent.
	// It may be out of date by minutes.
	Neighbours func() (map[netip.Addr]string, error)
	// SADP is this computer as the discovery over UDP sees it, with all its
	// interfaces; without Listen nothing is sent or heard.
	SADP sadp.Net

	Ear   *ear
	Links *links
}

// Begin gives the networks of one run, of which nothing is known yet.
func (l LAN) Begin() LAN {
	l.Ear, l.Links = newEar(), &links{}
	return l
}

// End stops listening, and waits for that.
func (l LAN) End() { l.Ear.close() }

// Heard is what was heard so far in this run, without waiting.
func (l LAN) Heard() Heard { return l.Ear.now() }

// MacsOf gives the MACs that the networks have shown for a host, the newest last.
func (l LAN) MacsOf(host string, now time.Time) []string {
	return l.Links.of(host, now, l.NeighbourTable)
}

// Interfaces are those by which this computer is on a network: up, with an address,
// and no loopback. SADP.Interfaces has the others as well, with the reason why
// nothing is searched there.
func (l LAN) Interfaces() ([]sadp.Interface, error) {
	all, err := l.SADP.Interfaces()
	return slices.DeleteFunc(slices.Clone(all), func(i sadp.Interface) bool {
		return len(i.Prefixes) == 0 || i.Skipped == sadp.SkippedDown || i.Skipped == sadp.SkippedLoopback
	}), err
}
