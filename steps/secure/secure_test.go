package secure

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/value"
	"camreset/steps/flow"
)

var update = flag.Bool("update", false, "write testdata/findings.txt anew")

var (
	here = time.FixedZone("CET", 3600)
	now  = time.Date(2026, 3, 2, 10, 0, 0, 0, here)
)

// usual is a camera of which nothing but its pages is to be said.
func usual() Known {
	return Known{
		Device: isapi.Device{Model: "DS-2CD2146G2-ISU", Firmware: "V5.7.17", Build: "240606"},
		User:   "admin", Default: isapi.No, Risk: isapi.No, Now: now,
	}
}

// known is usual with a change.
func known(change func(*Known)) Known {
	k := usual()
	change(&k)
	return k
}

func build(firmware, day, model string) Known {
	return known(func(k *Known) { k.Device.Firmware, k.Device.Build, k.Device.Model = firmware, day, model })
}

// state is one state in which a setting can be found.
type state struct {
	id, name string
	known    *Known // usual where nil
	// bodies are what its pages hold, by path; failed why one was not read.
	bodies map[string]string
	failed map[string]error
	want   flow.Status
	// from and to are the texts that its fix changes, in turn; none where it has no fix. at
	// is the page that is changed, the setting's first where empty.
	from, to []string
	at       string
}

func (s state) pages() Pages {
	p := Pages{}
	for path, body := range s.bodies {
		page := isapi.PageOf(path, body)
		page.Asked = true
		p[path] = page
	}
	for path, err := range s.failed {
		p[path] = isapi.Page{Path: path, Asked: true, Err: err}
	}
	return p
}

func (s state) knows() Known {
	if s.known != nil {
		return *s.known
	}
	return usual()
}

// one is a state in which the first page of a setting holds something.
func one(id, name string, want flow.Status, body string, changes ...string) state {
	s := state{id: id, name: name, want: want, bodies: map[string]string{Of(id).Pages[0]: body}}
	for i := 0; i+1 < len(changes); i += 2 {
		s.from, s.to = append(s.from, changes[i]), append(s.to, changes[i+1])
	}
	return s
}

// of is a state that no page tells.
func of(id, name string, want flow.Status, k Known) state {
	return state{id: id, name: name, want: want, known: &k}
}

func (s state) seenBy(user string) state {
	k := known(func(k *Known) { k.User = user })
	s.known = &k
	return s
}

func (s state) with(path, body string) state {
	bodies := map[string]string{path: body}
	for path, body := range s.bodies {
		bodies[path] = body
	}
	s.bodies = bodies
	return s
}

func (s state) without(path string, err error) state {
	s.failed = map[string]error{path: err}
	return s
}

func (s state) changing(path string) state {
	s.at = path
	return s
}

// Shapes of pages: that of the maker's guide, an older one, and one with what no page of
// these is known to have.
const (
	accessesOn  = `<AdminAccessProtocolList version="2.0"><AdminAccessProtocol><id>1</id><enabled>true</enabled><protocol>HTTP</protocol><portNo>80</portNo></AdminAccessProtocol><AdminAccessProtocol><id>2</id><enabled>true</enabled><protocol>HTTPS</protocol><redirectToHttps>false</redirectToHttps><portNo>443</portNo></AdminAccessProtocol></AdminAccessProtocolList>`
	accessesOff = `<AdminAccessProtocolList><AdminAccessProtocol><id>9</id><protocol>HTTPS</protocol><portNo>443</portNo><redirectToHttps>false</redirectToHttps><enabled> false </enabled></AdminAccessProtocol><AdminAccessProtocol><enabled>false</enabled><protocol>HTTP</protocol></AdminAccessProtocol></AdminAccessProtocolList>`
	webLoginOld = "<WebCertificate>\r\n  <CertificateType>digest/basic</CertificateType>\r\n</WebCertificate>\r\n"
	webLoginNew = `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<WebCertificate xmlns="http://www.hikvision.com/ver20/XMLSchema"><CertificateType>%s</CertificateType><SecurityAlgorithm><algorithmType>%s</algorithmType></SecurityAlgorithm></WebCertificate>`
	stream      = `<StreamingChannel version="2.0"><id>101</id><Transport><Security><enabled>true</enabled><certificateType>%s</certificateType></Security></Transport></StreamingChannel>`
	snmpPage    = `<SNMP><SNMPv1c><enabled>%s</enabled><readCommunity>public</readCommunity></SNMPv1c><SNMPv2c><enabled>%s</enabled><readCommunity>public</readCommunity></SNMPv2c><SNMPv3><enabled>true</enabled></SNMPv3><listenPort>161</listenPort></SNMP>`
	timePage    = `<Time version="2.0"><timeMode>%s</timeMode><localTime>%s</localTime><timeZone>%s</timeZone></Time>`
	cloudPage   = `<EZVIZ><enabled>%s</enabled><registerStatus>true</registerStatus>%s</EZVIZ>`
	onvifOn     = `<Integrate><CGI><enable>false</enable></CGI><ONVIF><enable>true</enable></ONVIF></Integrate>`
)

