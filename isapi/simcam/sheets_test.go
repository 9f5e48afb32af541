package simcam_test

import (
	"crypto/tls"
	"maps"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simtest"
)

// A page of settings: who has it, and what it says on a camera that nothing is wrong with, on one that is left unsafe,
// and after a reset. A client sets the one right by a replacement in the text.
type sheetCase struct {
	on                 []simcam.Generation
	unsafe             simcam.Safety
	good, bad, factory string // factory: as good if empty
	readOnly           bool
	onlyTLS            bool // the good state needs HTTPS
}

const (
	on    = "<enabled>true</enabled>"
	off   = "<enabled>false</enabled>"
	https = on + "\n<protocol>HTTPS<"
	plain = off + "\n<protocol>HTTPS<"
)

var (
	fromActivation = allGenerations[1:]
	ownCameras     = []simcam.Generation{simcam.Activation, simcam.Session, simcam.Portal}
	makersTwo      = []simcam.Generation{simcam.Portal, simcam.RecorderGen}
	olderCameras   = []simcam.Generation{simcam.Legacy, simcam.Activation, simcam.Session}
)

var sheets = map[string]*sheetCase{
	"/ISAPI/Security/adminAccesses":    {on: allGenerations, unsafe: simcam.Safety{NoHTTPS: true}, good: https, bad: plain, onlyTLS: true},
	"/ISAPI/Security/illegalLoginLock": {on: fromActivation, unsafe: simcam.Safety{NoLoginLock: true}, good: on, bad: off},
	"/ISAPI/System/Network/UPnP":       {on: allGenerations, unsafe: simcam.Safety{UPnP: true}, good: off, bad: on, factory: on},
	"/ISAPI/System/Network/ssh":        {on: ownCameras, unsafe: simcam.Safety{SSH: true}, good: off, bad: on},
	"/ISAPI/System/Network/telnetd":    {on: allGenerations, unsafe: simcam.Safety{Telnet: true}, good: off, bad: on},
	"/ISAPI/System/Network/SNMP":       {on: allGenerations, unsafe: simcam.Safety{SNMP: true}, good: "<SNMPv1c>\n" + off, bad: "<SNMPv1c>\n" + on},
	"/ISAPI/System/Network/Integrate":  {on: fromActivation, good: "<CGI>\n<enable>true<", bad: "<CGI>\n<enable>true<", readOnly: true},
	"/ISAPI/Security/ONVIF/users":      {on: fromActivation, unsafe: simcam.Safety{ONVIFUsers: []string{"nvr"}}, good: "UserList", bad: "<userName>nvr</userName>\n<userType>", readOnly: true},
	"/ISAPI/System/time":               {on: allGenerations, unsafe: simcam.Safety{NoNTP: true}, good: "<timeMode>NTP<", bad: "<timeMode>manual<", factory: "<timeMode>manual<"},
	"/ISAPI/System/time/ntpServers/1":  {on: allGenerations, good: "<hostName>time.windows.com<", bad: "<hostName>time.windows.com<", readOnly: true},
	"/ISAPI/Security/webCertificate":   {on: fromActivation, unsafe: simcam.Safety{BasicWeb: true}, good: "<CertificateType>digest<", bad: "<CertificateType>digest/basic<"},
	"/ISAPI/Security/RTSPCertificate":  {on: makersTwo, unsafe: simcam.Safety{BasicRTSP: true}, good: "<certificateType>digest<", bad: "<certificateType>digest/basic<"},
	"/ISAPI/Streaming/channels/101":    {on: olderCameras, unsafe: simcam.Safety{BasicRTSP: true}, good: "<certificateType>digest<", bad: "<certificateType>digest/basic<"},
}

// put sends a page back with a fresh login.
func (b *bench) put(path, body string) answer {
	b.Helper()
	return b.login("PUT", path, body, b.password())
}

