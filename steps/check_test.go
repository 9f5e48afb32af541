package steps

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/simcam"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/report"
	"camreset/steps/sentences"
)

// line is a report in the words of the table.
func lineOf(r report.Report) string {
	way := "-"
	for _, m := range r.Methods {
		if m.Recommended {
			way = string(m.Key)
		}
	}
	return fmt.Sprintf("%s %s %d %s %s %s", r.Verdict, r.Next, r.ExitCode(), r.Hikvision, r.Device.Kind, way)
}

// What `check` says of devices that it can hear over UDP, or only in part: verdict,
// what is next, exit code, whether it is the maker's, its kind and the way that is
// recommended.
func TestCheckSaysWhatStandsThere(t *testing.T) {
	quiet := func(s *simcam.Scenario) { s.SADP.Off = true }
	inactive := func(s *simcam.Scenario) { audibly(s); s.Inactive = true }
	for name, c := range map[string]struct {
		change func(*simcam.Scenario)
		before func(*testing.T, *world)
		want   string
	}{
		"legacy":                 {func(s *simcam.Scenario) { audibly(s); s.Generation = simcam.Legacy }, nil, "legacy choose 0 yes camera default-password"},
		"legacy, silent":         {func(s *simcam.Scenario) { quiet(s); s.Generation = simcam.Legacy }, nil, "legacy choose 0 yes camera default-password"},
		"activation":             {func(s *simcam.Scenario) { audibly(s); s.Generation = simcam.Activation }, nil, "active choose 0 yes camera known-elsewhere"},
		"session":                {audibly, nil, "active choose 0 yes camera web-reset"},
		"session, silent":        {quiet, nil, "active choose 0 yes camera web-reset"},
		"portal":                 {func(s *simcam.Scenario) { audibly(s); s.Generation = simcam.Portal }, nil, "active choose 0 yes camera web-reset"},
		"recorder":               {func(s *simcam.Scenario) { audibly(s); s.Generation = simcam.RecorderGen }, nil, "active choose 0 yes recorder known-elsewhere"},
		"inactive":               {inactive, nil, "inactive activate 0 yes camera -"},
		"locked":                 {func(s *simcam.Scenario) { audibly(s); s.Locked = true }, nil, "locked wait 5 yes camera -"},
		"locked without a word":  {func(s *simcam.Scenario) { quiet(s); s.Locked, s.LockForm = true, simcam.LockForbidden }, nil, "unknown choose 6 yes camera known-elsewhere"},
		"locked, hidden":         {func(s *simcam.Scenario) { quiet(s); s.Locked, s.LockForm = true, simcam.LockSilent }, nil, "active choose 0 yes camera web-reset"},
		"without power":          {func(s *simcam.Scenario) { audibly(s); s.Unplugged = true }, nil, "unreachable restart 3 unknown unknown -"},
		"another subnet":         {func(s *simcam.Scenario) { audibly(s); s.Computer = "10.0.0.10/24" }, nil, "active other-subnet 0 yes camera -"},
		"another subnet, silent": {func(s *simcam.Scenario) { quiet(s); s.Computer = "10.0.0.10/24" }, nil, "unreachable other-subnet 3 unknown unknown -"},
		"another, inactive":      {func(s *simcam.Scenario) { inactive(s); s.Computer = "10.0.0.10/24" }, nil, "inactive activate 0 yes camera -"},
		"a wrong mask": {audibly, func(_ *testing.T, w *world) { w.camera.SetMask(netip.MustParseAddr("255.255.255.252")) },
			"active other-subnet 0 yes camera -"},
		"the page at another port": {audibly, func(_ *testing.T, w *world) { w.camera.SetNetwork(netip.MustParsePrefix("192.168.1.64/24"), 8181) },
			"active choose 0 yes camera web-reset"},
		"two at one address": {audibly, func(t *testing.T, w *world) {
			if err := w.lan.Add(w.ip, simcam.New(simcam.Scenario{Generation: simcam.Portal, Unit: 9}, simcam.FastClock(factor))); err != nil {
				t.Fatal(err)
			}
		}, "unknown separate 6 yes unknown -"},
	} {
		t.Run(name, besides(func(t *testing.T) {
			audible := false
			w := newWorld(t, "forgotten", func(s *simcam.Scenario) { c.change(s); audible = !s.SADP.Off && !s.Unplugged })
			if c.before != nil {
				c.before(t, w)
			}
			begun := time.Now()
			r := inspected(t, w.env, lan.Address{IP: w.ip})
			if got := lineOf(r); got != c.want {
				t.Errorf("got %s, want %s; %v", got, c.want, r.Evidence)
			}
			if took := time.Since(begun); took > lookWait+100*time.Millisecond && r.Verdict != "unreachable" {
				t.Errorf("it took %v", took)
			}
			if got := w.camera.Counters(); got.Logins != 0 || got.Writes != 0 || got.Secrets != 0 {
				t.Errorf("it spent %+v", got)
			}
			row := rowIn(r, "maker")
			if want := map[isapi.Tri]Status{isapi.Yes: OK, isapi.No: Warn, isapi.Unknown: Skip}[r.Hikvision]; row.Status != want {
				t.Errorf("hikvision %s beside %+v", r.Hikvision, row)
			}
			if row := rowIn(r, "tries"); row.Status == OK && r.Login.AttemptsLeft == nil {
				t.Errorf("the lock is not told, and %+v", row)
			}
			if audible && r.Next != facts.NextSeparate && (!strings.Contains(strings.Join(r.Evidence, " "), "Heard on this network") || r.Device.Serial == "" || r.Device.MAC == "" || r.Device.Firmware == "" || r.Device.HTTPPort == 0) {
				t.Errorf("it was to be heard: %+v", r.Device)
			}
		}))
	}
}

