package isapi

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"camreset/isapi/wire"

	"go.uber.org/goleak"
)

// network maps the ports of one simulated host to what stands there: an address
// to connect to, "silent", or nothing for refused.
type network struct {
	mu    sync.Mutex
	ports map[string]string
	dials []string
}

func (n *network) dial(ctx context.Context, _, address string) (net.Conn, error) {
	_, port, _ := net.SplitHostPort(address)
	n.mu.Lock()
	n.dials = append(n.dials, port)
	to := n.ports[port]
	n.mu.Unlock()
	switch to {
	case "":
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	case "silent":
		<-ctx.Done()
		return nil, ctx.Err()
	case "no route":
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.EHOSTUNREACH}
	}
	return (&net.Dialer{}).DialContext(ctx, "tcp", to)
}

func (n *network) client(t *testing.T, cfg Config) *Client {
	cfg.Host, cfg.Dial = "192.168.1.64", n.dial
	if cfg.Timeout == 0 {
		cfg.Timeout = time.Second
	}
	c := New(cfg)
	t.Cleanup(c.Close)
	return c
}

func (n *network) dialled() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return strings.Join(n.dials, " ")
}

// certificate makes a self-signed one, as cameras have.
func certificate(t *testing.T, organization string) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(time.Now().UnixNano()), NotAfter: time.Now().Add(time.Hour),
		Subject: pkix.Name{CommonName: "www.hikvision.com", Organization: []string{organization}}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// secureDevice is a web server with TLS for tests.
func secureDevice(t *testing.T, cfg *tls.Config, handle http.HandlerFunc) *device {
	t.Helper()
	d := &device{t: t}
	d.Server = httptest.NewUnstartedServer(d.record(handle))
	d.TLS = cfg
	d.Config.ErrorLog = log.New(io.Discard, "", 0)
	d.StartTLS()
	t.Cleanup(d.Close)
	return d
}

func (d *device) address() string { return d.Listener.Addr().String() }

func TestReachFindsThePort(t *testing.T) {
	web := canned(t, map[string]reply{"/": {200, load(t, "front.old.html"), nil, "text/html"}})
	safe := secureDevice(t, &tls.Config{Certificates: []tls.Certificate{certificate(t, "HIKVISION")}}, web.Config.Handler.ServeHTTP)
	for name, c := range map[string]struct {
		ports map[string]string
		cfg   Config
		want  string // state scheme port
		dials string
	}{
		"80":                {map[string]string{"80": web.address(), "443": safe.address()}, Config{}, "open http 80", "80"},
		"80 refused":        {map[string]string{"443": safe.address()}, Config{}, "open https 443", "80 443"},
		"80 silent":         {map[string]string{"80": "silent", "443": safe.address()}, Config{}, "open https 443", "80 443"},
		"given port":        {map[string]string{"8080": web.address()}, Config{Port: 8080}, "open http 8080", "8080"},
		"given scheme":      {map[string]string{"443": safe.address()}, Config{Scheme: "https"}, "open https 443", "443"},
		"given both":        {map[string]string{"8443": safe.address()}, Config{Scheme: "https", Port: 8443}, "open https 8443", "8443"},
		"port speaks TLS":   {map[string]string{"8443": safe.address()}, Config{Port: 8443}, "open https 8443", "8443 8443"},
		"all refused":       {nil, Config{}, "refused  0", ""},
		"no route":          {map[string]string{"80": "no route", "443": "no route", "8000": "no route", "554": "no route"}, Config{}, "no-route  0", ""},
		"only 8000":         {map[string]string{"8000": web.address()}, Config{}, "refused  0", ""},
		"given, refused":    {nil, Config{Port: 81}, "refused  0", "81"},
		"given scheme, not": {map[string]string{"80": web.address()}, Config{Scheme: "https"}, "refused  0", "443"},
	} {
		t.Run(name, func(t *testing.T) {
			n := &network{ports: c.ports}
			client := n.client(t, c.cfg)
			begin := time.Now()
			r := client.Reach(ctx(t))
			if got := fmt.Sprintf("%s %s %d", r.State, r.Scheme, r.Port); got != c.want {
				t.Errorf("%s: %+v", got, r)
			}
			if took := time.Since(begin); took > 3*time.Second { // a request that waits takes four
				t.Errorf("took %s", took)
			}
			if c.dials != "" && n.dialled() != c.dials {
				t.Errorf("dialled %s", n.dialled())
			}
			if other := name == "only 8000"; r.OtherOpen() != other {
				t.Errorf("%+v", r.Ports)
			}
			if want := map[bool]string{true: "unknown", false: "unreachable"}[name == "only 8000"]; r.Port == 0 && (Seen{Reach: r}).Verdict() != want {
				t.Error((Seen{Reach: r}).Verdict())
			}
			if r.Port != 0 && client.Reach(ctx(t)).State != ReachOpen {
				t.Error("not kept")
			}
		})
	}
}

