package auth

import "encoding/base64"

// Answer computes the Authorization header for one request from a challenge that
// Choose gave, with a random part of its own each time. Its error says why nothing
// can be sent.
func (c Challenge) Answer(r Request, user, password string) (string, error) {
	if c.Scheme == Basic {
		return "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+password)), nil
	}
	return c.digest.answer(r, user, password, newCnonce())
}
