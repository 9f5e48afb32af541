package isapi

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestSecretIsNeverPrinted(t *testing.T) {
	const hidden = "Camera-2024!"
	type inside struct {
		Name   string
		secret Secret
		deeper *struct{ s Secret }
		list   []Secret
	}
	s := NewSecret(hidden)
	nest := inside{"n", s, &struct{ s Secret }{s}, []Secret{s}}
	login := Login{User: "admin", Password: s}
	for _, value := range []any{s, &s, nest, &nest, login, []Secret{s}, map[string]Secret{"a": s}, struct{ S Secret }{s}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%p", "%T"} {
			if text := fmt.Sprintf(verb, value); leaks(text, hidden) {
				t.Errorf("%s of %T prints %s", verb, value, text)
			}
		}
		var out bytes.Buffer
		slog.New(slog.NewTextHandler(&out, nil)).Info("x", "v", value)
		slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "v", value)
		if leaks(out.String(), hidden) {
			t.Errorf("slog of %T prints %s", value, out.String())
		}
	}
	open := struct{ S Secret }{s}
	asJSON, err := json.Marshal(open)
	if err != nil || string(asJSON) != `{"S":"[secret]"}` {
		t.Errorf("JSON: %s %v", asJSON, err)
	}
	asXML, _ := xml.Marshal(open)
	var asGob bytes.Buffer
	if err := gob.NewEncoder(&asGob).Encode(open); err != nil {
		t.Error(err)
	}
	if leaks(string(asXML), hidden) || leaks(asGob.String(), hidden) {
		t.Errorf("XML %s, gob %q", asXML, asGob.String())
	}
	if fmt.Sprint(s) != "[secret]" || fmt.Sprint(NewSecret("")) != "" || fmt.Sprint(Secret{}) != "" {
		t.Error("not what is printed instead")
	}
	if s.Reveal() != hidden || s.IsZero() || !(Secret{}).IsZero() || !NewSecret("").IsZero() {
		t.Error("Reveal or IsZero")
	}
}

func leaks(text, hidden string) bool {
	return strings.Contains(text, hidden) || strings.Contains(text, fmt.Sprintf("%x", hidden)) || strings.Contains(text, fmt.Sprintf("%X", hidden))
}

func TestPasswordRules(t *testing.T) {
	for _, c := range []struct {
		password, flaws string
	}{
		{"Camera-2024!", ""},
		{"Abc12345", ""},
		{"abc12345", ""},
		{"ABC12345", ""},
		{"abcd-efg", ""},
		{"12345", TooShort + OneKind},
		{"Abc12345Abc12345x", TooLong},
		{"12345678", OneKind},
		{"xAdmin-2024", HasUserName},
		{"nimda", TooShort + OneKind + HasUserName},
		{"Kamera-ü1", NotPlain},
		{"", TooShort + OneKind},
	} {
		if got := strings.Join(CheckPassword("admin", c.password), ""); got != c.flaws {
			t.Errorf("%q: %q", c.password, got)
		}
	}
}