func TestReachReusesItsConnection(t *testing.T) {
	web := canned(t, nil)
	n := &network{ports: map[string]string{"80": web.address()}}
	c := n.client(t, Config{})
	c.Reach(ctx(t))
	c.ActivateStatus(ctx(t))
	if got := n.dialled(); got != "80" {
		t.Errorf("dialled %s", got)
	}
}

func TestReachAtMostFourConnections(t *testing.T) {
	var mu sync.Mutex
	now, most := 0, 0
	web := newDevice(t, func(w http.ResponseWriter, _ *http.Request) { time.Sleep(5 * time.Millisecond); w.WriteHeader(404) })
	c := clientFor(t, web.address(), Config{Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		mu.Lock()
		now++
		most = max(most, now)
		mu.Unlock()
		return &watched{conn, sync.OnceFunc(func() { mu.Lock(); now--; mu.Unlock() })}, nil
	}})
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() { c.look(ctx(t)) })
		all.Go(func() { _, _ = c.Try(ctx(t), admin("x")) })
		all.Go(func() { c.Alive(ctx(t)) })
	}
	all.Wait()
	if most > wire.MaxConns {
		t.Errorf("%d connections at a time", most)
	}
}

type watched struct {
	net.Conn
	closed func()
}

func (w *watched) Close() error { w.closed(); return w.Conn.Close() }

// TestStrangePorts: what accepts but is no web server.
func TestStrangePorts(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		speak func(net.Conn)
		want  string
		err   error
	}{
		"silent": {func(net.Conn) {}, ReachMute, ErrMute},
		"closes": {func(c net.Conn) {
			_, _ = c.Read(make([]byte, 4096)) // closing over what was not read would break it off
			_ = c.Close()
		}, ReachClosed, ErrClosed},
		"SSH": {func(c net.Conn) {
			_, _ = io.WriteString(c, "SSH-2.0-dropbear\r\n")
			time.Sleep(50 * time.Millisecond)
			_ = c.Close()
		}, ReachNotHTTP, ErrNotHTTP},
		"closes within its answer": {func(c net.Conn) {
			_, _ = c.Read(make([]byte, 4096))
			_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nServ")
			_ = c.Close()
		}, ReachClosed, ErrClosed},
		"rubbish": {func(c net.Conn) {
			_, _ = c.Write([]byte{0, 1, 2, 3, 10, 10})
			time.Sleep(50 * time.Millisecond)
			_ = c.Close()
		}, ReachNotHTTP, ErrNotHTTP},
	} {
		t.Run(name, func(t *testing.T) {
			address, _ := raw(t, c.speak)
			s := clientFor(t, address, Config{Timeout: 500 * time.Millisecond}).look(ctx(t))
			if s.Reach.State != c.want || !errors.Is(s.Front.Err, c.err) {
				t.Errorf("%+v %v", s.Reach, s.Front.Err)
			}
			if v := s.Verdict(); v != VerdictUnknown {
				t.Error(v)
			}
		})
	}
}

func TestMute80DoesNotHide443(t *testing.T) {
	mute, _ := raw(t, func(net.Conn) {})
	safe := secureDevice(t, &tls.Config{Certificates: []tls.Certificate{certificate(t, "HIKVISION")}}, everywhere(reply{404, "", nil, ""}, "App-webs/"))
	n := &network{ports: map[string]string{"80": mute, "443": safe.address()}}
	s := n.client(t, Config{Timeout: 100 * time.Millisecond}).look(ctx(t))
	if s.Reach.State != ReachOpen || s.Reach.Scheme != "https" || s.Verdict() != VerdictLegacy {
		t.Errorf("%s %+v", s.Verdict(), s.Reach)
	}
}

