package simcam

import (
	"cmp"
	"encoding/xml"
	"net/http"
	"strings"

	"camreset/isapi/simcam/crypt"
)

// The session login of newer web pages, as the maker's web clients and captures of devices show it.

const (
	sessionMemory   = 32 // greetings kept at a time
	sessionIDLength = 32 // bytes
)

// sessionCap has one of the shapes seen: without salt, with salt and tag, with two salts.
type sessionCap struct {
	XMLName xml.Name `xml:"SessionLoginCap"`
	document
	ID           string `xml:"sessionID"`
	Challenge    string `xml:"challenge"`
	Iterations   int    `xml:"iterations"`
	RTSP         bool   `xml:"isSupportRTSPWithSession,omitempty"`
	Irreversible bool   `xml:"isIrreversible,omitempty"`
	LongTerm     *yesNo `xml:"isSessionIDValidLongTerm"`
	Tag          *yesNo `xml:"isSupportSessionTag"`
	Version      string `xml:"sessionIDVersion,omitempty"`
	Salt         string `xml:"salt,omitempty"`
	Salt2        string `xml:"salt2,omitempty"`
}

// yesNo is a truth value that lists what it could be.
type yesNo struct {
	Opt   string `xml:"opt,attr"`
	Value bool   `xml:",chardata"`
}

func (c *Camera) sessionCapabilities(q *call) reply {
	form := c.sc.Session
	if form == SessionNone {
		return c.notSupported(q)
	}
	if len(c.ram.greetings) >= sessionMemory {
		clear(c.ram.greetings)
	}
	id, challenge := crypt.RandomHex(sessionIDLength), crypt.RandomHex(16)
	c.ram.greetings[id] = challenge
	told := sessionCap{document: c.document(), ID: id, Challenge: challenge, Iterations: crypt.SessionRounds}
	told.Irreversible = form.irreversible()
	told.Salt, told.Salt2 = c.id.salts(form)
	switch {
	case form == SessionTwoSalts:
		told.RTSP, told.Version = true, sessionVersion(form)
	case told.Irreversible:
		const opt = "true,false"
		told.LongTerm, told.Tag, told.Version = &yesNo{opt, false}, &yesNo{opt, true}, sessionVersion(form)
	}
	return xmlReply(http.StatusOK, told)
}

// sessionVersion is what sessionIDVersion says; empty in the first version.
func sessionVersion(form SessionForm) string {
	switch {
	case form == SessionTwoSalts:
		return "2.1"
	case form.irreversible():
		return "2"
	default:
		return ""
	}
}

// sessionHash is the value that a client sends instead of the password.
func sessionHash(form SessionForm, id Identity, password, challenge string) string {
	if !form.irreversible() {
		return crypt.SessionHash(password, challenge)
	}
	salt, salt2 := id.salts(form)
	return crypt.SaltedSessionHash(AdminUser, salt, salt2, password, challenge, crypt.SessionRounds)
}

// sessionReply is the reply to a session login.
type sessionReply struct {
	XMLName xml.Name `xml:"SessionLogin"`
	judged
	ID      string `xml:"sessionID,omitempty"`
	Version string `xml:"sessionIDVersion,omitempty"`
	Tag     string `xml:"sessionTag,omitempty"`
	Lock    string `xml:"lockStatus,omitempty"`
	Unlock  *int   `xml:"unlockTime"`
	Retry   *int   `xml:"retryLoginTime"`
}

func (c *Camera) sessionLogin(q *call) reply {
	var sent struct {
		User     string `xml:"userName"`
		Password string `xml:"password"`
		ID       string `xml:"sessionID"`
		NeedTag  bool   `xml:"isNeedSessionTag"`
	}
	if xml.Unmarshal(q.body, &sent) != nil {
		return c.status(q, http.StatusBadRequest, invalidFormat, "badXmlFormat")
	}
	form := c.sc.Session
	challenge, known := c.ram.greetings[sent.ID]
	delete(c.ram.greetings, sent.ID)
	good := known && form != SessionNone && c.settings.password != "" && sent.User == AdminUser &&
		strings.EqualFold(sent.Password, sessionHash(form, c.id, c.settings.password, challenge))
	if v := c.try(q.caller, sent.User, good); v != right {
		return c.sessionRefusal(q)
	}
	s := sessionReply{judged: c.judged(), Version: sessionVersion(form)}
	cookie := crypt.RandomHex(sessionIDLength)
	if !form.irreversible() { // the first version goes on with the number of the greeting
		s.ID, cookie = sent.ID, sent.ID
	}
	if sent.NeedTag && (form == SessionSalted || form == SessionUpperSalt) {
		s.Tag = crypt.RandomHex(sessionIDLength)
	}
	a := xmlReply(http.StatusOK, s)
	a.header = c.openSession(q, cookie, s.Tag)
	return a
}

// sessionRefusal tells a lock in the camera's form, and the tries left where the firmware tells them.
func (c *Camera) sessionRefusal(q *call) reply {
	seconds := c.unlockSeconds(q)
	left := c.ram.logins.left(q.source, c.tries())
	switch {
	case c.blocked(q):
		return errorPage(http.StatusForbidden)
	case seconds > 0 && c.tellsLockByStatus():
		return c.lockStatus(q, seconds)
	case c.sc.LockForm == LockResponse && !c.sc.HideTries:
		s := c.newStatus(q, invalidOperation, "badAuthorization")
		s.Lock, s.RetryTimes, s.ResLock = "unlock", &left, &seconds
		return c.statusReply(q, http.StatusUnauthorized, s)
	}
	s := sessionReply{judged: judged{document: c.document(), Value: http.StatusUnauthorized, Text: "Unauthorized"}}
	switch {
	case c.sc.LockForm == LockSilent:
	case seconds > 0:
		left = 0
		s.Lock, s.Unlock, s.Retry = cmp.Or(c.sc.LockWord, "lock"), &seconds, &left
	case !c.sc.HideTries:
		s.Lock, s.Unlock, s.Retry = "unlock", &seconds, &left
	}
	return xmlReply(http.StatusUnauthorized, s)
}
