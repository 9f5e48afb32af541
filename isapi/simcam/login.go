package simcam

import (
	"cmp"
	"encoding/xml"
	"net/http"
	"strings"
	"time"
)

// verdict is what a camera thinks of the credentials of a request.
type verdict int

const (
	noCredentials verdict = iota // none were sent
	wrong                        // counted as a wrong try
	stale                        // right, but to a nonce that is used up: no try
	refused                      // right or wrong, while logins are locked
	right
)

// authenticate judges and counts the credentials of a call.
func (c *Camera) authenticate(q *call) verdict {
	if c.inSession(q) {
		return right
	}
	scheme, credentials, _ := strings.Cut(strings.TrimSpace(q.Header.Get("Authorization")), " ")
	v, user := wrong, ""
	switch strings.ToLower(scheme) {
	case "":
		c.count.Bare++
		return noCredentials
	case "digest":
		v, user = c.checkDigest(q, credentials), parameters(credentials)["username"]
	case "basic":
		v, user = c.checkBasic(credentials), AdminUser
	}
	if v == stale {
		c.count.Stale++
		return stale
	}
	return c.try(q.caller, user, v == right)
}

// try counts a login try, whatever way it came.
func (c *Camera) try(who caller, user string, good bool) verdict {
	now, source := c.clock.Now(), who.source
	c.count.Logins++
	wait := c.ram.logins.wait(source, now)
	t := Try{At: now, Kind: kindLogin, Source: who.told, Left: c.ram.logins.left(source, c.tries()), Epoch: c.epoch}
	defer func() { c.keep(t, user) }()
	switch {
	case wait > 0:
		c.count.Refused++
		t.Refused = true
		return refused
	case good:
		c.count.Right++
		t.Right = true
		c.ram.logins.hit(source)
		return right
	default:
		c.count.Wrong++
		if c.settings.password != "" && !c.settings.noLock {
			t.Locked = c.ram.logins.miss(source, now, c.tries(), c.lockTime())
		}
		return wrong
	}
}

// unlockSeconds tells how long logins of the caller stay refused, rounded up; 0 means they are not.
func (c *Camera) unlockSeconds(q *call) int {
	wait := c.ram.logins.wait(q.source, c.clock.Now())
	return int((wait + time.Second - 1) / time.Second)
}

// blocked tells whether the camera answers nothing but 403 to this caller. Its pages stay visible: the
// report of this form is about the programming interface.
func (c *Camera) blocked(q *call) bool {
	return c.sc.LockForm == LockForbidden && !isPage(q) && c.unlockSeconds(q) > 0
}

// unauthorized is the reply to missing or refused credentials.
func (c *Camera) unauthorized(q *call, v verdict) reply {
	seconds := c.unlockSeconds(q)
	if v != noCredentials && c.blocked(q) { // this very try was the last one
		return errorPage(http.StatusForbidden)
	}
	var a reply
	switch {
	case seconds > 0 && c.tellsLockByStatus():
		a = c.lockStatus(q, seconds)
	case q.URL.Path == "/ISAPI/Security/userCheck", c.sc.Generation == RecorderGen && isISAPI(q):
		a = c.userCheckRefusal(q, seconds)
	default:
		a = errorPage(http.StatusUnauthorized)
	}
	if v == stale && c.sc.NonceBound {
		a.body = strings.Replace(a.body, "Access Denied!", "The url does not match the nonce url.", 1)
	}
	if a.status == http.StatusUnauthorized && c.auth() != AuthNone {
		a.header = http.Header{"WWW-Authenticate": c.challenges(q, v == stale || v == wrong && c.sc.StaleWrong)}
	}
	return a
}

func (c *Camera) tellsLockByStatus() bool {
	switch c.sc.LockForm {
	case LockResponse, LockInvalid, LockAddress, LockJSON, LockUserFloor:
		return true
	default:
		return false
	}
}

