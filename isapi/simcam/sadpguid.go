package simcam

import (
	"bytes"
	"encoding/base64"
	"strings"

	"camreset/isapi/simcam/crypt"
	"camreset/isapi/simcam/sadpxml"
)

// guidSize is that of the file in a reset, filled up with zeros (maker's library).
const guidSize = 128

// exportGUID gives whoever knows the password a file that resets it later. The one before is void.
func (c *Camera) exportGUID(p *sadpxml.Request) []sadpxml.Field {
	random := c.takeExchange()
	password, err := crypt.OpenPassword(random, p.Password.Text)
	if err != nil {
		return result(failed)
	}
	if c.lockedOut(secretPassword) {
		return c.refuse(secretPassword, p, locked)
	}
	if password != c.settings.password {
		return c.miss(secretPassword, p, passwordError)
	}
	c.ram.lockout(secretPassword).hit(anyone)
	return result(success, sadpxml.Text("GUID", base64.StdEncoding.EncodeToString([]byte(c.newGUID()))))
}

// guidReset takes that file, once. Any change of the password voids it (maker's guide).
func (c *Camera) guidReset(p *sadpxml.Request) []sadpxml.Field {
	random := c.takeExchange()
	if c.lockedOut(secretGUID) {
		return c.refuse(secretGUID, p, locked)
	}
	raw, err := base64.StdEncoding.Strict().DecodeString(strings.TrimSpace(p.GUID))
	guid := string(bytes.TrimRight(raw, "\x00"))
	if err != nil || len(raw) != guidSize || guid == "" || guid != c.settings.guid {
		return c.miss(secretGUID, p, invalidGUID)
	}
	c.ram.lockout(secretGUID).hit(anyone)
	return result(c.takeNew(random, p.Password.Text))
}

// GUIDFile is the content of the file that resets the password now; empty if none was exported since the last change.
func (c *Camera) GUIDFile() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.settings.guid
}
