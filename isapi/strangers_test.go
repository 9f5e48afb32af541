package isapi

import (
	"crypto/tls"
	"fmt"
	"html"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// reflecting answers every path with a page that names it.
func reflecting(code int, kind, format string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		reply{code, fmt.Sprintf(format, html.EscapeString(r.URL.RequestURI())), nil, kind}.write(w)
	}
}

// fixed answers some paths, and the rest with one reply.
func fixed(server string, answers map[string]reply, rest reply) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		answer, ok := answers[r.URL.Path]
		if !ok {
			answer = rest
		}
		everywhere(answer, server)(w, r)
	}
}

func webPage(text string) reply { return reply{200, "<html>" + text + "</html>", nil, "text/html"} }

var notFound = reply{404, "<html><title>404 Not Found</title></html>", nil, "text/html"}

// stranger is a device and what a look says of it.
type stranger struct {
	handle  http.HandlerFunc
	verdict string
}

// strangers are devices that are not the maker's, and what a look says of them.
func strangers() map[string]stranger {
	asks := func(lines ...string) reply {
		return reply{401, "<html>Authorization required</html>", lines, "text/html"}
	}
	spa := webPage(`<div id="app"></div><script src="/main.3f2a.js"></script>`)
	no, unknown := VerdictNotHikvision, VerdictUnknown
	return map[string]stranger{
		"router, Basic":            {everywhere(asks(`Basic realm="router"`), "httpd"), no},
		"router, digest":           {everywhere(asks(`Digest realm="HuaweiHomeGateway", nonce="1", qop="auth", algorithm="MD5"`), ""), no},
		"router, digest, webs":     {everywhere(asks(`Digest realm="GoAhead", domain=":81", qop="auth", nonce="1", algorithm="MD5"`), "webserver"), no},
		"realm admin":              {everywhere(asks(`Digest realm="admin", nonce="1"`), "Webs"), no},
		"realm names the maker":    {everywhere(asks(`Basic realm="Hikvision alternative"`), ""), no},
		"realm like a camera":      {everywhere(asks(`Digest realm="IP Camera", nonce="1"`), ""), no},
		"realm like a model":       {everywhere(asks(`Digest realm="DS-Lite gateway", nonce="1"`), ""), no},
		"realm like a short model": {everywhere(asks(`Digest realm="DS-918", nonce="1"`), ""), no},
		"hex realm, other domain":  {everywhere(asks(`Digest realm="c504892f438ee5f2114e9fdd", domain="/", nonce="1"`), ""), no},
		"printer":                  {fixed("HP HTTP Server; HP LaserJet", map[string]reply{"/": webPage("<title>HP LaserJet</title>")}, notFound), no},
		"camera, Dahua":            {fixed("", map[string]reply{"/": webPage("<title>WEB SERVICE</title>")}, asks(`Digest realm="Login to 3J01234PAX12345", qop="auth", nonce="1", opaque="2"`)), no},
		"camera, Boa":              {everywhere(asks(`Digest realm="IPCam", nonce="1"`), "Boa/0.94.14rc21"), no},
		"camera, lighttpd":         {fixed("lighttpd/1.4.35", map[string]reply{"/": webPage("<title>Network Camera</title>")}, notFound), no},
		"camera, nginx":            {fixed("nginx", map[string]reply{"/": webPage("<title>Camera</title>")}, reply{401, "", []string{`Basic realm="Camera"`}, ""}), no},
		"same page for all":        {everywhere(webPage("Welcome"), ""), no},
		"single page application":  {everywhere(spa, "nginx"), no},
		"application, weak mark":   {everywhere(spa, "webserver"), no},
		"JSON for all":             {everywhere(reply{200, `{"status":"ok","user":{"activated":true}}`, nil, "application/json"}, ""), no},
		"JSON, one thing":          {everywhere(reply{200, `{"license":{"Activated":false}}`, nil, "application/json"}, ""), no},
		"JSON 404 for all":         {everywhere(reply{404, `{"statusCode":404,"error":"Not Found"}`, nil, "application/json"}, ""), no},
		"XML for all":              {everywhere(reply{200, "<?xml version=\"1.0\"?><root><Activated>true</Activated></root>", nil, ""}, ""), no},
		"documents at /doc":        {fixed("", map[string]reply{"/": webPage(`<a href="/doc/index.html">Manual</a>`), pageNew: webPage("Manual")}, notFound), no},
		"moves to its documents":   {moving(pageNew, fixed("", map[string]reply{pageNew: webPage("Manual")}, notFound)), no},
		"reflects, 404":            {reflecting(404, "text/html", "<html>%s was not found</html>"), no},
		"reflects, 200":            {reflecting(200, "text/html", "<html>You asked for %s</html>"), no},
		"reflects, XML":            {reflecting(404, "application/xml", "<error><path>%s</path></error>"), no},
		"404 names login.asp":      {everywhere(reply{404, "<html>Try /doc/page/login.asp or shepherd.css</html>", nil, "text/html"}, ""), no},
		"portal, other host":       {moved("http://portal.example/login", 302), no},
		"portal, https":            {moved("https://portal.example/login", 307), no},
		"portal, same host":        {moved("/login", 302), no},
		"portal, 511":              {everywhere(reply{511, "<html>Log in to the network</html>", nil, "text/html"}, ""), no},
		"403 for all":              {everywhere(reply{403, "", nil, ""}, ""), unknown},
		"403 page for all":         {everywhere(reply{403, "<html><title>403 Forbidden</title></html>", nil, "text/html"}, "nginx"), unknown},
		"404 for all":              {everywhere(notFound, ""), no},
		"404 for all, weak mark":   {everywhere(notFound, "Webs"), unknown},
		"500 for all":              {everywhere(reply{500, "", nil, ""}, ""), unknown},
		"200 and nothing":          {everywhere(reply{200, "", nil, ""}, ""), no},
	}
}

