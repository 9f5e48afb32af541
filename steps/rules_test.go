package steps

import (
	"camreset/steps/access"

	"camreset/steps/facts"

	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/notes"

	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/simcam"

	"go.uber.org/goleak"
)

// handClock is a clock that tests move by hand.
type handClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *handClock) Now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.now }

func (c *handClock) pass(d time.Duration) { c.mu.Lock(); defer c.mu.Unlock(); c.now = c.now.Add(d) }

// books is an Env with a ledger in a folder of its own and a clock that stands.
func books(t *testing.T) (Env, *handClock) {
	t.Helper()
	clock := &handClock{now: time.Date(2025, 5, 1, 12, 0, 0, 0, time.UTC)}
	folder := notes.Folder(filepath.Join(t.TempDir(), "state"))
	return Env{Env: access.Env{Files: notes.Files{Now: clock.Now, Read: folder.Read, Update: folder.Update}}}.WithCameras(), clock
}

func told(n int) *int { return &n }

var device = ledger.Identity{"host:192.168.1.64", "link:44:19:b6:5c:00:10", "mac:44:19:b6:5c:00:10"}

func TestRule1Budget(t *testing.T) {
	for _, c := range []struct {
		name string
		left *int
		want int
	}{{"told", told(5), 3}, {"not told", nil, 2}, {"told two", told(2), 3}, {"told one: never", told(1), 0}, {"told none", told(0), 0}} {
		env, _ := books(t)
		spent := 0
		for range 10 {
			if _, err := env.spendOne(ledger.Try{Ids: device, Left: c.left}); err != nil {
				continue
			}
			spent++
			if err := env.settleOne(device, ledger.ByLogin, isapi.Attempt{Outcome: isapi.Wrong, Sent: true}); err != nil {
				t.Fatal(err)
			}
		}
		if spent != c.want {
			t.Errorf("%s: %d tries were allowed, want %d", c.name, spent, c.want)
		}
	}
}

func TestRule1Window(t *testing.T) {
	env, clock := books(t)
	for range 2 {
		if _, err := env.spendOne(ledger.Try{Ids: device}); err != nil {
			t.Fatal(err)
		}
	}
	clock.pass(29 * time.Minute)
	if _, err := env.spendOne(ledger.Try{Ids: device}); !errors.Is(err, ledger.ErrBudget) {
		t.Errorf("after 29 minutes: %v, want %v", err, ledger.ErrBudget)
	}
	clock.pass(2 * time.Minute)
	if _, err := env.spendOne(ledger.Try{Ids: device}); err != nil {
		t.Errorf("after 31 minutes: %v", err)
	}
	minute := time.Minute
	locked := isapi.Attempt{Outcome: isapi.Locked, Sent: true, Lock: isapi.Lock{Locked: isapi.Yes, Unlock: &minute}}
	if err := env.settleOne(device, ledger.ByLogin, locked); err != nil {
		t.Fatal(err)
	}
	clock.pass(61 * time.Second)
	if got := env.Book().Spending(device, nil); got.Count != 0 {
		t.Errorf("after the told lock was over %d tries still count", got.Count)
	}
}

