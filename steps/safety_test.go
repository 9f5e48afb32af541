package steps

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/simcam"
	"camreset/steps/secure"
)

// allUnsafe is all that somebody could have left unsafe and one write cures.
var allUnsafe = simcam.Safety{
	UPnP: true, SSH: true, Telnet: true, SNMP: true, NoLoginLock: true, BasicWeb: true, BasicRTSP: true,
	NoHTTPS: true, NoNTP: true, WrongClock: -3 * time.Hour, Accounts: []string{"guest"}, ONVIFUsers: []string{"nvr"},
}

var everyGeneration = []simcam.Generation{simcam.Legacy, simcam.Activation, simcam.Session, simcam.Portal, simcam.RecorderGen}

func unsafe(g simcam.Generation, more ...func(*simcam.Scenario)) func(*simcam.Scenario) {
	return func(s *simcam.Scenario) {
		knows(s)
		s.Generation, s.Safety, s.Recovery.HikConnect = g, allUnsafe, true
		for _, change := range more {
			change(s)
		}
	}
}

// knowing logs in with the password that it has.
var knowing = mine.with(script{"menu": {"try-password"}, "try-password": {"Garden-22-Gate"}})

// fixable are the settings that a camera of a generation lets be cured.
func fixable(t *testing.T, g simcam.Generation) []Outcome {
	w := newWorld(t, "forgotten", unsafe(g))
	end, _ := w.tell(t, knowing)
	if n := w.camera.Counters().Writes; n != 0 {
		t.Errorf("%s: looking changed %d settings", g, n)
	}
	return end.Facts().Safety.ToFix()
}

func lastScreen(w Walk) string {
	f, s := w.Facts(), w.Step()
	said := []string{s.Heading(f).String(), s.Say(f).String()}
	for _, o := range s.Ask.Options {
		if o.When == nil || o.When(f) {
			said = append(said, string(o.Key)+": "+o.LabelFor(f).String())
			if o.About != nil {
				said = append(said, o.About(f).String())
			}
		}
	}
	return strings.Join(said, "\n")
}

// writesTo counts the changes of a setting.
func writesTo(c *simcam.Camera, id string) (n int) {
	for _, path := range secure.Of(id).Pages {
		n += c.Counters().WritesTo[path]
	}
	return n
}

func TestFixAll(t *testing.T) {
	t.Parallel()
	for _, g := range everyGeneration {
		t.Run(string(g), besides(func(t *testing.T) {
			ids := fixable(t, g)
			w := newWorld(t, "forgotten", unsafe(g))
			w.writesAlone(t)
			end, log := w.tell(t, knowing.with(script{"done": {"fix-all", "finish"}, "fix": {"send"}}))
			f, n := end.Facts(), w.camera.Counters()
			if len(ids) < 5 || n.Writes != len(ids) || n.MaxConnections > 4 || f.Writes != len(ids) {
				t.Errorf("%d writes, %d connections, %d to fix: %v", n.Writes, n.MaxConnections, len(ids), log)
			}
			for _, id := range ids {
				if found, _ := f.Safety.Of(string(id)); !found.Fixed || found.Fix || found.Problem != "" || writesTo(w.camera, string(id)) != 1 {
					t.Errorf("%s: %d writes, %+v", id, writesTo(w.camera, string(id)), found)
				}
			}
			if len(f.Safety.ToFix()) != 0 || n.Wrong > 0 || Ended(end) != Regained {
				t.Errorf("left: %v, %d wrong, %s", f.Safety.ToFix(), n.Wrong, Ended(end))
			}
			if note, cut, _, _ := w.env.Book().Intent(w.env.Identity(f)); cut {
				t.Errorf("a note is left: %+v", note)
			}
		}))
	}
}

// A change that is refused, or whose reply is lost, is read back, and not sent again.
func TestSingleFixes(t *testing.T) {
	t.Parallel()
	for _, g := range everyGeneration {
		t.Run(string(g), besides(func(t *testing.T) {
			for _, id := range fixable(t, g) {
				path := secure.Of(string(id)).Pages[0]
				if id == "rtsp-login" && g != simcam.Portal && g != simcam.RecorderGen {
					path = secure.Of(string(id)).Pages[1]
				}
				for name, change := range map[string]func(*simcam.Scenario){
					"refused": func(s *simcam.Scenario) { s.RefusePut = path },
					"lost":    func(s *simcam.Scenario) { s.LoseReply = path },
				} {
					w := newWorld(t, "forgotten", unsafe(g, change))
					end, log := w.tell(t, knowing.with(script{"done": {string(id), "finish"}, "fix": {"send"}}))
					f := end.Facts()
					found, _ := f.Safety.Of(string(id))
					fixed := name != "refused"
					if w.camera.Counters().Writes != 1 || writesTo(w.camera, string(id)) != 1 || found.Fixed != fixed || found.Fix == fixed {
						t.Errorf("%s, %s: %d writes, %+v; %v", id, name, w.camera.Counters().Writes, found, log)
					}
					said := lastScreen(end)
					if !fixed && (!strings.HasPrefix(found.Problem, "It was refused, and is as it was: ") || !strings.Contains(said, found.Problem) || slices.Contains(f.Safety.ToFix(), id)) {
						t.Errorf("%s, %s: %+v; %s", id, name, found, said)
					}
					if note, cut, _, _ := w.env.Book().Intent(w.env.Identity(f)); cut {
						t.Errorf("%s, %s: a note is left: %+v", id, name, note)
					}
				}
			}
		}))
	}
}

