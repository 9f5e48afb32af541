package isapi

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"camreset/isapi/auth"

	"github.com/icholy/digest"
)

// request is one request that a test device received.
type request struct{ method, path, body, auth, kind string }

// device is a web server for tests, with a record of what it received.
type device struct {
	*httptest.Server
	t  *testing.T
	mu sync.Mutex
	in []request
}

// reply is a canned answer; lines is what WWW-Authenticate says.
type reply struct {
	status int
	body   string
	lines  []string
	kind   string
}

func (r reply) write(w http.ResponseWriter) {
	for _, line := range r.lines {
		w.Header().Add("WWW-Authenticate", line)
	}
	if r.kind == "" {
		r.kind = `application/xml; charset="UTF-8"`
	}
	w.Header().Set("Content-Type", r.kind)
	w.WriteHeader(r.status)
	_, _ = io.WriteString(w, r.body)
}

func newDevice(t *testing.T, handle func(w http.ResponseWriter, r *http.Request)) *device {
	t.Helper()
	d := &device{t: t}
	d.Server = httptest.NewServer(d.record(handle))
	t.Cleanup(d.Close)
	return d
}

func (d *device) record(handle http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		d.mu.Lock()
		d.in = append(d.in, request{r.Method, r.URL.Path, string(body), r.Header.Get("Authorization"), r.Header.Get("Content-Type")})
		d.mu.Unlock()
		handle(w, r)
	}
}

// canned answers every path from a table, the rest with 404.
func canned(t *testing.T, table map[string]reply) *device {
	return newDevice(t, func(w http.ResponseWriter, r *http.Request) {
		if answer, ok := table[r.URL.Path]; ok {
			answer.write(w)
			return
		}
		reply{404, "<html><title>Not Found</title></html>", nil, "text/html"}.write(w)
	})
}

func (d *device) requests() []request {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]request(nil), d.in...)
}

func (d *device) count(keep func(request) bool) int {
	n := 0
	for _, r := range d.requests() {
		if keep(r) {
			n++
		}
	}
	return n
}

func answered(r request) bool { return r.auth != "" }

// client makes a client for a test device; its timeout is short.
func (d *device) client() *Client { return clientFor(d.t, d.Listener.Addr().String(), Config{}) }

func clientFor(t *testing.T, address string, cfg Config) *Client {
	t.Helper()
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	cfg.Host = host
	if cfg.Port, err = strconv.Atoi(port); err != nil {
		t.Fatal(err)
	}
	if cfg.Timeout == 0 {
		cfg.Timeout = 2 * time.Second
	}
	c := New(cfg)
	t.Cleanup(c.Close)
	return c
}

func load(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// raw is a device that is no web server: every connection is handed to speak.
func raw(t *testing.T, speak func(net.Conn)) (address string, connections func() int) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	var mu sync.Mutex
	n := 0
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			mu.Lock()
			n++
			mu.Unlock()
			t.Cleanup(func() { _ = conn.Close() })
			go speak(conn)
		}
	}()
	return listener.Addr().String(), func() int { mu.Lock(); defer mu.Unlock(); return n }
}

// secured answers with a digest challenge until the request carries the right answer.
type secured struct {
	challenge string // header line
	password  string
	wrong     reply // body and status for no login or a wrong one
	right     func(w http.ResponseWriter, r *http.Request)
}

const someChallenge = `Digest qop="auth", realm="IP Camera(C2183)", nonce="4e5446454d7a637a", stale="FALSE"`

func (s secured) handle(w http.ResponseWriter, r *http.Request) {
	if s.accepts(r) {
		s.right(w, r)
		return
	}
	answer := s.wrong
	if answer.status == 0 {
		answer.status = 401
	}
	answer.lines = []string{s.challenge}
	answer.write(w)
}

// accepts checks the answer with the library's own reading of the header.
func (s secured) accepts(r *http.Request) bool {
	got, err := digest.ParseCredentials(r.Header.Get("Authorization"))
	if err != nil {
		return false
	}
	chal, err := digest.ParseChallenge(s.challenge)
	if err != nil {
		panic(err)
	}
	want, err := digest.Digest(chal, digest.Options{Method: r.Method, URI: r.URL.RequestURI(), Count: 1,
		Username: "admin", Password: s.password, Cnonce: got.Cnonce})
	return err == nil && want.Response == got.Response && got.URI == r.URL.RequestURI()
}

func admin(password string) Login { return Login{User: "admin", Password: NewSecret(password)} }

func ctx(t *testing.T) context.Context {
	limited, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	t.Cleanup(cancel)
	return limited
}

func status(code int, text, sub string) string {
	return fmt.Sprintf(`<ResponseStatus version="2.0" xmlns="http://www.isapi.org/ver20/XMLSchema"><statusCode>%d</statusCode>`+
		`<statusString>%s</statusString><subStatusCode>%s</subStatusCode></ResponseStatus>`, code, text, sub)
}

// look asks everything that costs no login attempt, as the program does.
func (c *Client) look(ctx context.Context) Seen {
	var s Seen
	var all sync.WaitGroup
	all.Go(func() { s.Reach = c.Reach(ctx) })
	all.Go(func() { s.Front = c.Front(ctx) })
	all.Go(func() { s.Status = c.ActivateStatus(ctx) })
	all.Go(func() { s.Check, s.Info = c.Logins(ctx) })
	all.Go(func() { s.Recovery = c.Recovery(ctx) })
	all.Go(func() { s.Page = c.LoginPage(ctx) })
	all.Go(func() { s.Session = c.SessionCap(ctx) })
	all.Wait()
	return s
}

// offered are the challenges of one header line.
func offered(line string) []Challenge {
	return auth.Challenges(http.Header{"Www-Authenticate": {line}})
}

func mustContain(t *testing.T, text, part string) {
	t.Helper()
	if !strings.Contains(text, part) {
		t.Errorf("%q does not contain %q", text, part)
	}
}

func isErr(err, want error) bool { return errors.Is(err, want) }

func mustURL(text string) *url.URL {
	u, err := url.Parse(text)
	if err != nil {
		panic(err)
	}
	return u
}
