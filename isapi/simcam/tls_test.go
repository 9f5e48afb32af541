package simcam_test

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simtest"
)

// newTLSBench is a bench with a second address; its client speaks every version and takes every certificate.
func newTLSBench(t *testing.T, sc simcam.Scenario) *bench {
	t.Helper()
	b := newBench(t, sc)
	address, err := b.cam.ListenTLS("127.0.0.1:0")
	if err != nil || address != b.cam.AddrTLS() || address == b.cam.Addr() {
		t.Fatal(address, err)
	}
	b.http.Transport.(*http.Transport).TLSClientConfig = anyTLS()
	return b
}

func anyTLS() *tls.Config {
	return &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS10} // the certificates are self-signed
}

// shake gives the state of one connection under a configuration.
func (b *bench) shake(config *tls.Config) (tls.ConnectionState, error) {
	b.Helper()
	conn, err := (&tls.Dialer{Config: config}).DialContext(context.Background(), "tcp", b.cam.AddrTLS())
	if err != nil {
		return tls.ConnectionState{}, err
	}
	defer conn.Close()
	return conn.(*tls.Conn).ConnectionState(), nil
}

func (b *bench) fingerprint() [32]byte {
	b.Helper()
	state, err := b.shake(anyTLS())
	if err != nil {
		b.Fatal(err)
	}
	return sha256.Sum256(state.PeerCertificates[0].Raw)
}

func TestTLSAnswersAsHTTPDoes(t *testing.T) {
	b := newTLSBench(t, simcam.Scenario{})
	b.base = "https://" + b.cam.AddrTLS()
	b.want(b.get("/"), 200, "login.asp")
	b.want(b.userCheck(b.password()), 200)
	if list := b.cam.Recorded(); !list[0].Secure {
		t.Error("not secure")
	}
	state, err := b.shake(anyTLS())
	if err != nil || state.Version != tls.VersionTLS13 {
		t.Fatal(state.Version, err)
	}
	subject := state.PeerCertificates[0].Subject.String()
	if subject != "CN=www.hikvision.com,OU=DVRNVR,O=HIKVISION,L=HangZhou,ST=ZheJiang,C=CN" {
		t.Error(subject)
	}
	newer := newTLSBench(t, simcam.Scenario{Generation: simcam.Portal})
	if state, err = newer.shake(anyTLS()); err != nil || strings.Contains(state.PeerCertificates[0].Subject.String(), "HIKVISION") {
		t.Error(state.PeerCertificates, err)
	}
}

func TestTLSVersions(t *testing.T) {
	for _, version := range []uint16{tls.VersionTLS10, tls.VersionTLS11, tls.VersionTLS12} {
		b := newTLSBench(t, simcam.Scenario{TLSMax: version})
		if state, err := b.shake(anyTLS()); err != nil || state.Version != version {
			t.Errorf("%x: %x %v", version, state.Version, err)
		}
		modern := &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS13} // as above
		if _, err := b.shake(modern); err == nil {
			t.Error("spoke 1.3")
		}
	}
	current := newTLSBench(t, simcam.Scenario{})
	old := anyTLS()
	old.MaxVersion = tls.VersionTLS11
	if _, err := current.shake(old); err == nil {
		t.Error("spoke 1.1")
	}
}

func TestTLSWithRSAKeyExchangeOnly(t *testing.T) {
	b := newTLSBench(t, simcam.Scenario{TLSKeyExchange: true, TLSMax: tls.VersionTLS11})
	if _, err := b.shake(anyTLS()); err == nil {
		t.Error("agreed on a key exchange that was not offered")
	}
	willing := anyTLS()
	willing.CipherSuites = []uint16{tls.TLS_RSA_WITH_AES_128_CBC_SHA}
	if state, err := b.shake(willing); err != nil || state.CipherSuite != tls.TLS_RSA_WITH_AES_128_CBC_SHA || state.Version != tls.VersionTLS11 {
		t.Error(state.CipherSuite, state.Version, err)
	}
}

