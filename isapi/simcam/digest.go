package simcam

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"slices"
	"strings"
)

// hashFor tells the hash of an offered digest algorithm; nil means that it was not offered.
func (c *Camera) hashFor(algorithm string) func() hash.Hash {
	offersSHA := slices.Contains([]AuthForm{AuthSHA256, AuthBoth, AuthBothOneLine}, c.auth())
	switch strings.ToUpper(algorithm) {
	case "", "MD5":
		if auth := c.auth(); auth != AuthSHA256 && auth != AuthBasic && auth != AuthNone {
			return md5.New
		}
	case "SHA-256":
		if offersSHA {
			return sha256.New
		}
	}
	return nil
}

// checkBasic tells whether Basic credentials are right.
func (c *Camera) checkBasic(credentials string) verdict {
	text, err := base64.StdEncoding.DecodeString(credentials)
	if err != nil || !c.offersBasic() || c.settings.password == "" || string(text) != AdminUser+":"+c.settings.password {
		return wrong
	}
	return right
}

// checkDigest tells whether a digest answer is right (RFC 7616, and RFC 2069 when it names no qop).
// Only a right answer can be stale: a wrong one to an old nonce is a wrong try.
func (c *Camera) checkDigest(q *call, credentials string) verdict {
	p := parameters(credentials)
	newHash := c.hashFor(p["algorithm"])
	if newHash == nil || c.settings.password == "" || p["username"] != AdminUser || p["realm"] != c.realm(q) || p["uri"] != q.RequestURI {
		return wrong
	}
	h := func(parts ...string) string {
		sum := newHash()
		_, _ = sum.Write([]byte(strings.Join(parts, ":")))
		return hex.EncodeToString(sum.Sum(nil))
	}
	secret, target := h(AdminUser, c.realm(q), c.settings.password), h(q.Method, p["uri"])
	expected := h(secret, p["nonce"], target)
	if p["qop"] != "" {
		expected = h(secret, p["nonce"], p["nc"], p["cnonce"], p["qop"], target)
	}
	if p["qop"] != "" && p["qop"] != "auth" || !strings.EqualFold(p["response"], expected) {
		return wrong
	}
	if !c.ram.nonces.use(p["nonce"], q.RequestURI, c.sc.NonceUses, c.sc.NonceBound) {
		return stale
	}
	if c.sc.Stale > 0 {
		c.sc.Stale--
		return stale
	}
	return right
}

// parameters splits name=value pairs with commas between them; values may be quoted.
func parameters(text string) map[string]string {
	found := map[string]string{}
	for text = strings.TrimLeft(text, " ,"); text != ""; text = strings.TrimLeft(text, " ,") {
		name, rest, ok := strings.Cut(text, "=")
		if !ok {
			break
		}
		var value string
		if quoted, isQuoted := strings.CutPrefix(rest, `"`); isQuoted {
			value, rest, _ = strings.Cut(quoted, `"`)
		} else {
			value, rest, _ = strings.Cut(rest, ",")
		}
		found[strings.ToLower(strings.TrimSpace(name))] = strings.TrimSpace(value)
		text = rest
	}
	return found
}
