package lan

import (
	"camreset/isapi/sadp"
	"context"
	"net/netip"
	"slices"
	"time"
)

// Wait is how long an answer over UDP is waited for.
type Wait struct {
	End  <-chan time.Time              // for the first one
	More func() (end <-chan time.Time) // for others at the same address, once one has told
}

// BothOver ends when the look and the time are over.
func BothOver(looked <-chan struct{}, end <-chan time.Time) <-chan time.Time {
	over := make(chan time.Time, 1)
	go func() {
		<-looked
		over <- <-end
	}()
	return over
}

// Ask listens until the device at the target has told who it is. same counts the
// devices that have its address; where that is more than one, only the one that
// was chosen or known before is taken.
func (l LAN) Ask(ctx context.Context, target Address, means func(sadp.Device) bool, patience Wait) (heard Heard, d sadp.Device, same int) {
	ip, end := netip.MustParseAddr(target.IP), patience.End
	for over := false; !over; {
		heard, over = l.ListenUntil(ctx, heard.Version, end, ip)
		alone := same == 0
		if d, same = heard.At(target, means); alone && same > 0 {
			end = patience.More()
		}
	}
	return heard, d, same
}

// Follow gives the newest record of the device of an older one, wherever it is heard. Right after
// listening has begun it waits until the device has had time to answer.
func (l LAN) Follow(ctx context.Context, old sadp.Device) (heard Heard, d sadp.Device, now bool) {
	if old.MAC == "" {
		return heard, d, false
	}
	for since := 0; ; since = heard.Version {
		heard = l.Listen(ctx, since)
		d, found := heard.Same(old)
		young := !heard.Began.IsZero() && l.SADP.Now().Sub(heard.Began) < WhoWait
		if now = found && l.Speaks(d); now || !young || ctx.Err() != nil {
			return heard, d, now
		}
	}
}

// Speaks says whether a device is heard now.
func (l LAN) Speaks(d sadp.Device) bool {
	return d.MAC != "" && !d.Gone && l.SADP.Now().Sub(d.Heard) < fresh
}

// HoldersNow are the devices that speak from an address; where nobody has lately, it
// asks. Where nobody answers, they are those that spoke from there last.
func (l LAN) HoldersNow(ctx context.Context, at Address) []sadp.Device {
	heard, ip := l.Heard(), netip.MustParseAddr(at.IP)
	speak := func() []sadp.Device {
		return slices.DeleteFunc(heard.Holders(at), func(d sadp.Device) bool { return !l.Speaks(d) })
	}
	for end, over := l.SADP.After(WhoWait), false; len(speak()) == 0 && !over; {
		heard, over = l.ListenUntil(ctx, heard.Version, end, ip)
	}
	if now := speak(); len(now) > 0 {
		return now
	}
	return heard.Holders(at)
}

// fresh is how long the last word of a device counts: it is asked every two and
// a half seconds.
const fresh = 8 * time.Second

// WhoWait is how long a device has to tell: two rounds of questions. whoMore is
// how long others have that may share its address, once one has told.
const (
	WhoWait = 1200 * time.Millisecond
	WhoMore = 250 * time.Millisecond
)

// ToDevices is the Net by which commands are sent: it knows the neighbour table.
func (l LAN) ToDevices() sadp.Net {
	n := l.SADP
	if l.Neighbours != nil {
		n.Neighbours = l.NeighbourTable
	}
	return n
}