// serving is a port whose connections are served so, and then closed; nil refuses them.
func serving(t *testing.T, serve func(net.Conn)) net.Addr {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if serve == nil { // the port of a connection's near end refuses, and nobody else can have it
		near, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _, _ = near.Close(), l.Close() })
		return near.LocalAddr()
	}
	var running sync.WaitGroup
	gone, leave := context.WithCancel(context.Background())
	t.Cleanup(func() {
		_ = l.Close()
		leave()
		running.Wait()
	})
	running.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			running.Go(func() {
				defer context.AfterFunc(gone, func() { _ = conn.Close() })()
				defer conn.Close()
				serve(conn)
			})
		}
	})
	return l.Addr()
}

// Each state of a socket has a sentence of its own, and says what to do.
func TestEachStateOfASocketHasItsSentence(t *testing.T) {
	said := map[string]string{}
	for _, state := range []string{isapi.ReachOpen, isapi.ReachRefused, isapi.ReachSilent, isapi.ReachNoRoute, isapi.ReachNoName, isapi.ReachTLSFailed,
		isapi.ReachMute, isapi.ReachClosed, isapi.ReachReset, isapi.ReachNotHTTP} {
		f := Facts{Camera: facts.Camera{Target: lan.Address{IP: "203.0.113.7"}, Place: lan.Public}}
		f.Seen.Reach = isapi.Reach{State: state, Scheme: "http", Host: "203.0.113.7", Port: 80}
		row := sentences.ReachRow(&f)
		text := row.Detail.String()
		if other, twice := said[text]; twice || text == "" {
			t.Errorf("%s and %s both say %q", state, other, text)
		}
		if said[text] = state; (row.Status == OK) != (state == isapi.ReachOpen) || row.Status != OK && row.Hint.IsZero() {
			t.Errorf("%s: %+v", state, row)
		}
	}
}

// answering answers one request with these words.
func answering(words string) func(net.Conn) {
	return func(c net.Conn) {
		_, _ = c.Read(make([]byte, 4096))
		_, _ = c.Write([]byte(words))
	}
}

// What `check` says of ports that are no camera's page.
func TestCheckOfSickPorts(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		serve func(net.Conn)
		want  string
		says  string
	}{
		"silent":      {func(c net.Conn) { _, _ = io.Copy(io.Discard, c) }, "unknown restart 6 unknown unknown -", "says nothing"},
		"closing":     {func(c net.Conn) { _, _ = c.Read(make([]byte, 4096)) }, "unknown restart 6 unknown unknown -", "closes it without a word"},
		"breaking":    {func(c net.Conn) { _ = c.(*net.TCPConn).SetLinger(0) }, "unknown restart 6 unknown unknown -", "breaks it off"},
		"SSH":         {func(c net.Conn) { _, _ = c.Write([]byte("SSH-2.0-dropbear\r\n")); _, _ = c.Read(make([]byte, 4096)) }, "unknown none 6 unknown unknown -", "speaks SSH"},
		"RTSP":        {answering("RTSP/1.0 400 Bad Request\r\n\r\n"), "unknown none 6 unknown unknown -", "speaks RTSP"},
		"foreign":     {answering("HTTP/1.1 404 Not Found\r\nServer: nginx\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"), "not-hikvision none 4 no unknown -", ""},
		"redirecting": {answering("HTTP/1.1 302 Found\r\nLocation: http://portal.example/login\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"), "not-hikvision none 4 no unknown -", ""},
		"refusing":    {nil, "unreachable restart 3 unknown unknown -", "refuses the connection"},
		"likenesses":  {answering("HTTP/1.1 401 Unauthorized\r\nServer: App-webs-2\r\nWWW-Authenticate: Digest realm=\"IP Camera(of a friend)\", nonce=\"1\"\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"), "not-hikvision none 4 no unknown -", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := inspect(t, serving(t, c.serve).String())
			if got := lineOf(r); got != c.want {
				t.Errorf("got %s, want %s; %v", got, c.want, r.Evidence)
			}
			if row := rowIn(r, "answers"); c.says == "" {
				if row.Status != OK {
					t.Errorf("%+v", row)
				}
			} else if row.Status != Fail || !strings.Contains(row.Detail, c.says) || row.Hint == "" {
				t.Errorf("%+v does not say %q", row, c.says)
			}
		})
	}
}

