package isapi

import (
	"encoding/hex"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"camreset/isapi/document"
	"camreset/isapi/seal"
)

// TestRecordedDeviceInfo: what a person reads in replies of real devices.
func TestRecordedDeviceInfo(t *testing.T) {
	for _, c := range []struct {
		file, before string // what the record lost at its head
		want         Device
	}{
		{"DS-2CD2146G2", "", Device{Model: "DS-2CD2146G2-ISU", ShortSerial: "G10000001", Firmware: "V5.7.17", Build: "240606", Type: "IPCamera", Kind: KindCamera, Manufacturer: "hikvision", OEM: "1"}},
		{"DS-2CD2T86G2", "", Device{Model: "DS-2CD2T86G2-ISU/SL", ShortSerial: "AE1000002", Firmware: "V5.7.18", Build: "240826", Type: "IPCamera", Kind: KindCamera, Manufacturer: "hikvision", OEM: "1"}},
		{"DS-2CD2386G2", "", Device{Model: "DS-2CD2386G2-IU", ShortSerial: "J10000003", Firmware: "V5.7.14", Build: "231028", Type: "IPCamera", Kind: KindCamera, Manufacturer: "hikvision", OEM: "1"}}, // indented
		{"DS-2CD4A26FWD", "", Device{Model: "DS-2CD4A26FWD-IZS-P", ShortSerial: "610000004", Firmware: "V5.4.7", Build: "180309", Type: "IPCamera", Kind: KindCamera}},                                  // before subSerialNumber
		{"DS-2DE4A425IW", "", Device{Model: "DS-2DE4A425IW-DE", ShortSerial: "C10000005", Firmware: "V5.5.71", Build: "180725", Type: "IPDome", Kind: KindCamera}},
		{"DS-7608NXI", "", Device{Model: "DS-7608NXI-I2/8P/S", ShortSerial: "J10000006", Firmware: "V4.62.210", Build: "230619", Type: "NVR", Kind: KindRecorder}}, // isapi.org
		{"DS-7616NI", "", Device{Model: "DS-7616NI-K2", ShortSerial: "G10000007", Firmware: "V4.74.210", Build: "240108", Type: "NVR", Kind: KindRecorder, Manufacturer: "hikvision"}},
		{"iDS-7204HUHI", "", Device{Model: "iDS-7204HUHI-M1/E", ShortSerial: "AH1000008", Firmware: "V4.75.011", Build: "240625", Type: "DVR", Kind: KindRecorder, Manufacturer: "hikvision"}},
		{"DS-KV8213", "", Device{Model: "DS-KV8213-WME1(C)", ShortSerial: "AB1000009", Firmware: "V2.2.77", Build: "240515", Type: "VIS", Kind: KindDoorbell}},
		{"tail.DS-KH8301", "<DeviceInfo>", Device{ShortSerial: "C10000010", Firmware: "V1.5.1", Build: "190613", Type: "EmbeddedNetVIS", Kind: KindDoorbell}},
		{"tail.DS-KH8301", "", Device{Kind: KindUnknown}},                                          // a tail alone is no reply
		{"cut.ACR4-40", "", Device{Model: "ACR4-40", ShortSerial: "610000011", Kind: KindUnknown}}, // another brand's, std-cgi
		{"camera", "", Device{Model: "DS-2CD2346G2-ISU/SL", ShortSerial: "J12345678", Firmware: "V5.7.18", Build: "240826", Type: "IPCamera", Kind: KindCamera, Manufacturer: "hikvision", OEM: "1"}},
		{"recorder", "", Device{Model: "DS-7608NXI-I2/8P/S", ShortSerial: "J12345678", Firmware: "V4.62.210", Build: "230612", Type: "NVR", Kind: KindRecorder}},
	} {
		doc, _ := document.Read([]byte(c.before+load(t, "deviceInfo."+c.file+".xml")), "text/html") // the header lies on some
		got := deviceOf(doc)
		if complete := !strings.Contains(c.file, "."); complete && (!strings.HasPrefix(got.Serial, strings.Split(got.Model, "/")[0][:8]) || len(got.MAC) != 17 || got.Name == "") {
			t.Errorf("%s: %+v", c.file, got)
		}
		got.Name, got.MAC, got.Serial = "", "", ""
		if got != c.want {
			t.Errorf("%s:\n%+v, not\n%+v", c.file, got, c.want)
		}
	}
}

