package simcam

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
)

// Encrypted fields of requests with ?security=1&iv=, as the maker's web clients and sample code write them:
// AES-128-CBC with PKCS #7 under a key made of the password of the login, over base64 of the text.
const (
	keyRounds = 100
	keySeed   = "AaBbCcDd1234!@#$" // a public constant of the protocol
)

// hexHash is SHA-256 as lower-case hex, the form in which hashes are fed on.
func hexHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// fieldKey makes the key for fields from a password (the reversible case: without salt).
func fieldKey(password string) []byte {
	k := hexHash(password + keySeed)
	for range keyRounds - 1 {
		k = hexHash(k)
	}
	key, _ := hex.DecodeString(k[:2*aes.BlockSize]) // is hex by construction
	return key
}

// openField decrypts a field in place; an empty one stays empty.
func (c *Camera) openField(q *call, field *string) error {
	if *field == "" {
		return nil
	}
	iv, _ := hex.DecodeString(q.URL.Query().Get("iv"))
	sealed, err := hex.DecodeString(*field)
	if err != nil || len(iv) != aes.BlockSize || len(sealed) == 0 || len(sealed)%aes.BlockSize != 0 || !c.sc.Generation.since(Session) {
		return errFormat
	}
	block, err := aes.NewCipher(fieldKey(c.dev.password))
	if err != nil {
		return err
	}
	plain := make([]byte, len(sealed))
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(plain, sealed)
	pad := int(plain[len(plain)-1])
	if pad < 1 || pad > aes.BlockSize {
		return errFormat
	}
	text, err := base64.StdEncoding.DecodeString(string(plain[:len(plain)-pad]))
	*field = string(text)
	return err
}