func users(names ...string) string {
	var b strings.Builder
	b.WriteString("<UserList>")
	for i, name := range names {
		fmt.Fprintf(&b, "<User><id>%d</id><userName>%s</userName></User>", i+1, name)
	}
	return b.String() + "</UserList>"
}

func timeIs(mode, local, zone string) string { return fmt.Sprintf(timePage, mode, local, zone) }

const zone = "CET-1:00:00DST01:00:00,M3.5.0/02:00:00,M10.5.0/03:00:00"

var states = []state{
	of("password", "well", flow.OK, usual()),
	of("password", "from the factory", flow.Fail, known(func(k *Known) { k.Factory = true })),
	of("password", "told to be from the factory", flow.Fail, known(func(k *Known) { k.Default = isapi.Yes })),
	of("password", "told to be weak", flow.Fail, known(func(k *Known) { k.Risk = isapi.Yes })),
	of("password", "half told", flow.Skip, known(func(k *Known) { k.Risk = isapi.Unknown })),
	of("password", "not told", flow.Skip, Known{Now: now}),

	of("firmware", "new", flow.OK, usual()),
	of("firmware", "old", flow.Warn, build("V5.7.1", "211230", "DS-2CD2146G2-ISU")),
	of("firmware", "before the middle of 2021", flow.Warn, build("V5.5.71", "180725", "DS-2DE4A425IW-DE")),
	of("firmware", "open to anybody", flow.Fail, build("V5.4.0", "160401", "DS-2CD2032F-I")),
	of("firmware", "without a build", flow.Skip, build("V5.7.17", "", "DS-2CD2146G2-ISU")),
	of("firmware", "from the future", flow.Skip, build("V5.7.17", "401231", "DS-2CD2146G2-ISU")),
	of("firmware", "with a build that is no day", flow.Skip, build("V5.7.17", "249999", "DS-2CD2146G2-ISU")),
	of("firmware", "not told", flow.Skip, build("", "", "")),

	one("login-lock", "on", flow.OK, `<IllegalLoginLock><enabled>true</enabled><maxIllegalLoginTimes>5</maxIllegalLoginTimes></IllegalLoginLock>`),
	one("login-lock", "off", flow.Fail, `<IllegalLoginLock version="2.0"><enabled>false</enabled><maxIllegalLoginTimes>7</maxIllegalLoginTimes></IllegalLoginLock>`, "<enabled>false<", "<enabled>true<"),

	one("telnet", "off", flow.OK, `<Telnetd><enabled>false</enabled></Telnetd>`),
	one("telnet", "on", flow.Warn, `<Telnetd><enabled>true</enabled></Telnetd>`, ">true<", ">false<"),
	one("ssh", "off", flow.OK, `<SSH><enabled>0</enabled></SSH>`),
	one("ssh", "on", flow.Warn, "<SSH>\n\t<enabled>1</enabled>\n\t<port>22</port>\n</SSH>", ">1<", ">false<"),
	one("upnp", "off", flow.OK, `<UPnP><enabled>false</enabled></UPnP>`),
	one("upnp", "on", flow.Warn, `<UPnP><enabled opt="true,false">true</enabled><name>Door &amp; yard</name></UPnP>`, ">true<", ">false<"),
	one("upnp", "on, in another word", flow.Warn, `<UPnP><enable>true</enable></UPnP>`, ">true<", ">false<"),

	one("https", "on", flow.OK, accessesOn),
	one("https", "off", flow.Warn, accessesOff, "<enabled> false </enabled></AdminAccessProtocol><", "<enabled>true</enabled></AdminAccessProtocol><"),
	one("https-redirect", "led there", flow.OK, strings.Replace(accessesOn, "Https>false", "Https>true", 1)),
	one("https-redirect", "not led there", flow.Warn, accessesOn),
	one("https-redirect", "HTTPS is off", flow.Skip, accessesOff),
	one("https-redirect", "not told", flow.Skip, strings.Replace(accessesOn, "<redirectToHttps>false</redirectToHttps>", "", 1)),
	one("ports", "listed", flow.OK, accessesOn),
	one("ports", "none told", flow.Skip, accessesOff),

	one("web-login", "digest", flow.OK, fmt.Sprintf(webLoginNew, "digest", "MD5/SHA256")),
	one("web-login", "basic", flow.Warn, webLoginOld, "digest/basic", "digest"),
	one("web-login", "basic and MD5", flow.Warn, fmt.Sprintf(webLoginNew, "digest/basic", "MD5"), "digest/basic", "digest", ">MD5<", ">MD5/SHA256<"),
	one("web-login", "MD5", flow.Warn, fmt.Sprintf(webLoginNew, "digest", "MD5"), ">MD5<", ">MD5/SHA256<"),
	one("web-login", "digest, and no word of its kind", flow.OK, strings.Replace(webLoginOld, "/basic", "", 1)),

	one("rtsp-login", "digest", flow.OK, `<RTSPCertificate><certificateType>digest</certificateType></RTSPCertificate>`),
	one("rtsp-login", "basic", flow.Warn, `<RTSPCertificate><certificateType>digest/basic</certificateType></RTSPCertificate>`, "digest/basic", "digest"),
	state{id: "rtsp-login", name: "digest, with the stream", want: flow.OK}.with(pageStream, fmt.Sprintf(stream, "digest")).without(pageRTSPLogin, isapi.ErrNotSupported),
	state{id: "rtsp-login", name: "basic, with the stream", want: flow.Warn, from: []string{"digest/basic"}, to: []string{"digest"}}.
		with(pageStream, fmt.Sprintf(stream, "digest/basic")).without(pageRTSPLogin, isapi.ErrNotSupported).changing(pageStream),
	state{id: "rtsp-login", name: "no rights, and nothing with the stream", want: flow.Skip}.with(pageStream, `<StreamingChannel/>`).without(pageRTSPLogin, isapi.ErrLowPrivilege),

	one("snmp", "off", flow.OK, fmt.Sprintf(snmpPage, "false", "false")),
	one("snmp", "both on", flow.Warn, fmt.Sprintf(snmpPage, "true", "true"), "<SNMPv1c><enabled>true", "<SNMPv1c><enabled>false", "<SNMPv2c><enabled>true", "<SNMPv2c><enabled>false"),
	one("snmp", "one on", flow.Warn, fmt.Sprintf(snmpPage, "false", "true"), "<SNMPv2c><enabled>true", "<SNMPv2c><enabled>false"),
	one("snmp", "the other one on, and only that told", flow.Warn, `<SNMP><SNMPv2c><enabled>true</enabled></SNMPv2c></SNMP>`, ">true<", ">false<"),

	one("accounts", "none", flow.OK, users("admin")),
	one("accounts", "one", flow.Warn, users("admin", "guest")),
	one("accounts", "many", flow.Warn, users("Admin", "a", "b", "c", "d", "e", "f", "g")),
	one("accounts", "seen by another account", flow.Warn, users("admin", "installer")).seenBy("installer"),

	one("onvif-users", "none", flow.OK, users()),
	one("onvif-users", "some", flow.Warn, users("nvr", "viewer")).with(pageProtocols, onvifOn),
	one("onvif-users", "ONVIF is off", flow.OK, users("nvr")).with(pageProtocols, strings.Replace(onvifOn, "<ONVIF><enable>true", "<ONVIF><enable>false", 1)),
	state{id: "onvif-users", name: "on, and its accounts not to be seen", want: flow.Skip}.with(pageProtocols, onvifOn).without(pageONVIFUsers, isapi.ErrLowPrivilege),
	one("onvif-users", "another page", flow.Skip, `<DeviceInfo><model>x</model></DeviceInfo>`),

	one("hik-connect", "off", flow.OK, fmt.Sprintf(cloudPage, "false", "")),
	one("hik-connect", "on, of an account", flow.Warn, fmt.Sprintf(cloudPage, "true", "<bindStatus>bind</bindStatus>")),
	one("hik-connect", "on, of nobody", flow.Warn, fmt.Sprintf(cloudPage, "true", "<bindStatus>unbind</bindStatus>")),
	one("hik-connect", "on", flow.Warn, fmt.Sprintf(cloudPage, "true", "")),

	one("clock", "right, by a time server", flow.OK, timeIs("NTP", "2026-03-02T10:01:00+01:00", zone)),
	one("clock", "right, by hand", flow.OK, timeIs("manual", "2026-03-02T09:59:30+01:00", zone)),
	one("clock", "right, by something else", flow.OK, timeIs("platform", "2026-03-02T10:00:00", "CET-1:00:00")),
	one("clock", "right, and summer time is not told", flow.OK, timeIs("NTP", "2026-03-02T11:00:30", zone)),
	one("clock", "wrong, and summer time is not told", flow.Warn, timeIs("manual", "2026-02-02T11:00:30", zone)),
	one("clock", "of another zone", flow.Warn, timeIs("NTP", "2026-03-02T17:00:00+08:00", "CST-8:00:00")),
	one("clock", "wrong by minutes", flow.Warn, timeIs("manual", "2026-03-02T10:05:00+01:00", zone), "T10:05:00", "T10:00:00"),
	one("clock", "wrong by hours, zone by its name", flow.Warn, timeIs("manual", "2026-03-02T14:00:00", "CST-8:00:00"), "T14:00:00", "T17:00:00"),
	one("clock", "wrong by days", flow.Warn, timeIs("manual", "2026-02-20T10:00:00Z", "GMT+0:00:00"), "2026-02-20T10:00:00Z", "2026-03-02T09:00:00Z"),
	one("clock", "wrong by years", flow.Warn, timeIs("manual", "1970-01-01T00:00:00+01:00", zone), "1970-01-01T00:00:00", "2026-03-02T10:00:00"),
	one("clock", "wrong, by a time server", flow.Warn, timeIs("NTP", "1970-01-01T00:00:00+01:00", zone)),
	one("clock", "no time that can be read", flow.Skip, timeIs("manual", "2021-04-06T18:04:2800:00", zone)),
}

