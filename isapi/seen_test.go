package isapi

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// openDevice is deviceInfo as a device tells it without a login.
const openDevice = `<?xml version="1.0"?><DeviceInfo version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema"><model>DS-2CD2032-I</model><serialNumber>DS-2CD2032-I20140101CCWR400000001</serialNumber></DeviceInfo>`

func everywhere(answer reply, server string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if server != "" {
			w.Header().Set("Server", server)
		}
		answer.write(w)
	}
}

// TestVerdicts looks at whole devices and strangers over real sockets.
func TestVerdicts(t *testing.T) {
	router := `Digest realm="TP-LINK Wireless", qop="auth", nonce="1"`
	page := reply{200, "<html><title>Welcome</title></html>", nil, "text/html"}
	table := func(server string, answers map[string]reply) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if server != "" {
				w.Header().Set("Server", server)
			}
			if answer, ok := answers[r.URL.Path]; ok {
				answer.write(w)
				return
			}
			reply{404, "<html><title>Not Found</title></html>", nil, "text/html"}.write(w)
		}
	}
	open := reply{401, load(t, "userCheck.401-unlocked.xml"), []string{someChallenge}, ""}
	for name, c := range map[string]struct {
		handle  http.HandlerFunc
		verdict string
		hik     Tri
	}{
		"active camera": {table("App-webs/", map[string]reply{"/": {200, load(t, "front.old.html"), nil, "text/html"},
			pathStatus: {200, load(t, "activateStatus.active.xml"), nil, ""}, pathCheck: open}), "active", Yes},
		"active, SDK path closed": {table("", map[string]reply{pathCheck: open}), "active", Yes},
		"active by 401 alone":     {everywhere(reply{401, load(t, "401.html"), []string{someChallenge}, "text/html"}, "webserver"), "active", Yes},
		"recorder, any path 401":  {everywhere(reply{401, load(t, "userCheck.401-bare.xml"), []string{`Digest realm="c504892f438ee5f2114e9fdd", domain="::", qop="auth", nonce="1"`}, ""}, "DNVRS-Webs"), "active", Yes},
		"inactive":                {table("", map[string]reply{pathStatus: {200, load(t, "activateStatus.v3.xml"), nil, ""}, pathCheck: {200, load(t, "userCheck.200-inactive.xml"), nil, ""}}), "inactive", Yes},
		"inactive, others 401":    {table("App-webs/", map[string]reply{pathStatus: {200, load(t, "activateStatus.v3.xml"), nil, ""}, pathCheck: {401, "", []string{someChallenge}, ""}}), "inactive", Yes},
		"inactive, userCheck":     {table("", map[string]reply{pathCheck: {200, load(t, "userCheck.200-inactive.xml"), nil, ""}}), "inactive", Yes},
		"locked":                  {table("Webs", map[string]reply{pathCheck: {401, load(t, "userCheck.401-locked.xml"), []string{someChallenge}, ""}}), "locked", Yes},
		"sources disagree": {table("App-webs/", map[string]reply{pathStatus: {200, load(t, "activateStatus.active.xml"), nil, ""},
			pathCheck: {200, load(t, "userCheck.200-inactive.xml"), nil, ""}}), "unknown", Yes},
		"legacy":                  {table("DVRDVS-Webs", map[string]reply{"/": page}), "legacy", Yes},
		"legacy by realm":         {table("", map[string]reply{"/": {401, "", []string{`Basic realm="DS-2CD2032-I"`}, ""}}), "legacy", Yes},
		"open deviceInfo":         {table("", map[string]reply{pathDevice: {200, openDevice, nil, ""}}), "legacy", Yes},
		"realm DS-, lower case":   {everywhere(reply{401, "", []string{`Digest realm="DS-c0de27ed", qop="auth", nonce="1"`}, ""}, ""), "active", Yes},
		"realm DS-, letters":      {everywhere(reply{401, "", []string{`Digest realm="DS-FEEB3EB9", qop="auth", nonce="1"`}, ""}, ""), "active", Yes},
		"realm DVRNVRDVS":         {everywhere(reply{401, "", []string{`Digest realm="DVRNVRDVS", qop="auth", nonce="1"`}, ""}, ""), "active", Yes},
		"domain of the maker":     {everywhere(reply{401, "", []string{`Digest qop="auth", realm="I21AE", nonce="1", stale="false", opaque="", domain="::"`}, ""}, ""), "active", Yes},
		"realm is a maker's MAC":  {everywhere(reply{401, "", []string{`Digest realm="b4a382010203", qop="auth", nonce="1"`, `Basic realm="b4a382010203"`}, ""}, ""), "active", Yes},
		"realm is another's MAC":  {everywhere(reply{401, "", []string{`Digest realm="020000010203", qop="auth", nonce="1"`}, ""}, ""), "not-hikvision", No},
		"another domain":          {everywhere(reply{401, "", []string{`Digest realm="GoAhead", domain=":81", qop="auth", nonce="1", opaque="5ccc", stale="FALSE"`}, ""}, ""), "not-hikvision", No},
		"404 without a mark":      {table("", map[string]reply{"/": page}), "not-hikvision", No},
		"404 with a weak mark":    {table("webserver", map[string]reply{"/": page}), "unknown", Unknown},
		"403 with a mark":         {everywhere(reply{403, "", nil, ""}, "App-webs/"), "unknown", Yes},
		"403 and no mark":         {everywhere(reply{403, "", nil, ""}, ""), "unknown", Unknown},
		"503 while starting":      {everywhere(reply{503, "", nil, ""}, ""), "unknown", Unknown},
		"router":                  {everywhere(reply{401, "", []string{router}, ""}, ""), "not-hikvision", No},
		"router, weak mark":       {everywhere(reply{401, "", []string{router}, ""}, "webserver"), "not-hikvision", No},
		"same page for all":       {everywhere(page, ""), "not-hikvision", No},
		"same page, weak mark":    {everywhere(page, "Webs"), "not-hikvision", No},
		"empty 200 for all":       {everywhere(reply{200, "", nil, ""}, ""), "not-hikvision", No},
		"sends everybody off":     {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "http://portal.example/", 302) }, "not-hikvision", No},
		"200, 404, challenge":     {table("Boa/0.94", map[string]reply{"/": {401, "", []string{`Basic realm="index.html"`}, ""}}), "not-hikvision", No},
		"userCheck as a web page": {table("", map[string]reply{"/": page, pathCheck: {200, "<html>isActivated false</html>", nil, "text/html"}}), "not-hikvision", No},
	} {
		t.Run(name, func(t *testing.T) {
			s := newDevice(t, c.handle).client().look(ctx(t))
			if s.Verdict() != c.verdict || s.Hikvision() != c.hik {
				t.Errorf("%s, Hikvision %s: %q", s.Verdict(), s.Hikvision(), s.Evidence())
			}
			if len(s.Evidence()) == 0 {
				t.Error("no evidence")
			}
		})
	}
}