// writesAlone holds that no other request is under way beside a change.
func (w *world) writesAlone(t *testing.T) {
	var under atomic.Int64
	dial := w.env.Dial
	w.env.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return &tapped{Conn: conn, answered: func() { under.Add(-1) }, asked: func(request string) {
			if n := under.Add(1); n > 1 && strings.HasPrefix(request, http.MethodPut) {
				t.Errorf("%d requests are under way with %.60q", n, request)
			}
		}}, nil
	}
}

// during lets something happen as the settings are read or changed: at that many logins for it.
func (w *world) during(requests int64, happens func()) {
	var seen atomic.Int64
	dial := w.env.Dial
	w.env.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return &tapped{Conn: conn, answered: func() {}, asked: func(request string) {
			if settingsPage(request) && seen.Add(1) == requests {
				happens()
			}
		}}, nil
	}
}

// settingsPage reports a request for a page of settings, with its login.
func settingsPage(request string) bool {
	target, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(request, "GET "), "PUT "), " ")
	return strings.Contains(request, "\r\nAuthorization: ") && slices.ContainsFunc(secure.Asked(), func(q isapi.PageRequest) bool { return q.Path == target })
}

// tapped is a connection that tells each request before it leaves, and its answer.
type tapped struct {
	net.Conn
	asked    func(string)
	answered func()
	waits    atomic.Bool
}

// CloseWrite is what the wire closes by, so that the camera's closing is waited for.
func (c *tapped) CloseWrite() error { return c.Conn.(interface{ CloseWrite() error }).CloseWrite() }

func (c *tapped) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if c.waits.CompareAndSwap(true, false) {
		c.answered()
	}
	return n, err
}

func (c *tapped) Write(p []byte) (int, error) {
	for _, method := range []string{http.MethodGet, http.MethodPut} {
		if strings.HasPrefix(string(p), method+" ") {
			c.waits.Store(true)
			c.asked(string(p))
		}
	}
	return c.Conn.Write(p)
}

// A password that is wrong costs one try, and nothing is read.
func TestAWrongPasswordReadsNothing(t *testing.T) {
	t.Parallel()
	for _, g := range everyGeneration {
		t.Run(string(g), besides(func(t *testing.T) {
			w := newWorld(t, "forgotten", unsafe(g))
			w.tell(t, mine.with(script{"menu": {"try-password"}, "try-password": {"Garden-21-Gate", ":quit"}, "maybe-locked": {":quit"}}))
			if tries := w.camera.TriesOf("192.168.1.10"); tries.Wrong+tries.Right+tries.Refused != 1 || w.camera.Counters().Writes != 0 {
				t.Errorf("%+v", tries)
			}
		}))
	}
}

// A password that somebody else changes while the settings are read.
func TestThePasswordChangesMeanwhile(t *testing.T) {
	t.Parallel()
	for _, g := range everyGeneration {
		for _, hide := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, hidden %t", g, hide), besides(func(t *testing.T) {
				w := newWorld(t, "forgotten", unsafe(g, func(s *simcam.Scenario) { s.HideTries, s.Tries, s.Safety.NoLoginLock = hide, 7, false }))
				w.during(5, func() { w.camera.SetPassword("Others-33-Door") })
				end, log := w.tell(t, knowing)
				f, most := end.Facts(), 4
				if hide || g == simcam.Legacy {
					most = 1
				}
				tries := w.camera.TriesOf("192.168.1.10")
				spent := w.env.Book().Spending(w.env.Identity(f), f.Left())
				if tries.Wrong < 1 || tries.Wrong > most || spent.Count != tries.Wrong || !f.Login.Password.IsZero() {
					t.Errorf("%d wrong, %d noted, login kept %t: %v", tries.Wrong, spent.Count, !f.Login.Password.IsZero(), log)
				}
				said := lastScreen(end)
				if !strings.Contains(said, "and not any more") || !strings.Contains(said, "Since then it refuses this password.") || !strings.Contains(said, "try-password: ") || strings.Contains(said, "You are in") || strings.Contains(said, "fix-all") {
					t.Error(said)
				}
			}))
		}
	}
}

