package simcam_test

import (
	"crypto/aes"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/hex"
	"regexp"
	"strings"
	"sync"
	"testing"

	"camreset/isapi/simcam"
)

var ownKey = sync.OnceValue(func() *rsa.PrivateKey { return must(rsa.GenerateKey(rand.Reader, 1024)) })

func wrapped(raw []byte) string {
	return base64.StdEncoding.EncodeToString([]byte(hex.EncodeToString(raw)))
}

// greet asks for a challenge and decrypts it.
func (b *bench) greet() string {
	b.Helper()
	modulus := ownKey().N.FillBytes(make([]byte, 128))
	a := b.do("POST", "/ISAPI/Security/challenge", "<PublicKey><key>"+wrapped(modulus)+"</key></PublicKey>", "")
	b.want(a, 200, "<Challenge", "<key>")
	key := regexp.MustCompile(`<key>(.*)</key>`).FindStringSubmatch(a.body)[1]
	sealed := must(hex.DecodeString(string(must(base64.StdEncoding.DecodeString(key)))))
	return string(must(rsa.DecryptPKCS1v15(nil, ownKey(), sealed))) // the protocol wants this padding
}

// activation is the body that sets a first password.
func activation(text, password string) string {
	plain := []byte(text[:16] + password)
	plain = append(plain, make([]byte, (16-len(plain)%16)%16)...)
	block := must(aes.NewCipher(must(hex.DecodeString(text))))
	for at := 0; at < len(plain); at += 16 {
		block.Encrypt(plain[at:], plain[at:])
	}
	return "<ActivateInfo><password>" + wrapped(plain) + "</password></ActivateInfo>"
}

const activatePath = "/ISAPI/System/activate"

func TestActivationEndToEnd(t *testing.T) {
	b := newBench(t, simcam.Scenario{Generation: simcam.Activation, Inactive: true})
	b.want(b.get("/SDK/activateStatus"), 200, "<Activated>false</Activated>")
	b.want(b.get(check), 200, "<isActivated>false</isActivated>")
	b.want(b.get("/ISAPI/System/deviceInfo"), 403, "notActivated")

	text := b.greet()
	b.want(b.do("PUT", activatePath, activation(text, "alllower"), ""), 400, "riskPassword")
	b.want(b.do("PUT", activatePath, activation(text, "Newpass-77"), ""), 400, "badParameters")
	b.want(b.do("PUT", activatePath, "<ActivateInfo><password>Newpass-77</password></ActivateInfo>", ""), 400, "badParameters")
	b.want(b.do("POST", "/ISAPI/Security/challenge", "<PublicKey><key>x</key></PublicKey>", ""), 400, "badParameters")
	b.want(b.do("PUT", activatePath, activation(b.greet(), "Newpass-77"), ""), 200, "<statusCode>1</statusCode>", "<subStatusCode>ok<")
	b.want(b.get("/SDK/activateStatus"), 200, "<Activated>true</Activated>")
	b.want(b.userCheck("Newpass-77"), 200, "<isActivated>true</isActivated>")
	b.want(b.do("PUT", activatePath, activation(text, "Newpass-78"), ""), 403, "hasActivated")

	n := b.cam.Counters()
	b.count("challenges", n.Challenges, 2)
	b.count("activations", n.Activations, 1)
	b.count("writes", n.Writes, 5)
	b.count("logins", n.Logins, 1)
}

func TestInactiveNewerCameraAsksForALogin(t *testing.T) {
	b := newBench(t, simcam.Scenario{Inactive: true, Tries: 1})
	b.want(b.login("GET", "/ISAPI/System/deviceInfo", "", "anything"), 401)
	b.want(b.get("/ISAPI/System/deviceInfo"), 401)
	b.want(b.get("/ISAPI/Security/extern/capabilities"), 200, "<isSupportWithSecurityQuestion>false<")
	if s := b.cam.State(); s.Locked || s.Active || s.Questions != 0 {
		t.Errorf("%+v", s)
	}
}

func TestReplyOfTheActivationIsLost(t *testing.T) {
	b := newBench(t, simcam.Scenario{Inactive: true, DropActivation: true})
	if _, err := b.try("PUT", activatePath, activation(b.greet(), "Newpass-77"), ""); err == nil {
		t.Error("a reply came")
	}
	b.want(b.get("/SDK/activateStatus"), 200, "<Activated>true</Activated>")
	b.want(b.userCheck("Newpass-77"), 200)
	b.cam.SetPassword("")
	b.want(b.do("PUT", activatePath, activation(b.greet(), "Newpass-78"), ""), 200)
}

func TestLegacyKnowsNoActivation(t *testing.T) {
	b := newBench(t, simcam.Scenario{Generation: simcam.Legacy, Inactive: true})
	b.want(b.do("PUT", activatePath, "", ""), 404, "Not Found")
	b.want(b.login("GET", "/ISAPI/Security/users", "", "12345"), 200, "<userName>admin</userName>")
	if !strings.Contains(b.cam.Identity().Serial, "AAWR") {
		t.Error(b.cam.Identity())
	}
}
