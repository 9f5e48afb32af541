package steps

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
	"camreset/steps/facts"
	"camreset/steps/lan"
)

// lonely is a device at one address of a network where every other address swallows
// packets. It is what its phase says, in real time.
type lonely struct {
	at string

	mu    sync.Mutex
	phase string           // "silent", "refuses", "resets", "forbids", "tells"
	drop  func(n int) bool // connects that are lost, by number; nil for none
	n     int
	live  int // connects under way to it, and connections
	most  int
	asked map[string]int // requests by path
}

func (l *lonely) be(phase string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.phase = phase
}

// dial is that network.
func (l *lonely) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, _ := net.SplitHostPort(address)
	swallow := func() (net.Conn, error) {
		<-ctx.Done()
		return nil, &net.OpError{Op: "dial", Net: network, Err: os.ErrDeadlineExceeded}
	}
	fail := func(err error) (net.Conn, error) { return nil, &net.OpError{Op: "dial", Net: network, Err: err} }
	if host != l.at {
		return swallow()
	}
	l.mu.Lock()
	l.live++
	l.most = max(l.most, l.live)
	l.n++
	phase := l.phase
	if l.drop != nil && l.drop(l.n) {
		phase = "silent"
	}
	l.mu.Unlock()
	over := sync.OnceFunc(func() { l.mu.Lock(); l.live--; l.mu.Unlock() })
	switch {
	case phase == "silent":
		defer over()
		return swallow()
	case phase == "resets":
		defer over()
		return fail(syscall.ECONNRESET)
	case phase == "refuses", port != "80":
		defer over()
		return fail(syscall.ECONNREFUSED)
	}
	ours, theirs := net.Pipe()
	go func() {
		_ = (&http.Server{Handler: l}).Serve(&oneConn{conn: theirs, closed: make(chan struct{})})
	}()
	return &closing{ours, over}, nil
}

// ServeHTTP refuses or tells the state.
func (l *lonely) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.asked[r.URL.Path]++
	if l.phase != "tells" || !strings.HasSuffix(r.URL.Path, "/activateStatus") {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	_, _ = io.WriteString(w, `<?xml version="1.0"?><ActivateStatus xmlns="http://www.hikvision.com/ver20/XMLSchema"><Activated>false</Activated></ActivateStatus>`)
}

// oneConn is a listener of one connection, until that is closed.
type oneConn struct {
	conn   net.Conn
	closed chan struct{}
	given  bool
}

func (o *oneConn) Accept() (net.Conn, error) {
	if !o.given {
		o.given = true
		return &closing{o.conn, sync.OnceFunc(func() { close(o.closed) })}, nil
	}
	<-o.closed
	return nil, net.ErrClosed
}
func (o *oneConn) Close() error   { return nil }
func (o *oneConn) Addr() net.Addr { return o.conn.LocalAddr() }

type closing struct {
	net.Conn
	closed func()
}

func (c *closing) Close() error { c.closed(); return c.Conn.Close() }

// watchWorld is an Env on a network of one lonely device, at life's own speed.
func watchWorld(t *testing.T) (*lonely, *world, *Facts) {
	t.Helper()
	w := newWorld(t, "unplugged", nil)
	l := &lonely{at: w.ip, phase: "tells", asked: map[string]int{}}
	w.env.Dial, w.env.Now, w.env.After = l.dial, time.Now, time.After
	w.env.SADP.Now, w.env.SADP.After = time.Now, time.After
	given, _ := lan.ParseAddress(w.ip)
	f := &Facts{Camera: facts.Camera{Target: given, Place: lan.Near}, Reset: facts.Reset{OldTarget: given}}
	f.Before.Status.Activated = isapi.Yes
	return l, w, f
}

// until repeats a check as a step does until it is so; it tells how long that took. No
// round may take longer than a second.
func until(t *testing.T, w *world, c Check, f *Facts, patience time.Duration, so func(r Result) bool) time.Duration {
	t.Helper()
	begun := time.Now()
	for time.Since(begun) < patience {
		round := time.Now()
		change, r := c.Run(t.Context(), w.env, f)
		if change(f); time.Since(round) > time.Second {
			t.Errorf("a round took %s", time.Since(round))
		}
		if so(r) {
			return time.Since(begun)
		}
		time.Sleep(100 * time.Millisecond)
	}
	return patience
}

func never(Result) bool { return false }

