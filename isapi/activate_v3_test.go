package isapi

import (
	"bytes"
	"crypto/rsa"
	"encoding/hex"
	"encoding/json"
	"errors"
	"math/big"
	"net/http"
	"strings"
	"testing"

	"camreset/isapi/seal"
)

// section reads one part of vectors.json.
func section(t *testing.T, name string, into any) {
	t.Helper()
	var all map[string]json.RawMessage
	if err := json.Unmarshal([]byte(load(t, "vectors.json")), &all); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(all[name], into); err != nil {
		t.Fatal(err)
	}
}

type vectorsV3 struct {
	RSA                      struct{ N, D, P, Q string }
	PublicKey, Challenge, IV string
	Text                     string `json:"decrypted_text"`
	Cases                    []struct {
		Password string
		Sealed   string `json:"start_password"`
	}
}

func loadV3(t *testing.T) (vectorsV3, *rsa.PrivateKey) {
	t.Helper()
	var v vectorsV3
	section(t, "activation_v3", &v)
	num := func(s string) *big.Int { n, _ := new(big.Int).SetString(s, 16); return n }
	key := &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: num(v.RSA.N), E: 65537}, D: num(v.RSA.D), Primes: []*big.Int{num(v.RSA.P), num(v.RSA.Q)}}
	key.Precompute()
	return v, key
}

// inactiveV3 is a device that wants the newer activation. One source: everything
// about it here is that source's word.
type inactiveV3 struct {
	status           string // answer to activateStatus
	challenge, start reply
	legacy           reply // answer to the older PUT
}

func (i inactiveV3) handle(w http.ResponseWriter, r *http.Request) {
	switch r.URL.RequestURI() {
	case pathStatus:
		reply{200, i.status, nil, ""}.write(w)
	case pathChallengeV3:
		i.challenge.write(w)
	case pathStartV3:
		if i.start.status == 0 {
			panic(http.ErrAbortHandler)
		}
		i.start.write(w)
	case pathActivate:
		i.legacy.write(w)
	case pathChallenge:
		reply{200, `<Challenge><key>` + i.legacy.kind + `</key></Challenge>`, nil, ""}.write(w)
	default:
		w.WriteHeader(404)
	}
}

// clientV3 makes both keys and the iv those of the vectors.
func (d *device) clientV3(v vectorsV3, key, legacy *rsa.PrivateKey) *Client {
	iv, _ := hex.DecodeString(v.IV)
	return clientFor(d.t, d.address(), Config{Random: bytes.NewReader(iv), Key: func(bits int) (*rsa.PrivateKey, error) {
		if bits == seal.BitsV3 {
			return key, nil
		}
		return legacy, nil
	}})
}

func TestActivateV3Vectors(t *testing.T) {
	v, key := loadV3(t)
	for _, c := range v.Cases {
		d := newDevice(t, inactiveV3{status: load(t, "activateStatus.v3.xml"),
			challenge: reply{200, `{"challenge":"` + v.Challenge + `"}`, nil, kindJSON},
			start:     reply{200, "{\n\t\"statusCode\":\t1,\n\t\"statusString\":\t\"OK\",\n\t\"subStatusCode\":\t\"ok\"\n}", nil, kindJSON}}.handle)
		if err := d.clientV3(v, key, nil).Activate(ctx(t), NewSecret(c.Password)); err != nil {
			t.Fatal(err)
		}
		in := d.requests()
		ask, start := in[len(in)-2], in[len(in)-1]
		if len(in) != 3 || ask.method != "POST" || ask.body != `{"publicKey":"`+v.PublicKey+`"}` || ask.kind != kindJSON {
			t.Errorf("%+v", ask)
		}
		if start.method != "POST" || start.body != `{"iv":"`+v.IV+`","password":"`+c.Sealed+`"}` || start.kind != kindJSON || start.auth != "" {
			t.Errorf("%+v", start)
		}
	}
}

