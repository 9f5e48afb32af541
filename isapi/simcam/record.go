package simcam

import (
	"net/http"
	"slices"
	"time"

	"camreset/isapi/simcam/udp"
)

// recordMemory is how many requests a camera remembers.
const recordMemory = 1000

// Exchange is one request that a camera received.
type Exchange struct {
	Method, Target string
	Header         http.Header // with Host in it
	Body           []byte      // at most the first 64 KiB
	Secure         bool        // came over TLS
}

// Try is one login, or one secret over UDP, as the camera judged it.
type Try struct {
	At time.Time // of the camera's clock
	// Kind is "login", or the kind of secret over UDP; each counts and locks for itself.
	Kind string
	// Source is where a login is from; a secret over UDP has none, because the sender of a datagram proves nothing.
	Source string
	// Left is how many wrong ones it took to lock that kind, this one included.
	Left int
	// Right and Refused tell how it came out; none of the two is wrong.
	Right, Refused bool
	// Locked is true for the wrong one that locked it.
	Locked bool
	// Foreign marks what Intrude did; it is in no counter.
	Foreign bool
	// Epoch counts the activations and resets to factory settings before it.
	Epoch int
}

// kindLogin is the kind of every login over HTTP.
const kindLogin = "login"

// record is what a camera remembers of the last that it received, the oldest first.
type record struct {
	requests  []Exchange
	datagrams []udp.Datagram
	tries     []Try
	sources   map[string]SourceTries // of logins
}

// request remembers one over HTTP.
func (r *record) request(q *http.Request, body []byte) {
	header := q.Header.Clone()
	header.Set("Host", q.Host)
	r.requests = append(latest(r.requests), Exchange{q.Method, q.RequestURI, header, slices.Clone(body), q.TLS != nil})
}

// datagram remembers one of discovery.
func (r *record) datagram(d udp.Datagram) {
	r.datagrams = append(latest(r.datagrams), udp.Datagram{Data: slices.Clone(d.Data), From: d.From, To: d.To})
}

// try remembers a login or another secret.
func (r *record) try(t Try) { r.tries = append(latest(r.tries), t) }

// latest makes room for one more.
func latest[T any](list []T) []T {
	if len(list) == recordMemory {
		return slices.Delete(list, 0, 1)
	}
	return list
}