// A check takes two rounds of replies at most, and what is asked over UDP holds it no
// longer where it is answered; where it is not, 300 ms.
func TestCheckKeepsItsTime(t *testing.T) {
	const reply = 100 * time.Millisecond
	for name, silent := range map[string]bool{"UDP answers": false, "UDP is silent": true} {
		t.Run(name, besides(func(t *testing.T) {
			w := newWorld(t, "forgotten", func(s *simcam.Scenario) { s.SADP.Off, s.Delay = silent, factor*reply })
			w.env.SADP.Now, w.env.SADP.After = time.Now, time.After
			begun := time.Now()
			r := inspected(t, w.env, lan.Address{IP: w.ip})
			most := reply*26/10 + 20*time.Millisecond
			if silent {
				most = max(most, lookWait)
			}
			if took := time.Since(begun); took > most || r.Verdict != "active" || (r.Device.Serial == "") != silent {
				t.Errorf("%s after %v, at most %v; %+v", r.Verdict, took, most, r.Device)
			}
		}))
	}
}

// Who stands there tells its model to everybody: its login is switched off. That is said,
// with the model, whatever else it answers.
func TestCheckOfADeviceWithoutALogin(t *testing.T) {
	t.Parallel()
	for name, userCheck := range map[string]string{"no path of the state": "", "a page in place of the state": "<html>Welcome</html>"} {
		answers := map[string]string{"/": "<html>Welcome</html>", "/ISAPI/Security/userCheck": userCheck,
			"/ISAPI/System/deviceInfo": `<DeviceInfo version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema"><model>DS-2CD2032-I</model><serialNumber>DS-2CD2032-I20140101CCWR400000001</serialNumber><macAddress>44:19:b6:00:00:01</macAddress></DeviceInfo>`}
		r := inspect(t, served(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if answers[r.URL.Path] == "" {
				w.WriteHeader(http.StatusNotFound)
			}
			_, _ = io.WriteString(w, answers[r.URL.Path])
		})).String())
		if d := r.Device; r.Hikvision != isapi.Yes || d.Kind != isapi.KindCamera || d.Model != "DS-2CD2032-I" || d.Serial == "" || d.MAC != "44:19:b6:00:00:01" {
			t.Errorf("%s: %s; %+v", name, lineOf(r), d)
		}
		if row := rowIn(r, "maker"); row.Status != Warn || !strings.Contains(row.Detail, "login is switched off") {
			t.Errorf("%s: %+v", name, row)
		}
	}
}

// A camera that is heard, whose page takes the connection and ends it without a word, is
// restarted first: neither its page nor the menu is what it is led to.
func TestAHeardCameraWithASickPageIsRestartedFirst(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", audibly)
		w.env.Dial = func(context.Context, string, string) (net.Conn, error) {
			ours, its := net.Pipe()
			go func() { _, _ = its.Read(make([]byte, 4096)); _ = its.Close() }()
			return ours, nil
		}
		r := inspected(t, w.env, lan.Address{IP: w.ip})
		if got := lineOf(r); got != "active restart 0 yes camera -" {
			t.Error(got)
		}
		for _, m := range r.Methods {
			if m.Key == "web-reset" && (m.Open || !strings.Contains(m.Why, "does not answer")) {
				t.Errorf("%+v", m)
			}
		}
		end, log := w.tell(t, mine.with(script{"unreachable": {flow.SayQuit}}))
		if f := end.Facts(); f.Record.MAC == "" || end.Step().ID != "unreachable" || end.Step().Ask.Ordered(f)[0].Key != "restart" {
			t.Errorf("%s; %v", end.Step().ID, log)
		}
	})(t)
}
