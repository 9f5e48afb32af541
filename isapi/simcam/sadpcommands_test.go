package simcam_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"

	"camreset/isapi/simcam"
)

func TestActivationOverUDP(t *testing.T) {
	s := newSeeker(t, "192.168.1.64", simcam.Scenario{Inactive: true})
	if got := told(s.send(inquiry("inquiry")), "Activated"); got != "false" {
		t.Error(got)
	}
	s.result(s.command("getencryptstring", ""), "notActivated")
	random := s.exchange()
	if len(random) != 32 {
		t.Error(len(random))
	}
	s.result(s.command("activate", sealed(random, "alllowercase")), "riskPassword")
	s.result(s.command("activate", sealed(random, "Newpass77")), "failed") // an exchange is good for one command
	for _, weak := range []string{"short1", "12345678", "admin1234", "ab:\":\":\"x", "nimda-123"} {
		s.result(s.command("activate", sealed(s.exchange(), weak)), "riskPassword")
	}
	s.result(s.command("activate", "<Password>Newpass77</Password>"), "failed")
	s.result(s.command("activate", sealed(s.exchange(), "Newpass77")), "success", "<MAC>44-19-b6-", "<Types>activate</Types>", testUuid)
	s.result(s.command("activate", sealed(s.exchange(), "Newpass78")), "hasActivated")
	if got := told(s.send(inquiry("inquiry")), "Activated"); got != "true" || s.cam.State().Password != "Newpass77" {
		t.Error(got)
	}
	if n := s.cam.Counters(); n.Activations != 1 || n.SADP["activate"] != 10 || n.SADP["exchangecode"] != 8 {
		t.Errorf("%+v", n)
	}
}

func TestExchangeWantsTheRightKey(t *testing.T) {
	s := newSeeker(t, "192.168.1.64", simcam.Scenario{})
	long := must(rsa.GenerateKey(rand.Reader, 2048))
	for _, key := range [][]byte{
		x509.MarshalPKCS1PublicKey(&long.PublicKey), must(x509.MarshalPKIXPublicKey(&ownKey().PublicKey)), {1, 2, 3}, nil,
	} {
		s.result(s.command("exchangecode", "<Code>"+base64.StdEncoding.EncodeToString(key)+"</Code>"), "failed")
	}
}

func TestLostAnswersOfCommands(t *testing.T) {
	s := newSeeker(t, "192.168.1.64", simcam.Scenario{Inactive: true, DropActivation: true})
	if a := s.command("activate", sealed(s.exchange(), "Newpass77")); a != "" || !s.cam.State().Active {
		t.Error(a)
	}
	s.cam.Set(func(sc *simcam.Scenario) { sc.SADP.Mute = []string{"getencryptstring"} })
	if a := s.command("getencryptstring", ""); a != "" {
		t.Error(a)
	}
}

// classes are the resets by support that begin with a request.
var classes = []struct {
	class               simcam.ResetClass
	generation          simcam.Generation
	export, name, after string
}{
	{simcam.ResetByKey, simcam.Session, "getencryptstring", "EncryptString", "Newpass77"},
	{simcam.ResetByFile, simcam.Activation, "getcode", "Code", "Newpass77"},
	{simcam.ResetByCode, simcam.Activation, "getcode", "Code", simcam.DefaultPassword},
}