func TestAlive(t *testing.T) {
	web := canned(t, nil)
	n := &network{ports: map[string]string{"80": web.address()}}
	c := n.client(t, Config{})
	if r := c.Alive(ctx(t)); r.State != ReachOpen || r.Port != 80 || len(web.requests()) != 0 {
		t.Errorf("%+v", r)
	}
	c.Reach(ctx(t))
	n.mu.Lock()
	n.ports = nil
	n.mu.Unlock()
	if r := c.Alive(ctx(t)); r.State != ReachRefused || r.Err == nil {
		t.Errorf("%+v", r)
	}
	if end, err := c.wire.Alone(ctx(t)); err != nil { // which ends the others
		t.Fatal(err)
	} else {
		end()
	}
	if s := c.ActivateStatus(ctx(t)); !errors.Is(s.Err, ErrUnreachable) {
		t.Error(s.Err)
	}
	if s := c.look(ctx(t)); s.Verdict() != VerdictUnreachable {
		t.Errorf("%s %+v %+v", s.Verdict(), s.Reach, s.replies())
	}
	n.mu.Lock()
	n.ports = map[string]string{"80": web.address()}
	n.mu.Unlock()
	if r := c.Reach(ctx(t)); r.State != ReachOpen {
		t.Errorf("%+v", r)
	}
}

func TestPinnedCertificate(t *testing.T) {
	certs := []tls.Certificate{certificate(t, "HIKVISION"), certificate(t, "HIKVISION")}
	var mu sync.Mutex
	use := 0
	dev := secured{challenge: someChallenge, password: secretWord, right: good(t)}
	d := secureDevice(t, &tls.Config{GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) {
		mu.Lock()
		defer mu.Unlock()
		return &tls.Config{Certificates: certs[use : use+1]}, nil
	}}, dev.handle)
	c := clientFor(t, d.address(), Config{Scheme: "https"})
	s := c.look(ctx(t))
	if len(c.Fingerprint()) != 64 || s.Reach.Fingerprint != c.Fingerprint() {
		t.Errorf("%q", c.Fingerprint())
	}
	mustContain(t, strings.Join(s.Evidence(), "\n"), "Certificate of")
	if a, err := c.Try(ctx(t), admin(secretWord)); err != nil || a.Outcome != Right {
		t.Errorf("%+v %v", a, err)
	}
	spent := d.count(answered)
	mu.Lock()
	use = 1
	mu.Unlock()
	if a, err := c.Try(ctx(t), admin(secretWord)); !errors.Is(err, ErrPinChanged) || a.Sent || d.count(answered) != spent {
		t.Errorf("%+v %v", a, err)
	}
	if errors.Is(c.ActivateStatus(ctx(t)).Err, ErrTLS) {
		t.Error("a changed certificate is taken for a failed handshake")
	}
	c.Forget()
	if a, err := c.Try(ctx(t), admin(secretWord)); err != nil || a.Outcome != Right {
		t.Errorf("%+v %v", a, err)
	}
}

// TestOldTLS is a camera that knows nothing newer than TLS 1.0 with RSA key exchange.
func TestOldTLS(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	d := secureDevice(t, &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS10,
		CipherSuites: []uint16{tls.TLS_RSA_WITH_AES_128_CBC_SHA},
		Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, everywhere(reply{404, "", nil, ""}, ""))
	if r := clientFor(t, d.address(), Config{Scheme: "https"}).Reach(ctx(t)); r.State != ReachOpen {
		t.Errorf("%+v", r)
	}
}

func TestFailedHandshakeIsItsOwnFinding(t *testing.T) {
	alert, _ := raw(t, func(c net.Conn) {
		_, _ = c.Read(make([]byte, 1024))
		_, _ = c.Write([]byte{0x15, 3, 1, 0, 2, 2, 40}) // handshake_failure
		_ = c.Close()
	})
	mute, _ := raw(t, func(net.Conn) {})
	for _, cfg := range []Config{{Scheme: "https"}, {}} {
		cfg.Timeout = 100 * time.Millisecond
		s := clientFor(t, alert, cfg).look(ctx(t))
		if s.Reach.State != ReachTLSFailed || !errors.Is(s.Front.Err, ErrTLS) || s.Verdict() != VerdictUnknown {
			t.Errorf("%s %+v %v", s.Verdict(), s.Reach, s.Front.Err)
		}
	}
	s := clientFor(t, mute, Config{Scheme: "https", Timeout: 50 * time.Millisecond}).look(ctx(t))
	if s.Reach.State != ReachTLSFailed || s.Verdict() != VerdictUnknown {
		t.Errorf("%s %+v", s.Verdict(), s.Reach)
	}
	if _, err := clientFor(t, alert, Config{Scheme: "https"}).Try(ctx(t), admin("x")); !errors.Is(err, ErrTLS) || errors.Is(err, ErrUnreachable) {
		t.Error(err)
	}
}