// failures are the states in which no page of a setting could be read.
var failures = []struct {
	name string
	page func(path string) isapi.Page
	want string
}{
	{"not offered", failing(isapi.ErrNotSupported), "Not offered by this device."},
	{"not offered, told without a reason", failing(&isapi.Error{Op: "read", Status: 403, Err: isapi.ErrRefused}), "Not offered by this device."},
	{"no rights", failing(&isapi.Error{Op: "read", Status: 403, Sub: "lowPrivilege", Err: isapi.ErrLowPrivilege}), "This account has no right to see it."},
	{"broken", failing(isapi.ErrLost), "It could not be read: no whole answer came."},
	{"not reached", func(path string) isapi.Page { return isapi.Page{Path: path, Err: isapi.ErrAuth} }, "It was not read, because the reading ended early."},
	{"never asked for", func(string) isapi.Page { return isapi.Page{} }, "It was not read, because the reading ended early."},
	{"nothing in it", func(path string) isapi.Page { return isapi.PageOf(path, "<Other><x/></Other>") }, "The device does not tell."},
	{"no words in it", func(path string) isapi.Page {
		return isapi.PageOf(path, "<UPnP><enabled>perhaps</enabled></UPnP>")
	}, "The device does not tell."},
}

func failing(err error) func(string) isapi.Page {
	return func(path string) isapi.Page { return isapi.Page{Path: path, Asked: true, Err: err} }
}

