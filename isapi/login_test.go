package isapi

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"

	"camreset/isapi/document"
	"camreset/isapi/seal"
)

const secretWord = "Abc12345"

func good(t *testing.T) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		reply{200, load(t, "userCheck.200.xml"), nil, ""}.write(w)
	}
}

func TestTryRightAndWrong(t *testing.T) {
	for _, challenge := range []string{
		someChallenge,
		`Digest realm="c504892f438ee5f2114e9fdd", domain="::", qop="auth", nonce="1:2", opaque="", algorithm="MD5", stale="FALSE"`,
		`Digest realm="r", qop="auth", nonce="1", algorithm="SHA-256"`,
		`Digest realm="r", nonce="1"`,
	} {
		dev := secured{challenge: challenge, password: secretWord, wrong: reply{body: load(t, "userCheck.401-unlocked.xml")}, right: good(t)}
		d := newDevice(t, dev.handle)
		c := d.client()
		a, err := c.Try(ctx(t), admin(secretWord))
		if err != nil || a.Outcome != Right || !a.Sent || a.DefaultPassword != No || a.RiskPassword != Yes {
			t.Errorf("%s: %+v %v", challenge, a, err)
		}
		if n := d.count(answered); n != 1 || len(d.requests()) != 2 {
			t.Errorf("%d answered of %d", n, len(d.requests()))
		}
		a, err = c.Try(ctx(t), admin("wrong"))
		if err != nil || a.Outcome != Wrong || !a.Sent || a.Lock.Locked != No || *a.Lock.Left != 4 {
			t.Errorf("%s: %+v %v", challenge, a, err)
		}
		if n := d.count(answered); n != 2 {
			t.Errorf("%d answered", n)
		}
		if realm, _ := c.Identity(); realm == "" {
			t.Error("no realm")
		}
	}
}

// TestTryVerdicts feeds what comes after the answered request.
func TestTryVerdicts(t *testing.T) {
	for name, c := range map[string]struct {
		after   reply
		outcome Outcome
		reason  error
	}{
		"locked by the last try":       {reply{401, load(t, "userCheck.401-locked.xml"), nil, ""}, Locked, nil},
		"wrong, page":                  {reply{401, load(t, "401.html"), nil, "text/html"}, Wrong, nil},
		"wrong, empty":                 {reply{401, "", nil, ""}, Wrong, nil},
		"wrong under 200":              {reply{200, load(t, "userCheck.401-bare.xml"), nil, ""}, Wrong, nil},
		"documentation: JSON wrong":    {reply{403, `{"statusCode":4,"subStatusCode":"badAuthorization","errorCode":1073741827}`, nil, ""}, Wrong, nil},
		"documentation: by number":     {reply{403, `{"statusCode":4,"errorCode":1073741827}`, nil, ""}, Wrong, nil},
		"documentation: few rights":    {reply{403, status(4, "Invalid Operation", "lowPrivilege"), nil, ""}, Weaker, nil},
		"few rights under 401":         {reply{401, status(4, "Invalid Operation", "lowPrivilege"), nil, ""}, Weaker, nil},
		"documentation: sessions":      {reply{403, status(4, "Invalid Operation", "maxSessionUserLink"), nil, ""}, Refused, ErrTooManySessions},
		"documentation: address lock":  {reply{403, status(4, "Invalid Operation", "MgmtLokedError"), nil, ""}, Locked, nil},
		"invalid operation":            {reply{403, status(4, "Invalid Operation", "invalidOperation"), nil, ""}, Refused, ErrRefused},
		"403 without a word":           {reply{403, "", nil, ""}, Refused, ErrRefused},
		"busy":                         {reply{503, "", nil, ""}, Refused, ErrBusy},
		"200 with a page":              {reply{200, "<html>hello</html>", nil, "text/html"}, Refused, ErrUnproved},
		"200 with nothing":             {reply{200, "", nil, ""}, Refused, ErrUnproved},
		"documentation: JSON right":    {reply{200, `{"userCheck":{"statusValue":200,"isDefaultPassword":true}}`, nil, ""}, Right, nil},
		"documentation: status 1":      {reply{200, status(1, "OK", "ok"), nil, ""}, Right, nil},
		"documentation: not activated": {reply{403, status(4, "Invalid Operation", "notActivated"), nil, ""}, Refused, ErrInactive},
	} {
		d := newDevice(t, secured{challenge: someChallenge, password: secretWord,
			right: func(w http.ResponseWriter, _ *http.Request) { c.after.write(w) }}.handle)
		a, err := d.client().Try(ctx(t), admin(secretWord))
		if a.Outcome != c.outcome || !a.Sent || (c.reason == nil) != (err == nil) || !errors.Is(err, c.reason) {
			t.Errorf("%s: %+v %v", name, a, err)
		}
		want := 1
		if errors.Is(c.reason, ErrUnproved) {
			want = 2 // deviceInfo was asked as well
		}
		if d.count(answered) != want {
			t.Errorf("%s: %d answered", name, d.count(answered))
		}
	}
}

