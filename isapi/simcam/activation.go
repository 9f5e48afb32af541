package simcam

import (
	"encoding/xml"
	"net/http"

	"camreset/isapi/simcam/crypt"
)

// activateStatus tells anybody whether the camera has a password.
func (c *Camera) activateStatus(*call) reply {
	return xmlReply(http.StatusOK, struct {
		XMLName xml.Name `xml:"ActivateStatus"`
		document
		Activated bool
		Version   int `xml:"supportVersion,omitempty"` // of the activation (one source)
	}{document: c.document(), Activated: c.settings.password != "", Version: map[Generation]int{Portal: 3}[c.sc.Generation]})
}

// activationChallenge hands out the text for one activation.
func (c *Camera) activationChallenge(q *call) reply {
	if c.settings.password != "" {
		return c.status(q, http.StatusForbidden, invalidOperation, "hasActivated")
	}
	var sent struct {
		Key string `xml:"key"`
	}
	if xml.Unmarshal(q.body, &sent) != nil {
		return c.status(q, http.StatusBadRequest, invalidFormat, "badXmlFormat")
	}
	text := crypt.RandomHex(16)
	sealed, err := crypt.SealChallenge(crypt.ActivationModulus, sent.Key, text)
	if err != nil {
		return c.badParameters(q)
	}
	c.ram.challenge = text
	c.count.Challenges++
	return xmlReply(http.StatusOK, struct {
		XMLName xml.Name `xml:"Challenge"`
		document
		Key string `xml:"key"`
	}{document: c.document(), Key: sealed})
}

// activate sets the first password. A challenge is good for one try. Newer firmware hands out challenges of this
// kind, but takes no password under them (one source).
func (c *Camera) activate(q *call) reply {
	if c.settings.password != "" {
		return c.status(q, http.StatusForbidden, invalidOperation, "hasActivated")
	}
	var sent struct {
		Password string `xml:"password"`
	}
	if xml.Unmarshal(q.body, &sent) != nil {
		return c.status(q, http.StatusBadRequest, invalidFormat, "badXmlFormat")
	}
	text := c.ram.challenge
	c.ram.challenge = ""
	password, err := crypt.OpenActivation(sent.Password, text)
	if c.sc.Generation == Portal {
		err = crypt.ErrFormat
	}
	return c.takeFirst(q, password, err)
}

// takeFirst sets the password that an activation brought, if it could be read and is no weak one.
func (c *Camera) takeFirst(q *call, password string, err error) reply {
	switch {
	case err != nil:
		return c.badParameters(q)
	case risky(password):
		return c.riskPassword(q)
	}
	c.firstPassword(password)
	if c.sc.DropActivation {
		c.sc.DropActivation = false
		return lost
	}
	return c.ok(q)
}
