package isapi

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"camreset/isapi/seal"
	"camreset/isapi/value"
)

const (
	pathUsers = "/ISAPI/Security/users"
	opChange  = "change the password"
)

// ChangePassword gives the user of a login a new password (ISAPI guide, section 5.7).
// Over TLS it travels in the plain form that all generations know, over HTTP in the
// encrypted form where the device says that it takes it (package seal). Else it could
// be read on the way: without clear that is ErrConsent, and nothing but the question
// was sent. The current password is put into the body only after the device asked for
// it (newer firmware). Each answered request spends one login, so the login must be
// known to be right. Errors: ErrAuth, ErrLocked, ErrLowPrivilege, ErrWeakPassword,
// ErrSamePassword, ErrLoginPassword, ErrNotSupported, ErrBusy, and ErrLost when the
// change may have worked: then try the new password once.
func (c *Client) ChangePassword(ctx context.Context, login Login, newPassword Secret, clear bool) error {
	if newPassword.IsZero() {
		return &Error{Op: opChange, Err: fmt.Errorf("%w: %w", ErrWeakPassword, errPasswordNothing)}
	}
	ch, err := c.change(ctx, opChange, login, clear)
	if err != nil {
		return err
	}
	id, err := ch.userID(ctx)
	if err != nil {
		return err
	}
	path := pathUsers + "/" + id
	err = ch.put(ctx, path, userBody(id, login.User, newPassword, Secret{}))
	if errors.Is(err, ErrLoginPassword) {
		err = ch.put(ctx, path, userBody(id, login.User, newPassword, login.Password))
	}
	return err
}

// userID finds the number of a user in the device's list. Where the list can't be read,
// admin is 1, where the maker's older web SDKs write unread; for another user that
// would be a guess at whose password is changed.
func (ch *change) userID(ctx context.Context) (string, error) {
	a, err := ch.c.withLogin(ctx, ch.m, ch.op, ch.login, call{method: "GET", path: pathUsers})
	if err != nil && !a.aboutThePath() {
		return "", noSession(err) // not a matter of the list: don't spend another login
	}
	for _, user := range a.doc.All("User") {
		if strings.EqualFold(user.First("userName"), ch.login.User) {
			if id, ok := value.Number(user.First("id"), 1<<16); ok {
				return fmt.Sprint(id), nil
			}
		}
	}
	if strings.EqualFold(ch.login.User, "admin") {
		return "1", nil
	}
	return "", &Error{Op: ch.op, Status: a.Status, Sub: a.Sub, Err: fmt.Errorf("%w: %w", ErrNotSupported, errUserNotFound)}
}

// userBody writes a User element, in the order that older firmware insists on.
func userBody(id, name string, password, current Secret) func(seal.Fields) string {
	return func(s seal.Fields) string {
		body := "<User><id>" + id + "</id><userName>" + s.Text(name) + "</userName>" +
			"<password>" + s.Text(password.Reveal()) + "</password>"
		if !current.IsZero() {
			body += "<loginPassword>" + s.Text(current.Reveal()) + "</loginPassword>"
		}
		return body + "</User>"
	}
}