func TestRedirectToTLSOnTheSameHost(t *testing.T) {
	dev := secured{challenge: someChallenge, password: secretWord, right: good(t)}
	safe := secureDevice(t, &tls.Config{Certificates: []tls.Certificate{certificate(t, "x")}}, dev.handle)
	web := newDevice(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "https://192.168.1.64"+r.URL.RequestURI(), 301)
	})
	n := &network{ports: map[string]string{"80": web.address(), "443": safe.address()}}
	for _, ask := range []func(*Client) error{
		func(c *Client) error { return c.Front(ctx(t)).Err },
		func(c *Client) error { return c.UserCheck(ctx(t)).Err },
	} {
		c := n.client(t, Config{})
		if err := ask(c); err != nil {
			t.Error(err)
		}
		if r := c.Reach(ctx(t)); r.Scheme != "https" {
			t.Errorf("%+v", r)
		}
	}
	c := n.client(t, Config{})
	a, err := c.Try(ctx(t), admin(secretWord))
	if err != nil || a.Outcome != Right || web.count(answered) != 0 {
		t.Errorf("%+v %v", a, err)
	}
	// Back to plain HTTP is no way to go.
	plain := newDevice(t, func(w http.ResponseWriter, r *http.Request) {})
	back := secureDevice(t, &tls.Config{Certificates: []tls.Certificate{certificate(t, "x")}}, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, plain.URL, 302)
	})
	if f := clientFor(t, back.address(), Config{Scheme: "https"}).Front(ctx(t)); !errors.Is(f.Err, ErrForeignRedirect) || f.Location == "" || len(plain.requests()) != 0 {
		t.Errorf("%+v", f)
	}
}

// TestRequestsAreNeutral: a request carries no cookie, no login, a neutral name.
func TestRequestsAreNeutral(t *testing.T) {
	var mu sync.Mutex
	var heads []http.Header
	d := newDevice(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		heads = append(heads, r.Header.Clone())
		mu.Unlock()
		http.SetCookie(w, &http.Cookie{Name: "WebSession", Value: "1"})
		w.WriteHeader(404)
	})
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	d.client().look(ctx(t))
	mu.Lock()
	defer mu.Unlock()
	for _, h := range heads {
		h.Del("Connection") // userCheck has one of its own, that is closed behind it
		if h.Get("User-Agent") != "camreset" || len(h) != 1 {
			t.Errorf("%v", h)
		}
	}
	if len(heads) == 0 {
		t.Error("a proxy was used")
	}
}

func TestAddressForms(t *testing.T) {
	web := canned(t, nil)
	for host, want := range map[string]string{"fe80::1%eth0": "[fe80::1]", "[2001:db8::1]": "[2001:db8::1]", "192.168.1.64": "192.168.1.64"} {
		var mu sync.Mutex
		var asked string
		c := New(Config{Host: host, Dial: func(ctx context.Context, _, address string) (net.Conn, error) {
			mu.Lock()
			asked = address
			mu.Unlock()
			return (&net.Dialer{}).DialContext(ctx, "tcp", web.address())
		}})
		t.Cleanup(c.Close)
		if f := c.Front(ctx(t)); f.Status != 404 {
			t.Errorf("%s: %+v", host, f)
		}
		if asked != net.JoinHostPort(strings.Trim(host, "[]"), "80") {
			t.Errorf("%s: dialled %s", host, asked)
		}
		if got := c.server(base{"http", 80}).Host; !strings.HasPrefix(got, strings.TrimSuffix(want, "]")) {
			t.Errorf("%s: Host %s", host, got)
		}
	}
}

