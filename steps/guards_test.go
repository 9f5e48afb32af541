package steps

import (
	"slices"
	"strings"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/simcam"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/sentences"
)

// Ways around the rules that must stay shut.

// Rule 7: no way through the guide sends a password to a public address, not
// even by going back and around.
func TestRule7NoWayAroundThePublicAddress(t *testing.T) {
	besides(testRule7NoWayAroundThePublicAddress)(t)
}

func testRule7NoWayAroundThePublicAddress(t *testing.T) {
	for _, shared := range []bool{false, true} {
		f := Facts{Camera: facts.Camera{Place: lan.Public, Target: lan.Address{IP: "8.8.4.4"}}}
		if shared {
			f.Place = lan.Shared
		}
		w := newWorld(t, "factory-default", nil)
		change, _ := w.env.Try(t.Context(), &f, loginWith("12345"), false)
		change(&f)
		if f.Last.Word != "stopped" {
			t.Errorf("shared %v: a login came out as %q", shared, f.Last.Word)
		}
		sent := false
		change, _ = w.env.Write(t.Context(), &f, "activation", func() error { sent = true; return nil })
		if change(&f); sent || f.Change.Word != "refused" {
			t.Errorf("shared %v: a write came out as %q, sent %v", shared, f.Change.Word, sent)
		}
	}
	w := newWorld(t, "factory-default", nil)
	w.ip = "8.8.4.4"
	if err := w.lan.Add(w.ip, w.camera); err != nil {
		t.Fatal(err)
	}
	_, log := w.tell(t, script{"owner": {"mine"}, "public-address": {"look"}, "no-try": {flow.SayQuit}, "menu": {"try-password"}, stopRefused: {"quit"}})
	if got := w.camera.Counters(); got.Logins != 0 || got.Writes != 0 {
		t.Errorf("%d logins, %d writes; %v", got.Logins, got.Writes, log)
	}
}

// Done or "check again" while a round runs does not make the time run out.
func TestDoneInTheMiddleOfARoundIsNoTimeout(t *testing.T) {
	for _, id := range []ID{"button-power", "button-hold", "web-page", "button-boot"} {
		now := time.Now()
		at, checks := Begin(System(), lan.Address{}).Enter(id).Begin(now)
		if s := at.Step(); s.HasDone() {
			var err error
			said := "done"
			if id == "button-power" {
				said = "start"
			}
			if at, err = at.Answer(said, now.Add(time.Second)); err != nil {
				t.Fatal(err)
			}
		}
		at = at.Refresh()
		for _, c := range checks {
			at = at.Take(Reply{Turn: at.Turn(), Check: c, At: now.Add(2 * time.Second)})
		}
		if at.Step().ID != id {
			t.Errorf("%s: moved on to %s", id, at.Step().ID)
		}
	}
}

// While a try or a write is in flight there is no way back to send another.
func TestNoBackWhileSomethingIsInFlight(t *testing.T) {
	for _, s := range Guide().Steps() {
		acts := slices.ContainsFunc(s.Checks, func(c Check) bool { return c.Acts })
		at := Begin(System(), lan.Address{}).Enter(s.ID)
		at = at.Go(flow.Place{At: s.ID, Asked: []flow.Asked{{At: "owner", Said: Answers{}}}})
		at, _ = at.Begin(time.Now())
		if at.Step().ID != s.ID {
			continue
		}
		if _, went := at.Back(); went == acts {
			t.Errorf("%s: acts %v, back possible %v", s.ID, acts, went)
		}
	}
}

func TestAWriteThatWentOutCannotBeGoneBackBehind(t *testing.T) {
	at := Begin(System(), lan.Address{}).Enter("send-password")
	at = at.Go(flow.Place{At: "send-password", Asked: []flow.Asked{{At: "new-password", Said: Answers{}}}})
	at, checks := at.Begin(time.Now())
	at = at.Take(Reply{Turn: at.Turn(), Check: checks[0], At: time.Now(), Change: func(f *Facts) { f.Writes++; f.Change.Word = "sent" }})
	if _, went := at.Back(); went {
		t.Error("went back behind a write")
	}
}

// Back takes back that the page had reset the password, and with it the try.
func TestBackTakesBackTheUsersWord(t *testing.T) { besides(testBackTakesBackTheUsersWord)(t) }

func testBackTakesBackTheUsersWord(t *testing.T) {
	w := newWorld(t, "forgotten", nil)
	given, _ := lan.ParseAddress(w.ip)
	at := flow.Start(Guide(), Facts{Camera: facts.Camera{Target: given}}).Enter("web-page")
	at, err := at.Answer("done", w.env.Now())
	if err != nil {
		t.Fatal(err)
	}
	at = rounds(t, w.env, at, 1)
	at, _ = at.Back()
	if at.Step().ID != "web-page" || at.Facts().Answers.SaidReset {
		t.Errorf("at %s, said reset: %v", at.Step().ID, at.Facts().Answers.SaidReset)
	}
}