func TestTLSBroken(t *testing.T) {
	b := newTLSBench(t, simcam.Scenario{TLSBroken: true})
	if _, err := b.shake(anyTLS()); err == nil {
		t.Error("shook hands")
	}
	b.want(b.get("/"), 200)
	b.cam.Set(func(s *simcam.Scenario) { s.TLSBroken = false })
	if _, err := b.shake(anyTLS()); err != nil {
		t.Error(err)
	}
}

func TestCertificateAfterStartAndReset(t *testing.T) {
	for _, renews := range []bool{false, true} {
		b := newTLSBench(t, simcam.Scenario{NewCertificate: renews})
		first := b.fingerprint()
		b.cam.PowerOff()
		b.cam.PowerOn()
		b.clock.Advance(time.Minute)
		if b.fingerprint() != first {
			t.Error("another certificate after a start")
		}
		b.press(34 * time.Second)
		if (b.fingerprint() != first) != renews {
			t.Errorf("renews %v", renews)
		}
	}
}

func TestRedirectToTLS(t *testing.T) {
	b := newTLSBench(t, simcam.Scenario{RedirectToTLS: true})
	b.want(b.get("/doc/page/login.asp?x=1"), 200, "Log in") // followed
	b.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	for method, status := range map[string]int{"GET": 302, "PUT": 307} {
		a := b.do(method, "/ISAPI/x?y=1", "", "")
		b.want(a, status)
		if to := a.header.Get("Location"); to != "https://"+b.cam.AddrTLS()+"/ISAPI/x?y=1" {
			t.Error(to)
		}
	}
	b.count("logins", b.cam.Counters().Bare, 0)
	b.press(34 * time.Second)
	b.want(b.get("/SDK/activateStatus"), 200)
	plain := newBench(t, simcam.Scenario{RedirectToTLS: true})
	plain.want(plain.get("/SDK/activateStatus"), 200)
}

func TestHTTPSOnlyUntilTheReset(t *testing.T) {
	b := newTLSBench(t, simcam.Scenario{HTTPSOnly: true})
	b.refused()
	b.base = "https://" + b.cam.AddrTLS()
	b.want(b.userCheck(b.password()), 200)
	b.press(34 * time.Second)
	b.base = "http://" + b.cam.Addr()
	b.want(b.get("/SDK/activateStatus"), 200, "<Activated>false<")
}

func TestLanLeadsToTLS(t *testing.T) {
	lan, cam, _ := simtest.NewLan(t, "192.168.1.64", simcam.Scenario{TLS: true, RedirectToTLS: true})
	client := &http.Client{
		Transport:     &http.Transport{DialContext: lan.DialContext, TLSClientConfig: anyTLS(), DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	for url, want := range map[string]string{
		"http://192.168.1.64/a?b=c":  "https://192.168.1.64/a?b=c",
		"http://192.168.1.64:80/":    "https://192.168.1.64/",
		"https://192.168.1.64/":      "",
		"https://192.168.1.64/SDK/x": "",
	} {
		resp, err := client.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if got := resp.Header.Get("Location"); got != want {
			t.Errorf("%s: %q", url, got)
		}
	}
	if got := lan.URL("https://192.168.1.64/x"); got != "http://"+cam.Addr()+"/x" {
		t.Error(got)
	}
	simtest.Dials(t, lan, "192.168.1.64:8443", syscall.ECONNREFUSED)

	only, secure, _ := simtest.NewLan(t, "192.168.1.64", simcam.Scenario{HTTPSOnly: true})
	simtest.Dials(t, only, "192.168.1.64:80", syscall.ECONNREFUSED)
	simtest.Dials(t, only, "192.168.1.64:443", nil)
	if got := only.URL("192.168.1.64"); got != "https://"+secure.AddrTLS() {
		t.Error(got)
	}
}

func TestPowerEndsTLSConnections(t *testing.T) {
	b := newTLSBench(t, simcam.Scenario{})
	conn, err := tls.Dial("tcp", b.cam.AddrTLS(), anyTLS())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	half, err := net.Dial("tcp", b.cam.AddrTLS()) // never shakes hands
	if err != nil {
		t.Fatal(err)
	}
	defer half.Close()
	b.cam.PowerOff()
	if _, err := conn.Read(make([]byte, 1)); err == nil {
		t.Error("still open")
	}
}
