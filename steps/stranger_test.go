package steps

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"camreset/isapi"
	"camreset/isapi/simcam"
	"camreset/steps/flow"
	"camreset/steps/lan"
)

// swap puts another camera in the place of the world's, which goes elsewhere.
func (w *world) swap(t *testing.T, other simcam.Scenario) *simcam.Camera {
	t.Helper()
	next := simcam.New(other, simcam.RealClock())
	w.camera.PowerOff()
	w.camera.SetNetwork(netip.MustParsePrefix("192.168.1.99/24"), 80)
	if err := w.lan.Add(w.ip, next); err != nil {
		t.Fatal(err)
	}
	return next
}

// tellWith is tell from an address, with something that happens once at a step.
func (w *world) tellWith(t *testing.T, typed string, s script, at ID, happens func()) (Walk, []string) {
	t.Helper()
	given, bad := lan.ParseAddress(typed)
	if !bad.IsZero() {
		t.Fatal(bad)
	}
	var log []string
	ask, once := s.ask(t, &log), sync.OnceFunc(happens)
	end, err := w.run(t.Context(), w.env, Begin(w.env, given), func(ctx context.Context, walk Walk, refused error) (string, error) {
		if walk.Step().ID == at {
			once()
		}
		log = append(log, "«"+walk.Step().Say(walk.Facts()).String()+"»")
		return ask(ctx, walk, refused)
	}, func(Walk, Row) {})
	if err != nil {
		t.Fatalf("%v at %s after %s", err, end.Step().ID, strings.Join(log, " "))
	}
	return end, log
}

// changing leads to a change of a password that the user knows.
var changing = mine.with(script{"try-password": {"Garden-22-Gate"}, "agree-clear": {"yes"}, "menu": {"try-password"}, "done": {"password", "finish"}, "new-password": {"own"}, "own-password": {strong}})

// A camera that takes the place of the one that was agreed on, with the same old
// password, gets neither the new password nor a login without a question.
func TestAnotherCameraInItsPlace(t *testing.T) {
	realm := simcam.New(simcam.Scenario{}, simcam.RealClock()).Identity().Realm
	for _, c := range []struct {
		name  string
		at    ID
		other simcam.Scenario
		told  string
	}{
		{"before the new password", "own-password", simcam.Scenario{}, "under the name"},
		{"before the login", "try-password", simcam.Scenario{}, "under the name"},
		{"before the new password, the same realm", "own-password", simcam.Scenario{Realm: realm}, "its serial number is"},
		{"an older one", "own-password", simcam.Scenario{Generation: simcam.Legacy}, "under the name"},
	} {
		t.Run(c.name, besides(func(t *testing.T) {
			w := newWorld(t, "forgotten", knows)
			var next *simcam.Camera
			c.other.Unit, c.other.Password, c.other.SADP.Off = 7, "Garden-22-Gate", true
			end, log := w.tellWith(t, w.ip, changing.with(script{"same-camera": {"no"}, "not-ours": {"stop"}}), c.at, func() { next = w.swap(t, c.other) })
			told := strings.Join(log, " ")
			logins := map[bool]int{true: 1}[c.other.Realm != ""] // the one that asks who it is
			if got := next.Counters(); !passed(end, "same-camera") || got.Writes != 0 || got.Logins != logins || got.PasswordChanges != 0 {
				t.Errorf("%d logins, %d writes; %s", got.Logins, got.Writes, told)
			}
			if !strings.Contains(told, c.told) {
				t.Errorf("not told %q: %s", c.told, told)
			}
		}))
	}
}

// Who says that it is theirs begins anew with it: a login, then the change.
func TestAnotherCameraThatIsTheUsers(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", knows)
		var next *simcam.Camera
		answers := changing.with(script{"same-camera": {"yes"}, "try-password": {"Garden-22-Gate", "Wrong-1-Wrong", "Garden-22-Gate"}, "done": {"password", "password", "finish"}})
		end, log := w.tellWith(t, w.ip, answers, "own-password", func() {
			next = w.swap(t, simcam.Scenario{Unit: 7, Password: "Garden-22-Gate", SADP: simcam.SADPForm{Off: true}})
		})
		if got := next.Counters(); Ended(end) != Regained || got.PasswordChanges != 1 || got.Wrong != 1 || w.camera.Counters().PasswordChanges != 0 {
			t.Errorf("%s; %+v; %s", Ended(end), got, strings.Join(log, " "))
		}
		if serial := end.Facts().Device.Serial; serial != next.Identity().Serial {
			t.Errorf("known as %s", serial)
		}
	})(t)
}

