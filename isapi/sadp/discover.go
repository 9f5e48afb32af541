package sadp

import (
	"context"
	"net/netip"
	"slices"
	"time"

	"camreset/isapi"
)

// Options say how to look.
type Options struct {
	For       time.Duration // how long to look, and when a watch has had its chance; 0 = 6 s
	Interface string        // look on this one only; empty = on all that can be used
	// Addresses, if not nil, gives those that are asked directly too, at most
	// maxAsked; it is called before every round.
	Addresses func() []netip.Addr
	Watch     bool // go on until the context ends, also without any network
	Brief     bool // end before For when everybody has answered, see quiet
	// Round, if not nil, is called after every round with what is known so far; its
	// causes are empty until For is over.
	Round func(Report)
}

// maxAsked bounds the addresses that are asked directly; SADP_InquirySpecificSubnet of
// Sadp.h asks as many at most.
const maxAsked = 4096

// DefaultFor is how long a look lasts if nothing else is said: the last round at
// 5 s, and time for its answers.
const DefaultFor = 6 * time.Second

// search is one look.
type search struct {
	*station
	table table
	opts  Options
	found func(Device)
	pace  pace
	own   isapi.Tri // own probe heard
	over  bool      // For has passed
}

// Discover looks for devices and calls found the moment a reply is read, and
// again when a device's record changed or improved, or when it is gone; never two
// at a time. It fails only where there was no way to look at all (ErrNoInterface);
// the end of the context is a normal end. Nothing of it runs on afterwards.
func Discover(ctx context.Context, n Net, o Options, found func(Device)) (Report, error) {
	if o.For <= 0 {
		o.For = DefaultFor
	}
	s := &search{station: newStation(n, o.Interface), table: table{rows: map[string]*row{}}, opts: o, found: found}
	s.receiver.repeats, s.pace.brief = newRepeats(), o.Brief && !o.Watch
	defer s.close()
	end := n.After(o.For)
	for ctx.Err() == nil {
		s.catchUp() // with the interfaces on which it was said
		if err := s.refresh(); err != nil && !o.Watch {
			s.over = true
			return s.report(), err
		}
		s.ask()
		if o.Round != nil {
			o.Round(s.report())
		}
		if !s.hear(ctx, &end) {
			break
		}
	}
	s.drain()
	return s.report(), nil
}

// ask sends a round of probes, and says who is gone.
func (s *search) ask() {
	s.probe(s.pace.round, s.opts.asked(), s.pace.round%2 == 0)
	s.pace.ask(s.net.Now())
	for _, d := range s.table.round(s.net.Now(), s.sentOn) {
		s.receiver.repeats.forget(d.Key())
		s.found(d)
	}
}

func (o Options) asked() []netip.Addr {
	if o.Addresses == nil {
		return nil
	}
	return askable(o.Addresses())
}

// askable keeps the addresses that this protocol can reach, bounded.
func askable(addresses []netip.Addr) []netip.Addr {
	var kept []netip.Addr
	for _, a := range addresses {
		if a = a.Unmap(); a.Is4() && len(kept) < maxAsked {
			kept = append(kept, a)
		}
	}
	return kept
}

// hear takes what comes in until the next round is due; false when the look is
// over.
func (s *search) hear(ctx context.Context, end *<-chan time.Time) bool {
	at, _ := s.pace.due()
	next := s.net.After(at.Sub(s.net.Now()))
	for {
		select {
		case <-ctx.Done():
			return false
		case <-*end:
			s.over, *end = true, nil
			if !s.opts.Watch {
				return false
			}
		case <-next:
			due, ends := s.pace.due()
			if due.After(s.net.Now()) { // somebody new came meanwhile
				at, next = due, s.net.After(due.Sub(s.net.Now()))
				continue
			}
			s.over = s.over || ends
			return !ends
		case h := <-s.receiver.out:
			known := len(s.table.rows)
			if s.take(h); len(s.table.rows) == known {
				continue
			}
			s.pace.meet(s.net.Now())
			if sooner, _ := s.pace.due(); sooner.Before(at) {
				at, next = sooner, s.net.After(sooner.Sub(s.net.Now()))
			}
		}
	}
}

// drain takes what was read already; more may come in all the time.
func (s *search) drain() {
	for range len(s.receiver.out) {
		s.take(<-s.receiver.out)
	}
	s.catchUp()
}

// catchUp notes who said again what is known of it.
func (s *search) catchUp() {
	for _, said := range s.receiver.repeats.taken() {
		r := s.table.rows[said.key]
		if r == nil {
			continue
		}
		d := s.placed(r.device, received{iface: said.iface, from: said.from})
		d.Heard = said.again
		if d, changed := r.again(d); changed {
			s.found(d)
		}
	}
}

func (s *search) take(h received) {
	if h.dead != nil {
		s.bury(h.dead)
		return
	}
	if h.message.Root == rootProbe {
		if s.ownUUIDs[h.message.UUID] {
			s.own = isapi.Yes
		}
		return
	}
	if s.only != "" && h.iface != s.only {
		return // a Linux listener hears every interface
	}
	d, changed, ok := s.learn(h)
	if !ok {
		return
	}
	paired := s.table.pair(d.MAC)
	if changed && !slices.ContainsFunc(paired, func(p Device) bool { return p.Key() == d.Key() }) {
		s.found(d)
	}
	for _, p := range paired {
		s.found(p)
	}
}

// learn brings the list up to date.
func (s *search) learn(h received) (d Device, changed, ok bool) {
	d, partial, ok := s.read(h)
	if ok {
		if known := s.table.rowOf(d); known != nil {
			s.placeBy(&d, known.device)
		}
		if d, changed = s.table.take(d, partial); s.table.rows[d.Key()] != nil {
			s.receiver.repeats.note(h, d.Key(), changed)
		}
	}
	return d, changed, ok
}

// placeBy places a device by the address and mask that it told before, where it
// leaves them out this time.
func (s *station) placeBy(d *Device, old Device) {
	whole := *d
	if !whole.IPv4.IsValid() {
		whole.IPv4 = old.IPv4
	}
	if !whole.Mask.IsValid() {
		whole.Mask = old.Mask
	}
	s.place(&whole)
	d.SameSubnet, d.WrongMask = whole.SameSubnet, whole.WrongMask
}

// read makes a record of what was heard, with where it was heard.
func (s *station) read(h received) (d Device, partial, ok bool) {
	if d = h.device; d.MAC == "" {
		if d, ok = DeviceOf(h.message); !ok {
			return d, false, false
		}
		partial = h.message.partial()
	}
	return s.placed(d, h), partial, true
}

// placed says where and when a device was heard.
func (s *station) placed(d Device, h received) Device {
	d.Interface, d.From, d.Heard = h.iface, h.from, s.net.Now()
	s.place(&d)
	return d
}
