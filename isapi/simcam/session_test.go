package simcam_test

import (
	"net/http"
	"strings"
	"testing"

	"camreset/isapi/simcam"
)

const sessionPath = "/ISAPI/Security/sessionLogin"

// proof is what a client sends for a password, by what the capabilities tell.
func proof(caps, password string) string {
	r := hashed(password) + element(caps, "challenge")
	if element(caps, "isIrreversible") == "true" {
		r = salted(element(caps, "salt"), password)
		if strings.Contains(caps, "<salt2>") {
			r = salted(element(caps, "salt2"), r)
		}
		r = hashed(r + element(caps, "challenge"))
		for range 98 {
			r = hashed(r)
		}
		return r
	}
	for range 99 {
		r = hashed(r)
	}
	return r
}

func (b *bench) sessionLogin(password string) answer {
	b.Helper()
	caps := b.get(sessionPath + "/capabilities?username=admin&random=12345678").body
	return b.do("POST", sessionPath, "<SessionLogin><userName>admin</userName><password>"+proof(caps, password)+
		"</password><sessionID>"+element(caps, "sessionID")+"</sessionID><isNeedSessionTag>true</isNeedSessionTag></SessionLogin>", "")
}

func (b *bench) tagged(tag, path string) int {
	b.Helper()
	req, _ := http.NewRequest("GET", b.base+path, nil)
	if tag != "" {
		req.Header.Set("SessionTag", tag)
	}
	resp, err := b.http.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	_ = resp.Body.Close()
	return resp.StatusCode
}

func TestSessionForms(t *testing.T) {
	for form, want := range map[simcam.SessionForm]struct {
		caps []string
		tag  bool
	}{
		simcam.SessionReversible: {[]string{"<iterations>100<"}, false},
		simcam.SessionSalted:     {[]string{"<sessionIDVersion>2<", `<isSupportSessionTag opt="true,false">true<`}, true},
		simcam.SessionUpperSalt:  {[]string{"<sessionIDVersion>2<", "<isIrreversible>true<"}, true},
		simcam.SessionTwoSalts:   {[]string{"<sessionIDVersion>2.1<", "<isSupportRTSPWithSession>true<", "<salt2>"}, false},
	} {
		t.Run(string(form), func(t *testing.T) {
			b := newBench(t, simcam.Scenario{Session: form, Tries: 2})
			b.want(b.get(sessionPath+"/capabilities?username=admin"), 200, want.caps...)
			b.want(b.sessionLogin("wrong"), 401, "<retryLoginTime>1<")
			in := b.sessionLogin(b.password())
			b.want(in, 200, "<statusValue>200<")
			tag := element(in.body, "sessionTag")
			if (tag != "") != want.tag {
				t.Fatal(in.body)
			}
			if cookie := in.header.Get("Set-Cookie"); strings.HasPrefix(cookie, "WebSession=") != (form == simcam.SessionReversible) {
				t.Error(cookie)
			}
			b.count("with tag", b.tagged(tag, check), 200)
			if want.tag {
				b.count("without tag", b.tagged("", check), 401)
				b.count("other tag", b.tagged("x", check), 401)
			}
			b.count("logins", b.cam.Counters().Logins, 2)
		})
	}
	none := newBench(t, simcam.Scenario{Session: simcam.SessionNone})
	none.want(none.get(sessionPath+"/capabilities"), 403, "notSupport")
	none.want(none.sessionLogin(none.password()), 401)
}

func TestSessionLoginTellsALock(t *testing.T) {
	for form, want := range map[simcam.LockForm]struct {
		status        int
		first, second string
	}{
		simcam.LockFields:    {401, "<retryLoginTime>1<", "<lockStatus>lock</lockStatus><unlockTime>1800<"},
		simcam.LockSilent:    {401, "Unauthorized", "Unauthorized"},
		simcam.LockForbidden: {403, "Unauthorized", "Access Error: 403"},
		simcam.LockResponse:  {401, "<retryTimes>1</retryTimes><resLockTime>0<", "<retryTimes>0</retryTimes><resLockTime>1800<"},
		simcam.LockJSON:      {401, "Unauthorized", "\"resLockTime\":\t1800"},
	} {
		t.Run(string(form), func(t *testing.T) {
			b := newBench(t, simcam.Scenario{Generation: simcam.Portal, LockForm: form, Tries: 2})
			b.want(b.sessionLogin("wrong"), 401, want.first)
			b.want(b.sessionLogin("wrong"), want.status, want.second)
		})
	}
}
