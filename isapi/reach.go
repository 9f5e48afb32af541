package isapi

import (
	"errors"
	"net/netip"
	"slices"
	"strings"
	"time"

	"camreset/isapi/wire"
)

// What a look at a port shows.
const (
	ReachOpen      = "open"
	ReachRefused   = wire.Refused // the host is there and says no
	ReachSilent    = wire.Silent  // no answer at all: off, filtered, or another address
	ReachNoRoute   = wire.NoRoute // this computer has no way there
	ReachNoName    = wire.NoName  // the host name is not known
	ReachTLSFailed = "tls-failed" // connects, but no secure connection can be made
	ReachMute      = "mute"       // accepts, never speaks
	ReachClosed    = "closed"     // accepts, and closes without a word
	ReachReset     = "reset"      // accepts, and breaks the connection off
	ReachNotHTTP   = "not-http"   // speaks, but not HTTP
)

// PortState is what a TCP connect to one port showed.
type PortState struct {
	Port  int
	State string // ReachOpen, ReachRefused, ReachSilent, ReachNoRoute or ReachNoName
}

// Reach tells whether and where the device answers.
type Reach struct {
	Scheme      string // "http" or "https"; empty when nothing answered
	Host        string
	Port        int    // 0 when nothing answered
	State       string // one of the Reach… words above; empty = the caller left before anything was seen
	Ports       []PortState
	Fingerprint string // SHA-256 of the certificate, empty without TLS
	Subject     string // subject of the certificate
	Err         error  // why the state is not "open", or ErrTLSNew
	Took        time.Duration
	From        netip.Addr // this computer's own address on the way there, of Alive
}

// URL is the address of the device's web page, empty when none was found.
func (r Reach) URL() string {
	if r.Port == 0 {
		return ""
	}
	return r.Scheme + "://" + hostPort(base{r.Scheme, r.Port}, r.Host)
}

// OtherOpen reports that no web server answers but another port of the maker's
// devices does: HTTP may be switched off.
func (r Reach) OtherOpen() bool {
	return slices.ContainsFunc(r.Ports, func(p PortState) bool {
		return p.State == ReachOpen && (p.Port == 8000 || p.Port == 554)
	})
}

// Spoken names the protocol of what answers there, where that is no HTTP and shows by
// its first words; else it is empty.
func (r Reach) Spoken() string {
	if r.State != ReachNotHTTP || r.Err == nil {
		return ""
	}
	for protocol, greeting := range greetings {
		if strings.Contains(r.Err.Error(), `"`+greeting) {
			return protocol
		}
	}
	return ""
}

// greetings are how answers of other protocols begin (RFC 4253 and 2326).
var greetings = map[string]string{"SSH": "SSH-", "RTSP": "RTSP/"}

// stateOf says what a failed request means for the port.
func stateOf(done bool, err error) string {
	var dial *wire.DialError
	switch {
	case done:
		return ReachOpen
	case errors.As(err, &dial):
		return dial.State
	case errors.Is(err, ErrTLS):
		return ReachTLSFailed
	case errors.Is(err, ErrPinChanged):
		return ReachOpen
	case errors.Is(err, wire.ErrReset):
		return ReachReset
	case errors.Is(err, ErrClosed):
		return ReachClosed
	case errors.Is(err, ErrNotHTTP):
		return ReachNotHTTP
	case errors.Is(err, ErrMute):
		return ReachMute
	}
	return "" // left early: nothing was seen
}

// DialState names what a failed connect looked like: ReachRefused, ReachSilent,
// ReachNoName or ReachNoRoute.
func DialState(err error) string { return wire.DialState(err) }