// eachSheet runs f for every page on every generation that has it.
func eachSheet(t *testing.T, f func(t *testing.T, path string, s *sheetCase, sc simcam.Scenario)) {
	for _, generation := range allGenerations {
		for _, path := range slices.Sorted(maps.Keys(sheets)) {
			if s := sheets[path]; slices.Contains(s.on, generation) {
				t.Run(string(generation)+path, func(t *testing.T) {
					f(t, path, s, simcam.Scenario{Generation: generation, TLS: s.onlyTLS})
				})
			}
		}
	}
}

func TestSheetsGoodAndBad(t *testing.T) {
	eachSheet(t, func(t *testing.T, path string, s *sheetCase, sc simcam.Scenario) {
		b := newBench(t, sc)
		b.want(b.get(path), 401)
		good := b.signed(path)
		b.want(good, 200, s.good)
		if !wellFormed(good.body) {
			t.Error(good.body)
		}
		sc.Safety = s.unsafe
		b = newBench(t, sc)
		b.want(b.signed(path), 200, s.bad)
	})
}

func TestSheetsAreWritten(t *testing.T) {
	eachSheet(t, func(t *testing.T, path string, s *sheetCase, sc simcam.Scenario) {
		if s.readOnly {
			return
		}
		sc.Safety, sc.LoseReply = s.unsafe, path
		b := newBench(t, sc)
		bad := b.signed(path).body
		for what, body := range map[string]string{
			"no XML": bad[:len(bad)-4], "nothing": "", "two": bad + bad[strings.Index(bad, "\n")+1:],
		} {
			if a := b.put(path, body); a.status != 400 || !strings.Contains(a.body, "<statusCode>5<") {
				t.Errorf("%s: %+v", what, a)
			}
		}
		for what, body := range map[string]string{"another root": "<Other/>", "not all of it": withoutLeaf(bad)} {
			if a := b.put(path, body); a.status != 400 || !strings.Contains(a.body, "<statusCode>6<") {
				t.Errorf("%s: %+v in %s", what, a, body)
			}
		}
		fixed := strings.Replace(bad, s.bad, s.good, 1)
		b.want(b.do("PUT", path, fixed, ""), 401)
		if got := b.signed(path).body; got != bad && path != "/ISAPI/System/time" {
			t.Errorf("refused, and changed to %s", got)
		}
		// Something unknown in it does no harm, and the first reply is lost.
		odd := fixed[:strings.LastIndex(fixed, "</")] + "<novelty><deep>1</deep></novelty>" + fixed[strings.LastIndex(fixed, "</"):]
		bare := b.do("PUT", path, "", "")
		if a, err := b.try("PUT", path, odd, b.answered(bare, "PUT", path, b.password())); err == nil {
			t.Errorf("a reply: %+v", a)
		}
		b.want(b.signed(path), 200, s.good)
		b.want(b.put(path, bad), 200, "<statusCode>1<", "<subStatusCode>ok<")
		b.want(b.signed(path), 200, s.bad)
		b.want(b.put(path, fixed), 200)
		b.want(b.signed(path), 200, s.good)
		if n := b.cam.Counters(); n.WritesTo[path] != n.Writes || n.Writes < 5 || n.Wrong != 0 {
			t.Errorf("%+v", n)
		}
	})
}

// withoutLeaf leaves out the last element that holds a text.
func withoutLeaf(page string) string {
	lines := strings.Split(page, "\n")
	for i := len(lines) - 1; ; i-- {
		if strings.Count(lines[i], "<") == 2 {
			return strings.Join(slices.Delete(lines, i, i+1), "\n")
		}
	}
}

