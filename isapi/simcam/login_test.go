package simcam_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"camreset/isapi/simcam"

	"github.com/icholy/digest"
)

func TestDigestRightAndWrong(t *testing.T) {
	b := newBench(t, simcam.Scenario{})
	first := b.get(check)
	b.want(first, 401, "<retryLoginTime>5</retryLoginTime>", "<lockStatus>unlock</lockStatus>")
	header := first.header.Get("WWW-Authenticate")
	if !strings.HasPrefix(header, `Digest qop="auth", realm="IP Camera(C2183)", nonce="`) || !strings.HasSuffix(header, `, stale="FALSE"`) {
		t.Errorf("challenge %s", header)
	}
	b.want(b.userCheck("wrong"), 401, "<retryLoginTime>4</retryLoginTime>", "<unlockTime>0</unlockTime>")
	b.want(b.userCheck(b.password()), 200, "<isDefaultPassword>false</isDefaultPassword>", "<isActivated>true</isActivated>")
	b.want(b.get(check), 401, "<retryLoginTime>5</retryLoginTime>")
	n := b.cam.Counters()
	b.count("bare", n.Bare, 4)
	b.count("logins", n.Logins, 2)
	b.count("right", n.Right, 1)
	b.count("wrong", n.Wrong, 1)
	b.count("requests", n.Requests, 6)
	b.count("by path", n.ByPath[check], 6)
}

func TestNonceIsGoodForOneAnswer(t *testing.T) {
	b := newBench(t, simcam.Scenario{})
	credentials := b.answered(b.get(check), "GET", check, b.password())
	b.want(b.do("GET", check, "", credentials), 200)
	again := b.do("GET", check, "", credentials)
	b.want(again, 401)
	if !strings.Contains(again.header.Get("WWW-Authenticate"), `stale="TRUE"`) {
		t.Errorf("challenge %s", again.header.Get("WWW-Authenticate"))
	}
	wrong := b.answered(again, "GET", check, "wrong")
	b.want(b.do("GET", check, "", wrong), 401)
	b.want(b.do("GET", check, "", wrong), 401)
	n := b.cam.Counters()
	b.count("stale", n.Stale, 1)
	b.count("wrong, old nonce or not", n.Wrong, 2)
}

func TestStaleSwitchAndBoundNonce(t *testing.T) {
	b := newBench(t, simcam.Scenario{Stale: 1, NonceBound: true})
	b.want(b.userCheck(b.password()), 401)
	b.want(b.userCheck(b.password()), 200)
	const info = "/ISAPI/System/deviceInfo"
	elsewhere := b.do("GET", info, "", b.answered(b.get(check), "GET", info, b.password()))
	b.want(elsewhere, 401, "does not match the nonce url")
	b.count("wrong", b.cam.Counters().Wrong, 0)
}

func TestQueryIsPartOfTheDigest(t *testing.T) {
	b := newBench(t, simcam.Scenario{})
	b.want(b.login("GET", check+"?timeStamp=1", "", b.password()), 200)
	b.want(b.do("GET", check+"?timeStamp=1", "", b.answered(b.get(check), "GET", check, b.password())), 401)
}

func TestChallengeForms(t *testing.T) {
	for form, want := range map[simcam.AuthForm][]string{
		simcam.AuthMD5:         {"Digest"},
		simcam.AuthSHA256:      {`Digest;algorithm="SHA-256"`},
		simcam.AuthBoth:        {"Digest", `Digest;algorithm="SHA-256"`},
		simcam.AuthBothOneLine: {`Digest;, Digest ;algorithm="SHA-256"`},
		simcam.AuthBasic:       {"Basic"},
		simcam.AuthDigestBasic: {"Digest", "Basic"},
		simcam.AuthOneLine:     {"Digest;, Basic realm"},
	} {
		b := newBench(t, simcam.Scenario{Auth: form})
		lines := b.get(check).header.Values("WWW-Authenticate")
		if len(lines) != len(want) {
			t.Errorf("%s: %q", form, lines)
			continue
		}
		for i, parts := range want {
			for part := range strings.SplitSeq(parts, ";") {
				if !strings.Contains(lines[i], part) {
					t.Errorf("%s: no %q in %q", form, part, lines[i])
				}
			}
		}
	}
}

