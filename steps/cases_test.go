package steps

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/notes"
	"camreset/steps/saved"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// notKept is what a case leaves out: secrets, errors, and what is about this computer,
// this run, this moment, or looked at anew. Package saved has the reason of each.
var notKept = cmp.Options{
	cmpopts.IgnoreTypes(flow.Clock{}, facts.Step{}),
	cmpopts.IgnoreFields(Facts{}, "System", "Own", "Heard", "Swept", "Hints", "Cases", "CasesNote", "Resume", "InClipboard", "Clipboard", "Won", "FirstTry", "Attended", "WasIn", "Flags", "Earlier", "Prior"),
	cmpopts.IgnoreFields(Facts{}, "Place", "Usual", "LookedAt", "LookedFor", "Alive", "Misses", "Dark", "OwnLost", "Watched", "Starting", "ActiveSince", "Made", "Login", "Factory", "Doubt", "DoubtOf", "Interrupted", "HandedNew", "HandedMethod"),
	cmpopts.IgnoreFields(Answers{}, "Despite", "Password", "New", "Again", "Finished", "Code", "Case", "Path", "Fix", "Basic", "Clear", "Shared", "Unsalted"),
	cmpopts.IgnoreFields(isapi.Reply{}, "Err", "print"),
	cmpopts.IgnoreFields(isapi.Reach{}, "Err"),
	cmpopts.IgnoreFields(isapi.Challenge{}, "digest"),
	cmp.Comparer(func(a, b netip.Addr) bool { return a == b }),
	cmp.Comparer(func(a, b netip.AddrPort) bool { return a == b }),
}

// survives holds the facts of a walk against what comes back out of a file.
func survives(t *testing.T, at Walk) {
	t.Helper()
	file, err := saved.FormatWalks([]saved.Walk{{ID: "abcd", IDs: ledger.Identity{"x"}, Saved: time.Now(), Step: at.Step().ID, Facts: *at.Facts()}})
	if err != nil {
		t.Errorf("%s: %v", at.Step().ID, err)
		return
	}
	all, whole := saved.ParseWalks(file, time.Now())
	if !whole || len(all) != 1 {
		t.Errorf("%s: %d cases came back, whole %v", at.Step().ID, len(all), whole)
		return
	}
	if diff := cmp.Diff(*at.Facts(), all[0].Facts, notKept); diff != "" {
		t.Errorf("%s: (-kept +read)\n%s", at.Step().ID, diff)
	}
}

// caseAt is a walk that stands at a step, having looked at a camera.
func caseAt(id ID, ip string) Walk {
	a, _ := lan.ParseAddress(ip)
	f := Facts{Answers: Answers{Owner: "mine", Setup: "same-network", Typed: a}, Camera: facts.Camera{Target: a}}
	f.Seen.Reach.State, f.IDs = isapi.ReachOpen, ledger.Identity{"host:" + ip, "realm:" + ip + "|IP Camera"}
	return flow.Start(Guide(), f).Enter(id)
}

func only(t *testing.T, env Env) saved.Walk {
	t.Helper()
	all, err := env.store().Walks()
	if err != nil || len(all) != 1 {
		t.Fatalf("%d cases, %v; want one", len(all), err)
	}
	return all[0]
}

// run is a new run of the program on the same notes.
func run(env Env) Env {
	env = env.WithCameras()
	if env.Random == nil {
		env.Random = System().Random
	}
	if env.SADP.Interfaces == nil {
		env.SADP.Interfaces = func() ([]sadp.Interface, error) { return nil, nil }
	}
	return env
}

func TestNoSecretInACase(t *testing.T) {
	const planted = "Planted-77-Secret"
	notes, _ := books(t)
	at := caseAt("menu", "192.168.1.64")
	at.Facts().Login, at.Facts().Proved = loginWith(planted), true
	at.Facts().Answers.Password, at.Facts().Answers.New = isapi.NewSecret(planted), isapi.NewSecret(planted)
	at, err := at.Answer("web-reset", time.Now()) // the question keeps the answers before it
	if err != nil {
		t.Fatal(err)
	}
	if err := run(notes).Keep(at); err != nil {
		t.Fatal(err)
	}
	file, err := notes.Read(saved.File)
	if err != nil || strings.Contains(string(file), planted) || strings.Contains(string(file), "secret") {
		t.Errorf("%s, %v", file, err)
	}
	c := only(t, notes)
	if c.Step != "web-page" || len(c.Asked) != 1 || c.Asked[0].Step != "menu" || len(c.Trail) != 2 {
		t.Errorf("kept %+v", c)
	}
}

