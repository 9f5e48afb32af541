package seal

import (
	"crypto/aes"
	"crypto/rsa"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strings"
)

// ErrFormat is of a challenge that can't be opened.
var ErrFormat = errors.New("its encryption is of a kind not known here")

// PublicKey gives the modulus as the device wants it: base64 of the lower-case
// hex of all its bytes, leading zeros kept.
func PublicKey(key *rsa.PrivateKey) string {
	return hexBase64(key.N.FillBytes(make([]byte, key.Size())))
}

// hexBase64 codes bytes as base64 of their lower-case hex digits.
func hexBase64(data []byte) string {
	return base64.StdEncoding.EncodeToString([]byte(hex.EncodeToString(data)))
}

// Activation encrypts the first password of a device that answered the public key of
// key with a challenge. Its error is ErrFormat.
func Activation(key *rsa.PrivateKey, challenge, password string) (string, error) {
	text, err := openChallenge(key, challenge)
	if err != nil {
		return "", err
	}
	return sealPassword(text, password)
}

// openChallenge decrypts the device's challenge to a text of 32 hex digits. Some
// devices encrypt the 16 bytes themselves (a branch in login.js of the maker's older
// pages): they become their hex.
func openChallenge(key *rsa.PrivateKey, sealed string) (string, error) {
	text, err := decryptChallenge(key, sealed)
	if err == nil && len(text) == aes.BlockSize {
		text = hex.EncodeToString([]byte(text))
	}
	if _, wrong := hex.DecodeString(text); err == nil && (wrong != nil || len(text) != 2*aes.BlockSize) {
		err = ErrFormat
	}
	return text, err
}

// decryptChallenge opens base64 of hex of what the device encrypted for the key.
func decryptChallenge(key *rsa.PrivateKey, sealed string) (string, error) {
	digits, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(sealed), ""))
	if err != nil {
		return "", ErrFormat
	}
	cipher, err := hex.DecodeString(strings.TrimSpace(string(digits)))
	if err != nil || len(cipher) != key.Size() {
		return "", ErrFormat
	}
	// The device's own protocol is PKCS#1 v1.5; the library warns against it for
	// servers that answer an attacker, which this is not.
	plain, err := rsa.DecryptPKCS1v15(nil, key, cipher)
	if err != nil {
		return "", ErrFormat
	}
	return string(plain), nil
}

// sealPassword encrypts the first half of the challenge text and the password
// with AES-128 in single blocks, zero-padded, and codes the result as hex in
// base64. The text is the key too, as the bytes that its digits mean.
func sealPassword(text, password string) (string, error) {
	key, err := hex.DecodeString(text)
	if err != nil {
		return "", ErrFormat
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return "", ErrFormat
	}
	plain := []byte(text[:aes.BlockSize] + password)
	for len(plain)%aes.BlockSize != 0 {
		plain = append(plain, 0)
	}
	for at := 0; at < len(plain); at += aes.BlockSize {
		block.Encrypt(plain[at:], plain[at:]) // ECB: crypto/cipher rightly has none
	}
	return hexBase64(plain), nil
}
