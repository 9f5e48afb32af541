package isapi

import (
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"

	"camreset/isapi/document"
)

// told is a refusal that tells how many tries are left; below 0 tells nothing.
func told(left int) string {
	if left < 0 {
		return "<userCheck><statusValue>401</statusValue></userCheck>"
	}
	return fmt.Sprintf("<userCheck><statusValue>401</statusValue><lockStatus>unlock</lockStatus><retryLoginTime>%d</retryLoginTime></userCheck>", left)
}

// TestStaleIsRepeatedOnlyWhereNothingWasCounted: a device that answers stale may
// have counted the login all the same.
func TestStaleIsRepeatedOnlyWhereNothingWasCounted(t *testing.T) {
	t.Parallel()
	stop := errors.New("stop")
	for name, c := range map[string]struct {
		bare, stale int // tries left that are told
		stales      int // how many logins are stale
		allow       []error
		outcome     Outcome
		reason      error
		logins      int
	}{
		"told, not counted":   {5, 5, 1, []error{nil, nil}, Right, nil, 2},
		"stale for ever":      {5, 5, 9, []error{nil, nil}, Refused, ErrStale, 2},
		"counted":             {5, 4, 1, []error{nil}, Refused, ErrStale, 1},
		"one left":            {1, 1, 1, []error{nil}, Refused, ErrStale, 1},
		"one left, counted":   {2, 1, 1, []error{nil}, Refused, ErrStale, 1},
		"untold":              {-1, -1, 1, []error{nil}, Refused, ErrStale, 1},
		"told afterwards":     {-1, 5, 1, []error{nil}, Refused, ErrStale, 1},
		"no more told":        {5, -1, 1, []error{nil}, Refused, ErrStale, 1},
		"refused by the book": {5, 5, 1, []error{nil, stop}, Refused, ErrStale, 1},
		"no book":             {5, 5, 1, nil, Refused, ErrStale, 1},
	} {
		var logins atomic.Int32
		d := newDevice(t, func(w http.ResponseWriter, r *http.Request) {
			line := `Digest qop="auth", realm="r", nonce="%d", stale="%s"`
			switch n := int(logins.Load()); {
			case r.Header.Get("Authorization") == "":
				reply{401, told(c.bare), []string{fmt.Sprintf(line, n, "FALSE")}, ""}.write(w)
			case n < c.stales:
				reply{401, told(c.stale), []string{fmt.Sprintf(line, logins.Add(1), "TRUE")}, ""}.write(w)
			default:
				good(t)(w, r)
			}
		})
		login, asked := admin(secretWord), 0
		if c.allow != nil {
			login.Allow = func(Lock) error {
				asked++
				return c.allow[min(asked, len(c.allow))-1]
			}
		}
		a, err := d.client().Try(ctx(t), login)
		if a.Outcome != c.outcome || !a.Sent || !errors.Is(err, c.reason) || errors.Is(err, stop) || d.count(answered) != c.logins {
			t.Errorf("%s: %v sent %v %v, %d logins", name, a.Outcome, a.Sent, err, d.count(answered))
		}
		if asked != len(c.allow) {
			t.Errorf("%s: asked %d times", name, asked)
		}
	}
}

// TestStaleReadIsNoWrongPassword: a login that is known to be right is not
// repeated either, and not called wrong.
func TestStaleReadIsNoWrongPassword(t *testing.T) {
	t.Parallel()
	d := newDevice(t, func(w http.ResponseWriter, _ *http.Request) {
		reply{401, told(5), []string{`Digest realm="r", qop="auth", nonce="1", stale=true`}, ""}.write(w)
	})
	if _, err := d.client().DeviceInfo(ctx(t), admin(secretWord)); !errors.Is(err, ErrStale) || errors.Is(err, ErrAuth) || d.count(answered) != 1 {
		t.Error(err, d.count(answered))
	}
}

