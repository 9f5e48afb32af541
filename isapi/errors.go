package isapi

import (
	"errors"
	"fmt"
	"strings"

	"camreset/isapi/document"
	"camreset/isapi/value"
)

// The reasons why a call fails, for errors.Is.
var (
	ErrUnreachable     = errors.New("nothing answers at this address")
	ErrMute            = errors.New("the device takes the connection but says nothing")
	ErrClosed          = errors.New("the device closed the connection without an answer")
	ErrNotHTTP         = errors.New("what answers there is no web server")
	ErrTLS             = errors.New("no secure connection could be made")
	ErrPinChanged      = errors.New("the certificate is not the one seen before")
	ErrTLSGone         = variant{"the device no longer offers the protected connection that it had", ErrPinChanged}
	ErrTLSNew          = variant{"the device was met without protection, and now shows a certificate that was not seen before", ErrPinChanged}
	ErrOtherDevice     = errors.New("what answers calls itself otherwise than the device that was asked about")
	ErrMoved           = errors.New("the device sends this on to another place, and no login goes along")
	ErrOtherPort       = errors.New("the device sends us to another port of its address, where another device may be")
	ErrForeignRedirect = errors.New("the device sends us to another host, which is not followed")
	ErrRedirects       = errors.New("the device sends us round in circles")
	ErrTooLarge        = errors.New("the answer is far too large")
	ErrLost            = errors.New("the answer was lost, so what the device did is not known")
	ErrBusy            = errors.New("the device is busy or still starting")
	ErrNotSupported    = errors.New("the device does not know this request")
	ErrRefused         = errors.New("the device refused")
	ErrNoChallenge     = errors.New("the device does not ask for a login in a way that is understood")
	ErrConsent         = errors.New("this would send a password unprotected, which needs your consent")
	ErrAuth            = errors.New("wrong user name or password")
	ErrLocked          = errors.New("the device is locked after wrong passwords")
	ErrInactive        = errors.New("the device is not active yet: it has no password")
	ErrAlreadyActive   = errors.New("the device is active already: it has a password")
	ErrLowPrivilege    = errors.New("the password is right, but this user may not do this")
	ErrStale           = errors.New("the device did not take the one-time number of this login, which says nothing about the password")
	ErrUnproved        = errors.New("the device neither refused nor confirmed the password")
	ErrConnections     = errors.New("the device takes no more connections: close other programs that use it, or restart it; that frees them in under a minute and loses nothing")
	ErrTooManySessions = errors.New("too many users are logged in to the device")
	ErrWeakPassword    = errors.New("the device does not accept this password")
	ErrSamePassword    = errors.New("the new password is the same as the old one")
	ErrLoginPassword   = errors.New("the device did not accept the current password for this change")
	ErrUnproven        = errors.New("this newer way of activation is known from one source only; if it doesn't work, use the maker's SADP tool or the camera's own page")
	errReset           = errors.New("it broke the connection off")
	errProtocol        = errors.New("it wants to go over to another protocol")
	errUnreadable      = errors.New("the answer is not understood")
	errPasswordTooLong = errors.New("more than 16 characters")
	errPasswordLetters = errors.New("other than plain ASCII characters")
	errPasswordNothing = errors.New("no characters")
	errSessionOnly     = errors.New("it takes only the login of its own web page: do this there")
	errSealedForm      = errors.New("it did not take the encrypted form; do this over https or on the camera's own page")
	errAnswers         = errors.New("answers need a question each, no question twice, and 1 to 128 characters")
	errUserNotFound    = errors.New("this user is not in the device's list")
	errChallengeFormat = errors.New("its encryption is of a kind not known here")
)

// variant is a reason that is one of a more general one too.
type variant struct {
	text string
	of   error
}

func (v variant) Error() string { return v.text }

// Unwrap gives the more general reason.
func (v variant) Unwrap() error { return v.of }

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

// reasons maps sub-status codes, in lower case, to what they mean for a person.
// Spellings are the maker's own (MgmtLoked, passworLlen). Sources: the maker's
// guides and its web clients; the common ones also observed.
var reasons = map[string]error{
	"notactivated":               ErrInactive,
	"theaccountisnotactivated":   ErrInactive,
	"hasactivated":               ErrAlreadyActive,
	"riskpassword":               ErrWeakPassword,
	"passworllennomorethan16":    ErrWeakPassword,
	"cannotsameasoldpassword":    ErrSamePassword,
	"loginpassworderror":         ErrLoginPassword,
	"administratorpassworderror": ErrLoginPassword,
	"originalpasserror":          ErrLoginPassword,
	"lowprivilege":               ErrLowPrivilege,
	"badauthorization":           ErrAuth,
	"pwderrorloginfailed":        ErrAuth,
	"mgmtlokederror":             ErrLocked,
	"maxpasswordattempts":        ErrLocked,
	"maxsessionuserlink":         ErrTooManySessions,
	"deployexceedmax":            ErrConnections,
	"nomemory":                   ErrBusy,
	"upgrading":                  ErrBusy,
	"devicebusy":                 ErrBusy,
	"notsupport":                 ErrNotSupported,
	"methodnotallowed":           ErrNotSupported,
	"badparameters":              ErrNotSupported,
	"passworddecodeerror":        ErrNotSupported,
	"messageparameterslack":      ErrNotSupported,
	"badxmlformat":               ErrNotSupported,
	"badxmlcontent":              ErrNotSupported,
}

// sentinelOf gives the reason that a sub-status names, nil if it names none.
func sentinelOf(sub string) error { return reasons[strings.ToLower(sub)] }

// numbers names the errorCode numbers of replies that carry no sub-status (maker's guide).
var numbers = map[int]string{
	0x10000002: "riskPassword", 0x20000001: "noMemory", 0x20000003: "upgrading",
	0x30000008: "passwordDecodeError", 0x40000001: "notSupport", 0x40000002: "lowPrivilege",
	0x40000003: "badAuthorization", 0x40000004: "methodNotAllowed", 0x40000006: "invalidOperation",
	0x40000007: "notActivated", 0x40000008: "hasActivated", 0x4000000B: "maxSessionUserLink",
	0x4000000C: "loginPasswordError", 0x4000000D: "MgmtLokedError", 0x40001055: "pwdErrorLoginFailed",
	0x400010E8: "cannotSameAsOldPassword", 0x400010E9: "originalPassError",
	0x60000001: "badParameters", 0x60000042: "administratorPasswordError", 0x6000005F: "passworLlenNoMoreThan16",
}

// subOf gives the sub-status of a reply, by name or by number.
func subOf(doc *document.Node) string {
	if sub := doc.First("subStatusCode"); sub != "" {
		return Clean(sub)
	}
	n, _ := value.Number(doc.First("errorCode"), 1<<31-1)
	return numbers[n]
}

// failure turns an answer into the error it means: the body counts before the
// HTTP status, because firmwares send the same refusal as 200, 400, 401 or 403.
func (a *answer) failure(op string) error {
	e := &Error{Op: op, Status: a.Status, Code: a.Code, Sub: a.Sub, Lock: lockOf(a.doc), Err: a.Err}
	switch {
	case errors.Is(e.Err, errReset) && !errors.Is(e.Err, ErrLost):
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