// A lock in the middle of the reading, or of the changes, ends them.
func TestALockMeanwhile(t *testing.T) {
	t.Parallel()
	for _, form := range []simcam.LockForm{simcam.LockFields, simcam.LockForbidden, simcam.LockResponse, simcam.LockSilent} {
		for _, when := range []int64{4, 18, 19, 20} { // the second is in the middle of the changes
			t.Run(fmt.Sprintf("%s after %d", form, when), besides(func(t *testing.T) {
				w := newWorld(t, "forgotten", unsafe(simcam.Session, func(s *simcam.Scenario) { s.LockForm, s.Safety.NoLoginLock = form, false }))
				var before simcam.Counters
				w.during(when, func() {
					w.camera.Intrude("127.0.0.1", 5)
					before = w.camera.Counters()
				})
				answers := knowing
				if when > 4 {
					answers = knowing.with(script{"done": {"fix-all", "finish"}, "fix": {"send"}})
				}
				end, log := w.tell(t, answers)
				f, said, after := end.Facts(), lastScreen(end), w.camera.Counters()
				if before.Logins == 0 || after.Refused > 3 || after.Wrong > 0 || after.Writes > before.Writes || len(f.Answers.Fix) > 0 {
					t.Errorf("%d refused, %d wrong, %d writes after %d: %v", after.Refused, after.Wrong, after.Writes, before.Writes, log)
				}
				// LockFields are told by userCheck alone: what the page says is true of both.
				why := map[simcam.LockForm]string{
					simcam.LockFields: "Since then it refuses this password.", simcam.LockResponse: "the device is locked",
					simcam.LockForbidden: "the device refuses everything for now", simcam.LockSilent: "Since then it refuses this password.",
				}[form]
				if !strings.Contains(said, why) {
					t.Error(said)
				}
				offered := 0
				for _, found := range f.Safety.Findings {
					if found.Detail == "Not offered by this device." {
						offered++
					}
				}
				if offered > 0 && when == 4 {
					t.Errorf("%d of its pages are called missing: %+v", offered, f.Safety.Findings)
				}
			}))
		}
	}
}

// HTTPS that is switched on is a change that was watched: the certificate is none of another device.
func TestHTTPSIsSwitchedOn(t *testing.T) {
	t.Parallel()
	for _, g := range everyGeneration {
		t.Run(string(g), besides(func(t *testing.T) {
			w := newWorld(t, "forgotten", unsafe(g, func(s *simcam.Scenario) { s.TLS = true }))
			end, log := w.tell(t, knowing.with(script{"done": {"https", "telnet", "finish"}, "fix": {"send"}}))
			for _, id := range []string{"https", "telnet"} {
				if found, _ := end.Facts().Safety.Of(id); !found.Fixed || passed(end, "other-certificate") {
					t.Errorf("%+v: %v", found, log)
				}
			}
		}))
	}
}

// Whoever leaves in the middle of the changes finds what was done and what is open in the
// saved walk, and nothing is sent by itself.
func TestLeavingInTheMiddleOfTheChanges(t *testing.T) {
	t.Parallel()
	for _, at := range []int64{17, 18, 19, 20, 24, 25} {
		t.Run(fmt.Sprintf("after %d", at), besides(func(t *testing.T) {
			w := newWorld(t, "forgotten", unsafe(simcam.Session))
			ctx, kill := context.WithCancel(t.Context())
			w.during(at, kill)
			var log []string
			_, err := w.run(ctx, w.env, Begin(w.env, w.given(knowing)), knowing.with(script{"done": {"fix-all", "finish"}, "fix": {"send"}}).ask(t, &log), nil)
			if !errors.Is(err, context.Canceled) {
				t.Fatal(err, log)
			}
			time.Sleep(time.Second)
			sent := w.camera.Counters().Writes
			all, err := w.env.store().Walks()
			if err != nil || len(all) != 1 {
				t.Fatal(len(all), err)
			}
			fixed := 0
			for _, found := range all[0].Facts.Safety.Findings {
				if found.Fixed {
					fixed++
				}
			}
			_, cut, _, _ := w.env.Book().Intent(w.env.Identity(&all[0].Facts))
			if fixed != sent && !(cut && fixed == sent-1) || len(all[0].Facts.Safety.ToFix()) == 0 {
				t.Errorf("%d were sent, %d are saved as fixed, note %t", sent, fixed, cut)
			}
			w.env = w.env.WithCameras()
			end, log := w.tell(t, knowing.goesOn(t, w))
			f := end.Facts()
			if n := w.camera.Counters(); n.Writes != sent || n.Wrong > 0 || f.Safety.At.IsZero() || len(f.Safety.ToFix()) != 9-sent || Ended(end) != Regained {
				t.Errorf("%d writes after %d, to fix %v, %s; %v", n.Writes, sent, f.Safety.ToFix(), Ended(end), log)
			}
		}))
	}
}
