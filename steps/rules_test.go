package steps

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/simcam"
	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/notes"

	"go.uber.org/goleak"
)

func TestRule1LedgerThatCannotBeWrittenAllowsNoTry(t *testing.T) {
	besides(testRule1LedgerThatCannotBeWrittenAllowsNoTry)(t)
}

func testRule1LedgerThatCannotBeWrittenAllowsNoTry(t *testing.T) {
	w := newWorld(t, "forgotten", nil)
	w.env.Update = func(string, func([]byte) ([]byte, error)) error { return errors.New("disk full") }
	f := Facts{Camera: facts.Camera{Target: lan.Address{Host: w.ip, IP: w.ip}}}
	change, _ := w.env.Try(t.Context(), &f, loginWith("Some-1-Word"), false)
	change(&f)
	if f.Last.Word != "stopped" || w.camera.Counters().Logins != 0 {
		t.Errorf("came out as %q with %d logins sent", f.Last.Word, w.camera.Counters().Logins)
	}
}

func TestRule1OneAnswerOneLogin(t *testing.T) { besides(testRule1OneAnswerOneLogin)(t) }

func testRule1OneAnswerOneLogin(t *testing.T) {
	w := newWorld(t, "forgotten", nil)
	f := Facts{Camera: facts.Camera{Target: lan.Address{Host: w.ip, IP: w.ip}}}
	change, _ := w.env.Try(t.Context(), &f, loginWith("Some-1-Word"), false)
	change(&f)
	if got := w.camera.Counters(); got.Logins != 1 || got.Wrong != 1 || f.Last.Word != "wrong" {
		t.Errorf("one answer: %d logins, %d wrong, word %q", got.Logins, got.Wrong, f.Last.Word)
	}
	if left := f.Left(); left == nil || *left != 4 {
		t.Errorf("tries left: %v, want 4", left)
	}
}

func TestRule1NeverTheLastTry(t *testing.T) { besides(testRule1NeverTheLastTry)(t) }

func testRule1NeverTheLastTry(t *testing.T) {
	w := newWorld(t, "forgotten", func(s *simcam.Scenario) { s.Tries = 2 })
	f := Facts{Camera: facts.Camera{Target: lan.Address{Host: w.ip, IP: w.ip}}}
	for range 4 {
		change, _ := w.env.Try(t.Context(), &f, loginWith("Some-1-Word"), false)
		change(&f)
	}
	if got := w.camera.Counters(); got.Logins != 1 || w.camera.State().Locked {
		t.Errorf("%d logins were sent to a camera with two tries; locked: %v", got.Logins, w.camera.State().Locked)
	}
}

// Rule 1: what checks how safely a device is set up spends from the same ledger.
func TestRule1SecureSpendsFromTheLedger(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", func(s *simcam.Scenario) { s.Tries = 9 })
		w.wrongOnce(t)
		for range ledger.BudgetTold {
			s := BeginSecuring(t.Context(), w.env.WithCameras(), lan.Address{Host: w.ip, IP: w.ip})
			s.Login(t.Context(), "admin", isapi.NewSecret("Some-1-Word"), false)
		}
		if got := w.camera.Counters().Wrong; got != ledger.BudgetTold {
			t.Errorf("%d wrong logins by both ways, want %d", got, ledger.BudgetTold)
		}
	})(t)
}

// wrongOnce spends one try in a walk.
func (w *world) wrongOnce(t *testing.T) {
	t.Helper()
	f := Facts{Camera: facts.Camera{Target: lan.Address{Host: w.ip, IP: w.ip}}}
	change, _ := w.env.Try(t.Context(), &f, loginWith("Some-1-Word"), false)
	if change(&f); f.Last.Word != "wrong" {
		t.Fatal(f.Last.Word)
	}
}

// Rule 2: without an answer at owner no step that acts can be reached, and
// every write tells beforehand on which device.
func TestRule2OwnerComesBeforeEverythingThatActs(t *testing.T) {
	guide := Guide()
	unnamed := Facts{} // before owner no camera is spoken to
	reached := map[ID]bool{"where": true}
	for queue := []ID{"where"}; len(queue) > 0; queue = queue[1:] {
		s, _ := guide.Step(queue[0])
		next := s.Next
		for _, f := range guide.Forks() {
			if word := f.Decide(&unnamed); f.ID == queue[0] && f.ID != "where" {
				next = Edges{word: f.Next[word]}
			} else if f.ID == queue[0] {
				next = f.Next
			}
		}
		for _, c := range s.Checks {
			if c.Acts {
				t.Errorf("%s acts and can be reached without %s", s.ID, "owner")
			}
		}
		for _, to := range next {
			if to != "owner" && !reached[to] {
				reached[to] = true
				queue = append(queue, to)
			}
		}
	}
	for _, id := range []ID{"menu", "try-password", "new-password", "button-power", "restore-network"} {
		if reached[id] {
			t.Errorf("%s can be reached without %s", id, "owner")
		}
	}
	f := active(func(f *Facts) {
		f.Device = isapi.Device{Model: "DS-2CD2143G0-I", Serial: "DS-2CD2143G0-I20180419AAWRR4412C2183", MAC: "44:19:b6:5c:00:10"}
	})
	for _, id := range []ID{"new-password", "own-password", "button-warn", "confirm-network"} {
		s, _ := guide.Step(id)
		said := ""
		for _, v := range s.Values(&f) {
			said += v.Value.String() + " "
		}
		if want := "DS-2CD2143G0-I DS-2CD2143G0-I20180419AAWRR4412C2183 44:19:b6:5c:00:10 192.168.1.64"; !strings.Contains(said, want) {
			t.Errorf("%s does not say what it is done to: %s", id, said)
		}
	}
}

