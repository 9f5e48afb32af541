package isapi

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// smallDevice serves few connections: what comes above is reset. It counts.
type smallDevice struct {
	net.Listener
	most int // connections at a time; 0 = any number

	mu     sync.Mutex
	live   int
	resets int
	late   int // the most that were open at a time after the first reset
}

func (s *smallDevice) Accept() (net.Conn, error) {
	for {
		conn, err := s.Listener.Accept()
		if err != nil {
			return nil, err
		}
		s.mu.Lock()
		over := s.most > 0 && s.live >= s.most
		if over {
			s.resets++
		} else if s.live++; s.resets > 0 {
			s.late = max(s.late, s.live)
		}
		s.mu.Unlock()
		if !over {
			return &servedConn{Conn: conn, gone: sync.OnceFunc(s.left)}, nil
		}
		_ = conn.(*net.TCPConn).SetLinger(0)
		_ = conn.Close()
	}
}

func (s *smallDevice) left() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.live--
}

func (s *smallDevice) count() (live, resets, late int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.live, s.resets, s.late
}

type servedConn struct {
	net.Conn
	gone func()
}

func (c *servedConn) Close() error {
	c.gone() // first: the other side knows it from the closing
	return c.Conn.Close()
}

func newSmallDevice(t *testing.T, most int, handle http.HandlerFunc) (*device, *smallDevice) {
	t.Helper()
	d := &device{t: t}
	d.Server = httptest.NewUnstartedServer(d.record(handle))
	s := &smallDevice{Listener: d.Listener, most: most}
	d.Listener = s
	d.Start()
	t.Cleanup(d.Close)
	return d, s
}

// patient makes a client that waits for the device's closing as long as a loaded
// machine takes.
func (d *device) patient() *Client {
	c := clientFor(d.t, d.address(), Config{Timeout: 8 * time.Second})
	c.wire.Linger = 8 * time.Second
	return c
}

// camera answers a look and takes logins; its replies are those of a real one.
func camera(t *testing.T) http.HandlerFunc {
	login := secured{challenge: someChallenge, password: secretWord, wrong: reply{body: load(t, "userCheck.401-unlocked.xml")}, right: good(t)}
	front, active := load(t, "front.old.html"), load(t, "activateStatus.active.xml")
	return func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/", pageOld:
			reply{200, front, nil, "text/html"}.write(w)
		case pathStatus:
			reply{200, active, nil, ""}.write(w)
		default:
			login.handle(w, r)
		}
	}
}

// TestCameraThatResetsManyConnections: it is looked at, and logged in to with one
// login, and after its first reset one connection at a time is used.
func TestCameraThatResetsManyConnections(t *testing.T) {
	t.Parallel()
	for _, most := range []int{1, 2} {
		for range 5 {
			d, s := newSmallDevice(t, most, camera(t))
			c := d.patient()
			if seen := c.look(ctx(t)); seen.Verdict() != VerdictActive {
				t.Errorf("%d: %s, %v", most, seen.Verdict(), seen.Evidence())
			}
			var before int
			for try := range 2 {
				if try == 1 {
					_, before, _ = s.count() // every connection of the look has been met by now
				}
				if a, err := c.Try(ctx(t), admin(secretWord)); err != nil || a.Outcome != Right {
					t.Errorf("%d: %v %v", most, a.Outcome, err)
				}
				if r := c.Alive(ctx(t)); r.State != ReachOpen {
					t.Errorf("%d: %+v", most, r)
				}
			}
			if _, resets, _ := s.count(); d.count(answered) != 2 || resets != before {
				t.Errorf("%d: %d logins, %d resets, %d before", most, d.count(answered), resets, before)
			}
		}
	}
}

// TestOneConnectionAfterAReset counts at the device, from a client that knows.
func TestOneConnectionAfterAReset(t *testing.T) {
	t.Parallel()
	d, s := newSmallDevice(t, 0, camera(t))
	c := d.patient()
	c.wire.OneAtATime()
	s.mu.Lock()
	s.resets = 1 // late counts from here on
	s.mu.Unlock()
	for range 3 {
		if seen := c.look(ctx(t)); seen.Verdict() != VerdictActive {
			t.Error(seen.Evidence())
		}
		if a, err := c.Try(ctx(t), admin(secretWord)); a.Outcome != Right || c.Alive(ctx(t)).State != ReachOpen {
			t.Error(a.Outcome, err)
		}
	}
	if _, _, late := s.count(); late != 1 {
		t.Errorf("%d connections at a time", late)
	}
}

