package sadp

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"camreset/isapi"
)

// The reset with the maker's support. All of it is known from libsadp and the
// guides of support only; no real answer was seen.

const (
	opExport = "support request"
	opImport = "support answer"
)

// maxRequest bounds what a device exports: 128 or 256 characters, 1024 in the
// newest forms (Sadp.h).
const maxRequest = 1024

// ExportRequest gives the text that goes to support, as a file (DeviceKey.xml,
// nothing around it) or as a QR code, byte for byte as the device tells it. Classes
// C and B export their code, class D its newer form (libsadp). An export
// voids the one before, and a restart voids both, so it is sent once, and what was
// told before ErrLost may be void. Support's answer is good for 48 hours (support's
// guides; 24 in that of 2015). Errors: ErrNoExport for class A, ErrClass,
// ErrNotActivated, ErrNoAnswer, ErrOther, ErrDoubled and ErrSend before it is sent, then
// ErrLost, ErrDenied and ErrUnreadable.
func ExportRequest(ctx context.Context, n Net, d Device) (string, error) {
	now, err := active(ctx, n, opExport, d)
	if err != nil {
		return "", err
	}
	types, element := "getcode", "Code"
	switch classOf(now, d) {
	case ClassD:
		types, element = "getencryptstring", "EncryptString"
	case ClassC, ClassB:
	case ClassA:
		return "", &Error{Op: opExport, Err: ErrNoExport}
	default:
		return "", &Error{Op: opExport, Err: ErrClass}
	}
	m, err := send(ctx, n, now, opExport, body(now, types, ""))
	if err != nil {
		return "", err
	}
	text := m.Get(element)
	if text == "" || len(text) > maxRequest || !printable(text) {
		return "", unreadable(opExport, m, "its request")
	}
	return text, nil
}

// Import brings support's answer in; see ReadAnswer. On classes C and D it sets the new
// password, which goes sealed as in Activate; on B and A it restores the default one,
// and password has to be zero (libsadp). A wrong answer costs a try and comes back as
// ErrDenied. Nothing on the wire shows that a password was set: nil is the device's
// word, a login is the proof, also after ErrLost. Other errors: ErrUnfitAnswer,
// ErrUnfitPassword, ErrDefaultOnly, ErrClass, ErrNotActivated, ErrNoAnswer, ErrOther,
// ErrDoubled, ErrDoubt and ErrSend before the answer is sent, then ErrNoRequest,
// ErrOverdue, ErrRiskPassword, ErrLocked.
func Import(ctx context.Context, n Net, d Device, answer string, password isapi.Secret, agreed Consent) error {
	if err := checkAnswer(answer); err != nil {
		return &Error{Op: opImport, Err: err}
	}
	now, err := active(ctx, n, opImport, d)
	if err != nil {
		return err
	}
	code := "<Code>" + escape.Replace(answer) + "</Code>"
	switch class := classOf(now, d); {
	case class == ClassD || class == ClassC:
		_, err = sendSealed(ctx, n, now, opImport, "reset", code, password, agreed)
	case class != ClassB && class != ClassA:
		err = &Error{Op: opImport, Err: ErrClass}
	case !password.IsZero():
		err = &Error{Op: opImport, Err: ErrDefaultOnly}
	default:
		if err = agreed.allow(opImport, now.Neighbour(ctx, n)); err == nil {
			_, err = send(ctx, n, now, opImport, body(now, "reset", code))
		}
	}
	return err
}

// classOf is the class of reset as told now; where that record has gaps, as told
// before.
func classOf(now, before Device) string { return cmp.Or(now.ResetClass, before.ResetClass) }

// active inquires again right before a command, and wants a device with a password.
func active(ctx context.Context, n Net, op string, d Device) (Device, error) {
	now, err := fresh(ctx, n, op, d)
	if err == nil && now.Activated == isapi.No {
		err = &Error{Op: op, Err: ErrNotActivated}
	}
	return now, err
}

// sendSealed sends a command with a password under a new exchange of keys, as in
// Activate (libsadp).
func sendSealed(ctx context.Context, n Net, now Device, op, types, elements string, password isapi.Secret, agreed Consent) (Message, error) {
	if !carriable(password) {
		return Message{}, &Error{Op: op, Err: ErrUnfitPassword}
	}
	sealed, err := exchange(ctx, n, now, op, password, agreed)
	if err != nil {
		return Message{}, err
	}
	return send(ctx, n, now, op, body(now, types, elements+"<Password>"+sealed+"</Password>"))
}

// unreadable is a success whose content makes no sense: the command had its effect.
func unreadable(op string, m Message, what string) error {
	return &Error{Op: op, Word: isapi.Clean(m.Result), Sent: true, Err: fmt.Errorf("%w: %s is missing or damaged", ErrUnreadable, what)}
}

// escape makes a text safe for XML.
var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
