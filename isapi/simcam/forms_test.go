package simcam_test

import (
	"bytes"
	"encoding/xml"
	"strings"
	"testing"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simtest"
)

func TestLockFormsOnEveryGeneration(t *testing.T) {
	for form, want := range map[simcam.LockForm]struct {
		status int
		body   string
	}{
		simcam.LockResponse:  {401, "\"lockStatus\":\t\"locked\",\n\t\"retryTimes\":\t0,\n\t\"resLockTime\":\t1800"},
		simcam.LockInvalid:   {403, "\"subStatusCode\":\t\"invalidOperation\""},
		simcam.LockAddress:   {403, "\"errorCode\":\t1073741837"},
		simcam.LockUserFloor: {403, "\"subStatusCode\":\t\"userFloor\"\n}"},
		simcam.LockJSON:      {401, "\"errorCode\":\t1073741827,\n\t\"errorMsg\":\t\"badAuthorization\""},
	} {
		for _, g := range []simcam.Generation{simcam.Portal, simcam.RecorderGen} {
			b := newBench(t, simcam.Scenario{Generation: g, LockForm: form, Locked: true})
			b.want(b.get(check+"?format=json"), want.status, want.body)
			b.want(b.userCheckAt(check+"?format=json", b.password()), want.status, want.body)
		}
	}
}

// userCheckAt sends an answer to a made-up challenge where the device gives none.
func (b *bench) userCheckAt(path, password string) answer {
	b.Helper()
	a := b.get(path)
	if a.header.Get("WWW-Authenticate") == "" {
		return b.do("GET", path, "", `Digest username="admin", realm="", nonce="", uri="`+path+`", response=""`)
	}
	return b.do("GET", path, "", b.answered(a, "GET", path, password))
}

func TestFurtherLockForms(t *testing.T) {
	b := newBench(t, simcam.Scenario{LockForm: simcam.LockJSON, Locked: true})
	a := b.get(check)
	b.want(a, 401, "\"resLockTime\":\t1800")
	if !strings.HasPrefix(a.header.Get("Content-Type"), "application/json") || a.header.Get("WWW-Authenticate") == "" {
		t.Error(a.header)
	}
	b.cam.Set(func(s *simcam.Scenario) { s.LockForm = simcam.LockUserFloor })
	b.want(b.get(check), 403, "<subStatusCode>userFloor</subStatusCode></ResponseStatus>")
	b.cam.Set(func(s *simcam.Scenario) { s.LockForm, s.LockWord = simcam.LockFields, "locked" })
	b.want(b.get(check), 401, "<lockStatus>locked<")
}

func TestChallengeLayouts(t *testing.T) {
	for form, want := range map[simcam.ChallengeForm][2]string{
		simcam.ChallengeCamera:   {`Digest qop="auth", realm="hikvision", nonce="`, `", stale="FALSE"`},
		simcam.ChallengeRecorder: {`Digest realm="hikvision", domain="::", qop="auth", nonce="`, `", opaque="", stale="FALSE"`},
		simcam.ChallengeTerminal: {`Digest qop="auth",realm="hikvision",nonce="`, `",stale="false", opaque="", domain="::"`},
		simcam.ChallengeOpaque:   {`Digest realm="hikvision", qop="auth", nonce="`, `", stale="FALSE"`},
		simcam.ChallengeNoQop:    {`Digest realm="hikvision", nonce="`, `", stale="FALSE"`},
	} {
		t.Run(string(form), func(t *testing.T) {
			b := newBench(t, simcam.Scenario{Challenge: form, Realm: "hikvision", Stale: 1})
			got := b.get(check).header.Get("WWW-Authenticate")
			if !strings.HasPrefix(got, want[0]) || !strings.HasSuffix(got, want[1]) {
				t.Error(got)
			}
			again := b.userCheck(b.password())
			b.want(again, 401)
			if !strings.Contains(strings.ToLower(again.header.Get("WWW-Authenticate")), `stale="true"`) {
				t.Error(again.header)
			}
			b.want(b.userCheck(b.password()), 200)
			b.want(b.userCheck("wrong"), 401, "<retryLoginTime>4<")
			if b.cam.Identity().Realm != "hikvision" {
				t.Error(b.cam.Identity())
			}
		})
	}
}

