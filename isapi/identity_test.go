package isapi

import (
	"crypto/rsa"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// writings are all calls that send a login or change something.
var writings = map[string]func(*testing.T, *Client) error{
	"try":  func(t *testing.T, c *Client) error { _, err := c.Try(ctx(t), admin(secretWord)); return err },
	"info": func(t *testing.T, c *Client) error { _, err := c.DeviceInfo(ctx(t), admin(secretWord)); return err },
	"password": func(t *testing.T, c *Client) error {
		return c.ChangePassword(ctx(t), admin(secretWord), NewSecret("Newpass-77"), true)
	},
	"questions": func(t *testing.T, c *Client) error {
		return c.SetQuestions(ctx(t), admin(secretWord), []QuestionAnswer{{1, NewSecret("Biscuit")}}, true)
	},
	"activation": func(t *testing.T, c *Client) error { return c.Activate(ctx(t), NewSecret("Newpass-77")) },
}

// carries reports a request with a login, or with a body.
func carries(r request) bool { return r.auth != "" || r.body != "" }

// plays is a device of its own kind for each of the writings: for an activation it
// has no password, with 3 in the newer form, and a panel knows the session login only.
func plays(t *testing.T, name string) http.HandlerFunc {
	v, _, _ := loadVectors(t)
	caps := load(t, "sessionLogin.version2.xml")
	inactive := &inactive{challenge: v.Legacy.AnswerKey, put: []reply{done}}
	return func(w http.ResponseWriter, r *http.Request) {
		switch {
		case name == "activation, newer" && r.URL.Path == pathStatus:
			reply{200, "<ActivateStatus><Activated>false</Activated><supportVersion>3</supportVersion></ActivateStatus>", nil, ""}.write(w)
		case strings.HasPrefix(name, "activation"):
			inactive.handle(w, r)
		case name == "session" && r.URL.Path == pathSession:
			reply{200, caps, nil, ""}.write(w)
		case name == "session":
			w.WriteHeader(401)
		default:
			secured{challenge: someChallenge, password: secretWord, right: done.writeFor}.handle(w, r)
		}
	}
}

func (r reply) writeFor(w http.ResponseWriter, _ *http.Request) { r.write(w) }

// writing is the call for a kind of device.
func writing(name string) func(*testing.T, *Client) error {
	switch name {
	case "session":
		return writings["try"]
	case "activation, newer":
		return writings["activation"]
	}
	return writings[name]
}

var written = []string{"try", "info", "password", "questions", "session", "activation", "activation, newer"}

// TestNothingWithALoginFollowsARedirect: no login and no write goes where a device
// sends it, whether all requests are sent on or only those that carry something.
func TestNothingWithALoginFollowsARedirect(t *testing.T) {
	_, key, _ := loadVectors(t)
	shown := &tls.Config{Certificates: []tls.Certificate{certificate(t, "x")}}
	for _, name := range written {
		for _, only := range []bool{false, true} {
			for _, status := range []int{302, 307} {
				to := secureDevice(t, shown, plays(t, name))
				plain, target := plays(t, name), atomic.Pointer[string]{}
				from := newDevice(t, func(w http.ResponseWriter, r *http.Request) {
					loaded := r.Header.Get("Authorization") != "" || r.ContentLength > 0
					at := target.Load()
					if path, there := strings.CutPrefix(r.URL.Path, "/elsewhere"); there {
						r.URL.Path, at = path, nil // it is answered there
					}
					if at != nil && (loaded || !only) {
						w.Header().Set("Location", *at+r.URL.RequestURI())
						w.WriteHeader(status)
						return
					}
					plain(w, r)
				})
				n := &network{ports: map[string]string{"80": from.address(), "443": to.address()}}
				for _, at := range []string{"https://192.168.1.64", "http://192.168.1.64/elsewhere", "http://192.168.1.65"} {
					c := n.client(t, Config{Key: func(int) (*rsa.PrivateKey, error) { return key, nil }})
					target.Store(nil)
					c.look(ctx(t))
					before := len(from.requests())
					target.Store(&at)
					err := writing(name)(t, c)
					if got := to.count(carries); err == nil || got != 0 {
						t.Errorf("%s to %s by %d, only what carries something %v: %v, %d arrived", name, at, status, only, err, got)
					}
					sent := 0
					for _, r := range from.requests()[before:] {
						if strings.Contains(r.path, "elsewhere") && carries(r) {
							t.Errorf("%s: %s carries something", name, r.path)
						}
						if carries(r) {
							sent++
						}
					}
					if sent > 1 || sent == 1 && !only && !strings.HasPrefix(name, "activation") { // that begins with a key of ours
						t.Errorf("%s to %s by %d: sent %d times", name, at, status, sent)
					}
				}
			}
		}
	}
}

// TestRule1ALoginHasAConnectionOfItsOwn: on one that was used before, a request that
// meets its end is sent again by libraries, and by what stands between.
func TestRule1ALoginHasAConnectionOfItsOwn(t *testing.T) {
	_, key, _ := loadVectors(t)
	for _, name := range written {
		var mu sync.Mutex
		used, sent := map[string]bool{}, 0
		play := plays(t, name)
		d := newDevice(t, func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			if r.Header.Get("Authorization") != "" || r.ContentLength > 0 {
				if sent++; used[r.RemoteAddr] {
					t.Errorf("%s: %s %s came over a connection that was used before", name, r.Method, r.URL.Path)
				}
			}
			used[r.RemoteAddr] = true
			mu.Unlock()
			play(w, r)
		})
		c := clientFor(t, d.Listener.Addr().String(), Config{Key: func(int) (*rsa.PrivateKey, error) { return key, nil }})
		c.look(ctx(t)) // connections lie ready now
		_ = writing(name)(t, c)
		if sent == 0 {
			t.Errorf("%s: nothing was sent", name)
		}
	}
}

