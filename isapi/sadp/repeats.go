package sadp

import (
	"bytes"
	"hash/maphash"
	"net/netip"
	"sync"
	"time"
)

// repeats knows datagrams that say nothing new. A device answers each of many
// probes, on several ways, with the same words but for the Uuid: a thousand devices
// make tens of thousands of datagrams, which are told from each other by a sum of
// their bytes, and only counted.
type repeats struct {
	seed maphash.Seed
	mu   sync.Mutex
	said map[uint64]*saying
	by   map[string][]uint64 // what describes a device as it is listed now
}

// saying is something that a device said, and whether it said it again.
type saying struct {
	key, iface string         // the device by its key
	from       netip.AddrPort // the newest source
	again      time.Time      // when it was said again, since somebody asked; zero = not
}

// maxSaid bounds what is remembered of one device: it has a few forms of answers,
// and each may be heard on several interfaces.
const maxSaid = 8

func newRepeats() *repeats {
	return &repeats{seed: maphash.MakeSeed(), said: map[uint64]*saying{}, by: map[string][]uint64{}}
}

// mark tells datagrams apart by all but their Uuid, and by the way they came.
func (r *repeats) mark(h received, datagram []byte) uint64 {
	var sum maphash.Hash
	sum.SetSeed(r.seed)
	before, rest, _ := bytes.Cut(datagram, []byte("<Uuid>"))
	_, after, _ := bytes.Cut(rest, []byte("</Uuid>"))
	address := h.from.Addr().As16()
	_, _ = sum.WriteString(h.iface)
	_, _ = sum.Write(address[:])
	_, _ = sum.Write(before)
	_, _ = sum.Write(after)
	return sum.Sum64()
}

// repeated notes a datagram that says nothing new; false if it may.
func (r *repeats) repeated(mark uint64, from netip.AddrPort, now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.said[mark]
	if s != nil {
		s.from, s.again = from, now
	}
	return s != nil
}

// taken gives what was said again since it was asked last.
func (r *repeats) taken() []saying {
	r.mu.Lock()
	defer r.mu.Unlock()
	var all []saying
	for _, s := range r.said {
		if !s.again.IsZero() {
			all = append(all, *s)
			s.again = time.Time{}
		}
	}
	return all
}

// note remembers what a device said. Where that changed its record, what it said
// before is news again.
func (r *repeats) note(h received, key string, changed bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if changed || len(r.by[key]) >= maxSaid {
		r.drop(key)
	}
	if r.said[h.mark] == nil {
		r.said[h.mark] = &saying{key: key, iface: h.iface, from: h.from}
		r.by[key] = append(r.by[key], h.mark)
	}
}

// forget makes whatever a device says news again.
func (r *repeats) forget(key string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.drop(key)
}

func (r *repeats) drop(key string) {
	for _, mark := range r.by[key] {
		delete(r.said, mark)
	}
	delete(r.by, key)
}