func TestSheetsThatAreRefused(t *testing.T) {
	eachSheet(t, func(t *testing.T, path string, s *sheetCase, sc simcam.Scenario) {
		sc.NoRights = []string{path}
		b := newBench(t, sc)
		b.want(b.get(path), 401)
		b.want(b.signed(path), 403, "lowPrivilege")
		if !s.readOnly || s.unsafe.ONVIFUsers == nil {
			b.want(b.put(path, "<x/>"), 403, "lowPrivilege")
		}
		b.count("wrong", b.cam.Counters().Wrong, 0)
		b.count("writes", b.cam.Counters().Writes, 0)

		b.cam.Set(func(sc *simcam.Scenario) { sc.NoRights, sc.RefusePut = nil, path })
		whole := b.signed(path).body
		if !s.readOnly {
			b.want(b.put(path, strings.Replace(whole, s.good, s.bad, 1)), 403, "<statusCode>4<", "notSupport")
		}
		b.want(b.signed(path), 200, s.good)

		b.cam.Set(func(sc *simcam.Scenario) { sc.Missing = []string{path} })
		want := b.signedOrNot("/ISAPI/Security/nothingLikeIt")
		for _, a := range []answer{b.signedOrNot(path), b.signedOrNot(path + "?x=1")} {
			if a.status != want.status {
				t.Errorf("%+v, want %+v", a, want)
			}
		}
	})
}

// signedOrNot is a GET with a login if one is asked for.
func (b *bench) signedOrNot(path string) answer {
	b.Helper()
	a := b.get(path)
	if a.status == 401 {
		return b.do("GET", path, "", b.answered(a, "GET", path, b.password()))
	}
	return a
}

func TestSheetsThatAGenerationLacks(t *testing.T) {
	for _, generation := range allGenerations {
		b := newBench(t, simcam.Scenario{Generation: generation, Auth: simcam.AuthMD5})
		for path, s := range sheets {
			if !slices.Contains(s.on, generation) && path != "/ISAPI/Streaming/channels/101" {
				b.want(b.signedOrNot(path), map[bool]int{true: 404, false: 403}[generation == simcam.Legacy])
			}
		}
	}
	for _, generation := range makersTwo { // have a page of their own for the scheme
		b := newBench(t, simcam.Scenario{Generation: generation})
		page := b.signed("/ISAPI/Streaming/channels/101")
		b.lacks(page, "certificateType")
		b.want(b.put("/ISAPI/Streaming/channels/101", page.body), 200)
	}
}

// hold holds the button until the camera has factory settings, and waits for it.
func (b *bench) hold() {
	b.cam.PowerOff()
	b.cam.ButtonDown()
	b.cam.PowerOn()
	b.clock.Advance(15 * time.Second)
	b.cam.ButtonUp()
	b.clock.Advance(time.Minute)
	b.http.CloseIdleConnections()
}

func TestSheetsAfterAReset(t *testing.T) {
	eachSheet(t, func(t *testing.T, path string, s *sheetCase, sc simcam.Scenario) {
		sc.Safety = s.unsafe
		b := newBench(t, sc)
		b.hold()
		b.cam.SetPassword("Harbour-31")
		want := s.factory
		if want == "" {
			want = s.good
		}
		b.want(b.signed(path), 200, want)
	})
}

// accesses is the page of the ports.
const accesses = "/ISAPI/Security/adminAccesses"

func TestHTTPSIsOpenedAndClosed(t *testing.T) {
	b := newTLSBench(t, simcam.Scenario{TLS: true})
	list := b.signed(accesses).body
	b.want(answer{200, list, nil}, 200, https, "<redirectToHttps>false<", "<TLS1_1Enable>false<", "<TLS1_2Enable>true<")
	closed := strings.Replace(list, https, plain, 1)
	b.want(b.put(accesses, closed), 200)
	if _, err := b.shake(anyTLS()); err == nil {
		t.Error("HTTPS is off, and answers")
	}
	b.want(b.put(accesses, strings.Replace(closed, on+"\n<protocol>HTTP<", off+"\n<protocol>HTTP<", 1)), 400)
	b.want(b.put(accesses, strings.Replace(list, ">443<", ">444<", 1)), 400)
	b.want(b.put(accesses, strings.Replace(list, "<TLS1_1Enable>false<", "<TLS1_1Enable>true<", 1)), 200)
	old := anyTLS()
	old.MaxVersion = tls.VersionTLS11
	if _, err := b.shake(old); err != nil {
		t.Error(err)
	}
	b.want(b.put(accesses, strings.Replace(list, "<redirectToHttps>false<", "<redirectToHttps>true<", 1)), 200)
	b.base = "https://" + b.cam.AddrTLS()
	b.want(b.signed(accesses), 200, "<redirectToHttps>true<")
	b.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	b.base = "http://" + b.cam.Addr()
	b.want(b.get("/"), 302)
	b.hold()
	b.want(b.get("/"), 200)
}

