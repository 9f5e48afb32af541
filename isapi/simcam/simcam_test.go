package simcam_test

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simtest"

	"github.com/icholy/digest"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// bench is one camera with a listener, a clock and a client.
type bench struct {
	*testing.T
	cam   *simcam.Camera
	clock *simtest.Clock
	base  string
	http  *http.Client
}

func newBench(t *testing.T, sc simcam.Scenario) *bench {
	t.Helper()
	clock := simtest.NewClock()
	cam := simcam.New(sc, clock)
	address, err := cam.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	jar, _ := cookiejar.New(nil)
	b := &bench{t, cam, clock, "http://" + address, &http.Client{Transport: transport, Jar: jar}}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		if err := cam.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

type answer struct {
	status int
	body   string
	header http.Header
}

func (b *bench) try(method, path, body, authorization string) (answer, error) {
	b.Helper()
	req, err := http.NewRequestWithContext(context.Background(), method, b.base+path, strings.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	if authorization != "" {
		req.Header.Set("Authorization", authorization)
	}
	resp, err := b.http.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	return answer{resp.StatusCode, string(text), resp.Header}, err
}

func (b *bench) do(method, path, body, authorization string) answer {
	b.Helper()
	a, err := b.try(method, path, body, authorization)
	if err != nil {
		b.Fatal(err)
	}
	return a
}

func (b *bench) get(path string) answer { b.Helper(); return b.do("GET", path, "", "") }

func (b *bench) post(path string, fields ...string) answer {
	b.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return b.do("POST", path, form.Encode(), "")
}

// answered makes the digest answer to the challenge in a reply.
func (b *bench) answered(a answer, method, path, password string) string {
	b.Helper()
	challenge, err := digest.ParseChallenge(a.header.Get("WWW-Authenticate"))
	if err != nil {
		b.Fatalf("%v in %q", err, a.header)
	}
	c, err := digest.Digest(challenge, digest.Options{Method: method, URI: path, Username: "admin", Password: password})
	if err != nil {
		b.Fatal(err)
	}
	return c.String()
}

// login spends one try: a bare request, then one answered request.
func (b *bench) login(method, path, body, password string) answer {
	b.Helper()
	return b.do(method, path, body, b.answered(b.do(method, path, "", ""), method, path, password))
}

const check = "/ISAPI/Security/userCheck"

func (b *bench) userCheck(password string) answer {
	b.Helper()
	return b.login("GET", check, "", password)
}

func (b *bench) want(a answer, status int, parts ...string) {
	b.Helper()
	if a.status != status {
		b.Errorf("status %d, want %d: %s", a.status, status, a.body)
	}
	for _, part := range parts {
		if !strings.Contains(a.body, part) {
			b.Errorf("no %q in %s", part, a.body)
		}
	}
}

func (b *bench) lacks(a answer, parts ...string) {
	b.Helper()
	for _, part := range parts {
		if strings.Contains(a.body, part) {
			b.Errorf("%q in %s", part, a.body)
		}
	}
}

func (b *bench) password() string { return b.cam.State().Password }

func (b *bench) count(name string, got, want int) {
	b.Helper()
	if got != want {
		b.Errorf("%s = %d, want %d", name, got, want)
	}
}
