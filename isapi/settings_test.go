package isapi_test

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"camreset/isapi"
	"camreset/isapi/document"
	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simtest"
)

func asked(paths ...string) (all []isapi.PageRequest) {
	for _, p := range paths {
		all = append(all, isapi.PageRequest{Path: p})
	}
	return all
}

const (
	pageTime     = "/ISAPI/System/time"
	pageAccesses = "/ISAPI/Security/adminAccesses"
	pageUsers    = "/ISAPI/Security/users"
	pageNone     = "/ISAPI/System/nothingOfTheKind"
)

func TestReadPages(t *testing.T) {
	for _, g := range []simcam.Generation{simcam.Legacy, simcam.Activation, simcam.Session, simcam.Portal, simcam.RecorderGen} {
		for _, atOnce := range []int{1, 3, 4} {
			c, camera := meet(t, simcam.Scenario{Generation: g})
			pages, err := c.ReadPages(soon(t), admin(oldWord), atOnce, asked(pageTime, pageNone, pageAccesses, pageUsers), nil)
			if err != nil {
				t.Fatalf("%s, %d at once: %v", g, atOnce, err)
			}
			if port, _ := document.Get(pages[2].Doc, document.At{In: "AdminAccessProtocol", Key: "protocol", Is: "RTSP", Name: "portNo"}); port != "554" {
				t.Errorf("%s: port of RTSP: %q, %v", g, port, pages[2].Err)
			}
			if !errors.Is(pages[1].Err, isapi.ErrNotSupported) {
				t.Errorf("%s: a page that there is not: %v", g, pages[1].Err)
			}
			if pages[0].Doc.First("timeMode") == "" || pages[3].Doc.First("userName") != "admin" {
				t.Errorf("%s: %v %v", g, pages[0].Err, pages[3].Err)
			}
			if n := camera.Counters(); n.Wrong != 0 {
				t.Errorf("%s: %d logins were wrong", g, n.Wrong)
			}
		}
	}
}

// A password that is wrong by now costs no more tries than pages are read at once.
func TestReadPagesStopAtTheFirstRefusal(t *testing.T) {
	for _, atOnce := range []int{1, 2, 3} {
		c, camera := meet(t, simcam.Scenario{Tries: 7})
		asks := asked(pageTime, pageAccesses, pageUsers, pageTime, pageAccesses, pageUsers, pageTime, pageAccesses)
		pages, err := c.ReadPages(soon(t), admin("Another-17-Word"), atOnce, asks, nil)
		if !errors.Is(err, isapi.ErrAuth) {
			t.Errorf("%d at once: %v", atOnce, err)
		}
		if n := camera.Counters().Wrong; n < 1 || n > atOnce {
			t.Errorf("%d at once: %d tries spent", atOnce, n)
		}
		for _, p := range pages {
			if p.Err == nil || p.Path == "" {
				t.Errorf("%d at once: %q was read", atOnce, p.Path)
			}
		}
	}
}

// A lock in the middle ends all of it: what is under way is refused, and counts nothing.
func TestReadPagesStopAtALock(t *testing.T) {
	for _, form := range []simcam.LockForm{simcam.LockFields, simcam.LockForbidden} {
		c, camera := meet(t, simcam.Scenario{Locked: true, LockForm: form})
		pages, err := c.ReadPages(soon(t), admin(oldWord), 3, asked(pageTime, pageUsers, pageAccesses, pageTime, pageUsers), nil)
		if n := camera.Counters(); err == nil || n.Logins > 3 || n.Wrong > 0 {
			t.Errorf("%s: %v, %d logins, %d wrong", form, err, n.Logins, n.Wrong)
		}
		for _, p := range pages {
			if p.Err == nil {
				t.Errorf("%s: %s was read", form, p.Path)
			}
		}
	}
}

// everyPage are pages that every generation has, and one that none has.
var everyPage = asked(pageTime, pageAccesses, pageUsers, "/ISAPI/System/Network/UPnP", "/ISAPI/System/Network/telnetd", "/ISAPI/System/Network/SNMP", pageNone,
	"/ISAPI/System/time/ntpServers/1", "/ISAPI/System/Network/EZVIZ", "/ISAPI/System/deviceInfo")

var generations = []simcam.Generation{simcam.Legacy, simcam.Activation, simcam.Session, simcam.Portal, simcam.RecorderGen}

// A camera that answers 403 to everything while it is locked looks as if it had no page:
// what was refused is not called missing then.
func TestReadPagesTellALockFromAMissingPage(t *testing.T) {
	for _, g := range generations {
		for _, after := range []int{0, 1, 3, len(everyPage) + 1} {
			c, camera := meet(t, simcam.Scenario{Generation: g, LockForm: simcam.LockForbidden, Tries: 5, Auth: simcam.AuthMD5})
			shut := func() { camera.Intrude("127.0.0.1", 5) }
			if after == 0 {
				shut()
			}
			seen := 0
			pages, err := c.ReadPages(soon(t), admin(oldWord), 2, everyPage, func(isapi.Page) {
				if seen++; seen == after {
					shut()
				}
			})
			read := 0
			for _, p := range pages {
				switch {
				case p.Err == nil:
					read++
				case after > len(everyPage) && errors.Is(p.Err, isapi.ErrShut),
					after <= len(everyPage) && !errors.Is(p.Err, isapi.ErrShut) && !errors.Is(p.Err, isapi.ErrNotSupported):
					t.Errorf("%s, shut after %d: %s: %v", g, after, p.Path, p.Err)
				}
			}
			if after <= len(everyPage) != errors.Is(err, isapi.ErrShut) || after <= len(everyPage) && read > after+1 {
				t.Errorf("%s, shut after %d: %v, %d read", g, after, err, read)
			}
			if n := camera.Counters(); n.Wrong > 0 || n.Refused > 2 {
				t.Errorf("%s, shut after %d: %d wrong, %d refused", g, after, n.Wrong, n.Refused)
			}
		}
	}
}