func TestHTTPSInALan(t *testing.T) {
	lan, cam, clock := simtest.NewLan(t, simcam.FactoryAddress, simcam.Scenario{})
	b := &bench{t, cam, clock, "http://" + cam.Addr(), http.DefaultClient}
	const port = simcam.FactoryAddress + ":443"
	simtest.Dials(t, lan, port, syscall.ECONNREFUSED)
	list := b.signed(accesses).body
	b.want(b.put(accesses, strings.Replace(list, plain, https, 1)), 200)
	simtest.Dials(t, lan, port, nil)
	b.want(b.put(accesses, list), 200)
	simtest.Dials(t, lan, port, syscall.ECONNREFUSED)
	b.want(b.put(accesses, strings.Replace(list, plain, https, 1)), 200)
	b.hold()
	simtest.Dials(t, lan, port, syscall.ECONNREFUSED)
	http.DefaultClient.CloseIdleConnections()
}

func TestLoginLockThatIsOff(t *testing.T) {
	b := newBench(t, simcam.Scenario{Tries: 2, Safety: simcam.Safety{NoLoginLock: true}})
	for range 5 {
		b.userCheck("wrong")
	}
	const page = "/ISAPI/Security/illegalLoginLock"
	list := b.signed(page).body
	b.want(b.put(page, strings.NewReplacer(off, on, "Times>2<", "Times>3<", "Time>1800<", "Time>60<").Replace(list)), 200)
	b.want(b.userCheck("wrong"), 401, "<retryLoginTime>2<")
	b.userCheck("wrong")
	b.want(b.userCheck("wrong"), 401, "<unlockTime>60<")
	if a := b.put(page, "<x/>"); a.status != 401 {
		t.Errorf("%+v", a)
	}
	b.clock.Advance(time.Minute)
	b.want(b.put(page, strings.Replace(list, "Times>2<", "Times>0<", 1)), 400, "badParameters")
}

func TestSchemesOfTheWebServer(t *testing.T) {
	const page = "/ISAPI/Security/webCertificate"
	b := newBench(t, simcam.Scenario{Generation: simcam.Portal})
	own := b.signed(page).body
	set := func(algorithm, scheme string) {
		t.Helper()
		body := strings.NewReplacer(">MD5<", ">"+algorithm+"<", ">digest<", ">"+scheme+"<").Replace(own)
		b.want(b.put(page, body), 200)
	}
	offered := func() string { return strings.Join(b.get(page).header.Values("WWW-Authenticate"), " | ") }
	set("MD5/SHA256", "digest")
	if got := offered(); !strings.Contains(got, "SHA-256") || strings.Count(got, "Digest") != 2 {
		t.Error(got)
	}
	b.want(b.signed(page), 200, ">MD5/SHA256<")
	set("SHA256", "digest")
	if got := offered(); !strings.Contains(got, "SHA-256") || strings.Count(got, "Digest") != 1 {
		t.Error(got)
	}
	b.want(b.signed(page), 200, ">SHA256<")
	set("SHA256", "digest/basic")
	if got := offered(); !strings.Contains(got, "Basic") {
		t.Error(got)
	}
	b.want(b.signed(page), 200, ">SHA256<", ">digest/basic<")
	b.hold()
	b.cam.SetPassword("Harbour-31")
	b.want(b.signed(page), 200, ">MD5<", ">digest<")
}

