package wire

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// carrier makes a transport to a server for tests, through dial where it is given.
func carrier(t *testing.T, judge func(*x509.Certificate) error, dial func(context.Context, string, string) (net.Conn, error)) *Transport {
	t.Helper()
	if dial == nil {
		dial = (&net.Dialer{}).DialContext
	}
	c := New(Config{Host: "127.0.0.1", Timeout: 5 * time.Second, Dial: dial, Judge: func() func(*x509.Certificate) error { return judge }})
	t.Cleanup(c.Close)
	return c
}

func place(t *testing.T, server *httptest.Server) *url.URL {
	t.Helper()
	u, err := url.Parse(server.URL + "/x")
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestAnswers(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("Server", r.Header.Get("User-Agent")+" "+r.Header.Get("Content-Type")+" "+r.Header.Get("SessionTag")+" "+r.Header.Get("Cookie"))
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = w.Write(body)
	}))
	t.Cleanup(server.Close)
	a := carrier(t, nil, nil).Do(t.Context(), place(t, server), Request{Method: "PUT", ContentType: "application/xml", Body: "<a/>", SessionTag: "t", Cookies: []*http.Cookie{{Name: "c", Value: "v"}}})
	if a.Err != nil || !a.Done || !a.Sent || a.Status != 401 || string(a.Body) != "<a/>" || a.Header.Get("Server") != "camreset application/xml t c=v" {
		t.Errorf("%+v", a)
	}
}

// TestFreshConnections: a request of its own shares none, and no other one is left open.
func TestFreshConnections(t *testing.T) {
	t.Parallel()
	var opened atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	t.Cleanup(server.Close)
	c := carrier(t, nil, func(ctx context.Context, network, address string) (net.Conn, error) {
		opened.Add(1)
		return (&net.Dialer{}).DialContext(ctx, network, address)
	})
	for _, want := range []struct {
		fresh bool
		n     int32
	}{{false, 1}, {false, 1}, {true, 2}, {true, 3}, {false, 4}} {
		if a := c.Do(t.Context(), place(t, server), Request{Method: "GET", Fresh: want.fresh}); a.Err != nil || opened.Load() != want.n {
			t.Errorf("%v: %d connections, not %d", a.Err, opened.Load(), want.n)
		}
	}
}

func TestBounds(t *testing.T) {
	t.Parallel()
	for name, length := range map[string]string{"told": "2000000", "not told": ""} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if length != "" {
				w.Header().Set("Content-Length", length)
			}
			_, _ = io.WriteString(w, strings.Repeat("x", 2_000_000))
		}))
		t.Cleanup(server.Close)
		if a := carrier(t, nil, nil).Do(t.Context(), place(t, server), Request{Method: "GET"}); !errors.Is(a.Err, ErrTooLarge) || a.Body != nil || !a.Done {
			t.Errorf("%s: %v, %d bytes", name, a.Err, len(a.Body))
		}
	}
}

// TestCertificates: the judge's error is the request's, word for word, and nothing left.
func TestCertificates(t *testing.T) {
	t.Parallel()
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("it was asked") }))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	other := errors.New("another device")
	c := carrier(t, func(leaf *x509.Certificate) error {
		if leaf == nil {
			t.Error("no certificate")
		}
		return other
	}, nil)
	if a := c.Do(t.Context(), place(t, server), Request{Method: "GET"}); !errors.Is(a.Err, other) || a.Err.Error() != other.Error() || a.Sent {
		t.Errorf("%v, sent %v", a.Err, a.Sent)
	}
}

// deaf is a connection that the device breaks off before a byte was written.
type deaf struct{ net.Conn }

func (deaf) Write([]byte) (int, error) { return 0, syscall.ECONNRESET }
func (deaf) Read([]byte) (int, error)  { return 0, syscall.ECONNRESET }

func TestWhatNeverLeft(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("it was asked") }))
	t.Cleanup(server.Close)
	c := carrier(t, nil, func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
		return deaf{conn}, err
	})
	a := c.Do(t.Context(), place(t, server), Request{Method: "GET", Fresh: true})
	if a.Sent || !a.Reset || !HungUp(a.Err) || !errors.Is(a.Err, ErrReset) {
		t.Errorf("%+v", a)
	}
	if a := c.Do(t.Context(), place(t, server), Request{Method: "GET"}); !a.Single {
		t.Error("it goes on with several connections")
	}
}

// TestNothingListens tells a refused connect from a silent one.
func TestNothingListens(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(nil)
	to := place(t, server)
	server.Close()
	a := carrier(t, nil, nil).Do(t.Context(), to, Request{Method: "GET"})
	var dial *DialError
	if a.Sent || !errors.Is(a.Err, ErrUnreachable) || !errors.As(a.Err, &dial) || dial.State != Refused {
		t.Errorf("%+v", a)
	}
}

// ending is a connection whose device sends one last word when we close our side.
type ending struct {
	net.Conn
	closing chan struct{}
}

func (e *ending) Write(p []byte) (int, error)        { return len(p), nil }
func (e *ending) CloseWrite() error                  { close(e.closing); return nil }
func (e *ending) SetDeadline(time.Time) error        { return nil }
func (e *ending) SetReadDeadline(at time.Time) error { return nil }
func (e *ending) Close() error                       { return nil }
func (e *ending) Read(p []byte) (int, error) {
	<-e.closing
	return copy(p, "0\r\n\r\n"), io.EOF
}

// What a device says to our closing does not end its answer well.
func TestTheAnswerToOurClosingIsNoAnswer(t *testing.T) {
	t.Parallel()
	c := &counted{Conn: &ending{closing: make(chan struct{})}, release: func() {}, wasReset: func() {}, asked: make(chan struct{})}
	_, _ = c.Write([]byte("GET / HTTP/1.1\r\n\r\n"))
	go func() { time.Sleep(10 * time.Millisecond); _ = c.Close() }()
	n, err := c.Read(make([]byte, 100))
	if n != 0 || !errors.Is(err, net.ErrClosed) {
		t.Errorf("%d bytes, %v", n, err)
	}
}
