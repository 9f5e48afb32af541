package simcam

import (
	"bytes"
	"crypto/aes"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"math/big"
	"net/http"
	"strings"
)

// The activation of firmware since 5.3.0: the client sends the modulus of an RSA-1024 key, the camera
// answers with a random text under it, and the first password comes back under that text as an AES key.
// Maker's guide and several clients agree on every step.
const (
	modulusSize = 128   // bytes
	exponent    = 65537 // assumed, never sent
)

var errFormat = errors.New("simcam: not the form the firmware expects")

// activateStatus tells anybody whether the camera has a password.
func (c *Camera) activateStatus(*call) reply {
	return xmlReply(http.StatusOK, struct {
		XMLName xml.Name `xml:"ActivateStatus"`
		document
		Activated bool
		Version   int `xml:"supportVersion,omitempty"` // of the activation (one source)
	}{document: c.document(), Activated: c.dev.password != "", Version: map[Generation]int{Portal: 3}[c.sc.Generation]})
}

// activationChallenge hands out the text for one activation.
func (c *Camera) activationChallenge(q *call) reply {
	if c.dev.password != "" {
		return c.status(q, http.StatusForbidden, invalidOperation, "hasActivated")
	}
	var sent struct {
		Key string `xml:"key"`
	}
	if xml.Unmarshal(q.body, &sent) != nil {
		return c.status(q, http.StatusBadRequest, invalidFormat, "badXmlFormat")
	}
	text := randomHex(16)
	sealed, err := seal(modulusSize, sent.Key, text)
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
	if c.dev.password != "" {
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
	password, err := unseal(sent.Password, text)
	if c.sc.Generation == Portal {
		err = errFormat
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

func (c *Camera) firstPassword(password string) {
	c.setPassword(password)
	c.count.Activations++
	c.lives++
}

// seal encrypts text for the key whose modulus, of that many bytes, is given as base64 of hex.
func seal(size int, modulus, text string) (string, error) {
	raw, err := unwrap(modulus)
	if err != nil || len(raw) != size {
		return "", errFormat
	}
	key := &rsa.PublicKey{N: new(big.Int).SetBytes(raw), E: exponent}
	sealed, err := rsa.EncryptPKCS1v15(rand.Reader, key, []byte(text)) // the protocol wants this padding
	if err != nil {
		return "", err
	}
	return wrap(sealed), nil
}

// unseal takes the password out of an activation: AES-128-ECB under the challenge's text read as hex, the
// first 16 characters of that text before the password, zeros after it.
func unseal(value, text string) (string, error) {
	key, _ := hex.DecodeString(text)
	sealed, err := unwrap(value)
	if err != nil || len(key) != aes.BlockSize || len(sealed) < 2*aes.BlockSize || len(sealed)%aes.BlockSize != 0 {
		return "", errFormat
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return "", err
	}
	plain := make([]byte, len(sealed))
	for at := 0; at < len(sealed); at += aes.BlockSize { // ECB: each block for itself
		block.Decrypt(plain[at:], sealed[at:])
	}
	password, ok := bytes.CutPrefix(plain, []byte(text[:aes.BlockSize]))
	password = bytes.TrimRight(password, "\x00")
	if !ok || len(password) == 0 || !printable(string(password)) {
		return "", errFormat
	}
	return string(password), nil
}

// wrap is base64 of lower-case hex, the form of all binary values here.
func wrap(raw []byte) string {
	return base64.StdEncoding.EncodeToString([]byte(hex.EncodeToString(raw)))
}

func unwrap(value string) ([]byte, error) {
	text, err := base64.StdEncoding.DecodeString(strings.TrimSpace(value))
	if err != nil {
		return nil, errFormat
	}
	return hex.DecodeString(string(text))
}
