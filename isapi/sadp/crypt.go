package sadp

import (
	"crypto/aes"
	"crypto/md5"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strings"

	"camreset/isapi"
)

// ecb encrypts whole blocks in place, each for itself, which is the protocol's
// way; crypto/cipher rightly has none.
func ecb(key, text []byte) ([]byte, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	for at := 0; at < len(text); at += aes.BlockSize {
		block.Encrypt(text[at:], text[at:])
	}
	return text, nil
}

// fixedKey is a public constant of the protocol (libsadp): it hides
// version texts from a glance, no more.
const fixedKey = "HKSADPPRIVATEKEY"

// openFixed reads a text under the fixed key, empty if it isn't one. Known from
// libsadp only.
func openFixed(sealed string) string {
	data, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil || len(data) == 0 || len(data)%aes.BlockSize != 0 {
		return ""
	}
	block, err := aes.NewCipher([]byte(fixedKey))
	if err != nil {
		return ""
	}
	for at := 0; at < len(data); at += aes.BlockSize {
		block.Decrypt(data[at:], data[at:])
	}
	text, _, _ := strings.Cut(string(data), "\x00")
	return isapi.Clean(text)
}

// publicKey is what exchangecode carries: PKCS #1, not the X.509 form around it
// (libsadp, hikvision-sadp-demo).
func publicKey(key *rsa.PrivateKey) string {
	return base64.StdEncoding.EncodeToString(x509.MarshalPKCS1PublicKey(&key.PublicKey))
}

var errExchange = errors.New("its half of the key exchange is not understood")

// openExchange gives the first 16 bytes of the device's random text, which are
// the key as they are (libsadp, hikvision-sadp-demo).
func openExchange(key *rsa.PrivateKey, code string) ([]byte, error) {
	sealed, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(code), ""))
	if err != nil || len(sealed) != key.Size() {
		return nil, errExchange
	}
	// The device's own protocol is PKCS#1 v1.5; the library warns against it for
	// servers that answer an attacker, which this is not.
	random, err := rsa.DecryptPKCS1v15(nil, key, sealed)
	if err != nil || len(random) < aes.BlockSize {
		return nil, errExchange
	}
	return random[:aes.BlockSize], nil
}

// carriable reports whether a password fits into the one block that it has.
func carriable(password isapi.Secret) bool {
	text := password.Reveal()
	return text != "" && len(text) <= aes.BlockSize && isPlain(text)
}

// isPlain reports whether a text is printable ASCII only.
func isPlain(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' })
}

// sealNew encrypts a new password: the exchanged bytes, then the password padded
// with zeros (libsadp, hikvision-sadp-demo).
func sealNew(exchanged []byte, password isapi.Secret) (string, error) {
	text := make([]byte, 2*aes.BlockSize)
	copy(text, exchanged)
	copy(text[aes.BlockSize:], password.Reveal())
	sealed, err := ecb(exchanged, text)
	return base64.StdEncoding.EncodeToString(sealed), err
}

// proofOf is the password field of update: MD5 of the password or, with a salt,
// of the salted SHA-256; where the device wants it encrypted, that and the
// request's Uuid under itself as the key (libsadp, hikvision-sadp-demo; the
// plain form also in a capture of Skylight Cyber, 2023).
func proofOf(user, salt string, encrypt bool, uuid string, password isapi.Secret) (string, error) {
	digest := md5.Sum([]byte(password.Reveal()))
	if salt != "" {
		hash := sha256.Sum256([]byte(user + salt + password.Reveal()))
		digest = md5.Sum([]byte(hex.EncodeToString(hash[:])))
	}
	if !encrypt {
		return base64.StdEncoding.EncodeToString(digest[:]), nil
	}
	text := make([]byte, 4*aes.BlockSize)
	copy(text, append(digest[:], ";"+uuid...))
	sealed, err := ecb(digest[:], text)
	return base64.StdEncoding.EncodeToString(sealed), err
}
