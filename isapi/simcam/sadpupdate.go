package simcam

import (
	"fmt"
	"strings"

	"camreset/isapi/simcam/crypt"
	"camreset/isapi/simcam/sadpxml"
)

// update changes the network settings for whoever knows the password. On success the fields of an inquiry follow, as
// they are from now on (one client's model).
func (c *Camera) update(p *sadpxml.Request) []sadpxml.Field {
	if c.sc.SADP.NoUpdate {
		return result(failed)
	}
	if c.lockedOut(secretPassword) {
		return c.refuse(secretPassword, p, locked)
	}
	if !c.proves(p) {
		return c.miss(secretPassword, p, passwordError)
	}
	c.ram.lockout(secretPassword).hit(anyone)
	address, net, err := c.settings.changed(p)
	if err != nil {
		return result(failed)
	}
	c.renumber(address, net)
	return result(success, c.announcement().fields()...)
}

// proves tells whether the password of an update is right. It has no exchange of keys, but may be bound to the Uuid.
func (c *Camera) proves(p *sadpxml.Request) bool {
	f := c.sc.SADP
	if (p.Password.Salt == "true") != f.Update.salted() {
		return false
	}
	salt := ""
	if f.Update.salted() {
		salt = c.salt()
	}
	want := updateProof(f, salt, c.settings.password, p.Uuid)
	return strings.TrimSpace(p.Password.Text) == want
}

// updateProof is the password of an update as it has to arrive.
func updateProof(f SADPForm, salt, password, uuid string) string {
	secret := password
	if f.Update.salted() {
		secret = crypt.SaltedPassword(f.admin(), salt, password)
	}
	return crypt.UpdateProof(secret, uuid, f.Update.encrypted())
}

// admin is the name in the salted hash.
func (f SADPForm) admin() string {
	if f.UserName != "" && f.SecurityMode != "standard" {
		return f.UserName
	}
	return AdminUser
}

// salt is told to everybody and is another one after each change of the password (inference).
func (c *Camera) salt() string {
	return crypt.Hash(fmt.Sprintf("salt %d of the updates of %s", c.saltVersion, c.id.Serial))
}