func TestSHA256AndBareAlgorithm(t *testing.T) {
	b := newBench(t, simcam.Scenario{Auth: simcam.AuthSHA256, Algorithm: simcam.AlgorithmBare})
	bare := b.get(check)
	if !strings.Contains(bare.header.Get("WWW-Authenticate"), ", algorithm=SHA-256,") {
		t.Error(bare.header)
	}
	b.want(b.do("GET", check, "", b.answered(bare, "GET", check, b.password())), 200)
	asMD5 := *must(digest.ParseChallenge(b.get(check).header.Get("WWW-Authenticate")))
	asMD5.Algorithm = "MD5"
	c := must(digest.Digest(&asMD5, digest.Options{Method: "GET", URI: check, Username: "admin", Password: b.password()}))
	b.want(b.do("GET", check, "", c.String()), 401)
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func TestBasicOnlyWhereOffered(t *testing.T) {
	credentials := "Basic " + base64.StdEncoding.EncodeToString([]byte("admin:12345"))
	old := newBench(t, simcam.Scenario{Generation: simcam.Legacy})
	old.want(old.do("GET", "/ISAPI/System/deviceInfo", "", credentials), 200, "<firmwareVersion>V5.2.5</firmwareVersion>")
	digestOnly := newBench(t, simcam.Scenario{Password: "12345"})
	digestOnly.want(digestOnly.do("GET", check, "", credentials), 401)
	digestOnly.count("wrong", digestOnly.cam.Counters().Wrong, 1)
	digestOnly.want(digestOnly.userCheck("12345"), 200, "<isDefaultPassword>true</isDefaultPassword><isRiskPassword>true</isRiskPassword>")
}

func TestLockAndUnlockByTheClock(t *testing.T) {
	b := newBench(t, simcam.Scenario{Tries: 3, LockTime: time.Minute})
	for _, left := range []string{"2", "1"} {
		b.want(b.userCheck("wrong"), 401, "<retryLoginTime>"+left+"<")
	}
	locked := "<lockStatus>lock</lockStatus><unlockTime>60</unlockTime><retryLoginTime>0</retryLoginTime>"
	b.want(b.userCheck("wrong"), 401, locked)
	b.clock.Advance(30 * time.Second)
	b.want(b.get(check), 401, "<unlockTime>30</unlockTime>")
	b.want(b.userCheck(b.password()), 401, "<lockStatus>lock</lockStatus>")
	if !b.cam.State().Locked {
		t.Error("not locked")
	}
	b.clock.Advance(30 * time.Second)
	b.want(b.get(check), 401, "<retryLoginTime>3<")
	b.want(b.userCheck(b.password()), 200)
	n := b.cam.Counters()
	b.count("wrong", n.Wrong, 3)
	b.count("refused", n.Refused, 1)
	b.count("logins", n.Logins, 5)
}

func TestLockForms(t *testing.T) {
	for form, want := range map[simcam.LockForm]struct {
		status int
		body   string
	}{
		simcam.LockFields:    {401, "<lockStatus>lock</lockStatus>"},
		simcam.LockSilent:    {401, "<userCheck><statusValue>401</statusValue><statusString>Unauthorized</statusString></userCheck>"},
		simcam.LockForbidden: {403, "Access Error: 403"},
		simcam.LockResponse:  {401, "<lockStatus>locked</lockStatus><retryTimes>0</retryTimes><resLockTime>1800</resLockTime>"},
		simcam.LockInvalid:   {403, "<lockStatus>locked</lockStatus><unlockTime>1800</unlockTime>"},
		simcam.LockAddress:   {403, "MgmtLokedError"},
	} {
		t.Run(string(form), func(t *testing.T) {
			b := newBench(t, simcam.Scenario{LockForm: form, Tries: 1})
			b.want(b.userCheck("wrong"), want.status, want.body)
			b.want(b.get(check), want.status, want.body)
			page := b.get("/doc/page/login.asp")
			b.want(page, 200, "Log in")
		})
	}
}

func TestTriesAreHidden(t *testing.T) {
	b := newBench(t, simcam.Scenario{HideTries: true, Tries: 2})
	b.lacks(b.userCheck("wrong"), "retryLoginTime", "lockStatus")
	b.want(b.userCheck("wrong"), 401, "<lockStatus>lock</lockStatus>")
}

func TestRestartClearsALock(t *testing.T) {
	b := newBench(t, simcam.Scenario{Locked: true})
	b.want(b.userCheck(b.password()), 401, "<unlockTime>1800</unlockTime>")
	b.cam.PowerOff()
	b.cam.PowerOn()
	b.clock.Advance(time.Minute)
	b.want(b.userCheck(b.password()), 200)
}

func TestSessionLogin(t *testing.T) {
	b := newBench(t, simcam.Scenario{})
	const path = "/ISAPI/Security/sessionLogin"
	b.want(b.get(path+"/capabilities?username=admin"), 200, "<iterations>100</iterations>")
	body := "<SessionLogin><userName>admin</userName><password>00</password><sessionID>x</sessionID></SessionLogin>"
	b.want(b.do("POST", path, body, ""), 401, "<retryLoginTime>4<")
	older := newBench(t, simcam.Scenario{Generation: simcam.Activation})
	older.want(older.get(path+"/capabilities?username=admin"), 403, "notSupport")
}

func TestPasswordChange(t *testing.T) {
	b := newBench(t, simcam.Scenario{NeedLoginPassword: true})
	const path = "/ISAPI/Security/users/1"
	user := func(fields string) string { return "<User><id>1</id><userName>admin</userName>" + fields + "</User>" }
	present := "<loginPassword>" + b.password() + "</loginPassword>"
	b.want(b.login("PUT", path, user("<password>Newpass-77</password>"), b.password()), 403, "loginPasswordError")
	b.want(b.login("PUT", path, user("<password>alllower</password>"+present), b.password()), 400, "riskPassword")
	b.want(b.login("PUT", path, user(present), b.password()), 400, "badXmlContent")
	b.want(b.login("PUT", path, "<User", b.password()), 400, "badXmlFormat")
	b.want(b.login("PUT", path, user("<password>"+b.password()+"</password>"+present), b.password()), 403, "cannotSameAsOldPassword")
	b.want(b.login("PUT", path, user("<password>Newpass-77</password>"+present), b.password()), 200, "<subStatusCode>ok</subStatusCode>")
	b.want(b.userCheck("Newpass-77"), 200)
	n := b.cam.Counters()
	b.count("changes", n.PasswordChanges, 1)
	b.count("writes", n.Writes, 6)
}

func TestGenerations(t *testing.T) {
	for g, want := range map[simcam.Generation][3]int{ // activateStatus, bare userCheck, extern/capabilities
		simcam.Legacy:     {404, 404, 404},
		simcam.Activation: {200, 401, 403},
		simcam.Session:    {200, 401, 200},
	} {
		b := newBench(t, simcam.Scenario{Generation: g})
		for i, path := range []string{"/SDK/activateStatus", check, "/ISAPI/Security/extern/capabilities"} {
			b.count(string(g)+path, b.get(path).status, want[i])
		}
		b.want(b.get("/ISAPI/System/deviceInfo"), 401, "Access Error: 401 -- Unauthorized")
		id := b.cam.Identity()
		b.want(b.login("GET", "/ISAPI/System/deviceInfo", "", b.password()), 200, id.Model, id.Serial, id.MAC, id.Firmware, id.Build)
		b.want(b.get("/nothing"), 404)
		if server := b.get("/").header.Get("Server"); server != id.Server {
			t.Errorf("server %q", server)
		}
		b.want(b.do("DELETE", "/ISAPI/Security/users", "", ""), 403, "methodNotAllowed")
	}
}

func TestSealedPasswordChange(t *testing.T) {
	b := newBench(t, simcam.Scenario{Password: "Abc12345", NeedLoginPassword: true})
	path := "/ISAPI/Security/users/1?security=1&iv=00112233445566778899aabbccddeeff"
	body := "<User><id>1</id><userName>80bd670ac2369f2c31abe83aa67b0540</userName>" + // published vectors
		"<password>497d564ce09f3a721a12982b9c0eeb93f1181d43b1e0ada1698263baa59ceaa8</password>" +
		"<loginPassword>e72ec31a810fec0c821ec057d0dc30b1</loginPassword></User>"
	b.want(b.login("PUT", path, strings.Replace(body, "497d", "0000", 1), "Abc12345"), 500, "passwordDecodeError")
	b.want(b.login("PUT", path, body, "Abc12345"), 200, "<subStatusCode>ok<")
	if b.password() != "Newpass-77" {
		t.Error(b.password())
	}
}

func TestSessionLoginOpensASession(t *testing.T) {
	b := newBench(t, simcam.Scenario{})
	caps := b.get("/ISAPI/Security/sessionLogin/capabilities?username=admin").body
	field := func(name string) string {
		_, after, _ := strings.Cut(caps, "<"+name+">")
		value, _, _ := strings.Cut(after, "<")
		return value
	}
	hash := func(text string) string { sum := sha256.Sum256([]byte(text)); return hex.EncodeToString(sum[:]) }
	value := hash(b.password()) + field("challenge")
	for range 99 {
		value = hash(value)
	}
	body := "<SessionLogin><userName>admin</userName><password>" + value + "</password><sessionID>" + field("sessionID") + "</sessionID></SessionLogin>"
	b.want(b.do("POST", "/ISAPI/Security/sessionLogin", body, ""), 200, "<statusValue>200</statusValue>", "<isActivated>true<")
	b.want(b.get(check), 200)
	b.want(b.do("PUT", "/ISAPI/Security/sessionHeartbeat", "", ""), 200)
	b.want(b.do("PUT", "/ISAPI/Security/sessionLogout", "", ""), 200)
	b.want(b.get(check), 401)
	b.want(b.do("POST", "/ISAPI/Security/sessionLogin", body, ""), 401) // a challenge is good for one login
}
