package isapi

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rsa"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// The newer activation of firmware from about V5.7 on. One source describes it,
// and says that it worked on one camera: every error of it is ErrUnproven too.
const (
	pathChallengeV3 = "/ISAPI/System/activate/GetChallengeV3?format=json"
	pathStartV3     = "/ISAPI/System/activate/StartActivateV3?format=json"
	kindJSON        = "application/json"
	versionV3       = 3    // supportVersion of a device that wants it
	bitsV3          = 3072 // shorter keys were refused
)

// wantsV3 reports the answer with which a device of the newer form refuses the
// older one (one source).
func (e *Error) wantsV3() bool {
	return e.Status == 400 && e.Code == 6 && strings.EqualFold(e.Sub, "badParameters")
}

// activateV3 does the whole round: a challenge, and one POST with the password.
func (c *Client) activateV3(ctx context.Context, m *memory, password Secret) error {
	err := c.startV3(ctx, m, password)
	var e *Error
	if errors.As(err, &e) {
		e.Err = fmt.Errorf("%w; %w", e.Err, ErrUnproven)
	}
	return err
}

func (c *Client) startV3(ctx context.Context, m *memory, password Secret) error {
	key, err := c.cfg.Key(bitsV3)
	if err != nil {
		return &Error{Op: opActivate, Err: fmt.Errorf("making a key: %w", err)}
	}
	asked := c.postJSON(ctx, m, pathChallengeV3, map[string]string{"publicKey": publicKey(key)})
	if asked.Err != nil || asked.Status/100 != 2 {
		return asked.activationFailure()
	}
	iv := make([]byte, aes.BlockSize)
	text, err := openChallengeV3(key, asked.doc.First("challenge"))
	if err == nil {
		_, err = io.ReadFull(c.cfg.Random, iv)
	}
	if err != nil {
		return &Error{Op: opActivate, Status: asked.Status, Code: asked.Code, Sub: asked.Sub, Err: err}
	}
	sealed, err := sealPasswordV3(text, password, iv)
	if err != nil {
		return &Error{Op: opActivate, Err: err}
	}
	a := c.postJSON(ctx, m, pathStartV3, map[string]string{"password": sealed, "iv": hex.EncodeToString(iv)})
	a.lost()
	if a.succeeded() {
		return nil
	}
	return a.activationFailure()
}

// postJSON sends one POST, once.
func (c *Client) postJSON(ctx context.Context, m *memory, path string, values map[string]string) *answer {
	body, err := json.Marshal(values)
	if err != nil {
		return &answer{Reply: Reply{Err: err}}
	}
	return c.write(ctx, m, call{method: "POST", path: path, kind: kindJSON, body: string(body)})
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
		return "", fmt.Errorf("%w: %w", ErrNotSupported, errChallengeFormat)
	}
	return text, nil
}

// sealPasswordV3 encrypts the first 16 characters of the challenge text and the
// password with AES-CBC under the key that the text means.
func sealPasswordV3(text string, password Secret, iv []byte) (string, error) {
	key, err := hex.DecodeString(text)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrNotSupported, errChallengeFormat)
	}
	sealed, err := encryptCBC(key, iv, text[:aes.BlockSize]+password.Reveal())
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrNotSupported, errChallengeFormat)
	}
	return hexBase64(sealed), nil
}

// encryptCBC encrypts a text with AES-CBC, padded as PKCS #7 says.
func encryptCBC(key, iv []byte, text string) ([]byte, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	missing := aes.BlockSize - len(text)%aes.BlockSize
	data := []byte(text + strings.Repeat(string(rune(missing)), missing))
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(data, data)
	return data, nil
}