// TestTLSThatNobodyWasShown: what moves to TLS after the user was shown plain HTTP
// is asked about; who was shown nothing is taken along by the read.
func TestTLSThatNobodyWasShown(t *testing.T) {
	dev := secured{challenge: someChallenge, password: secretWord, right: good(t)}
	safe := secureDevice(t, &tls.Config{Certificates: []tls.Certificate{certificate(t, "x")}}, dev.handle)
	var moved atomic.Bool
	web := newDevice(t, func(w http.ResponseWriter, r *http.Request) {
		if moved.Load() {
			http.Redirect(w, r, "https://192.168.1.64"+r.URL.RequestURI(), http.StatusFound)
			return
		}
		dev.handle(w, r)
	})
	n := &network{ports: map[string]string{"80": web.address(), "443": safe.address()}}
	c := n.client(t, Config{})
	c.look(ctx(t))
	moved.Store(true)
	a, err := c.Try(ctx(t), admin(secretWord))
	if !errors.Is(err, ErrTLSNew) || !errors.Is(err, ErrPinChanged) || a.Sent || safe.count(answered)+web.count(answered) != 0 {
		t.Errorf("%+v %v", a, err)
	}
	if r := c.Reach(ctx(t)); r.State != ReachOpen || !errors.Is(r.Err, ErrTLSNew) || r.Fingerprint == "" {
		t.Errorf("%+v", r)
	}
	shown := c.Fingerprint()
	c.Accept()
	if a, err := c.Try(ctx(t), admin(secretWord)); err != nil || a.Outcome != Right || c.Fingerprint() != shown {
		t.Errorf("after it was accepted: %+v %v", a, err)
	}
	c = n.client(t, Config{})
	if a, err := c.Try(ctx(t), admin(secretWord)); err != nil || a.Outcome != Right || web.count(answered) != 0 {
		t.Errorf("shown nothing before: %+v %v", a, err)
	}
}

// TestTLSOnlyCamera: one that sends every plain request on to TLS, each time with
// another number behind it, takes a login over TLS, once (observed).
func TestTLSOnlyCamera(t *testing.T) {
	dev := secured{challenge: someChallenge, password: secretWord, right: good(t)}
	safe := secureDevice(t, &tls.Config{Certificates: []tls.Certificate{certificate(t, "x")}}, dev.handle)
	var number atomic.Int32
	web := newDevice(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, fmt.Sprintf("https://192.168.1.64%s?randnum=%d", r.URL.RequestURI(), number.Add(1)), http.StatusFound)
	})
	n := &network{ports: map[string]string{"80": web.address(), "443": safe.address()}}
	c := n.client(t, Config{})
	if s := c.look(ctx(t)); s.Reach.Scheme != "https" || s.Reach.Fingerprint == "" || s.Reach.Err != nil {
		t.Errorf("%+v", s.Reach)
	}
	if a, err := c.Try(ctx(t), admin(secretWord)); err != nil || a.Outcome != Right || web.count(answered) != 0 || safe.count(answered) != 1 {
		t.Errorf("%+v %v, %d and %d logins", a, err, web.count(answered), safe.count(answered))
	}
}

