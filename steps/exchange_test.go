package steps

import (
	"bytes"
	"context"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/simcam"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/steptest"
)

// toSupport is the walk to the request, support's answer and the new password.
var toSupport = mine.with(script{"export-request": {"export"}, "exported": {"finish"}, "menu": {"support"}, "new-password": {"own"}, "own-password": {strong}, "support": {"export"}})

// later lets time pass for the program, not for the camera.
func (w *world) later(d time.Duration) {
	now := w.env.Now
	w.env.Now = func() time.Time { return now().Add(d) }
	w.env = w.env.WithCameras()
}

// goesOn picks the saved case again.
func (s script) goesOn(t *testing.T, w *world) script {
	t.Helper()
	all, err := w.env.store().Walks()
	if err != nil || len(all) != 1 {
		t.Fatalf("%d cases, %v", len(all), err)
	}
	return s.with(script{"find": {resumeKey + all[0].ID}})
}

// file is what was saved at a path.
func (w *world) file(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil || data == nil {
		t.Fatalf("%q was not saved: %v", path, err)
	}
	return data
}

// The whole exchange: export, quit, two days pass, expired; export again, a wrong
// key, the right one, and the new password works.
func TestSupportExchangeOutlivesQuitting(t *testing.T) {
	besides(testSupportExchangeOutlivesQuitting)(t)
}

func testSupportExchangeOutlivesQuitting(t *testing.T) {
	w := newWorld(t, "forgotten", audibly)
	end, log := w.tell(t, toSupport)
	first := end.Facts().Pending
	if Ended(end) != CaseReady || first.Kind != facts.PendingSupport || string(w.file(t, first.File)) != first.Text || !strings.HasSuffix(first.File, "/DeviceKey.xml") {
		t.Fatalf("%s %+v; %v", Ended(end), first, log)
	}
	if picture, err := png.Decode(bytes.NewReader(w.file(t, first.Picture))); err != nil || picture.Bounds().Dx() < 100 {
		t.Errorf("the QR code is no picture: %v", err)
	}

	w.later(17 * time.Hour)
	if waits := first.Words(w.env.Now()); waits != "waiting for support's file, valid for 30 more hours" && waits != "waiting for support's file, valid for 31 more hours" {
		t.Errorf("after 17 hours it is %q", waits)
	}
	w.later(40 * time.Hour)
	end, log = w.tell(t, toSupport.goesOn(t, w).with(script{"exported": {"import"}, "import": {flow.SayQuit}}))
	if said := shown(end, "pending"); !strings.Contains(said, "expired") {
		t.Errorf("after 57 hours it says %q; %v", said, log)
	}
	if first := end.Step().Ask.Ordered(end.Facts())[0].Key; first != "export" {
		t.Errorf("after the end of a request %q stands first", first)
	}

	w.env = w.env.WithCameras()
	end, log = w.tell(t, toSupport.goesOn(t, w).with(script{"import": {"export"}}))
	second := end.Facts().Pending
	if second.Text == first.Text || !second.Waits(w.env.Now()) {
		t.Fatalf("the second request is %+v; %v", second, log)
	}
	answer, err := w.camera.SupportAnswer(second.Text)
	if err != nil {
		t.Fatal(err)
	}
	w.env = w.env.WithCameras()
	end, log = w.tell(t, toSupport.goesOn(t, w).with(script{"exported": {"import"}, "exchange-failed": {"again"}, "import": {"|" + "WRONGKEY", "|" + answer}}))
	count := w.camera.Counters()
	if Ended(end) != Regained || count.WrongSecrets != 1 || count.Secrets != 2 || count.SADP["reset"] != 2 || steptest.Tries(count) != 2 || w.camera.State().Password != strong {
		t.Errorf("%s, %+v; %v", Ended(end), count, log)
	}
	if p := end.Facts().Pending; p.Kind != "" {
		t.Errorf("the request is still open: %+v", p)
	}
	if all, _ := w.env.store().Walks(); len(all) != 0 {
		t.Errorf("the case is still there: %+v", all)
	}
}

// shown is what a row of the last steps said.
func shown(w Walk, check string) string {
	said := ""
	for _, v := range append(w.Trail(), Visit{Rows: w.Rows()}) {
		for _, r := range v.Rows {
			if r.Check == check && r.Result.Status != "" {
				said = r.Result.Detail.String()
			}
		}
	}
	return said
}

