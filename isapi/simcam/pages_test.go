package simcam_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"camreset/isapi/simcam"
)

var storyQuestions = []simcam.Question{{"<One> & only?", "first"}, {"Two?", "second"}, {"Three?", "third"}}

func TestLoginInABrowser(t *testing.T) {
	b := newBench(t, simcam.Scenario{})
	b.want(b.get("/doc/page/login.asp"), 200, "This is a simulated camera", "pwdReset.asp")
	b.want(b.post("/doc/page/login", "user", "admin", "password", "wrong"), 200, "Wrong user name or password. Tries left: 4.")
	in := b.post("/doc/page/login", "user", "admin", "password", b.password())
	b.want(in, 200, "You are logged in to the simulated camera", "V5.5.6 build 180326", "192.168.1.64")
	b.want(b.get("/ISAPI/System/deviceInfo"), 200, "V5.5.6")
	b.want(b.post("/doc/page/logout"), 200, "logged out")
	b.want(b.get("/doc/page/main.asp"), 200, "Log in")
	n := b.cam.Counters()
	b.count("logins", n.Logins, 2)
	b.count("wrong", n.Wrong, 1)
}

func TestActivationInABrowser(t *testing.T) {
	b := newBench(t, must2(simcam.Find("inactive")))
	b.want(b.get("/doc/page/login.asp"), 200, "has no password yet")
	b.want(b.post("/doc/page/activate", "password", "Newpass-77", "again", "Newpass-78"), 200, "differ")
	b.want(b.post("/doc/page/activate", "password", "weak", "again", "weak"), 200, "too weak")
	b.want(b.post("/doc/page/activate", "password", "Newpass-77", "again", "Newpass-77"), 200, "active now")
	b.want(b.post("/doc/page/activate", "password", "Newpass-78", "again", "Newpass-78"), 403, "already has")
	b.want(b.userCheck("Newpass-77"), 200)
	b.count("activations", b.cam.Counters().Activations, 1)
}

func TestForgotPasswordInABrowser(t *testing.T) {
	b := newBench(t, simcam.Scenario{Questions: storyQuestions, Tries: 2, LockTime: time.Minute})
	b.want(b.get("/doc/page/pwdReset.asp"), 200, "&lt;One&gt; &amp; only?", `name="answer2"`)
	right := []string{"answer0", "first", "answer1", " second ", "answer2", "third"}
	b.want(b.post("/doc/page/pwdReset", "answer0", "first"), 200, "Tries left: 1.")
	b.want(b.post("/doc/page/pwdReset", "answer0", "first"), 200, "Too many wrong answers")
	b.want(b.post("/doc/page/pwdReset", right...), 200, "Too many wrong answers")
	b.clock.Advance(time.Minute)
	step2 := b.post("/doc/page/pwdReset", right...)
	b.want(step2, 200, "Step 2 of 2")
	ticket := regexp.MustCompile(`name="ticket" value="([0-9a-f]+)"`).FindStringSubmatch(step2.body)[1]
	set := func(ticket, password string) answer {
		return b.post("/doc/page/newPassword", "ticket", ticket, "password", password, "again", password)
	}
	b.want(set("", "Newpass-77"), 403, "Answer the security questions first")
	b.want(set(ticket, "weak"), 200, "too weak")
	b.want(set(ticket, "Newpass-77"), 200, "new password is set")
	b.want(set(ticket, "Newpass-78"), 403)
	b.want(b.userCheck("Newpass-77"), 200)
	n := b.cam.Counters()
	b.count("answers", n.Answers, 4)
	b.count("wrong answers", n.WrongAnswers, 2)
	b.count("changes", n.PasswordChanges, 1)
	b.count("login tries", n.Logins, 1)
}

func TestNoQuestionsNoPage(t *testing.T) {
	b := newBench(t, simcam.Scenario{Questions: []simcam.Question{}})
	b.lacks(b.get("/doc/page/login.asp"), "pwdReset.asp")
	b.want(b.get("/doc/page/pwdReset.asp"), 200, "No security questions")
	b.want(b.post("/doc/page/pwdReset"), 200, "No security questions")
	b.want(b.post("/doc/page/newPassword", "password", "Newpass-77", "again", "Newpass-77"), 403)
	old := newBench(t, simcam.Scenario{Generation: simcam.Activation})
	old.want(old.get("/doc/page/pwdReset.asp"), 404)
}

func TestPagesLoadNothingFromElsewhere(t *testing.T) {
	b := newBench(t, simcam.Scenario{})
	for _, path := range []string{"/", "/doc/page/login.asp", "/doc/page/pwdReset.asp"} {
		page := b.get(path)
		b.want(page, 200, "simulated camera")
		b.lacks(page, "://", "src=")
	}
}

func TestSecrets(t *testing.T) {
	b := newBench(t, simcam.Scenario{Questions: storyQuestions})
	var lines []string
	for _, s := range b.cam.Secrets() {
		lines = append(lines, s.Label+": "+s.Value)
	}
	all := strings.Join(lines, "\n")
	for _, part := range []string{"password of admin: " + b.password(), "Two?: second", "page: Meadow-41-Page", "app: Meadow-62-App"} {
		if !strings.Contains(all, part) {
			t.Errorf("no %q in %s", part, all)
		}
	}
}