func TestFindings(t *testing.T) {
	for _, s := range states {
		f := Of(s.id).Look(s.knows(), s.pages())
		if f.Status != s.want || f.Fix != (len(s.from) > 0) || f.ID != s.id || f.Title == "" || f.Detail == "" {
			t.Errorf("%s, %s: %+v", s.id, s.name, f)
		}
		if f.Open() != (f.Do != "") || f.Open() != (f.Place != "") || f.Fix != (f.Sends != "") {
			t.Errorf("%s, %s: what is open says what to do and where, and only that: %+v", s.id, s.name, f)
		}
	}
	for _, c := range Settings {
		for _, status := range []flow.Status{flow.OK, flow.Warn} {
			if !slices.ContainsFunc(states, func(s state) bool {
				return s.id == c.ID && (s.want == status || status == flow.Warn && (s.want == flow.Fail || c.ID == "ports"))
			}) {
				t.Errorf("%s is never found %s", c.ID, status)
			}
		}
	}
}

// A fix changes the texts that it says and not a byte besides, and is well then.
func TestFixesChangeNothingElse(t *testing.T) {
	for _, s := range states {
		c := Of(s.id)
		if len(s.from) == 0 {
			continue
		}
		k, p := s.knows(), s.pages()
		path := s.at
		if path == "" {
			path = c.Pages[0]
		}
		want := s.bodies[path]
		for i := range s.from {
			if strings.Count(want, s.from[i]) != 1 {
				t.Fatalf("%s, %s: %q stands %d times", s.id, s.name, s.from[i], strings.Count(want, s.from[i]))
			}
			want = strings.Replace(want, s.from[i], s.to[i], 1)
		}
		fixed, can := c.Fix(k, p)
		whole := isapi.PageOf(path, want)
		whole.Asked = true
		if !can || !reflect.DeepEqual(fixed, whole) {
			t.Errorf("%s, %s: %t, %+v, want %s", s.id, s.name, can, fixed, want)
		}
		p[path] = fixed
		if again := c.Look(k, p); again.Status != flow.OK && !strings.Contains(again.Detail, "another time zone") {
			t.Errorf("%s, %s: is not well then: %+v", s.id, s.name, again)
		}
	}
}

