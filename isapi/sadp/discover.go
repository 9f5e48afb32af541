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
	// Round, if not nil, is called after every round with what is known so far; its
	// causes are empty until For is over.
	Round func(Report)
}

// maxAsked bounds the addresses that are asked directly; the maker's library asks
// as many at most.
const maxAsked = 4096

// DefaultFor is how long a look lasts if nothing else is said: the last round at
// 5 s, and time for its answers.
const DefaultFor = 6 * time.Second

// Report is what a look showed beside the devices.
type Report struct {
	Devices       []Device    // by address
	Interfaces    []Interface // all, the skipped ones with their reason
	Causes        []Cause     // why the list may be empty, likeliest first; none if it isn't
	SendErrors    []SendError
	HeardOwnProbe isapi.Tri // a probe of ours came back to our listener: No points to a firewall
	Full          bool      // there are more devices than the list takes
}

// rounds are when probes go out after the start; one round doesn't find every
// camera (one source). After the last they go out every pause: often enough for
// a camera that starts, and for firewalls that let answers in for 3 s.
var rounds = []time.Duration{0, 300 * time.Millisecond, time.Second, 2500 * time.Millisecond, 5 * time.Second}

const pause = 2500 * time.Millisecond

// gap is the time between a round and the next one.
func gap(round int) time.Duration {
	if round+1 < len(rounds) {
		return rounds[round+1] - rounds[round]
	}
	return pause
}

// search is one look.
type search struct {
	*station
	table table
	opts  Options
	found func(Device)
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
	s.ears.repeats = newRepeats()
	defer s.close()
	end := n.After(o.For)
	for round := 0; ctx.Err() == nil; round++ {
		if err := s.refresh(); err != nil && !o.Watch {
			s.over = true
			return s.report(), err
		}
		s.probe(o.asked(), round%2 == 0)
		for _, d := range s.table.round(n.Now(), s.loud) {
			s.found(d)
		}
		if o.Round != nil {
			o.Round(s.report())
		}
		if !s.hear(ctx, n.After(gap(round)), &end) {
			break
		}
	}
	return s.report(), nil
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

// hear takes what comes in until the next round; false when the look is over.
func (s *search) hear(ctx context.Context, next <-chan time.Time, end *<-chan time.Time) bool {
	for {
		select {
		case <-ctx.Done():
			return false
		case <-*end:
			s.over, *end = true, nil
			if !s.opts.Watch {
				s.drain()
				return false
			}
		case <-next:
			return true
		case h := <-s.ears.heard:
			s.take(h)
		}
	}
}

// drain takes what was read already; more may come in all the time.
func (s *search) drain() {
	for range len(s.ears.heard) {
		s.take(<-s.ears.heard)
	}
}

func (s *search) take(h heard) {
	if h.dead != nil {
		s.bury(h.dead)
		return
	}
	if h.message.Root == rootProbe {
		if s.mine[h.message.UUID] {
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
func (s *search) learn(h heard) (d Device, changed, ok bool) {
	if known := s.table.rows[h.again]; known != nil {
		d, changed = known.again(s.placed(known.device, h))
		return d, changed, true
	}
	d, partial, ok := s.read(h)
	if ok {
		if d, changed = s.table.take(d, partial); s.table.rows[d.Key()] != nil {
			s.ears.repeats.note(h.mark, d.Key(), changed)
		}
	}
	return d, changed, ok
}

// read makes a record of what was heard, with where it was heard.
func (s *station) read(h heard) (d Device, partial, ok bool) {
	if d = h.device; d.MAC == "" {
		if d, ok = DeviceOf(h.message); !ok {
			return d, false, false
		}
		partial = h.message.partial()
	}
	return s.placed(d, h), partial, true
}

// placed says where and when a device was heard.
func (s *station) placed(d Device, h heard) Device {
	d.Interface, d.From, d.Heard = h.iface, h.from, s.net.Now()
	d.SameSubnet = s.sameSubnet(h.iface, d.IPv4)
	return d
}

func (s *search) report() Report {
	r := Report{
		Devices: s.table.list(), Interfaces: s.faces, SendErrors: slices.Clone(s.errors),
		HeardOwnProbe: s.heardOwn(), Full: s.table.full,
	}
	if s.over && len(r.Devices) == 0 {
		r.Causes = causes(r, s.net)
	}
	return r
}

// heardOwn is known only where a listener stands and something left.
func (s *search) heardOwn() isapi.Tri {
	if s.own == isapi.Yes || !s.over {
		return s.own
	}
	for _, o := range s.outlets {
		if o.group != nil && s.loud[o.iface] {
			return isapi.No
		}
	}
	return isapi.Unknown
}
