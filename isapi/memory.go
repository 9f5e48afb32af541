package isapi

import (
	"crypto/x509"
	"errors"
	"net/url"
	"slices"
	"sync"
	"time"

	"camreset/isapi/wire"
)

// memory is what was learned about the device since the start or Forget. What
// is still under way at Forget writes into the old one, which nobody reads.
type memory struct {
	finding singleFlight[error]
	front   singleFlight[Front]
	check   singleFlight[UserCheck]
	upgrade sync.Mutex // one try to change to TLS at a time

	mu sync.Mutex
	identity
	base      base
	door      base // that took the last connection of a look; it need not be the base
	reach     Reach
	triedTLS  bool
	want      string // the scheme that was typed; empty: find out
	proves    string // path that proves a login; empty = not known to be another than userCheck
	activated Tri    // the newest word of activateStatus

	lastFront Front
	frontAt   time.Time
	lastCheck UserCheck
	checkedAt time.Time // when userCheck was last asked; lastCheck may be newer
}

// at gives where the web server is, and over what it was shown to the user.
func (m *memory) at() (at base, agreed string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.base, m.agreed
}

// agree notes that the user is shown the device as it is spoken to now.
func (m *memory) agree() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.identity.agree(m.base.scheme)
}

// agreedTo refuses a place that nobody agreed to.
func (m *memory) agreedTo(at base) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.identity.agreedTo(at)
}

// certificate judges a certificate that is shown.
func (m *memory) certificate(leaf *x509.Certificate) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.identity.certificate(leaf)
}

// meet notes the realm that an answer asks for a login with.
func (m *memory) meet(path string, a *answer) {
	realm, asks := a.realmOf()
	if !asks {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.identity.meet(endpoint(path), realm)
}

// recognize refuses an answer whose realm the device is not known by.
func (m *memory) recognize(path string, a *answer) error {
	realm, asks := a.realmOf()
	if !asks {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.identity.recognize(endpoint(path), realm)
}

// moved makes the place that a device redirects to the base of later requests.
func (m *memory) moved(from base, to *url.URL) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.base == from {
		m.base = placeOf(to)
		m.tls = m.base
	}
}

// note forgets a base where nothing connects any more.
func (m *memory) note(at base, a *answer) (gone bool) {
	var dial *wire.DialError
	if gone = errors.As(a.Err, &dial); gone {
		m.gone(at)
	}
	return gone
}

// gone drops what was kept of the device being there; the certificate and the
// realm stay, so that another device in its place is noticed.
func (m *memory) gone(at base) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.door == at {
		m.door = base{}
	}
	if m.base == at {
		m.base, m.reach.State, m.lastFront = base{}, "", Front{}
	}
}

// opened notes where a look was let in.
func (m *memory) opened(at base) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.door = at
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

// place notes where the web server is, or why none was found.
func (m *memory) place(at base, ports []PortState, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.base, m.reach = at, Reach{Ports: ports, Err: err} // its state follows with the first answer
	m.triedTLS = false
	switch {
	case err != nil:
		m.reach.State = stateOf(false, err)
	case at.scheme == "https":
		m.tls = at
	}
}

// upgraded notes whether the change to TLS was tried to its end, and whether it went
// well.
func (m *memory) upgraded(to base, tried, well bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.triedTLS = tried; well {
		m.base, m.tls = to, to
		m.reach.Ports = append(m.reach.Ports, PortState{to.port, ReachOpen})
	}
}

// activatedNow is the newest word of activateStatus.
func (m *memory) activatedNow() Tri {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.activated
}

// keep notes what a login learned about the lock, so that the next UserCheck can
// tell it. The bare request of a login does not count as asking.
func (m *memory) keep(a *answer, now time.Time) Lock {
	lock := lockOf(a.doc)
	m.mu.Lock()
	defer m.mu.Unlock()
	if lock.Told() {
		m.lastCheck.Lock, m.lastCheck.At = lock, now
	}
	return lock
}

// proof is the path that proves a login on this device: userCheck, until it has
// turned out to have none.
func (m *memory) proof() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.proves == "" {
		return pathCheck
	}
	return m.proves
}

// provedBy notes another path that proves a login.
func (m *memory) provedBy(path string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.proves = path
}