// What cannot be read is no fault, and says why.
func TestWhatCannotBeRead(t *testing.T) {
	for _, c := range Settings {
		for _, x := range failures {
			if len(c.Pages) == 0 || x.name == "no words in it" && c.ID != "upnp" {
				continue
			}
			p := Pages{}
			for _, path := range c.Pages {
				if page := x.page(path); page.Path != "" {
					p[path] = page
				}
			}
			if f := c.Look(usual(), p); f.Status != flow.Skip || f.Detail != x.want || f.Fix || f.Do != "" || f.Place != "" {
				t.Errorf("%s, %s: %+v", c.ID, x.name, f)
			}
		}
	}
}

// hostile is what stands where a device's text should.
var hostile = []string{
	"\x1b]0;owned\a", "\u202eevil\u2066", strings.Repeat("long ", 5000), "a\u0300\u0301\u0302\u0303\u0304\u0305", "\u0085\u2028\x00\r\n", strings.Repeat("\u00e4", 3000),
	"<b>", "true\x1b[2J", "\ufeff\u200b", "%s%d%!", "99999999999999999999", "-1", "2026-03-02T10:00:00+99:99", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59",
}

// mostDetail bounds what is said of one setting, in characters.
const mostDetail = 600

func TestHostilePages(t *testing.T) {
	escape := strings.NewReplacer("<", "&lt;", "&", "&amp;")
	check := func(what string, all []Finding) {
		for _, f := range all {
			for _, text := range []string{f.Detail, f.Do, f.Place, f.Sends, f.Title} {
				if n := len([]rune(text)); n > mostDetail || value.CleanTo(text, mostDetail) != text {
					t.Errorf("%s: %s says %d characters: %.300q", what, f.ID, n, text)
				}
			}
		}
	}
	for _, evil := range hostile {
		for _, s := range states {
			// In the place of each text of each page in turn.
			for path, body := range s.bodies {
				for _, text := range textsIn(body) {
					changed := strings.ReplaceAll(body, ">"+text+"<", ">"+escape.Replace(evil)+"<")
					raw := strings.ReplaceAll(body, ">"+text+"<", ">"+evil+"<")
					for _, b := range []string{changed, raw} {
						all := []Finding{Of(s.id).Look(s.knows(), s.with(path, b).pages())}
						check(fmt.Sprintf("%s with %.20q for %q", path, evil, text), all)
					}
				}
			}
		}
		k := build("V5.4.0"+evil, "160401", "DS-2CD2032F-I")
		check("firmware", Look(k, Pages{}))
		check("build", Look(build("V5.4.0", evil, evil), Pages{}))
		check("error", Look(usual(), Pages{pageUPnP: {Path: pageUPnP, Asked: true, Err: errors.New(isapi.Clean(evil))}}))
	}
	many := make([]string, 4000)
	for i := range many {
		many[i] = strings.Repeat("name", 50)
	}
	entry := `<AdminAccessProtocol><protocol>` + strings.Repeat("P", 500) + `</protocol><portNo>1</portNo></AdminAccessProtocol>`
	for what, body := range map[string]string{
		"many users": users(many...), "many entries": "<AdminAccessProtocolList>" + strings.Repeat(entry, 5000) + "</AdminAccessProtocolList>",
		"deep": strings.Repeat("<User>", 10000), "no XML": "Welcome", "a web page": "<html><title>UPnP</title></html>", "JSON": `{"UPnP":{"enabled":true}}`, "nothing": "", "broken": "<UPnP><enabled>true</enabled>",
	} {
		p := Pages{}
		for _, q := range Asked() {
			p[q.Path] = isapi.PageOf(q.Path, body)
		}
		all := Look(usual(), p)
		check(what, all)
		for _, f := range all {
			if f.Fix {
				t.Errorf("%s: %s would be sent back", what, f.ID)
			}
		}
	}
}

