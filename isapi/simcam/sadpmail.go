package simcam

import (
	"encoding/base64"
	"fmt"
	"strings"

	"camreset/isapi/simcam/crypt"
	"camreset/isapi/simcam/sadpxml"
)

// mailService is where the picture of the QR code is sent to (maker's manuals).
const mailService = "pw_recovery@hikvision.com"

// qrPrefix is how the text of a QR code begins (one source).
const qrPrefix = "D:"

// qrCodes gives the text of a QR code, for which a code comes to the owner's mailbox. All texts are base64.
func (c *Camera) qrCodes(*sadpxml.Request) []sadpxml.Field {
	if !c.settings.recovery.Mailbox {
		return result(notSetMailBox)
	}
	c.ram.mail = exported{fmt.Sprintf("%s%s**%s", qrPrefix, c.id.Model, strings.ToUpper(crypt.RandomHex(16))), c.clock.Now()}
	c.requests = append(c.requests, c.ram.mail.text)
	encode := base64.StdEncoding.EncodeToString
	return result(success, sadpxml.Text("QRcodes", encode([]byte(c.ram.mail.text))),
		sadpxml.Text("MailBox", encode([]byte(c.mailbox()))), sadpxml.Text("MailServiceBox", encode([]byte(mailService))))
}

// mailReset takes the code that came by e-mail, which is good for as long as an answer of support.
func (c *Camera) mailReset(p *sadpxml.Request) []sadpxml.Field {
	random := c.takeExchange()
	if !c.settings.recovery.Mailbox {
		return result(notSetMailBox)
	}
	if c.lockedOut(secretMail) {
		return c.refuse(secretMail, p, locked)
	}
	mail := c.ram.mail
	late := mail.text == "" || c.clock.Now().Sub(mail.at) > requestLife
	if late || strings.TrimSpace(p.Code) != c.supportAnswer(mail.text) {
		return c.miss(secretMail, p, codeError)
	}
	c.ram.lockout(secretMail).hit(anyone)
	word := c.takeNew(random, p.Password.Text)
	if word == success {
		c.ram.mail = exported{}
	}
	return result(word)
}
