package isapi

import (
	"bytes"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"net/http"
	"strings"
	"testing"
)

type vectorsSealed struct {
	User, Password, Salt, IV string
	Cases                    []struct {
		Irreversible bool
		Rounds       int    `json:"keyIterateNum"`
		Key          string `json:"aes_key_hex"`
		Plain, Field string
	}
}

const capsSealed = `<SecurityCap version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema"><securityVersion opt="1"></securityVersion>` +
	`<keyIterateNum>ROUNDS</keyIterateNum><isIrreversible>true</isIrreversible><salt>SALT</salt></SecurityCap>`

// writer is a logged-in device: it tells caps and a list of users, and answers writes.
type writer struct {
	caps  reply
	write reply
	query []string // of the writes that came with a login
}

func (d *writer) handle(w http.ResponseWriter, r *http.Request) {
	secured{challenge: someChallenge, password: secretWord, right: func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method != "GET":
			d.query = append(d.query, r.URL.RawQuery)
			d.write.write(w)
		case r.URL.Path == pathSecurity && r.URL.RawQuery == "username=admin":
			d.caps.write(w)
		default:
			reply{200, `<UserList><User><id>1</id><userName>admin</userName></User></UserList>`, nil, ""}.write(w)
		}
	}}.handle(w, r)
}

var done = reply{200, status(1, "OK", "ok"), nil, ""}

func sealedCaps(v vectorsSealed, rounds string) reply {
	return reply{200, strings.NewReplacer("ROUNDS", rounds, "SALT", v.Salt).Replace(capsSealed), nil, ""}
}

func TestChangePasswordSealed(t *testing.T) {
	var v vectorsSealed
	section(t, "field_encryption", &v)
	iv, _ := hex.DecodeString(v.IV)
	for _, rounds := range []string{"100", "0"} {
		for _, clear := range []bool{false, true} { // what is encrypted needs no consent
			dev := &writer{caps: sealedCaps(v, rounds), write: done}
			d := newDevice(t, dev.handle)
			c := clientFor(t, d.address(), Config{Random: bytes.NewReader(iv)})
			if err := c.ChangePassword(ctx(t), admin(secretWord), NewSecret("Newpass-77"), clear); err != nil {
				t.Fatal(err)
			}
			bodies, bare := puts(d)
			want := pathUsers + "/1 " + prolog + "<User><id>1</id><userName>" + v.Cases[1].Field + "</userName><password>" + v.Cases[0].Field + "</password></User>"
			if len(bodies) != 1 || bare != 1 || bodies[0] != want || dev.query[0] != "security=1&iv="+v.IV {
				t.Errorf("%q %q", bodies, dev.query)
			}
		}
	}
}

// TestSealedRefused: an encrypted form that the device can't read is the end of it.
func TestSealedRefused(t *testing.T) {
	var v vectorsSealed
	section(t, "field_encryption", &v)
	for sub, want := range map[string]error{"passwordDecodeError": ErrNotSupported, "badParameters": ErrNotSupported, "riskPassword": ErrWeakPassword} {
		dev := &writer{caps: sealedCaps(v, "100"), write: reply{400, status(3, "Device Error", sub), nil, ""}}
		d := newDevice(t, dev.handle)
		err := d.client().ChangePassword(ctx(t), admin(secretWord), NewSecret("Newpass-77"), true)
		if !errors.Is(err, want) || len(dev.query) != 1 || errors.Is(err, errSealedForm) != errors.Is(want, ErrNotSupported) {
			t.Errorf("%s: %v, sent %d times", sub, err, len(dev.query))
		}
	}
}

func TestSealedNeedsTheOldPassword(t *testing.T) {
	var v vectorsSealed
	section(t, "field_encryption", &v)
	dev := &writer{caps: sealedCaps(v, "100"), write: reply{403, status(4, "Invalid Operation", "loginPasswordError"), nil, ""}}
	d := newDevice(t, dev.handle)
	err := d.client().ChangePassword(ctx(t), admin(secretWord), NewSecret("Newpass-77"), false)
	bodies, _ := puts(d)
	if !errors.Is(err, ErrLoginPassword) || len(bodies) != 2 || !strings.Contains(bodies[1], "<loginPassword>") || strings.Contains(bodies[1], secretWord) || dev.query[0] == dev.query[1] {
		t.Errorf("%v %q %q", err, bodies, dev.query)
	}
}

