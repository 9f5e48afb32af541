package simcam

import (
	"crypto/sha1"
	"crypto/subtle"
	"encoding/base64"
	"net/http"
)

// usernameToken is a login inside a SOAP message (WS-Security UsernameToken profile 1.0).
type usernameToken struct {
	Username, Password, Nonce, Created string
}

// mayAsk tells whether a request has a good login: in its message, or a digest as everywhere. The accounts of ONVIF are
// a list of their own on newer firmware; here admin is in it with the same password, and tries of both count together.
func (c *Camera) mayAsk(q *call, token usernameToken) (reply, bool) {
	if token == (usernameToken{}) {
		v := c.authenticate(q)
		if v == right {
			return reply{}, true
		}
		return c.unauthorized(q, v), false
	}
	if c.try(q.source, c.proven(token)) == right {
		return reply{}, true
	}
	return c.fault(http.StatusBadRequest, "env:Sender", "ter:NotAuthorized",
		"The action requested requires authorization and the sender is not authorized"), false
}

// proven tells whether the digest of a token is that of nonce, time and password. Its time is not looked at: what
// devices tolerate is not known.
func (c *Camera) proven(token usernameToken) bool {
	nonce, err := base64.StdEncoding.DecodeString(token.Nonce)
	if err != nil || token.Username != AdminUser || c.dev.password == "" {
		return false
	}
	sum := sha1.Sum([]byte(string(nonce) + token.Created + c.dev.password)) // the profile wants this hash
	want := base64.StdEncoding.EncodeToString(sum[:])
	return subtle.ConstantTimeCompare([]byte(want), []byte(token.Password)) == 1
}
