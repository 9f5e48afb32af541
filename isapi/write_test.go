package isapi

import (
	"crypto/rsa"
	"encoding/json"
	"errors"
	"math/big"
	"net/http"
	"strings"
	"testing"
)

type vectors struct {
	Legacy struct {
		RSA        struct{ N, D, P, Q string }
		RequestKey string `json:"challenge_request_key"`
		AnswerKey  string `json:"challenge_answer_key"`
		Text       string `json:"decrypted_text"`
		Cases      []struct{ Password, Activate string }
	} `json:"activation_legacy"`
}

func loadVectors(t *testing.T) (vectors, *rsa.PrivateKey, map[string]string) {
	t.Helper()
	var v vectors
	var sealed struct {
		Legacy struct {
			Cases []struct {
				Password string
				Sealed   string `json:"activate_password"`
			}
		} `json:"activation_legacy"`
	}
	data := []byte(load(t, "vectors.json"))
	if err := errors.Join(json.Unmarshal(data, &v), json.Unmarshal(data, &sealed)); err != nil {
		t.Fatal(err)
	}
	num := func(s string) *big.Int { n, _ := new(big.Int).SetString(s, 16); return n }
	r := v.Legacy.RSA
	key := &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: num(r.N), E: 65537}, D: num(r.D), Primes: []*big.Int{num(r.P), num(r.Q)}}
	key.Precompute()
	want := map[string]string{}
	for _, c := range sealed.Legacy.Cases {
		want[c.Password] = c.Sealed
	}
	return v, key, want
}

// inactive is a device that plays the activation of the vectors.
type inactive struct {
	challenge string // key of the challenge answer
	put       []reply
	puts      int
}

func (i *inactive) handle(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case pathStatus:
		reply{200, "<ActivateStatus><Activated>false</Activated></ActivateStatus>", nil, ""}.write(w)
	case pathChallenge:
		reply{200, `<?xml version="1.0"?><Challenge xmlns="x"><key>` + i.challenge + "</key></Challenge>", nil, ""}.write(w)
	case pathActivate:
		i.puts++
		i.put[min(i.puts, len(i.put))-1].write(w)
	default:
		w.WriteHeader(404)
	}
}

func TestActivateVectors(t *testing.T) {
	v, key, want := loadVectors(t)
	for password, sealed := range want {
		dev := &inactive{challenge: v.Legacy.AnswerKey, put: []reply{{200, status(1, "OK", "ok"), nil, ""}}}
		d := newDevice(t, dev.handle)
		c := clientFor(t, d.Listener.Addr().String(), Config{Key: func(bits int) (*rsa.PrivateKey, error) {
			if bits != 1024 {
				t.Errorf("%d bits", bits)
			}
			return key, nil
		}})
		if err := c.Activate(ctx(t), NewSecret(password)); err != nil {
			t.Fatal(err)
		}
		in := d.requests()
		post, put := in[len(in)-2], in[len(in)-1]
		if post.method != "POST" || post.body != prolog+"<PublicKey><key>"+v.Legacy.RequestKey+"</key></PublicKey>" || post.kind != "application/xml" {
			t.Errorf("%+v", post)
		}
		if put.method != "PUT" || put.body != prolog+"<ActivateInfo><password>"+sealed+"</password></ActivateInfo>" || put.auth != "" {
			t.Errorf("%+v", put)
		}
	}
}