// A change of password needs a login that was proved.
func TestNoWriteWithoutALogin(t *testing.T) {
	s := whichWrite()
	f := Facts{}
	f.Seen.Status.Activated, f.Seen.Check.Activated = isapi.Yes, isapi.No
	if got := s.Decide(&f); got != "no-login" {
		t.Errorf("without a login: %s", got)
	}
	f.Proved = true
	if got := s.Decide(&f); got != "no-login" {
		t.Errorf("with an empty login: %s", got)
	}
	f.Login = loginWith("Garden-22-Gate")
	if got := s.Decide(&f); got != "change" {
		t.Errorf("with a login: %s", got)
	}
}

// A camera that had no password before the reset began is not the one that was
// reset: the ledger keeps its count, and the walk its camera.
func TestAStrangersCameraIsNotOurs(t *testing.T) { besides(testAStrangersCameraIsNotOurs)(t) }

func testAStrangersCameraIsNotOurs(t *testing.T) {
	w := newWorld(t, "forgotten", nil)
	w.ip = "192.168.1.70"
	if err := w.lan.Add(w.ip, w.camera); err != nil {
		t.Fatal(err)
	}
	fresh := simcam.New(simcam.Scenario{Generation: simcam.Activation, Inactive: true, Unit: 7}, simcam.RealClock())
	if err := w.lan.Add(sentences.FactoryAddress, fresh); err != nil {
		t.Fatal(err)
	}
	ours, _ := lan.ParseAddress(w.ip)
	f := Facts{Camera: facts.Camera{Target: ours}}
	for range 3 {
		change, _ := w.env.Try(t.Context(), &f, loginWith("Some-1-Word"), false)
		change(&f)
	}
	camera := w.env.Camera(ours)
	if got := w.env.Book().Spending(w.env.Identity(&f), nil).Count; got != 3 {
		t.Fatalf("%d tries noted, want 3", got)
	}
	f.Seen.Reach, f.Seen.Status, f.Seen.Check = camera.Reach(t.Context()), camera.ActivateStatus(t.Context()), camera.UserCheck(t.Context())
	at := flow.Start(Guide(), f).Enter("button-record").Enter("button-power")
	at = rounds(t, w.env, at, 1)
	if got := at.Facts().Strangers; len(got) != 1 || got[0].IP != sentences.FactoryAddress {
		t.Fatalf("strangers: %v", got)
	}
	started, err := at.Enter("button-power").Answer("start", w.env.Now()) // as where one thing is asked at a time
	if err != nil {
		t.Fatal(err)
	}
	if got := rounds(t, w.env, started, 1).Facts().Strangers; len(got) != 1 {
		t.Errorf("strangers, looked for after the start: %v", got)
	}
	w.camera.PowerOff()
	at = rounds(t, w.env, at.Enter("button-boot"), 3)
	if got := at.Facts(); got.ResetSeen || at.Step().ID != "button-boot" || got.Target != ours {
		t.Errorf("at %s, reset seen %v, target %v", at.Step().ID, got.ResetSeen, got.Target)
	}
	if got := w.env.Book().Spending(w.env.Identity(&f), nil).Count; got != 3 {
		t.Errorf("%d tries noted after the reset of another camera, want 3", got)
	}
}

func TestNotOursSendsNothingAndKeepsTheTarget(t *testing.T) {
	besides(testNotOursSendsNothingAndKeepsTheTarget)(t)
}

func testNotOursSendsNothingAndKeepsTheTarget(t *testing.T) {
	w := newWorld(t, "inactive", nil)
	ours := lan.Address{Host: "192.168.1.70", IP: "192.168.1.70"}
	f := Facts{Camera: facts.Camera{Target: ours}, Reset: facts.Reset{OldTarget: ours}}
	f.Before.Status.Activated = isapi.Yes
	at := flow.Start(Guide(), f).Enter("button-boot")
	for at.Step().Ask == nil || at.Step().ID == "button-boot" {
		at = rounds(t, w.env, at, 1)
	}
	at, err := at.Answer("no", w.env.Now())
	if err != nil || at.Step().ID != "not-ours" || at.Facts().Target != ours {
		t.Errorf("at %s with %v, %v", at.Step().ID, at.Facts().Target, err)
	}
}

// However the same camera is spelled, it has one budget.
func TestRule1OneBudgetHoweverItIsSpelled(t *testing.T) {
	besides(testRule1OneBudgetHoweverItIsSpelled)(t)
}

func testRule1OneBudgetHoweverItIsSpelled(t *testing.T) {
	w := newWorld(t, "forgotten", func(s *simcam.Scenario) { s.Tries = 9 })
	for _, typed := range []string{"192.168.1.64", "192.168.1.64:80", "http://192.168.1.64"} {
		a, _ := lan.ParseAddress(typed)
		f := Facts{Camera: facts.Camera{Target: a}}
		for range 3 {
			change, _ := w.env.Try(t.Context(), &f, loginWith("Some-1-Word"), false)
			change(&f)
		}
	}
	if got := w.camera.Counters().Wrong; got != ledger.BudgetTold {
		t.Errorf("%d tries were sent under three spellings, want %d", got, ledger.BudgetTold)
	}
}