// A camera that tells over UDP that it has the MAC that it had is not asked about,
// although it calls itself otherwise; one that tells nothing is.
func TestTheMACProvesTheCamera(t *testing.T) {
	for name, silent := range map[string]bool{"tells its MAC": false, "tells nothing": true} {
		t.Run(name, besides(func(t *testing.T) {
			w := newWorld(t, "forgotten", func(s *simcam.Scenario) { knows(s); s.SADP.Off = false })
			var next *simcam.Camera
			answers := changing.with(script{"same-camera": {"no"}, "not-ours": {"stop"}, "done": {"finish"}})
			end, log := w.tellWith(t, w.ip, answers, "try-password", func() {
				next = w.swap(t, simcam.Scenario{Realm: "renamed", Password: "Garden-22-Gate", SADP: simcam.SADPForm{Off: silent}})
			})
			asked, logins := passed(end, "same-camera"), next.Counters().Logins
			if asked != silent || (logins == 0) != silent {
				t.Errorf("asked %v, %d logins; %s", asked, logins, strings.Join(log, " "))
			}
		}))
	}
}

// A change of password does not go where plain HTTP is sent on to meanwhile.
func TestTLSInTheMiddleOfAChange(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", func(s *simcam.Scenario) { knows(s); s.TLS = true })
		before := 0
		end, log := w.tellWith(t, w.ip, changing.with(script{"other-certificate": {flow.SayQuit}}), "own-password", func() {
			before = w.camera.Counters().Logins
			w.camera.Set(func(s *simcam.Scenario) { s.RedirectToTLS = true })
		})
		told := strings.Join(log, " ")
		if got := w.camera.Counters(); !passed(end, "other-certificate") || got.Logins != before || got.Writes != 0 || !strings.Contains(told, "a certificate that was not seen before") {
			t.Errorf("%d logins more, %d writes; %s", got.Logins-before, got.Writes, told)
		}
	})(t)
}

// Who knows why goes on over TLS, with the certificate that was shown.
func TestTLSThatIsAccepted(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", func(s *simcam.Scenario) { knows(s); s.TLS = true })
		end, log := w.tellWith(t, w.ip, changing.with(script{"other-certificate": {"forget"}, "done": {"password", "password", "finish"}}), "own-password", func() {
			w.camera.Set(func(s *simcam.Scenario) { s.RedirectToTLS = true })
		})
		if Ended(end) != Regained || w.camera.Counters().PasswordChanges != 1 || end.Facts().Seen.Reach.Scheme != "https" {
			t.Errorf("%s; %s", Ended(end), strings.Join(log, " "))
		}
	})(t)
}

// A camera that was met over TLS gets no login over plain HTTP when its TLS goes.
func TestTLSThatGoesAway(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", func(s *simcam.Scenario) { knows(s); s.TLS, s.RedirectToTLS = true, true })
		var gone sync.Once
		shut := false
		var mu sync.Mutex
		dial := w.env.Dial
		w.env.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
			mu.Lock()
			defer mu.Unlock()
			if shut && strings.HasSuffix(address, ":443") {
				return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.ECONNREFUSED}
			}
			return dial(ctx, network, address)
		}
		w.env = w.env.WithCameras()
		end, log := w.tellWith(t, w.ip, changing.with(script{"other-certificate": {flow.SayQuit}}), "try-password", func() {
			gone.Do(func() {
				mu.Lock()
				defer mu.Unlock()
				shut = true
				w.camera.Set(func(s *simcam.Scenario) { s.RedirectToTLS = false })
				w.env.Camera(lan.Address{IP: w.ip}).Close()
			})
		})
		told := strings.Join(log, " ")
		if got := w.camera.Counters().Logins; !passed(end, "other-certificate") || got != 0 || !strings.Contains(told, "no longer offers the protected connection") {
			t.Errorf("%d logins; %s", got, told)
		}
	})(t)
}

