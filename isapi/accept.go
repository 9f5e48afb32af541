package isapi

import "maps"

// Refused gives what a login or a write was last refused for: the realm (cleaned) or
// the fingerprint of the certificate that was not there before.
func (c *Client) Refused() (realm, cert string) {
	m := c.memory()
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.refused.realm, m.refused.cert
}

// Accept takes what a login or a write was last refused for as the device to go by:
// the user was asked, and says that it is theirs.
func (c *Client) Accept() {
	c.renew(func(old, next *memory) {
		x := old.refused
		if x.cert != "" {
			next.pin, next.subject, next.tls = x.cert, x.subject, x.at
		}
		if !x.asks {
			return
		}
		next.pin, next.subject, next.tls, next.agreed = old.pin, old.subject, old.tls, old.agreed
		next.realms = map[string]string{}
		if _, changed := old.realms[x.path]; !changed { // an endpoint more of the same device
			for path, realm := range old.realms {
				next.realms[path] = realm
			}
		}
		next.realms[x.path] = x.realm
	})
}

// Forget drops everything that was learned: base address, certificate, realms
// and the kept userCheck. Call it after a reset that was watched, when the
// device may rightly show a new certificate.
func (c *Client) Forget() { c.renew(func(_, _ *memory) {}) }

// Watch lets the device be read whatever certificate it comes back with, while a
// reset is watched. Until Forget or Accept, a login or a write still needs the
// device from before.
func (c *Client) Watch() {
	c.renew(func(old, next *memory) {
		if next.before = old.before; next.before == nil {
			next.before = &identity{agreed: old.agreed, pin: old.pin, realms: maps.Clone(old.realms)}
		}
		next.agreed = next.before.agreed
	})
}

// renew begins a new memory; what is still under way writes into the old one.
func (c *Client) renew(keep func(old, next *memory)) {
	c.mu.Lock()
	old := c.known
	old.mu.Lock()
	c.known = &memory{checkedAt: old.checkedAt, want: old.want} // userCheck may not be asked sooner because of it
	keep(old, c.known)
	old.mu.Unlock()
	c.mu.Unlock()
	c.Close()
}