func TestClockIsSet(t *testing.T) {
	const page = "/ISAPI/System/time"
	b := newBench(t, simcam.Scenario{Safety: simcam.Safety{NoNTP: true, WrongClock: -2 * time.Hour}})
	list := b.signed(page).body
	b.want(answer{200, list, nil}, 200, "<localTime>2024-05-01T10:00:00+00:00<", "<timeMode>manual<")
	b.want(b.signed("/ISAPI/System/status"), 200, "2024-05-01T10:00:00")
	replace := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(list) }
	b.want(b.put(page, replace("2024-05-01T10:00:00+00:00", "soon")), 400)
	b.want(b.put(page, replace("CST+00:00:00", "here")), 400)
	b.want(b.put(page, replace("2024-05-01T10:00:00+00:00", "2024-05-01T13:30:00", "CST+00:00:00", "CET-1:00:00DST01:00:00,M3.5.0/02:00:00,M10.5.0/03:00:00")), 200)
	b.want(b.signed(page), 200, "<localTime>2024-05-01T13:30:00+01:00<", ">CET-1:00:00DST01:00:00,M3.5.0/02:00:00,M10.5.0/03:00:00<")
	b.want(b.put(page, replace("manual", "NTP")), 200)
	b.want(b.signed(page), 200, "<localTime>2024-05-01T12:00:00+00:00<", "<timeMode>NTP<")
	b.hold()
	b.cam.SetPassword("Harbour-31")
	b.want(b.signed(page), 200, "<localTime>2024-05-01T20:01:15+08:00<", "<timeMode>manual<", "<timeZone>CST-8:00:00<")

	const server = page + "/ntpServers/1"
	list = b.signed(server).body
	b.want(b.put(server, replace(">time.windows.com<", "><")), 400)
	b.want(b.put(server, replace(">time.windows.com<", ">ntp.example.org<", ">1440<", ">60<")), 200)
	b.want(b.signed(server), 200, "<hostName>ntp.example.org<", "<synchronizeInterval>60<")
}

func TestONVIFIsSwitched(t *testing.T) {
	const page, users = "/ISAPI/System/Network/Integrate", "/ISAPI/Security/ONVIF/users"
	b := newBench(t, simcam.Scenario{ONVIF: simcam.ONVIFOn, Safety: simcam.Safety{ONVIFUsers: []string{"nvr & co"}}})
	list := b.signed(page).body
	b.want(b.signed(users), 200, "<userName>admin<", "<id>2</id>\n<userName>nvr &amp; co<")
	b.want(b.put(page, strings.Replace(list, "<ONVIF>\n<enable>true<", "<ONVIF>\n<enable>false<", 1)), 200)
	b.want(b.signed(page), 200, "<ONVIF>\n<enable>false<", "<certificateType>digest/wsse<")
	b.want(b.put(page, strings.NewReplacer("/wsse", "", "<CGI>\n<enable>true<", "<CGI>\n<enable>false<").Replace(list)), 200)
	b.want(b.signed(page), 200, "<ONVIF>\n<enable>true<", "<certificateType>digest<", "<CGI>\n<enable>false<")
	b.want(b.put(page, list), 200)
	b.want(b.put(page, strings.Replace(list, "<ONVIF>\n<enable>true<", "<ONVIF>\n<enable>false<", 1)), 200)
	b.lacks(b.signed(users), "<userName>admin<")
	b.want(b.do("POST", service, "<x/>", ""), 404)
}

func TestFurtherUsers(t *testing.T) {
	for _, generation := range allGenerations {
		b := newBench(t, simcam.Scenario{Generation: generation, Auth: simcam.AuthMD5, Safety: simcam.Safety{Accounts: []string{"guest", "old"}}})
		b.want(b.signed("/ISAPI/Security/users"), 200, "<userName>admin<", "<userName>guest<", "<userName>old<", "<userLevel>Operator<")
		b.hold()
		b.cam.SetPassword("Harbour-31")
		b.lacks(b.signed("/ISAPI/Security/users"), "guest")
	}
}
