package steps

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/simcam"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/sentences"
	"camreset/steps/text"
)

// Cameras that speak only TLS, also its old versions; a failed handshake is
// its own finding.
func TestCheckOverTLS(t *testing.T) {
	for _, c := range []struct {
		name    string
		s       simcam.Scenario
		verdict string
		code    int
	}{
		{"newest", simcam.Scenario{HTTPSOnly: true}, "active", 0},
		{"at most 1.2", simcam.Scenario{HTTPSOnly: true, TLSMax: tls.VersionTLS12}, "active", 0},
		{"at most 1.1", simcam.Scenario{HTTPSOnly: true, TLSMax: tls.VersionTLS11}, "active", 0},
		{"at most 1.0", simcam.Scenario{HTTPSOnly: true, TLSMax: tls.VersionTLS10}, "active", 0},
		{"RSA key exchange", simcam.Scenario{HTTPSOnly: true, TLSKeyExchange: true}, "active", 0},
		{"portal", simcam.Scenario{Generation: simcam.Portal, HTTPSOnly: true}, "active", 0},
		{"inactive", simcam.Scenario{HTTPSOnly: true, Inactive: true}, "inactive", 0},
		{"handshake fails", simcam.Scenario{HTTPSOnly: true, TLSBroken: true}, "unknown", 6},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			camera := simcam.New(c.s, simcam.RealClock())
			defer camera.Close()
			at, err := camera.ListenTLS("127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			for _, typed := range []string{"https://" + at, at} {
				r := inspect(t, typed)
				if r.Verdict != c.verdict || r.ExitCode() != c.code {
					t.Errorf("%s: %s, exit %d; want %s, exit %d; %v", typed, r.Verdict, r.ExitCode(), c.verdict, c.code, r.Evidence)
				}
			}
		})
	}
}

// cameraPage answers as a camera does, over TLS with a certificate of its own.
func cameraPage(t *testing.T) *httptest.Server {
	t.Helper()
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Server", "App-webs/")
		switch r.URL.Path {
		case "/SDK/activateStatus":
			_, _ = w.Write([]byte(`<ActivateStatus><Activated>true</Activated></ActivateStatus>`))
		case "/":
			_, _ = w.Write([]byte(`<html><script>window.location.href="/doc/page/login.asp"</script></html>`))
		default:
			w.Header().Set("WWW-Authenticate", `Digest qop="auth", realm="IP Camera(C2183)", nonce="4e54", stale="FALSE"`)
			w.WriteHeader(401)
		}
	}))
	return s
}

// The certificate first seen is the one to go by: another one stops the walk
// until the user says why.
func TestAnotherCertificateStops(t *testing.T) {
	first, second := cameraPage(t), cameraPage(t)
	first.StartTLS()
	second.TLS = &tls.Config{Certificates: []tls.Certificate{otherPair(t)}}
	second.StartTLS()
	defer first.Close()
	defer second.Close()
	var swapped atomic.Bool
	env := plainEnv(t)
	env.Dial = func(ctx context.Context, network, _ string) (net.Conn, error) {
		to := first
		if swapped.Load() {
			to = second
		}
		return (&net.Dialer{}).DialContext(ctx, network, to.Listener.Addr().String())
	}
	given, _ := lan.ParseAddress("https://127.0.0.1")
	at := rounds(t, env, flow.Start(Guide(), Facts{Camera: facts.Camera{Target: given}}).Enter("look"), 1)
	if at.Step().ID != "menu" {
		t.Fatalf("at %s", at.Step().ID)
	}
	swapped.Store(true)
	first.Close() // also of what it has just accepted
	at = rounds(t, env, at.Enter("look"), 1)
	if at.Step().ID != "other-certificate" {
		t.Fatalf("with another certificate: at %s, %v", at.Step().ID, at.Facts().Seen.Evidence())
	}
	at = rounds(t, env, at, 1)
	pins, values := at.Facts().Pins, at.Step().Values(at.Facts())
	if len(pins.Now) != len(pins.Before) || pins.Now == pins.Before || len(values) != 3 || values[1].Value.String() != pins.Now || values[2].Value.String() != pins.Before {
		t.Errorf("the certificates are not to be compared: %+v", pins)
	}
	for _, r := range at.Rows() {
		if said := r.Result.Detail.String(); r.Check == certificateNow.ID && strings.Contains(said, ":") {
			t.Errorf("a certificate stands in the sentence %q", said)
		}
	}
	at, err := at.Answer("forget", env.Now())
	if err != nil {
		t.Fatal(err)
	}
	at = rounds(t, env, at, 3)
	if at.Step().ID != "menu" {
		t.Errorf("after the user said why: at %s", at.Step().ID)
	}
}

// otherPair makes a certificate that is not the one of httptest.
func otherPair(t *testing.T) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, form, form, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// inClear is what a listener on the network reads in a request.
func inClear(x simcam.Exchange) string {
	sent := x.Target + "\n" + string(x.Body)
	for name, values := range x.Header {
		for _, value := range values {
			sent += "\n" + name + ": " + value
			if scheme, coded, found := strings.Cut(value, " "); found && strings.EqualFold(scheme, "basic") {
				plain, _ := base64.StdEncoding.DecodeString(coded)
				sent += "\n" + string(plain)
			}
		}
	}
	return sent
}

// A certificate has a line of its own, also where all is well.
func TestTheCertificateIsInNoSentence(t *testing.T) {
	f := &Facts{}
	f.Seen.Reach = isapi.Reach{State: isapi.ReachOpen, Scheme: "https", Fingerprint: strings.Repeat("ab", 32)}
	row, shown := sentences.ReachRow(f), text.Fingerprint(f.Seen.Reach.Fingerprint)
	if strings.Contains(row.Detail.String(), shown) || !strings.HasSuffix(row.Hint.String(), ": "+shown) {
		t.Errorf("%q, %q", row.Detail, row.Hint)
	}
}