// TestNoConnectionStandsBesideALogin: whatever else is asked meanwhile, a login
// finds the device alone.
func TestNoConnectionStandsBesideALogin(t *testing.T) {
	t.Parallel()
	var s *smallDevice
	plain := camera(t)
	d, s := newSmallDevice(t, 0, func(w http.ResponseWriter, r *http.Request) {
		if live, _, _ := s.count(); r.Header.Get("Authorization") != "" && live != 1 {
			t.Errorf("%d connections beside a login to %s", live-1, r.URL.Path)
		}
		plain(w, r)
	})
	c := d.patient()
	over, leave := context.WithCancel(ctx(t))
	var all sync.WaitGroup
	for _, probe := range []func(context.Context){
		func(ctx context.Context) { c.Alive(ctx) }, func(ctx context.Context) { c.ActivateStatus(ctx) },
		func(ctx context.Context) { c.Recovery(ctx) }, func(ctx context.Context) { c.LoginPage(ctx) }, func(ctx context.Context) { c.SessionCap(ctx) },
	} {
		all.Go(func() {
			for over.Err() == nil {
				probe(over)
			}
		})
	}
	for range 5 {
		if a, err := c.Try(ctx(t), admin(secretWord)); err != nil || a.Outcome != Right {
			t.Errorf("%v %v", a.Outcome, err)
		}
		if _, err := c.DeviceInfo(ctx(t), admin(secretWord)); err == nil || errors.Is(err, ErrAuth) { // it has no deviceInfo
			t.Error(err)
		}
	}
	leave()
	all.Wait()
}

// TestALoginWaitsForReads and they for it, and the wait for a turn is no silence.
func TestALoginWaitsForReads(t *testing.T) {
	t.Parallel()
	reading, read, loggingIn, login := make(chan bool), make(chan bool), make(chan bool), make(chan bool)
	plain := camera(t)
	var done atomic.Bool // the read was answered
	d, _ := newSmallDevice(t, 0, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == pathRecovery:
			reading <- true
			<-read
			done.Store(true)
		case r.URL.Path == pathCheck && !done.Load():
			t.Error("the login did not wait")
		case r.Header.Get("Authorization") != "":
			loggingIn <- true
			<-login
		}
		plain(w, r)
	})
	c := d.client()
	var all sync.WaitGroup
	all.Go(func() { c.Recovery(ctx(t)) })
	<-reading
	all.Go(func() {
		if a, err := c.Try(ctx(t), admin(secretWord)); a.Outcome != Right {
			t.Error(a.Outcome, err)
		}
	})
	read <- true
	<-loggingIn
	short, cancel := context.WithTimeout(ctx(t), 20*time.Millisecond)
	defer cancel()
	if r := c.Alive(short); r.State != "" || r.Err == nil {
		t.Errorf("%+v", r)
	}
	login <- true
	all.Wait()
}

// brokenConn is reset before or after its first write.
type brokenConn struct {
	net.Conn
	after bool
}

func (b *brokenConn) Write(p []byte) (int, error) {
	if !b.after {
		return 0, &net.OpError{Op: "write", Net: "tcp", Err: syscall.ECONNRESET}
	}
	return len(p), nil
}

func (b *brokenConn) Read([]byte) (int, error) {
	return 0, &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}
}

// TestResetBeforeALoginLeft is no try; one after it left may be.
func TestResetBeforeALoginLeft(t *testing.T) {
	t.Parallel()
	for _, after := range []bool{false, true} {
		d := newDevice(t, camera(t))
		allowed := false
		c := clientFor(t, d.Listener.Addr().String(), Config{Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
			if allowed {
				conn = &brokenConn{conn, after}
			}
			return conn, err
		}})
		login := admin(secretWord)
		login.Allow = func(Lock) error { allowed = true; return nil }
		a, err := c.Try(ctx(t), login)
		if after && (a.Outcome != Lost || !a.Sent || !errors.Is(err, ErrLost) || errors.Is(err, ErrConnections)) {
			t.Errorf("%+v %v", a, err)
		}
		if !after && (a.Outcome != "" || a.Sent || !errors.Is(err, ErrConnections)) {
			t.Errorf("%+v %v", a, err)
		}
	}
}

