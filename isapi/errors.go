package isapi

import (
	"errors"

	"camreset/isapi/wire"
)

// The reasons why a call fails, for errors.Is.
var (
	ErrUnreachable     = wire.ErrUnreachable
	ErrMute            = wire.ErrMute
	ErrClosed          = wire.ErrClosed
	ErrNotHTTP         = wire.ErrNotHTTP
	ErrTLS             = wire.ErrTLS
	ErrPinChanged      = errors.New("the certificate is not the one seen before")
	ErrTLSGone         = variant{"the device no longer offers the protected connection that it had", ErrPinChanged}
	ErrTLSNew          = variant{"the device was met without protection, and now shows a certificate that was not seen before", ErrPinChanged}
	ErrOtherDevice     = errors.New("what answers has another name than the device that was asked about")
	ErrMoved           = errors.New("the device sends this on to another place, and no login goes along")
	ErrOtherPort       = errors.New("the device sends us to another port of its address, where another device may be")
	ErrForeignRedirect = errors.New("the device sends us to another host, which is not followed")
	ErrRedirects       = errors.New("the device sends us round in circles")
	ErrTooLarge        = wire.ErrTooLarge
	ErrLost            = wire.ErrLost
	ErrBusy            = errors.New("the device is busy or still starting")
	ErrNotSupported    = errors.New("the device does not know this request")
	ErrRefused         = errors.New("the device refused")
	ErrNoChallenge     = errors.New("the device does not ask for a login in a way that is understood")
	ErrShut            = errors.New("the device refuses everything for now: it may be locked after wrong passwords, or be starting")
	ErrConsent         = errors.New("this would send a password unprotected, which needs your consent")
	ErrAuth            = errors.New("wrong user name or password")
	ErrLocked          = errors.New("the device is locked after wrong passwords")
	ErrInactive        = errors.New("the device has no password yet")
	ErrAlreadyActive   = errors.New("the device has a password already")
	ErrLowPrivilege    = errors.New("the password is right, but this user may not do this")
	ErrStale           = errors.New("the login went wrong on the way, which says nothing about the password")
	ErrUnproved        = errors.New("the device neither refused nor confirmed the password")
	ErrConnections     = errors.New("the device is too busy for another login: close other programs that use it, or restart it, which loses nothing")
	ErrTooManySessions = errors.New("too many users are logged in to the device")
	ErrWeakPassword    = errors.New("the device does not accept this password")
	ErrSamePassword    = errors.New("the new password is the same as the old one")
	ErrLoginPassword   = errors.New("the device did not accept the current password for this change")
	ErrUnproven        = errors.New("this newer way of setting the first password is known from one source only: if it does not work, use the maker's SADP tool or the device's own page")
	errUnreadable      = errors.New("the answer is not understood")
	errPasswordTooLong = errors.New("more than 16 characters")
	errPasswordLetters = errors.New("other than plain ASCII characters")
	errPasswordNothing = errors.New("no characters")
	errSessionOnly     = errors.New("it takes only the login of its own web page: do this there")
	errSealedForm      = errors.New("it did not take the encrypted form; do this over https or on the camera's own page")
	errAnswers         = errors.New("answers need a question each, no question twice, and 1 to 128 characters")
	errUserNotFound    = errors.New("this user is not in the device's list")
)

// variant is a reason that is one of a more general one too.
type variant struct {
	text string
	of   error
}

func (v variant) Error() string { return v.text }

// Unwrap gives the more general reason.
func (v variant) Unwrap() error { return v.of }
