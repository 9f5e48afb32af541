package access

import (
	"context"
	"net/netip"
	"time"

	"camreset/isapi"
	"camreset/steps/lan"
)

// Presence is what the looks at one address have shown by now.
type Presence struct {
	Address lan.Address
	// Reach is what the newest look saw, its state empty before there was one. One look
	// that nothing answered does not change it: a packet may be lost.
	Reach isapi.Reach
	// Misses counts the looks since the last answer, Silent is how long they say that
	// nothing answered.
	Misses int
	Silent time.Duration
	// OwnLost is true while this computer has lost the network by which it was there.
	// Nothing counts meanwhile.
	OwnLost bool
	// Status is its own word on its state, where that is asked.
	Status isapi.ActivateStatus
}

// A device is dark when so many looks in a row, and all for so long, were silent.
const (
	darkAfter = 2
	darkFor   = 1500 * time.Millisecond
)

// Dark is true where the device has gone. One that refuses has power.
func (p Presence) Dark() bool { return p.Misses >= darkAfter && p.Silent >= darkFor }

// Look makes one look at an address. lost is true where nothing answers because this
// computer has lost its own network.
func (e Env) Look(ctx context.Context, at lan.Address) (reach isapi.Reach, lost bool) {
	reach = e.Camera(at).AliveWithin(ctx, lookPatience)
	return reach, e.ownLost(at, reach)
}

// ownLost keeps by which way an address was reached, and says of one that is not heard
// any more whether this computer has lost that way.
func (e Env) ownLost(at lan.Address, reach isapi.Reach) bool {
	ip, err := netip.ParseAddr(at.IP)
	if err != nil || !reach.There() && !reach.Unheard() {
		return false
	}
	way, known := e.watches.way(ip)
	if reach.There() && known && way.from == reach.From {
		return false
	}
	all, err := e.SADP.Interfaces()
	if err != nil {
		return false // not known: then it is the device
	}
	if reach.There() || !known {
		way = found{lan.WayTo(ip, reach.From, all), reach.From}
		e.watches.keepWay(ip, way)
	}
	return reach.Unheard() && way.Lost(all)
}

// stillLost says whether the way to an address is still lost.
func (e Env) stillLost(at lan.Address) bool {
	ip, err := netip.ParseAddr(at.IP)
	if err != nil {
		return false
	}
	way, _ := e.watches.way(ip)
	all, err := e.SADP.Interfaces()
	return err == nil && way.Lost(all)
}

// HeardNoMore says whether a device is not heard on an interface because this computer
// has lost that one.
func (e Env) HeardNoMore(iface string) bool {
	all, err := e.SADP.Interfaces()
	return err == nil && lan.WayBy(iface).Lost(all)
}

// take brings a presence up to date with a look that began and ended then; it says
// whether that tells anything new. lost says that this computer has no way there.
func (w *watch) take(begun, now time.Time, reach isapi.Reach, lost bool) (news bool) {
	if reach.State == "" {
		return false // something else was asked of it
	}
	if earliest := now.Add(-lookLimit); begun.Before(earliest) {
		begun = earliest // it had to wait for its turn
	}
	p := &w.seen
	before := *p
	switch {
	case lost:
		w.answered(now)
		p.Reach, p.Status, p.OwnLost = reach, isapi.ActivateStatus{}, true
	case reach.Unheard():
		if !begun.After(w.newest) {
			return false // an answer came while it waited, or the own network was lost
		}
		if w.silent.IsZero() || begun.Before(w.silent) {
			w.silent = begun
		}
		p.Misses, p.Silent, p.OwnLost = p.Misses+1, now.Sub(w.silent), false
		if p.Misses >= darkAfter || before.Reach.State == "" {
			p.Reach, p.Status = reach, isapi.ActivateStatus{}
		}
	default:
		w.answered(now)
		if p.Reach = reach; !reach.Taken() {
			p.Status = isapi.ActivateStatus{}
		}
	}
	return tells(before) != tells(*p)
}

// answered ends a silence.
func (w *watch) answered(now time.Time) {
	w.newest, w.silent = now, time.Time{}
	w.seen.Misses, w.seen.Silent, w.seen.OwnLost = 0, 0, false
}

// told brings a presence up to date with the device's own word.
func (w *watch) told(now time.Time, s isapi.ActivateStatus) (news bool) {
	if !w.seen.Reach.Taken() {
		return false // it has gone meanwhile
	}
	before := w.seen
	if s.Status != 0 {
		w.answered(now)
	}
	w.seen.Status = s
	return tells(before) != tells(w.seen)
}

// telling is what of a presence is worth waking somebody.
type telling struct {
	state                 string
	port, status          int
	activated             isapi.Tri
	missed, dark, ownLost bool
}

func tells(p Presence) telling {
	return telling{p.Reach.State, p.Reach.Port, p.Status.Status, p.Status.Activated, p.Misses > 0, p.Dark(), p.OwnLost}
}