func TestActivateFailures(t *testing.T) {
	v, key, _ := loadVectors(t)
	for name, c := range map[string]struct {
		put  []reply
		want error
		puts int
	}{
		"documentation: active":        {[]reply{{403, status(4, "Invalid Operation", "hasActivated"), nil, ""}}, ErrAlreadyActive, 1},
		"documentation: risky":         {[]reply{{200, status(1, "OK", "riskPassword"), nil, ""}}, ErrWeakPassword, 1},
		"observed once: newer form":    {[]reply{{400, status(6, "Invalid XML Content", "badParameters"), nil, ""}}, ErrNotSupported, 1},
		"observed once: starting":      {[]reply{{403, status(4, "Invalid Operation", "invalidOperation"), nil, ""}}, ErrBusy, 1},
		"busy":                         {[]reply{{503, "", nil, ""}}, ErrBusy, 1},
		"device busy":                  {[]reply{{200, status(2, "Device Busy", "x"), nil, ""}}, ErrBusy, 1},
		"200 with a page":              {[]reply{{200, "<html>", nil, "text/html"}}, ErrRefused, 1},
		"a wish for the nested form":   {[]reply{{400, status(6, "Invalid XML Content", "MessageParametersLack"), nil, ""}, {200, status(1, "OK", "ok"), nil, ""}}, nil, 2},
		"restart to finish":            {[]reply{{200, status(7, "Reboot Required", "rebootRequired"), nil, ""}}, nil, 1},
		"refuses the nested form, too": {[]reply{{400, status(6, "Invalid XML Content", "MessageParametersLack"), nil, ""}}, ErrNotSupported, 2},
	} {
		dev := &inactive{challenge: v.Legacy.AnswerKey, put: c.put}
		d := newDevice(t, dev.handle)
		cl := clientFor(t, d.Listener.Addr().String(), Config{Key: func(int) (*rsa.PrivateKey, error) { return key, nil }})
		err := cl.Activate(ctx(t), NewSecret("Camera-2024!"))
		if (c.want == nil) != (err == nil) || !errors.Is(err, c.want) || dev.puts != c.puts {
			t.Errorf("%s: %v after %d", name, err, dev.puts)
		}
		if err != nil && strings.Contains(err.Error(), "Camera-2024!") {
			t.Error(err)
		}
		if c.puts == 2 {
			in := d.requests()
			mustContain(t, in[len(in)-1].body, "<Activate version=")
			if d.count(func(r request) bool { return r.path == pathChallenge }) != 2 {
				t.Error("the nested form used a challenge twice")
			}
		}
	}
}

func TestActivateSendsNothing(t *testing.T) {
	d := canned(t, map[string]reply{pathStatus: {200, load(t, "activateStatus.active.xml"), nil, ""}})
	for password, want := range map[string]error{"": ErrWeakPassword, "Abc12345Abc12345x": ErrWeakPassword, "Kamera-ü12": ErrWeakPassword,
		"tab\there1": ErrWeakPassword, "Camera-2024!": ErrAlreadyActive} {
		if err := d.client().Activate(ctx(t), NewSecret(password)); !errors.Is(err, want) {
			t.Errorf("%q: %v", password, err)
		}
	}
	if n := d.count(func(r request) bool { return r.method != "GET" }); n != 0 {
		t.Errorf("%d writes", n)
	}
}

func TestActivateLost(t *testing.T) {
	v, key, _ := loadVectors(t)
	dev := &inactive{challenge: v.Legacy.AnswerKey}
	d := newDevice(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == pathActivate {
			panic(http.ErrAbortHandler)
		}
		dev.handle(w, r)
	})
	err := clientFor(t, d.Listener.Addr().String(), Config{Key: func(int) (*rsa.PrivateKey, error) { return key, nil }}).Activate(ctx(t), NewSecret("Camera-2024!"))
	if n := d.count(func(r request) bool { return r.path == pathActivate }); !errors.Is(err, ErrLost) || n != 1 {
		t.Errorf("%v after %d", err, n)
	}
}

// changer is a device whose password can be changed.
func changer(t *testing.T, list reply, put func(body string) reply) *device {
	return newDevice(t, func(w http.ResponseWriter, r *http.Request) {
		secured{challenge: someChallenge, password: secretWord, right: func(w http.ResponseWriter, r *http.Request) {
			if r.Method == "GET" {
				list.write(w)
				return
			}
			put("").write(w)
		}}.handle(w, r)
	})
}

func puts(d *device) (bodies []string, bare int) {
	for _, r := range d.requests() {
		if r.method == "PUT" && r.auth != "" {
			bodies = append(bodies, r.path+" "+r.body)
		} else if r.method == "PUT" {
			if bare++; r.body != "" {
				d.t.Error("a bare request carried the password")
			}
		}
	}
	return bodies, bare
}

