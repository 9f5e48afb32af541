package simcam_test

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"

	"camreset/isapi/simcam"
)

// What an owner sets for the day when the password is forgotten.
const (
	infoPage      = "/ISAPI/System/deviceInfo"
	questionsPage = "/ISAPI/Security/questionConfiguration"
	mailPage      = "/ISAPI/Security/email/parameter?format=json"
	guidPage      = "/ISAPI/Security/GUIDFileData"
	externPage    = "/ISAPI/Security/extern/capabilities"
)

// sealer makes the encryption of fields by what the capabilities tell, and the end of an address for it.
func (b *bench) sealer() (func(string) string, string) {
	b.Helper()
	caps := b.signed("/ISAPI/Security/capabilities?username=admin").body
	k := b.password()
	if element(caps, "isIrreversible") == "true" {
		k = salted(element(caps, "salt"), k)
	}
	k += "AaBbCcDd1234!@#$"
	for range 100 {
		k = hashed(k)
	}
	iv := []byte("sixteen bytes iv")
	return func(text string) string {
		return hex.EncodeToString(cbc(must(hex.DecodeString(k[:32])), iv, base64.StdEncoding.EncodeToString([]byte(text))))
	}, fmt.Sprintf("security=1&iv=%x", iv)
}

// questions is a document that answers some.
func questions(password string, answers ...string) string {
	var b strings.Builder
	for i, a := range answers {
		fmt.Fprintf(&b, "<Question><id>%d</id><answer>%s</answer></Question>", 3*i+2, a)
	}
	if password != "" {
		password = "<password>" + password + "</password>"
	}
	return "<SecurityQuestion><QuestionList>" + b.String() + "</QuestionList>" + password + "</SecurityQuestion>"
}

func TestQuestionsAreSet(t *testing.T) {
	for _, generation := range allGenerations {
		for _, form := range []string{"plain over TLS", "encrypted"} {
			t.Run(string(generation)+" "+form, func(t *testing.T) {
				sc := simcam.Scenario{Generation: generation, Questions: []simcam.Question{}, Auth: simcam.AuthMD5}
				b := newTLSBench(t, sc)
				if slices.Contains(allGenerations[:2], generation) {
					b.want(b.signedOrNot(questionsPage), map[bool]int{true: 404, false: 403}[generation == simcam.Legacy])
					return
				}
				seal, query := func(text string) string { return text }, ""
				if form == "encrypted" {
					seal, query = b.sealer()
					query = "?" + query
				} else {
					b.base = "https://" + b.cam.AddrTLS()
				}
				b.lacks(b.signed(questionsPage), "<mark>true<")
				set := func(password string, answers ...string) answer {
					if password != "" {
						password = seal(password)
					}
					for i, a := range answers {
						answers[i] = seal(a)
					}
					return b.put(questionsPage+query, questions(password, answers...))
				}
				b.want(set("", "a", "b", "c"), 400)
				b.want(set("Wrong-1234", "a", "b", "c"), 403, "loginPasswordError")
				b.count("wrong", b.cam.Counters().Wrong, 1)
				b.want(set(b.password(), "a", "b"), 400, "badParameters")
				b.want(b.put(questionsPage+query, "<SecurityQuestion>"), 400, "<statusCode>5<")
				b.want(b.put(questionsPage+query, "<Other/>"), 400, "<statusCode>6<")
				b.count("questions", b.cam.State().Questions, 0)
				b.want(set(b.password(), "Ärger", " two words ", "c"), 200, "<statusCode>1<")
				list := b.signed(questionsPage)
				b.want(list, 200, "<id>2</id>\n<mark>true<", "<id>5</id>\n<mark>true<", "<id>8</id>\n<mark>true<", "<id>15</id>\n<mark>false<")
				if n := strings.Count(list.body, "<mark>true<"); n != 3 || !wellFormed(list.body) {
					t.Error(n, list.body)
				}
				if generation != simcam.RecorderGen {
					b.want(b.get(externPage), 200, "<isSupportWithSecurityQuestion>true<")
				}
				b.want(b.post("/doc/page/pwdReset", "answer0", "Ärger", "answer1", "two words", "answer2", "c"), 200, "Step 2 of 2")
			})
		}
	}
}

func TestSealedQuestionsThatCannotBeOpened(t *testing.T) {
	b := newBench(t, simcam.Scenario{})
	seal, query := b.sealer()
	a := b.put(questionsPage+"?"+query, questions(seal(b.password()), "not sealed", seal("b"), seal("c")))
	b.want(a, 500, "passwordDecodeError")
	b.want(b.put(questionsPage+"?"+query, questions("not sealed", seal("a"), seal("b"), seal("c"))), 500)
	b.count("wrong", b.cam.Counters().Wrong, 0)
}

