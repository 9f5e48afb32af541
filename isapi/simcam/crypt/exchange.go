package crypt

import (
	"crypto/aes"
	"crypto/x509"
	"encoding/base64"
	"strings"
)

// Secrets of SADP under an exchange of keys, as the maker's library and a working client write them: the client sends
// an RSA key, the camera answers with random bytes under it, and the first 16 of these are the AES key of one command.

const (
	exchangeSize    = 32  // random bytes of one exchange
	exchangeModulus = 128 // bytes of the client's key
)

// Exchange answers an exchange of keys: random bytes, and the same encrypted for a key of 1024 bits, which is given as
// base64 of PKCS #1. The error is that of the key.
func Exchange(code string) (random []byte, sealed string, err error) {
	der, err := base64.StdEncoding.Strict().DecodeString(strings.TrimSpace(code))
	if err != nil {
		return nil, "", err
	}
	key, err := x509.ParsePKCS1PublicKey(der)
	if err != nil || key.Size() != exchangeModulus {
		return nil, "", ErrFormat
	}
	random = Random(exchangeSize)
	raw, err := sealRSA(key, random)
	if err != nil {
		return nil, "", err
	}
	return random, base64.StdEncoding.EncodeToString(raw), nil
}

// OpenPassword takes the password out of a command: the 16 bytes of the key, then the password, padded with zeros to
// another 16. Random is that of the exchange before it; nil if there was none, which opens nothing.
func OpenPassword(random []byte, value string) (string, error) {
	plain, err := openExchanged(random, value)
	if err != nil || len(plain) != 2*aes.BlockSize {
		return "", ErrFormat
	}
	return prefixed(trimmed(plain), random[:aes.BlockSize])
}

// OpenAnswer takes the answer to a security question out of a command: nothing before it, zeros after it.
func OpenAnswer(random []byte, value string) (string, error) {
	plain, err := openExchanged(random, value)
	return string(trimmed(plain)), err
}

func openExchanged(random []byte, value string) ([]byte, error) {
	if len(random) < aes.BlockSize {
		return nil, ErrFormat
	}
	sealed, err := base64.StdEncoding.Strict().DecodeString(strings.TrimSpace(value))
	if err != nil {
		return nil, ErrFormat
	}
	return openECB(random[:aes.BlockSize], sealed)
}
