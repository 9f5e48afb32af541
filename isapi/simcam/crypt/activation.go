package crypt

import (
	"crypto/aes"
	"crypto/rsa"
	"encoding/base64"
	"encoding/hex"
	"math/big"
	"strings"
)

// The activation of firmware since 5.3.0: the client sends the modulus of an RSA-1024 key, the camera
// answers with a random text under it, and the first password comes back under that text as an AES key.
// Maker's guide and several clients agree on every step.
//
// The activation of firmware 5.7 and later ("V3"): there is one source for it, tried on one live camera: an RSA key
// of exactly 3072 bits, a text of 32, 48 or 64 hex characters under it, and the password under AES-CBC.

// ActivationModulus and ActivationModulusV3 are the sizes of a client's key, in bytes.
const (
	ActivationModulus   = 128
	ActivationModulusV3 = 384
)

const exponent = 65537 // assumed, never sent

// SealChallenge encrypts the text of an activation for the key whose modulus, of that many bytes, is given as base64 of
// hex. The error is ErrFormat for another modulus, or that of crypto/rsa.
func SealChallenge(size int, modulus, text string) (string, error) {
	raw, err := unwrap(modulus)
	if err != nil || len(raw) != size {
		return "", ErrFormat
	}
	sealed, err := sealRSA(&rsa.PublicKey{N: new(big.Int).SetBytes(raw), E: exponent}, []byte(text))
	if err != nil {
		return "", err
	}
	return wrap(sealed), nil
}

// OpenActivation takes the password out of an activation: AES-128-ECB under the challenge's text read as hex, the
// first 16 characters of that text before the password, zeros after it.
func OpenActivation(value, text string) (string, error) {
	key, _ := hex.DecodeString(text)
	sealed, err := unwrap(value)
	if err != nil || len(key) != aes.BlockSize || len(sealed) < 2*aes.BlockSize {
		return "", ErrFormat
	}
	plain, err := openECB(key, sealed)
	if err != nil {
		return "", err
	}
	return prefixed(trimmed(plain), []byte(text[:aes.BlockSize]))
}

// OpenActivationV3 takes the password out of a V3 activation: the first 16 characters of the challenge's text, then the
// password, under that text read as hex.
func OpenActivationV3(value, iv, text string) (string, error) {
	sealed, err := unwrap(value)
	if err != nil || text == "" {
		return "", ErrFormat
	}
	key, err := hex.DecodeString(text)
	if err != nil {
		return "", ErrFormat
	}
	plain, err := openCBC(key, iv, sealed)
	if err != nil {
		return "", err
	}
	return prefixed(plain, []byte(text[:aes.BlockSize]))
}

// wrap is base64 of lower-case hex, the form of all binary values here.
func wrap(raw []byte) string {
	return base64.StdEncoding.EncodeToString([]byte(hex.EncodeToString(raw)))
}

func unwrap(value string) ([]byte, error) {
	text, err := base64.StdEncoding.DecodeString(strings.TrimSpace(value))
	if err != nil {
		return nil, ErrFormat
	}
	return hex.DecodeString(string(text))
}
