package sadp

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"strings"

	"camreset/isapi"
)

// The reset with a GUID file, which was exported while the password was known. All
// of it is known from libsadp and manuals only.

const (
	opGUIDExport = "GUID export"
	opGUIDReset  = "GUID reset"
)

// guidSize is that of the file, in bytes (libsadp).
const guidSize = 128

// ExportGUID gives the content of the file that resets the password later, for whoever
// knows the present one, which goes sealed as in Activate; a wrong one costs a try. The
// file is as good as the password, and voids the one before; it is good once, until the
// password changes (Hikvision FAQ Knowledge Base). Errors: ErrUnfitPassword,
// ErrNotActivated, ErrNoAnswer, ErrOther, ErrDoubled, ErrDoubt and ErrSend before the
// password is sent, then ErrLost, ErrWrongPassword, ErrLocked, ErrDenied and
// ErrUnreadable.
func ExportGUID(ctx context.Context, n Net, d Device, password isapi.Secret, agreed Consent) ([]byte, error) {
	now, err := active(ctx, n, opGUIDExport, d)
	if err != nil {
		return nil, err
	}
	m, err := sendSealed(ctx, n, now, opGUIDExport, "ExportGUID", "", password, agreed)
	if err != nil {
		return nil, err
	}
	file, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(m.Get("GUID")), ""))
	if err != nil || checkGUID(file) != nil {
		return nil, unreadable(opGUIDExport, m, "its recovery file")
	}
	return file, nil
}

// GUIDReset sets a new password with the content of that file; see ReadGUID. The file
// goes as it is, filled up with zeros, the password sealed as in Activate (libsadp). A
// wrong file costs a try. Nothing on the wire shows that a password was set: nil is the
// device's word, a login is the proof, also after ErrLost. Other errors: ErrUnfitGUID,
// ErrUnfitPassword, ErrNotActivated, ErrNoAnswer, ErrOther, ErrDoubled, ErrDoubt and
// ErrSend before the file is sent, then ErrInvalidGUID, ErrRiskPassword, ErrLocked and
// ErrDenied.
func GUIDReset(ctx context.Context, n Net, d Device, file []byte, password isapi.Secret, agreed Consent) error {
	if err := checkGUID(file); err != nil {
		return &Error{Op: opGUIDReset, Err: err}
	}
	now, err := active(ctx, n, opGUIDReset, d)
	if err != nil {
		return err
	}
	full := make([]byte, guidSize)
	copy(full, file)
	_, err = sendSealed(ctx, n, now, opGUIDReset, "GUIDReset", "<GUID>"+base64.StdEncoding.EncodeToString(full)+"</GUID>", password, agreed)
	return err
}

// ReadGUID reads a GUID file as it is. Its errors are ErrUnfitGUID with what is
// wrong, and those of r.
func ReadGUID(r io.Reader) ([]byte, error) {
	file, err := io.ReadAll(io.LimitReader(r, guidSize+1))
	if err != nil {
		return nil, fmt.Errorf("reading the recovery file: %w", err)
	}
	if err := checkGUID(file); err != nil {
		return nil, err
	}
	return file, nil
}

// checkGUID refuses what no device exports, before it costs a try.
func checkGUID(file []byte) error {
	text := strings.TrimSpace(strings.TrimRight(strings.TrimPrefix(string(file), "\ufeff"), "\x00"))
	switch {
	case text == "":
		return fmt.Errorf("%w: it is empty", ErrUnfitGUID)
	case len(file) > guidSize:
		return fmt.Errorf("%w: it has more than %d bytes; its name is usually GUID, the serial number and a date", ErrUnfitGUID, guidSize)
	case text[0] == '<' && printable(strings.Join(strings.Fields(text), " ")): // other bytes may begin with anything
		return fmt.Errorf("%w: it is a text file that begins with %q", ErrUnfitGUID, isapi.Clean(text[:min(len(text), 60)]))
	}
	return nil
}
