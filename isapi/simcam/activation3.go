package simcam

import (
	"bytes"
	"crypto/aes"
	"encoding/hex"
	"encoding/json"
	"net/http"
)

// The activation of firmware 5.7 and later ("V3"). There is one source for it, tried on one live camera: an RSA key
// of exactly 3072 bits, a text of 32, 48 or 64 hex characters under it, and the password under AES-CBC.
const modulusSize3 = 384 // bytes

// activationChallenge3 hands out the text for one V3 activation.
func (c *Camera) activationChallenge3(q *call) reply {
	if c.dev.password != "" {
		return c.status(q, http.StatusForbidden, invalidOperation, "hasActivated")
	}
	var sent struct {
		Key string `json:"publicKey"`
	}
	if json.Unmarshal(q.body, &sent) != nil {
		return c.status(q, http.StatusBadRequest, invalidFormat, "badJsonFormat")
	}
	text := randomHex(c.sc.ActivationKey)
	sealed, err := seal(modulusSize3, sent.Key, text)
	if err != nil {
		return c.badParameters(q)
	}
	c.ram.newest = text
	c.count.Challenges++
	return jsonReply(http.StatusOK, member{"challenge", sealed})
}

// activate3 sets the first password. A challenge is good for one try.
func (c *Camera) activate3(q *call) reply {
	if c.dev.password != "" {
		return c.status(q, http.StatusForbidden, invalidOperation, "hasActivated")
	}
	var sent struct {
		Password string `json:"password"`
		IV       string `json:"iv"`
	}
	if json.Unmarshal(q.body, &sent) != nil {
		return c.status(q, http.StatusBadRequest, invalidFormat, "badJsonFormat")
	}
	text := c.ram.newest
	c.ram.newest = ""
	password, err := unseal3(sent.Password, sent.IV, text)
	return c.takeFirst(q, password, err)
}

// unseal3 takes the password out of a V3 activation: the first 16 characters of the challenge's text, then the
// password, under that text read as hex.
func unseal3(value, iv, text string) (string, error) {
	sealed, err := unwrap(value)
	if err != nil || text == "" {
		return "", errFormat
	}
	key, err := hex.DecodeString(text)
	if err != nil {
		return "", errFormat
	}
	plain, err := openCBC(key, iv, sealed)
	if err != nil {
		return "", err
	}
	password, ok := bytes.CutPrefix(plain, []byte(text[:aes.BlockSize]))
	if !ok || len(password) == 0 || !printable(string(password)) {
		return "", errFormat
	}
	return string(password), nil
}