func TestSupportResets(t *testing.T) {
	for _, c := range classes {
		t.Run(string(c.class), func(t *testing.T) {
			s := newSeeker(t, "192.168.1.64", simcam.Scenario{Generation: c.generation, SADP: simcam.SADPForm{Reset: c.class}})
			reset := func(code string) string {
				return s.command("reset", "<Code>"+code+"</Code>"+sealed(s.exchange(), "Newpass77"))
			}
			s.result(reset("AB12CD34"), "emptyEncryptString")
			request := told(s.command(c.export, ""), c.name)
			answer := must(s.cam.SupportAnswer(request))
			newer := told(s.command(c.export, ""), c.name)
			s.result(reset(answer), "failed", "<RetryTimes>5<", "<SurplusLockTime>0<") // a new export voids the old one
			answer = must(s.cam.SupportAnswer(newer))
			if c.class == simcam.ResetByKey && len(answer) != 8 {
				t.Error(answer)
			}
			s.clock.Advance(48*time.Hour + time.Second)
			s.result(reset(answer), "exportFileOverDue")
			answer = must(s.cam.SupportAnswer(told(s.command(c.export, ""), c.name)))
			s.clock.Advance(47 * time.Hour)
			if c.after != simcam.DefaultPassword {
				s.result(s.command("reset", "<Code>"+answer+"</Code>"+sealed(s.exchange(), "weak")), "riskPassword")
			}
			s.result(reset(answer), "success")
			s.result(reset(answer), "emptyEncryptString")
			if got := s.cam.State().Password; got != c.after {
				t.Error(got)
			}
			if n := s.cam.Counters(); n.PasswordChanges != 1 || n.WrongSecrets != 1 {
				t.Errorf("%+v", n)
			}
		})
	}
}

func TestStartVoidsTheRequest(t *testing.T) {
	s := newSeeker(t, "192.168.1.64", simcam.Scenario{})
	answer := must(s.cam.SupportAnswer(told(s.command("getencryptstring", ""), "EncryptString")))
	s.cam.PowerOff()
	s.cam.PowerOn()
	s.clock.Advance(time.Minute)
	s.result(s.command("reset", "<Code>"+answer+"</Code>"+sealed(s.exchange(), "Newpass77")), "emptyEncryptString")
	if said, err := s.cam.Command(" Support " + s.cam.Identity().Serial); err == nil {
		t.Error(said)
	}
	request := told(s.command("getencryptstring", ""), "EncryptString")
	if said, err := s.cam.Command("support " + request); err != nil || !strings.Contains(said, must(s.cam.SupportAnswer(request))) {
		t.Error(said, err)
	}
	if _, err := s.cam.SupportAnswer("something else"); err == nil {
		t.Error("support answered a stranger")
	}
	s.result(s.command("getcode", ""), "failed") // of another class
}

func TestOldestCamerasTakeACodeForTheDay(t *testing.T) {
	s := newSeeker(t, "192.168.1.64", simcam.Scenario{Generation: simcam.Legacy, Password: "forgotten"})
	answer := must(s.cam.SupportAnswer(s.cam.Identity().Serial))
	s.result(s.command("reset", "<Code>x</Code>"), "failed")
	s.clock.Advance(24 * time.Hour)
	s.result(s.command("reset", "<Code>"+answer+"</Code>"), "failed")
	s.result(s.command("reset", "<Code>"+must(s.cam.SupportAnswer(s.cam.Identity().Serial))+"</Code>"), "success")
	if got := s.cam.State().Password; got != simcam.DefaultPassword {
		t.Error(got)
	}
	for _, kind := range []string{"exchangecode", "activate", "getcode", "GetQRcodes"} {
		if a := s.command(kind, ""); a != "" {
			t.Error(a)
		}
	}
	s.cam.Set(func(sc *simcam.Scenario) { sc.SADP.InquiryOnly = true })
	if s.command("reset", "") != "" || s.send(inquiry("inquiry")) == "" {
		t.Error("raw frames only")
	}
}

