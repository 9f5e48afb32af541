package simcam

import "time"

// settings is what a camera keeps without power and loses by a reset to factory defaults.
type settings struct {
	password  string // of admin; empty means inactive
	questions []Question
	recovery  Recovery
	address   string
	net       network
	guid      string // of the file that resets; empty when none is good
	mailbox   string // that was set; that of the scenario if empty, where recovery has one
	options
}

// memory is what a camera loses when its power goes.
type memory struct {
	logins      lockout            // wrong logins
	answers     lockout            // wrong answers to the security questions
	nonces      nonces             // handed out with digest challenges
	sessions    map[string]session // of logged-in browsers, by cookie
	greetings   map[string]string  // challenges of session logins that were handed out, by session
	challenge   string             // the one pending challenge of an activation; empty when there is none
	challengeV3 string             // the same of a V3 activation
	ticket      string             // right answers were given: good for one new password

	exchange []byte   // of keys, for one command of discovery; empty when there was none
	request  exported // to support
	mail     exported // a QR code for the mailbox
	secrets  map[secretKind]*lockout
}

func newMemory() memory {
	return memory{sessions: map[string]session{}, greetings: map[string]string{}, secrets: map[secretKind]*lockout{}}
}

// exported is a request that left the camera; the zero one is none. A start voids it, and so does the next export.
type exported struct {
	text string
	at   time.Time
}

// secretKind is the kind of a secret over UDP: each has a lock of its own. Whether real devices share one is not known.
type secretKind string

const (
	secretPassword secretKind = "password"
	secretCode     secretKind = "code"
	secretMail     secretKind = "mail"
	secretGUID     secretKind = "guid"
	secretAnswers  secretKind = "answers"
)

// lockout is the one of a kind.
func (m *memory) lockout(kind secretKind) *lockout {
	if m.secrets[kind] == nil {
		m.secrets[kind] = &lockout{}
	}
	return m.secrets[kind]
}