// moving lets the front page lead elsewhere.
func moving(to string, rest http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			http.Redirect(w, r, to, http.StatusFound)
			return
		}
		rest(w, r)
	}
}

// moved sends every path elsewhere; /login itself is a page.
func moved(to string, code int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/login" {
			webPage("<title>Login</title>").write(w)
			return
		}
		http.Redirect(w, r, to, code)
	}
}

func TestStrangers(t *testing.T) {
	for name, c := range strangers() {
		t.Run(name, func(t *testing.T) {
			d := newDevice(t, c.handle)
			begin := time.Now()
			s := d.client().look(ctx(t))
			if s.Verdict() != c.verdict || s.Hikvision() == Yes || s.Generation() != "" {
				t.Errorf("%s, Hikvision %s: %q", s.Verdict(), s.Hikvision(), s.Evidence())
			}
			if took := time.Since(begin); took > 3*time.Second { // a request that waits takes four
				t.Errorf("took %s", took)
			}
			if len(s.Evidence()) == 0 || len(d.requests()) > 16 { // 8, and as many redirects
				t.Errorf("%d requests, evidence %q", len(d.requests()), s.Evidence())
			}
		})
	}
}

// TestStrangersOverTLS: a router's own page, self-signed, on 443 only.
func TestStrangersOverTLS(t *testing.T) {
	for name, handle := range map[string]http.HandlerFunc{
		"page":  everywhere(webPage("<title>Router</title>"), "nginx"),
		"basic": everywhere(reply{401, "", []string{`Basic realm="Router"`}, ""}, ""),
	} {
		d := secureDevice(t, &tls.Config{Certificates: []tls.Certificate{certificate(t, "Router Works")}}, handle)
		n := &network{ports: map[string]string{"443": d.address()}}
		s := n.client(t, Config{}).look(ctx(t))
		if s.Verdict() != VerdictNotHikvision || s.Reach.Scheme != "https" || len(s.Reach.Fingerprint) != 64 {
			t.Errorf("%s: %s %+v", name, s.Verdict(), s.Reach)
		}
		mustContain(t, strings.Join(s.Evidence(), "\n"), "Certificate: ")
	}
}

// TestStrangersThatAreNoWebServer ends in time, with a reason to show. Another
// protocol on that port does not tell who answers.
func TestStrangersThatAreNoWebServer(t *testing.T) {
	t.Parallel()
	greets := func(text string) func(net.Conn) {
		return func(c net.Conn) {
			_, _ = io.WriteString(c, text)
			_, _ = c.Read(make([]byte, 1024))
			_ = c.Close()
		}
	}
	for name, speak := range map[string]func(net.Conn){
		"SSH":          greets("SSH-2.0-OpenSSH_9.6\r\n"),
		"FTP":          greets("220 ready\r\n"),
		"RTSP":         greets("RTSP/1.0 400 Bad Request\r\n\r\n"),
		"silent":       func(net.Conn) {},
		"closes":       func(c net.Conn) { _ = c.Close() },
		"closes later": greets(""),
		"TLS alert":    greets("\x15\x03\x01\x00\x02\x02\x28"),
	} {
		t.Run(name, func(t *testing.T) {
			address, _ := raw(t, speak)
			begin := time.Now()
			s := clientFor(t, address, Config{Timeout: 500 * time.Millisecond}).look(ctx(t))
			if s.Verdict() != VerdictUnknown || s.Hikvision() != Unknown || len(s.Evidence()) == 0 {
				t.Errorf("%s: %q", s.Verdict(), s.Evidence())
			}
			if took := time.Since(begin); took > 10*time.Second {
				t.Errorf("took %s", took)
			}
		})
	}
}

