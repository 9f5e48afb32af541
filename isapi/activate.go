package isapi

import (
	"context"
	"crypto/aes"
	"crypto/rsa"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
)

const (
	pathChallenge = "/ISAPI/Security/challenge"
	pathActivate  = "/ISAPI/System/activate"
	opActivate    = "activate"
	prolog        = `<?xml version="1.0" encoding="UTF-8"?>`
	kindXML       = "application/xml"
)

// Activate gives an inactive device its first password, in the form that
// cameras and recorders know since V5.3.0 (maker's guide and several clients), or
// in the newer one where the device tells that it wants it; errors of that one
// are ErrUnproven too. The user is always admin. Errors: ErrWeakPassword before anything is sent when
// the password can't be carried (more than 16 characters, or other than
// printable ASCII) and when the device refuses it, ErrAlreadyActive, ErrBusy
// while the device starts, ErrNotSupported with a device that takes neither
// form, ErrLost when the activation may have worked: then read the state again,
// never send it twice.
func (c *Client) Activate(ctx context.Context, password Secret) error {
	if err := carriable(password); err != nil {
		return &Error{Op: opActivate, Err: err}
	}
	m := c.memory()
	m.agree()
	// Reading the state first costs nothing, and finds TLS and redirects, which
	// a write doesn't follow.
	status := c.ActivateStatus(ctx)
	switch {
	case !status.Done:
		return &Error{Op: opActivate, Err: status.Err}
	case status.Activated == Yes:
		return &Error{Op: opActivate, Status: status.Status, Sub: status.Sub, Err: ErrAlreadyActive}
	}
	if status.Version == versionV3 {
		return c.activateV3(ctx, m, password)
	}
	err := c.activateLegacy(ctx, m, password, `<ActivateInfo><password>%s</password></ActivateInfo>`)
	// In both cases the device has said that it did nothing with what was sent, so
	// the one time that the other form is sent is no repetition.
	var refusal *Error
	switch {
	case !errors.As(err, &refusal):
	case strings.EqualFold(refusal.Sub, "MessageParametersLack"): // face terminals want it wrapped
		return c.activateLegacy(ctx, m, password, `<Activate version="2.0" xmlns="http://www.isapi.org/ver20/XMLSchema">`+
			`<ActivateInfo><password>%s</password></ActivateInfo></Activate>`)
	case refusal.wantsV3():
		return c.activateV3(ctx, m, password)
	}
	return err
}

// carriable refuses a password that the encrypted form has no room or letters for.
func carriable(password Secret) error {
	text := password.Reveal()
	var why error
	switch {
	case text == "":
		why = errPasswordNothing
	case !plain(text):
		why = errPasswordLetters
	case len(text) > 16:
		why = errPasswordTooLong
	default:
		return nil
	}
	return fmt.Errorf("%w: %w", ErrWeakPassword, why)
}

// activateLegacy does one round: a fresh challenge, and one PUT with the
// encrypted password in the given shape.
func (c *Client) activateLegacy(ctx context.Context, m *memory, password Secret, shape string) error {
	key, err := c.cfg.Key(1024)
	if err != nil {
		return &Error{Op: opActivate, Err: fmt.Errorf("making a key: %w", err)}
	}
	asked := c.write(ctx, m, call{method: "POST", path: pathChallenge, kind: kindXML,
		body: prolog + "<PublicKey><key>" + publicKey(key) + "</key></PublicKey>"})
	if asked.Err != nil || asked.Status/100 != 2 {
		return asked.activationFailure()
	}
	text, err := openChallenge(key, asked.doc.First("key"))
	if err != nil {
		return &Error{Op: opActivate, Status: asked.Status, Code: asked.Code, Sub: asked.Sub, Err: err}
	}
	sealed, err := sealPassword(text, password)
	if err != nil {
		return &Error{Op: opActivate, Err: err}
	}
	a := c.write(ctx, m, call{method: "PUT", path: pathActivate, kind: kindXML, body: prolog + fmt.Sprintf(shape, sealed)})
	a.lost()
	if a.succeeded() {
		return nil
	}
	return a.activationFailure()
}