// TestTLSThatIsGone: a device that was met over TLS gets nothing over plain HTTP.
func TestTLSThatIsGone(t *testing.T) {
	for name, call := range writings {
		dev := secured{challenge: someChallenge, password: secretWord, right: good(t)}
		safe := secureDevice(t, &tls.Config{Certificates: []tls.Certificate{certificate(t, "x")}}, dev.handle)
		web := newDevice(t, dev.handle)
		n := &network{ports: map[string]string{"443": safe.address()}}
		c := n.client(t, Config{})
		c.look(ctx(t))
		if end, err := c.wire.Alone(ctx(t)); err != nil { // none that is open is of use
			t.Fatal(err)
		} else {
			end()
		}
		n.set(map[string]string{"80": web.address()})
		err := call(t, c)
		if !errors.Is(err, ErrTLSGone) || !errors.Is(err, ErrPinChanged) || len(web.requests()) != 0 {
			t.Errorf("%s: %v; %v", name, err, web.requests())
		}
		if s := c.look(ctx(t)); !errors.Is(s.Front.Err, ErrTLSGone) || len(web.requests()) != 0 {
			t.Errorf("%s: a look: %v; %v", name, s.Front.Err, web.requests())
		}
		c.Accept()
		if a, err := c.Try(ctx(t), admin(secretWord)); err != nil || a.Outcome != Right {
			t.Errorf("%s: after it was accepted: %+v %v", name, a, err)
		}
	}
}

func (n *network) set(ports map[string]string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.ports = ports
}

// realms is a device whose challenges have a realm by path.
func realms(t *testing.T, realm func(path string) string) *device {
	return newDevice(t, func(w http.ResponseWriter, r *http.Request) {
		challenge := strings.Replace(someChallenge, "IP Camera(C2183)", realm(r.URL.Path), 1)
		secured{challenge: challenge, password: secretWord, right: good(t)}.handle(w, r)
	})
}

// TestAnotherRealmIsAnotherDevice: a device with another realm than the one that
// was shown gets no login and no write, at an endpoint asked before or not.
func TestAnotherRealmIsAnotherDevice(t *testing.T) {
	for _, name := range []string{"try", "info", "password", "questions"} {
		var other atomic.Bool
		d := realms(t, func(string) string { return map[bool]string{false: "A", true: "B"}[other.Load()] })
		c := d.client()
		c.look(ctx(t))
		other.Store(true)
		if err := writings[name](t, c); !errors.Is(err, ErrOtherDevice) || d.count(carries) != 0 {
			t.Errorf("%s: %v, %d sent", name, err, d.count(carries))
		}
		c.UserCheck(ctx(t))
		c.look(ctx(t))
		if err := writings[name](t, c); !errors.Is(err, ErrOtherDevice) || d.count(carries) != 0 {
			t.Errorf("%s, looked at again: %v, %d sent", name, err, d.count(carries))
		}
		c.Accept()
		if a, err := c.Try(ctx(t), admin(secretWord)); err != nil || a.Outcome != Right {
			t.Errorf("%s, accepted: %+v %v", name, a, err)
		}
		if realm, _ := c.Identity(); realm != "B" {
			t.Errorf("%s, accepted: known as %q", name, realm)
		}
	}
}

// TestSessionLoginOfAnotherDevice: where a digest challenge was shown and now only
// the session login is left, another device answers.
func TestSessionLoginOfAnotherDevice(t *testing.T) {
	var other atomic.Bool
	panel, camera := plays(t, "session"), plays(t, "try")
	d := newDevice(t, func(w http.ResponseWriter, r *http.Request) {
		if other.Load() {
			panel(w, r)
			return
		}
		camera(w, r)
	})
	c := d.client()
	c.look(ctx(t))
	other.Store(true)
	if a, err := c.Try(ctx(t), admin(secretWord)); !errors.Is(err, ErrOtherDevice) || a.Sent || d.count(carries) != 0 {
		t.Errorf("%+v %v", a, err)
	}
}

// TestRealmsByEndpoint: a device may ask by other realms on its front page, which
// name it nowhere, and at another endpoint, where the first one vouches for it.
func TestRealmsByEndpoint(t *testing.T) {
	for range 20 { // the requests of a look are on their way at the same time
		d := realms(t, func(path string) string {
			return map[string]string{"/": "front", pathCheck: "login", pathDevice: "info"}[path]
		})
		c := d.client()
		c.look(ctx(t))
		if realm, _ := c.Identity(); realm != "login" {
			t.Fatalf("known as %q", realm)
		}
		if a, err := c.Try(ctx(t), admin(secretWord)); err != nil || a.Outcome != Right {
			t.Fatalf("%+v %v", a, err)
		}
		if _, err := c.DeviceInfo(ctx(t), admin(secretWord)); errors.Is(err, ErrOtherDevice) {
			t.Fatal(err)
		}
		if a, err := c.Try(ctx(t), admin(secretWord)); err != nil || a.Outcome != Right {
			t.Fatalf("%+v %v", a, err)
		}
	}
}

