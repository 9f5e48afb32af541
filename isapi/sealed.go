package isapi

import (
	"context"
	"crypto/aes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"

	"camreset/isapi/value"
)

const (
	pathSecurity = "/ISAPI/Security/capabilities"
	sealSeed     = "AaBbCcDd1234!@#$" // a public constant of the protocol
	sealRounds   = 100                // where keyIterateNum is 0 or not told
)

// sealer writes the texts of one request, encrypted or, without a key, plain. The
// form is that of the maker's sample code and web clients: AES-128-CBC over
// base64, under a key made of the password of the login.
type sealer struct{ key, iv []byte }

// sealKey makes the key of a login's fields. The rounds are counted in all.
func sealKey(login Login, rounds int, irreversible bool, salt string) []byte {
	k := login.Password.Reveal()
	if irreversible {
		k = hexHash(login.User + salt + k)
	}
	k += sealSeed
	for range rounds {
		k = hexHash(k)
	}
	key, _ := hex.DecodeString(k[:2*aes.BlockSize]) // is hex by construction
	return key
}

// sealKeyOf asks whether the device takes encrypted fields (securityVersion in
// its security capabilities, observed); the key is nil where it doesn't say so.
func (c *Client) sealKeyOf(ctx context.Context, m *memory, op string, login Login) ([]byte, error) {
	a, err := c.withLogin(ctx, m, op, login, call{method: "GET", path: pathSecurity + "?username=" + url.QueryEscape(login.User)})
	if err != nil {
		if a.aboutThePath() && (errors.Is(err, ErrNotSupported) || errors.Is(err, ErrRefused) || errors.Is(err, ErrLowPrivilege)) {
			return nil, nil // older firmware; a busy device would say otherwise later
		}
		return nil, err
	}
	rounds, _ := value.Number(a.doc.First("keyIterateNum"), maxRounds)
	if rounds == 0 {
		rounds = sealRounds
	}
	irreversible, salt := value.ParseTri(a.doc.First("isIrreversible")) == Yes, a.doc.First("salt")
	if len(a.doc.All("securityVersion")) == 0 || irreversible && salt == "" {
		return nil, nil
	}
	return sealKey(login, rounds, irreversible, salt), nil
}

// aboutThePath reports a refusal that concerns what was asked for, not the login:
// the next request of the same login may go out.
func (a *answer) aboutThePath() bool {
	return a.Done && a.Err == nil && a.sent && a.Status != 401 && lockOf(a.doc).Locked != Yes
}

// sealer starts one request: each has an iv of its own.
func (c *Client) sealer(key []byte) (sealer, error) {
	if key == nil {
		return sealer{}, nil
	}
	iv := make([]byte, aes.BlockSize)
	if _, err := io.ReadFull(c.cfg.Random, iv); err != nil {
		return sealer{}, fmt.Errorf("making a random number: %w", err)
	}
	return sealer{key, iv}, nil
}

// query tells the device that the fields are encrypted. The digits of the iv must
// be lower-case (maker's sample).
func (s sealer) query() string {
	if s.key == nil {
		return ""
	}
	return "?security=1&iv=" + hex.EncodeToString(s.iv)
}

// field writes the text of one element. Encrypted, it is taken as it is: the
// maker's sample does so, one of its web clients escapes it for XML first.
func (s sealer) field(text string) string {
	if s.key == nil {
		return escape.Replace(text)
	}
	sealed, err := encryptCBC(s.key, s.iv, base64.StdEncoding.EncodeToString([]byte(text)))
	if err != nil {
		return "" // a key of another length than ours: can't be
	}
	return hex.EncodeToString(sealed)
}