// TestLegacyCameras are those from before activation: no state paths, and often
// nothing of the maker but the realm of deviceInfo.
func TestLegacyCameras(t *testing.T) {
	basic := func(realm string) reply {
		return reply{401, load(t, "401.html"), []string{`Basic realm="` + realm + `"`}, "text/html"}
	}
	for name, c := range map[string]struct {
		handle  http.HandlerFunc
		verdict string
	}{
		"Basic only, realm of deviceInfo": {fixed("", map[string]reply{"/": webPage("Web"), pathDevice: basic("DS-2CD2132-I")}, notFound), VerdictLegacy},
		"hikvision":                       {fixed("", map[string]reply{"/": webPage("Web"), pathDevice: basic("hikvision")}, notFound), VerdictLegacy},
		"digest":                          {fixed("", map[string]reply{"/": webPage("Web"), pathDevice: {401, "", []string{someChallenge}, ""}}, notFound), VerdictLegacy},
		"Server header":                   {fixed("DVRDVS-Webs", map[string]reply{"/": webPage("Web"), pathDevice: basic("index")}, notFound), VerdictLegacy},
		"front page":                      {fixed("", map[string]reply{"/": {200, load(t, "front.old.html"), nil, "text/html"}}, notFound), VerdictLegacy},
		"open deviceInfo":                 {fixed("", map[string]reply{pathDevice: {200, load(t, "deviceInfo.camera.xml"), nil, ""}}, notFound), VerdictLegacy},
		"another's realm":                 {fixed("", map[string]reply{"/": webPage("Web"), pathDevice: basic("camera")}, notFound), VerdictNotHikvision},
		"401, not 404":                    {fixed("App-webs/", map[string]reply{"/": webPage("Web"), pathStatus: basic("x")}, notFound), VerdictUnknown},
	} {
		d := newDevice(t, c.handle)
		s := d.client().look(ctx(t))
		if s.Verdict() != c.verdict || d.count(answered) != 0 || len(d.requests()) > 8 {
			t.Errorf("%s: %s %q, %d requests", name, s.Verdict(), s.Evidence(), len(d.requests()))
		}
	}
	// With a userCheck nothing more is asked.
	d := newDevice(t, fixed("App-webs/", map[string]reply{pathCheck: {401, "", []string{someChallenge}, ""}}, notFound))
	if d.client().look(ctx(t)); d.count(func(r request) bool { return r.path == pathDevice }) != 0 {
		t.Error("deviceInfo was asked")
	}
}

// TestLockThatShowsOnlyAs403 is newer firmware while it is locked (IPC-B121H-C,
// V5.8.10).
func TestLockThatShowsOnlyAs403(t *testing.T) {
	refusal := reply{403, status(4, "Invalid Operation", "invalidOperation"), nil, ""}
	doubt := "userCheck is refused without a reason (403): it may be locked, or still starting"
	for name, c := range map[string]struct {
		handle  http.HandlerFunc
		verdict string
		maybe   bool
	}{
		"everything":       {everywhere(refusal, ""), VerdictUnknown, true},
		"without a word":   {everywhere(reply{403, "", nil, ""}, "App-webs/"), VerdictUnknown, true},
		"a lock field":     {everywhere(reply{403, "<ResponseStatus><statusCode>4</statusCode><lockStatus>locked</lockStatus><resLockTime>600</resLockTime></ResponseStatus>", nil, ""}, ""), VerdictLocked, false},
		"a word for it":    {everywhere(reply{403, status(4, "Invalid Operation", "MgmtLokedError"), nil, ""}, ""), VerdictLocked, false},
		"state still told": {fixed("", map[string]reply{pathStatus: {200, load(t, "activateStatus.active.xml"), nil, ""}}, refusal), VerdictActive, true},
		"not activated":    {everywhere(reply{403, status(4, "Invalid Operation", "notActivated"), nil, ""}, ""), VerdictInactive, false},
		"a web server's":   {everywhere(reply{403, "<html>Forbidden</html>", nil, "text/html"}, "nginx"), VerdictUnknown, true},
	} {
		d := newDevice(t, c.handle)
		s := d.client().look(ctx(t))
		if s.Verdict() != c.verdict || s.MaybeLocked() != c.maybe || slices.Contains(s.Evidence(), doubt) != c.maybe {
			t.Errorf("%s: %s, maybe locked %v: %q", name, s.Verdict(), s.MaybeLocked(), s.Evidence())
		}
		if a, err := d.client().Try(ctx(t), admin("x")); a.Sent || d.count(answered) != 0 || err == nil && a.Outcome != Locked {
			t.Errorf("%s: %+v %v", name, a, err)
		}
	}
}
