package simcam_test

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"camreset/isapi/simcam"
)

const (
	challenge3 = "/ISAPI/System/activate/GetChallengeV3?format=json"
	start3     = "/ISAPI/System/activate/StartActivateV3?format=json"
)

// key3 is made once: 3072 bits take a moment.
var key3 = sync.OnceValue(func() *rsa.PrivateKey { return must(rsa.GenerateKey(rand.Reader, 3072)) })

func publicKey(key *rsa.PrivateKey) string {
	return `{"publicKey":"` + wrapped(key.N.FillBytes(make([]byte, key.Size()))) + `"}`
}

// greet3 asks for a V3 challenge and decrypts it.
func (b *bench) greet3() string {
	b.Helper()
	a := b.do("POST", challenge3, publicKey(key3()), "")
	b.want(a, 200)
	var got struct{ Challenge string }
	if err := json.Unmarshal([]byte(a.body), &got); err != nil {
		b.Fatal(err)
	}
	sealed := must(hex.DecodeString(string(must(base64.StdEncoding.DecodeString(got.Challenge)))))
	return string(must(rsa.DecryptPKCS1v15(nil, key3(), sealed))) // the protocol wants this padding
}

func cbc(key, iv []byte, text string) []byte {
	pad := 16 - len(text)%16
	plain := []byte(text + strings.Repeat(string(rune(pad)), pad))
	cipher.NewCBCEncrypter(must(aes.NewCipher(key)), iv).CryptBlocks(plain, plain)
	return plain
}

// activation3 is the body that sets a first password.
func activation3(text, password string) string {
	iv := []byte("sixteen bytes iv")
	sealed := cbc(must(hex.DecodeString(text)), iv, text[:16]+password)
	return fmt.Sprintf(`{"password":"%s","iv":"%x"}`, wrapped(sealed), iv)
}

func TestV3Activation(t *testing.T) {
	for _, bytes := range []int{16, 24, 32} {
		b := newBench(t, simcam.Scenario{Generation: simcam.Portal, Inactive: true, ActivationKey: bytes})
		b.want(b.get("/SDK/activateStatus"), 200, "<Activated>false</Activated><supportVersion>3</supportVersion>")
		b.want(b.do("POST", challenge3, publicKey(ownKey()), ""), 400, "\"statusCode\":\t6", "Invalid JSON Content")
		b.want(b.do("POST", challenge3, "{", ""), 400, "badJsonFormat")

		text := b.greet3()
		b.count("length", len(text), 2*bytes)
		b.want(b.do("POST", start3, activation3(text, "alllower"), ""), 400, "riskPassword")
		b.want(b.do("POST", start3, activation3(text, "Newpass-77"), ""), 400, "badParameters") // a challenge is good once
		b.want(b.do("POST", start3, "{", ""), 400, "badJsonFormat")
		b.want(b.do("POST", start3, activation3(b.greet3(), "Newpass-77"), ""), 200, "\"statusCode\":\t1", "\"ok\"")
		b.want(b.userCheck("Newpass-77"), 200)
		b.want(b.do("POST", start3, "{}", ""), 403, "hasActivated")
		b.want(b.do("POST", challenge3, publicKey(key3()), ""), 403, "hasActivated", "\"errorCode\":\t1073741832")
		n := b.cam.Counters()
		b.count("challenges", n.Challenges, 2)
		b.count("activations", n.Activations, 1)
	}
}

func TestPortalTakesNoLegacyActivation(t *testing.T) {
	b := newBench(t, simcam.Scenario{Generation: simcam.Portal, Inactive: true})
	b.want(b.do("PUT", activatePath, activation(b.greet(), "Newpass-77"), ""), 400, "<statusCode>6<", "badParameters")
	b.want(b.get("/SDK/activateStatus"), 200, "<Activated>false<")
	older := newBench(t, simcam.Scenario{Inactive: true})
	older.lacks(older.get("/SDK/activateStatus"), "supportVersion")
	older.want(older.do("POST", challenge3, publicKey(key3()), ""), 401)
}

func TestStartRefusesV3Writes(t *testing.T) {
	b := newBench(t, simcam.Scenario{Generation: simcam.Portal, Inactive: true})
	b.cam.PowerOff()
	b.cam.PowerOn()
	b.clock.Advance(20 * time.Second)
	for _, path := range []string{challenge3, start3} {
		b.want(b.do("POST", path, publicKey(key3()), ""), 403, "\"statusString\":\t\"Invalid Operation\"")
	}
	b.clock.Advance(15 * time.Second)
	b.want(b.do("POST", start3, activation3(b.greet3(), "Newpass-77"), ""), 200)
}

func TestReplyOfTheV3ActivationIsLost(t *testing.T) {
	b := newBench(t, simcam.Scenario{Generation: simcam.Portal, Inactive: true, DropActivation: true})
	if _, err := b.try("POST", start3, activation3(b.greet3(), "Newpass-77"), ""); err == nil {
		t.Error("a reply came")
	}
	b.want(b.userCheck("Newpass-77"), 200)
}