// textsIn are the texts of a document's elements.
func textsIn(body string) (all []string) {
	for _, part := range strings.Split(body, ">") {
		if text, _, closed := strings.Cut(part, "</"); closed && text != "" && !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	return all
}

func TestOrder(t *testing.T) {
	all := []Finding{{ID: "skip", Status: flow.Skip}, {ID: "well", Status: flow.OK}, {ID: "warn", Status: flow.Warn}, {ID: "fail", Status: flow.Fail}, {ID: "warn2", Status: flow.Warn}}
	Sort(all)
	var ids []string
	for _, f := range all {
		ids = append(ids, f.ID)
	}
	if got := strings.Join(ids, " "); got != "fail warn warn2 well skip" {
		t.Error(got)
	}
	if got := Well([]Finding{{Title: "HTTPS", Status: flow.OK}, {Title: "SSH"}, {Title: "Telnet", Status: flow.OK}}, 0); got != "HTTPS, Telnet" {
		t.Error(got)
	}
}

// findingsFile holds all that is said of a device's settings, to be read from top to bottom.
const findingsFile = "testdata/findings.txt"

// go test ./steps/secure -run TestAllFindings -update
func TestAllFindings(t *testing.T) {
	var b strings.Builder
	for _, c := range Settings {
		fmt.Fprintf(&b, "=== %s: %s ===\n", c.ID, c.Title)
		for _, s := range states {
			if s.id == c.ID {
				printFinding(&b, s.name, c.Look(s.knows(), s.pages()))
			}
		}
		b.WriteString("\n")
	}
	b.WriteString("=== what could not be read ===\n")
	for _, x := range failures {
		fmt.Fprintf(&b, "  %s\n      skip  %s\n", x.name, Of("upnp").Look(usual(), Pages{pageUPnP: x.page(pageUPnP)}).Detail)
	}
	if *update {
		if err := os.WriteFile(findingsFile, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(findingsFile)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != b.String() {
		t.Errorf("%s holds other sentences than the program.\nRead the new ones after `go test ./steps/secure -run TestAllFindings -update`", findingsFile)
	}
}

func printFinding(b *strings.Builder, name string, f Finding) {
	fmt.Fprintf(b, "  %s\n      %-5s %s\n", name, f.Status, f.Detail)
	for _, line := range [][2]string{{"do", f.Do}, {"place", f.Place}, {"sends", f.Sends}} {
		if line[1] != "" {
			fmt.Fprintf(b, "      %-5s %s\n", line[0], line[1])
		}
	}
}

// Replies of devices, in their shape and with values of our own: camera and recorder
// firmware of 2016 to 2024, an OEM brand, an alarm panel (testdata/replies).
func TestRecordedReplies(t *testing.T) {
	const ports, https, redirect = "ports", "https", "https-redirect"
	for _, x := range []struct {
		reply, page string
		// want are the settings that it tells, as they are found.
		want map[string]string
		// fix is one that it lets be changed, and from and to the change.
		fix, from, to string
	}{
		{reply: "adminAccesses.camera-5.7.15", page: pageAccesses, want: map[string]string{
			https: "ok HTTPS is on", redirect: "warn Its page still opens",
			ports: "ok It listens on HTTP 8081, HTTPS 8444, DEV_MANAGE 8001, RTSP 10564, SDK_OVER_TLS 8445, WebSocket 7691. None",
		}},
		{reply: "adminAccesses.camera-5.7.17", page: pageAccesses, want: map[string]string{
			https: "ok HTTPS is on", redirect: "warn Its page still opens",
			ports: "ok It listens on HTTP 8081, HTTPS 8444, DEV_MANAGE 8001, RTSP 564, SDK_OVER_TLS 8445, WebSocket 7691. None",
		}},
		{reply: "adminAccesses.camera-5.7.18", page: pageAccesses, want: map[string]string{
			https: "ok HTTPS is on", redirect: "warn Its page still opens",
			ports: "ok It listens on HTTP 8081, HTTPS 8444, DEV_MANAGE 8001, RTSP 564, SDK_OVER_TLS 8445, WebSocket 7691, WebSocketS 7692. None",
		}},
		{reply: "adminAccesses.camera-5.4.7", page: pageAccesses, want: map[string]string{
			https: "ok HTTPS is on", redirect: "skip The device does not tell.", ports: "ok It listens on HTTP 8081, HTTPS 8444, DEV_MANAGE 8001, RTSP 564. None",
		}},
		{reply: "adminAccesses.recorder-4.62", page: pageAccesses, want: map[string]string{
			https: "ok HTTPS is on", redirect: "warn Its page still opens", ports: "ok It listens on HTTP 8081, RTSP 10564, HTTPS 8444, DEV_MANAGE 8001, SDK_OVER_TLS 8445. None",
		}},
		{reply: "adminAccesses.recorder-4.74", page: pageAccesses, want: map[string]string{
			https: "ok HTTPS is on", redirect: "skip The device does not tell.", ports: "ok It listens on HTTP 8081, RTSP 564, HTTPS 8444, DEV_MANAGE 8001. None",
		}},
		{reply: "adminAccesses.hybrid-4.75", page: pageAccesses, want: map[string]string{
			https: "warn HTTPS is off", redirect: "skip HTTPS is off", ports: "ok It listens on HTTP 8081, RTSP 564, DEV_MANAGE 8001, WebSocket 7691. None",
		}, fix: https, from: "<id>3</id>\n<enabled>false<", to: "<id>3</id>\n<enabled>true<"},
		{reply: "adminAccesses.recorder-2021-cut", page: pageAccesses, want: map[string]string{ // one that breaks off is never sent back
			https: "warn HTTPS is off", redirect: "skip HTTPS is off", ports: "ok It listens on HTTP 8081. None",
		}},
		{reply: "users.oem", page: pageUsers, want: map[string]string{"accounts": "warn Other accounts: porch. "}},
		{reply: "users.oem", page: pageONVIFUsers, want: map[string]string{"onvif-users": "warn ONVIF accounts: admin, porch. "}},
		{reply: "time.recorder-2021", page: pageTime, want: map[string]string{"clock": "warn Its clock is right, but set for another time zone"}},
		{reply: "interfaces.panel", page: pageUPnP, want: map[string]string{"upnp": "ok UPnP is off."}},
		{reply: "interfaces.camera", page: pageUPnP, want: map[string]string{"upnp": "skip The device does not tell."}},
		{reply: "security-capabilities.camera", page: pageLoginLock, want: map[string]string{"login-lock": "skip The device does not tell."}},
	} {
		body, err := os.ReadFile("testdata/replies/" + x.reply + ".xml")
		if err != nil {
			t.Fatal(err)
		}
		p := Pages{}
		for _, q := range Asked() {
			p[q.Path] = isapi.Page{Path: q.Path, Asked: true, Err: isapi.ErrNotSupported}
		}
		p[x.page] = isapi.PageOf(x.page, string(body))
		for _, c := range Settings {
			f := c.Look(usual(), p)
			want, told := x.want[c.ID]
			if !told && len(c.Pages) > 0 {
				want = "skip Not offered by this device."
			}
			if got := string(f.Status) + " " + f.Detail; !strings.HasPrefix(got, want) || f.Fix != (x.fix == c.ID) {
				t.Errorf("%s, %s: %s, fix %t, want %s", x.reply, c.ID, got, f.Fix, want)
			}
			if f.Fix {
				changed, _ := c.Fix(usual(), p)
				if want := isapi.PageOf(x.page, strings.Replace(string(body), x.from, x.to, 1)); !reflect.DeepEqual(changed, want) {
					t.Errorf("%s, %s: changed to %+v", x.reply, c.ID, changed)
				}
			}
		}
	}
}