func TestRule1RightTryEmptiesTheLedger(t *testing.T) {
	env, _ := books(t)
	if _, err := env.spendOne(ledger.Try{Ids: device}); err != nil {
		t.Fatal(err)
	}
	if err := env.settleOne(device, ledger.ByLogin, isapi.Attempt{Outcome: isapi.Wrong, Sent: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := env.spendOne(ledger.Try{Ids: device}); err != nil {
		t.Fatal(err)
	}
	if err := env.settleOne(device, ledger.ByLogin, isapi.Attempt{Outcome: isapi.Right, Sent: true}); err != nil {
		t.Fatal(err)
	}
	if got := env.Book().Spending(device, nil); got.Count != 1 {
		t.Errorf("before it is known who took the password %d count", got.Count)
	}
	if err := env.Book().Knows(isapi.Device{MAC: "44:19:b6:5c:00:10"}); err != nil {
		t.Fatal(err)
	}
	if got := env.Book().Spending(device, nil); got.Count != 0 {
		t.Errorf("after a right try %d still count", got.Count)
	}
}

func TestRule1TheUsersWordIsGoodForOneTry(t *testing.T) {
	env, _ := books(t)
	allowed := 0
	for range 8 {
		if _, err := env.spendOne(ledger.Try{Ids: device, Left: told(6), SaidReset: true}); err == nil {
			allowed++
		}
	}
	if allowed != ledger.BudgetTold+1 {
		t.Errorf("with the user's word %d tries were allowed, want %d", allowed, ledger.BudgetTold+1)
	}
}

func TestRule1EntriesThatShareAnIdentityAddUp(t *testing.T) {
	env, _ := books(t)
	mac := ledger.IdentityOf("44:19:b6:5c:00:10", "")
	for _, ids := range []ledger.Identity{mac.With("host:192.168.1.64"), mac.With("host:192.168.1.70")} {
		if _, err := env.spendOne(ledger.Try{Ids: ids, Left: told(9)}); err != nil {
			t.Fatal(err)
		}
	}
	if got := env.Book().Spending(ledger.Identity{"host:192.168.1.64"}, told(9)); got.Count != 2 {
		t.Errorf("the camera at its old address has %d tries spent, want 2", got.Count)
	}
	if got := env.Book().Spending(ledger.Identity{"host:192.168.1.71"}, told(9)); got.Count != 0 {
		t.Errorf("another camera has %d tries spent, want 0", got.Count)
	}
}

func TestRule1TwoCopiesShareTheLedger(t *testing.T) {
	dir := notes.Folder(filepath.Join(t.TempDir(), "state"))
	var allowed sync.Map
	var wait sync.WaitGroup
	for copyOf := range 8 {
		wait.Go(func() {
			env := Env{Env: access.Env{Files: notes.Files{Now: time.Now, Read: dir.Read, Update: dir.Update}}}.WithCameras()
			for i := range 4 {
				if _, err := env.spendOne(ledger.Try{Ids: device, Left: told(9)}); err == nil {
					allowed.Store(fmt.Sprint(copyOf, i), true)
				}
			}
		})
	}
	wait.Wait()
	n := 0
	allowed.Range(func(any, any) bool { n++; return true })
	if n != ledger.BudgetTold {
		t.Errorf("eight copies were allowed %d tries together, want %d", n, ledger.BudgetTold)
	}
}

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

// Rule 2: without an answer at owner no step that acts can be reached, and
// every write tells beforehand on which device.
func TestRule2OwnerComesBeforeEverythingThatActs(t *testing.T) {
	guide := Guide()
	reached := map[ID]bool{"welcome": true}
	for queue := []ID{"welcome"}; len(queue) > 0; queue = queue[1:] {
		s, _ := guide.Step(queue[0])
		for _, c := range s.Checks {
			if c.Acts {
				t.Errorf("%s acts and can be reached without %s", s.ID, "owner")
			}
		}
		for _, to := range s.Next {
			if to != "owner" && !reached[to] {
				reached[to] = true
				queue = append(queue, to)
			}
		}
	}
	f := Facts{Camera: facts.Camera{Target: lan.Address{Host: "192.168.1.64", IP: "192.168.1.64"}}}
	for _, id := range []ID{"activate", "set-password", "confirm-password", "button-confirm"} {
		s, _ := guide.Step(id)
		if said := s.Say(&f).String(); !strings.Contains(said, "model not told, serial not told, MAC not told, address 192.168.1.64") {
			t.Errorf("%s does not say what it is done to: %s", id, said)
		}
	}
}

// Rule 3: while a lock is watched, userCheck is read at most once in 30 s.
func TestRule3UserCheckIsNotPolled(t *testing.T) { besides(testRule3UserCheckIsNotPolled)(t) }

func testRule3UserCheckIsNotPolled(t *testing.T) {
	w := newWorld(t, "locked", func(s *simcam.Scenario) { s.LockTime = 2 * time.Minute })
	begun := w.env.Now()
	_, log := w.tell(t, mine.with(script{"locked": {"done"}, "known-elsewhere": {flow.SayQuit}}))
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
	end, log := w.tell(t, mine.with(script{"activate": {"own"}, "new-password": {strong}, "keep-password": {"show"}, "confirm-password": {"ence"}}))
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
	report := Inspect(t.Context(), env, given)
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
	_, log := w.tell(t, mine.with(script{"known-elsewhere": {"no"}, "at-hand": {"nothing"}, "menu": {"default-password"}, "default-password": {"try"}, "agree-basic": {flow.SayQuit}}))
	if got := w.camera.Counters().Logins; got != 0 {
		t.Errorf("%d logins were sent before the question; %v", got, log)
	}
	w = newWorld(t, "factory-default", func(s *simcam.Scenario) { s.Auth = simcam.AuthBasic })
	end, log := w.tell(t, mine.with(script{"known-elsewhere": {"no"}, "at-hand": {"nothing"}, "menu": {"default-password"}, "default-password": {"try"}, "agree-basic": {"yes"}, "inside": {"keep"}}))
	if Ended(end) != Regained {
		t.Errorf("after agreeing: %s; %v", Ended(end), log)
	}
}

func TestRule6NewPasswordInClearAsksFirst(t *testing.T) {
	besides(testRule6NewPasswordInClearAsksFirst)(t)
}

func testRule6NewPasswordInClearAsksFirst(t *testing.T) {
	w := newWorld(t, "factory-default", nil)
	_, log := w.tell(t, mine.with(script{"known-elsewhere": {"no"}, "at-hand": {"nothing"}, "menu": {"default-password"}, "default-password": {"try"},
		"inside": {"change"}, "set-password": {"own"}, "new-password": {strong}, "keep-password": {"show"}, "confirm-password": {"ence"}, "agree-clear": {"no"}}))
	if got := w.camera.Counters(); got.Writes != 0 || got.PasswordChanges != 0 {
		t.Errorf("%d writes before the question; %v", got.Writes, log)
	}
}

// Rule 7: which addresses are near, and what is done at others.
func TestRule7Addresses(t *testing.T) {
	own := map[string][]netip.Prefix{"eth0": {netip.MustParsePrefix("203.0.113.5/24")}}
	for ip, want := range map[string]lan.Place{
		"192.168.1.64": lan.Near, "10.1.2.3": lan.Near, "172.16.0.1": lan.Near, "169.254.3.4": lan.Near, "127.0.0.1": lan.Near, "::1": lan.Near,
		"fe80::1": lan.Near, "fd00::64": lan.Near, "192.0.0.64": lan.Near, "203.0.113.99": lan.Near, "::ffff:192.168.1.64": lan.Near,
		"100.64.0.1": lan.Shared, "100.127.255.254": lan.Shared, "100.128.0.1": lan.Public, "8.8.8.8": lan.Public, "192.0.1.1": lan.Public, "172.32.0.1": lan.Public, "2001:db8::1": lan.Public,
	} {
		if got := lan.PlaceOf(netip.MustParseAddr(ip), own); got != want {
			t.Errorf("%s: %d, want %d", ip, got, want)
		}
	}
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
	end, log := w.tell(t, mine.with(script{"public-address": {"look"}, "known-elsewhere": {"found"}, "user-name": {""}, "no-try": {"menu"}, "menu": {"default-password"}, stopRefused: {"quit"}}))
	if got := w.camera.Counters(); got.Logins != 0 || got.Writes != 0 {
		t.Errorf("%d logins, %d writes at a public address; %s %v", got.Logins, got.Writes, end.Step().ID, log)
	}
}

// Rule 8: the files are for their owner only.
func TestRule8FileMode(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("file modes are not kept on Windows")
	}
	dir := filepath.Join(t.TempDir(), "state")
	folder := notes.Folder(dir)
	env := Env{Env: access.Env{Files: notes.Files{Now: time.Now, Read: folder.Read, Update: folder.Update}}}.WithCameras()
	if _, err := env.spendOne(ledger.Try{Ids: device}); err != nil {
		t.Fatal(err)
	}
	if err := env.Begin(&Facts{}, "activation"); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) < 2 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		info, err := file.Info()
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, %v", file.Name(), info.Mode(), err)
		}
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
		w.tell(t, mine.with(script{"known-elsewhere": {"no"}, "at-hand": {"nothing"}, "menu": {"hik-connect"}, "hik-connect": {"cloud", flow.SayQuit}, "cloud": {answer}}))
		if (len(outside) > 0) != want {
			t.Errorf("answer %s: spoken to outside the network: %v", answer, outside)
		}
		for at := range outside {
			s, _ := Guide().Step("cloud")
			if !strings.Contains(s.Say(&Facts{}).String(), at) {
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
	_, err = Run(ctx, env, Begin(env, given), script{"welcome": {"same-network"}, "owner": {"mine"}}.ask(t, &[]string{}), nil)
	if took := time.Since(begun); !errors.Is(err, context.Canceled) || took > 600*time.Millisecond {
		t.Errorf("ended after %v with %v", took, err)
	}
	env.Close()
	goleak.VerifyNone(t, before)
}

// Two copies of the program that were told the same number of tries left do not
// both go by it: the other one's try may be on its way, or just have been judged.
func TestRule1TwoCopiesNeverSpendTheLastTryTogether(t *testing.T) {
	for _, judged := range []bool{false, true} {
		env, clock := books(t)
		if _, err := env.spendOne(ledger.Try{Ids: device, Left: told(2)}); err != nil {
			t.Fatal(err)
		}
		if judged {
			wrong := isapi.Attempt{Outcome: isapi.Wrong, Sent: true, Lock: isapi.Lock{Left: told(1)}}
			if err := env.settleOne(device, ledger.ByLogin, wrong); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := env.spendOne(ledger.Try{Ids: device, Left: told(2)}); !errors.Is(err, ledger.ErrLastTry) {
			t.Errorf("judged %v: the try that would lock the camera came out as %v", judged, err)
		}
		clock.pass(3 * time.Minute) // the other copy was killed, or the camera restarted
		if _, err := env.spendOne(ledger.Try{Ids: device, Left: told(2)}); err != nil {
			t.Errorf("judged %v: three minutes later, with two tries told: %v", judged, err)
		}
	}
}

// What the page tells of its tries says nothing of those over UDP, which some
// devices count apart and lock for themselves.
func TestRule1TriesToldByThePageAreNotThoseOverUDP(t *testing.T) {
	env, _ := books(t)
	allowed := 0
	for range 5 {
		if _, err := env.spendOne(ledger.Try{By: ledger.ByUDP, Ids: device, Left: told(5)}); err != nil {
			continue
		}
		allowed++
		if err := env.settleOne(device, ledger.ByUDP, isapi.Attempt{Outcome: isapi.Lost, Sent: true}); err != nil {
			t.Fatal(err)
		}
	}
	if allowed != ledger.BudgetUntold {
		t.Errorf("%d tries over UDP were allowed, want %d", allowed, ledger.BudgetUntold)
	}
}

// A right try by one way forgets nothing of what the device may count by the other.
func TestRule1ARightTryByOneWayLeavesTheOther(t *testing.T) {
	for _, wrong := range []ledger.Way{ledger.ByLogin, ledger.ByUDP} {
		env, _ := books(t)
		right := ledger.ByLogin + ledger.ByUDP - wrong
		for range ledger.BudgetUntold {
			if _, err := env.spendOne(ledger.Try{By: wrong, Ids: device}); err != nil {
				t.Fatal(err)
			}
			if err := env.settleOne(device, wrong, isapi.Attempt{Outcome: isapi.Wrong, Sent: true}); err != nil {
				t.Fatal(err)
			}
		}
		if err := env.Book().Proved(right, device); err != nil {
			t.Fatal(err)
		}
		if _, err := env.spendOne(ledger.Try{By: wrong, Ids: device}); !errors.Is(err, ledger.ErrBudget) {
			t.Errorf("way %d: the third wrong try came out as %v", wrong, err)
		}
		if _, err := env.spendOne(ledger.Try{By: right, Ids: device}); err != nil {
			t.Errorf("way %d: a try by the way that was right came out as %v", right, err)
		}
	}
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

// A panic carries whatever the program worked on: none of it is told.
func TestPanicTellsNoPassword(t *testing.T) {
	const planted = "Planted-77-Secret"
	var none []string
	for name, c := range map[string]struct {
		panics func()
		want   string
	}{
		"a text":            {func() { panic("no login with " + planted) }, "string"},
		"an error":          {func() { panic(fmt.Errorf("no login with %s", planted)) }, "errorString"},
		"a struct":          {func() { panic(struct{ Password string }{planted}) }, "struct"},
		"the runtime's own": {func() { _ = none[len(planted)] }, "index out of range"},
	} {
		check := Check{ID: "toy", Title: T("All is well"), Run: func(context.Context, Env, *Facts) (func(*Facts), Result) { c.panics(); return access.Nothing, Result{} }}
		r := RunCheck(t.Context(), System(), 1, check, &Facts{}).Result
		if r.Status != Fail || r.Err == nil || !strings.Contains(r.Err.Error(), c.want) {
			t.Errorf("%s: %s, %v; want a failure that names %q", name, r.Status, r.Err, c.want)
		}
		if told := fmt.Sprintf("%v %+v %#v", r, r, r.Err); strings.Contains(told, planted) {
			t.Errorf("%s: the password stands in %s", name, told)
		}
	}
}