// TestTryProvesByTheEndpointThereIs: which answers prove a password, and how many
// logins that takes. The devices ask for a login at every path that isn't free.
func TestTryProvesByTheEndpointThereIs(t *testing.T) {
	t.Parallel()
	device := reply{200, load(t, "deviceInfo.camera.xml"), nil, ""}
	check := reply{200, load(t, "userCheck.200.xml"), nil, ""}
	none := reply{404, load(t, "404.html"), nil, "text/html"}
	page := reply{200, "<html>hello</html>", nil, "text/html"}
	for name, c := range map[string]struct {
		check, device reply  // to a right login
		refusal       string // body of a 401
		open          string // path that answers the same without a login
		outcome       Outcome
		reason        error
		logins        int
		wrongLogins   int // what a wrong password costs
	}{
		"both":                         {check, device, "", "", Right, nil, 1, 1},
		"no userCheck, free 404":       {none, device, "", pathCheck, Right, nil, 1, 1},
		"no userCheck, 404 behind":     {none, device, "", "", Right, nil, 2, 1},
		"the same, told":               {none, device, told(5), "", Right, nil, 2, 1},
		"userCheck not supported":      {reply{403, status(4, "Invalid Operation", "notSupport"), nil, ""}, device, "", "", Right, nil, 2, 1},
		"userCheck is a page":          {page, device, "", "", Right, nil, 2, 1},
		"userCheck is empty":           {reply{200, "", nil, ""}, device, "", "", Right, nil, 2, 1},
		"userCheck of an unknown form": {reply{200, "<Hello/>", nil, ""}, device, "", "", Right, nil, 2, 1},
		"few rights at deviceInfo":     {none, reply{403, status(4, "Invalid Operation", "lowPrivilege"), nil, ""}, "", "", Weaker, nil, 2, 1},
		"pages everywhere":             {page, page, "", "", Refused, ErrUnproved, 2, 1},
		"404 everywhere":               {none, none, "", "", Refused, ErrUnproved, 2, 1},
		"deviceInfo is free":           {none, device, "", pathDevice, Refused, ErrUnproved, 1, 1},
		"no userCheck, deviceInfo 403": {none, reply{403, status(4, "Invalid Operation", "invalidOperation"), nil, ""}, "", "", Refused, ErrRefused, 2, 1},
		"no userCheck, deviceInfo 503": {none, reply{503, "", nil, ""}, "", "", Refused, ErrBusy, 2, 1},
	} {
		handle := func(w http.ResponseWriter, r *http.Request) {
			answer := map[string]reply{pathCheck: c.check, pathDevice: c.device}[r.URL.Path]
			s := secured{challenge: someChallenge, password: secretWord, wrong: reply{body: c.refusal},
				right: func(w http.ResponseWriter, _ *http.Request) { answer.write(w) }}
			if r.URL.Path == c.open {
				answer.write(w)
				return
			}
			s.handle(w, r)
		}
		login, asked := admin(secretWord), 0
		login.Allow = func(Lock) error { asked++; return nil }
		d := newDevice(t, handle)
		client := d.client()
		a, err := client.Try(ctx(t), login)
		if a.Outcome != c.outcome || !a.Sent || !errors.Is(err, c.reason) || d.count(answered) != c.logins || asked != c.logins {
			t.Errorf("%s: %v sent %v %v, %d logins, %d asked for", name, a.Outcome, a.Sent, err, d.count(answered), asked)
		}
		if a.Outcome == Right && c.logins == 2 { // it is known by now where to ask
			if a, err := client.Try(ctx(t), login); a.Outcome != Right || d.count(answered) != 3 {
				t.Errorf("%s, again: %v %v, %d logins", name, a.Outcome, err, d.count(answered))
			}
		}
		d = newDevice(t, handle)
		if a, err := d.client().Try(ctx(t), admin("wrong")); a.Outcome != Wrong || err != nil || d.count(answered) != c.wrongLogins {
			t.Errorf("%s, wrong: %v %v, %d logins", name, a.Outcome, err, d.count(answered))
		}
	}
}

// TestNoSecondProofAfterACount: where the number fell, or the book says no, what
// is known stands.
func TestNoSecondProofAfterACount(t *testing.T) {
	t.Parallel()
	stop := errors.New("stop")
	for name, c := range map[string]struct {
		after  int // tries left that are told after the first login
		second error
		asked  int
	}{
		"counted":             {4, nil, 1},
		"refused by the book": {5, stop, 2},
	} {
		var left atomic.Int32
		left.Store(5)
		d := newDevice(t, func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Authorization") != "" {
				left.Store(int32(c.after))
				w.WriteHeader(404)
				return
			}
			reply{401, told(int(left.Load())), []string{someChallenge}, ""}.write(w)
		})
		login, asked := admin(secretWord), 0
		login.Allow = func(l Lock) error {
			if asked++; l.Left == nil || *l.Left != 5 {
				t.Errorf("%s: asked with %+v", name, l)
			}
			return map[bool]error{true: c.second}[asked == 2]
		}
		a, err := d.client().Try(ctx(t), login)
		if a.Outcome != Refused || !a.Sent || !errors.Is(err, ErrUnproved) || errors.Is(err, stop) || d.count(answered) != 1 || asked != c.asked {
			t.Errorf("%s: %+v %v, %d logins, %d asked for", name, a, err, d.count(answered), asked)
		}
		if *a.Lock.Left != c.after {
			t.Errorf("%s: %+v", name, a.Lock)
		}
	}
}

// TestNoFreeConnectionIsNoTry is an access terminal whose connections are all
// taken: it refuses the right login, and counts nothing.
func TestNoFreeConnectionIsNoTry(t *testing.T) {
	t.Parallel()
	for after, sent := range map[int]bool{-1: false, 5: false, 4: true} {
		d := newDevice(t, secured{challenge: someChallenge, password: secretWord, wrong: reply{body: told(5)},
			right: func(w http.ResponseWriter, _ *http.Request) {
				body := status(3, "Device Error", "deployExceedMax")
				if after >= 0 {
					body = fmt.Sprintf("<ResponseStatus><statusCode>3</statusCode><subStatusCode>deployExceedMax</subStatusCode><retryTimes>%d</retryTimes></ResponseStatus>", after)
				}
				reply{403, body, nil, ""}.write(w)
			}}.handle)
		a, err := d.client().Try(ctx(t), admin(secretWord))
		if a.Outcome != Refused || a.Sent != sent || !errors.Is(err, ErrConnections) || d.count(answered) != 1 {
			t.Errorf("%d: %+v %v", after, a, err)
		}
		if a, err := d.client().Try(ctx(t), admin("wrong")); a.Outcome != Wrong || err != nil {
			t.Errorf("%+v %v", a, err)
		}
	}
}

// TestNumbersThatAreEmptyAreNotTold: elements without a text are no zero.
func TestNumbersThatAreEmptyAreNotTold(t *testing.T) {
	t.Parallel()
	two := 2
	for body, want := range map[string]Lock{
		"<userCheck><statusValue>401</statusValue><lockStatus></lockStatus><unlockTime/><retryLoginTime></retryLoginTime></userCheck>": {},
		"<userCheck><statusValue>401</statusValue><retryLoginTime>2</retryLoginTime></userCheck>":                                      {Left: &two},
	} {
		doc, _ := document.Read([]byte(body), "")
		got := lockOf(doc)
		if got.Locked != want.Locked || got.Unlock != nil || (got.Left == nil) != (want.Left == nil) || got.Left != nil && *got.Left != *want.Left {
			t.Errorf("%s: %+v", body, got)
		}
	}
}