// TestWatch: during a reset the device may be read with another certificate, or
// none, and no login leaves before it is known to be the same.
func TestWatch(t *testing.T) {
	dev := secured{challenge: someChallenge, password: secretWord, right: good(t)}
	first := secureDevice(t, &tls.Config{Certificates: []tls.Certificate{certificate(t, "x")}}, dev.handle)
	second := secureDevice(t, &tls.Config{Certificates: []tls.Certificate{certificate(t, "x")}}, dev.handle)
	plain := newDevice(t, dev.handle)
	for name, after := range map[string]map[string]string{"another certificate": {"443": second.address()}, "none": {"80": plain.address()}} {
		n := &network{ports: map[string]string{"443": first.address()}}
		c := n.client(t, Config{})
		c.look(ctx(t))
		_, cert := c.Identity()
		n.set(after)
		c.Watch()
		c.Watch()
		if s := c.ActivateStatus(ctx(t)); s.Err != nil || !s.Done {
			t.Errorf("%s: cannot be read: %v", name, s.Err)
		}
		if _, same := c.Identity(); same != cert {
			t.Errorf("%s: known as %s", name, same)
		}
		if a, err := c.Try(ctx(t), admin(secretWord)); !errors.Is(err, ErrPinChanged) || a.Sent {
			t.Errorf("%s: %+v %v", name, a, err)
		}
		c.Forget()
		if a, err := c.Try(ctx(t), admin(secretWord)); err != nil || a.Outcome != Right {
			t.Errorf("%s, forgotten: %+v %v", name, a, err)
		}
	}
}

// TestAnotherPortIsNotFollowed where a port was typed: there another device may be.
func TestAnotherPortIsNotFollowed(t *testing.T) {
	dev := secured{challenge: someChallenge, password: secretWord, right: good(t)}
	behind := secureDevice(t, &tls.Config{Certificates: []tls.Certificate{certificate(t, "x")}}, dev.handle)
	for _, to := range []string{"https://192.168.1.64", "https://192.168.1.64:8443", "http://192.168.1.64:81", "//192.168.1.64"} {
		web := newDevice(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to+r.URL.RequestURI(), 302) })
		n := &network{ports: map[string]string{"8080": web.address(), "443": behind.address(), "8443": behind.address(), "81": behind.address(), "80": behind.address()}}
		c := n.client(t, Config{Port: 8080})
		s := c.look(ctx(t))
		if !errors.Is(s.Front.Err, ErrOtherPort) || !strings.HasPrefix(s.Front.Location, "http") || len(behind.requests()) != 0 {
			t.Errorf("%s: %v, %q, %d followed", to, s.Front.Err, s.Front.Location, len(behind.requests()))
		}
		if a, err := c.Try(ctx(t), admin(secretWord)); !errors.Is(err, ErrOtherPort) || a.Sent || len(behind.requests()) != 0 {
			t.Errorf("%s: %+v %v", to, a, err)
		}
	}
}

// TestFactoryPasswordIsNoKey: what is encrypted with it everybody can read.
func TestFactoryPasswordIsNoKey(t *testing.T) {
	var v vectorsSealed
	section(t, "field_encryption", &v)
	for _, password := range factory {
		d := newDevice(t, func(w http.ResponseWriter, r *http.Request) {
			secured{challenge: someChallenge, password: password, right: func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == pathSecurity {
					sealedCaps(v, "100").write(w)
					return
				}
				done.write(w)
			}}.handle(w, r)
		})
		err := d.client().ChangePassword(ctx(t), admin(password), NewSecret("Newpass-77"), false)
		if bodies, bare := puts(d); !errors.Is(err, ErrConsent) || len(bodies)+bare != 0 {
			t.Errorf("%s: %v, %d sent", password, err, len(bodies)+bare)
		}
		err = d.client().SetQuestions(ctx(t), admin(password), []QuestionAnswer{{1, NewSecret("Biscuit")}}, false)
		if bodies, bare := puts(d); !errors.Is(err, ErrConsent) || len(bodies)+bare != 0 {
			t.Errorf("%s, questions: %v, %d sent", password, err, len(bodies)+bare)
		}
		err = d.client().ChangePassword(ctx(t), admin(password), NewSecret("Newpass-77"), true)
		if bodies, _ := puts(d); err != nil || len(bodies) != 1 || strings.Contains(bodies[0], "Newpass-77") {
			t.Errorf("%s, agreed: %v, %q", password, err, bodies)
		}
	}
}

// TestOver: the scheme that the user asks for is taken, by the same client.
func TestOver(t *testing.T) {
	safe := secureDevice(t, &tls.Config{Certificates: []tls.Certificate{certificate(t, "x")}}, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "") })
	web := newDevice(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) })
	n := &network{ports: map[string]string{"80": web.address(), "443": safe.address()}}
	c := n.client(t, Config{})
	if r := c.Reach(ctx(t)); r.Scheme != "http" {
		t.Errorf("%+v", r)
	}
	c.Over("https")
	c.Over("")
	if r := c.Reach(ctx(t)); r.Scheme != "https" || r.Fingerprint == "" {
		t.Errorf("%+v", r)
	}
}
