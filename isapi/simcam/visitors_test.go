package simcam_test

import (
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"sync"
	"testing"
	"time"

	"camreset/isapi/simcam"

	"github.com/icholy/digest"
)

const (
	onlinePage = "/ISAPI/Security/onlineUser"
	logPage    = "/ISAPI/ContentMgmt/logSearch"
	illegal    = "log.std-cgi.com/Exception/illegalAccess"
	entered    = "log.std-cgi.com/Operation/login"
)

var fromSession = allGenerations[2:]

// question asks the log for a kind.
func question(kind string, position, most int, spans ...string) string {
	var b strings.Builder
	for i := 0; i+1 < len(spans); i += 2 {
		fmt.Fprintf(&b, "<timeSpan><startTime>%s</startTime><endTime>%s</endTime></timeSpan>", spans[i], spans[i+1])
	}
	return fmt.Sprintf("<CMSearchDescription><searchID>S&amp;1</searchID><metaId>%s</metaId><timeSpanList>%s</timeSpanList>"+
		"<maxResults>%d</maxResults><searchResultPostion>%d</searchResultPostion></CMSearchDescription>", kind, b.String(), most, position)
}

func (b *bench) search(body string) answer {
	b.Helper()
	return b.login("POST", logPage, body, b.password())
}

func TestLogOfRefusedLogins(t *testing.T) {
	for _, generation := range fromSession {
		t.Run(string(generation), func(t *testing.T) {
			b := newBench(t, simcam.Scenario{Generation: generation})
			b.want(b.search(question(illegal, 0, 40)), 200, "<responseStatusStrg>NO MATCHES<", "<numOfMatches>0<")
			b.cam.Intrude("192.168.1.20", 7)
			b.clock.Advance(time.Hour)
			b.userCheck("wrong")
			all := b.search(question(illegal, 0, 40))
			b.want(all, 200, "<searchID>S&amp;1<", "<responseStatus>true<", "<responseStatusStrg>OK<", "<numOfMatches>8<",
				"<metaId>"+illegal+"<", "<userName>admin<", "<StartDateTime>2024-05-01T12:00:00+00:00<")
			if !wellFormed(all.body) || strings.Count(all.body, "<ipAddress>192.168.1.20<") != 7 ||
				strings.Index(all.body, "127.0.0.1") < strings.LastIndex(all.body, "192.168.1.20") {
				t.Error(all.body)
			}
			b.want(b.search(question("log.std-cgi.com/Exception", 0, 3)), 200, ">MORE<", "<numOfMatches>3<")
			b.want(b.search(question(illegal, 7, 3)), 200, ">OK<", "<numOfMatches>1<", "127.0.0.1")
			b.want(b.search(question(illegal, 9, 3)), 200, "NO MATCHES")
			b.want(b.search(question(illegal, 0, 40, "2024-05-01T12:30:00Z", "2024-05-01T13:30:00")), 200, "<numOfMatches>1<")
			b.want(b.search(question(illegal, 0, 40, "2024-05-02T00:00:00Z", "2024-05-03T00:00:00Z", "2024-05-01T00:00:00+00:00", "2024-05-01T12:10:00+00:00")), 200, "<numOfMatches>7<")
			b.want(b.search(question(entered, 0, 40)), 200, "<numOfMatches>2<", "<metaId>"+entered+"<") // an hour between them
			b.want(b.search(question("log.std-cgi.com", 0, 40)), 200, "<numOfMatches>10<")
			b.want(b.search(question("log.std-cgi.com/Alarm", 0, 40)), 200, "NO MATCHES")

			b.want(b.search(question(illegal, 0, 0)), 400)
			b.want(b.search(question(illegal, 0, 1, "yesterday", "today")), 400, "badParameters")
			b.want(b.search(question("everything", 0, 1)), 400)
			b.want(b.search("<CMSearchDescription>"), 400, "<statusCode>5<")
			b.want(b.search("<Other/>"), 400, "<statusCode>6<")
			if s := b.cam.TriesOf("192.168.1.20"); s != (simcam.SourceTries{Wrong: 5, Refused: 2}) {
				t.Errorf("%+v", s)
			}
			if s := b.cam.TriesOf("127.0.0.1"); s.Wrong != 1 || s.Right == 0 || b.cam.TriesOf("10.0.0.1") != (simcam.SourceTries{}) {
				t.Errorf("%+v", s)
			}
			b.count("writes", b.cam.Counters().Writes, 0)

			b.cam.PowerOff()
			b.cam.PowerOn()
			b.clock.Advance(time.Minute)
			b.http.CloseIdleConnections()
			b.want(b.search(question(illegal, 0, 40)), 200, "<numOfMatches>8<")
			b.hold()
			b.cam.SetPassword("Harbour-31")
			b.want(b.search(question(illegal, 0, 40)), 200, "NO MATCHES")
		})
	}
}