func TestKindOfModelsAndTypes(t *testing.T) {
	for _, c := range []struct{ model, deviceType, want string }{
		{"DS-KV8113-WME1(C)", "VIS", KindDoorbell}, {"DS-KH8301-WT", "EmbeddedNetVIS", KindDoorbell}, {"DS-KD8003-IME1", "", KindDoorbell},
		{"DS-KB8113-IME1", "", KindDoorbell}, {"DS-KIS603-P", "", KindDoorbell}, {"", "VIS", KindDoorbell},
		{"DS-K1T320MFWX", "ACS", KindAccess}, {"DS-K1T671M", "", KindAccess}, {"DS-K2604", "", KindAccess}, {"OEM-FACE", "ACS", KindAccess},
		{"DS-KX1", "VIS", KindDoorbell}, {"DS-KX1", "", KindAccess},
		{"DS-PHA20-P", "", KindPanel}, {"DS-PWA96-M-WB", "AXPro", KindPanel}, {"DS-PEA22", "", KindPanel}, {"AX", "AXPro", KindPanel},
		{"DS-7616NI-K2", "NVR", KindRecorder}, {"iDS-7204HUHI-M1/E", "DVR", KindRecorder}, {"iDS-9632NXI-I8", "", KindRecorder},
		{"ERI-K104-P4", "", KindRecorder}, {"ACR4-40", "NVR", KindRecorder}, {"X", "dvr", KindRecorder},
		{"DS-2DE4A425IW-DE", "IPDome", KindCamera}, {"iDS-2CD7A46G0", "", KindCamera}, {"IPC-B121H-C", "", KindCamera}, {"CAM", "IPCamera", KindCamera},
		// A type that lies doesn't make a recorder of a camera.
		{"DS-2CD2346G2-ISU/SL", "NVR", KindCamera}, {"DS-7608NI-K2", "IPCamera", KindRecorder}, {"DS-KV8113", "IPCamera", KindDoorbell}, {"DS-PWA32", "IPCamera", KindPanel},
		{"", "", KindUnknown}, {"DS-0362B98B", "", KindUnknown}, {"Thing", "Thing", KindUnknown}, {"I", "", KindUnknown},
	} {
		if got := KindOf(c.model, c.deviceType); got != c.want {
			t.Errorf("%s, %s: %s", c.model, c.deviceType, got)
		}
	}
	// The market letters of access terminals (observed).
	doc, _ := document.Read([]byte("<DeviceInfo><serialNumber>DS-K1T320MFWX20200102V030500ENK10000012</serialNumber></DeviceInfo>"), "")
	if got := deviceOf(doc); got.ShortSerial != "K10000012" {
		t.Errorf("%+v", got)
	}
}

// TestRecordedRefusals: the same few replies under every status they come with.
func TestRecordedRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		file, kind string
		code       int
		sub        string
		want       map[int]error // by HTTP status
	}{
		"methodNotAllowed":     {"ResponseStatus.methodNotAllowed.xml", "", 4, "methodNotAllowed", map[int]error{200: ErrNotSupported, 403: ErrNotSupported}},
		"no prolog, version 1": {"ResponseStatus.403.xml", "text/html", 4, "invalidOperation", map[int]error{200: ErrRefused, 403: ErrRefused}},
		"JSON with tabs":       {"ResponseStatus.json", "application/json", 6, "badXmlContent", map[int]error{200: ErrNotSupported, 400: ErrNotSupported, 403: ErrNotSupported}},
		"a page, 404":          {"404.html", "text/html", 0, "", map[int]error{404: ErrNotSupported, 200: ErrRefused}},
		"a page, 401":          {"401.html", "text/html", 0, "", map[int]error{401: ErrAuth}},
		"userCheck":            {"userCheck.401-bare.xml", "", 0, "", map[int]error{401: ErrAuth}},
		"userCheck, indented":  {"userCheck.401-indented.xml", "", 0, "", map[int]error{401: ErrAuth}},
		"locked":               {"userCheck.401-locked.xml", "", 0, "", map[int]error{401: ErrLocked, 200: ErrLocked, 403: ErrLocked}},
	} {
		for code, want := range c.want {
			d := newDevice(t, everywhere(reply{code, load(t, c.file), nil, c.kind}, ""))
			a := d.client().get(ctx(t), d.client().memory(), "/ISAPI/x")
			if a.Code != c.code || a.Sub != c.sub || a.succeeded() || a.saysYes() {
				t.Errorf("%s: %+v", name, a.Reply)
			}
			if err := a.failure("x"); !errors.Is(err, want) {
				t.Errorf("%s under %d: %v", name, code, err)
			}
		}
	}
}

// TestRecordedGreetings: the session login of panels, salts in both cases.
func TestRecordedGreetings(t *testing.T) {
	for file, c := range map[string]struct {
		version string
		salt2   bool
	}{"sessionLogin.version2.xml": {"2", false}, "sessionLogin.version21.xml": {"2.1", true}} {
		d := canned(t, map[string]reply{pathSession: {200, load(t, file), nil, ""}, "/": notFound})
		client := d.client()
		g, err := client.greet(ctx(t), client.memory(), "x", "admin", &answer{})
		if err != nil || g.Version != c.version || (g.Salt2 != "") != c.salt2 || g.Rounds != 100 || !g.Irreversible || len(g.Salt) != 64 || g.tag {
			t.Errorf("%s: %+v %v", file, g, err)
		}
		if s := client.SessionCap(ctx(t)); s.Supported != Yes || s.Version != c.version || s.Irreversible != Yes || s.Iterations != 100 {
			t.Errorf("%s: %+v", file, s)
		}
	}
}

