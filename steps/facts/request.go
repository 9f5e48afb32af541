package facts

import (
	"time"

	"camreset/steps/ledger"
	"camreset/steps/text"
)

// Pending is a request for a new password that waits for its answer. It holds no
// secret: it opens nothing without the answer.
type Pending struct {
	// Kind is pendingSupport or pendingMail; empty means that there is none.
	Kind string
	// Text is the request as the camera gave it, for its QR code too.
	Text string
	// Since is when it was exported, Until how long an answer is good.
	Since, Until time.Time
	// Doubt is true after another request was asked for and its answer was lost:
	// then this one may be useless.
	Doubt bool
	// Boot is the camera's start time then: a restart makes the request useless.
	Boot string
	// File is where the request was saved, Picture where its QR code was; empty
	// where that failed.
	File, Picture string
	// MAC and Serial are those of the camera that made it.
	MAC, Serial string
	// MailBox is where the code comes to, ServiceBox where the QR code is sent to.
	MailBox, ServiceBox string
}

// The kinds of requests.
const (
	PendingSupport = "support"
	PendingMail    = "mail"
)

// AnswerLife is how long an answer is good (maker's guides of the 2020s; 24 hours
// in one of 2015).
const AnswerLife = 48 * time.Hour

// mostRequest bounds the text of a request (maker's header: 1024).
const mostRequest = 2048

// Valid says whether it is one that this program can have made.
func (p Pending) Valid() bool {
	return (p.Kind == PendingSupport || p.Kind == PendingMail) && len(p.Text) <= mostRequest
}

// Same says whether both are one request, also when one was read from a file.
func (p Pending) Same(other Pending) bool {
	return p.Kind == other.Kind && p.Since.Equal(other.Since)
}

// Of says whether it can be a request of the device of that identity.
func (p Pending) Of(ids ledger.Identity) bool {
	return !ledger.IdentityOf(p.MAC, p.Serial).Contradicts(ids)
}

// Waits is true while an answer to it would still be good.
func (p Pending) Waits(now time.Time) bool { return p.Kind != "" && now.Before(p.Until) }

// longestWait bounds what is believed of a request's end.
const longestWait = 30 * 24 * time.Hour

// Words say how it stands.
func (p Pending) Words(now time.Time) string {
	whose := map[string]string{PendingSupport: "waiting for support's file", PendingMail: "waiting for the code by e-mail"}[p.Kind]
	switch left := p.Until.Sub(now); {
	case p.Kind == "":
		return "no request is under way"
	case p.Doubt:
		return whose + ", perhaps useless: another request was made since"
	case p.Until.IsZero() || left > longestWait || left < -longestWait:
		return whose
	case left <= 0:
		return whose + ", expired " + text.Span(-left) + " ago"
	default:
		return whose + ", valid for " + text.Span(left, "more ")
	}
}
