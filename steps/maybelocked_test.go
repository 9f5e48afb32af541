package steps

import (
	"context"
	"strings"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/simcam"
	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/letter"
	"camreset/steps/sentences"
	"camreset/steps/steptest"
)

// lockedUnseen makes a camera answer a right password during a lock as it answers a wrong
// one; somebody else has locked it.
func lockedUnseen(s *simcam.Scenario) {
	knows(s)
	s.LockForm, s.Locked = simcam.LockSilent, true
	s.Boot = simcam.Boot{Dark: time.Second, Busy: time.Second}
}

const saidUnsure = "Either it is wrong, or logins are locked: this model does not say which"

// The right password at a camera that lockedUnseen its lock is not called wrong, no row says
// that logins are open, and the same password is taken once the power was away.
func TestARightPasswordAtAHiddenLockIsNotCalledWrong(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", lockedUnseen)
		given, _ := lan.ParseAddress(w.ip)
		answers := mine.with(script{"try-password": {"Garden-22-Gate"}, "maybe-locked": {"again"}, "menu": {"try-password"}, "done": {"finish"}})
		var log []string
		said, ask := "", answers.ask(t, &log)
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		end, err := w.run(ctx, w.env, Begin(w.env, given), func(ctx context.Context, at Walk, refused error) (string, error) {
			if at.Step().ID == "maybe-locked" {
				said = at.Step().Say(at.Facts()).String()
				if got := w.camera.Counters(); got.Logins != 1 || got.Refused != 1 {
					t.Errorf("%+v", got)
				}
				w.camera.PowerOff()
				w.camera.PowerOn()
				for w.camera.State().Booting {
					time.Sleep(time.Millisecond)
				}
			}
			return ask(ctx, at, refused)
		}, func(_ Walk, r Row) {
			text := r.Title.String() + ": " + r.Result.Detail.String()
			if strings.Contains(text, "password is wrong") || r.Result.Status == OK && strings.HasPrefix(text, "Logins") {
				t.Errorf("%s %s", r.Result.Status, text)
			}
		})
		if got := w.camera.Counters(); err != nil || !isIn(Ended(end)) || steptest.Tries(got) != 3 || got.Wrong != 0 || !strings.Contains(said, saidUnsure) {
			t.Errorf("%s, %v, %+v, said %q; %v", Ended(end), err, got, said, log)
		}
	})(t)
}

func isIn(r Final) bool { return r == Regained || r == AlreadyIn }

// The factory password is not crossed off either, and neither is a new one that could
// not be proved, nor in the case for support.
func TestAHiddenLockIsSaidWhereverALoginWasRefused(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "factory-default", func(s *simcam.Scenario) { s.Locked = true })
		end, log := w.tell(t, mine.with(script{"default-password": {"try"}, "default-second": {flow.SayQuit}, "menu": {"default-password"}}))
		f := end.Facts()
		proved, _ := Guide().Step("not-proved")
		for where, said := range map[string]string{
			"the next question": end.Step().Say(f).String(), "a new password": proved.Say(f).String(), "the case": letter.LastLine(f),
		} {
			if !strings.Contains(said, saidUnsure) || strings.Contains(said, "was not it") {
				t.Errorf("%s: %q; %v", where, said, log)
			}
		}
		if title := end.Step().Title.String(); strings.Contains(title, "not it") {
			t.Errorf("the title crosses it off: %q", title)
		}
		if count := w.camera.Counters(); count.Logins != 1 {
			t.Errorf("%d logins", count.Logins)
		}
	})(t)
}

// A device that tells of its lock, or did so before, leaves no doubt.
func TestADeviceThatTellsOfItsLockLeavesNoDoubt(t *testing.T) {
	t.Parallel()
	open := isapi.Lock{Locked: isapi.No}
	for name, c := range map[string]struct {
		f    Facts
		lock isapi.Lock
		want bool
	}{
		"nothing told":           {Facts{}, isapi.Lock{}, true},
		"told with the refusal":  {Facts{}, isapi.Lock{Left: told(4)}, false},
		"told by the look":       {Facts{Camera: facts.Camera{Seen: isapi.Seen{Check: isapi.UserCheck{Lock: open}}}}, isapi.Lock{}, false},
		"told after another try": {Facts{Camera: facts.Camera{Spent: ledger.Spending{Left: told(3)}}}, isapi.Lock{}, false},
	} {
		if got := access.HidesLock(&c.f, isapi.Attempt{Lock: c.lock}); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	for _, lock := range []isapi.Lock{{}, open, {Left: told(4)}, {Locked: isapi.Yes}} {
		want := map[bool]Status{true: OK, false: Skip}[lock.Told()]
		if lock.Locked == isapi.Yes {
			want = Fail
		}
		if got := sentences.LockResult(lock, ledger.Spending{}).Status; got != want {
			t.Errorf("%+v: %s, want %s", lock, got, want)
		}
	}
}

// The wait ends half an hour after the refusal, and the next screen asks for the
// password again; nothing is sent by itself.
func TestTheWaitForAHiddenLock(t *testing.T) {
	t.Parallel()
	at := time.Date(2025, 5, 1, 12, 0, 0, 0, time.UTC)
	step, _ := Guide().Step("maybe-locked")
	f := &Facts{Clock: flow.Clock{Did: at}, Camera: facts.Camera{Last: facts.Tried{Word: "unsure", At: at}}}
	for after, want := range map[time.Duration]Outcome{0: "", 29*time.Minute + 59*time.Second: "", 30 * time.Minute: "over"} {
		if f.Now = at.Add(after); step.Judge(f) != want {
			t.Errorf("after %s: %q", after, step.Judge(f))
		}
	}
	if to, _ := step.To("over"); to != "to-try" {
		t.Errorf("it leads to %s", to)
	}
	for _, key := range []Outcome{"wait", "restart", "menu"} {
		if step.Ask.Option(key) == nil {
			t.Errorf("the option %s is gone", key)
		}
	}
	env, clock := books(t)
	clock.now = at.Add(10 * time.Minute)
	if _, r := refusing.Run(t.Context(), env, f); r.Status != Skip || !strings.Contains(r.Detail.String(), "20:00") {
		t.Errorf("%s: %s", r.Status, r.Detail)
	}
}