// TestRecordedSecurity: cameras tell a salt, recorders none; both count 100 rounds.
func TestRecordedSecurity(t *testing.T) {
	camera, _ := document.Read([]byte(load(t, "security.camera.xml")), "")
	for file, want := range map[string][]byte{
		"security.camera.xml":   seal.FieldKey("admin", secretWord, 100, true, camera.First("salt")),
		"security.recorder.xml": seal.FieldKey("admin", secretWord, 100, false, ""),
	} {
		d := newDevice(t, (&writer{caps: reply{200, load(t, file), nil, ""}}).handle)
		c := d.client()
		key, err := c.sealKeyOf(ctx(t), c.memory(), "x", admin(secretWord))
		if err != nil || hex.EncodeToString(key) != hex.EncodeToString(want) || len(key) != 16 {
			t.Errorf("%s: %x %v", file, key, err)
		}
	}
}

// TestRecordedHeads: whole answers of real devices to any path without a login.
func TestRecordedHeads(t *testing.T) {
	hexLine := `Digest realm="0a1b2c3d4e5f60718293a4b5", domain="::", qop="auth", nonce="158ca9b5cb4b32a578432756aef2a189:1669838955551", opaque="", algorithm="MD5", stale="FALSE"`
	for name, c := range map[string]struct {
		server        string
		answer        reply
		verdict, kind string
		schemes       int
	}{
		"recorder, another brand": {"DNVRS-Webs", reply{401, load(t, "userCheck.401-bare.xml"), []string{hexLine}, ""}, VerdictActive, KindRecorder, 1},
		"locked, two headers":     {"Webs", reply{401, load(t, "userCheck.401-locked.xml"), []string{hexLine, `Basic realm="0a1b2c3d4e5f60718293a4b5"`}, ""}, VerdictLocked, KindUnknown, 2},
		"camera of 2019":          {"webserver", reply{401, load(t, "401.html"), []string{`Digest qop="auth", realm="IP Camera(A1234)", nonce="4d3249794e324d305a6d4d364e7a4d784f5459795a47493d", stale="FALSE"`}, "text/html"}, VerdictActive, KindCamera, 1},
		"access terminal":         {"", reply{401, load(t, "userCheck.401-unlocked.xml"), []string{`Digest qop="auth",realm="DS-0123A45B",nonce="NjU3YTFlM2JhOGM0OGVhNTg4OWM0NmNjZTBhNjAzYTY=",stale="false", opaque="", domain="::"`}, ""}, VerdictActive, KindUnknown, 1},
		"JSON error everywhere":   {"Webs", reply{400, load(t, "ResponseStatus.json"), nil, "application/json"}, VerdictUnknown, KindUnknown, 0},
	} {
		s := newDevice(t, everywhere(c.answer, c.server)).client().look(ctx(t))
		if s.Verdict() != c.verdict || s.Kind() != c.kind || len(s.Schemes()) != c.schemes {
			t.Errorf("%s: %s, %s, %v: %q", name, s.Verdict(), s.Kind(), s.Schemes(), s.Evidence())
		}
	}
}

// TestTruncatedAnywhere: a reply that breaks off never tells what it doesn't.
func TestTruncatedAnywhere(t *testing.T) {
	whole := load(t, "userCheck.401-locked.xml")
	for n := range len(whole) {
		d, _ := document.Read([]byte(whole[:n]), "")
		if lock := lockOf(d); lock.Unlock != nil && lock.Unlock.Seconds() != 210 || lock.Left != nil && *lock.Left != 0 || lock.Locked == No {
			t.Fatalf("%q: %+v", whole[:n], lock)
		}
	}
	whole = load(t, "deviceInfo.DS-7616NI.xml")
	full, _ := document.Read([]byte(whole), "")
	for n := range len(whole) {
		d, _ := document.Read([]byte(whole[:n]), "")
		if got, want := deviceOf(d), deviceOf(full); got.Model != "" && got.Model != want.Model || got.MAC != "" && got.MAC != want.MAC || got.Serial != "" && got.Serial != want.Serial {
			t.Fatalf("%q: %+v", whole[:n], got)
		}
	}
	d := newDevice(t, secured{challenge: someChallenge, password: secretWord, right: func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "5000")
		_, _ = w.Write([]byte(whole[:300]))
	}}.handle)
	if got, err := d.client().DeviceInfo(ctx(t), admin(secretWord)); !errors.Is(err, ErrLost) || got != (Device{}) {
		t.Errorf("%+v %v", got, err)
	}
}

// TestNobodysIdentity: MAC addresses in testdata are from the range for examples.
func TestNobodysIdentity(t *testing.T) {
	mac := regexp.MustCompile(`(?i)\b([0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b`)
	files, err := filepath.Glob("testdata/*")
	if err != nil || len(files) < 30 {
		t.Fatal(err, len(files))
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range mac.FindAllString(string(data), -1) {
			if !strings.HasPrefix(strings.ToLower(found), "02:00:5e:00:53:") {
				t.Errorf("%s: %s", file, found)
			}
		}
	}
}