// Whatever would make a request useless asks first.
func TestAPendingRequestIsGuarded(t *testing.T) {
	for name, s := range map[string]script{
		"another export": {"exported": {"menu"}, "menu": {"support"}, "support": {"export"}, "pending": {"no", flow.SayQuit}},
		"the button":     {"exported": {"menu"}, "menu": {"support", "reset-button"}, "pending": {flow.SayQuit}},
	} {
		t.Run(name, besides(func(t *testing.T) {
			w := newWorld(t, "forgotten", audibly)
			answers := toSupport.with(s)
			if name == "another export" {
				answers["support"] = []string{"export", "export", flow.SayQuit}
			}
			end, log := w.tell(t, answers)
			guard := ID("pending")
			if !passed(end, guard) || w.camera.Counters().SADP["getencryptstring"] != 1 {
				t.Errorf("%+v; %v", w.camera.Counters(), log)
			}
		}))
	}
	f := Facts{Clock: flow.Clock{Now: time.Now()}, Camera: facts.Camera{Pending: facts.Pending{Kind: facts.PendingSupport, Until: time.Now().Add(time.Hour)}}}
	for _, id := range []ID{"locked", "maybe-locked", "unreachable"} {
		s, _ := Guide().Step(id)
		if to, _ := s.To("restart"); to != "restart-off" {
			t.Errorf("%s: a restart goes to %s without asking", id, to)
		}
	}
	guard := pendingDialog()
	if s, _ := Guide().Step("restart-off"); !slices.Contains(s.Before, guard.ID) || !guard.When(&f) || guard.When(&Facts{}) || guard.Judge(&f) != "" || guard.Judge(&Facts{}) != "none" {
		t.Error("the guard of a restart does not hold, or holds where nothing is under way")
	}
}

// A new walk with the same camera learns of the request where it looks, guards it,
// and ends it with the answer.
func TestANewWalkKnowsOfAPendingRequest(t *testing.T) {
	besides(testANewWalkKnowsOfAPendingRequest)(t)
}

func testANewWalkKnowsOfAPendingRequest(t *testing.T) {
	w := newWorld(t, "forgotten", audibly)
	end, log := w.tell(t, toSupport)
	request := end.Facts().Pending
	if !request.Valid() {
		t.Fatalf("%+v; %v", request, log)
	}
	for _, s := range []script{
		{"support": {"export"}, "pending": {flow.SayQuit}},
		{"menu": {"reset-button"}, "pending": {flow.SayQuit}},
	} {
		w.env = w.env.WithCameras()
		end, log = w.tell(t, toSupport.with(s))
		if end.Step().ID != "pending" || !end.Facts().Pending.Same(request) || !strings.Contains(shown(end, "awaited"), "waiting for support's file") {
			t.Errorf("at %s and not pending, with %q; %v", end.Step().ID, shown(end, "awaited"), log)
		}
	}
	if got := w.camera.Counters().SADP["getencryptstring"]; got != 1 {
		t.Errorf("%d requests were made", got)
	}
	answer, err := w.camera.SupportAnswer(request.Text)
	if err != nil {
		t.Fatal(err)
	}
	w.env = w.env.WithCameras()
	end, log = w.tell(t, toSupport.with(script{"support": {"import"}, "import": {"|" + answer}}))
	if all, _ := w.env.store().Walks(); Ended(end) != Regained || end.Facts().Pending.Kind != "" || len(all) != 0 {
		t.Errorf("%s, %+v, %d cases; %v", Ended(end), end.Facts().Pending, len(all), log)
	}
}

func TestCodeByMailWithoutThePage(t *testing.T) { besides(testCodeByMailWithoutThePage)(t) }

func testCodeByMailWithoutThePage(t *testing.T) {
	w := newWorld(t, "forgotten", func(s *simcam.Scenario) { audibly(s); s.Recovery.Mailbox = true })
	way := mine.with(script{"mail-request": {"ask"}, "mail-sent": {"finish"}, "web-page": {"mail"}, "menu": {"web-reset"}, "new-password": {"own"}, "own-password": {strong}})
	end, log := w.tell(t, way)
	p := end.Facts().Pending
	if p.Kind != facts.PendingMail || p.ServiceBox != "pw_recovery@hikvision.com" || p.MailBox == "" {
		t.Fatalf("%+v; %v", p, log)
	}
	code, err := w.camera.SupportAnswer(p.Text)
	if err != nil {
		t.Fatal(err)
	}
	w.env = w.env.WithCameras()
	end, log = w.tell(t, way.goesOn(t, w).with(script{"mail-sent": {"code"}, "mail-code": {"WRONGONE", code}, "exchange-failed": {"again"}}))
	count := w.camera.Counters()
	if Ended(end) != Regained || count.SADP["MailReset"] != 2 || count.WrongSecrets != 1 || w.camera.State().Password != strong {
		t.Errorf("%s, %+v; %v", Ended(end), count, log)
	}
}