func TestChangePassword(t *testing.T) {
	ok := func(string) reply { return reply{200, status(1, "OK", "ok"), nil, ""} }
	d := changer(t, reply{200, load(t, "users.oem.xml"), nil, ""}, ok)
	if err := d.client().ChangePassword(ctx(t), admin(secretWord), NewSecret(`New<&>"'7`), true); err != nil {
		t.Fatal(err)
	}
	bodies, bare := puts(d)
	if len(bodies) != 1 || bare != 1 || bodies[0] != pathUsers+"/2 "+prolog+"<User><id>2</id><userName>admin</userName><password>New&lt;&amp;&gt;&quot;&apos;7</password></User>" {
		t.Errorf("%d bare, %q", bare, bodies)
	}
	// Without a list, admin is number 1 and nobody else is anybody.
	d = changer(t, reply{403, status(4, "Invalid Operation", "notSupport"), nil, ""}, ok)
	if err := d.client().ChangePassword(ctx(t), admin(secretWord), NewSecret("Newpass-77"), true); err != nil {
		t.Error(err)
	}
	if bodies, _ := puts(d); len(bodies) != 1 || !strings.HasPrefix(bodies[0], pathUsers+"/1 ") {
		t.Errorf("%q", bodies)
	}
}

func TestChangePasswordAsksFirst(t *testing.T) {
	d := changer(t, reply{200, "", nil, ""}, nil)
	if err := d.client().ChangePassword(ctx(t), admin(secretWord), NewSecret("Newpass-77"), false); !errors.Is(err, ErrConsent) {
		t.Error(err)
	}
	if n := d.count(func(r request) bool { return r.method != "GET" || r.path != pathSecurity }); n != 0 {
		t.Errorf("%d requests beside the question how it may travel", n)
	}
}

func TestChangePasswordNeedsTheOldOne(t *testing.T) {
	for _, sub := range []string{"loginPasswordError", "administratorPasswordError"} {
		n := 0
		d := changer(t, reply{200, load(t, "users.oem.xml"), nil, ""}, func(string) reply {
			if n++; n == 1 {
				return reply{403, status(4, "Invalid Operation", sub), nil, ""}
			}
			return reply{200, status(7, "Reboot Required", "rebootRequired"), nil, ""}
		})
		if err := d.client().ChangePassword(ctx(t), admin(secretWord), NewSecret("Newpass-77"), true); err != nil {
			t.Error(err)
		}
		bodies, _ := puts(d)
		if len(bodies) != 2 || strings.Contains(bodies[0], "loginPassword") || !strings.Contains(bodies[1], "<loginPassword>"+secretWord+"</loginPassword>") {
			t.Errorf("%q", bodies)
		}
	}
}

func TestChangePasswordFailures(t *testing.T) {
	for sub, want := range map[string]error{"riskPassword": ErrWeakPassword, "cannotSameAsOldPassword": ErrSamePassword, "lowPrivilege": ErrLowPrivilege,
		"loginPasswordError": ErrLoginPassword, "badXmlContent": ErrNotSupported, "": ErrRefused} {
		d := changer(t, reply{200, load(t, "users.oem.xml"), nil, ""}, func(string) reply { return reply{403, status(4, "x", sub), nil, ""} })
		if err := d.client().ChangePassword(ctx(t), admin(secretWord), NewSecret("Newpass-77"), true); !errors.Is(err, want) {
			t.Errorf("%s: %v", sub, err)
		}
		if bodies, _ := puts(d); len(bodies) > 2 || len(bodies) == 2 && !errors.Is(want, ErrLoginPassword) {
			t.Errorf("%s: sent %d times", sub, len(bodies))
		}
	}
	// A wrong login is noticed at the list: the change is not sent, one try is spent.
	d := changer(t, reply{200, "", nil, ""}, nil)
	if err := d.client().ChangePassword(ctx(t), admin("wrong"), NewSecret("Newpass-77"), true); !errors.Is(err, ErrAuth) || d.count(answered) != 1 {
		t.Errorf("%v after %d", err, d.count(answered))
	}
	if err := d.client().ChangePassword(ctx(t), Login{User: "guest", Password: NewSecret(secretWord)}, NewSecret("Newpass-77"), true); err == nil {
		t.Error("guessed a user's number")
	}
}
