package steps

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/lan"
)

// oddCamera answers every login in one way; a bare request tells left tries.
type oddCamera struct {
	left   int // 0 = not told
	check  func(w http.ResponseWriter, login int32)
	device func(w http.ResponseWriter, login int32)
	logins atomic.Int32
}

func (o *oddCamera) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/xml")
	answer := map[string]func(http.ResponseWriter, int32){"/ISAPI/Security/userCheck": o.check, "/ISAPI/System/deviceInfo": o.device}[r.URL.Path]
	if r.Header.Get("Authorization") == "" || answer == nil {
		o.refuse(w, "false", o.left)
		return
	}
	answer(w, o.logins.Add(1))
}

func (o *oddCamera) refuse(w http.ResponseWriter, stale string, left int) {
	w.Header().Set("WWW-Authenticate", `Digest realm="IP Camera(C2183)", qop="auth", nonce="4e", stale=`+stale)
	w.WriteHeader(http.StatusUnauthorized)
	number := ""
	if left > 0 {
		number = fmt.Sprintf("<retryLoginTime>%d</retryLoginTime>", left)
	}
	_, _ = io.WriteString(w, "<userCheck><statusValue>401</statusValue>"+number+"</userCheck>")
}

// says is an answer of one status and body.
func says(status int, body string) func(http.ResponseWriter, int32) {
	return func(w http.ResponseWriter, _ int32) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// TestLoginsThatTellNothingOfThePassword: how many leave, what the ledger keeps of
// them, and what is said.
func TestLoginsThatTellNothingOfThePassword(t *testing.T) {
	t.Parallel()
	const info = "<DeviceInfo><model>DS-2CD2143G0-I</model></DeviceInfo>"
	for name, c := range map[string]struct {
		camera *oddCamera
		stale  int // tries left that a stale answer tells; -1 = no stale answers
		word   Outcome
		logins int32
		kept   int // tries in the ledger afterwards
		says   string
	}{
		"stale, untold":       {&oddCamera{}, 0, "stale", 1, 1, "not known whether the password is right"},
		"stale, told":         {&oddCamera{left: 5}, 5, "stale", 2, 2, "not known whether the password is right"},
		"stale, counted":      {&oddCamera{left: 5}, 4, "stale", 1, 1, "not known whether the password is right"},
		"stale, last try":     {&oddCamera{left: 2}, 1, "stale", 1, 1, "not known whether the password is right"},
		"no connection free":  {&oddCamera{check: says(403, "<ResponseStatus><statusCode>3</statusCode><subStatusCode>deployExceedMax</subStatusCode></ResponseStatus>")}, -1, "full", 1, 0, "too busy for another login"},
		"no userCheck":        {&oddCamera{check: says(404, ""), device: says(200, info)}, -1, "right", 2, 0, "is right"},
		"nothing proves":      {&oddCamera{check: says(404, ""), device: says(404, "")}, -1, "unproved", 2, 2, "neither refused nor accepted"},
		"refused, unreasoned": {&oddCamera{check: says(403, "")}, -1, "refused", 1, 1, "The login did not work: the device gave no reason. The try counts as spent."},
		"refused, a code":     {&oddCamera{check: says(403, "<ResponseStatus><statusCode>4</statusCode><subStatusCode>oddWord</subStatusCode></ResponseStatus>")}, -1, "refused", 1, 1, "not understood here (oddWord). The try"},
		"a page for anything": {&oddCamera{check: says(200, "<html>"), device: says(200, "<html>")}, -1, "unproved", 2, 2, "neither refused nor accepted"},
	} {
		if c.stale >= 0 {
			c.camera.check = func(w http.ResponseWriter, _ int32) { c.camera.refuse(w, "true", c.stale) }
		}
		server := httptest.NewServer(c.camera)
		t.Cleanup(server.Close)
		env := plainEnv(t)
		at, _ := lan.ParseAddress(strings.TrimPrefix(server.URL, "http://"))
		at.IP = at.Host
		f := Facts{Camera: facts.Camera{Target: at}}
		change, result := env.Try(t.Context(), &f, loginWith("Some-1-Word"), false)
		change(&f)
		if f.Last.Word != c.word || c.camera.logins.Load() != c.logins || !strings.Contains(result.Detail.String(), c.says) {
			t.Errorf("%s: %s, %d logins: %s", name, f.Last.Word, c.camera.logins.Load(), result.Detail)
		}
		if kept := env.Book().Spending(env.Identity(&f), nil).Count; kept != c.kept || f.Spent.Count != kept {
			t.Errorf("%s: %d tries in the ledger, %d told, want %d", name, kept, f.Spent.Count, c.kept)
		}
	}
}

// TestRule1NoSecondLoginOverTheBudget: the repeat of a login is asked of the
// ledger like a first one, and the user's word for one more try is not spent on it.
func TestRule1NoSecondLoginOverTheBudget(t *testing.T) {
	t.Parallel()
	camera := &oddCamera{check: says(404, ""), device: says(401, "")}
	server := httptest.NewServer(camera)
	t.Cleanup(server.Close)
	env := plainEnv(t)
	at, _ := lan.ParseAddress(strings.TrimPrefix(server.URL, "http://"))
	at.IP = at.Host
	f := Facts{Camera: facts.Camera{Target: at}}
	f.Answers.SaidReset = true
	env.Camera(at).UserCheck(t.Context()) // its realm is known by then
	ids := env.Identity(&f)
	if err := env.Book().Note(ids); err != nil {
		t.Fatal(err)
	}
	change, _ := env.Try(t.Context(), &f, loginWith("Some-1-Word"), false)
	change(&f)
	if s := env.Book().Spending(ids, nil); camera.logins.Load() != 1 || f.Last.Word != "unproved" || s.Extra {
		t.Errorf("%d logins, %s, %+v", camera.logins.Load(), f.Last.Word, s)
	}
	if f.Last.Attempt.Outcome != isapi.Refused {
		t.Errorf("%+v", f.Last.Attempt)
	}
}

func TestUnfitUserNamesSayWhy(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"": "", "admin": "", "Hans Meier": "", "admin ": "a blank", "\tadmin": "a blank", "ad\u200bmin": "cannot be seen", strings.Repeat("a", 33): "too long",
	} {
		if said := facts.UnfitUser(typed).String(); !strings.Contains(said, want) || (want == "") != (said == "") {
			t.Errorf("%q: %q", typed, said)
		}
	}
}
