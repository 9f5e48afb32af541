package sadp

import (
	"bytes"
	"context"
	"encoding/base64"
	"strings"

	"camreset/isapi"
)

// The reset with a code that comes to the mailbox which is stored in the device.
// All of it is known from libsadp and manuals only.

const (
	opMailRequest = "mail request"
	opMailReset   = "mail reset"
)

// Mail is what a code is asked for with: the QR code goes as a picture by e-mail to
// the service, or is scanned by the maker's app; the code then comes to the mailbox.
type Mail struct {
	QR         string // the text to draw, exactly as told
	MailBox    string // the owner's, often masked by the device; empty where not told
	ServiceBox string // the maker's or brand's; empty where not told
}

// MailRequest asks for the QR code. A new one may void the one before, so it is
// sent once. The code that it brings is good for 48 hours, until a restart or
// another mailbox (manuals of cameras and recorders). Errors: ErrNotActivated, ErrNoAnswer,
// ErrOther, ErrDoubled and ErrSend before it is sent, then ErrLost, ErrNoMailbox, ErrDenied
// and ErrUnreadable.
func MailRequest(ctx context.Context, n Net, d Device) (Mail, error) {
	now, err := active(ctx, n, opMailRequest, d)
	if err != nil {
		return Mail{}, err
	}
	m, err := send(ctx, n, now, opMailRequest, body(now, "GetQRcodes", ""))
	if err != nil {
		return Mail{}, err
	}
	mail := Mail{
		QR:         opened(m.Get("QRcodes")),
		MailBox:    isapi.Clean(opened(m.Get("MailBox"))),
		ServiceBox: isapi.Clean(opened(m.Get("MailServiceBox"))),
	}
	if mail.QR == "" || len(mail.QR) > maxRequest || !printable(mail.QR) {
		return Mail{}, unreadable(opMailRequest, m, "its QR code")
	}
	return mail, nil
}

// MailReset brings in the code that came by e-mail, with the new password, which
// goes sealed as in Activate. A wrong code costs a try. Nothing on the wire shows
// that a password was set: nil is the device's word, a login is the proof, also
// after ErrLost. Other errors: ErrUnfitAnswer, ErrUnfitPassword, ErrNotActivated,
// ErrNoAnswer, ErrOther, ErrDoubled, ErrDoubt and ErrSend before the code is sent, then ErrWrongCode,
// ErrNoMailbox, ErrRiskPassword, ErrLocked and ErrDenied.
func MailReset(ctx context.Context, n Net, d Device, code string, password isapi.Secret, agreed Consent) error {
	code = strings.TrimSpace(code)
	if err := checkAnswer(code); err != nil {
		return &Error{Op: opMailReset, Err: err}
	}
	now, err := active(ctx, n, opMailReset, d)
	if err != nil {
		return err
	}
	_, err = sendSealed(ctx, n, now, opMailReset, "MailReset", "<Code>"+escape.Replace(code)+"</Code>", password, agreed)
	return err
}

// opened reads a text in base64, perhaps from a buffer filled up with zeros; empty
// if it is none.
func opened(text string) string {
	data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil {
		return ""
	}
	data, _, _ = bytes.Cut(data, []byte{0})
	return string(data)
}
