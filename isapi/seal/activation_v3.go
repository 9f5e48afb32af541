package seal

import (
	"crypto/aes"
	"crypto/rsa"
	"encoding/hex"
	"io"
)

// BitsV3 is the length of the key that the newer activation wants; shorter ones were
// refused.
const BitsV3 = 3072

// ActivationV3 is Activation for the newer form: it gives the encrypted password and
// the hex digits of the bytes that its cipher starts from. Its error is ErrFormat, or
// that of reading random.
func ActivationV3(key *rsa.PrivateKey, challenge, password string, random io.Reader) (sealed, iv string, err error) {
	text, err := openChallengeV3(key, challenge)
	if err != nil {
		return "", "", err
	}
	start := make([]byte, aes.BlockSize)
	if _, err := io.ReadFull(random, start); err != nil {
		return "", "", err
	}
	sealed, err = sealPasswordV3(text, password, start)
	return sealed, hex.EncodeToString(start), err
}

// openChallengeV3 decrypts the challenge to the hex digits of an AES key of 128,
// 192 or 256 bits.
func openChallengeV3(key *rsa.PrivateKey, sealed string) (string, error) {
	text, err := decryptChallenge(key, sealed)
	if err != nil {
		return "", err
	}
	bytes, err := hex.DecodeString(text)
	if n := len(bytes); err != nil || n != 16 && n != 24 && n != 32 {
		return "", ErrFormat
	}
	return text, nil
}

// sealPasswordV3 encrypts the first 16 characters of the challenge text and the
// password with AES-CBC under the key that the text means.
func sealPasswordV3(text, password string, iv []byte) (string, error) {
	key, err := hex.DecodeString(text)
	if err != nil {
		return "", ErrFormat
	}
	sealed, err := encryptCBC(key, iv, text[:aes.BlockSize]+password)
	if err != nil {
		return "", ErrFormat
	}
	return hexBase64(sealed), nil
}
