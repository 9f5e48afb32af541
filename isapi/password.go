package isapi

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

const (
	pathUsers = "/ISAPI/Security/users"
	opChange  = "change the password"
)

// ChangePassword gives the user of a login a new password, in the plain form
// that all generations know (maker's guide, observed). Over HTTP the new
// password can be read on the way: without clear that is ErrConsent and nothing
// is sent. The current password is put into the body only after the device asked
// for it (newer firmware). Each answered request spends one login, so the login
// must be known to be right. Errors: ErrAuth, ErrLocked, ErrLowPrivilege,
// ErrWeakPassword, ErrSamePassword, ErrLoginPassword, ErrNotSupported, ErrBusy,
// and ErrLost when the change may have worked: then try the new password once.
func (c *Client) ChangePassword(ctx context.Context, login Login, newPassword Secret, clear bool) error {
	if newPassword.IsZero() {
		return &Error{Op: opChange, Err: fmt.Errorf("%w: %w", ErrWeakPassword, errPasswordNothing)}
	}
	m := c.memory()
	if err := c.find(ctx, m); err != nil {
		return &Error{Op: opChange, Err: err}
	}
	m.mu.Lock()
	readable := m.base.scheme != "https"
	m.mu.Unlock()
	if readable && !clear {
		return &Error{Op: opChange, Err: ErrConsent}
	}
	id, err := c.userID(ctx, m, login)
	if err != nil {
		return err
	}
	put := call{method: "PUT", path: pathUsers + "/" + id, kind: kindXML, body: userBody(id, login.User, newPassword, Secret{})}
	err = c.put(ctx, m, login, put)
	if errors.Is(err, ErrLoginPassword) {
		put.body = userBody(id, login.User, newPassword, login.Password)
		err = c.put(ctx, m, login, put)
	}
	return err
}

// put sends one change as a logged-in user and reads the ResponseStatus.
func (c *Client) put(ctx context.Context, m *memory, login Login, put call) error {
	a, err := c.withLogin(ctx, m, opChange, login, put)
	if err != nil || a.succeeded() {
		return err
	}
	return a.failure(opChange)
}

// userID finds the number of a user in the device's list. Where the list can't
// be read, admin is 1 (all sources); for another user that would be a guess at
// whose password is changed.
func (c *Client) userID(ctx context.Context, m *memory, login Login) (string, error) {
	a, err := c.withLogin(ctx, m, opChange, login, call{method: "GET", path: pathUsers})
	if err != nil && (!a.Done || a.Err != nil || a.Status == 401 || lockOf(a.doc).Locked == Yes || !a.sent) {
		return "", err // not a matter of the list: don't spend another login
	}
	for _, user := range a.doc.all("User") {
		if strings.EqualFold(user.first("userName"), login.User) {
			if id, ok := number(user.first("id"), 1<<16); ok {
				return fmt.Sprint(id), nil
			}
		}
	}
	if strings.EqualFold(login.User, "admin") {
		return "1", nil
	}
	return "", &Error{Op: opChange, Status: a.Status, Sub: a.Sub, Err: fmt.Errorf("%w: %w", ErrNotSupported, errUserNotFound)}
}

// userBody writes a User element, in the order that older firmware insists on.
func userBody(id, name string, password, current Secret) string {
	body := prolog + "<User><id>" + id + "</id><userName>" + escape.Replace(name) + "</userName>" +
		"<password>" + escape.Replace(password.Reveal()) + "</password>"
	if !current.IsZero() {
		body += "<loginPassword>" + escape.Replace(current.Reveal()) + "</loginPassword>"
	}
	return body + "</User>"
}

// escape uses the five names that every XML reader knows, not number codes.
var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&apos;")