// TestCameraThatResetsEverything takes no connection at all: nothing is spent, and
// the reason is told.
func TestCameraThatResetsEverything(t *testing.T) {
	t.Parallel()
	address, _ := raw(t, func(conn net.Conn) {
		_ = conn.(*net.TCPConn).SetLinger(0)
		_ = conn.Close()
	})
	login := admin(secretWord)
	login.Allow = func(Lock) error { t.Error("a try was noted"); return nil }
	a, err := clientFor(t, address, Config{}).Try(ctx(t), login)
	if a.Sent || a.Outcome != "" || !errors.Is(err, ErrConnections) {
		t.Errorf("%+v %v", a, err)
	}
}

// TestAnotherProtocolEndsAtOnce: net/http hands out the bare connection with a
// 101, and no deadline ends its reads. The device says nothing more.
func TestAnotherProtocolEndsAtOnce(t *testing.T) {
	t.Parallel()
	const switching = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n"
	for name, c := range map[string]struct {
		login  bool // only an answer to a login is so
		call   func(*Client) error
		reason error
	}{
		"look":        {false, func(c *Client) error { return c.look(ctx(t)).Front.Err }, ErrNotHTTP},
		"check":       {false, func(c *Client) error { return c.UserCheck(ctx(t)).Err }, ErrNotHTTP},
		"bare":        {false, func(c *Client) error { _, err := c.Try(ctx(t), admin("x")); return err }, ErrNotHTTP},
		"login":       {true, func(c *Client) error { _, err := c.Try(ctx(t), admin("x")); return err }, ErrLost},
		"device info": {true, func(c *Client) error { _, err := c.DeviceInfo(ctx(t), admin("x")); return err }, ErrLost},
		"change":      {true, func(c *Client) error { return c.ChangePassword(ctx(t), admin("x"), NewSecret("y"), true) }, ErrLost},
		"write": {false, func(c *Client) error {
			return c.write(ctx(t), c.memory(), call{method: "PUT", path: "/x", body: "x"}).Err
		}, ErrNotHTTP},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDevice(t, func(w http.ResponseWriter, r *http.Request) {
				if c.login && r.Header.Get("Authorization") == "" {
					reply{401, "", []string{someChallenge}, ""}.write(w)
					return
				}
				conn, _, err := http.NewResponseController(w).Hijack()
				if err != nil {
					t.Error(err)
					return
				}
				defer func() { _ = conn.Close() }()
				_, _ = io.WriteString(conn, switching)
				_, _ = io.Copy(io.Discard, conn) // until the other side has closed it
			})
			ended := make(chan error, 1)
			go func() { ended <- c.call(d.client()) }()
			select {
			case err := <-ended:
				if !errors.Is(err, c.reason) {
					t.Error(err)
				}
			case <-time.After(8 * time.Second):
				t.Fatal("it does not end")
			}
		})
	}
}

// TestHTTPSWithAnotherNumberEachTime is a camera whose HTTP is off: every path is
// sent on to https, each time with another number behind it.
func TestHTTPSWithAnotherNumberEachTime(t *testing.T) {
	t.Parallel()
	safe := secureDevice(t, nil, camera(t))
	_, port, _ := net.SplitHostPort(safe.address())
	var n atomic.Int32
	front := newDevice(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", fmt.Sprintf("https://192.168.1.64:%s%s?randnum=%d", port, r.URL.Path, n.Add(1)))
		w.WriteHeader(http.StatusFound)
	})
	net := &network{ports: map[string]string{"80": front.address(), port: safe.address()}}
	c := net.client(t, Config{})
	if seen := c.look(ctx(t)); seen.Verdict() != VerdictActive || c.Fingerprint() == "" {
		t.Error(seen.Evidence())
	}
	if a, err := c.Try(ctx(t), admin(secretWord)); a.Outcome != Right || safe.count(answered) != 1 || front.count(answered) != 0 {
		t.Error(a.Outcome, err)
	}
}
