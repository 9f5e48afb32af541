package isapi

import (
	"bytes"
	"context"
	"errors"
	"net"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// FuzzDevice is a device that sends any bytes to whatever it is asked. The look and one
// try come to an end, the try spends one login at most, and what is told can be shown.
func FuzzDevice(f *testing.F) {
	head := "HTTP/1.1 200 OK\r\nServer: App-webs/\r\nContent-Type: application/xml\r\n\r\n"
	for _, name := range []string{"userCheck.401-locked.xml", "sessionLogin.version2.xml", "deviceInfo.camera.xml", "activateStatus.active.xml", "401.html", "extern.capabilities.xml"} {
		f.Add([]byte(head + load(f, name)))
	}
	f.Add([]byte("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest qop=\"auth\", realm=\"IP Camera(C2183)\", nonce=\"4e\"\r\nContent-Length: 0\r\n\r\n"))
	f.Add([]byte("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"\x1b[2J\", nonce=\"4e\", stale=true, Basic realm=\"x\"\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n"))
	f.Add([]byte("HTTP/1.1 302 Found\r\nLocation: http://192.168.1.64:99999/\r\n\r\n"))
	f.Add([]byte("HTTP/1.1 101 Switching Protocols\r\n\r\n"))
	f.Add([]byte("SSH-2.0-OpenSSH_9.7\r\n"))
	f.Add([]byte{0x15, 3, 1, 0, 2, 2, 40})
	f.Fuzz(func(t *testing.T, reply []byte) {
		synctest.Test(t, func(t *testing.T) { anyDevice(t, reply) }) // where waiting takes no time
	})
}

func anyDevice(t *testing.T, reply []byte) {
	var logins atomic.Int32
	dial := func(_ context.Context, _, _ string) (net.Conn, error) {
		ours, its := net.Pipe()
		go func() {
			defer its.Close()
			_ = its.SetDeadline(time.Now().Add(time.Second))
			request := make([]byte, 64<<10)
			n, err := its.Read(request)
			if bytes.Contains(request[:n], []byte("\r\nAuthorization: ")) || bytes.Contains(request[:n], []byte("<SessionLogin>")) {
				logins.Add(1)
			}
			if err == nil {
				_, _ = its.Write(reply)
			}
		}()
		return ours, nil
	}
	c := New(Config{Host: "192.168.1.64", Dial: dial, Timeout: 300 * time.Millisecond})
	defer c.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	s := c.look(ctx)
	d := s.Info.Device
	for _, text := range append(s.Evidence(), d.Name, d.Model, d.Serial, d.MAC, d.Firmware, d.Build, d.Manufacturer, d.OEM, s.Front.Title, s.Front.Realm, s.MAC()) {
		if CleanTo(text, 1000) != text {
			t.Errorf("%q is not clean", text)
		}
	}
	_, _ = s.Verdict(), s.Lock()
	if logins.Load() != 0 {
		t.Errorf("the look spent %d logins", logins.Load())
	}
	allowed := 0
	a, err := c.Try(ctx, Login{User: "admin", Password: NewSecret("Meadow-17-Fence"), Allow: func(Lock) error {
		if allowed++; allowed > 1 {
			return errNoMore
		}
		return nil
	}})
	if n := logins.Load(); n > 1 || a.Outcome == Right && n == 0 {
		t.Errorf("%d logins left; %v, %v", n, a.Outcome, err)
	}
}

var errNoMore = errors.New("no second one")