// A camera that lost its power is dark within three seconds, whenever the last look
// was; one lost packet more or less is no pulled plug.
func TestDarkIsSeenWithinThreeSeconds(t *testing.T) {
	for _, single := range []bool{false, true} {
		for offset := time.Duration(0); offset < 600*time.Millisecond; offset += 50 * time.Millisecond {
			t.Run(fmt.Sprint(offset, " single ", single), besides(func(t *testing.T) {
				l, w, f := watchWorld(t)
				if single {
					l.be("resets")
					until(t, w, dark, f, time.Second, never)
					l.be("tells")
				}
				until(t, w, dark, f, 5*time.Second, never)
				if f.Dark || f.Misses != 0 || f.Alive.State != isapi.ReachOpen {
					t.Fatalf("%+v", f.Alive)
				}
				time.Sleep(offset)
				l.be("silent")
				took := until(t, w, dark, f, 10*time.Second, func(Result) bool { return f.Dark })
				t.Logf("single %v, %s after a look: dark after %s, %d looks", single, offset, took, f.Misses)
				if took > 3*time.Second || took < 1500*time.Millisecond || f.Misses < 2 {
					t.Errorf("dark after %s, by %d looks", took, f.Misses)
				}
			}))
		}
	}
}

// What takes connections, resets or refuses them is not dark, nor is one of which every
// third packet is lost.
func TestWhatIsThereIsNotDark(t *testing.T) {
	for _, phase := range []string{"refuses", "resets", "forbids", "lossy"} {
		t.Run(phase, besides(func(t *testing.T) {
			l, w, f := watchWorld(t)
			if l.be(phase); phase == "lossy" {
				l.drop = func(n int) bool { return n%3 == 0 }
			}
			last := Result{}
			until(t, w, dark, f, 30*time.Second, func(r Result) bool { last = r; return f.Dark })
			if f.Dark || f.OwnLost || phase != "lossy" && f.Misses > 0 {
				t.Errorf("dark %v, %d misses", f.Dark, f.Misses)
			}
			if says := strings.Contains(last.Detail.String(), "still has power"); says != (phase == "refuses") {
				t.Errorf("it says %q", last.Detail)
			}
		}))
	}
}

// A computer that lost its own network knows nothing of the camera, and says so; what
// went unanswered meanwhile does not count afterwards.
func TestOwnNetworkLostIsNotDark(t *testing.T) {
	for how, lost := range map[string][]sadp.Interface{
		"no address": {{Name: "eth0"}}, "gone": {},
		"no cable": {{Name: "eth0", Prefixes: []netip.Prefix{netip.MustParsePrefix("192.168.1.10/24")}, Skipped: sadp.SkippedNoLink}},
		"but for another one": {
			{Name: "eth0", Prefixes: []netip.Prefix{netip.MustParsePrefix("192.168.1.10/24")}, Skipped: sadp.SkippedNoLink},
			{Name: "wlan0", Prefixes: []netip.Prefix{netip.MustParsePrefix("10.0.0.5/24")}},
		},
	} {
		for name, c := range map[string]Check{"dark": dark, "alive": alive, "booted": booted} {
			t.Run(how+", "+name, besides(func(t *testing.T) {
				l, w, f := watchWorld(t)
				usual := w.env.SADP.Interfaces
				var mu sync.Mutex
				now := usual
				be := func(i func() ([]sadp.Interface, error)) { mu.Lock(); defer mu.Unlock(); now = i }
				w.env.SADP.Interfaces = func() ([]sadp.Interface, error) { mu.Lock(); defer mu.Unlock(); return now() }
				until(t, w, c, f, 2*time.Second, never)
				be(func() ([]sadp.Interface, error) { return lost, nil })
				l.be("silent")
				seen := until(t, w, c, f, 5*time.Second, func(Result) bool { return f.OwnLost })
				var last Result
				until(t, w, c, f, 20*time.Second, func(r Result) bool { last = r; return f.Dark || f.Misses > 0 })
				if seen > 3*time.Second || f.Dark || f.Misses > 0 || !f.OwnLost || f.Reachable() || !strings.Contains(last.Detail.String(), "its own network") {
					t.Errorf("after %s; dark %v, %d misses, own %v: %s", seen, f.Dark, f.Misses, f.OwnLost, last.Detail)
				}
				be(usual)
				if c.ID == alive.ID {
					return
				}
				took := until(t, w, c, f, 10*time.Second, func(Result) bool { return f.Dark })
				if took > 3*time.Second || took < 1500*time.Millisecond || f.OwnLost {
					t.Errorf("%s after it came back it is dark; own %v", took, f.OwnLost)
				}
			}))
		}
	}
}