// TestActivateV3AfterRefusal: no supportVersion, but the older form is refused in
// the way that the source tells.
func TestActivateV3AfterRefusal(t *testing.T) {
	v, key := loadV3(t)
	old, legacy, _ := loadVectors(t)
	dev := inactiveV3{status: "<ActivateStatus><Activated>false</Activated></ActivateStatus>",
		challenge: reply{200, `{"challenge":"` + v.Challenge + `"}`, nil, kindJSON}, start: reply{200, `{"statusCode":1,"subStatusCode":"ok"}`, nil, kindJSON}}
	for name, c := range map[string]struct {
		status int
		code   int
		starts int
	}{"the source's way": {400, 6, 1}, "403": {403, 6, 0}, "another code": {400, 4, 0}} {
		dev.legacy = reply{c.status, status(c.code, "Invalid XML Content", "badParameters"), nil, old.Legacy.AnswerKey}
		d := newDevice(t, dev.handle)
		err := d.clientV3(v, key, legacy).Activate(ctx(t), NewSecret("Abc12345"))
		starts := d.count(func(r request) bool { return strings.HasSuffix(r.path, "/StartActivateV3") })
		puts := d.count(func(r request) bool { return r.path == pathActivate })
		if starts != c.starts || puts != 1 || (err == nil) != (c.starts == 1) || errors.Is(err, ErrUnproven) {
			t.Errorf("%s: %v, %d starts, %d puts", name, err, starts, puts)
		}
	}
}

func TestActivateV3Failures(t *testing.T) {
	v, key := loadV3(t)
	good := reply{200, `{"challenge":"` + v.Challenge + `"}`, nil, kindJSON}
	said := func(code int, sub string) reply {
		return reply{400, `{"statusCode":` + string(rune('0'+code)) + `,"subStatusCode":"` + sub + `"}`, nil, kindJSON}
	}
	for name, c := range map[string]struct {
		challenge, start reply
		want             error
		starts           int
	}{
		"lost":            {good, reply{}, ErrLost, 1},
		"weak":            {good, said(1, "riskPassword"), ErrWeakPassword, 1},
		"active":          {good, said(4, "hasActivated"), ErrAlreadyActive, 1},
		"bad parameters":  {good, said(6, "badParameters"), ErrNotSupported, 1},
		"page":            {good, reply{200, "<html>", nil, "text/html"}, ErrRefused, 1},
		"no such path":    {reply{404, "", nil, ""}, reply{}, ErrNotSupported, 0},
		"short challenge": {reply{200, `{"challenge":"QUJD"}`, nil, kindJSON}, reply{}, ErrNotSupported, 0},
		"no challenge":    {reply{200, `{}`, nil, kindJSON}, reply{}, ErrNotSupported, 0},
		"starting":        {reply{403, `{"statusCode":4,"subStatusCode":"invalidOperation"}`, nil, kindJSON}, reply{}, ErrBusy, 0},
	} {
		d := newDevice(t, inactiveV3{status: load(t, "activateStatus.v3.xml"), challenge: c.challenge, start: c.start}.handle)
		err := d.clientV3(v, key, nil).Activate(ctx(t), NewSecret("Abc12345"))
		if starts := d.count(func(r request) bool { return strings.HasSuffix(r.path, "/StartActivateV3") }); !errors.Is(err, c.want) || starts != c.starts {
			t.Errorf("%s: %v after %d", name, err, starts)
		}
		if !errors.Is(err, ErrUnproven) || strings.Contains(err.Error(), "Abc12345") || !strings.Contains(err.Error(), "SADP") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestActivateV3WithoutRandomness(t *testing.T) {
	v, key := loadV3(t)
	d := newDevice(t, inactiveV3{status: load(t, "activateStatus.v3.xml"), challenge: reply{200, `{"challenge":"` + v.Challenge + `"}`, nil, kindJSON}}.handle)
	c := clientFor(t, d.address(), Config{Random: strings.NewReader("short"), Key: func(int) (*rsa.PrivateKey, error) { return key, nil }})
	if err := c.Activate(ctx(t), NewSecret("Abc12345")); err == nil || d.count(func(r request) bool { return strings.HasSuffix(r.path, "/StartActivateV3") }) != 0 {
		t.Error(err)
	}
}