func TestWhenACaseIsKept(t *testing.T) {
	proved := caseAt("done", "192.168.1.64")
	proved = proved.With(func(f *Facts) { f.Proved, f.Won, f.Writes = true, true, 1 })
	finished, err := proved.Answer("finish", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	shown := flow.Start(Guide(), Facts{Run: facts.Run{CaseShown: true}}).Enter("done")
	shown = shown.Go(flow.Place{At: "done", Asked: []flow.Asked{{At: "support-case", Said: Answers{}}}})
	for _, c := range []struct {
		name string
		walk Walk
		want ID
	}{
		{"nothing looked at", flow.Start(Guide(), Facts{}).Enter("find"), ""},
		{"a question", caseAt("menu", "192.168.1.64"), "menu"},
		{"quit at a question", caseAt("menu", "192.168.1.64").Quit(), "menu"},
		{"at the beginning again", caseAt("find", "192.168.1.64"), ""},
		{"a step that only sends on", caseAt("to-menu", "192.168.1.64"), ""},
		{"not the owner's", caseAt("not-yours", "192.168.1.64"), ""},
		{"back in, with things left to do", proved, "done"},
		{"back in, and left", proved.Quit(), "done"},
		{"back in, and finished", finished, ""},
		{"the case for support, from a phone", shown, "support-case"},
	} {
		env, _ := books(t)
		if err := run(env).Keep(c.walk); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		all, err := env.store().Walks()
		got := ID("")
		if len(all) > 0 {
			got = all[0].Step
		}
		if got != c.want || err != nil {
			t.Errorf("%s: kept at %q, %v; want %q", c.name, got, err, c.want)
		}
	}
}

func TestACaseEndsWhenTheUserIsBackIn(t *testing.T) {
	notes, _ := books(t)
	env, at := run(notes), caseAt("done", "192.168.1.64")
	at.Facts().Proved, at.Facts().Won, at.Facts().Writes = true, true, 1
	if err := env.Keep(at); err != nil {
		t.Fatal(err)
	}
	only(t, notes)
	if at, _ = at.Answer("finish", time.Now()); !at.Over() {
		t.Fatal(at.Step().ID)
	}
	if err := env.Keep(at); err != nil {
		t.Fatal(err)
	}
	if all, err := notes.store().Walks(); len(all) != 0 || err != nil {
		t.Errorf("%d cases, %v", len(all), err)
	}
}

func TestOneCaseForADeviceAndTheNewestTwenty(t *testing.T) {
	notes, clock := books(t)
	for i := range 25 {
		clock.pass(time.Minute)
		for _, step := range []ID{"menu", "support"} {
			if err := run(notes).Keep(caseAt(step, fmt.Sprintf("192.168.1.%d", i+1))); err != nil {
				t.Fatal(err)
			}
		}
	}
	all, err := notes.store().Walks()
	if err != nil || len(all) != saved.MostWalks || all[0].Facts.Target.IP != "192.168.1.25" || all[0].Step != "support" {
		t.Fatalf("%d cases, %v", len(all), err)
	}
	clock.pass(saved.LongestKept)
	if all, _ := notes.store().Walks(); len(all) != 0 {
		t.Errorf("%d cases are older than a month", len(all))
	}
}

// A walk that begins anew does not lose what support was asked for.
func TestAPendingRequestOutlivesANewWalk(t *testing.T) {
	notes, clock := books(t)
	env, at := run(notes), caseAt("support-case", "192.168.1.64")
	at.Facts().Device.Model = "DS-2CD2143G0-I"
	at.Facts().Pending = facts.Pending{Kind: "support", Since: clock.Now(), Until: clock.Now().Add(48 * time.Hour)}
	if err := env.Keep(at); err != nil {
		t.Fatal(err)
	}
	clock.pass(17 * time.Hour)
	anew, walk := run(notes), caseAt("menu", "192.168.1.64")
	for range 3 { // a walk that never knew of it does not end it, however often it is saved
		if err := anew.Keep(walk); err != nil {
			t.Fatal(err)
		}
		walk = walk.Enter("support")
	}
	if got := listedCase(only(t, notes)).Stands(clock.Now()); got != "waiting for support's file, valid for 31 more hours" {
		t.Errorf("after a new walk: %s", got)
	}
	clock.pass(33 * time.Hour)
	if got := listedCase(only(t, notes)).Stands(clock.Now()); got != "waiting for support's file, expired 2 hours ago" {
		t.Errorf("after 50 hours: %s", got)
	}
	at.Facts().Pending = facts.Pending{} // the run whose request it was has done with it
	if err := env.Keep(at.Enter("menu")); err != nil {
		t.Fatal(err)
	}
	if got := only(t, notes).Facts.Pending.Kind; got != "" {
		t.Errorf("still pending: %s", got)
	}
}

// Two copies of the program on one folder lose nothing of each other.
func TestTwoCopiesShareTheCases(t *testing.T) {
	notes, _ := books(t)
	var wait sync.WaitGroup
	for n := range 8 {
		wait.Go(func() {
			env := run(notes)
			at := caseAt("menu", fmt.Sprintf("192.168.1.%d", n+1))
			for _, next := range []ID{"support", "menu", "support-case"} {
				if err := env.Keep(at); err != nil {
					t.Error(err)
				}
				at = at.Enter(next)
			}
			if err := env.Keep(at); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	all, err := notes.store().Walks()
	ids := map[string]bool{}
	for _, c := range all {
		ids[c.ID] = true
		if c.Step != "support-case" {
			t.Errorf("%s stands at %s", c.ID, c.Step)
		}
	}
	if err != nil || len(ids) != 8 {
		t.Errorf("%d cases, %v; want 8", len(ids), err)
	}
}

func TestAnOlderTurnNeverOverwritesANewerOne(t *testing.T) {
	notes, _ := books(t)
	env := run(notes)
	older := caseAt("menu", "192.168.1.64")
	newer := older.Enter("support")
	for _, w := range []Walk{newer, older} {
		if err := env.Keep(w); err != nil {
			t.Fatal(err)
		}
	}
	if got := only(t, notes).Step; got != "support" {
		t.Errorf("kept at %s", got)
	}
}

func TestAFailedSaveIsToldOnce(t *testing.T) { besides(testAFailedSaveIsToldOnce)(t) }

func testAFailedSaveIsToldOnce(t *testing.T) {
	w := newWorld(t, "forgotten", nil)
	env := w.env.WithCameras()
	env.Update = func(string, func([]byte) ([]byte, error)) error { return errors.New("disk full") }
	given, _ := lan.ParseAddress(w.ip)
	told := 0
	end, err := Run(t.Context(), env, Begin(env, given), mine.with(script{"menu": {flow.SayQuit}}).ask(t, &[]string{}), func(_ Walk, r Row) {
		if r.Check == "kept" && strings.Contains(r.Result.Detail.String(), "disk full") {
			told++
		}
	})
	if err != nil || told != 1 || end.Step().ID != "menu" {
		t.Errorf("told %d times, at %s, %v", told, end.Step().ID, err)
	}
}

func TestDamagedCasesAreSetAsideAndToldOnce(t *testing.T) {
	for name, text := range map[string]string{
		"nonsense": "{nonsense", "another version": `{"version":99,"walks":[]}`, "a wrong type": `{"version":2,"walks":[{"id":7}]}`,
		"empty": "", "a byte order mark": "\ufeff{}", "two documents": `{"version":2}{"version":2}`, "a list": `[]`, "a number": `1e999`, "a huge number": `{"version":2,"walks":[{"facts":{"run":{"tries":1e40}}}]}`,
	} {
		dir := notesFolder(t)
		folder := notes.Folder(dir)
		if err := os.WriteFile(filepath.Join(dir, saved.File), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		env := run(Env{Env: access.Env{Files: notes.Files{Now: time.Now, Read: folder.Read, Update: folder.Update}}})
		at := Begin(env, lan.Address{})
		said := at.Step().Sheet(at.Facts())
		if len(said) != 1 || !strings.Contains(said[0].String(), "kept as "+saved.File+".damaged") || len(at.Step().Ask.Table(at.Facts())) != 0 {
			t.Errorf("%s: said %v", name, said)
		}
		if kept, err := os.ReadFile(filepath.Join(dir, saved.File+".damaged")); err != nil || string(kept) != text {
			t.Errorf("%s: the damaged file was not kept: %q, %v", name, kept, err)
		}
		if again := Begin(env, lan.Address{}).Facts(); !again.CasesNote.IsZero() {
			t.Errorf("%s: told twice: %s", name, again.CasesNote)
		}
	}
}

// resumedFrom picks the one case of a file and goes on to the next question.
func resumedFrom(t *testing.T, env Env, file string) (Walk, error) {
	t.Helper()
	if err := env.Update(saved.File, func([]byte) ([]byte, error) { return []byte(file), nil }); err != nil {
		t.Fatal(err)
	}
	picked := false
	return Run(t.Context(), env, Begin(env, lan.Address{}), func(_ context.Context, at Walk, _ error) (string, error) {
		if at.Step().ID == "find" && !picked {
			picked = true
			return resumeKey + "abcd", nil
		}
		return "", flow.ErrNoAnswer
	}, nil)
}

// A case file is data, wherever it comes from: nothing in it becomes a command,
// a path, an agreement or a way around a rule.
func TestHostileCases(t *testing.T) {
	const (
		base   = `{"version":2,"walks":[{"id":"abcd","saved":"2999-01-01T00:00:00Z","ids":["at:192.168.1.64|x"],"step":%q,"facts":%s}]}`
		near   = `"target":{"host":"192.168.1.64","ip":"192.168.1.64"}`
		mine   = `"answers":{"owner":"mine"}`
		camera = `{` + mine + `,"camera":{` + near + `}}`
	)
	at := func(target, more string) string {
		return `{` + mine + `,"camera":{"target":{"host":"` + target + `","ip":"` + target + `"}` + more + `}}`
	}
	said := func(more string) string { return strings.Replace(camera, `"owner"`, more+`,"owner"`, 1) }
	for _, c := range []struct {
		name, step, facts string
		want              ID
		holds             func(*Facts) bool
	}{
		{"a step that does not exist", "../../etc/passwd", camera, "menu", nil},
		{"a step that logs in", "login", at("192.168.1.64", `,"proved":true`), "try-password", nil},
		{"a step that writes", "send-password", camera, "", func(f *Facts) bool { return f.Writes == 1 }},
		{"nobody said whose it is", "menu", `{"camera":{` + near + `}}`, "owner", nil},
		{"a public address called near", "menu", at("8.8.4.4", `,"place":0`), "public-address", func(f *Facts) bool { return f.ReadOnly() }},
		{"a shared address agreed to", "menu", strings.Replace(at("100.64.1.1", ""), `"owner"`, `"shared":true,"owner"`, 1), "shared-address", func(f *Facts) bool { return f.ReadOnly() }},
		{"a target that is none", "menu", `{` + mine + `,"camera":{"target":{"host":"x","ip":"$(reboot)"}}}`, "find", nil},
		{"a candidate on the internet", "same-camera", strings.TrimSuffix(camera, `}`) + `,"reset":{"candidate":{"host":"8.8.4.4","ip":"8.8.4.4"}}}`, "same-camera", func(f *Facts) bool { return f.Candidate == lan.Address{} }},
		{"an interface that is a command", "menu", strings.TrimSuffix(camera, `}`) + `,"run":{"own":{"eth0; reboot":["10.0.0.1/8"]},"system":"windows"}}`, "menu", func(f *Facts) bool { return f.System == "linux" && len(f.Own) <= 1 }},
		{"agreements", "menu", said(`"basic":true,"clear":true,"way":"rm -rf","delay_ns":99999999999999`), "menu",
			func(f *Facts) bool { return reflect.DeepEqual(f.Answers, Answers{Owner: "mine"}) }},
		{"controls and giants", "menu", said(`"user":"a\u001b]0;x\u0007\u202e` + strings.Repeat("A", 5000) + `"`), "menu", func(f *Facts) bool { return f.Answers.User == "" }},
		{"a lock and a count of then", "menu", at("192.168.1.64", `,"spent":{"count":-9,"budget":999},"last":{"at":"2999-01-01T00:00:00Z","lock":{"left":50}},"seen":{"user_check":{"lock":{"left":90}}}`), "menu",
			func(f *Facts) bool {
				return f.Spent.Count == 0 && f.Spent.Budget <= ledger.BudgetTold && (f.Left() == nil || *f.Left() < 50)
			}},
	} {
		t.Run(c.name, besides(func(t *testing.T) {
			w := newWorld(t, "forgotten", nil)
			env := w.env.WithCameras()
			env.OpenURL = func(url string) error { t.Errorf("opened %s", url); return nil }
			at, err := resumedFrom(t, env, fmt.Sprintf(base, c.step, c.facts))
			if c.want != "" && at.Step().ID != c.want {
				t.Errorf("at %s, %v; want %s", at.Step().ID, err, c.want)
			}
			if c.holds != nil && !c.holds(at.Facts()) {
				t.Errorf("%+v", at.Facts())
			}
			if got := w.camera.Counters(); got.Logins != 0 || got.Writes != 0 {
				t.Errorf("%d logins and %d writes were sent", got.Logins, got.Writes)
			}
		}))
	}
}

// A case never goes on at a step that acts, opens something or forgets a pin.
func TestACaseNeverGoesOnWithAnAct(t *testing.T) {
	for _, s := range Guide().Steps() {
		for _, activated := range []isapi.Tri{isapi.Unknown, isapi.Yes, isapi.No} {
			f := caseAt(s.ID, "192.168.1.64").Facts()
			f.Seen.Status.Activated = activated
			to := goOn(saved.Walk{Step: s.ID}, f, false)
			walk := flow.Start(Guide(), *f)
			turn := walk.Turn()
			walk = walk.Go(flow.Place{At: to})
			at := walk.Step()
			if walk.Turn() == turn {
				t.Errorf("%s goes on nowhere", s.ID)
			}
			if at.Acts() {
				t.Errorf("%s goes on at %s, which acts", s.ID, at.ID)
			}
		}
	}
}

// What a camera told of its lock is not believed later, also where it cannot be
// asked: it is without power, or is being reset.
func TestALockOfThenIsNotBelieved(t *testing.T) { besides(testALockOfThenIsNotBelieved)(t) }

func testALockOfThenIsNotBelieved(t *testing.T) {
	for _, step := range []ID{"menu", "button-power"} {
		w := newWorld(t, "unplugged", nil)
		at := caseAt(step, w.ip)
		at.Facts().Seen.Check.Lock = isapi.Lock{Locked: isapi.Yes, Left: told(0)}
		at.Facts().Last = facts.Tried{Word: "locked", At: w.env.Now(), Attempt: isapi.Attempt{Lock: isapi.Lock{Locked: isapi.Yes}}}
		if err := w.env.WithCameras().Keep(at); err != nil {
			t.Fatal(err)
		}
		env := w.env.WithCameras()
		end, _ := Run(t.Context(), env, Begin(env, lan.Address{}), script{"find": {resumeKey + only(t, env).ID}, step: {flow.SayQuit}}.ask(t, &[]string{}), nil)
		if f := end.Facts(); end.Step().ID != step || f.Lock().Told() || f.Left() != nil {
			t.Errorf("%s: at %s with %+v and %v tries left", step, end.Step().ID, f.Lock(), f.Left())
		}
	}
}

// Another camera has taken the address since: nothing that was known is
// believed of it.
func TestAnotherCameraAtTheAddressOfACase(t *testing.T) {
	besides(testAnotherCameraAtTheAddressOfACase)(t)
}

func testAnotherCameraAtTheAddressOfACase(t *testing.T) {
	w := newWorld(t, "forgotten", nil)
	at := caseAt("web-page", w.ip)
	at.Facts().IDs = ledger.Identity{"host:" + w.ip, "realm:" + w.ip + "|Some Other Camera"}
	at.Facts().Device.Model = "DS-OTHER"
	if err := w.env.WithCameras().Keep(at); err != nil {
		t.Fatal(err)
	}
	env := w.env.WithCameras()
	end, _ := Run(t.Context(), env, Begin(env, lan.Address{}), script{"find": {resumeKey + only(t, env).ID, flow.SayQuit}}.ask(t, &[]string{}), nil)
	if end.Step().ID != "find" || end.Facts().Device.Model != "" {
		t.Errorf("at %s with %+v", end.Step().ID, end.Facts().Device)
	}
}

func TestCasesOfOneAddress(t *testing.T) {
	notes, _ := books(t)
	for _, ip := range []string{"192.168.1.64", "192.168.1.65"} {
		if err := run(notes).Keep(caseAt("menu", ip)); err != nil {
			t.Fatal(err)
		}
	}
	env := run(notes)
	for typed, want := range map[string]int{"": 2, "192.168.1.64": 1, "http://192.168.1.64:80": 1, "192.168.1.64:8080": 0, "192.168.1.66": 0} {
		given, _ := lan.ParseAddress(typed)
		at := Begin(env, given)
		if at = at.Enter("find"); typed != "" {
			at = at.With(func(f *Facts) { f.Target, _ = lan.ParseAddress(typed) }).Enter("owner")
		}
		all := at.Step().Ask.Table(at.Facts())
		if got := len(at.Facts().Cases); got != want || len(all) != want {
			t.Errorf("%q: %d cases, %d can be chosen; want %d", typed, got, len(all), want)
		}
		if want == 1 && all[0].Cells[0] != "Continue: 192.168.1.64, just now, How do you want to get back in?" {
			t.Errorf("%q: %v", typed, all)
		}
	}
}

func TestListAndForgetCases(t *testing.T) {
	notes, _ := books(t)
	var out strings.Builder
	if err := ListCases(run(notes), &out); err != nil || !strings.HasPrefix(out.String(), "No walks are saved.") {
		t.Errorf("%q, %v", out.String(), err)
	}
	if err := run(notes).Keep(caseAt("button-boot", "192.168.1.64")); err != nil {
		t.Fatal(err)
	}
	id := only(t, notes).ID
	out.Reset()
	if err := ListCases(run(notes), &out); err != nil || out.String() != id+"  192.168.1.64  just now  Reset the camera\n" {
		t.Errorf("%q, %v", out.String(), err)
	}
	if err := ForgetCase(run(notes), "zzzz"); !errors.Is(err, saved.ErrNoWalk) {
		t.Errorf("an unknown id: %v", err)
	}
	if err := ForgetCase(run(notes), id); err != nil {
		t.Error(err)
	}
	if all, err := notes.store().Walks(); len(all) != 0 || err != nil {
		t.Errorf("%d cases, %v", len(all), err)
	}
}

// The log and the questions are cut where a case would grow too large.
func TestACaseStaysSmall(t *testing.T) {
	at := caseAt("menu", "192.168.1.64")
	long := flow.Place{At: "menu"}
	for range 500 {
		long.Trail = append(long.Trail, Visit{Step: "look", Rows: []Row{{Title: T("%s", strings.Repeat("x", 900)), Result: ok(T("%s", strings.Repeat("y", 900)))}}})
		long.Asked = append(long.Asked, flow.Asked{At: "menu", Said: at.Facts().Answers})
	}
	c := asCase(at.Go(long), []string{"x"}, "menu", time.Now()).Fitted()
	file, err := saved.FormatWalks([]saved.Walk{c})
	if err != nil || len(file) > saved.MostWalk+100 || len(c.Asked) != saved.MostAsked || len(c.Trail) == 0 {
		t.Errorf("%d bytes with %d questions and %d visits, %v", len(file), len(c.Asked), len(c.Trail), err)
	}
}

// After going on, Back and the log work as if the program had never ended.
func TestBackAfterGoingOn(t *testing.T) { besides(testBackAfterGoingOn)(t) }

func testBackAfterGoingOn(t *testing.T) {
	w := newWorld(t, "forgotten", func(s *simcam.Scenario) {})
	answers := mine.with(script{"menu": {flow.SayQuit}})
	first, _ := w.tell(t, answers)
	env := w.env.WithCameras()
	at, err := Run(t.Context(), env, Begin(env, lan.Address{}), script{"find": {resumeKey + only(t, env).ID}, "menu": {flow.SayBack}, "owner": {flow.SayQuit}}.ask(t, &[]string{}), nil)
	if err != nil || at.Step().ID != "owner" || len(at.Trail()) <= len(first.Trail()) || at.Trail()[0].Step != "resolve" {
		t.Errorf("at %s with %d visits, %v", at.Step().ID, len(at.Trail()), err)
	}
}