// A port that was typed is not left for another one before the user agrees.
func TestAnotherPortIsAskedAbout(t *testing.T) {
	for name, answers := range map[string]script{
		"no":  mine.with(script{"other-port": {"menu"}, "menu": {flow.SayQuit}}),
		"yes": mine.with(script{"other-port": {"yes"}, "menu": {flow.SayQuit}}),
	} {
		t.Run(name, besides(func(t *testing.T) {
			w := newWorld(t, "forgotten", func(s *simcam.Scenario) { s.TLS, s.RedirectToTLS = true, true })
			w.camera.SetNetwork(netip.MustParsePrefix(w.ip+"/24"), 8080)
			var mu sync.Mutex
			var dialled []string
			dial := w.env.Dial
			w.env.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
				mu.Lock()
				dialled = append(dialled, address)
				mu.Unlock()
				return dial(ctx, network, address)
			}
			followed := func() bool { mu.Lock(); defer mu.Unlock(); return slices.Contains(dialled, w.ip+":443") }
			report := inspected(t, w.env, lan.Address{IP: w.ip, Host: w.ip, Port: 8080})
			if lines := strings.Join(report.Lines(), "\n"); followed() || !strings.Contains(lines, "on to another port: https://"+w.ip) {
				t.Errorf("check: followed %v; %s", followed(), lines)
			}
			w.env = w.env.WithCameras()
			end, log := w.tellWith(t, w.ip+":8080", answers, "other-port", func() {
				if followed() {
					t.Error("followed before it was asked")
				}
			})
			if !passed(end, "other-port") || followed() != (name == "yes") {
				t.Errorf("followed %v; %s", followed(), strings.Join(log, " "))
			}
		}))
	}
}

// What is encrypted with a factory password is asked about as what is in clear, in
// words that say why.
func TestAFactoryPasswordHidesNothing(t *testing.T) {
	for answer, writes := range map[string]int{"no": 0, "yes": 1} {
		t.Run(answer, besides(func(t *testing.T) {
			w := newWorld(t, "forgotten", func(s *simcam.Scenario) { s.Password = "12345" })
			end, log := w.tellWith(t, w.ip, changing.with(script{"try-password": {"12345"}, "agree-clear": {answer}, "done": {"finish"}}), "", func() {})
			told := strings.Join(log, " ")
			if !passed(end, "agree-clear") || w.camera.Counters().PasswordChanges != writes || !strings.Contains(told, "anybody on this network could read the new one") {
				t.Errorf("%d changes; %s", w.camera.Counters().PasswordChanges, told)
			}
		}))
	}
}

// The agreement to clear text names the current password too, and is for one change.
func TestClearIsAgreedForOneChange(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "factory-default", func(s *simcam.Scenario) { knows(s); s.NeedLoginPassword = true })
		end, log := w.tellWith(t, w.ip, changing.with(script{"agree-clear": {"yes"}}), "", func() {})
		told := strings.Join(log, " ")
		if Ended(end) != Regained || w.camera.Counters().PasswordChanges != 1 || !strings.Contains(told, "Your new password, and the one it has now") {
			t.Errorf("%s; %s", Ended(end), told)
		}
		f := *end.Facts()
		if f.Answers.Clear {
			t.Error("the agreement stays")
		}
		f.Answers.New = isapi.NewSecret("Meadow-18-Fence")
		change, _ := sendPassword().Checks[0].Run(t.Context(), w.env, &f)
		if change(&f); f.Change.Word != "consent" || w.camera.Counters().PasswordChanges != 1 {
			t.Errorf("a second change came out as %s", f.Change.Word)
		}
	})(t)
}

// A camera that comes back from a reset with another certificate, and tells nothing
// over UDP, is found.
func TestAResetMakesAnotherCertificate(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", func(s *simcam.Scenario) { s.TLS, s.NewCertificate = true, true })
		end, log := w.tellWith(t, "https://"+w.ip, mine.with(script{"same-camera": {"yes"}, "menu": {"reset-button"}, "new-password": {lastFour}, "button-warn": {"ERASE"}, "button-record": {"dhcp"}, "button-power": {"start"}, "restore-network": {"leave"}}), "", func() {})
		if Ended(end) != Regained || passed(end, "other-certificate") {
			t.Errorf("%s; %s", Ended(end), strings.Join(log, " "))
		}
	})(t)
}
