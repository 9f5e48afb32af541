package isapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"camreset/isapi/document"
	"camreset/isapi/seal"
)

// panel is a device that takes nothing but the session login.
type panel struct {
	caps, refuse reply
	password     string
	cookie       bool   // version 2: Set-Cookie; else the ID stands in the body
	tag          string // sessionTag it hands out
	after        *reply // what a login gets, whatever it sent

	mu     sync.Mutex
	hashes []string
	bodies []string
	left   []http.Header
}

func (p *panel) handle(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case pathSession:
		p.caps.write(w)
	case pathEnter:
		p.enter(w, r)
	case pathLeave:
		p.mu.Lock()
		p.left = append(p.left, r.Header.Clone())
		p.mu.Unlock()
		done.write(w)
	case pathDevice:
		if cookie, err := r.Cookie(p.cookieName()); err == nil && cookie.Value == "s3" && r.Header.Get("SessionTag") == p.tag {
			reply{200, `<DeviceInfo><model>DS-PWA96-M-WB</model><deviceType>AXPro</deviceType></DeviceInfo>`, nil, ""}.write(w)
			return
		}
		p.refuse.write(w)
	default:
		p.refuse.write(w)
	}
}

func (p *panel) cookieName() string {
	if p.cookie {
		return "WebSession_1F2E"
	}
	return "WebSession"
}

func (p *panel) enter(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	n := len(p.bodies)
	p.bodies = append(p.bodies, r.Method+" "+r.Header.Get("Content-Type"))
	p.mu.Unlock()
	sent := r.Context().Value(bodyKey{}).(string)
	doc, _ := document.Read([]byte(sent), "")
	p.mu.Lock()
	p.bodies[n] += " " + sent
	p.hashes = append(p.hashes, doc.First("password"))
	p.mu.Unlock()
	caps, _ := document.Read([]byte(p.caps.body), "")
	s := seal.Session{Challenge: caps.First("challenge"), Salt: caps.First("salt"), Rounds: 100, Irreversible: true}
	switch {
	case p.after != nil:
		p.after.write(w)
	case doc.First("password") == s.Hash("admin", p.password) && doc.First("sessionID") == caps.First("sessionID"):
		body := "<SessionLogin><statusValue>200</statusValue><statusString>OK</statusString><isDefaultPassword>false</isDefaultPassword>" +
			"<isRiskPassword>true</isRiskPassword><sessionTag>" + p.tag + "</sessionTag>"
		if p.cookie {
			http.SetCookie(w, &http.Cookie{Name: p.cookieName(), Value: "s3", Path: "/", HttpOnly: true})
			http.SetCookie(w, &http.Cookie{Name: "language", Value: "en"})
		} else {
			body += "<sessionID>s3</sessionID>"
		}
		reply{200, body + "</SessionLogin>", nil, ""}.write(w)
	default:
		reply{401, "<SessionLogin><statusValue>401</statusValue><subStatusCode>badAuthorization</subStatusCode><lockStatus>unlock</lockStatus>" +
			"<retryTimes>2</retryTimes><resLockTime>0</resLockTime></SessionLogin>", nil, ""}.write(w)
	}
}

type bodyKey struct{}

// newPanel serves a panel; the recorded body is handed on.
func newPanel(t *testing.T, p *panel) *device {
	if p.caps.status == 0 {
		p.caps = reply{200, load(t, "sessionLogin.version2.xml"), nil, ""}
	}
	if p.refuse.status == 0 {
		p.refuse = reply{401, "", nil, ""}
	}
	p.password = secretWord
	var d *device
	d = newDevice(t, func(w http.ResponseWriter, r *http.Request) {
		in := d.requests()
		p.handle(w, r.WithContext(context.WithValue(r.Context(), bodyKey{}, in[len(in)-1].body)))
	})
	return d
}

func posts(d *device) int { return d.count(func(r request) bool { return r.method == "POST" }) }

func TestSessionLogin(t *testing.T) {
	for _, cookie := range []bool{false, true} {
		p := &panel{cookie: cookie, tag: map[bool]string{true: "tag-7"}[cookie]}
		d := newPanel(t, p)
		asked := 0
		login := admin(secretWord)
		login.Allow = func(Lock) error {
			if asked++; posts(d) != 0 {
				t.Error("asked after the login")
			}
			return nil
		}
		a, err := d.client().Try(ctx(t), login)
		if err != nil || a.Outcome != Right || !a.Sent || a.DefaultPassword != No || a.RiskPassword != Yes || asked != 1 || posts(d) != 1 {
			t.Errorf("%+v %v, asked %d, sent %d", a, err, asked, posts(d))
		}
		if len(p.left) != 1 || p.left[0].Get("Cookie") != p.cookieName()+"=s3" || p.left[0].Get("SessionTag") != p.tag {
			t.Errorf("logged out with %v", p.left)
		}
		if strings.Contains(fmt.Sprint(p.bodies), secretWord) || !strings.HasPrefix(p.bodies[0], "POST "+kindForm+" <SessionLogin><userName>admin</userName><password>") ||
			!strings.Contains(p.bodies[0], "<sessionIDVersion>2</sessionIDVersion>") {
			t.Errorf("%q", p.bodies)
		}
		a, err = d.client().Try(ctx(t), admin("wrong-one"))
		if err != nil || a.Outcome != Wrong || !a.Sent || a.Lock.Locked != No || *a.Lock.Left != 2 || posts(d) != 2 || len(p.left) != 1 {
			t.Errorf("%+v %v, sent %d, left %d", a, err, posts(d), len(p.left))
		}
	}
}

