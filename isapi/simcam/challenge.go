package simcam

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"camreset/isapi/simcam/crypt"
)

// challenges are the values of WWW-Authenticate, one for each header line.
func (c *Camera) challenges(q *call, stale bool) []string {
	if stale && c.sc.Spent == SpentEmpty {
		return []string{""}
	}
	stale = stale && c.sc.Spent == SpentStale
	nonce := c.ram.nonces.issue(q.RequestURI, c.formatNonce)
	digest := func(algorithm string) string {
		return "Digest " + c.digestChallenge(c.realm(q), nonce, algorithm, stale)
	}
	basic := fmt.Sprintf(`Basic realm="%s"`, c.realm(q))
	switch c.auth() {
	case AuthNone:
		return nil
	case AuthBasic:
		return []string{basic}
	case AuthDigestBasic:
		return []string{digest("MD5"), basic}
	case AuthOneLine:
		return []string{digest("MD5") + ", " + basic}
	case AuthSHA256:
		return []string{digest("SHA-256")}
	case AuthBoth:
		return []string{digest("MD5"), digest("SHA-256")}
	case AuthBothOneLine:
		return []string{digest("MD5") + ", " + digest("SHA-256")}
	default:
		return []string{digest("MD5")}
	}
}

// realm is what the camera calls itself in the challenge of a page.
func (c *Camera) realm(q *call) string {
	if c.sc.RealmPages {
		return c.id.Realm + " " + q.URL.Path
	}
	return c.id.Realm
}

// Rename gives the camera another realm, as another name for the device does on some.
func (c *Camera) Rename(realm string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.id.Realm = realm
}

func (c *Camera) offersBasic() bool {
	return slices.Contains([]AuthForm{AuthBasic, AuthDigestBasic, AuthOneLine}, c.auth())
}

// formatNonce writes a nonce as the devices do: in hex, in base64, or with the time in milliseconds after it.
func (c *Camera) formatNonce(random string) string {
	switch c.sc.Challenge {
	case ChallengeRecorder:
		return fmt.Sprintf("%s:%d", random, c.clock.Now().UnixMilli())
	case ChallengeTerminal:
		return base64.StdEncoding.EncodeToString([]byte(random))
	default:
		return hex.EncodeToString([]byte(base64.StdEncoding.EncodeToString([]byte(random[:16]))))
	}
}

// digestChallenge writes the parameters of one challenge.
func (c *Camera) digestChallenge(realm, nonce, algorithm string, isStale bool) string {
	realm, nonce = fmt.Sprintf(`realm="%s"`, realm), fmt.Sprintf(`nonce="%s"`, nonce)
	stale := fmt.Sprintf(`stale="%s"`, strings.ToUpper(fmt.Sprint(isStale)))
	how := c.algorithm(algorithm)
	switch c.sc.Challenge {
	case ChallengeRecorder:
		return realm + `, domain="::", qop="auth", ` + nonce + `, opaque=""` + how + `, ` + stale
	case ChallengeTerminal:
		return `qop="auth",` + realm + `,` + nonce + how + `,` + strings.ToLower(stale) + `, opaque="", domain="::"`
	case ChallengeOpaque:
		return realm + `, qop="auth", ` + nonce + `, opaque="` + crypt.Hash(c.id.Serial)[:32] + `"` + how + `, ` + stale
	case ChallengeNoQop:
		return realm + `, ` + nonce + how + `, ` + stale
	default:
		return `qop="auth", ` + realm + `, ` + nonce + how + `, ` + stale
	}
}

// algorithm is the parameter of that name with the comma before it; empty where it goes without saying.
func (c *Camera) algorithm(name string) string {
	switch {
	case c.sc.Algorithm == AlgorithmBare:
		return ", algorithm=" + name
	case c.sc.Algorithm == AlgorithmQuoted || name != "MD5":
		return fmt.Sprintf(`, algorithm="%s"`, name)
	default:
		return ""
	}
}
