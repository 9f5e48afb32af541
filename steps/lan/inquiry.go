package lan

import (
	"context"
	"net/netip"
	"slices"
	"time"

	"camreset/isapi/sadp"
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

// Ask tells which device is at an address: it listens until one there has told who it
// is. same counts the devices that have the address; where that is more than one, only
// the one that means accepts is taken. What was heard before counts too.
func (l LAN) Ask(ctx context.Context, target Address, means func(sadp.Device) bool, patience Wait) (heard Heard, d sadp.Device, same int) {
	heard = l.gather(ctx, patience, func(h Heard) int { d, same = h.At(target, means); return same }, netip.MustParseAddr(target.IP))
	return heard, d, same
}

// gather listens until found counts a device, and for others after that, as long as
// the patience lasts. The addresses are asked directly too.
func (l LAN) gather(ctx context.Context, patience Wait, found func(Heard) int, addresses ...netip.Addr) (heard Heard) {
	count, end := 0, patience.End
	for over := false; !over; {
		heard, over = l.listenUntil(ctx, heard.Version, end, addresses...)
		before := count
		if count = found(heard); before == 0 && count > 0 {
			end = patience.More()
		}
	}
	return heard
}

// Verify asks the one device at an address anew who it is, and takes only what it says
// from now on; false where it does not say that it has the MAC, or is not alone there.
// Ask believes what was heard before, and any MAC.
func (l LAN) Verify(ctx context.Context, at Address, mac string, means func(sadp.Device) bool) (sadp.Device, bool) {
	begun := l.SADP.Now()
	for since, end, over := 0, l.SADP.After(verifyWait), false; !over; {
		var heard Heard
		heard, over = l.listenUntil(ctx, since, end, netip.MustParseAddr(at.IP))
		since = heard.Version
		if d, same := heard.At(at, means); same == 1 && d.MAC == mac && d.Heard.After(begun) {
			return d, true
		}
	}
	return sadp.Device{}, false
}

// verifyWait is how long a device has to tell its MAC once more: it is asked every two
// and a half seconds, and its answer is known with the next question.
const verifyWait = 6 * time.Second

// Follow tells where a device is now: it gives the newest record of the device of an
// older one, wherever it is heard, and whether it is heard now. It asks no address of
// its own. Right after listening has begun it waits until the device has had time to
// answer.
func (l LAN) Follow(ctx context.Context, old sadp.Device) (heard Heard, d sadp.Device, now bool) {
	if old.MAC == "" {
		return heard, d, false
	}
	for since := 0; ; since = heard.Version {
		heard = l.Listen(ctx, since)
		young := !heard.Began.IsZero() && l.SADP.Now().Sub(heard.Began) < WhoWait
		if d, now = l.Newest(heard, old); now || !young || ctx.Err() != nil {
			return heard, d, now
		}
	}
}

// Newest is Follow in what was heard already: it neither asks nor waits.
func (l LAN) Newest(heard Heard, old sadp.Device) (d sadp.Device, now bool) {
	d, found := heard.Same(old)
	return d, found && l.speaks(d)
}

// speaks says whether a device is heard now.
func (l LAN) speaks(d sadp.Device) bool {
	return d.MAC != "" && !d.Gone && l.SADP.Now().Sub(d.Heard) < fresh
}

// HoldersNow are the devices that have an address and are heard now; where none is, it
// asks. Where nobody answers, they are those that had it last. Unlike Ask it returns at
// once where somebody was heard lately, and chooses nobody.
func (l LAN) HoldersNow(ctx context.Context, at Address) []sadp.Device {
	heard, ip := l.Heard(), netip.MustParseAddr(at.IP)
	speak := func() []sadp.Device {
		return slices.DeleteFunc(heard.Holders(at), func(d sadp.Device) bool { return !l.speaks(d) })
	}
	for end, over := l.SADP.After(WhoWait), false; len(speak()) == 0 && !over; {
		heard, over = l.listenUntil(ctx, heard.Version, end, ip)
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
