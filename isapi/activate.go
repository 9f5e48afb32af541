package isapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"camreset/isapi/seal"
)

const (
	pathChallenge   = "/ISAPI/Security/challenge"
	pathActivate    = "/ISAPI/System/activate"
	pathChallengeV3 = "/ISAPI/System/activate/GetChallengeV3?format=json"
	pathStartV3     = "/ISAPI/System/activate/StartActivateV3?format=json"
	kindJSON        = "application/json"
	versionV3       = 3 // supportVersion of a device that wants the newer activation
	opActivate      = "activate"
)

// Activate gives an inactive device its first password, in the form that cameras and
// recorders know since V5.3.0 (ISAPI guide for access control, section 3.2), or in the
// newer one where the device tells that it wants it; errors of that one are ErrUnproven
// too. The user is always admin. Errors: ErrWeakPassword before anything is sent when
// the password can't be carried (more than 16 characters, or other than printable
// ASCII) and when the device refuses it, ErrAlreadyActive, ErrBusy while the device
// starts, ErrNotSupported with a device that takes neither form, ErrLost when the
// activation may have worked: then read the state again, never send it twice.
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
		body: prolog + "<PublicKey><key>" + seal.PublicKey(key) + "</key></PublicKey>"})
	if asked.Err != nil || asked.Status/100 != 2 {
		return asked.activationFailure()
	}
	sealed, err := seal.Activation(key, asked.doc.First("key"), password.Reveal())
	if err != nil {
		return asked.unopened(err)
	}
	a := c.write(ctx, m, call{method: "PUT", path: pathActivate, kind: kindXML, body: prolog + fmt.Sprintf(shape, sealed)})
	a.lost()
	if a.succeeded() {
		return nil
	}
	return a.activationFailure()
}

// unopened is the failure of an answer whose challenge can't be used.
func (a *answer) unopened(err error) error {
	if errors.Is(err, seal.ErrFormat) {
		err = fmt.Errorf("%w: %w", ErrNotSupported, err)
	}
	return &Error{Op: opActivate, Status: a.Status, Code: a.Code, Sub: a.Sub, Err: err}
}

// activationFailure is failure, where an Invalid Operation without a better
// reason means that the device is still starting (IPC-B121H-C, V5.8.10).
func (a *answer) activationFailure() error {
	err := a.failure(opActivate)
	var e *Error
	if errors.As(err, &e) && errors.Is(e.Err, ErrRefused) && a.Status == 403 && (a.Sub == "" || strings.EqualFold(a.Sub, "invalidOperation")) {
		e.Err = ErrBusy
	}
	return err
}

// The newer activation of firmware from about V5.7 on. It is known from one
// client, whose author saw it work on one G5 camera: every error of it is ErrUnproven too.

// wantsV3 reports the answer with which a device of the newer form refuses the
// older one (a G5 camera of about V5.7).
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
	key, err := c.cfg.Key(seal.BitsV3)
	if err != nil {
		return &Error{Op: opActivate, Err: fmt.Errorf("making a key: %w", err)}
	}
	asked := c.postJSON(ctx, m, pathChallengeV3, map[string]string{"publicKey": seal.PublicKey(key)})
	if asked.Err != nil || asked.Status/100 != 2 {
		return asked.activationFailure()
	}
	sealed, iv, err := seal.ActivationV3(key, asked.doc.First("challenge"), password.Reveal(), c.cfg.Random)
	if err != nil {
		return asked.unopened(err)
	}
	a := c.postJSON(ctx, m, pathStartV3, map[string]string{"password": sealed, "iv": iv})
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
		return failed(err)
	}
	return c.write(ctx, m, call{method: "POST", path: path, kind: kindJSON, body: string(body)})
}