// Rule 3: while a lock is watched, userCheck is read at most once in 30 s.
func TestRule3UserCheckIsNotPolled(t *testing.T) { besides(testRule3UserCheckIsNotPolled)(t) }

func testRule3UserCheckIsNotPolled(t *testing.T) {
	w := newWorld(t, "locked", func(s *simcam.Scenario) { s.LockTime = 2 * time.Minute })
	begun := w.env.Now()
	_, log := w.tell(t, mine.with(script{"locked": {"wait"}, "menu": {flow.SayQuit}}))
	passed := w.env.Now().Sub(begun)
	got := w.camera.Counters().ByPath["/ISAPI/Security/userCheck"]
	if most := int(passed/(30*time.Second)) + 1; got > most {
		t.Errorf("userCheck was read %d times in %v, at most %d are allowed; %v", got, passed, most, log)
	}
	if got < 3 {
		t.Errorf("the lock was looked at only %d times", got)
	}
}

// Rule 4: after a lost reply the state is read and nothing is sent again.
func TestRule4NoWriteTwice(t *testing.T) { besides(testRule4NoWriteTwice)(t) }

func testRule4NoWriteTwice(t *testing.T) {
	w := newWorld(t, "inactive", func(s *simcam.Scenario) { s.DropActivation = true })
	end, log := w.tell(t, mine.with(script{"new-password": {"own"}, "own-password": {strong}}))
	if got := w.camera.Counters(); got.Activations != 1 || got.Writes != 1 || Ended(end) != Regained {
		t.Errorf("%d activations, %d writes, result %s; %v", got.Activations, got.Writes, Ended(end), log)
	}
	if when, pending, _, err := w.env.Book().Intent(w.env.Identity(end.Facts())); pending || err != nil {
		t.Errorf("the intent of %s is still noted, %v", when, err)
	}
}

func TestRule4IntentIsSavedBeforeTheWrite(t *testing.T) {
	besides(testRule4IntentIsSavedBeforeTheWrite)(t)
}

func testRule4IntentIsSavedBeforeTheWrite(t *testing.T) {
	w := newWorld(t, "inactive", nil)
	f := Facts{Camera: facts.Camera{Target: lan.Address{Host: w.ip, IP: w.ip}}}
	noted := false
	_, r := w.env.Write(t.Context(), &f, "activation", func() error {
		_, noted, _, _ = w.env.Book().Intent(w.env.Identity(&f))
		return isapi.ErrLost
	})
	if _, still, _, _ := w.env.Book().Intent(w.env.Identity(&f)); !noted || !still || r.Status != Warn {
		t.Errorf("noted before: %v, kept after a lost answer: %v, status %s", noted, still, r.Status)
	}
	w.env.Update = func(string, func([]byte) ([]byte, error)) error { return errors.New("disk full") }
	sent := false
	change, _ := w.env.Write(t.Context(), &f, "activation", func() error { sent = true; return nil })
	if change(&f); sent || f.Change.Word != "refused" {
		t.Errorf("sent without a note: %v, word %s", sent, f.Change.Word)
	}
}

// Rule 5: what a device says is clean before it reaches a front door.
func TestRule5NothingUncleanLeavesTheReport(t *testing.T) {
	evil := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Server", "App-webs/\u202e evil \u009b31m")
		rw.Header().Set("WWW-Authenticate", "Digest realm=\"IP Camera(\u202eC1)\", nonce=\"a\", qop=\"auth\"")
		fmt.Fprint(rw, "<html><title>\x1b]0;owned\x07 \u202e\u2066</title>")
	}))
	defer evil.Close()
	env := System()
	env.Read = func(string) ([]byte, error) { return nil, nil }
	given, _ := lan.ParseAddress(strings.TrimPrefix(evil.URL, "http://"))
	report := inspected(t, env, given)
	env.Close()
	all := append(report.Lines(), report.Evidence...)
	if text := strings.Join(all, "\n"); !strings.Contains(text, "owned") || !strings.Contains(text, "evil") {
		t.Fatalf("nothing of what the device said is shown: %s", text)
	}
	for _, line := range all {
		if i := strings.IndexFunc(line, func(r rune) bool {
			return r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x202e || r == 0x2066
		}); i >= 0 {
			t.Errorf("an unclean character in %q", line)
		}
	}
}

