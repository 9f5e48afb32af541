package simtest_test

import (
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simtest"

	"github.com/icholy/digest"
)

// TestRecorderIsNamedByTheLog is a recorder whose password was right until the camera got another one.
func TestRecorderIsNamedByTheLog(t *testing.T) {
	const old = "Lantern-57-Oak"
	lan, cam, clock := simtest.NewLan(t, "192.168.1.64", simcam.Scenario{Password: old})
	recorder := simtest.AddRecorder(lan, clock, netip.MustParsePrefix("192.168.1.50/24"), "192.168.1.64", old, 20*time.Second)
	defer recorder.Close()
	clock.Advance(time.Minute)
	if n := recorder.Counters(); n != (simtest.RecorderCounters{Logins: 3, LetIn: 3}) {
		t.Errorf("%+v", n)
	}
	cam.SetPassword("Harbour-31")
	clock.Advance(3 * time.Minute)
	if n := recorder.Counters(); n != (simtest.RecorderCounters{Logins: 12, LetIn: 3}) {
		t.Errorf("%+v", n)
	}
	if s := cam.TriesOf("192.168.1.50"); s != (simcam.SourceTries{Right: 3, Wrong: 5, Refused: 4}) {
		t.Errorf("%+v", s)
	}

	base := &http.Transport{DialContext: lan.DialContext}
	defer base.CloseIdleConnections()
	client := http.Client{Transport: &digest.Transport{Username: "admin", Password: "Harbour-31", Transport: base}}
	const question = `<CMSearchDescription><searchID>1</searchID><metaId>log.std-cgi.com/Exception/illegalAccess</metaId>` +
		`<maxResults>40</maxResults><searchResultPostion>0</searchResultPostion></CMSearchDescription>`
	reply, err := client.Post("http://192.168.1.64/ISAPI/ContentMgmt/logSearch", "application/xml", strings.NewReader(question))
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()
	body, _ := io.ReadAll(reply.Body)
	if reply.StatusCode != 200 || strings.Count(string(body), "<ipAddress>192.168.1.50<") != 9 || !strings.Contains(string(body), "<userName>admin<") {
		t.Errorf("the recorder's lock is its own, so this computer is let in and reads of it: %d\n%s", reply.StatusCode, body)
	}
	if s := cam.TriesOf("192.168.1.10"); s.Right != 1 {
		t.Errorf("this computer: %+v", s)
	}

	recorder.SetPassword("Harbour-31")
	clock.Advance(31 * time.Minute)
	before := recorder.Counters()
	clock.Advance(time.Minute)
	if n := recorder.Counters(); n.LetIn != before.LetIn+3 {
		t.Errorf("%+v after %+v", n, before)
	}
	cam.PowerOff()
	clock.Advance(20 * time.Second)
	if n := recorder.Counters(); n.Failures != 1 {
		t.Errorf("%+v", n)
	}
}

func TestRecorderElsewhere(t *testing.T) {
	lan, _, _ := simtest.NewLan(t, "192.168.1.64", simcam.Scenario{})
	for address, want := range map[string]bool{
		"192.168.1.64:80": true, "192.168.1.64:443": false, "192.168.1.65:80": false, "192.168.1.64": false,
	} {
		for own, near := range map[string]bool{"192.168.1.50/24": true, "10.0.0.50/24": false} {
			conn, err := lan.DialFrom(t.Context(), netip.MustParsePrefix(own), "tcp", address)
			if (err == nil) != (want && near) {
				t.Error(fmt.Sprint(own, " to ", address), err)
			}
			if err == nil {
				_ = conn.Close()
			}
		}
	}
}

// TestRecorderOfADemo lives in fast time on goroutines of its own.
func TestRecorderOfADemo(t *testing.T) {
	demo, err := simtest.NewDemoInMemory(simcam.Scenario{})
	if err != nil {
		t.Fatal(err)
	}
	recorder := simtest.AddRecorder(demo.Lan, demo.Fast, netip.MustParsePrefix("192.168.1.50/24"), demo.Address(), "old", 500*time.Millisecond)
	for end := time.Now().Add(10 * time.Second); recorder.Counters().Logins < 3 && time.Now().Before(end); {
		time.Sleep(10 * time.Millisecond)
	}
	recorder.Close()
	if err := demo.Close(); err != nil || recorder.Counters().Logins < 3 {
		t.Error(err, recorder.Counters())
	}
}
