package seal

import (
	"crypto/aes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
)

const (
	fieldSeed     = "AaBbCcDd1234!@#$" // a public constant of the protocol
	defaultRounds = 100                // where keyIterateNum is 0 or not told
)

// FieldKey makes the key of a login's fields. The rounds are counted in all; 0 is the
// protocol's usual number.
func FieldKey(user, password string, rounds int, irreversible bool, salt string) []byte {
	k := password
	if irreversible {
		k = hexHash(user + salt + k)
	}
	k += fieldSeed
	if rounds == 0 {
		rounds = defaultRounds
	}
	for range rounds {
		k = hexHash(k)
	}
	key, _ := hex.DecodeString(k[:2*aes.BlockSize]) // is hex by construction
	return key
}

// Fields writes the texts of one request, encrypted or, without a key, plain. The
// form is that of the maker's C# sample and of its web SDK: AES-128-CBC over
// base64, under a key made of the password of the login.
type Fields struct{ key, iv []byte }

// NewFields starts one request: each has an iv of its own. A nil key means plain.
func NewFields(key []byte, random io.Reader) (Fields, error) {
	if key == nil {
		return Fields{}, nil
	}
	iv := make([]byte, aes.BlockSize)
	if _, err := io.ReadFull(random, iv); err != nil {
		return Fields{}, fmt.Errorf("making a random number: %w", err)
	}
	return Fields{key, iv}, nil
}

// Encrypted reports that the texts are.
func (f Fields) Encrypted() bool { return f.key != nil }

// Query tells the device that the fields are encrypted. The digits of the iv must
// be lower-case (the C# sample).
func (f Fields) Query() string {
	if f.key == nil {
		return ""
	}
	return "?security=1&iv=" + hex.EncodeToString(f.iv)
}

// Text writes the text of one element. Encrypted, it is taken as it is: the
// C# sample does so, the web SDK escapes it for XML first.
func (f Fields) Text(text string) string {
	if f.key == nil {
		return Escape(text)
	}
	sealed, err := encryptCBC(f.key, f.iv, base64.StdEncoding.EncodeToString([]byte(text)))
	if err != nil {
		return "" // a key of another length than ours: can't be
	}
	return hex.EncodeToString(sealed)
}

// Escape makes a text safe for XML with the five names that every XML reader knows,
// not with number codes.
func Escape(text string) string { return escape.Replace(text) }

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&apos;")