// A password that somebody else changes in the middle costs no more tries than pages are
// read at once; after the first refusal nothing else is asked.
func TestReadPagesStopWhenThePasswordChanges(t *testing.T) {
	for _, g := range generations {
		for _, hide := range []bool{false, true} {
			for _, atOnce := range []int{1, 2, 3, 4} {
				c, camera := meet(t, simcam.Scenario{Generation: g, HideTries: hide, Tries: 7, StaleWrong: hide})
				login := admin(oldWord)
				login.Basic, login.Allow = true, func(isapi.Lock) error { return nil }
				seen := 0
				pages, err := c.ReadPages(soon(t), login, atOnce, everyPage, func(isapi.Page) {
					if seen++; seen == 2 {
						camera.SetPassword(newWord)
					}
				})
				refused := 0
				for _, p := range pages {
					if p.Asked && (errors.Is(p.Err, isapi.ErrAuth) || errors.Is(p.Err, isapi.ErrStale)) {
						refused++
					}
				}
				if n := camera.Counters().Wrong; !isapi.Ends(err) || n < 1 || n > atOnce || refused != n {
					t.Errorf("%s, %d at once: %v, %d tries spent, %d refusals told", g, atOnce, err, n, refused)
				}
			}
		}
	}
}

// All is read as fast as the connections allow, over few that are kept. In a bubble, where
// only waiting takes time.
func TestReadPagesTakeNoLongerThanTheirReplies(t *testing.T) {
	const delay = 300 * time.Millisecond
	for _, g := range generations {
		for _, atOnce := range []int{1, 2, 3, 4} {
			synctest.Test(t, func(t *testing.T) {
				clock := simcam.RealClock()
				lan, camera := simtest.NewLanInMemory(clock), simcam.New(simcam.Scenario{Generation: g, Password: oldWord, Auth: simcam.AuthMD5}, clock)
				if err := lan.Add(simcam.FactoryAddress, camera); err != nil {
					t.Fatal(err)
				}
				c := isapi.New(isapi.Config{Host: simcam.FactoryAddress, Dial: lan.DialContext, Timeout: time.Minute})
				if a, err := c.Try(t.Context(), admin(oldWord)); a.Outcome != isapi.Right {
					t.Fatal(err)
				}
				synctest.Wait() // the camera has seen that the login's connection is closed
				before := camera.Counters()
				camera.SetDelay(delay)
				begin := time.Now()
				_, err := c.ReadPages(t.Context(), admin(oldWord), atOnce, everyPage, nil)
				took, n := time.Since(begin), camera.Counters()
				requests := n.Requests - before.Requests
				most := time.Duration(float64((requests+atOnce-1)/atOnce*int(delay))*1.3) + 20*time.Millisecond
				if err != nil || took > most {
					t.Errorf("%s, %d at once: %d requests took %v, %v at most; %v", g, atOnce, requests, took, most, err)
				}
				if opened := n.Connections - before.Connections; opened > atOnce || n.MaxConnections > 4 {
					t.Errorf("%s, %d at once: %d connections, %d at the same time", g, atOnce, opened, n.MaxConnections)
				}
				c.Close()
				_ = lan.Close()
				time.Sleep(time.Minute) // whoever lingers ends
			})
		}
	}
}

func TestReadPagesEndWithTheirContext(t *testing.T) {
	c, _ := meet(t, simcam.Scenario{})
	over, cancel := context.WithCancel(soon(t))
	seen := 0
	pages, err := c.ReadPages(over, admin(oldWord), 1, asked(pageTime, pageUsers, pageAccesses), func(isapi.Page) {
		if seen++; seen == 1 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || pages[0].Err != nil || pages[2].Err == nil {
		t.Errorf("%v: %v, %v", err, pages[0].Err, pages[2].Err)
	}
}

func TestAtOnce(t *testing.T) {
	for left, want := range map[int]int{0: 1, 1: 1, 2: 1, 3: 1, 4: 2, 5: 3, 6: 4, 7: 4, 100: 4} {
		if got := isapi.AtOnce(&left); got != want {
			t.Errorf("%d left: %d at once, want %d", left, got, want)
		}
	}
	if got := isapi.AtOnce(nil); got != 1 {
		t.Errorf("untold: %d at once", got)
	}
}

// A device that hangs up on a login over a kept connection has got it once: it may have
// counted it.
func TestReadPagesSendALoginOnceOverAKeptConnection(t *testing.T) {
	var logins, chunked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "" {
			w.Header().Set("WWW-Authenticate", `Digest qop="auth", realm="IP Camera(C2183)", nonce="4e5446454d7a637a"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		logins.Add(1)
		if r.ContentLength != 0 || len(r.TransferEncoding) > 0 {
			chunked.Add(1)
		}
		panic(http.ErrAbortHandler)
	}))
	defer server.Close()
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	at := netip.MustParseAddrPort(server.Listener.Addr().String())
	c := isapi.New(isapi.Config{Host: at.Addr().String(), Port: int(at.Port())})
	defer c.Close()
	pages, _ := c.ReadPages(soon(t), admin(oldWord), 1, asked(pageTime), nil)
	if n := logins.Load(); n != 1 || pages[0].Err == nil || chunked.Load() != 0 {
		t.Errorf("%d logins arrived, %d with a body; %v", n, chunked.Load(), pages[0].Err)
	}
}