// salted is the hash that encrypted fields and session logins begin with.
func salted(salt, password string) string { return hashed("admin" + salt + password) }

func hashed(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func element(body, name string) string {
	found := regexp.MustCompile("<" + name + "(?: [^>]*)?>([^<]*)<").FindStringSubmatch(body)
	if found == nil {
		return ""
	}
	return found[1]
}

func TestPortalPasswordChangeIsSealed(t *testing.T) {
	b := newBench(t, simcam.Scenario{Generation: simcam.Portal})
	caps := b.login("GET", "/ISAPI/Security/capabilities?username=admin", "", b.password())
	b.want(caps, 200, "<isIrreversible>true</isIrreversible>", `<securityVersion opt="1">`, "<keyIterateNum>100<")
	k := salted(element(caps.body, "salt"), b.password()) + "AaBbCcDd1234!@#$"
	for range 100 {
		k = hashed(k)
	}
	iv := []byte("sixteen bytes iv")
	seal := func(text string) string {
		return hex.EncodeToString(cbc(must(hex.DecodeString(k[:32])), iv, base64.StdEncoding.EncodeToString([]byte(text))))
	}
	path := fmt.Sprintf("/ISAPI/Security/users/1?security=1&iv=%x", iv)
	user := func(fields string) string {
		return "<User><id>1</id><userName>" + seal("admin") + "</userName><password>" + seal("Newpass-77") + "</password>" + fields + "</User>"
	}
	b.want(b.login("GET", path, "", b.password()), 200, "<userName>"+seal("admin")+"<")
	b.want(b.login("PUT", path, user(""), b.password()), 403, "loginPasswordError")
	b.want(b.login("PUT", path, user("<loginPassword>"+seal(b.password())+"</loginPassword>"), b.password()), 200)
	b.want(b.userCheck("Newpass-77"), 200)
}

func TestPortalBindsNonces(t *testing.T) {
	b := newBench(t, simcam.Scenario{Generation: simcam.Portal})
	const info = "/ISAPI/System/deviceInfo"
	b.want(b.do("GET", info, "", b.answered(b.get(check), "GET", info, b.password())), 401, "does not match the nonce url")
	id := b.cam.Identity()
	b.want(b.login("GET", info, "", b.password()), 200, "V5.7.17", "build 240606", "<subSerialNumber>"+id.Serial[len(id.Serial)-9:]+"<")
	b.cam.Set(func(s *simcam.Scenario) { s.Auth = simcam.AuthSHA256 })
	b.want(b.userCheck(b.password()), 200)
}

func TestPortalPages(t *testing.T) {
	for _, g := range []simcam.Generation{simcam.Portal, simcam.RecorderGen} {
		b := newBench(t, simcam.Scenario{Generation: g, Questions: storyQuestions})
		b.want(b.get("/"), 200, `"/doc/index.html?_"`, "shepherd.css")
		b.want(b.get("/doc/index.html"), 200, "shepherd.css", `href="/doc/portal/forgotPassword"`)
		b.want(b.get("/doc/shepherd.css"), 200)
		b.want(b.get("/doc/page/login.asp"), 404)
		b.want(b.get("/doc/page/pwdReset.asp"), 404)
		b.want(b.get("/doc/portal/forgotPassword"), 200, "Two?", "/doc/index.html")
		next := b.post("/doc/page/pwdReset", "answer0", "first", "answer1", "second", "answer2", "third")
		_, ticket, _ := strings.Cut(next.body, `name="ticket" value="`)
		b.post("/doc/page/newPassword", "ticket", ticket[:32], "password", "Newpass-77", "again", "Newpass-77")
		b.want(b.post("/doc/page/login", "user", "admin", "password", "Newpass-77"), 200, "You are logged in")
		b.want(b.get("/ISAPI/System/deviceInfo"), 200, b.cam.Identity().Model)
		for _, path := range []string{"/", "/doc/index.html", "/doc/portal/forgotPassword"} {
			b.lacks(b.get(path), "://", "src=")
		}
	}
	old := newBench(t, simcam.Scenario{})
	old.want(old.get("/doc/index.html"), 404)
	old.lacks(old.get("/"), "shepherd")
}

func TestCloudIsToldAfterALogin(t *testing.T) {
	b := newBench(t, must2(simcam.Find("cloud")))
	b.want(b.get("/ISAPI/Security/extern/capabilities"), 200, "<isSupportWithHCApp>true<", "<isSupportWithSecurityQuestion>false<")
	b.want(b.login("GET", "/ISAPI/System/Network/EZVIZ", "", b.password()), 200, "<registerStatus>true<", "<bindStatus>bind<")
	b.cam.AppReset()
	b.want(b.userCheck("Meadow-62-App"), 200)
	b.press(time.Minute)
	b.want(b.get("/ISAPI/Security/extern/capabilities"), 200, "<isSupportWithHCApp>false<")
}

func TestNoButtonScenario(t *testing.T) {
	b := newBench(t, must2(simcam.Find("no-button")))
	b.press(time.Minute)
	if s := b.cam.State(); !s.Active || s.Questions != 0 {
		t.Errorf("%+v", s)
	}
}