// Agreements are for one camera; another one is asked about anew.
func TestAgreementsEndWithTheCamera(t *testing.T) {
	f := Facts{Answers: Answers{Owner: "mine", Basic: true, Clear: true, SaidReset: true, NoButton: true, New: isapi.NewSecret("x")}, Camera: facts.Camera{Target: lan.Address{IP: "192.168.1.64"}}, Run: facts.Run{Tries: 2}}
	f.Login, f.Spent.Extra, f.ResetSeen = loginWith("y"), true, true
	facts.ForgetDevice(&f)
	a := f.Answers
	if a.Basic || a.Clear || a.SaidReset || a.NoButton || !a.New.IsZero() || !f.Login.Password.IsZero() || f.ResetSeen || a.Owner != "mine" || f.Tries != 2 {
		t.Errorf("%+v", f)
	}
}

// A lock stays known while the camera cannot be read.
func TestAFailedReadDoesNotOpenTheLock(t *testing.T) {
	besides(testAFailedReadDoesNotOpenTheLock)(t)
}

func testAFailedReadDoesNotOpenTheLock(t *testing.T) {
	w := newWorld(t, "unplugged", nil)
	a, _ := lan.ParseAddress(w.ip)
	f := Facts{Camera: facts.Camera{Target: a}}
	f.Seen.Check.Lock.Locked = isapi.Yes
	change, r := lockWatch.Run(t.Context(), w.env, &f)
	if change(&f); f.Lock().Locked != isapi.Yes || r.Status == OK {
		t.Errorf("locked: %v, row %s", f.Lock().Locked, r.Status)
	}
}

// A second look at a camera that has gone says so.
func TestASecondLookAtADeadCamera(t *testing.T) { besides(testASecondLookAtADeadCamera)(t) }

func testASecondLookAtADeadCamera(t *testing.T) {
	w := newWorld(t, "forgotten", nil)
	a, _ := lan.ParseAddress(w.ip)
	at := rounds(t, w.env, flow.Start(Guide(), Facts{Camera: facts.Camera{Target: a}}).Enter("look"), 1)
	w.camera.PowerOff()
	time.Sleep(600 * time.Millisecond) // the front page is shared for half a second of real time
	at = rounds(t, w.env, at.Enter("look"), 1)
	if got := at.Facts().Seen.Verdict(); got != "unreachable" {
		t.Errorf("the second look says %s: %+v; alive %s", got, at.Facts().Seen.Evidence(), at.Facts().Alive.State)
	}
}

// An intent is forgotten by whatever login proves the password, and does not
// stick to the next camera at the same address.
func TestIntentsBelongToOneCamera(t *testing.T) { besides(testIntentsBelongToOneCamera)(t) }

func testIntentsBelongToOneCamera(t *testing.T) {
	w := newWorld(t, "forgotten", knows)
	a, _ := lan.ParseAddress(w.ip)
	f := Facts{Camera: facts.Camera{Target: a}}
	w.env.Camera(a).UserCheck(t.Context())
	if err := w.env.Begin(&f, "change"); err != nil {
		t.Fatal(err)
	}
	if _, found, _, err := w.env.Book().Intent(w.env.Identity(&f)); !found || err != nil {
		t.Fatalf("not noted: %v", err)
	}
	change, _ := w.env.Try(t.Context(), &f, loginWith("Garden-22-Gate"), false)
	change(&f)
	if _, found, _, _ := w.env.Book().Intent(w.env.Identity(&f)); found {
		t.Error("still noted after the password was proved")
	}
}

// A reset that was seen empties the ledger, although the camera tells less of
// itself afterwards; the new password is proved, and no intent stays behind.
func TestRule1AResetThatWasSeenOpensANewWindow(t *testing.T) {
	besides(testRule1AResetThatWasSeenOpensANewWindow)(t)
}

func testRule1AResetThatWasSeenOpensANewWindow(t *testing.T) {
	w := newWorld(t, "forgotten", func(s *simcam.Scenario) { s.Tries = 9 })
	end, log := w.tell(t, mine.with(script{"try-password": {"Wrong-1-Wrong", "Wrong-2-Wrong", "Wrong-3-Wrong", "Wrong-4-Wrong", "menu"}, "web-page": {"done"}, "same-camera": {"yes"}, "menu": {"try-password", "web-reset", "reset-button"}, "no-try": {"menu"}, "new-password": {lastFour}, "button-warn": {"ERASE"}, "button-record": {"dhcp"}, "button-power": {"start"}, "restore-network": {"leave"}}))
	if Ended(end) != Regained || w.camera.Counters().Wrong != 4 {
		t.Errorf("%s after %d wrong tries; %v", Ended(end), w.camera.Counters().Wrong, log)
	}
	for _, name := range []string{ledger.LedgerFile, ledger.IntentFile} {
		left, err := w.env.Read(name)
		if err != nil || strings.Contains(string(left), ledger.NameHost) {
			t.Errorf("%s still holds %s, %v", name, left, err)
		}
	}
}
