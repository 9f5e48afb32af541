package simcam

import (
	"net/http"
	"slices"
)

// Exchange is one request that a camera received.
type Exchange struct {
	Method, Target string
	Header         http.Header // with Host in it
	Body           []byte      // at most the first 64 KiB
	Secure         bool        // came over TLS
}

// recordMemory is how many requests a camera remembers.
const recordMemory = 1000

// Recorded gives the last requests, the oldest first, so that a test can search all that was sent.
// The list is the caller's; what it points to is not to be changed.
func (c *Camera) Recorded() []Exchange {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.heard)
}

func (c *Camera) record(r *http.Request, body []byte) {
	header := r.Header.Clone()
	header.Set("Host", r.Host)
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.heard) == recordMemory {
		c.heard = slices.Delete(c.heard, 0, 1)
	}
	c.heard = append(c.heard, Exchange{r.Method, r.RequestURI, header, slices.Clone(body), r.TLS != nil})
}
