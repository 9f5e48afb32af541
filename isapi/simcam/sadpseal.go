package simcam

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"strings"
)

// Secrets under an exchange of keys, as the maker's library and a working client write them: the client sends an RSA
// key, the camera answers with random bytes under it, and the first 16 of these are the AES key of one command.
const exchangeSize = 32

// exchange hands out the bytes for one command; a new exchange replaces the one before.
func (c *Camera) exchange(p *probe) []field {
	random := make([]byte, exchangeSize)
	_, _ = rand.Read(random) // never fails
	sealed, err := sealExchange(p.Code, random)
	if err != nil {
		return result(failed)
	}
	c.ram.exchange = random
	return result(success, text("Code", sealed))
}

// sealExchange encrypts for a key of 1024 bit, given as base64 of PKCS #1.
func sealExchange(code string, random []byte) (string, error) {
	der, err := base64.StdEncoding.Strict().DecodeString(strings.TrimSpace(code))
	if err != nil {
		return "", err
	}
	key, err := x509.ParsePKCS1PublicKey(der)
	if err != nil || key.Size() != modulusSize {
		return "", errFormat
	}
	sealed, err := rsa.EncryptPKCS1v15(rand.Reader, key, random) // the protocol wants this padding
	if err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(sealed), nil
}

// takeExchange gives the pending bytes, which are good for one command; nil if there are none.
func (c *Camera) takeExchange() []byte {
	random := c.ram.exchange
	c.ram.exchange = nil
	return random
}

// openPassword takes the password out of a command: the 16 bytes of the key, then the password, padded with zeros to
// another 16.
func openPassword(random []byte, value string) (string, error) {
	plain, err := openExchange(random, value)
	if err != nil || len(plain) != 2*aes.BlockSize {
		return "", errFormat
	}
	password, ok := bytes.CutPrefix(plain, random[:aes.BlockSize])
	password = bytes.TrimRight(password, "\x00")
	if !ok || len(password) == 0 || !printable(string(password)) {
		return "", errFormat
	}
	return string(password), nil
}

// openAnswer takes the answer to a security question out of a command: nothing before it, zeros after it.
func openAnswer(random []byte, value string) (string, error) {
	plain, err := openExchange(random, value)
	return string(bytes.TrimRight(plain, "\x00")), err
}

func openExchange(random []byte, value string) ([]byte, error) {
	if len(random) < aes.BlockSize {
		return nil, errFormat
	}
	sealed, err := base64.StdEncoding.Strict().DecodeString(strings.TrimSpace(value))
	if err != nil || len(sealed) == 0 || len(sealed)%aes.BlockSize != 0 {
		return nil, errFormat
	}
	block, err := aes.NewCipher(random[:aes.BlockSize])
	if err != nil {
		return nil, err
	}
	for at := 0; at < len(sealed); at += aes.BlockSize { // ECB: each block for itself
		block.Decrypt(sealed[at:], sealed[at:])
	}
	return sealed, nil
}

// sealECB encrypts whole blocks, each for itself.
func sealECB(block cipher.Block, plain []byte) []byte {
	sealed := make([]byte, len(plain))
	for at := 0; at < len(plain); at += aes.BlockSize {
		block.Encrypt(sealed[at:], plain[at:])
	}
	return sealed
}

// padded is a text with zeros up to a size.
func padded(text string, size int) []byte {
	b := make([]byte, size)
	copy(b, text)
	return b
}