// Rule 6: nothing that carries a password leaves in clear before the question.
func TestRule6BasicAsksFirst(t *testing.T) { besides(testRule6BasicAsksFirst)(t) }

func testRule6BasicAsksFirst(t *testing.T) {
	w := newWorld(t, "factory-default", func(s *simcam.Scenario) { s.Auth = simcam.AuthBasic })
	_, log := w.tell(t, mine.with(script{"default-password": {"try"}, "agree-basic": {flow.SayQuit}, "menu": {"default-password"}}))
	if got := w.camera.Counters().Logins; got != 0 {
		t.Errorf("%d logins were sent before the question; %v", got, log)
	}
	w = newWorld(t, "factory-default", func(s *simcam.Scenario) { s.Auth = simcam.AuthBasic })
	end, log := w.tell(t, mine.with(script{"default-password": {"try"}, "agree-basic": {"yes"}, "menu": {"default-password"}, "new-password": {"keep"}, "done": {"finish"}}))
	if Ended(end) != Regained {
		t.Errorf("after agreeing: %s; %v", Ended(end), log)
	}
}

// Rule 6: who agreed to Basic is asked again before the next try.
func TestRule6BasicIsAgreedForOneTry(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", func(s *simcam.Scenario) { s.Generation, s.Auth, s.Tries = simcam.Legacy, simcam.AuthBasic, 9 })
		f := Facts{Camera: facts.Camera{Target: lan.Address{Host: w.ip, IP: w.ip}}}
		f.Answers.Password, f.Answers.Basic = isapi.NewSecret("Some-1-Word"), true
		var words []Outcome
		for range 2 {
			change, _ := w.env.Try(t.Context(), &f, access.TryOf(&f), false)
			change(&f)
			words = append(words, f.Last.Word)
		}
		if got := w.camera.Counters().Logins; got != 1 || words[1] != "consent" {
			t.Errorf("%d logins were sent: %v", got, words)
		}
	})(t)
}

func TestRule6NewPasswordInClearAsksFirst(t *testing.T) {
	besides(testRule6NewPasswordInClearAsksFirst)(t)
}

func testRule6NewPasswordInClearAsksFirst(t *testing.T) {
	w := newWorld(t, "factory-default", nil)
	_, log := w.tell(t, mine.with(script{"default-password": {"try"}, "agree-clear": {"no"}, "menu": {"default-password"}, "done": {"password", "finish"}, "new-password": {"own"}, "own-password": {strong}}))
	if got := w.camera.Counters(); got.Writes != 0 || got.PasswordChanges != 0 {
		t.Errorf("%d writes before the question; %v", got.Writes, log)
	}
}

// Rule 6: an agreement to clear text ends with the change that it was for; one that the
// camera had no time for is still that change.
func TestRule6ClearIsAgreedForOneChange(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", nil)
		for outcome, stays := range map[error]bool{nil: false, isapi.ErrLost: false, isapi.ErrRefused: false, isapi.ErrBusy: true} {
			f := Facts{Answers: Answers{Clear: true}, Camera: facts.Camera{Target: lan.Address{Host: w.ip, IP: w.ip}}}
			change, _ := w.env.Write(t.Context(), &f, ledger.IntentPassword, func() error { return outcome })
			if change(&f); f.Answers.Clear != stays {
				t.Errorf("after %v the agreement stays: %v", outcome, f.Answers.Clear)
			}
		}
	})(t)
}

func TestRule7PublicAddressIsOnlyLookedAt(t *testing.T) {
	besides(testRule7PublicAddressIsOnlyLookedAt)(t)
}

func testRule7PublicAddressIsOnlyLookedAt(t *testing.T) {
	w := newWorld(t, "factory-default", nil)
	w.ip = "8.8.4.4"
	if err := w.lan.Add(w.ip, w.camera); err != nil {
		t.Fatal(err)
	}
	end, log := w.tell(t, mine.with(script{"public-address": {"look"}, "no-try": {"menu"}, stopRefused: {"quit"}, "menu": {"try-password", "default-password"}}))
	if got := w.camera.Counters(); got.Logins != 0 || got.Writes != 0 {
		t.Errorf("%d logins, %d writes at a public address; %s %v", got.Logins, got.Writes, end.Step().ID, log)
	}
}

