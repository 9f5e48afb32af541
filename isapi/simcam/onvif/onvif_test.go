package onvif

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

func probe(types string) *Envelope {
	e, err := Read([]byte(`<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header><MessageID> uuid:1&amp;2 </MessageID></s:Header>` +
		`<s:Body><Probe><Types>` + types + `</Types></Probe></s:Body></s:Envelope>`))
	if err != nil {
		panic(err)
	}
	return e
}

func TestSeeks(t *testing.T) {
	for types, want := range map[string]bool{
		"": true, " ": true, "dn:NetworkVideoTransmitter": true, "tds:Device": true, "x:Printer": false, "x:Printer Device": true,
	} {
		if probe(types).Seeks() != want {
			t.Errorf("%q", types)
		}
	}
	if e, err := Read([]byte("<Envelope><Body><Hello/></Body></Envelope>")); err != nil || e.Seeks() {
		t.Error(err)
	}
}

// The example of the ONVIF Application Programmer's Guide.
func TestUsernameToken(t *testing.T) {
	token := UsernameToken{Username: "user", Password: "tuOSpGlFlIXsozq4HFNeeGeFLEI=", Nonce: "LKqI6G/AikKCQrN0zqZFlg==", Created: "2010-09-16T07:50:45Z"}
	if !token.Proves("user", "userpassword") {
		t.Error("the published digest is not taken")
	}
	if token.Proves("admin", "userpassword") || token.Proves("user", "other") {
		t.Error("another user or password is taken")
	}
}

func TestMessagesAreWellFormed(t *testing.T) {
	all := []string{
		ProbeMatch(probe(""), Device{MAC: "44:19:b6:5a:00:10", Model: "DS-2CD2032-I", TellMAC: true, Service: "http://192.168.1.64" + Path}),
		Fault("env:Sender", "ter:NotAuthorized", "no"),
	}
	for _, name := range []string{"time", "capabilities", "services", "information"} {
		all = append(all, Answer(name))
	}
	for _, message := range all {
		decoder := xml.NewDecoder(strings.NewReader(message))
		var err error
		for err == nil {
			_, err = decoder.Token()
		}
		if !errors.Is(err, io.EOF) {
			t.Errorf("%v in %s", err, message)
		}
	}
	if !strings.Contains(all[0], "uuid:1&amp;2") || !strings.Contains(all[0], "MAC/44:19:b6:5a:00:10") {
		t.Error(all[0])
	}
}
