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
	who  map[uint64]string   // by its key, who said so
	said map[string][]uint64 // what describes a device as it is listed now
}

// maxSaid bounds what is remembered of one device: it has a few forms of answers.
const maxSaid = 4

func newRepeats() *repeats {
	return &repeats{seed: maphash.MakeSeed(), who: map[uint64]string{}, said: map[string][]uint64{}}
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

// whose gives the key of the device that a datagram describes as it is listed,
// empty if it may say something new.
func (r *repeats) whose(mark uint64) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.who[mark]
}

// note remembers what a device said. Where that changed its record, what it said
// before is news again.
func (r *repeats) note(mark uint64, key string, changed bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if changed || len(r.said[key]) >= maxSaid {
		for _, old := range r.said[key] {
			delete(r.who, old)
		}
		delete(r.said, key)
	}
	if r.who[mark] != key {
		r.who[mark], r.said[key] = key, append(r.said[key], mark)
	}
}
