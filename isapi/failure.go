package isapi

import (
	"errors"
	"fmt"
	"strings"

	"camreset/isapi/auth"
	"camreset/isapi/wire"
)

// Error is a call that failed: what was tried, what the device said, and a
// reason for errors.Is. It never holds a secret, and its texts are cleaned.
type Error struct {
	Op     string // what was tried, "activate" and the like
	Status int    // HTTP status, 0 = no answer
	Code   int    // statusCode of the maker's ResponseStatus, 0 = none
	Sub    string // subStatusCode, such as "riskPassword"
	Lock   Lock   // lock fields of the answer
	Err    error  // the reason: one of this package's Err… values, perhaps wrapped
}

// Error says in plain words what happened.
func (e *Error) Error() string {
	text := e.Op + ": " + e.Err.Error()
	var told []string
	if e.Status != 0 {
		told = append(told, fmt.Sprintf("HTTP %d", e.Status))
	}
	if e.Sub != "" {
		told = append(told, e.Sub)
	}
	if len(told) == 0 {
		return text
	}
	return text + " (" + strings.Join(told, ", ") + ")"
}

// Unwrap gives the reason.
func (e *Error) Unwrap() error { return e.Err }

// failure turns an answer into the error it means: the body counts before the
// HTTP status, because firmwares send the same refusal as 200, 400, 401 or 403.
func (a *answer) failure(op string) error {
	e := &Error{Op: op, Status: a.Status, Code: a.Code, Sub: a.Sub, Lock: lockOf(a.doc), Err: a.Err}
	switch {
	case errors.Is(e.Err, wire.ErrReset) && !errors.Is(e.Err, ErrLost):
		e.Err = fmt.Errorf("%w: %w", ErrConnections, e.Err)
	case e.Err != nil:
	case e.Lock.Locked == Yes:
		e.Err = ErrLocked
	case a.stale():
		e.Err = ErrStale
	case sentinelOf(a.Sub) != nil:
		e.Err = sentinelOf(a.Sub)
	case a.Status == 401:
		e.Err = ErrAuth
	case a.Status == 404:
		e.Err = ErrNotSupported
	case a.Status/100 == 3 && a.location != "":
		e.Err = ErrMoved
	case a.Status == 503, a.Code == 2:
		e.Err = ErrBusy
	case a.Status/100 == 2 && a.Code == 0:
		e.Err = fmt.Errorf("%w: %w", ErrRefused, errUnreadable)
	default:
		e.Err = ErrRefused
	}
	return e
}

// mayLogin tells why a bare request does not lead to a login. A device that
// asks for no password must never look like one that took it.
func (a *answer) mayLogin(op string) error {
	e := &Error{Op: op, Status: a.Status, Code: a.Code, Sub: a.Sub, Lock: lockOf(a.doc)}
	_, asked := auth.Choose(a.Challenges)
	switch {
	case a.Err != nil:
		return a.failure(op)
	case a.userActivated() == No:
		e.Err = ErrInactive
	case a.Status/100 == 2, a.Status == 401 && !asked && e.Lock.Locked != Yes:
		e.Err = ErrNoChallenge
	case a.Status != 401, e.Lock.Locked == Yes:
		return a.failure(op)
	default:
		return nil
	}
	return e
}