// Each state of a camera that comes back is seen within half a second, beside addresses
// that swallow packets; only its own word is a success. At most four connections are
// under way, one after it has reset one; the lock is never asked after.
func TestComingBackIsSeenWithinHalfASecond(t *testing.T) {
	for _, single := range []bool{false, true} {
		for offset := time.Duration(0); offset < 500*time.Millisecond; offset += 50 * time.Millisecond {
			t.Run(fmt.Sprint(offset, " single ", single), besides(func(t *testing.T) {
				l, w, f := watchWorld(t)
				if single {
					l.be("resets")
					until(t, w, booted, f, time.Second, never)
					time.Sleep(time.Second)
					l.mu.Lock()
					l.most = 0
					l.mu.Unlock()
				}
				l.be("silent")
				until(t, w, booted, f, 20*time.Second, never)
				if !f.Dark || len(f.Found) > 0 {
					t.Fatalf("dark %v, found %v", f.Dark, f.Found)
				}
				time.Sleep(offset)
				for _, c := range []struct{ phase, says string }{
					{"refuses", "has power at 192.168.1.64, and takes no connections yet"},
					{"forbids", "refuses what it is asked"},
					{"tells", "without a password answers"},
				} {
					l.be(c.phase)
					took := until(t, w, booted, f, 5*time.Second, func(r Result) bool { return strings.Contains(r.Detail.String(), c.says) })
					t.Logf("one at a time %v, %s: %s seen after %s", single, offset, c.phase, took)
					if took > 500*time.Millisecond {
						t.Errorf("%s is seen after %s", c.phase, took)
					}
					if word := judgeBoot(f); (word == "inactive") != (c.phase == "tells") || c.phase != "tells" && word != "" {
						t.Errorf("%s is judged %q", c.phase, word)
					}
					until(t, w, booted, f, 3*time.Second, never)
				}
				l.mu.Lock()
				defer l.mu.Unlock()
				if l.most > 4 || single && l.most > 1 || len(l.asked) != 1 {
					t.Errorf("%d connections at a time; asked was %v", l.most, l.asked)
				}
			}))
		}
	}
}

// A MAC that speaks again wakes the search, wherever the camera is now.
func TestAMACThatSpeaksAgainIsSeen(t *testing.T) { besides(testAMACThatSpeaksAgainIsSeen)(t) }

func testAMACThatSpeaksAgainIsSeen(t *testing.T) {
	w := newWorld(t, "forgotten", func(s *simcam.Scenario) { audibly(s); s.Address = "192.168.1.77" })
	w.env.Now, w.env.After, w.env.SADP.Now, w.env.SADP.After = time.Now, time.After, time.Now, time.After
	f := &Facts{Run: facts.Run{Own: []sadp.Interface{{Name: "eth0", Prefixes: w.lan.Addresses()}}}}
	f.Target, _ = lan.ParseAddress("192.168.1.20")
	f.RecordBefore = sadp.Device{MAC: macOf(t, w, w.ip), Activated: isapi.Yes}
	until(t, w, booted, f, 2*time.Second, never)
	w.camera.PowerOff()
	until(t, w, booted, f, 15*time.Second, never)
	if len(f.Found) > 0 {
		t.Fatalf("found %+v", f.Found)
	}
	w.camera.PowerOn()
	for w.camera.State().Dark {
		time.Sleep(time.Millisecond)
	}
	if took := until(t, w, booted, f, 5*time.Second, func(Result) bool { return len(f.Found) > 0 && f.Found[0].Address.IP == w.ip }); took > 500*time.Millisecond {
		t.Errorf("seen after %s", took)
	}
}

// A check that holds its round open ends with its context at once.
func TestAHeldRoundEndsWithItsContext(t *testing.T) {
	for _, c := range []Check{dark, booted} {
		t.Run(c.ID, besides(func(t *testing.T) {
			l, w, f := watchWorld(t)
			l.be("silent")
			until(t, w, c, f, 5*time.Second, never)
			ctx, leave := context.WithCancelCause(t.Context())
			time.AfterFunc(100*time.Millisecond, func() { leave(errors.New("left")) })
			begun := time.Now()
			c.Run(ctx, w.env, f)
			if took := time.Since(begun); took > 100*time.Millisecond {
				t.Errorf("it ended after %s", took)
			}
		}))
	}
}
