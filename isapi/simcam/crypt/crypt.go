// Package crypt is the device's half of the maker's cryptography: what a simulated device seals, opens and compares.
// It is written from the maker's guides, libraries and web clients, independently of any client here, so that a test
// of both is a test of two readings of the same source.
//
// Nothing in it is worth imitating: PKCS #1 v1.5 without a check of who asks, AES in ECB mode, unsalted MD5. It is what
// the devices do.
package crypt

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
)

// ErrFormat says that something has not the form that the firmware expects.
var ErrFormat = errors.New("simcam: not the form the firmware expects")

// Hash is SHA-256 as lower-case hex, the form in which hashes are fed on.
func Hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// RandomHex is so many random bytes as lower-case hex, two characters for each.
func RandomHex(bytes int) string { return hex.EncodeToString(Random(bytes)) }

// Random is so many random bytes.
func Random(bytes int) []byte {
	b := make([]byte, bytes)
	_, _ = rand.Read(b) // never fails
	return b
}

// Printable tells whether a text has nothing but printable ASCII, as every password has.
func Printable(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' })
}

// sealRSA encrypts with the padding that all of the maker's protocols want.
func sealRSA(key *rsa.PublicKey, plain []byte) ([]byte, error) {
	return rsa.EncryptPKCS1v15(rand.Reader, key, plain)
}

// prefixed is the password after the first block of a plain text, which repeats the beginning of the key: how every
// password arrives.
func prefixed(plain, first []byte) (string, error) {
	password, ok := bytes.CutPrefix(plain, first)
	if !ok || len(password) == 0 || !Printable(string(password)) {
		return "", ErrFormat
	}
	return string(password), nil
}

// trimmed is a plain text without the zeros that fill its last block.
func trimmed(plain []byte) []byte { return bytes.TrimRight(plain, "\x00") }

// openECB decrypts whole blocks, each for itself.
func openECB(key, sealed []byte) ([]byte, error) {
	if len(sealed) == 0 || len(sealed)%aes.BlockSize != 0 {
		return nil, ErrFormat
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	plain := make([]byte, len(sealed))
	for at := 0; at < len(sealed); at += aes.BlockSize {
		block.Decrypt(plain[at:], sealed[at:])
	}
	return plain, nil
}

// sealECB encrypts a text with zeros up to a size, a whole number of blocks, each for itself.
func sealECB(key []byte, text string, size int) ([]byte, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	sealed := make([]byte, size)
	copy(sealed, text)
	for at := 0; at < size; at += aes.BlockSize {
		block.Encrypt(sealed[at:], sealed[at:])
	}
	return sealed, nil
}

// openCBC decrypts AES-CBC and takes the PKCS #7 padding off.
func openCBC(key []byte, ivHex string, sealed []byte) ([]byte, error) {
	iv, _ := hex.DecodeString(ivHex)
	if len(iv) != aes.BlockSize || len(sealed) == 0 || len(sealed)%aes.BlockSize != 0 {
		return nil, ErrFormat
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	plain := make([]byte, len(sealed))
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(plain, sealed)
	pad := int(plain[len(plain)-1])
	if pad < 1 || pad > aes.BlockSize || !bytes.Equal(plain[len(plain)-pad:], bytes.Repeat([]byte{byte(pad)}, pad)) {
		return nil, ErrFormat
	}
	return plain[:len(plain)-pad], nil
}