func TestVerdictsWithoutAnAnswer(t *testing.T) {
	port := func(n int, state string) Reach { return Reach{State: state, Ports: []PortState{{n, state}}} }
	other := port(80, ReachRefused)
	other.Ports = append(other.Ports, PortState{8000, ReachOpen})
	gone := Seen{Reach: Reach{State: ReachOpen, Ports: []PortState{{80, ReachOpen}}}, Front: Front{Reply: Reply{Err: ErrUnreachable}}}
	for name, c := range map[string]struct {
		seen    Seen
		verdict string
	}{
		"nothing asked":      {Seen{}, "unknown"},
		"refused":            {Seen{Reach: port(80, ReachRefused)}, "unreachable"},
		"silent":             {Seen{Reach: port(80, ReachSilent)}, "unreachable"},
		"no route":           {Seen{Reach: port(80, ReachNoRoute)}, "unreachable"},
		"only 8000 open":     {Seen{Reach: other}, "unknown"},
		"handshake failed":   {Seen{Reach: port(443, ReachTLSFailed)}, "unknown"},
		"accepts, is silent": {Seen{Reach: port(80, ReachMute)}, "unknown"},
		"speaks not HTTP":    {Seen{Reach: port(80, ReachNotHTTP)}, "unknown"},
		"closes at once":     {Seen{Reach: port(80, ReachClosed)}, "unknown"},
		"gone since":         {gone, "unreachable"},
	} {
		if got := c.seen.Verdict(); got != c.verdict {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestMaybeLocked(t *testing.T) {
	check := func(code int, sub string) Seen {
		return Seen{Check: UserCheck{Reply: Reply{Done: true, Status: code, Sub: sub}}}
	}
	for _, c := range []struct {
		seen Seen
		want bool
	}{
		{check(403, ""), true}, {check(403, "invalidOperation"), true}, {check(403, "notSupport"), false},
		{check(401, ""), false}, {check(404, ""), false}, {Seen{}, false},
	} {
		if c.seen.MaybeLocked() != c.want {
			t.Errorf("%+v", c.seen.Check.Reply)
		}
	}
}

func TestSchemesGenerationKind(t *testing.T) {
	hik := Front{Reply: Reply{Done: true, Server: "App-webs/"}}
	yes := ActivateStatus{Activated: Yes}
	s := Seen{Front: hik, Status: yes, Page: LoginPage{Kind: "new"}, Session: SessionCap{Supported: Yes}}
	s.Check.Challenges = offered(`Digest realm="r", nonce="1", algorithm=SHA-256, Digest realm="r", nonce="1", Basic realm="r"`)
	if got := fmt.Sprint(s.Schemes()); got != "[digest-md5 digest-sha256 basic session]" {
		t.Error(got)
	}
	for want, seen := range map[string]Seen{
		"portal":     s,
		"session":    {Front: hik, Status: yes, Page: LoginPage{Kind: "old"}, Session: SessionCap{Supported: Yes}},
		"activation": {Front: hik, Status: yes, Session: SessionCap{Supported: No}},
		"recorder":   {Front: Front{Reply: Reply{Done: true, Server: "DNVRS-Webs"}}, Session: SessionCap{Supported: Yes}},
		"legacy":     {Front: hik, Status: ActivateStatus{Reply: Reply{Status: 404}}, Check: UserCheck{Reply: Reply{Status: 404}}},
		"":           {Front: hik},
	} {
		if got := seen.Generation(); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
	for model, want := range map[string]string{"DS-2CD2032-I": KindCamera, "iDS-7204HUHI-M1/E": KindRecorder, "DS-7616NI-K2": KindRecorder,
		"DS-KV8213-WME1(C)": KindDoorbell, "DS-K1T671M": KindAccess, "DS-PHA20-P": KindPanel, "DS-2DE4A425IW-DE": KindCamera,
		"IPC-B121H-C": KindCamera, "DS-0362B98B": KindUnknown, "": KindUnknown} {
		if got := KindOf(model, ""); got != want {
			t.Errorf("%s is %s", model, got)
		}
	}
	if KindOf("X", "VIS") != KindDoorbell || KindOf("X", "NVR") != KindRecorder {
		t.Error("deviceType is not used")
	}
}

// TestHostileTexts: nothing that a device sends reaches the caller uncleaned.
func TestHostileTexts(t *testing.T) {
	evil := "\x1b]0;owned\x07\u202egpj\u200b"
	d := newDevice(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Server", "App-webs/\u202e")
		w.Header().Set("WWW-Authenticate", `Digest realm="`+strings.ReplaceAll(evil, "\x07", "")[5:]+`", nonce="1"`)
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(401)
		_, _ = fmt.Fprintf(w, "<html><title>%s</title></html>", evil)
	})
	s := d.client().look(ctx(t))
	for _, text := range append(s.Evidence(), fmt.Sprintf("%+v", s.Front), fmt.Sprintf("%+v", s.Check)) {
		if strings.ContainsAny(text, "\x1b\x07\u202e\u200b") {
			t.Errorf("%q", text)
		}
	}
	x := newDevice(t, func(w http.ResponseWriter, r *http.Request) {
		reply{403, status(4, "x", "&#27;[2J"+evil), nil, ""}.write(w)
	})
	_, err := x.client().Try(ctx(t), admin("p"))
	if err == nil || strings.ContainsAny(err.Error(), "\x1b\x07\u202e\u200b") {
		t.Errorf("%q", err)
	}
}

// TestHostileBodies: each must end soon, and say why.
func TestHostileBodies(t *testing.T) {
	t.Parallel()
	big := strings.Repeat("x", 1<<16)
	for name, c := range map[string]struct {
		handle http.HandlerFunc
		want   error
	}{
		"200 MB": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", fmt.Sprint(200<<20))
			for range 200 << 4 {
				if _, err := fmt.Fprint(w, big); err != nil {
					return
				}
			}
		}, ErrTooLarge},
		"endless": {func(w http.ResponseWriter, r *http.Request) {
			for {
				if _, err := fmt.Fprint(w, big); err != nil {
					return
				}
			}
		}, ErrTooLarge},
		"endless header": {func(w http.ResponseWriter, r *http.Request) { w.Header().Set("X", strings.Repeat("y", 1<<20)) }, ErrNotHTTP},
		"redirect away":  {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "http://192.0.2.1/", 302) }, ErrForeignRedirect},
		"redirect loop":  {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/x"+r.URL.Path, 302) }, ErrRedirects},
		"drip of a body": {drip, ErrLost},
		"flood of 1xx":   {flood, nil},
		"deep nesting":   {everywhere(reply{200, strings.Repeat("<a>", 100_000), nil, ""}, ""), nil},
		"broken off": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "50")
			_, _ = fmt.Fprint(w, "<a>")
		}, ErrLost},
		"redirect rubbish": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "http://[::bad")
			w.WriteHeader(302)
		}, ErrForeignRedirect},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDevice(t, c.handle)
			begin := time.Now()
			front := clientFor(t, d.Listener.Addr().String(), Config{Timeout: time.Second}).Front(ctx(t))
			if took := time.Since(begin); took > 10*time.Second {
				t.Errorf("took %s", took)
			}
			if c.want != nil && !isErr(front.Err, c.want) {
				t.Error(front.Err)
			}
		})
	}
}

