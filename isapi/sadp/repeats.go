package sadp

import (
	"bytes"
	"hash/maphash"
	"sync"
)

// repeats knows datagrams that say nothing new. A device answers each of many
// probes, on several ways, with the same words but for the Uuid; reading them all
// would take a slow computer longer than a thousand devices take to answer.
type repeats struct {
	seed maphash.Seed
	mu   sync.Mutex
	mac  map[uint64]string   // who said so
	said map[string][]uint64 // what describes a device as it is listed now
}

// maxSaid bounds what is remembered of one device: it has a few forms of answers.
const maxSaid = 4

func newRepeats() *repeats {
	return &repeats{seed: maphash.MakeSeed(), mac: map[uint64]string{}, said: map[string][]uint64{}}
}

// mark tells datagrams apart by all but their Uuid.
func (r *repeats) mark(datagram []byte) uint64 {
	var h maphash.Hash
	h.SetSeed(r.seed)
	before, rest, _ := bytes.Cut(datagram, []byte("<Uuid>"))
	_, after, _ := bytes.Cut(rest, []byte("</Uuid>"))
	_, _ = h.Write(before)
	_, _ = h.Write(after)
	return h.Sum64()
}

// who gives the device that a datagram describes as it is listed, empty if it may
// say something new.
func (r *repeats) who(mark uint64) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.mac[mark]
}

// note remembers what a device said. Where that changed its record, what it said
// before is news again.
func (r *repeats) note(mark uint64, mac string, changed bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if changed || len(r.said[mac]) >= maxSaid {
		for _, old := range r.said[mac] {
			delete(r.mac, old)
		}
		delete(r.said, mac)
	}
	if r.mac[mark] != mac {
		r.mac[mark], r.said[mac] = mac, append(r.said[mac], mark)
	}
}
