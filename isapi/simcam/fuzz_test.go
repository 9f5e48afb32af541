package simcam

import (
	"bufio"
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"camreset/isapi/simcam/sadpxml"
	"camreset/isapi/simcam/udp"
)

// FuzzRequest sends any bytes that read as a request to a camera of each generation. It
// answers or hangs up, and nobody gets in or changes anything with them.
func FuzzRequest(f *testing.F) {
	for _, seed := range []string{
		"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /ISAPI/Security/userCheck HTTP/1.1\r\nHost: x\r\nAuthorization: Digest username=\"admin\", realm=\"x\", nonce=\"4e\", uri=\"/\", response=\"00\", qop=auth, nc=00000001, cnonce=\"1\r\n\r\n",
		"GET /ISAPI/Security/userCheck HTTP/1.1\r\nHost: x\r\nAuthorization: Basic Og==\r\nCookie: WebSession=1\r\n\r\n",
		"PUT /ISAPI/System/activate HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n<ActivateInfo><password>AAAA</password></ActivateIn",
		"POST /ISAPI/Security/sessionLogin?timeStamp=1 HTTP/1.1\r\nHost: x\r\nContent-Length: 34\r\n\r\n<SessionLogin><userName/></Session",
		"POST /ISAPI/Security/challenge HTTP/1.1\r\nHost: x\r\nContent-Length: 30\r\n\r\n<PublicKey><key>AA==</key></P>",
		"POST /onvif/device_service HTTP/1.1\r\nHost: x\r\nContent-Length: 22\r\n\r\n<Envelope><Body/></Env",
	} {
		f.Add([]byte(seed))
	}
	generations := []Generation{Legacy, Activation, Session, Portal, RecorderGen}
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, g := range generations {
			r, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(text)))
			if err != nil {
				return
			}
			if r.Header.Get("Authorization") != "" && g == Legacy {
				r.Header.Del("Authorization") // its factory password stands in every manual
			}
			r.RemoteAddr = "127.0.0.1:1"
			camera := New(Scenario{Generation: g, Password: "Meadow-17-Fence", Tries: 7}, RealClock())
			func() {
				defer func() {
					said := recover()
					if err, is := said.(error); said != nil && !(is && errors.Is(err, http.ErrAbortHandler)) {
						t.Errorf("%s: %v", g, said)
					}
				}()
				camera.handler.ServeHTTP(httptest.NewRecorder(), r)
			}()
			if n, s := camera.Counters(), camera.State(); n.Logins > 1 || n.Logins > n.Wrong || !s.Active || s.Password != "Meadow-17-Fence" {
				t.Errorf("%s: %d logins, %d wrong; now %+v", g, n.Logins, n.Wrong, s)
			}
			camera.Close()
		}
	})
}

// FuzzDatagram sends any datagram to a camera with a password: it changes nothing, and
// each answer is one that fits into a datagram.
func FuzzDatagram(f *testing.F) {
	for _, seed := range []string{
		`<?xml version="1.0" encoding="utf-8"?><Probe><Uuid>U</Uuid><Types>inquiry</Types></Probe>`,
		`<?xml version="1.0" encoding="utf-8"?><Probe><Uuid>U</Uuid><MAC>44-19-b6-5a-00-10</MAC><Types>update</Types><PWErrorParse>true</PWErrorParse><IPv4Address>10.0.0.9</IPv4Address></Probe>`,
		`<?xml version="1.0" encoding="utf-8"?><Probe><Uuid>U</Uuid><MAC>44-19-b6-5a-00-10</MAC><Types>exchangecode</Types><Code>AA==</Code></Probe>`,
		`<?xml version="1.0" encoding="utf-8"?><Probe><Uuid>U</Uuid><MAC>44-19-b6-5a-00-10</MAC><Types>activate</Types><Password>AA==</Password></Probe>`,
		`<ProbeMatch></ProbeMatch>`, "<", "\xff\xfe",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _ = sadpxml.Read(data)
		camera := New(Scenario{Generation: Portal, Password: "Meadow-17-Fence"}, RealClock())
		defer camera.Close()
		var heard listened
		mac := strings.ReplaceAll(camera.Identity().MAC, ":", "-")
		data = bytes.ReplaceAll(data, []byte("44-19-b6-5a-00-10"), []byte(mac))
		before := camera.State()
		camera.HandleSADP(udp.Datagram{Data: data, From: netip.MustParseAddrPort("192.168.1.5:37020"), Via: &heard})
		if after := camera.State(); after.Address != before.Address || after.Active != before.Active {
			t.Errorf("%q made %+v of %+v", data, after, before)
		}
		for _, answer := range heard {
			if len(answer) > udp.MaxPayload {
				t.Errorf("an answer of %d bytes", len(answer))
			}
		}
	})
}

// listened keeps what a camera answers.
type listened [][]byte

func (l *listened) Unicast(_ netip.Prefix, _ netip.AddrPort, m []byte) { *l = append(*l, m) }
func (l *listened) Group(_ netip.Prefix, m []byte)                     { *l = append(*l, m) }
