package isapi

import (
	"cmp"
	"context"
	"errors"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"
)

// What a look at a port shows.
const (
	ReachOpen      = "open"
	ReachRefused   = "refused"    // the host is there and says no
	ReachSilent    = "silent"     // no answer at all: off, filtered, or another address
	ReachNoRoute   = "no-route"   // this computer has no way there
	ReachNoName    = "no-name"    // the host name is not known
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
	Err         error  `json:"-"` // why the state is not "open", or ErrTLSNew
	Took        time.Duration
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

// base is where the device's web server is.
type base struct {
	scheme string
	port   int
}

func (b base) found() bool { return b.port != 0 }

// address is what Dial gets, origin names the server with its scheme.
func (b base) address(host string) string { return net.JoinHostPort(host, strconv.Itoa(b.port)) }
func (b base) origin(host string) string  { return b.scheme + "://" + b.address(host) }

// hostPort is the address as it stands in a URL: the port only where it is not
// the scheme's own.
func hostPort(at base, host string) string {
	if at.port == map[string]int{"http": 80, "https": 443}[at.scheme] {
		return strings.TrimSuffix(at.address(host), ":"+strconv.Itoa(at.port))
	}
	return at.address(host)
}

// Reach finds scheme and port, and asks for the front page to see whether a web
// server speaks there. A success is kept until Forget or until a connect fails;
// for "is it there now" use Alive.
func (c *Client) Reach(ctx context.Context) Reach {
	m := c.memory()
	begin := time.Now()
	if kept := m.reached(); kept.State == ReachOpen && kept.Port != 0 {
		kept.Err = m.agreedTo(base{kept.Scheme, kept.Port})
		return kept
	}
	front := c.frontPage(ctx, m)
	r := m.reached()
	r.Host, r.Took = Clean(c.cfg.Host), time.Since(begin)
	if r.Err == nil {
		r.State, r.Err = stateOf(front.Reply), front.Err
	}
	switch {
	case front.Done:
		r.State, r.Err = ReachOpen, nil
	case r.Port == 0 && errors.Is(r.Err, context.DeadlineExceeded):
		r.State = ReachSilent // the caller's patience was shorter than ours
	}
	if r.State == ReachOpen && r.Port != 0 {
		m.mu.Lock()
		m.reach.State, m.reach.Host, m.reach.Took = ReachOpen, r.Host, r.Took
		m.mu.Unlock()
		m.agree()
		r.Err = m.agreedTo(base{r.Scheme, r.Port})
	}
	return r
}

// reached gives what is known of the way, with the certificate seen on it.
func (m *memory) reached() Reach {
	m.mu.Lock()
	defer m.mu.Unlock()
	r := m.reach
	r.Ports = slices.Clone(r.Ports)
	r.Scheme, r.Port = m.base.scheme, m.base.port
	r.Fingerprint, r.Subject = m.pin, m.subject
	return r
}

// stateOf says what a failed request means for the port.
func stateOf(r Reply) string {
	var dial *dialError
	switch {
	case r.Done:
		return ReachOpen
	case errors.As(r.Err, &dial):
		return dial.state
	case errors.Is(r.Err, ErrTLS):
		return ReachTLSFailed
	case errors.Is(r.Err, ErrPinChanged):
		return ReachOpen
	case errors.Is(r.Err, errReset):
		return ReachReset
	case errors.Is(r.Err, ErrClosed):
		return ReachClosed
	case errors.Is(r.Err, ErrNotHTTP):
		return ReachNotHTTP
	case errors.Is(r.Err, ErrMute):
		return ReachMute
	}
	return "" // left early: nothing was seen
}

// gone drops what was kept of the device being there; the certificate and the
// realm stay, so that another device in its place is noticed.
func (m *memory) gone(at base) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.base == at {
		m.base, m.reach.State, m.lastFront = base{}, "", Front{}
	}
}

// Alive makes one TCP connect to the known port, or to 80 and 443, and closes
// it: no HTTP, so it may be repeated often. Its state is empty where the caller
// left before it could look.
func (c *Client) Alive(ctx context.Context) Reach {
	m := c.memory()
	begin := time.Now()
	r := Reach{Host: Clean(c.cfg.Host)}
	end, err := c.turn(ctx)
	if err != nil { // a login took all of the caller's time: nothing was looked at
		r.Err = err
		return r
	}
	defer end()
	m.mu.Lock()
	at, want := m.base, m.want
	m.mu.Unlock()
	var conn net.Conn
	switch {
	case at.found():
		if conn, r.Err = c.connect(ctx, at.address(c.cfg.Host), nil); r.Err != nil && ctx.Err() == nil {
			m.gone(at)
		}
		r.Ports = []PortState{{at.port, cmp.Or(stateOf(Reply{Done: r.Err == nil, Err: r.Err}), ReachSilent)}}
	case c.cfg.Port != 0 || want != "":
		at, r.Ports, conn, r.Err = c.search(ctx, want)
	default:
		at, r.Ports, conn, r.Err = c.race(ctx, []base{{"http", 80}, {"https", 443}})
	}
	if conn == nil && errors.Is(ctx.Err(), context.Canceled) {
		return r
	}
	r.State = cmp.Or(stateOf(Reply{Done: r.Err == nil, Err: r.Err}), ReachSilent)
	if conn != nil {
		r.Scheme, r.Port = at.scheme, at.port
		_ = conn.Close()
	}
	r.Took = time.Since(begin)
	return r
}
