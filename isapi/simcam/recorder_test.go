package simcam_test

import (
	"regexp"
	"testing"

	"camreset/isapi/simcam"
)

func TestRecorderAsksForALoginEverywhere(t *testing.T) {
	b := newBench(t, must2(simcam.Find("recorder")))
	const body = "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<userCheck>\n<statusValue>401</statusValue>\n" +
		"<statusString>Unauthorized</statusString>\n</userCheck>\n"
	form := regexp.MustCompile(`^Digest realm="[0-9a-f]{24}", domain="::", qop="auth", nonce="[0-9a-f]{32}:\d{13}", ` +
		`opaque="", algorithm="MD5", stale="FALSE"$`)
	for _, request := range [][2]string{
		{"GET", check}, {"GET", "/ISAPI/System/status"}, {"GET", "/ISAPI/nothing?format=json"}, {"DELETE", "/ISAPI/System/deviceInfo"},
	} {
		a := b.do(request[0], request[1], "", "")
		b.want(a, 401)
		if a.body != body || a.header.Get("Content-Type") != `application/xml; charset="UTF-8"` {
			t.Errorf("%s: %q %v", request, a.body, a.header)
		}
		if got := a.header.Get("WWW-Authenticate"); !form.MatchString(got) {
			t.Error(got)
		}
	}
	b.want(b.get("/ISAPI"), 404)
	b.want(b.get("/SDK/activateStatus"), 200, "<Activated>true<")
	if server := b.get("/").header.Get("Server"); server != "DNVRS-Webs" {
		t.Error(server)
	}
}

func TestRecorderAfterTheLogin(t *testing.T) {
	b := newBench(t, simcam.Scenario{Generation: simcam.RecorderGen})
	const extern = "/ISAPI/Security/extern/capabilities"
	b.want(b.get(extern), 403, "notSupport")
	b.want(b.login("GET", check, "", "wrong"), 401, "<retryLoginTime>4<")
	info := b.login("GET", "/ISAPI/System/deviceInfo", "", b.password())
	b.want(info, 200, "<deviceType>NVR<", "WCVU</serialNumber>", "V4.62.210")
	b.lacks(info, "deviceDescription", "supportBeep")
	missing := b.login("GET", "/ISAPI/System/nothing?format=json", "", b.password())
	b.want(missing, 403, "\t\"statusCode\":\t4,\n", "\t\"subStatusCode\":\t\"notSupport\",\n\t\"errorCode\":\t1073741825,\n\t\"errorMsg\":\t\"notSupport\"\n}")
	b.want(b.login("DELETE", check, "", b.password()), 403, "methodNotAllowed")
	caps := b.get(sessionPath + "/capabilities?username=admin")
	b.want(caps, 200, "<sessionIDVersion>2<")
	if !regexp.MustCompile(`<salt>[A-Z0-9]{64}</salt>`).MatchString(caps.body) {
		t.Error(caps.body)
	}
	b.want(b.sessionLogin(b.password()), 200)
	b.cam.AppReset()
	b.want(b.sessionLogin("Meadow-62-App"), 200)
}

func TestRecorderIsActivatedTheOldWay(t *testing.T) {
	b := newBench(t, simcam.Scenario{Generation: simcam.RecorderGen, Inactive: true})
	b.lacks(b.get("/SDK/activateStatus"), "supportVersion")
	b.want(b.do("PUT", activatePath, activation(b.greet(), "Newpass-77"), ""), 200)
	b.want(b.userCheck("Newpass-77"), 200)
}
