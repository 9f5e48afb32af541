package isapi

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"strings"
)

// A password belongs to one device. What the user agreed to is the device that was
// shown when the question was asked: over TLS its certificate, else the realm that
// each endpoint asked for a login with. What answers later has to be the same, or
// no login and no write leaves until Accept or Forget.

// identity is what a device is known by. Its caller holds the memory's lock.
type identity struct {
	pin, subject string            // the certificate first seen
	tls          base              // where that was
	agreed       string            // the scheme over which the device was shown to the user
	realms       map[string]string // of login challenges, by endpoint
	refused      refusal           // what the last login or write was refused for
	before       *identity         // the device before a reset that is being watched
}

// refusal is what a login or a write was refused for, so that Accept knows what the
// user was asked about.
type refusal struct {
	at            base   // where it answers
	cert, subject string // of a certificate that was not seen before
	path, realm   string // of a challenge
	asks          bool   // realm and path are meant
}

// agree notes over what the device was spoken to when the user was first shown
// where it answers, or first let a login or a write go out.
func (d *identity) agree(scheme string) {
	if d.agreed == "" {
		d.agreed = scheme
	}
}

// agreedTo refuses a place with a certificate that nobody was shown, where the
// device was agreed to over plain HTTP, and one without the certificate from before
// a reset.
func (d *identity) agreedTo(at base) error {
	switch plain := at.scheme == "http"; {
	case d.agreed == "http" && !plain:
		d.refused = refusal{at: at, cert: d.pin, subject: d.subject}
		return ErrTLSNew
	case d.before == nil || d.before.pin == "" || d.before.pin == d.pin && !plain:
		return nil
	case plain:
		d.refused = refusal{}
		return ErrTLSGone
	}
	d.refused = refusal{at: at, cert: d.pin, subject: d.subject}
	return ErrPinChanged
}

// certificate pins the first certificate and refuses any other.
func (d *identity) certificate(leaf *x509.Certificate) error {
	sum := sha256.Sum256(leaf.Raw)
	shown, subject := hex.EncodeToString(sum[:]), Clean(leaf.Subject.String())
	if d.pin == "" {
		d.pin, d.subject = shown, subject
	}
	if d.pin != shown {
		d.refused = refusal{at: d.tls, cert: shown, subject: subject}
		return ErrPinChanged
	}
	return nil
}

// meet notes the realm of the first of the endpoints that a login is tested with:
// a front page may have another one.
func (d *identity) meet(path, realm string) {
	if path != pathCheck && path != pathDevice || len(d.realms) > 0 {
		return
	}
	d.realms = map[string]string{path: realm}
}

// recognize refuses a challenge whose realm the device is not known by.
func (d *identity) recognize(path, realm string) error {
	if d.before != nil && !d.before.had(path, realm) || !d.had(path, realm) {
		d.refused = refusal{path: path, realm: realm, asks: true}
		return ErrOtherDevice
	}
	d.know(path, realm)
	return nil
}

// know notes that a realm of an endpoint is the device's.
func (d *identity) know(path, realm string) {
	if d.realms == nil {
		d.realms = map[string]string{}
	}
	d.realms[path] = realm
}

// had reports whether an endpoint may show a realm; where nothing was seen, it may.
func (d *identity) had(path, realm string) bool {
	if first, asked := d.realms[path]; asked {
		return first == realm
	}
	for _, known := range d.realms {
		if known == realm {
			return true
		}
	}
	return len(d.realms) == 0
}

// tested is the endpoint that logins are tested at, empty before it was asked.
func (d *identity) tested() string {
	for _, path := range []string{pathCheck, pathDevice} {
		if _, asked := d.realms[path]; asked {
			return path
		}
	}
	return ""
}

// endpoint is a path without its query, which may differ each time.
func endpoint(path string) string {
	path, _, _ = strings.Cut(path, "?")
	return path
}
