package sadp

import (
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"camreset/isapi"
)

func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func device(t testing.TB, datagram []byte) Device {
	t.Helper()
	m, err := Parse(datagram)
	if err != nil {
		t.Fatal(err)
	}
	d, ok := DeviceOf(m)
	if !ok {
		t.Fatalf("no device in %+v", m)
	}
	return d
}

// facts writes what matters of a record on one line.
func facts(d Device) string {
	return fmt.Sprint(d.MAC, "|", d.Model, "|", d.ShortSerial, "|", d.Made, "|", d.IPv4, "|", d.Mask, "|", d.Gateway,
		"|dhcp ", d.DHCP, "|", d.HTTPPort, " ", d.CommandPort, " ", d.TLSPort, "|", d.Firmware, "|", d.Build, "|", d.BootTime,
		"|active ", d.Activated, " old ", d.Old, "|class ", d.ResetClass, "|lockable ", d.Lockable, "|", d.OEM, d.OEMCode, "|", d.Kind, "|encrypt ", d.Encrypt, "|salt ", len(d.Salt))
}

func TestSamples(t *testing.T) {
	for _, c := range []struct {
		file, facts, recovery string
	}{
		{"camera_v5.6.2.xml",
			"58:50:ed:00:00:01|DS-2CD2385G1-I|E12345678|20200414|192.168.124.40|255.255.255.0|192.168.124.1|dhcp yes|80 8000 8443|V5.6.2|190701|1970-01-15 02:44:11|active yes old false|class D|lockable no|1|camera|encrypt yes|salt 64",
			"{yes yes unknown no yes yes yes no}"},
		{"camera_v5.2.5.xml",
			"c0:56:e3:00:00:02|DS-2CD2432F-IW|512345678|20150126|10.1.1.250|255.255.255.0|10.1.1.1|dhcp no|80 8000 0|V5.2.5|141201|2016-03-06 09:18:17|active yes old true|class A|lockable unknown|0|camera|encrypt unknown|salt 0",
			"{unknown unknown unknown unknown unknown unknown unknown unknown}"},
		{"recorder_v3.5.38_cut.xml",
			"68:6d:bc:00:00:03|DS-7804HQH-K1|D12345678|20190822|192.168.1.226|255.255.255.0|192.168.1.1|dhcp no|80 8000 0|V3.5.38|191215|2021-05-19 14:31:12|active yes old false|class D|lockable yes|0|recorder|encrypt yes|salt 64",
			"{yes unknown yes unknown yes yes yes unknown}"},
		{"tsc_probematch.xml",
			"02:00:00:00:00:01|HIK TSC|||192.0.2.10|255.255.255.0|192.0.2.1|dhcp no|80 20000 0|UNKNOWN||1970-1-1 0:0:9|active yes old false|class A|lockable unknown|0|unknown|encrypt unknown|salt 0",
			"{unknown unknown unknown unknown unknown unknown unknown unknown}"},
		{"tsc_hello.xml",
			"02:00:00:00:00:01|HIK TSC|||192.0.2.10|255.255.255.0|192.0.2.1|dhcp no|80 20000 0|UNKNOWN||1970-1-1 0:0:9|active yes old false|class |lockable unknown|0|unknown|encrypt unknown|salt 0",
			"{unknown unknown unknown unknown unknown unknown unknown unknown}"},
	} {
		t.Run(c.file, func(t *testing.T) {
			d := device(t, sample(t, c.file))
			if got := facts(d); got != c.facts {
				t.Errorf("facts\n got %s\nwant %s", got, c.facts)
			}
			if got := fmt.Sprint(d.Recovery); got != c.recovery {
				t.Errorf("recovery %s, want %s", got, c.recovery)
			}
		})
	}
}

// reply is a small record with some elements more or different.
func reply(elements string) []byte {
	return []byte("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ProbeMatch><Uuid>u</Uuid><Types>inquiry</Types><MAC>44-47-CC-00-00-09</MAC>" + elements + "</ProbeMatch>")
}