func TestLogIsBounded(t *testing.T) {
	b := newBench(t, simcam.Scenario{})
	for i := range 300 {
		b.cam.Intrude(fmt.Sprintf("10.0.%d.%d", i/200, i%200), 2)
	}
	b.cam.Intrude("192.168.1.20", 1)
	b.want(b.search(question(illegal, 0, 1000)), 200, "<numOfMatches>100<", ">MORE<")
	b.want(b.search(question(illegal, 400, 1000)), 200, ">OK<", "192.168.1.20")
	b.want(b.search(question("log.std-cgi.com", 500, 1000)), 200, "NO MATCHES")
	if s := b.cam.TriesOf("10.0.0.7"); s.Wrong != 2 {
		t.Errorf("%+v", s)
	}
}

func TestLogTellsTheCamerasTime(t *testing.T) {
	b := newBench(t, simcam.Scenario{Safety: simcam.Safety{WrongClock: -48 * time.Hour}})
	b.cam.Intrude("192.168.1.20", 1)
	b.want(b.search(question(illegal, 0, 1)), 200, "<StartDateTime>2024-04-29T12:00:00+00:00<")
}

func TestOnlineUsers(t *testing.T) {
	for _, generation := range fromSession {
		b := newBench(t, simcam.Scenario{Generation: generation})
		b.want(b.signed(onlinePage), 200, "<OnlineUserList ")
		b.lacks(b.signed(onlinePage), "<OnlineUser ", "<OnlineUser>") // no digest opens a session
		b.want(b.sessionLogin(b.password()), 200)
		b.http.Jar, _ = cookiejar.New(nil)
		list := b.signed(onlinePage)
		b.want(list, 200, "<id>1<", "<userName>admin<", "<loginTime>2024-05-01T12:00:00+00:00<", "<clientAddress>\n<ipAddress>127.0.0.1<")
		if !wellFormed(list.body) {
			t.Error(list.body)
		}
		b.cam.SetPassword("Harbour-31")
		b.lacks(b.signed(onlinePage), "admin")
	}
}

// TestOtherPagesMissingOrForbidden are those that are no sheets.
func TestOtherPagesMissingOrForbidden(t *testing.T) {
	for path, method := range map[string]string{
		questionsPage: "GET", strings.TrimSuffix(mailPage, "?format=json"): "GET", guidPage: "POST", onlinePage: "GET", logPage: "POST", infoPage: "GET",
		"/ISAPI/System/Network/EZVIZ": "GET", "/ISAPI/Security/users": "GET",
	} {
		b := newBench(t, simcam.Scenario{Generation: simcam.Portal, NoRights: []string{path}})
		b.want(b.do(method, path, "<x/>", ""), 401)
		b.want(b.login(method, path, "<x/>", b.password()), 403, "lowPrivilege")
		b.cam.Set(func(s *simcam.Scenario) { s.Missing, s.NoRights = s.NoRights, nil })
		b.want(b.login(method, path, "<x/>", b.password()), 403, "notSupport")
		for _, g := range []simcam.Generation{simcam.Legacy, simcam.Activation} {
			if older := newBench(t, simcam.Scenario{Generation: g, Auth: simcam.AuthMD5}); path == onlinePage || path == logPage {
				if a := older.do(method, path, "<x/>", ""); a.status == 200 || g == simcam.Legacy && a.status != 404 {
					t.Errorf("%s, %s: %+v", g, path, a)
				}
			}
		}
	}
	b := newBench(t, simcam.Scenario{Generation: simcam.Portal, RefusePut: guidPage})
	b.want(b.login("POST", guidPage, "<LoginPassword><password>"+b.password()+"</password></LoginPassword>", b.password()), 403, "notSupport")
	if b.cam.GUIDFile() != "" {
		t.Error("refused, and a file")
	}
}

// TestManyAtOnce reads and writes over four connections, as a program does that is in a hurry.
func TestManyAtOnce(t *testing.T) {
	b := newTLSBench(t, simcam.Scenario{Generation: simcam.Portal, TLS: true})
	base := &http.Transport{MaxConnsPerHost: 4, TLSClientConfig: anyTLS()}
	defer base.CloseIdleConnections()
	var running sync.WaitGroup
	for i := range 8 {
		running.Go(func() {
			client := http.Client{Timeout: 20 * time.Second, Transport: &digest.Transport{Username: "admin", Password: b.password(), Transport: base, NoReuse: true}}
			for path := range sheets {
				reply, err := client.Get(b.base + path)
				if err != nil {
					t.Error(err)
					return
				}
				_ = reply.Body.Close()
				if reply.StatusCode != 200 {
					t.Errorf("%s: %d", path, reply.StatusCode)
				}
				b.cam.Intrude(fmt.Sprintf("10.0.0.%d", i), 1)
				_, _ = b.cam.TriesOf("127.0.0.1"), b.cam.Counters()
			}
		})
	}
	running.Go(func() {
		for i := range 10 {
			change := []string{https, plain}
			list := b.signed(accesses).body
			b.want(b.put(accesses, strings.Replace(list, change[i%2], change[(i+1)%2], 1)), 200)
		}
	})
	running.Wait()
	if _, err := b.shake(anyTLS()); err != nil {
		t.Error("an even number of changes leaves HTTPS on:", err)
	}
	if n := b.cam.Counters(); n.MaxConnections < 2 || n.Wrong != 0 {
		t.Errorf("%+v", n)
	}
}
