package onvif

import (
	"crypto/sha1"
	"crypto/subtle"
	"encoding/base64"
)

// UsernameToken is a login inside a message (WS-Security UsernameToken Profile 1.0).
type UsernameToken struct {
	Username, Password, Nonce, Created string
}

// Proves tells whether the digest of a token is that of nonce, time and password. Its time is not looked at: what
// devices tolerate is not known.
func (t UsernameToken) Proves(user, password string) bool {
	nonce, err := base64.StdEncoding.DecodeString(t.Nonce)
	if err != nil || t.Username != user {
		return false
	}
	sum := sha1.Sum([]byte(string(nonce) + t.Created + password)) // the profile wants this hash
	want := base64.StdEncoding.EncodeToString(sum[:])
	return subtle.ConstantTimeCompare([]byte(want), []byte(t.Password)) == 1
}
