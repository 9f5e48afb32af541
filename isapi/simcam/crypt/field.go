package crypt

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/hex"
)

// Encrypted fields of requests with ?security=1&iv=, as the maker's web clients and sample code write them:
// AES-128-CBC with PKCS #7 under a key made of the password of the login, over base64 of the text.

// KeyRounds is how many hashes make the key of fields.
const KeyRounds = 100

const keySeed = "AaBbCcDd1234!@#$" // a public constant of the protocol

// FieldKey makes the key for fields: from the password, or from its SaltedPassword where the device is irreversible.
func FieldKey(secret string) []byte {
	k := Hash(secret + keySeed)
	for range KeyRounds - 1 {
		k = Hash(k)
	}
	key, _ := hex.DecodeString(k[:2*aes.BlockSize]) // is hex by construction
	return key
}

// OpenField decrypts a field, given as hex. The initialisation vector is 16 bytes as hex.
func OpenField(key []byte, ivHex, value string) (string, error) {
	sealed, err := hex.DecodeString(value)
	if err != nil {
		return "", ErrFormat
	}
	plain, err := openCBC(key, ivHex, sealed)
	if err != nil {
		return "", err
	}
	text, err := base64.StdEncoding.DecodeString(string(plain))
	return string(text), err
}

// SealField encrypts one field of a reply; empty if the initialisation vector is none.
func SealField(key []byte, ivHex, text string) string {
	iv, _ := hex.DecodeString(ivHex)
	block, err := aes.NewCipher(key)
	if err != nil || len(iv) != aes.BlockSize {
		return ""
	}
	plain := []byte(base64.StdEncoding.EncodeToString([]byte(text)))
	pad := aes.BlockSize - len(plain)%aes.BlockSize
	plain = append(plain, bytes.Repeat([]byte{byte(pad)}, pad)...)
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(plain, plain)
	return hex.EncodeToString(plain)
}
