package sadp

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"fmt"

	"camreset/isapi"
)

const opActivate = "activate"

// keyBits is what devices know (libsadp); whether they take others is not
// known. A new key for every operation keeps an old one from being of use.
const keyBits = 1024

// Activate gives an inactive device its first password; the user is admin. It asks
// for the device's half of the key and sends the password, each once, from the
// interface on which d was heard, and is done when a new inquiry shows the device
// as active, also after a lost answer. Errors: ErrUnfitPassword before anything is
// sent, ErrAlreadyActive, ErrNoAnswer, ErrOther, ErrDoubled, ErrDoubt and ErrSend
// before the password is, then ErrRiskPassword and ErrDenied by the device's word, and those of a
// command whose effect doesn't show: ErrUnproven, ErrNoAnswer, ErrLost.
func Activate(ctx context.Context, n Net, d Device, password isapi.Secret, agreed Consent) error {
	if !carriable(password) {
		return &Error{Op: opActivate, Err: ErrUnfitPassword}
	}
	now, err := fresh(ctx, n, opActivate, d)
	if err != nil {
		return err
	}
	if now.Activated == isapi.Yes {
		return &Error{Op: opActivate, Err: ErrAlreadyActive}
	}
	sealed, err := exchange(ctx, n, now, opActivate, password, agreed)
	if err != nil {
		return err
	}
	_, told := send(ctx, n, now, opActivate, body(now, "activate", "<Password>"+sealed+"</Password>"))
	return conclude(ctx, n, opActivate, now, told, func(d Device) bool { return d.Activated == isapi.Yes && !d.Old })
}

// exchange gets the device's half of the key and seals a password with it. Anybody
// on the cable can answer in the device's place; the device answers too then.
func exchange(ctx context.Context, n Net, d Device, op string, password isapi.Secret, agreed Consent) (string, error) {
	uuid, err := newUUID(n.Random)
	if err != nil {
		return "", &Error{Op: op, Err: err}
	}
	key, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		return "", &Error{Op: op, Err: fmt.Errorf("making a key: %w", err)}
	}
	answers, err := ask(ctx, n, d, command{op: op, uuid: uuid, more: rivalWait,
		elements: "<MAC>" + d.wireMAC() + "</MAC><Types>exchangecode</Types><Code>" + publicKey(key) + "</Code>"})
	if err != nil {
		return "", err
	}
	m := chosen(answers, d).message
	if err := agreed.allow(op, n.doubt(ctx, d, answers)); err != nil {
		return "", err
	}
	if err := failure(op, m, false); err != nil {
		return "", err
	}
	half, err := openExchange(key, m.Get("Code"))
	if err != nil {
		return "", &Error{Op: op, Err: fmt.Errorf("%w: %w", ErrUnreadable, err)}
	}
	sealed, err := sealNew(half, password)
	if err != nil {
		return "", &Error{Op: op, Err: err}
	}
	return sealed, nil
}