func drip(w http.ResponseWriter, r *http.Request) {
	for r.Context().Err() == nil {
		_, _ = fmt.Fprint(w, "x")
		w.(http.Flusher).Flush()
		time.Sleep(10 * time.Millisecond)
	}
}

func flood(w http.ResponseWriter, _ *http.Request) {
	for range 1000 {
		w.WriteHeader(103)
	}
}

func TestNoCredentialGoesElsewhere(t *testing.T) {
	other := newDevice(t, func(http.ResponseWriter, *http.Request) {})
	foreign := strings.Replace(other.URL, "127.0.0.1", "localhost", 1)
	for _, target := range []string{foreign + "/", "//localhost:1/", "ftp://127.0.0.1/", "http://u:p@127.0.0.1/"} {
		d := newDevice(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("WWW-Authenticate", someChallenge)
			w.Header().Set("Location", target)
			w.WriteHeader(302)
		})
		a, err := d.client().Try(ctx(t), admin("secret"))
		if !isErr(err, ErrForeignRedirect) || a.Sent || d.count(answered) != 0 {
			t.Errorf("%s: %+v %v", target, a, err)
		}
	}
	// An answered login is never redirected, not even on the same host.
	d := newDevice(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "" {
			http.Redirect(w, r, foreign, 307)
			return
		}
		reply{401, "", []string{someChallenge}, ""}.write(w)
	})
	a, err := d.client().Try(ctx(t), admin("secret"))
	if a.Outcome != Refused || err == nil || d.count(answered) != 1 || len(other.requests()) != 0 {
		t.Errorf("%+v %v", a, err)
	}
	if !slices.ContainsFunc(d.requests(), answered) {
		t.Error("nothing was tried")
	}
}
