package seal

import (
	"crypto/sha256"
	"encoding/hex"
)

// Session is what a device gives out for one session login.
type Session struct {
	Challenge, Salt, Salt2 string
	Version                string // sessionIDVersion
	Rounds                 int
	Irreversible           bool
}

// Hash is what is sent instead of the password: SHA-256 in rounds, each fed with
// the hex text of the one before.
func (s Session) Hash(user, password string) string {
	r := hexHash(password)
	if s.Irreversible {
		r = hexHash(user + s.Salt + password)
		if s.Salt2 != "" && s.Version != "2" {
			r = hexHash(user + s.Salt2 + r) // AX PRO panels (petrleocompel/hikaxpro)
		}
	}
	r += s.Challenge
	for range max(s.Rounds, 2) - 1 {
		r = hexHash(r)
	}
	return r
}

func hexHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