// TestPlainNeedsConsent: where no encrypted form is offered, nothing is written
// without it, and a device that is busy is not asked twice.
func TestPlainNeedsConsent(t *testing.T) {
	for name, c := range map[string]struct {
		caps  reply
		basic bool
		clear bool
		want  error
	}{
		"not named":         {reply{200, "<SecurityCap><keyIterateNum>100</keyIterateNum></SecurityCap>", nil, ""}, false, false, ErrConsent},
		"no salt":           {reply{200, strings.NewReplacer("ROUNDS", "100", "SALT", "").Replace(capsSealed), nil, ""}, false, false, ErrConsent},
		"no such path":      {reply{404, "", nil, ""}, false, false, ErrConsent},
		"not supported":     {reply{403, status(4, "Invalid Operation", "notSupport"), nil, ""}, false, false, ErrConsent},
		"a page":            {reply{200, "<html>securityVersion</html>", nil, "text/html"}, false, false, ErrConsent},
		"maybe by Basic":    {reply{200, strings.NewReplacer("ROUNDS", "100", "SALT", "aa").Replace(capsSealed), nil, ""}, true, false, ErrConsent},
		"busy":              {reply{503, "", nil, ""}, false, true, ErrBusy},
		"locked meanwhile":  {reply{401, load(t, "userCheck.401-locked.xml"), nil, ""}, false, true, ErrLocked},
		"agreed, no such":   {reply{404, "", nil, ""}, false, true, nil},
		"agreed, few right": {reply{403, status(4, "Invalid Operation", "lowPrivilege"), nil, ""}, false, true, nil},
	} {
		dev := &writer{caps: c.caps, write: done}
		d := newDevice(t, dev.handle)
		login := admin(secretWord)
		login.Basic = c.basic
		err := d.client().ChangePassword(ctx(t), login, NewSecret("Newpass-77"), c.clear)
		if (c.want == nil) != (err == nil) || !errors.Is(err, c.want) || (len(dev.query) == 1) != (c.want == nil) {
			t.Errorf("%s: %v, %d writes", name, err, len(dev.query))
		}
		if c.want == nil && dev.query[0] != "" {
			t.Errorf("%s: %q", name, dev.query)
		}
	}
}

// TestOverTLSPlain: TLS protects, so the form that all firmware knows is used.
func TestOverTLSPlain(t *testing.T) {
	var v vectorsSealed
	section(t, "field_encryption", &v)
	dev := &writer{caps: sealedCaps(v, "100"), write: done}
	d := secureDevice(t, &tls.Config{Certificates: []tls.Certificate{certificate(t, "x")}}, dev.handle)
	c := clientFor(t, d.address(), Config{Scheme: "https"})
	if err := c.ChangePassword(ctx(t), admin(secretWord), NewSecret("Newpass-77"), false); err != nil {
		t.Fatal(err)
	}
	if bodies, _ := puts(d); len(bodies) != 1 || !strings.Contains(bodies[0], "<password>Newpass-77</password>") || dev.query[0] != "" {
		t.Errorf("%q", bodies)
	}
	if d.count(func(r request) bool { return r.path == pathSecurity }) != 0 {
		t.Error("asked for what is not needed")
	}
}

