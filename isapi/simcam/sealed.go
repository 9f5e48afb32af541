package simcam

import (
	"bytes"
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

// fieldKey makes the key for fields: from the password, or from its salted hash where the device is irreversible.
func fieldKey(secret string) []byte {
	k := hexHash(secret + keySeed)
	for range keyRounds - 1 {
		k = hexHash(k)
	}
	key, _ := hex.DecodeString(k[:2*aes.BlockSize]) // is hex by construction
	return key
}

// fieldSecret is what the key for fields is made of.
func (c *Camera) fieldSecret() string {
	if !c.sc.Session.irreversible() {
		return c.dev.password
	}
	salt, _ := c.id.salts(c.sc.Session)
	return hexHash(AdminUser + salt + c.dev.password)
}

// openField decrypts a field in place; an empty one stays empty.
func (c *Camera) openField(q *call, field *string) error {
	if *field == "" {
		return nil
	}
	sealed, err := hex.DecodeString(*field)
	if err != nil || !c.sc.Generation.since(Session) {
		return errFormat
	}
	plain, err := openCBC(fieldKey(c.fieldSecret()), q.URL.Query().Get("iv"), sealed)
	if err != nil {
		return err
	}
	text, err := base64.StdEncoding.DecodeString(string(plain))
	*field = string(text)
	return err
}

// openCBC decrypts AES-CBC and takes the PKCS #7 padding off.
func openCBC(key []byte, ivHex string, sealed []byte) ([]byte, error) {
	iv, _ := hex.DecodeString(ivHex)
	if len(iv) != aes.BlockSize || len(sealed) == 0 || len(sealed)%aes.BlockSize != 0 {
		return nil, errFormat
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	plain := make([]byte, len(sealed))
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(plain, sealed)
	pad := int(plain[len(plain)-1])
	if pad < 1 || pad > aes.BlockSize || !bytes.Equal(plain[len(plain)-pad:], bytes.Repeat([]byte{byte(pad)}, pad)) {
		return nil, errFormat
	}
	return plain[:len(plain)-pad], nil
}

// sealCBC encrypts one field of a reply; empty if the initialisation vector is none.
func sealCBC(key []byte, ivHex, field string) string {
	iv, _ := hex.DecodeString(ivHex)
	block, err := aes.NewCipher(key)
	if err != nil || len(iv) != aes.BlockSize {
		return ""
	}
	plain := []byte(base64.StdEncoding.EncodeToString([]byte(field)))
	pad := aes.BlockSize - len(plain)%aes.BlockSize
	plain = append(plain, bytes.Repeat([]byte{byte(pad)}, pad)...)
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(plain, plain)
	return hex.EncodeToString(plain)
}