// Rule 8: the recovery file is the one secret in a file, and there only for who asked.
func TestRule8TheRecoveryFileIsWrittenOnRequestOnly(t *testing.T) {
	for answer, want := range map[string]int{"no": 0, "yes": 1} {
		t.Run(answer, besides(func(t *testing.T) {
			w := newWorld(t, "forgotten", func(s *simcam.Scenario) {
				audibly(s)
				knows(s)
				s.Generation, s.Recovery.GUIDFile = simcam.Portal, true
			})
			var written []string
			save := w.env.Save
			w.env.Save = func(folder, name string, data []byte) (string, error) {
				written = append(written, name)
				return save(folder, name, data)
			}
			way := mine.with(script{"try-password": {"Garden-22-Gate"}, "guid-warn": {answer}, "guid-saved": {"next"}, "menu": {"try-password"}, "done": {"guid", "finish"}})
			if end, log := w.tell(t, way); !passed(end, "guid-warn") || len(written) != want {
				t.Errorf("%v were written; %v", written, log)
			}
		}))
	}
}

// Rule 9: only the camera is spoken to, and the cloud only after a yes.
func TestRule9NothingLeavesUnasked(t *testing.T) { besides(testRule9NothingLeavesUnasked)(t) }

func testRule9NothingLeavesUnasked(t *testing.T) {
	for answer, want := range map[string]bool{"no": false, "yes": true} {
		w := newWorld(t, "forgotten", nil)
		var mu sync.Mutex
		outside := map[string]bool{}
		dial := w.env.Dial
		w.env.Dial = func(ctx context.Context, network, at string) (net.Conn, error) {
			if host, _, _ := net.SplitHostPort(at); host != w.ip {
				mu.Lock()
				outside[at] = true
				mu.Unlock()
			}
			return dial(ctx, network, at)
		}
		end, _ := w.tell(t, mine.with(script{"cloud": {answer}, "menu": {"hik-connect"}, "hik-connect": {"cloud", flow.SayQuit}}))
		back := rounds(t, w.env, flow.Start(Guide(), *end.Facts()).Enter("hik-connect"), 1)
		if at := slices.IndexFunc(back.Rows(), func(r Row) bool { return r.Check == cloudSeen.ID }); (back.Rows()[at].Result.Status == Warn) != want {
			t.Errorf("answer %s: what came of it is not said: %+v", answer, back.Rows()[at].Result)
		}
		if (len(outside) > 0) != want {
			t.Errorf("answer %s: spoken to outside the network: %v", answer, outside)
		}
		for at := range outside {
			s, _ := Guide().Step("cloud")
			if !slices.ContainsFunc(s.Values(&Facts{}), func(v Value) bool { return v.Value.String() == at }) {
				t.Errorf("%s was not named in the question", at)
			}
		}
	}
}

// Rule 10: a run that is cancelled ends at once and leaves nothing behind.
func TestRule10CancelEndsEverything(t *testing.T) {
	before := goleak.IgnoreCurrent()
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	env := System()
	folder := notes.Folder(filepath.Join(t.TempDir(), "state"))
	env.Read, env.Update = folder.Read, folder.Update
	given, _ := lan.ParseAddress(silent.Addr().String())
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(100*time.Millisecond, cancel)
	begun := time.Now()
	_, err = Run(ctx, env, Begin(env, given), script{"owner": {"mine"}}.ask(t, &[]string{}), nil)
	if took := time.Since(begun); !errors.Is(err, context.Canceled) || took > 600*time.Millisecond {
		t.Errorf("ended after %v with %v", took, err)
	}
	env.Close()
	goleak.VerifyNone(t, before)
}

// A move that is refused because the tries are used up gives none of them back.
func TestRule1ARefusedMoveGivesNoTryBack(t *testing.T) {
	besides(testRule1ARefusedMoveGivesNoTryBack)(t)
}

func testRule1ARefusedMoveGivesNoTryBack(t *testing.T) {
	w := newWorld(t, "moved", audibly)
	given, _ := lan.ParseAddress(w.ip)
	f := Facts{Answers: Answers{Password: isapi.NewSecret("Wrong-1-Wrong")}, Camera: facts.Camera{Target: given, Place: lan.Near}}
	_, f.Record, _ = w.env.Ask(t.Context(), f.Target, f.IsChosen, patience(w.env, &f, nil))
	ids := w.env.Identity(&f)
	for range ledger.BudgetUntold {
		if _, err := w.env.spendOne(ledger.Try{Ids: ids}); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		change, _ := w.env.SendSettings(t.Context(), &f)
		change(&f)
	}
	if got := w.env.Book().Spending(ids, nil).Count; f.Change.Word != "stopped" || got != ledger.BudgetUntold || w.camera.Counters().Secrets != 0 {
		t.Errorf("%s, %d tries are noted, want %d; %d were sent", f.Change.Word, got, ledger.BudgetUntold, w.camera.Counters().Secrets)
	}
}