// TestSessionOutcomes feeds what comes after the login.
func TestSessionOutcomes(t *testing.T) {
	for name, c := range map[string]struct {
		after   reply
		outcome Outcome
		reason  error
	}{
		"documentation: locked, one set of names":  {reply{401, "<SessionLogin><statusValue>401</statusValue><lockStatus>lock</lockStatus><unlockTime>1800</unlockTime><retryLoginTime>0</retryLoginTime></SessionLogin>", nil, ""}, Locked, nil},
		"documentation: locked, the other":         {reply{401, "<ResponseStatus><statusCode>4</statusCode><lockStatus>locked</lockStatus><retryTimes>0</retryTimes><resLockTime>1800</resLockTime></ResponseStatus>", nil, ""}, Locked, nil},
		"documentation: sessions":                  {reply{401, status(4, "Invalid Operation", "maxSessionUserLink"), nil, ""}, Refused, ErrTooManySessions},
		"documentation: not activated":             {reply{403, status(4, "Invalid Operation", "notActivated"), nil, ""}, Refused, ErrInactive},
		"documentation: few rights":                {reply{403, status(4, "Invalid Operation", "lowPrivilege"), nil, ""}, Weaker, nil},
		"wrong, no word":                           {reply{401, "", nil, ""}, Wrong, nil},
		"a page":                                   {reply{200, "<html>", nil, "text/html"}, Refused, ErrUnproved},
		"busy":                                     {reply{503, "", nil, ""}, Refused, ErrBusy},
		"documentation: locked by number, as JSON": {reply{401, `{"statusCode":4,"errorCode":1073741837}`, nil, ""}, Locked, nil},
		"right, but nothing to log out from ":      {reply{200, "<SessionLogin><statusValue>200</statusValue></SessionLogin>", nil, ""}, Right, nil},
	} {
		p := &panel{after: &c.after}
		d := newPanel(t, p)
		a, err := d.client().Try(ctx(t), admin(secretWord))
		if a.Outcome != c.outcome || !a.Sent || (c.reason == nil) != (err == nil) || !errors.Is(err, c.reason) || posts(d) != 1 || len(p.left) != 0 {
			t.Errorf("%s: %+v %v, sent %d", name, a, err, posts(d))
		}
		if a.Outcome == Locked && strings.Contains(name, "names") && (a.Lock.Unlock == nil || a.Lock.Unlock.Seconds() != 1800) {
			t.Errorf("%s: %+v", name, a.Lock)
		}
	}
}

// TestSessionNotTried: what stops a session login before it is sent.
func TestSessionNotTried(t *testing.T) {
	stopped := errors.New("stop")
	caps := load(t, "sessionLogin.version2.xml")
	without := func(name string) reply {
		before, rest, _ := strings.Cut(caps, "<"+name+">")
		_, rest, _ = strings.Cut(rest, "</"+name+">")
		return reply{200, before + rest, nil, ""}
	}
	for name, c := range map[string]struct {
		panel   *panel
		allow   func(Lock) error
		outcome Outcome
		reason  error
	}{
		"no session":       {&panel{caps: reply{404, "", nil, ""}}, nil, Refused, ErrNoChallenge},
		"not supported":    {&panel{caps: reply{403, status(4, "Invalid Operation", "notSupport"), nil, ""}}, nil, Refused, ErrNoChallenge},
		"no challenge":     {&panel{caps: without("challenge")}, nil, Refused, ErrNoChallenge},
		"no ID":            {&panel{caps: without("sessionID")}, nil, Refused, ErrNoChallenge},
		"no salt":          {&panel{caps: without("salt")}, nil, Refused, ErrNoChallenge},
		"no rounds":        {&panel{caps: without("iterations")}, nil, Refused, ErrNoChallenge},
		"endless rounds":   {&panel{caps: reply{200, strings.Replace(caps, ">100<", ">2000000000<", 1), nil, ""}}, nil, Refused, ErrNoChallenge},
		"locked":           {&panel{caps: reply{401, load(t, "userCheck.401-locked.xml"), nil, ""}}, nil, Locked, nil},
		"locked under 200": {&panel{caps: reply{200, strings.Replace(caps, "<salt>", "<lockStatus>lock</lockStatus><salt>", 1), nil, ""}}, nil, Locked, nil},
		"locked before":    {&panel{refuse: reply{401, load(t, "userCheck.401-locked.xml"), nil, ""}}, nil, Locked, nil},
		"not allowed":      {&panel{}, func(Lock) error { return stopped }, "", stopped},
		"digest offered":   {&panel{refuse: reply{401, "", []string{someChallenge}, ""}}, nil, Wrong, nil},
		"Basic offered":    {&panel{refuse: reply{401, "", []string{`Basic realm="x"`}, ""}}, nil, "", ErrConsent},
		"403":              {&panel{refuse: reply{403, "", nil, ""}}, nil, Refused, ErrRefused},
	} {
		p := c.panel
		d := newPanel(t, p)
		login := admin(secretWord)
		login.Allow = c.allow
		a, err := d.client().Try(ctx(t), login)
		if posts(d) != 0 || a.Outcome != c.outcome || (c.reason == nil) != (err == nil) || !errors.Is(err, c.reason) || a.Sent != (c.outcome == Wrong) {
			t.Errorf("%s: %+v %v, sent %d", name, a, err, posts(d))
		}
	}
}