func TestQuirks(t *testing.T) {
	for _, c := range []struct {
		name     string
		datagram string
		ok       func(Device) bool
	}{
		{"a missing Activated means old and active", string(reply("")), func(d Device) bool { return d.Activated == isapi.Yes && d.Old && d.ResetClass == ClassA }},
		{"inactive", string(reply("<Activated>false</Activated><ResetAbility>true</ResetAbility>")), func(d Device) bool {
			return d.Activated == isapi.No && !d.Old && d.ResetClass == ClassActivate
		}},
		{"an odd Activated is unknown", string(reply("<Activated>maybe</Activated>")), func(d Device) bool { return d.Activated == isapi.Unknown && !d.Old }},
		{"classes B and C", string(reply("<ResetAbility>true</ResetAbility>")) + "", func(d Device) bool { return d.ResetClass == ClassB }},
		{"class C over B", string(reply("<ResetAbility>1</ResetAbility><PasswordResetAbility>1</PasswordResetAbility>")), func(d Device) bool { return d.ResetClass == ClassC }},
		{"zero bytes at the end", string(reply("<Activated>0</Activated>")) + "\x00\x00\x00", func(d Device) bool { return d.Activated == isapi.No }},
		{"a byte order mark", "\ufeff" + string(reply("<HttpPort>88</HttpPort>")), func(d Device) bool { return d.HTTPPort == 88 }},
		{"a bare &", string(reply("<DeviceDescription>A&B</DeviceDescription><HttpPort>81</HttpPort>")), func(d Device) bool { return d.Model == "A&B" && d.HTTPPort == 81 && d.Old }},
		{"an entity in a broken datagram", string(reply("<DeviceDescription>A&amp;B & C</DeviceDescription>")), func(d Device) bool { return d.Model == "A&B & C" }},
		{"elements that overlap", string(reply("<HttpPort>82<CommandPort>8001</CommandPort>")), func(d Device) bool { return d.HTTPPort == 82 && d.CommandPort == 8001 }},
		{"blanks, CRLF and case", strings.ReplaceAll(string(reply("\n<Activated> FALSE\n</Activated>\n\t<HttpPort> 83 </HttpPort>")), "\n", "\r\n"), func(d Device) bool {
			return d.Activated == isapi.No && d.HTTPPort == 83
		}},
		{"the first of two with a text", string(reply("<HttpPort/><HttpPort>84</HttpPort><HttpPort>85</HttpPort>")), func(d Device) bool { return d.HTTPPort == 84 }},
		{"another encoding by name", strings.Replace(string(reply("<HttpPort>86</HttpPort>")), "UTF-8", "GB2312", 1), func(d Device) bool { return d.HTTPPort == 86 }},
		{"bytes that are no UTF-8", string(reply("<DeviceDescription>A\xff\xfeB</DeviceDescription>")), func(d Device) bool { return d.Model == "AB" }},
		{"escape sequences", string(reply("<DeviceDescription>A\x1b[31mB\u202eC</DeviceDescription>")), func(d Device) bool { return d.Model == "A[31mBC" }},
		{"numbers out of bounds", string(reply("<HttpPort>-1</HttpPort><CommandPort>70000</CommandPort>")), func(d Device) bool { return d.HTTPPort == 0 && d.CommandPort == 0 }},
		{"the blank after the model in a serial", string(reply("<DeviceDescription>DS-X</DeviceDescription><DeviceSN>DS-X 20200102AAWR123456789</DeviceSN>")), func(d Device) bool {
			return d.ShortSerial == "123456789" && d.Made == "20200102"
		}},
		{"a version under the fixed key", string(reply("<SoftwareVersion>x</SoftwareVersion><SoftwareVersionEncrypt>" + sealedVersion(t) + "</SoftwareVersionEncrypt>")), func(d Device) bool {
			return d.Firmware == "V5.5.0" && d.Build == "170725"
		}},
		{"cut before Activated", strings.TrimSuffix(string(reply("<HttpPort>8")), "</ProbeMatch>"), func(d Device) bool {
			return d.Activated == isapi.Unknown && !d.Old && d.ResetClass == "" && d.HTTPPort == 0
		}},
		{"a Hello without Activated", `<Hello><Types>hello</Types><MAC>44:47:cc:00:00:09</MAC></Hello>`, func(d Device) bool { return d.Activated == isapi.Unknown }},
		{"a comment that holds an element", string(reply("<!-- <HttpPort>1</HttpPort> --><HttpPort>2</HttpPort>&")), func(d Device) bool { return d.HTTPPort == 2 }},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := device(t, []byte(c.datagram))
			if d.MAC != "44:47:cc:00:00:09" || !c.ok(d) {
				t.Errorf("%+v", d)
			}
		})
	}
}

// sealedVersion is what openssl makes of "V5.5.0build 170725" and zeros to 48
// bytes under the protocol's fixed key.
func sealedVersion(t *testing.T) string {
	t.Helper()
	text := make([]byte, 48)
	copy(text, "V5.5.0build 170725")
	sealed, err := ecb([]byte(fixedKey), text)
	if err != nil {
		t.Fatal(err)
	}
	return base64Of(sealed)
}

func TestNotDevices(t *testing.T) {
	for name, datagram := range map[string]string{
		"no MAC":          `<ProbeMatch><Types>inquiry</Types></ProbeMatch>`,
		"a MAC of nobody": `<ProbeMatch><Types>inquiry</Types><MAC>00-00-00-00-00-00</MAC></ProbeMatch>`,
		"a group's MAC":   `<ProbeMatch><Types>inquiry</Types><MAC>01-00-5e-00-00-01</MAC></ProbeMatch>`,
		"a request":       `<Probe><Types>inquiry</Types><MAC>44-47-cc-00-00-09</MAC></Probe>`,
		"another command": `<ProbeMatch><Types>update</Types><MAC>44-47-cc-00-00-09</MAC><Result>success</Result></ProbeMatch>`,
	} {
		m, err := Parse([]byte(datagram))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if d, ok := DeviceOf(m); ok {
			t.Errorf("%s is a device: %+v", name, d)
		}
	}
	for _, datagram := range []string{"", "hello", "<html><body/></html>", "\x21\x02\x01", strings.Repeat("<a>", 1000), strings.Repeat("x", maxDatagram+1)} {
		if m, err := Parse([]byte(datagram)); err == nil {
			t.Errorf("%.20q was read: %+v", datagram, m)
		}
	}
}

