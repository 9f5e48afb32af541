package simcam

import (
	"encoding/json"
	"net/http"

	"camreset/isapi/simcam/crypt"
)

// activationChallengeV3 hands out the text for one V3 activation.
func (c *Camera) activationChallengeV3(q *call) reply {
	if c.settings.password != "" {
		return c.status(q, http.StatusForbidden, invalidOperation, "hasActivated")
	}
	var sent struct {
		Key string `json:"publicKey"`
	}
	if json.Unmarshal(q.body, &sent) != nil {
		return c.status(q, http.StatusBadRequest, invalidFormat, "badJsonFormat")
	}
	text := crypt.RandomHex(c.sc.ActivationKey)
	sealed, err := crypt.SealChallenge(crypt.ActivationModulusV3, sent.Key, text)
	if err != nil {
		return c.badParameters(q)
	}
	c.ram.challengeV3 = text
	c.count.Challenges++
	return jsonReply(http.StatusOK, member{"challenge", sealed})
}

// activateV3 sets the first password. A challenge is good for one try.
func (c *Camera) activateV3(q *call) reply {
	if c.settings.password != "" {
		return c.status(q, http.StatusForbidden, invalidOperation, "hasActivated")
	}
	var sent struct {
		Password string `json:"password"`
		IV       string `json:"iv"`
	}
	if json.Unmarshal(q.body, &sent) != nil {
		return c.status(q, http.StatusBadRequest, invalidFormat, "badJsonFormat")
	}
	text := c.ram.challengeV3
	c.ram.challengeV3 = ""
	password, err := crypt.OpenActivationV3(sent.Password, sent.IV, text)
	return c.takeFirst(q, password, err)
}