func TestMailReset(t *testing.T) {
	s := newSeeker(t, "192.168.1.64", simcam.Scenario{Recovery: simcam.Recovery{Mailbox: true}, SADP: simcam.SADPForm{MailBox: "me@example.net"}})
	reset := func(code string) string {
		return s.command("MailReset", "<Code>"+code+"</Code>"+sealed(s.exchange(), "Newpass77"))
	}
	s.result(reset(""), "CodeError")
	a := s.command("GetQRcodes", "")
	decode := func(name string) string { return string(must(base64.StdEncoding.DecodeString(told(a, name)))) }
	if decode("MailBox") != "me@example.net" || decode("MailServiceBox") != "pw_recovery@hikvision.com" {
		t.Error(a)
	}
	code := must(s.cam.SupportAnswer(decode("QRcodes")))
	s.result(reset("00000000"), "CodeError", "<RetryTimes>4<")
	s.result(reset(code), "success")
	s.result(reset(code), "CodeError")
	a = s.command("GetQRcodes", "")
	code = must(s.cam.SupportAnswer(decode("QRcodes")))
	s.clock.Advance(49 * time.Hour)
	s.result(reset(code), "CodeError")

	without := newSeeker(t, "192.168.1.64", simcam.Scenario{})
	without.result(without.command("GetQRcodes", ""), "notSetMailBox")
	without.result(without.command("MailReset", ""), "notSetMailBox")
}

func TestGUIDFile(t *testing.T) {
	s := newSeeker(t, "192.168.1.64", simcam.Scenario{Generation: simcam.Portal})
	s.result(s.command("ExportGUID", sealed(s.exchange(), "Wrong-1234")), "PasswordError", "<RetryTimes>5<")
	a := s.command("ExportGUID", sealed(s.exchange(), s.cam.State().Password))
	s.result(a, "success")
	file := must(base64.StdEncoding.DecodeString(told(a, "GUID")))
	if len(file) > 128 || string(file) != s.cam.GUIDFile() {
		t.Errorf("%q", file)
	}
	reset := func(raw []byte, password string) string {
		return s.command("GUIDReset", "<GUID>"+base64.StdEncoding.EncodeToString(raw)+"</GUID>"+sealed(s.exchange(), password))
	}
	full := append(file, make([]byte, 128-len(file))...)
	s.result(reset(file, "Newpass77"), "invalidGUID", "<RetryTimes>5<") // not filled up
	s.result(reset(make([]byte, 128), "Newpass77"), "invalidGUID", "<RetryTimes>4<")
	s.result(reset(full, "weak"), "riskPassword")
	s.result(reset(full, "Newpass77"), "success")
	s.result(reset(full, "Newpass78"), "invalidGUID") // used
	if n := s.cam.Counters(); n.Secrets != 7 || n.WrongSecrets != 4 || n.PasswordChanges != 1 {
		t.Errorf("%+v", n)
	}
	older := newSeeker(t, "192.168.1.64", simcam.Scenario{})
	older.result(older.command("ExportGUID", ""), "failed")
}

func TestAnswerReset(t *testing.T) {
	s := newSeeker(t, "192.168.1.64", simcam.Scenario{Questions: []simcam.Question{{"a", "Biscuit"}, {"b", "Sixteen letters!"}, {"c", "Tide & Co"}}})
	a := s.command("getsecurityquestion", "")
	s.result(a, "success", "<Question><ID>1</ID><mark>true</mark></Question><Question><ID>2</ID><mark>false</mark></Question>")
	if strings.Count(a, "<mark>true<") != 3 || strings.Count(a, "<ID>") != 15 {
		t.Error(a)
	}
	reset := func(answers ...string) string {
		random := s.exchange()
		list := ""
		for i, answer := range answers {
			list += fmt.Sprintf("<Question><ID>%d</ID><Answer>%s</Answer><mark>true</mark></Question>", 4*i+1, ecb(random, answer))
		}
		return s.command("AnswerReset", "<QuestionList>"+list+"</QuestionList>"+sealed(random, "Newpass77"))
	}
	s.result(s.command("AnswerReset", ""), "failed") // no exchange
	s.result(reset("Biscuit"), "AnswerError", "<RetryTimes>5<")
	s.result(reset("Biscuit", "x", "Tide & Co"), "AnswerError", "<RetryTimes>4<")
	s.result(reset("Biscuit", "Sixteen letters!", "Tide & Co"), "success")
	if n := s.cam.Counters(); n.Answers != 3 || n.WrongAnswers != 2 || s.cam.State().Password != "Newpass77" {
		t.Errorf("%+v", n)
	}
}