// activationFailure is failure, where an Invalid Operation without a better
// reason means that the device is still starting (one source).
func (a *answer) activationFailure() error {
	err := a.failure(opActivate)
	var e *Error
	if errors.As(err, &e) && errors.Is(e.Err, ErrRefused) && a.Status == 403 && (a.Sub == "" || strings.EqualFold(a.Sub, "invalidOperation")) {
		e.Err = ErrBusy
	}
	return err
}

// write sends a request with a body once, on a connection of its own, to the
// place where the last probe found the device. Redirects are not followed.
func (c *Client) write(ctx context.Context, m *memory, call call) *answer {
	end, err := c.alone(ctx)
	if err != nil {
		return &answer{Reply: Reply{Err: err}}
	}
	defer end()
	if err := c.find(ctx, m); err != nil {
		return &answer{Reply: Reply{Err: err}}
	}
	m.mu.Lock()
	at := m.base
	m.mu.Unlock()
	if err := m.agreedTo(at); err != nil {
		return &answer{Reply: Reply{Err: err}}
	}
	to, err := c.server(at).Parse(call.path)
	if err != nil {
		return &answer{Reply: Reply{Err: err}}
	}
	call.fresh = true
	a := c.send(ctx, to, call)
	if a.Err == nil && a.Status/100 == 3 {
		a.Err = ErrMoved
	}
	return a
}

// succeeded reports whether the device says that it did it: statusCode 1, or 7,
// which asks for a restart on top (maker's guide). HTTP 200 alone says nothing.
func (a *answer) succeeded() bool {
	return a.Err == nil && a.Status/100 == 2 && (a.Code == 1 || a.Code == 7) && sentinelOf(a.Sub) == nil
}

// publicKey gives the modulus as the device wants it: base64 of the lower-case
// hex of all its bytes, leading zeros kept.
func publicKey(key *rsa.PrivateKey) string {
	return hexBase64(key.N.FillBytes(make([]byte, key.Size())))
}

func hexBase64(data []byte) string {
	return base64.StdEncoding.EncodeToString([]byte(hex.EncodeToString(data)))
}

// openChallenge decrypts the device's challenge to a text of 32 hex digits. Some
// devices encrypt the 16 bytes themselves (one source): they become their hex.
func openChallenge(key *rsa.PrivateKey, sealed string) (string, error) {
	text, err := decryptChallenge(key, sealed)
	if err == nil && len(text) == aes.BlockSize {
		text = hex.EncodeToString([]byte(text))
	}
	if _, wrong := hex.DecodeString(text); err == nil && (wrong != nil || len(text) != 2*aes.BlockSize) {
		err = fmt.Errorf("%w: %w", ErrNotSupported, errChallengeFormat)
	}
	return text, err
}

// decryptChallenge opens base64 of hex of what the device encrypted for the key.
func decryptChallenge(key *rsa.PrivateKey, sealed string) (string, error) {
	digits, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(sealed), ""))
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrNotSupported, errChallengeFormat)
	}
	cipher, err := hex.DecodeString(strings.TrimSpace(string(digits)))
	if err != nil || len(cipher) != key.Size() {
		return "", fmt.Errorf("%w: %w", ErrNotSupported, errChallengeFormat)
	}
	// The device's own protocol is PKCS#1 v1.5; the library warns against it for
	// servers that answer an attacker, which this is not.
	plain, err := rsa.DecryptPKCS1v15(nil, key, cipher)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrNotSupported, errChallengeFormat)
	}
	return string(plain), nil
}

// sealPassword encrypts the first half of the challenge text and the password
// with AES-128 in single blocks, zero-padded, and codes the result as hex in
// base64. The text is the key too, as the bytes that its digits mean.
func sealPassword(text string, password Secret) (string, error) {
	key, err := hex.DecodeString(text)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrNotSupported, errChallengeFormat)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrNotSupported, errChallengeFormat)
	}
	plain := []byte(text[:aes.BlockSize] + password.Reveal())
	for len(plain)%aes.BlockSize != 0 {
		plain = append(plain, 0)
	}
	for at := 0; at < len(plain); at += aes.BlockSize {
		block.Encrypt(plain[at:], plain[at:]) // ECB: crypto/cipher rightly has none
	}
	return hexBase64(plain), nil
}