func TestMailboxIsSet(t *testing.T) {
	for _, generation := range allGenerations[1:] {
		b := newBench(t, simcam.Scenario{Generation: generation})
		if generation != simcam.Portal {
			b.want(b.signed(mailPage), 403, "notSupport")
			continue
		}
		b.want(b.signed(mailPage), 200, `"emailAddress":""`)
		body := func(address, password string) string {
			return fmt.Sprintf(`{"SecurityEmail":{"SecurityInformation":[{"emailAddress":%q}],"password":%q}}`, address, password)
		}
		b.want(b.put(mailPage, body("me@example.org", "")), 400)
		b.want(b.put(mailPage, body("me@example.org", "Wrong-1234")), 403, "loginPasswordError", "1073741836")
		b.want(b.put(mailPage, body("nobody", b.password())), 400, "badParameters")
		b.want(b.put(mailPage, "{"), 400, "badJsonFormat")
		b.want(b.put(mailPage, "{}"), 400)
		b.want(b.get(externPage), 200, "<isSupportWithSecurityEmail>false<")
		seal, query := b.sealer()
		b.want(b.put(mailPage+"&"+query, body("me@example.org", seal(b.password()))), 200, `"statusCode":	1`)
		b.want(b.signed(mailPage), 200, `"emailAddress":"me@example.org"`)
		b.want(b.put(mailPage, body("you@example.org", b.password())), 200)
		b.want(b.signed(mailPage), 200, "you@example.org")
		b.want(b.get(externPage), 200, "<isSupportWithSecurityEmail>true<")
		b.hold()
		b.cam.SetPassword("Harbour-31")
		b.want(b.signed(mailPage), 200, `"emailAddress":""`)
	}
}

func TestGUIDFileIsExported(t *testing.T) {
	for _, generation := range allGenerations[1:] {
		b := newBench(t, simcam.Scenario{Generation: generation})
		post := func(query, body string) answer { return b.login("POST", guidPage+query, body, b.password()) }
		body := func(password string) string {
			return "<LoginPassword><password>" + password + "</password></LoginPassword>"
		}
		if !slices.Contains(makersTwo, generation) {
			b.want(post("", body(b.password())), 403, "notSupport")
			continue
		}
		b.want(post("", "<LoginPassword/>"), 400)
		b.want(post("", body("Wrong-1234")), 403, "loginPasswordError")
		b.want(post("", "<LoginPassword>"), 400, "<statusCode>5<")
		b.want(post("", "<Other/>"), 400)
		if b.cam.GUIDFile() != "" {
			t.Error("a file")
		}
		seal, query := b.sealer()
		first := post("?"+query, body(seal(b.password())))
		b.want(first, 200)
		if first.body == "" || first.body != b.cam.GUIDFile() || first.header.Get("Content-Type") != "application/octet-stream" {
			t.Errorf("%+v", first)
		}
		if second := post("", body(b.password())); second.status != 200 || second.body == first.body {
			t.Errorf("%+v", second)
		}
		b.cam.SetPassword("Harbour-31")
		if b.cam.GUIDFile() != "" {
			t.Error("the file lives on")
		}
	}
}

func TestNameOfADevice(t *testing.T) {
	for _, generation := range allGenerations {
		b := newBench(t, simcam.Scenario{Generation: generation, DeviceName: "Yard", Auth: simcam.AuthMD5})
		info := b.signed(infoPage)
		b.want(info, 200, "<deviceName>Yard<")
		b.want(b.put(infoPage, strings.Replace(info.body, ">Yard<", "><", 1)), 400, "badParameters")
		b.want(b.put(infoPage, "<DeviceInfo><deviceName>Gate</deviceName></DeviceInfo>"), 400, "badXmlContent")
		b.want(b.put(infoPage, strings.NewReplacer(">Yard<", ">Gate &amp; door<", "<model>", "<model>x").Replace(info.body)), 200)
		if got := b.signed(infoPage).body; got != strings.Replace(info.body, ">Yard<", ">Gate &amp; door<", 1) {
			t.Error(got)
		}
		b.hold()
		b.cam.SetPassword("Harbour-31")
		factory := "IP CAMERA"
		if generation == simcam.RecorderGen {
			factory = "Embedded Net DVR"
		}
		b.want(b.signed(infoPage), 200, "<deviceName>"+factory+"<")
	}
}

// TestAfterAResetThereIsSomethingToDo is the default story.
func TestAfterAResetThereIsSomethingToDo(t *testing.T) {
	b := newBench(t, must2(simcam.Find("")))
	b.hold()
	b.cam.SetPassword("Harbour-31")
	for path, part := range map[string]string{
		"/ISAPI/System/Network/UPnP": on, "/ISAPI/System/time": "<timeMode>manual<", infoPage: "<deviceName>IP CAMERA<",
		accesses: plain, "/ISAPI/Security/illegalLoginLock": on, "/ISAPI/System/Network/ssh": off,
	} {
		b.want(b.signed(path), 200, part)
	}
	b.lacks(b.signed(questionsPage), "<mark>true<")
}
