package sadp

import (
	"errors"
	"strings"

	"camreset/isapi"
)

// The reasons why a call fails, for errors.Is.
var (
	ErrDenied        = errors.New("the device refused")
	ErrLocked        = errors.New("the device is locked after wrong tries")
	ErrWrongPassword = errors.New("wrong password")
	ErrRiskPassword  = errors.New("the device does not accept this password")
	ErrUnfitPassword = errors.New("this way carries 1 to 16 plain letters, digits and symbols only")
	ErrAlreadyActive = errors.New("the device has a password already")
	ErrNotActivated  = errors.New("the device has no password yet")
	ErrNoAnswer      = errors.New("the device did not answer")
	ErrLost          = errors.New("the answer was lost, so what the device did is not known")
	ErrUnproven      = errors.New("the device said that it did it, but that does not show yet")
	ErrConsent       = errors.New("this device takes the password only in a form that others on the network could work out, which needs your consent")
	ErrSend          = errors.New("nothing could be sent")
	ErrNoInterface   = errors.New("this computer has no network that can be used")
	ErrOther         = errors.New("another device answers with this MAC")
	ErrDoubled       = errors.New("two devices claim the same MAC, so a command would reach both")
	ErrDoubt         = errors.New("more than one device may be answering")
	ErrSettings      = errors.New("these network settings make no sense")
	ErrUnreadable    = errors.New("the datagram is not understood")
)

// The reasons why a reset by support, a mailbox or a GUID file fails, for errors.Is.
var (
	ErrNoExport    = errors.New("this device exports no request: support needs its full serial number and its start time instead")
	ErrClass       = errors.New("the device did not tell what kind of reset it has: search for it again")
	ErrDefaultOnly = errors.New("support's answer restores the default password of this device, which takes no new one with it")
	ErrNoRequest   = errors.New("the device expects no answer: none was asked for since it last started, or it took one already; export a request and ask support again")
	ErrOverdue     = errors.New("the answer came too late for the device: export a new request and ask support again")
	ErrWrongCode   = errors.New("wrong code, or one that is no longer good")
	ErrWrongAnswer = errors.New("wrong answer to a security question")
	ErrNoMailbox   = errors.New("no mailbox is stored in the device, so no code can come by e-mail")
	ErrInvalidGUID = errors.New("the device does not take this recovery file: one is good once, until the password changes or another is exported")
	ErrUnfitAnswer = errors.New("this cannot be an answer for the device")
	ErrUnfitGUID   = errors.New("this cannot be a recovery file")
)

// Error is a command that failed: what was tried, what the device said, and a
// reason for errors.Is. It never holds a secret; its texts are cleaned.
type Error struct {
	Op      string // what was tried: "activate", "support request", "mail reset", …
	Word    string // the device's result word, such as "riskPassword"; empty without an answer
	Sent    bool   // what counts left this computer: a try may be spent, an earlier request void
	Left    *int   // tries left, where told
	Minutes *int   // minutes that the lock lasts, where told
	Doubt   Doubt  // with ErrDoubt, what has to be agreed to
	Err     error  // one of this package's Err values, perhaps wrapped
}

// Error says in plain words what happened.
func (e *Error) Error() string {
	text := e.Op + ": " + e.Err.Error()
	if e.Word != "" {
		text += " (" + e.Word + ")"
	}
	return text
}

// Unwrap gives the reason.
func (e *Error) Unwrap() error { return e.Err }

// words maps result words, in lower case, to what they mean (libsadp; denied
// and failure: MatrixEditor/hiktools). "failed" also comes from a device that is busy
// starting, bound to the cloud, or has changes by this protocol switched off.
var words = map[string]error{
	"failed":        ErrDenied,
	"failure":       ErrDenied,
	"denied":        ErrDenied,
	"locked":        ErrLocked,
	"passworderror": ErrWrongPassword,
	"riskpassword":  ErrRiskPassword,
	"hasactivated":  ErrAlreadyActive,
	"notactivated":  ErrNotActivated,

	"emptyencryptstring": ErrNoRequest,
	"exportfileoverdue":  ErrOverdue,
	"codeerror":          ErrWrongCode,
	"answererror":        ErrWrongAnswer,
	"notsetmailbox":      ErrNoMailbox,
	"notexist":           ErrNoMailbox, // of the mailbox, too
	"invalidguid":        ErrInvalidGUID,
}

// failure turns an answer into the error it means, nil for success.
func failure(op string, m Message, sent bool) error {
	word := strings.ToLower(m.Result)
	if word == "success" {
		return nil
	}
	reason := words[word]
	if reason == nil {
		reason = ErrDenied // a word not known here, or none: not a success
	}
	e := &Error{Op: op, Word: isapi.Clean(m.Result), Sent: sent, Err: reason}
	e.Left = m.count(maxTries, "RetryTimes", "RetryModifyTime")
	e.Minutes = m.count(maxMinutes, "SurplusLockTime")
	return e
}
