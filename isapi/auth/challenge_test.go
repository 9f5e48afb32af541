package auth

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"camreset/isapi/value"
)

func TestChallengeForms(t *testing.T) {
	const (
		hex = "c504892f438ee5f2114e9fdd"
		md5 = `Digest qop="auth", realm="IP Camera(C2183)", nonce="4e5446454d7a637a", stale="FALSE"`
	)
	for name, c := range map[string]struct {
		lines   []string
		schemes string
		realm   string
		chosen  Scheme
	}{
		"camera":                {[]string{md5}, "digest-md5", "IP Camera(C2183)", DigestMD5},
		"Basic in one line":     {[]string{md5 + `, Basic realm="IP Camera(C2183)"`}, "digest-md5 basic", "IP Camera(C2183)", DigestMD5},
		"no blanks":             {[]string{`Digest qop="auth",realm="DS-0362B98B",nonce="NjU3YTFl==",stale="false", opaque="", domain="::"`}, "digest-md5", "DS-0362B98B", DigestMD5},
		"bare algorithm":        {[]string{`Digest realm="DS-2CD2T43G2-4I", qop="auth", nonce="n", opaque="o", algorithm=MD5`}, "digest-md5", "DS-2CD2T43G2-4I", DigestMD5},
		"recorder, two lines":   {[]string{`Digest realm="` + hex + `", domain="::", qop="auth", nonce="a:1", opaque="", algorithm="MD5", stale="FALSE"`, `Basic realm="` + hex + `"`}, "digest-md5 basic", hex, DigestMD5},
		"two digests, one line": {[]string{`Digest realm="r", nonce="1", algorithm=MD5, Digest realm="r", nonce="2", algorithm=SHA-256, qop="auth"`}, "digest-md5 digest-sha256", "r", DigestSHA256},
		"two digests, lines":    {[]string{`Digest realm="r", nonce="1", algorithm="MD5"`, `Digest realm="r", nonce="2", algorithm="SHA-256", stale="FALSE"`}, "digest-md5 digest-sha256", "r", DigestSHA256},
		"Basic first":           {[]string{`Basic realm="r", Digest realm="r", nonce="1"`}, "basic digest-md5", "r", DigestMD5},
		"Basic only":            {[]string{`Basic realm="index.html"`}, "basic", "index.html", Basic},
		"lower case":            {[]string{`digest REALM="r", NONCE="1", ALGORITHM=md5`}, "digest-md5", "r", DigestMD5},
		"quotes and commas":     {[]string{`Digest realm="a\"b, Basic realm=", nonce="1"`}, "digest-md5", `a"b, Basic realm=`, DigestMD5},
		"unknown algorithm":     {[]string{`Digest realm="r", nonce="1", algorithm=SHA-1`, `Basic realm="r"`}, " basic", "r", ""},
		"Basic before that":     {[]string{`Basic realm="r"`, `Digest realm="r", nonce="1", algorithm=SHA-1`}, "basic ", "r", ""},
		"session algorithm":     {[]string{`Digest realm="r", nonce="1", algorithm=MD5-sess, qop="auth"`, `Basic realm="r"`}, "digest-md5 basic", "r", DigestMD5},
		"session without qop":   {[]string{`Digest realm="r", nonce="1", algorithm=MD5-sess`}, "", "r", ""},
		"unknown qop":           {[]string{`Digest realm="r", nonce="1", qop="token"`}, "", "r", ""},
		"blanks everywhere":     {[]string{`Digest  realm = "IP Camera(D0001)", nonce="4e",qop="auth-int, auth", algorithm=md5,opaque=""`}, "digest-md5", "IP Camera(D0001)", DigestMD5},
		"bare values":           {[]string{`Digest realm=r,nonce=NjU3YTFl==, qop=auth, Basic realm=r`}, "digest-md5 basic", "r", DigestMD5},
		"no nonce":              {[]string{`Digest realm="r"`}, "", "r", ""},
		"another scheme":        {[]string{`Negotiate abc==`}, "", "", ""},
		"none":                  {nil, "", "", ""},
	} {
		got := Challenges(http.Header{"Www-Authenticate": c.lines})
		var schemes []string
		for _, g := range got {
			schemes = append(schemes, string(g.Scheme))
		}
		if strings.Join(schemes, " ") != c.schemes {
			t.Errorf("%s: %q", name, schemes)
			continue
		}
		if len(got) > 0 && got[0].Realm != c.realm {
			t.Errorf("%s: realm %q", name, got[0].Realm)
		}
		if chosen, _ := Choose(got); chosen.Scheme != c.chosen {
			t.Errorf("%s: chose %q", name, chosen.Scheme)
		}
	}
	stale := Challenges(http.Header{"Www-Authenticate": {`Digest realm="r", nonce="1", stale=TRUE`}})
	if !stale[0].Stale {
		t.Error("stale=TRUE is not seen")
	}
}

// TestDigestVectors computes the answers of the vectors; the client's random
// cnonce is the only thing that differs on the wire.
func TestDigestVectors(t *testing.T) {
	type hashes struct {
		Qop   string `json:"qop_auth"`
		NoQop string `json:"no_qop"`
	}
	var v struct {
		Digest struct {
			User, Password, Realm, Nonce, Cnonce, Method, URI string
			MD5                                               hashes
			SHA                                               hashes `json:"SHA-256"`
		}
	}
	data, err := os.ReadFile(filepath.Join("..", "testdata", "vectors.json"))
	if err == nil {
		err = json.Unmarshal(data, &v)
	}
	if err != nil {
		t.Fatal(err)
	}
	for algorithm, want := range map[string]hashes{"": v.Digest.MD5, "MD5": v.Digest.MD5, "SHA-256": v.Digest.SHA} {
		for qop, response := range map[string]string{`, qop="auth"`: want.Qop, "": want.NoQop} {
			line := `Digest realm="` + v.Digest.Realm + `", nonce="` + v.Digest.Nonce + `"` + qop
			if algorithm != "" {
				line += `, algorithm="` + algorithm + `"`
			}
			chosen, ok := Choose(Challenges(http.Header{"Www-Authenticate": {line}}))
			if !ok {
				t.Fatalf("%s is not understood", line)
			}
			got, err := chosen.digest.answer(Request{Method: v.Digest.Method, Target: v.Digest.URI}, v.Digest.User, v.Digest.Password, v.Digest.Cnonce)
			if err != nil || !strings.HasSuffix(got, `response="`+response+`"`) {
				t.Errorf("%s%s: %v %v", algorithm, qop, got, err)
			}
		}
	}
}

func FuzzChallenges(f *testing.F) {
	f.Add(`Digest qop="auth", realm="IP Camera(C2183)", nonce="4e", stale="FALSE", Basic realm="x"`)
	f.Add(`Digest realm="a\`)
	f.Add(`,,, = "x" Digest==`)
	f.Fuzz(func(t *testing.T, line string) {
		for _, c := range splitChallenges(line) {
			if len([]rune(c.Raw)) > value.MaxText+1 || c.Realm != value.Clean(c.Realm) {
				t.Errorf("not cleaned: %+v", c)
			}
		}
		_, _ = Choose(splitChallenges(line))
	})
}