func TestTypesAreTrimmed(t *testing.T) {
	m, err := Parse([]byte(`<ProbeMatch><Uuid> U </Uuid><Types>activate </Types><MAC>44-47-cc-00-00-09</MAC><Result>success</Result></ProbeMatch>`))
	if err != nil || m.Types != "activate" || m.UUID != "U" || m.Result != "success" {
		t.Errorf("%+v, %v", m, err)
	}
}

func TestONVIFSamples(t *testing.T) {
	for file, want := range map[string]Device{
		"onvif_body_fragment.xml": {MAC: "58:50:ed:00:00:01", Model: "DS-2CD2385G1-I", Kind: "camera", HTTPPort: 80,
			IPv4: netip.MustParseAddr("192.168.124.40"), IPv6: netip.MustParseAddr("fe80::5a50:edff:fe00:1")},
		"onvif_probematches.xml": {MAC: "b4:a3:82:00:00:04", Model: "DS-2CD3955FWD-IWS", Kind: "camera", HTTPPort: 80,
			IPv4: netip.MustParseAddr("192.168.0.218"), IPv6: netip.MustParseAddr("fe80::b6a3:82ff:fe00:4")},
		"onvif_oem_fragment.xml": {MAC: "68:6d:bc:00:00:05", Model: "DFI6256TE", Kind: "unknown", HTTPPort: 80,
			IPv4: netip.MustParseAddr("172.20.109.220")},
	} {
		data := sample(t, file)
		got, err := parseONVIF(data)
		want.Source = SourceONVIF
		if err != nil || !isONVIF(data) || !same(got, want) {
			t.Errorf("%s:\n got %+v, %v\nwant %+v", file, got, err, want)
		}
	}
}

func TestONVIFOfOthers(t *testing.T) {
	text := strings.NewReplacer("686dbc000005", "aabbcc000005", "68:6d:bc", "aa:bb:cc").Replace(string(sample(t, "onvif_oem_fragment.xml")))
	if d, err := parseONVIF([]byte(text)); err == nil {
		t.Errorf("somebody else's camera is in the list: %+v", d)
	}
}

func FuzzParse(f *testing.F) {
	for _, name := range []string{"camera_v5.6.2.xml", "camera_v5.2.5.xml", "recorder_v3.5.38_cut.xml", "tsc_hello.xml", "tsc_probematch.xml"} {
		f.Add(sample(f, name))
	}
	f.Add([]byte("<ProbeMatch><MAC>44-47-cc-00-00-09</MAC><A&></ProbeMatch>"))
	f.Add([]byte("<ProbeMatch><Types>inquiry<MAC>00.00.00.00.00.01<SoftwareVersion>0 , build0<")) // left a blank in Firmware
	f.Fuzz(func(t *testing.T, datagram []byte) {
		m, err := Parse(datagram)
		if err != nil {
			return
		}
		if !known(m.Root) || len(m.Fields) > maxFields {
			t.Errorf("root %q, %d fields", m.Root, len(m.Fields))
		}
		d, ok := DeviceOf(m)
		if !ok {
			return
		}
		if isapi.MAC(d.MAC) != d.MAC || isapi.MAC(d.wireMAC()) != d.MAC || strings.ContainsAny(d.wireMAC(), "<>&") {
			t.Errorf("MAC %q, %q on the wire", d.MAC, d.wireMAC())
		}
		checkClean(t, d)
	})
}

func FuzzONVIF(f *testing.F) {
	for _, name := range []string{"onvif_body_fragment.xml", "onvif_probematches.xml", "onvif_oem_fragment.xml"} {
		f.Add(sample(f, name))
	}
	f.Fuzz(func(t *testing.T, datagram []byte) {
		if d, err := parseONVIF(datagram); err == nil {
			if isapi.MAC(d.MAC) != d.MAC || d.MAC == "" {
				t.Errorf("MAC %q", d.MAC)
			}
			checkClean(t, d)
		}
	})
}

func checkClean(t *testing.T, d Device) {
	t.Helper()
	texts := []string{d.Model, d.Serial, d.ShortSerial, d.Made, d.Firmware, d.Build, d.BootTime, d.OEM, d.Salt, d.UserName, d.SecurityMode, d.WireMAC}
	for _, text := range texts {
		if isapi.Clean(text) != text {
			t.Errorf("%q is not clean", text)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	data := sample(b, "camera_v5.6.2.xml")
	b.ReportAllocs()
	for b.Loop() {
		m, _ := Parse(data)
		DeviceOf(m)
	}
}

func TestPrefix(t *testing.T) {
	d := device(t, sample(t, "camera_v5.6.2.xml"))
	if got := d.Prefix(); got != netip.MustParsePrefix("192.168.124.40/24") {
		t.Error(got)
	}
	d.Mask = netip.MustParseAddr("255.0.255.0")
	if got := d.Prefix(); got.IsValid() {
		t.Error(got)
	}
}
