package simcam

// sourceMemory is how many addresses are counted each for itself.
const sourceMemory = 256

// SourceTries are the logins that came from one address, right and wrong ones and those during a lock.
type SourceTries struct{ Right, Wrong, Refused int }

// TriesOf tells the logins over HTTP that came from an address, Intrude's among them. An address of a pretended network
// is the one there.
func (c *Camera) TriesOf(source string) SourceTries {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.record.sources[source]
}

// source counts a login.
func (r *record) source(t Try) {
	s, known := r.sources[t.Source]
	if !known && len(r.sources) >= sourceMemory {
		return
	}
	switch {
	case t.Right:
		s.Right++
	case t.Refused:
		s.Refused++
	default:
		s.Wrong++
	}
	if r.sources == nil {
		r.sources = map[string]SourceTries{}
	}
	r.sources[t.Source] = s
}