func TestNoChallengeNoLogin(t *testing.T) {
	b := newBench(t, simcam.Scenario{Auth: simcam.AuthNone})
	a := b.get(check)
	b.want(a, 401, "<statusValue>401<")
	if _, there := a.header["Www-Authenticate"]; there {
		t.Error(a.header)
	}
	b.count("wrong", b.cam.Counters().Wrong, 0)
}

func TestXMLForms(t *testing.T) {
	for name, want := range map[string]struct {
		form  simcam.XMLForm
		start string
		parts []string
	}{
		"usual":     {simcam.XMLForm{}, "<?xml", []string{"<Activated>false<", "www.isapi.org"}},
		"brand":     {simcam.XMLForm{Namespace: simcam.StdCGINamespace}, "<?xml", []string{"www.std-cgi.com/ver20"}},
		"bare":      {simcam.XMLForm{Namespace: simcam.NoNamespace}, "<?xml", []string{"<ActivateStatus><"}},
		"no prolog": {simcam.XMLForm{NoProlog: true}, "<ActivateStatus", nil},
		"mark":      {simcam.XMLForm{ByteOrder: true}, "\xef\xbb\xbf<?xml", nil},
		"blank":     {simcam.XMLForm{BlankLines: true, NoProlog: true}, "\n \n<ActivateStatus", nil},
		"crlf":      {simcam.XMLForm{CRLF: true}, "<?xml", []string{"?>\r\n<ActivateStatus", ">\r\n<Activated>"}},
		"flase":     {simcam.XMLForm{Misspelled: true}, "<?xml", []string{"<Activated>flase<"}},
		"type":      {simcam.XMLForm{ContentType: "text/html"}, "<?xml", nil},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, simcam.Scenario{Inactive: true, XML: want.form})
			a := b.get("/SDK/activateStatus")
			b.want(a, 200, want.parts...)
			if !strings.HasPrefix(a.body, want.start) {
				t.Errorf("%q", a.body)
			}
			if kind := a.header.Get("Content-Type"); (kind == "text/html") != (name == "type") {
				t.Error(kind)
			}
			var parsed struct{ Activated string }
			if err := xml.NewDecoder(bytes.NewReader([]byte(a.body))).Decode(&parsed); err != nil || parsed.Activated == "" {
				t.Errorf("%v in %q", err, a.body)
			}
			b.want(b.get("/doc/page/login.asp"), 200, "no password yet")
		})
	}
	b := newBench(t, simcam.Scenario{Inactive: true, XML: simcam.XMLForm{Misspelled: true}})
	b.want(b.get(check), 200, "<isActivated>flase<")
}

func TestLyingAndSilentNames(t *testing.T) {
	b := newBench(t, simcam.Scenario{Generation: simcam.RecorderGen, DeviceType: "IPCamera", Server: simcam.NoServer})
	a := b.login("GET", "/ISAPI/System/deviceInfo", "", b.password())
	b.want(a, 200, "<deviceType>IPCamera<")
	if _, there := a.header["Server"]; there {
		t.Error(a.header)
	}
}

func TestIdentitiesDiffer(t *testing.T) {
	seen := map[string]bool{}
	for _, g := range []simcam.Generation{simcam.Legacy, simcam.Activation, simcam.Session, simcam.Portal, simcam.RecorderGen} {
		for unit := range 2 {
			cam := simcam.New(simcam.Scenario{Generation: g, Unit: unit}, simtest.NewClock())
			id := cam.Identity()
			for _, value := range []string{id.Serial, id.MAC, id.Realm} {
				if seen[value] || value == "" {
					t.Error(g, unit, value)
				}
				seen[value] = true
			}
			_ = cam.Close()
		}
	}
}