// TestTryNotMade: nothing may be sent in these cases.
func TestTryNotMade(t *testing.T) {
	stopped := errors.New("stop")
	for name, c := range map[string]struct {
		bare    reply
		login   Login
		outcome Outcome
		reason  error
	}{
		"locked":           {reply{401, load(t, "userCheck.401-locked.xml"), []string{someChallenge}, ""}, admin("x"), Locked, nil},
		"inactive":         {reply{200, load(t, "userCheck.200-inactive.xml"), nil, ""}, admin("x"), Refused, ErrInactive},
		"not activated":    {reply{403, status(4, "Invalid Operation", "notActivated"), nil, ""}, admin("x"), Refused, ErrInactive},
		"asks for nothing": {reply{200, load(t, "userCheck.200.xml"), nil, ""}, admin("x"), Refused, ErrNoChallenge},
		"page for all":     {reply{200, "<html>", nil, "text/html"}, admin("x"), Refused, ErrNoChallenge},
		"no challenge":     {reply{401, "", nil, ""}, admin("x"), Refused, ErrNoChallenge},
		"unknown scheme":   {reply{401, "", []string{`Negotiate`}, ""}, admin("x"), Refused, ErrNoChallenge},
		"403":              {reply{403, "", nil, ""}, admin("x"), Refused, ErrRefused},
		"address locked":   {reply{403, status(4, "Invalid Operation", "MgmtLokedError"), nil, ""}, admin("x"), Locked, nil},
		"Basic, not asked": {reply{401, "", []string{`Basic realm="r"`}, ""}, admin("x"), "", ErrConsent},
		"not allowed":      {reply{401, "", []string{someChallenge}, ""}, Login{User: "admin", Allow: func(Lock) error { return stopped }}, "", stopped},
	} {
		d := newDevice(t, func(w http.ResponseWriter, _ *http.Request) { c.bare.write(w) })
		a, err := d.client().Try(ctx(t), c.login)
		if a.Sent || a.Outcome != c.outcome || (c.reason == nil) != (err == nil) || !errors.Is(err, c.reason) {
			t.Errorf("%s: %+v %v", name, a, err)
		}
		if d.count(answered) != 0 {
			t.Errorf("%s: a login was sent", name)
		}
	}
}

func TestAllowSeesTheLock(t *testing.T) {
	d := newDevice(t, secured{challenge: someChallenge, password: secretWord, wrong: reply{body: load(t, "userCheck.401-unlocked.xml")}, right: good(t)}.handle)
	login := admin(secretWord)
	calls := 0
	login.Allow = func(l Lock) error {
		if calls++; l.Left == nil || *l.Left != 4 || d.count(answered) != 0 {
			t.Errorf("%+v", l)
		}
		return nil
	}
	if a, err := d.client().Try(ctx(t), login); err != nil || a.Outcome != Right || calls != 1 {
		t.Errorf("%+v %v, %d calls", a, err, calls)
	}
}

// TestBasicWithConsent is a camera of 2013: 404 for userCheck, Basic only.
func TestBasicWithConsent(t *testing.T) {
	d := newDevice(t, func(w http.ResponseWriter, r *http.Request) {
		user, password, ok := r.BasicAuth()
		switch {
		case r.URL.Path != pathDevice:
			w.WriteHeader(404)
		case ok && user == "admin" && password == "12345":
			reply{200, load(t, "deviceInfo.camera.xml"), nil, ""}.write(w)
		default:
			reply{401, "", []string{`Basic realm="DS-2CD2132-I"`}, ""}.write(w)
		}
	})
	login := admin("12345")
	if _, err := d.client().Try(ctx(t), login); !errors.Is(err, ErrConsent) || d.count(answered) != 0 {
		t.Error(err)
	}
	login.Basic = true
	a, err := d.client().Try(ctx(t), login)
	if err != nil || a.Outcome != Right || a.Device.Model != "DS-2CD2346G2-ISU/SL" || d.count(answered) != 1 {
		t.Errorf("%+v %v", a, err)
	}
}

