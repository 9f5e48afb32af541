package simcam_test

import (
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"camreset/isapi/simcam"
)

const service = "/onvif/device_service"

// envelope is a request as a client writes it.
func envelope(header, action string) string {
	return `<?xml version="1.0"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header>` + header +
		`</s:Header><s:Body><` + action + ` xmlns="http://www.onvif.org/ver10/device/wsdl"/></s:Body></s:Envelope>`
}

// token is a login inside a message.
func token(user, password string) string {
	const nonce, created = "a nonce", "2024-05-01T12:00:00Z"
	sum := sha1.Sum([]byte(nonce + created + password))
	base64 := base64.StdEncoding.EncodeToString
	return fmt.Sprintf(`<w:Security xmlns:w="urn:w"><w:UsernameToken><w:Username>%s</w:Username><w:Password>%s</w:Password>`+
		`<w:Nonce>%s</w:Nonce><w:Created>%s</w:Created></w:UsernameToken></w:Security>`, user, base64(sum[:]), base64([]byte(nonce)), created)
}

func TestONVIFService(t *testing.T) {
	b := newBench(t, simcam.Scenario{ONVIF: simcam.ONVIFOn})
	ask := func(header, action string) answer { return b.do("POST", service, envelope(header, action), "") }
	b.want(ask("", "GetSystemDateAndTime"), 200, "<tt:Hour>12</tt:Hour>", "<tt:Year>2024</tt:Year>\n<tt:Month>5</tt:Month>")
	b.want(ask("", "GetCapabilities"), 200, "<tt:XAddr>"+b.base+service+"</tt:XAddr>")
	b.want(ask("", "GetServices"), 200, "<tds:XAddr>"+b.base+service+"</tds:XAddr>")
	b.want(ask("", "GetScopes"), 500, "ter:ActionNotSupported")
	b.want(b.do("POST", service, "<Envelope", ""), 400, "ter:WellFormed")
	if n := b.cam.Counters(); n.Logins != 0 {
		t.Errorf("%+v", n)
	}
	bare := ask("", "GetDeviceInformation")
	b.want(bare, 401, "Access Denied!")
	id := b.cam.Identity()
	known := []string{">HIKVISION<", ">" + id.Model + "<", ">" + id.Firmware + " " + id.Build + "<", ">" + id.Serial + "<"}
	signed := b.answered(bare, "POST", service, b.password())
	b.want(b.do("POST", service, envelope("", "GetDeviceInformation"), signed), 200, known...)
	b.want(ask(token("admin", b.password()), "GetDeviceInformation"), 200, known...)
	for range 5 {
		b.want(ask(token("admin", "wrong"), "GetDeviceInformation"), 400, "ter:NotAuthorized")
	}
	b.want(ask(token("admin", b.password()), "GetDeviceInformation"), 400, "ter:NotAuthorized") // locked
	if n := b.cam.Counters(); n.Right != 2 || n.Wrong != 5 || n.Refused != 1 || n.Writes != 0 {
		t.Errorf("%+v", n)
	}
	b.want(ask("", "GetSystemDateAndTime"), 200)
}

func TestONVIFIsOff(t *testing.T) {
	for _, sc := range []simcam.Scenario{
		{Generation: simcam.Session}, {Generation: simcam.Portal}, {Generation: simcam.RecorderGen},
		{Generation: simcam.Activation, Inactive: true}, {Generation: simcam.Legacy, ONVIF: simcam.ONVIFOff},
	} {
		b := newBench(t, sc)
		b.want(b.do("POST", service, envelope("", "GetSystemDateAndTime"), ""), 404)
		b.want(b.get(service), 404)
	}
	b := newBench(t, simcam.Scenario{Generation: simcam.Session, ONVIF: simcam.ONVIFOn})
	b.want(b.do("POST", service, envelope("", "GetSystemDateAndTime"), ""), 200)
	b.cam.PowerOff()
	b.cam.ButtonDown()
	b.cam.PowerOn()
	b.clock.Advance(2 * time.Minute)
	b.http.CloseIdleConnections()
	b.cam.SetPassword("Another-41-Word")
	b.want(b.do("POST", service, envelope("", "GetSystemDateAndTime"), ""), 404) // a reset ended it
}

// wsProbe looks for types of devices.
func wsProbe(types string) string {
	return `<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:w="urn:w"><e:Header><w:MessageID>uuid:4&amp;2</w:MessageID>` +
		`</e:Header><e:Body><d:Probe xmlns:d="urn:d"><d:Types>` + types + `</d:Types></d:Probe></e:Body></e:Envelope>`
}

func TestONVIFDiscovery(t *testing.T) {
	s := newSeeker(t, "192.168.1.64", simcam.Scenario{Generation: simcam.Activation})
	probe := func(text string) string {
		_ = s.own.Write([]byte(text), simcam.ONVIFGroup)
		return s.read(s.own)
	}
	for _, types := range []string{"dn:NetworkVideoTransmitter", "tds:Device", "", "x:Printer dn:NetworkVideoTransmitter"} {
		a, mac := probe(wsProbe(types)), strings.ReplaceAll(s.cam.Identity().MAC, ":", "")
		for _, part := range []string{
			"<wsadis:RelatesTo>uuid:4&amp;2<", mac + "</wsadis:Address>", "onvif://www.onvif.org/hardware/DS-2CD2042WD-I ",
			"<d:XAddrs>http://192.168.1.64/onvif/device_service<",
		} {
			if !strings.Contains(a, part) || !wellFormed(a) {
				t.Errorf("%s: no %s in %q", types, part, a)
			}
		}
	}
	for _, silent := range []string{wsProbe("x:Printer"), "rubbish", inquiry("inquiry"), strings.ReplaceAll(wsProbe(""), "Probe", "Bye")} {
		if a := probe(silent); a != "" {
			t.Errorf("%q: %q", silent, a)
		}
	}
	_ = s.own.Write([]byte(wsProbe("")), netip.MustParseAddrPort("192.168.1.64:3702"))
	if s.read(s.own) == "" || s.read(s.group) != "" {
		t.Error("unicast")
	}
	s.cam.Set(func(sc *simcam.Scenario) { sc.Delay = time.Second })
	if probe(wsProbe("")) != "" {
		t.Error("too early")
	}
	if s.clock.Advance(time.Second); s.read(s.own) == "" {
		t.Error("never")
	}
	s.cam.Set(func(sc *simcam.Scenario) { sc.Delay, sc.ONVIF = 0, simcam.ONVIFOff })
	if probe(wsProbe("")) != "" {
		t.Error("answers while ONVIF is off")
	}
	if n := s.cam.Counters(); n.Probes != 6 || n.Datagrams != 0 || n.Requests != 0 {
		t.Errorf("%+v", n)
	}
}
