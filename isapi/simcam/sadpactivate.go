package simcam

import (
	"strings"

	"camreset/isapi/simcam/crypt"
	"camreset/isapi/simcam/sadpxml"
)

// activateSADP sets the first password over UDP.
func (c *Camera) activateSADP(p *sadpxml.Request) []sadpxml.Field {
	random := c.takeExchange()
	if c.settings.password != "" {
		return result(hasActivated)
	}
	password, err := crypt.OpenPassword(random, p.Password.Text)
	switch {
	case err != nil:
		return result(failed)
	case riskyOverUDP(password):
		return result(riskPassword)
	}
	c.firstPassword(password)
	if c.sc.DropActivation {
		c.sc.DropActivation = false
		return nil
	}
	return result(success)
}

// riskyOverUDP is risky with one rule more: a colon and a quotation mark count as no kind (maker's manual of SADP).
func riskyOverUDP(password string) bool {
	return risky(password) || kindsOf(strings.NewReplacer(":", "", `"`, "").Replace(password)) < 2
}

// takeNew reads the new password of a reset and sets it once it is no weak one. The word is that of the result.
func (c *Camera) takeNew(random []byte, value string) string {
	password, err := crypt.OpenPassword(random, value)
	switch {
	case err != nil:
		return failed
	case riskyOverUDP(password):
		return riskPassword
	}
	c.setPassword(password)
	c.count.PasswordChanges++
	return success
}