// TestSessionAllowSeesTheLock: the newest lock fields, of the greeting or else of
// the refusal before it.
func TestSessionAllowSeesTheLock(t *testing.T) {
	told := strings.Replace(load(t, "sessionLogin.version2.xml"), "<salt>", "<retryLoginTime>1</retryLoginTime><salt>", 1)
	for want, p := range map[int]*panel{
		4: {refuse: reply{401, load(t, "userCheck.401-unlocked.xml"), nil, ""}},
		1: {refuse: reply{401, load(t, "userCheck.401-unlocked.xml"), nil, ""}, caps: reply{200, told, nil, ""}},
	} {
		d := newPanel(t, p)
		login := admin(secretWord)
		login.Allow = func(l Lock) error {
			if l.Left == nil || *l.Left != want {
				t.Errorf("%+v, not %d", l, want)
			}
			return nil
		}
		if a, err := d.client().Try(ctx(t), login); err != nil || a.Outcome != Right {
			t.Errorf("%+v %v", a, err)
		}
	}
}

func TestSessionLost(t *testing.T) {
	p := &panel{}
	d := newPanel(t, p)
	handler := d.Config.Handler
	d.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if handler.ServeHTTP(w, r); r.URL.Path == pathEnter {
			panic(http.ErrAbortHandler)
		}
	})
	a, err := d.client().Try(ctx(t), admin(secretWord))
	if a.Outcome != Lost || !a.Sent || !errors.Is(err, ErrLost) || posts(d) != 1 {
		t.Errorf("%+v %v, sent %d", a, err, posts(d))
	}
}

// TestSessionIsEndedAlsoWhenTheCallerLeft: the logout doesn't hang on the caller.
func TestSessionIsEndedAlsoWhenTheCallerLeft(t *testing.T) {
	p := &panel{cookie: true}
	d := newPanel(t, p)
	c := d.client()
	gone, leave := context.WithCancel(ctx(t))
	bare := c.get(gone, c.memory(), pathCheck)
	hello, err := c.greet(gone, c.memory(), "x", "admin", bare)
	if err != nil {
		t.Fatal(err)
	}
	a, in, err := c.openSession(gone, "x", hello, admin(secretWord))
	leave()
	if c.closeSession(gone, a.url, in); err != nil || len(p.left) != 1 {
		t.Errorf("%v, left %d", err, len(p.left))
	}
}

func TestDeviceInfoInASession(t *testing.T) {
	for _, cookie := range []bool{false, true} {
		p := &panel{cookie: cookie, tag: "t"}
		d := newPanel(t, p)
		got, err := d.client().DeviceInfo(ctx(t), admin(secretWord))
		if err != nil || got.Model != "DS-PWA96-M-WB" || got.Kind != KindPanel || posts(d) != 1 || len(p.left) != 1 {
			t.Errorf("%+v %v, left %d", got, err, len(p.left))
		}
		if _, err := d.client().DeviceInfo(ctx(t), admin("wrong-one")); !errors.Is(err, ErrAuth) || posts(d) != 2 || len(p.left) != 1 {
			t.Errorf("%v, left %d", err, len(p.left))
		}
	}
}

func TestChangeInASessionIsNotDone(t *testing.T) {
	d := newPanel(t, &panel{})
	for name, err := range map[string]error{
		"password":  d.client().ChangePassword(ctx(t), admin(secretWord), NewSecret("Newpass-77"), true),
		"questions": d.client().SetQuestions(ctx(t), admin(secretWord), []QuestionAnswer{{1, NewSecret("x")}}, true),
	} {
		if !errors.Is(err, ErrNotSupported) || posts(d) != 0 || !strings.Contains(err.Error(), "web page") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