// lockStatus tells a lock by a ResponseStatus.
func (c *Camera) lockStatus(q *call, seconds int) reply {
	none, word := 0, cmp.Or(c.sc.LockWord, "locked")
	switch c.sc.LockForm {
	case LockResponse, LockJSON:
		s := c.newStatus(q, invalidOperation, "badAuthorization")
		s.Lock, s.RetryTimes, s.ResLock = word, &none, &seconds
		if c.sc.LockForm == LockJSON {
			return s.json(http.StatusUnauthorized)
		}
		return c.statusReply(q, http.StatusUnauthorized, s)
	case LockInvalid:
		s := c.newStatus(q, invalidOperation, "invalidOperation")
		s.Lock, s.UnlockTime = word, &seconds
		return c.statusReply(q, http.StatusForbidden, s)
	case LockUserFloor:
		return c.status(q, http.StatusForbidden, invalidOperation, "userFloor")
	default:
		return c.status(q, http.StatusForbidden, invalidOperation, "MgmtLokedError")
	}
}

// judged is how a reply to a login begins, and what it says of the account and its password.
type judged struct {
	document
	Value     int    `xml:"statusValue"`
	Text      string `xml:"statusString"`
	Default   *bool  `xml:"isDefaultPassword"`
	Risk      *bool  `xml:"isRiskPassword"`
	Activated *bool  `xml:"isActivated"`
}

// userCheck is the reply of the call of that name; every field but the first two is optional.
type userCheck struct {
	XMLName xml.Name `xml:"userCheck"`
	judged
	Lock   string `xml:"lockStatus,omitempty"`
	Unlock *int   `xml:"unlockTime"`
	Retry  *int   `xml:"retryLoginTime"`
}

// userCheckRefusal has the lock fields where the firmware tells them.
func (c *Camera) userCheckRefusal(q *call, seconds int) reply {
	u := userCheck{judged: judged{Value: http.StatusUnauthorized, Text: "Unauthorized"}}
	left := c.ram.logins.left(q.source, c.tries())
	switch {
	case c.sc.LockForm != LockFields:
	case seconds > 0:
		left = 0
		u.Lock, u.Unlock, u.Retry = cmp.Or(c.sc.LockWord, "lock"), &seconds, &left
	case !c.sc.HideTries:
		u.Lock, u.Unlock, u.Retry = "unlock", &seconds, &left
		if yes := true; c.sc.Generation != RecorderGen { // recorders leave it out (observed)
			u.Activated = &yes
		}
	}
	return xmlReply(http.StatusUnauthorized, u)
}

// judged says yes to a login, and what the camera thinks of the password.
func (c *Camera) judged() judged {
	factory, risk, yes := c.settings.password == DefaultPassword, risky(c.settings.password), true
	return judged{document: c.document(), Value: http.StatusOK, Text: "OK", Default: &factory, Risk: &risk, Activated: &yes}
}

// userCheck confirms a login and says what the camera thinks of the password.
func (c *Camera) userCheck(*call) reply {
	return xmlReply(http.StatusOK, userCheck{judged: c.judged()})
}

// notActivated answers calls that need a login on a camera without password: userCheck says so with 200
// (observed), others refuse.
func (c *Camera) notActivated(q *call) reply {
	if q.URL.Path == "/ISAPI/Security/userCheck" {
		no := false
		return xmlReply(http.StatusOK, userCheck{judged: judged{
			document: c.document(), Value: http.StatusOK, Text: "OK", Activated: &no,
		}})
	}
	if c.sc.InactiveStatus == http.StatusForbidden {
		return c.status(q, http.StatusForbidden, invalidOperation, "notActivated")
	}
	return c.unauthorized(q, c.authenticate(q))
}

// keep remembers a login in all that tells of it later.
func (c *Camera) keep(t Try, user string) {
	c.record.try(t)
	c.record.source(t)
	if c.settings.password != "" {
		c.log(t, user)
	}
}