func TestCloseLeavesNothingRunning(t *testing.T) {
	web := canned(t, nil)
	before := goleak.IgnoreCurrent()
	c := web.client()
	_, _ = c.Try(ctx(t), admin("x"))
	c.look(ctx(t)) // connections are kept now
	c.Close()
	goleak.VerifyNone(t, before)
}

// TestOneLookTellsWhoIsThere: what was lost on the way to one port is sent again, and a
// port that refuses tells that somebody is there.
func TestOneLookTellsWhoIsThere(t *testing.T) {
	t.Parallel()
	const lost = "lost"
	for name, c := range map[string]struct {
		ports map[string][]error // what the connects to a port meet, the last again and again
		known bool               // port 80 was open before
		want  string
	}{
		"open":                        {map[string][]error{"80": {nil}}, false, ReachOpen},
		"443 alone":                   {map[string][]error{"80": {errors.New(lost)}, "443": {nil}}, false, ReachOpen},
		"refuses":                     {map[string][]error{"80": {syscall.ECONNREFUSED}, "443": {syscall.ECONNREFUSED}}, false, ReachRefused},
		"refuses at one":              {map[string][]error{"80": {errors.New(lost)}, "443": {syscall.ECONNREFUSED}}, false, ReachRefused},
		"open, but a packet was lost": {map[string][]error{"80": {errors.New(lost), nil}, "443": {syscall.ECONNREFUSED}}, false, ReachOpen},
		"known, a packet was lost":    {map[string][]error{"80": {nil, errors.New(lost), nil}, "443": {syscall.ECONNREFUSED}}, true, ReachOpen},
		"breaks off":                  {map[string][]error{"80": {syscall.ECONNRESET}, "443": {syscall.ECONNREFUSED}}, false, ReachReset},
		"silent":                      {map[string][]error{"80": {errors.New(lost)}, "443": {errors.New(lost)}}, false, ReachSilent},
		"no route":                    {map[string][]error{"80": {syscall.EHOSTUNREACH}, "443": {syscall.EHOSTUNREACH}}, false, ReachNoRoute},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var mu sync.Mutex
				n := New(Config{Host: "192.0.2.1", Dial: func(ctx context.Context, _, address string) (net.Conn, error) {
					mu.Lock()
					_, port, _ := net.SplitHostPort(address)
					err := c.ports[port][0]
					if rest := c.ports[port][1:]; len(rest) > 0 {
						c.ports[port] = rest
					}
					mu.Unlock()
					if err != nil && err.Error() == lost {
						<-ctx.Done()
						err = os.ErrDeadlineExceeded
					}
					if err != nil {
						return nil, &net.OpError{Op: "dial", Net: "tcp", Err: err}
					}
					ours, theirs := net.Pipe()
					_ = theirs.Close()
					return ours, nil
				}})
				defer time.Sleep(time.Minute)
				if c.known {
					n.Alive(t.Context())
				}
				begun := time.Now()
				r := n.AliveWithin(t.Context(), 750*time.Millisecond)
				took := time.Since(begun)
				if r.State != c.want || took > time.Second {
					t.Errorf("%s after %s: %+v", r.State, took, r)
				}
				if r.Taken() != (c.want == ReachOpen || c.want == ReachReset) || r.There() == r.Unheard() {
					t.Errorf("taken %v, there %v, unheard %v", r.Taken(), r.There(), r.Unheard())
				}
			})
		})
	}
}

// TestALookWaitsForItsTurn: that all connections which the device may have are taken is no
// silence of it.
func TestALookWaitsForItsTurn(t *testing.T) {
	t.Parallel()
	web := canned(t, nil)
	c := clientFor(t, web.address(), Config{})
	var taken []net.Conn
	for range wire.MaxConns {
		conn, err := c.wire.Connect(ctx(t), web.address())
		if err != nil {
			t.Fatal(err)
		}
		taken = append(taken, conn)
	}
	const patience = time.Second
	looked := make(chan Reach, 1)
	go func() { looked <- c.AliveWithin(ctx(t), patience) }()
	time.Sleep(patience + patience/2) // longer than it would wait for an answer
	for _, conn := range taken {
		_ = conn.Close()
	}
	if r := <-looked; r.State != ReachOpen {
		t.Errorf("%+v", r)
	}
}
