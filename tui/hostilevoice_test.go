package tui_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// voice answers one request on a connection, which is closed when it returns.
// A voice that goes on for ever ends when it cannot write any more.
type voice func(c net.Conn, path string)

// hostile is a device on a real loopback socket that speaks with one voice.
func hostile(t *testing.T, v voice) (at string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var talking sync.WaitGroup
	gone, leave := context.WithCancel(context.Background())
	t.Cleanup(func() {
		_ = listener.Close()
		leave()
		talking.Wait()
	})
	talking.Go(func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			talking.Go(func() {
				defer context.AfterFunc(gone, func() { _ = c.Close() })()
				defer c.Close()
				_ = c.SetDeadline(time.Now().Add(20 * time.Second))
				if r, err := http.ReadRequest(bufio.NewReader(c)); err == nil {
					path := r.URL.Path
					if r.Header.Get("Authorization") != "" {
						path += inside
					}
					v(c, path)
				}
			})
		}
	})
	return listener.Addr().String()
}

// page is a reply, whole and well-formed as long as its parts are.
type page struct {
	status, head, body string
}

func (p page) String() string {
	return fmt.Sprintf("HTTP/1.1 %s\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n%s", p.status, p.head, len(p.body), p.body)
}

const (
	serverLine    = "Server: App-webs/\r\n"
	challengeLine = "WWW-Authenticate: Digest realm=\"IP Camera(C2183)\", nonce=\"4e5446\", qop=\"auth\"\r\n"

	frontPath    = "/"
	loginPath    = "/doc/page/login.asp"
	statusPath   = "/SDK/activateStatus"
	checkPath    = "/ISAPI/Security/userCheck"
	recoveryPath = "/ISAPI/Security/extern/capabilities"
	sessionPath  = "/ISAPI/Security/sessionLogin/capabilities"
	infoPath     = "/ISAPI/System/deviceInfo"

	inside = " with a login" // behind the path of a request with a login
)

// cameraPages are what an honest camera answers.
func cameraPages() map[string]page {
	return map[string]page{
		frontPath:  {"200 OK", serverLine + "Content-Type: text/html\r\n", "<html><head><title>index</title></head><body><script>location='/doc/page/login.asp'</script></body></html>"},
		loginPath:  {"200 OK", serverLine + "Content-Type: text/html\r\n", "<html><head><title>Login</title></head></html>"},
		statusPath: {"200 OK", serverLine, "<ActivateStatus><Activated>true</Activated></ActivateStatus>"},
		checkPath:  {"401 Unauthorized", serverLine + challengeLine, lockBody("unlock", "5", "0")},
		recoveryPath: {"200 OK", serverLine, "<SecurityExternCap><isSupportWithSecurityQuestion>true</isSupportWithSecurityQuestion>" +
			"<isSupportWithSecurityEmail>false</isSupportWithSecurityEmail></SecurityExternCap>"},
		sessionPath: {"200 OK", serverLine, "<SessionLoginCap><sessionID>5f</sessionID><challenge>ab</challenge><iterations>100</iterations>" +
			"<isIrreversible>true</isIrreversible><sessionIDVersion>2</sessionIDVersion></SessionLoginCap>"},
		infoPath:           {"401 Unauthorized", serverLine + challengeLine, ""},
		checkPath + inside: {"200 OK", serverLine, "<userCheck><statusValue>200</statusValue><statusString>OK</statusString></userCheck>"},
		infoPath + inside:  {"200 OK", serverLine, info("DS-2CD2143G0-I")},
	}
}

func lockBody(status, left, unlock string) string {
	return "<userCheck><statusValue>401</statusValue><lockStatus>" + status + "</lockStatus><retryLoginTime>" + left + "</retryLoginTime><unlockTime>" + unlock + "</unlockTime></userCheck>"
}

// info is a DeviceInfo whose texts are all the same.
func info(text string) string {
	body := ""
	for _, name := range []string{"deviceName", "model", "serialNumber", "subSerialNumber", "macAddress", "firmwareVersion", "firmwareReleasedDate", "deviceType", "manufacturer", "OEMCode"} {
		body += "<" + name + ">" + text + "</" + name + ">"
	}
	return "<DeviceInfo>" + body + "</DeviceInfo>"
}

// but is an honest camera with some pages changed.
func but(change func(path string, p page) page) voice {
	pages := cameraPages()
	return func(c net.Conn, path string) {
		p, found := pages[path]
		if !found {
			p = page{"404 Not Found", serverLine, ""}
		}
		_, _ = io.WriteString(c, change(path, p).String())
	}
}

// bodies answers every path with one status and one body.
func bodies(status, body string) voice {
	return func(c net.Conn, _ string) { _, _ = io.WriteString(c, page{status, serverLine, body}.String()) }
}

// says answers every path with these bytes and no more.
func says(words string) voice {
	return func(c net.Conn, _ string) { _, _ = io.WriteString(c, words) }
}

// again says the beginning, and then one piece again and again.
func again(begin, piece string, pause time.Duration) voice {
	piece = strings.Repeat(piece, max(1, map[bool]int{true: 32 << 10 / len(piece)}[pause == 0]))
	return func(c net.Conn, _ string) {
		_, err := io.WriteString(c, begin)
		for err == nil {
			_, err = io.WriteString(c, piece)
			time.Sleep(pause)
		}
	}
}

// reset says these bytes and tears the connection down.
func reset(words string) voice {
	return func(c net.Conn, _ string) {
		_, _ = io.WriteString(c, words)
		time.Sleep(5 * time.Millisecond)
		_ = c.(*net.TCPConn).SetLinger(0)
	}
}

// sends redirects every path.
func sends(to func(path string) string) voice {
	return func(c net.Conn, path string) {
		_, _ = io.WriteString(c, page{"302 Found", "Location: " + to(path) + "\r\n", ""}.String())
	}
}
