package isapi

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"net/http"
	"net/url"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"

	"camreset/isapi/auth"
)

// rfcServer asks for a login as RFC 7616 says (RFC 2069 without a qop), written
// from the RFC with nothing of the client's.
type rfcServer struct {
	challenge []string          // WWW-Authenticate lines as they are sent
	want      map[string]string // what has to come back, name to its bytes between the quotes
	realm     string            // what is hashed
	nonce     string
	user      string
	password  string

	mu      sync.Mutex
	answers []string // Authorization headers that came
	taken   int      // how many of them were right
}

func (s *rfcServer) handle(w http.ResponseWriter, r *http.Request) {
	header := r.Header.Get("Authorization")
	body, _ := io.ReadAll(r.Body)
	good := header != "" && s.right(r, authorization(header), string(body))
	if header != "" {
		s.mu.Lock()
		s.answers = append(s.answers, header)
		if good {
			s.taken++
		}
		s.mu.Unlock()
	}
	if !good {
		for _, line := range s.challenge {
			w.Header().Add("WWW-Authenticate", line)
		}
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	w.Header().Set("Content-Type", "application/xml")
	_, _ = io.WriteString(w, "<userCheck><statusValue>200</statusValue><statusString>OK</statusString></userCheck>")
}

// right computes section 3.4 of the RFC.
func (s *rfcServer) right(r *http.Request, p map[string]string, body string) bool {
	for name, value := range s.want {
		if got, came := p[name]; !came || got != value {
			return false
		}
	}
	algorithm := strings.ToUpper(p["algorithm"])
	newHash := map[bool]func() hash.Hash{true: sha256.New, false: md5.New}[strings.HasPrefix(algorithm, "SHA-256")]
	h := func(text string) string {
		sum := newHash()
		_, _ = io.WriteString(sum, text)
		return hex.EncodeToString(sum.Sum(nil))
	}
	a1 := s.user + ":" + s.realm + ":" + s.password
	if strings.HasSuffix(algorithm, "-SESS") {
		a1 = h(a1) + ":" + s.nonce + ":" + p["cnonce"]
	}
	a2 := r.Method + ":" + r.RequestURI
	if p["qop"] == "auth-int" {
		a2 += ":" + h(body)
	}
	expected := h(h(a1) + ":" + s.nonce + ":" + h(a2))
	if p["qop"] != "" {
		expected = h(h(a1) + ":" + s.nonce + ":" + p["nc"] + ":" + p["cnonce"] + ":" + p["qop"] + ":" + h(a2))
	}
	return p["response"] == expected && p["uri"] == r.RequestURI
}

// authorization splits the header into names and the bytes between the quotes.
func authorization(header string) map[string]string {
	found := map[string]string{}
	rest := strings.TrimPrefix(header, "Digest ")
	for rest != "" {
		name, after, _ := strings.Cut(rest, "=")
		var value string
		if strings.HasPrefix(after, `"`) {
			end := 1
			for end < len(after) && after[end] != '"' {
				if after[end] == '\\' {
					end++
				}
				end++
			}
			value, after = after[1:min(end, len(after))], after[min(end+1, len(after)):]
			_, after, _ = strings.Cut(after, ",")
		} else {
			value, after, _ = strings.Cut(after, ",")
		}
		found[strings.TrimSpace(name)] = value
		rest = strings.TrimLeft(after, " ")
	}
	return found
}

// rfcCases are challenges with all that they must bring back.
var rfcCases = map[string]struct {
	challenge []string
	realm     string // as it is hashed, where it isn't r
	want      map[string]string
	noCurl    bool // spelled in a way that curl doesn't read, or reads otherwise
}{
	"auth-int":         {[]string{`Digest realm="r", nonce="n", qop="auth-int"`}, "", map[string]string{"qop": "auth-int"}, true}, // curl doesn't answer it
	"both qops":        {[]string{`Digest realm="r", nonce="n", qop="auth-int, auth"`}, "", map[string]string{"qop": "auth"}, false},
	"no qop":           {[]string{`Digest realm="r", nonce="n"`}, "", nil, false},
	"empty opaque":     {[]string{`Digest realm="r", nonce="n", qop="auth", opaque=""`}, "", map[string]string{"opaque": ""}, false},
	"opaque":           {[]string{`Digest realm="r", nonce="n", qop="auth", opaque="5cc/=\"` + "\xe9\""}, "", map[string]string{"opaque": `5cc/=\"` + "\xe9"}, false},
	"bare values":      {[]string{`Digest realm=r, nonce=n, qop=auth, opaque=b64==, algorithm=MD5`}, "", map[string]string{"opaque": "b64=="}, false},
	"MD5-sess":         {[]string{`Digest realm="r", nonce="n", qop="auth", algorithm=MD5-sess`}, "", map[string]string{"algorithm": "MD5-sess"}, false},
	"SHA-256":          {[]string{`Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256`}, "", map[string]string{"algorithm": "SHA-256"}, false},
	"SHA-256-sess":     {[]string{`Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256-sess`}, "", map[string]string{"algorithm": "SHA-256-sess"}, false},
	"sess, auth-int":   {[]string{`Digest realm="r", nonce="n", qop="auth-int", algorithm=SHA-256-sess`}, "", map[string]string{"qop": "auth-int"}, true},
	"lower case":       {[]string{`digest  realm = "r" , nonce="n",qop="auth-int, auth", algorithm=md5,opaque=""`}, "", map[string]string{"opaque": "", "algorithm": "md5", "qop": "auth"}, true},
	"stronger first":   {[]string{`Digest realm="r", nonce="n", qop="auth", algorithm=MD5`, `Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256`}, "", map[string]string{"algorithm": "SHA-256"}, true},
	"all in one line":  {[]string{`Basic realm="r", Digest realm="r", nonce="n", qop="auth", Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256`}, "", map[string]string{"algorithm": "SHA-256"}, true},
	"Basic behind":     {[]string{`Digest realm="r", nonce="n", qop="auth", Basic realm="r"`}, "", nil, true},
	"Latin-1":          {[]string{"Digest realm=\"Cam\xe9ra\", nonce=\"n\", qop=\"auth\""}, "Cam\xe9ra", map[string]string{"realm": "Cam\xe9ra"}, false},
	"GBK":              {[]string{"Digest realm=\"\xca\xd3\xc6\xb5 \x8f\x5c \xb5\xc7\", nonce=\"n\", qop=\"auth\""}, "\xca\xd3\xc6\xb5 \x8f\x5c \xb5\xc7", map[string]string{"realm": "\xca\xd3\xc6\xb5 \x8f\x5c \xb5\xc7"}, true},
	"UTF-8":            {[]string{"Digest realm=\"摄像机\u00a0Küche\", nonce=\"n\", qop=\"auth\""}, "摄像机\u00a0Küche", map[string]string{"realm": "摄像机\u00a0Küche"}, false},
	"quotes":           {[]string{`Digest realm="the \"back\" door", nonce="n", qop="auth"`}, `the "back" door`, map[string]string{"realm": `the \"back\" door`}, false},
	"backslash":        {[]string{`Digest realm="a\\b", nonce="n", qop="auth"`}, `a\b`, map[string]string{"realm": `a\\b`}, false},
	"comma and equals": {[]string{`Digest realm="a, Basic realm=b", nonce="n", qop="auth"`}, `a, Basic realm=b`, nil, false},
	"tab":              {[]string{"Digest realm=\"a\tb\", nonce=\"n\", qop=\"auth\""}, "a\tb", map[string]string{"realm": "a\tb"}, false},
}

func newRFCServer(t *testing.T, name string) (*rfcServer, *device) {
	c := rfcCases[name]
	s := &rfcServer{challenge: c.challenge, want: c.want, realm: "r", nonce: "n", user: "admin", password: "Пароль-Abc12345"}
	if c.realm != "" {
		s.realm = c.realm
	}
	return s, newDevice(t, s.handle)
}

func TestDigestIsAnsweredByteByByte(t *testing.T) {
	t.Parallel()
	for name, c := range rfcCases {
		s, d := newRFCServer(t, name)
		a, err := d.client().Try(ctx(t), admin(s.password))
		if err != nil || a.Outcome != Right || len(s.answers) != 1 || s.taken != 1 {
			t.Errorf("%s: %v %v: %q", name, a.Outcome, err, s.answers)
			continue
		}
		if p := authorization(s.answers[0]); c.want["opaque"] == "" && !strings.Contains(c.challenge[0], "opaque") && strings.Contains(s.answers[0], "opaque") || p["username"] != "admin" {
			t.Errorf("%s: %q", name, s.answers)
		}
		if a, err := d.client().Try(ctx(t), admin("wrong")); err != nil || a.Outcome != Wrong || len(s.answers) != 2 {
			t.Errorf("%s, wrong: %v %v", name, a.Outcome, err)
		}
	}
}

// TestTheServerOfTheTestsAgreesWithCurl holds the server above against a program
// that many devices were tested with.
func TestTheServerOfTheTestsAgreesWithCurl(t *testing.T) {
	t.Parallel()
	curl, err := exec.LookPath("curl")
	if err != nil {
		t.Skip("curl is not installed")
	}
	for name, c := range rfcCases {
		if c.noCurl {
			continue
		}
		s, d := newRFCServer(t, name)
		out, err := exec.Command(curl, "--silent", "--noproxy", "*", "--digest", "--user", "admin:"+s.password, d.URL+pathCheck).CombinedOutput()
		if err != nil || s.taken != 1 {
			t.Errorf("%s: %v %s %q", name, err, out, s.answers)
		}
	}
}

func TestUserNamesInTheHeader(t *testing.T) {
	t.Parallel()
	for user, written := range map[string]string{`a"b\c`: `a\"b\\c`, "Jürgen": "Jürgen", "管理员": "管理员"} {
		s, d := newRFCServer(t, "both qops")
		s.user = user
		login := admin(s.password)
		login.User = user
		a, err := d.client().Try(ctx(t), login)
		if err != nil || a.Outcome != Right || authorization(s.answers[0])["username"] != written {
			t.Errorf("%s: %v %v %q", user, a.Outcome, err, s.answers)
		}
	}
}

// TestWhatCannotBeSentBackIsNotSent: a control character may not stand in a header.
func TestWhatCannotBeSentBackIsNotSent(t *testing.T) {
	t.Parallel()
	s, d := newRFCServer(t, "both qops")
	login := admin(s.password)
	login.User = "a\x01b"
	login.Allow = func(Lock) error { t.Error("a try was noted"); return nil }
	a, err := d.client().Try(ctx(t), login)
	if a.Sent || len(s.answers) != 0 || !isErr(err, ErrNoChallenge) {
		t.Errorf("%+v %v", a, err)
	}
	offers := offered("Digest realm=\"a\x07b\", nonce=\"n\", qop=\"auth\"")
	chosen, ok := auth.Choose(offers)
	bare := &answer{Reply: Reply{Challenges: offers}, url: mustURL("http://c/")}
	if _, err := admin("x").authorize(bare, call{method: "GET"}); !ok || !isErr(err, ErrNoChallenge) {
		t.Errorf("%+v %v", chosen, err)
	}
}

func TestAuthorizeUsesTheWholeTarget(t *testing.T) {
	a := &answer{url: &url.URL{Scheme: "http", Host: "c", Path: "/a", RawQuery: "x=1"}}
	a.Challenges = offered(someChallenge)
	header, err := admin("Abc12345").authorize(a, call{method: "GET"})
	if err != nil {
		t.Fatal(err)
	}
	mustContain(t, header, `uri="/a?x=1"`)
	mustContain(t, header, `nc=00000001`)
	mustContain(t, header, `qop=auth`)
}

func TestSchemesAreToldOfSessionAlgorithms(t *testing.T) {
	t.Parallel()
	_, d := newRFCServer(t, "SHA-256-sess")
	seen := Seen{Check: d.client().UserCheck(ctx(t))}
	if got := seen.Schemes(); !slices.Equal(got, []Scheme{DigestSHA256}) {
		t.Error(got)
	}
}