func TestGUIDFileWithoutThePage(t *testing.T) { besides(testGUIDFileWithoutThePage)(t) }

func testGUIDFileWithoutThePage(t *testing.T) {
	w := newWorld(t, "forgotten", func(s *simcam.Scenario) {
		audibly(s)
		knows(s)
		s.Generation = simcam.Portal
		s.Recovery.GUIDFile = true
	})
	way := mine.with(script{"try-password": {"Garden-22-Gate"}, "guid-warn": {"yes"}, "guid-saved": {"next"}, "menu": {"try-password"}, "done": {"guid", "finish"}})
	end, log := w.tell(t, way)
	guid := w.camera.GUIDFile()
	path := end.Facts().Change.Reason
	if guid == "" || string(bytes.TrimRight(w.file(t, path), "\x00")) != guid {
		t.Fatalf("%q holds not the GUID of the camera; %v", path, log)
	}
	bad := filepath.Join(t.TempDir(), "wrong.bin")
	if err := os.WriteFile(bad, []byte("no such thing"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.env = w.env.WithCameras()
	end, log = w.tell(t, mine.with(script{"guid-file": {"nowhere.xml", bad, `"` + path + `"`}, "exchange-failed": {"again"}, "web-page": {"guid"}, "menu": {"web-reset"}, "new-password": {"own"}, "own-password": {strong}}))
	count := w.camera.Counters()
	if Ended(end) != Regained || count.SADP["GUIDReset"] != 2 || count.WrongSecrets != 1 || w.camera.State().Password != strong {
		t.Errorf("%s, %+v; %v", Ended(end), count, log)
	}
}

// Support's answer to a camera of class B restores the factory password, and the
// program says so and offers to change it at once.
func TestAnswerThatRestoresTheFactoryPassword(t *testing.T) {
	besides(testAnswerThatRestoresTheFactoryPassword)(t)
}

func testAnswerThatRestoresTheFactoryPassword(t *testing.T) {
	w := newWorld(t, "forgotten", func(s *simcam.Scenario) {
		audibly(s)
		s.Generation = simcam.Activation
		s.SADP.Reset = simcam.ResetByCode
	})
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	var log []string
	answers := toSupport.with(script{"exported": {"import"}, "done": {"finish"}, "new-password": {"keep"}, "restore-default": {"default"}})
	ask := answers.ask(t, &log)
	given, _ := lan.ParseAddress(w.ip)
	end, err := w.run(ctx, w.env, Begin(w.env, given), func(ctx context.Context, at Walk, refused error) (string, error) {
		if at.Step().ID == "import" {
			key, err := w.camera.SupportAnswer(at.Facts().Pending.Text)
			return flow.Texts{"key": key}.Answer(), err
		}
		return ask(ctx, at, refused)
	}, nil)
	if err != nil {
		t.Fatalf("%v; %v", err, log)
	}
	if Ended(end) != Regained || w.camera.State().Password != facts.FactoryPassword || !end.Facts().Factory || !passed(end, "new-password") {
		t.Errorf("%s %q; %v", Ended(end), w.camera.State().Password, log)
	}
}

// A file or a code that cannot be an answer is refused before anything is sent.
func TestUnfitAnswersAreNotSent(t *testing.T) { besides(testUnfitAnswersAreNotSent)(t) }

func testUnfitAnswersAreNotSent(t *testing.T) {
	w := newWorld(t, "forgotten", audibly)
	f := Facts{Camera: facts.Camera{Pending: facts.Pending{Kind: facts.PendingSupport, Text: "REQUEST1"}}}
	for name, data := range map[string]string{
		"too large": strings.Repeat("A", 600), "a wrapped file": "<?xml version=\"1.0\"?><a/>", "empty": "", "control characters": "AB\x1b[2JCD", "the request itself": "REQUEST1",
	} {
		path := filepath.Join(t.TempDir(), "answer")
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		f.Answers.Path = path
		change, r := readFile(readAnswer).Run(t.Context(), w.env, &f)
		change(&f)
		if r.Status != Fail || !f.Answers.Code.IsZero() || r.Detail.String() != isapi.Clean(r.Detail.String()) || len(r.Detail.String()) > 300 {
			t.Errorf("%s: %s %q", name, r.Status, r.Detail)
		}
		if why := mailCode().Ask.Valid(&f, data); why.IsZero() {
			t.Errorf("%s can be typed as a key", name)
		}
	}
	if n := w.camera.Counters().Secrets; n != 0 {
		t.Errorf("%d were sent", n)
	}
}