// TestSentOnceWhenTheDeviceHangsUp: net/http repeats a GET on a connection that
// was used before and then dies; a login and a write must not be.
func TestSentOnceWhenTheDeviceHangsUp(t *testing.T) {
	var mu sync.Mutex
	got := map[string]int{}
	address, _ := raw(t, func(conn net.Conn) {
		defer func() { _ = conn.Close() }()
		in := bufio.NewReader(conn)
		for {
			r, err := http.ReadRequest(in)
			if err != nil {
				return
			}
			_, _ = io.Copy(io.Discard, r.Body)
			key := r.Method + " " + r.URL.Path
			if r.Header.Get("Authorization") != "" || r.Method == "POST" || r.URL.Path == pathActivate {
				mu.Lock()
				got[key]++
				mu.Unlock()
				_ = conn.Close()
				return
			}
			body := load(t, "userCheck.401-unlocked.xml")
			_, _ = fmt.Fprintf(conn, "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: %s\r\nContent-Length: %d\r\n\r\n%s", someChallenge, len(body), body)
		}
	})
	c := clientFor(t, address, Config{})
	c.look(ctx(t)) // connections lie ready now
	a, err := c.Try(ctx(t), admin(secretWord))
	if a.Outcome != Lost || !a.Sent || !errors.Is(err, ErrLost) {
		t.Errorf("%+v %v", a, err)
	}
	ch := &change{c: c, m: c.memory(), op: opChange, login: admin("x")}
	if err := ch.put(ctx(t), pathUsers+"/1", func(seal.Fields) string { return "<User/>" }); !errors.Is(err, ErrLost) {
		t.Error(err)
	}
	if a := c.write(ctx(t), c.memory(), call{method: "PUT", path: pathActivate, body: "<A/>"}); !errors.Is(a.Err, ErrClosed) {
		t.Error(a.Err)
	}
	mu.Lock()
	defer mu.Unlock()
	for key, n := range got {
		if n != 1 {
			t.Errorf("%s arrived %d times", key, n)
		}
	}
	if len(got) != 3 {
		t.Error(got)
	}
}

func TestAnswerCutShortIsLost(t *testing.T) {
	d := newDevice(t, secured{challenge: someChallenge, password: secretWord, right: func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "500")
		_, _ = io.WriteString(w, "<userCheck><statusValue>200")
	}}.handle)
	a, err := d.client().Try(ctx(t), admin(secretWord))
	if a.Outcome != Lost || !errors.Is(err, ErrLost) {
		t.Errorf("%+v %v", a, err)
	}
}

func TestTryUnreachable(t *testing.T) {
	d := canned(t, nil)
	address := d.Listener.Addr().String()
	d.Close()
	allowed := false
	login := admin("x")
	login.Allow = func(Lock) error { allowed = true; return nil }
	a, err := clientFor(t, address, Config{}).Try(ctx(t), login)
	if a.Outcome != "" || a.Sent || !errors.Is(err, ErrUnreachable) || allowed {
		t.Errorf("%+v %v", a, err)
	}
}

// TestLeavingBeforeTheLogin: a cancelled caller spends nothing.
func TestLeavingBeforeTheLogin(t *testing.T) {
	gone, leave := context.WithCancel(context.Background())
	d := newDevice(t, func(w http.ResponseWriter, r *http.Request) {
		leave()
		<-r.Context().Done() // it has hung up
		reply{401, "", []string{someChallenge}, ""}.write(w)
	})
	a, err := d.client().Try(gone, admin("x"))
	if err == nil || a.Sent || d.count(answered) != 0 {
		t.Errorf("%+v %v", a, err)
	}
}

func TestDeviceInfo(t *testing.T) {
	d := newDevice(t, secured{challenge: someChallenge, password: secretWord,
		right: func(w http.ResponseWriter, _ *http.Request) {
			reply{200, load(t, "deviceInfo.camera.xml"), nil, ""}.write(w)
		}}.handle)
	got, err := d.client().DeviceInfo(ctx(t), admin(secretWord))
	want := Device{Name: "GATE", Model: "DS-2CD2346G2-ISU/SL", Serial: "DS-2CD2346G2-ISU/SL20220101AAWRJ12345678", ShortSerial: "J12345678",
		MAC: "02:00:5e:00:53:01", Firmware: "V5.7.18", Build: "240826", Type: "IPCamera", Manufacturer: "hikvision", OEM: "1", Kind: KindCamera}
	if err != nil || got != want {
		t.Errorf("%+v %v", got, err)
	}
	if _, err := d.client().DeviceInfo(ctx(t), admin("wrong")); !errors.Is(err, ErrAuth) {
		t.Error(err)
	}
	doc, _ := document.Read([]byte(load(t, "deviceInfo.recorder.xml")), "")
	if got := deviceOf(doc); got.Kind != KindRecorder || got.ShortSerial != "J12345678" || got.Build != "230612" {
		t.Errorf("%+v", got)
	}
	// Firmware that gives it without a login (observed on inactive devices): no login is spent.
	free := canned(t, map[string]reply{pathDevice: {200, load(t, "deviceInfo.recorder.xml"), nil, ""}})
	if got, err := free.client().DeviceInfo(ctx(t), admin("x")); err != nil || got.Model == "" || free.count(answered) != 0 {
		t.Errorf("%+v %v", got, err)
	}
}

func TestErrorTexts(t *testing.T) {
	d := newDevice(t, func(w http.ResponseWriter, _ *http.Request) {
		reply{403, status(4, "Invalid Operation", "maxSessionUserLink"), nil, ""}.write(w)
	})
	_, err := d.client().Try(ctx(t), admin("hidden-word"))
	var e *Error
	if !errors.As(err, &e) || e.Status != 403 || e.Code != 4 || e.Sub != "maxSessionUserLink" {
		t.Errorf("%+v", err)
	}
	if text := err.Error(); strings.Contains(text, "hidden-word") || text != "try the password: too many users are logged in to the device (HTTP 403, maxSessionUserLink)" {
		t.Error(text)
	}
}
