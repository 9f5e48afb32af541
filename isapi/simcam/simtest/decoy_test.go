package simtest_test

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simtest"
)

func newDecoy(t *testing.T, kind string) *simtest.Decoy {
	t.Helper()
	d, err := simtest.NewDecoy(kind)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	return d
}

func TestDecoysOverHTTP(t *testing.T) {
	for kind, want := range map[string]struct {
		scheme, path string
		status       int
		header, part string
	}{
		"router":         {"http", "/SDK/activateStatus", 401, `Basic realm="TP-LINK Router"`, "401"},
		"digest-router":  {"http", "/", 401, `Digest realm="NETGEAR`, "401"},
		"printer":        {"http", "/", 200, "Virata-EmWeb", "LaserJet"},
		"other-camera":   {"http", "/ISAPI/Security/userCheck", 401, `Digest realm="Login to ABC123"`, "401"},
		"always-200":     {"http", "/ISAPI/Security/userCheck", 200, "", "<html>"},
		"captive-portal": {"http", "/ISAPI/Security/userCheck", 302, "http://portal.example/", ""},
		"nginx-404":      {"http", "/", 404, "nginx/", "nginx"},
		"forbidden-all":  {"http", "/", 403, "", ""},
		"teapot":         {"http", "/", 418, "tea", "\x1b[31m"},
		"tls-only-other": {"https", "/", 200, "nginx", "Example Storage"},
	} {
		t.Run(kind, func(t *testing.T) {
			d := newDecoy(t, kind)
			client := &http.Client{
				Transport:     &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, DisableKeepAlives: true},
				CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
			}
			resp, err := client.Get(want.scheme + "://" + d.Addr() + want.path)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			body, _ := io.ReadAll(resp.Body)
			var headers strings.Builder
			_ = resp.Header.Write(&headers)
			if resp.StatusCode != want.status || !strings.Contains(headers.String(), want.header) || !strings.Contains(string(body), want.part) {
				t.Errorf("%d %q %q", resp.StatusCode, headers.String(), body)
			}
		})
	}
}

func TestDecoysThatSpeakNoHTTP(t *testing.T) {
	for kind, want := range map[string]string{"not-http": "SSH-2.0-", "rubbish": "\x00\xff", "close-at-once": "", "silent": ""} {
		d := newDecoy(t, kind)
		conn, err := net.Dial("tcp", d.Addr())
		if err != nil {
			t.Fatal(err)
		}
		buf := make([]byte, 64)
		if kind == "silent" {
			_ = conn.SetReadDeadline(time.Now().Add(20 * time.Millisecond))
		}
		n, err := conn.Read(buf)
		var slow net.Error
		timedOut := errors.As(err, &slow) && slow.Timeout()
		if !strings.HasPrefix(string(buf[:n]), want) || (want == "") != (n == 0) || (kind == "silent") != timedOut {
			t.Errorf("%s: %q %v", kind, buf[:n], err)
		}
		_ = conn.Close()
	}
}

func TestDecoyWithBadHeaders(t *testing.T) {
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	if resp, err := client.Get("http://" + newDecoy(t, "bad-headers").Addr()); err == nil {
		_ = resp.Body.Close()
		t.Error("understood")
	}
}

func TestDecoyKinds(t *testing.T) {
	for _, k := range simtest.Decoys() {
		d := newDecoy(t, k.Name)
		d.Close() // at once, and again by the cleanup
		if k.About == "" || k.Verdict != "unknown" && k.Verdict != "not-hikvision" {
			t.Errorf("%+v", k)
		}
	}
	if _, err := simtest.NewDecoy("toaster"); err == nil {
		t.Error("made a toaster")
	}
}

func TestDecoyOnALan(t *testing.T) {
	lan, _, _ := simtest.NewLan(t, "192.168.1.64", simcam.Scenario{})
	for ip, kind := range map[string]string{"192.168.1.1": "router", "192.168.1.2": "tls-only-other"} {
		d, err := simtest.NewDecoy(kind)
		if err != nil {
			t.Fatal(err)
		}
		if err := lan.AddHost(ip, d); err != nil {
			t.Fatal(err)
		}
	}
	simtest.Dials(t, lan, "192.168.1.1:80", nil)
	simtest.Dials(t, lan, "192.168.1.1:443", syscall.ECONNREFUSED)
	simtest.Dials(t, lan, "192.168.1.2:443", nil)
	if lan.AddHost("here", nil) == nil {
		t.Error("took a name as address")
	}
	if _, err := lan.DialContext(context.Background(), "tcp", "192.168.1.3:80"); err == nil {
		t.Error("dialled")
	}
}