// TestSetQuestions: documentation only, beyond the encryption.
func TestSetQuestions(t *testing.T) {
	var v vectorsSealed
	section(t, "field_encryption", &v)
	iv, _ := hex.DecodeString(v.IV)
	answers := []QuestionAnswer{{1, NewSecret("Newpass-77")}, {4, NewSecret("admin")}}
	dev := &writer{caps: sealedCaps(v, "100"), write: done}
	d := newDevice(t, dev.handle)
	if err := clientFor(t, d.address(), Config{Random: bytes.NewReader(iv)}).SetQuestions(ctx(t), admin(secretWord), answers, false); err != nil {
		t.Fatal(err)
	}
	want := pathQuestions + " " + prolog + "<SecurityQuestion><QuestionList><Question><id>1</id><answer>" + v.Cases[0].Field + "</answer></Question>" +
		"<Question><id>4</id><answer>" + v.Cases[1].Field + "</answer></Question></QuestionList><password>" + v.Cases[2].Field + "</password></SecurityQuestion>"
	if bodies, _ := puts(d); len(bodies) != 1 || bodies[0] != want || dev.query[0] != "security=1&iv="+v.IV {
		t.Errorf("%q", bodies)
	}
	dev = &writer{caps: reply{404, "", nil, ""}, write: done}
	d = newDevice(t, dev.handle)
	if err := d.client().SetQuestions(ctx(t), admin(secretWord), answers, false); !errors.Is(err, ErrConsent) || len(dev.query) != 0 {
		t.Error(err)
	}
	answers[1].Text = NewSecret("a<b")
	if err := d.client().SetQuestions(ctx(t), admin(secretWord), answers, true); err != nil {
		t.Error(err)
	}
	if bodies, _ := puts(d); len(bodies) != 1 || !strings.Contains(bodies[0], "<answer>a&lt;b</answer>") || !strings.Contains(bodies[0], "<password>"+secretWord) {
		t.Errorf("%q", bodies)
	}
	for _, bad := range [][]QuestionAnswer{nil, {{0, NewSecret("x")}}, {{1, NewSecret("")}}, {{1, NewSecret("x")}, {1, NewSecret("y")}}, {{1, NewSecret(strings.Repeat("x", 129))}}} {
		before := len(d.requests())
		if err := d.client().SetQuestions(ctx(t), admin(secretWord), bad, true); !errors.Is(err, ErrRefused) || len(d.requests()) != before {
			t.Error(err)
		}
	}
}

// TestSetMailbox: documentation only, beyond the encryption.
func TestSetMailbox(t *testing.T) {
	var v vectorsSealed
	section(t, "field_encryption", &v)
	iv, _ := hex.DecodeString(v.IV)
	dev := &writer{caps: sealedCaps(v, "100"), write: reply{200, `{"statusCode":1,"statusString":"OK","subStatusCode":"ok"}`, nil, "application/json"}}
	d := newDevice(t, dev.handle)
	if err := clientFor(t, d.address(), Config{Random: bytes.NewReader(iv)}).SetMailbox(ctx(t), admin(secretWord), "me@example.org", false); err != nil {
		t.Fatal(err)
	}
	want := "/ISAPI/Security/email/parameter" + ` {"SecurityEmail":{"SecurityInformation":[{"emailAddress":"me@example.org"}],"password":"` + v.Cases[2].Field + `"}}`
	if bodies, _ := puts(d); len(bodies) != 1 || bodies[0] != want || dev.query[0] != "format=json&security=1&iv="+v.IV {
		t.Errorf("%q, %q", bodies, dev.query)
	}
	dev = &writer{caps: reply{404, "", nil, ""}, write: done}
	d = newDevice(t, dev.handle)
	if err := d.client().SetMailbox(ctx(t), admin(secretWord), "me@example.org", false); !errors.Is(err, ErrConsent) || len(dev.query) != 0 {
		t.Error(err)
	}
}

// TestExportGUIDFile: documentation only, beyond the encryption. A page or a refusal is no
// file.
func TestExportGUIDFile(t *testing.T) {
	var v vectorsSealed
	section(t, "field_encryption", &v)
	for name, c := range map[string]struct {
		answer reply
		want   error
	}{
		"a file":    {reply{200, "0123456789ABCDEF", nil, "application/octet-stream"}, nil},
		"a page":    {reply{200, "<html>login</html>", nil, "text/html"}, ErrRefused},
		"a refusal": {reply{200, status(4, "Invalid Operation", "notSupport"), nil, ""}, ErrNotSupported},
		"not there": {reply{403, status(4, "Invalid Operation", "notSupport"), nil, ""}, ErrNotSupported},
		"nothing":   {reply{200, "", nil, ""}, ErrRefused},
		"too much":  {reply{200, strings.Repeat("x", mostGUIDFile+1), nil, ""}, ErrRefused},
	} {
		dev := &writer{caps: sealedCaps(v, "100"), write: c.answer}
		d := newDevice(t, dev.handle)
		file, err := d.client().ExportGUIDFile(ctx(t), admin(secretWord), false)
		if !errors.Is(err, c.want) || len(dev.query) != 1 || err == nil && string(file) != c.answer.body || err != nil && file != nil {
			t.Errorf("%s: %q, %v, %d requests", name, file, err, len(dev.query))
		}
	}
}
