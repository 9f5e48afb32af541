package steps

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/simcam"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/ledger"
)

// hides is a camera that locks late and tells nothing of its tries.
func hides(s *simcam.Scenario) { s.Tries, s.HideTries, s.LockForm = 9, true, simcam.LockSilent }

// wrongAt types wrong passwords at an address until none is taken, in a run of its
// own.
func (w *world) wrongAt(t *testing.T, env Env, typed string) {
	t.Helper()
	env = env.WithCameras()
	defer env.Close()
	given, bad := lan.ParseAddress(typed)
	if !bad.IsZero() {
		t.Fatal(bad)
	}
	given, failed := lookUp(t.Context(), env, given)
	if !failed.Detail.IsZero() {
		t.Fatal(failed.Detail)
	}
	f := Facts{Camera: facts.Camera{Target: given}}
	for range ledger.BudgetTold + 1 {
		change, _ := env.Try(t.Context(), &f, loginWith("Some-1-Word"), false)
		change(&f)
	}
}

// A camera whose realm differs between its pages and from run to run has one
// budget.
func TestRule1ARealmThatChangesOpensNoBudget(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", func(s *simcam.Scenario) { hides(s); s.RealmPages = true })
		for n := range 4 {
			w.camera.Rename(fmt.Sprint("IP Camera(", n, ")"))
			w.wrongAt(t, w.env, w.ip)
		}
		if got := w.camera.Counters().Wrong; got == 0 || got > ledger.BudgetUntold {
			t.Errorf("%d wrong logins under four names, %d are allowed", got, ledger.BudgetUntold)
		}
	})(t)
}

// doors lets a camera be reached at more addresses than its own: other ports, and
// addresses that the network shows with its MAC.
func (w *world) doors(env Env, more ...string) Env {
	dial, neighbours := env.Dial, env.Neighbours
	own := net.JoinHostPort(w.ip, "80")
	env.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		for _, door := range more {
			if address == door {
				address = own
			}
		}
		return dial(ctx, network, address)
	}
	env.Neighbours = func() (map[netip.Addr]string, error) {
		table, err := neighbours()
		for _, door := range more {
			if at, bad := netip.ParseAddrPort(door); bad == nil && at.Addr().Is4() {
				table[at.Addr()] = w.camera.Identity().MAC
			}
		}
		return table, err
	}
	return env
}

// Other ports, a second IPv4 address, an IPv6 address and a name lead to one budget.
func TestRule1AllDoorsShareOneBudget(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", hides)
		mac := must(net.ParseMAC(w.camera.Identity().MAC))
		six := fmt.Sprintf("fd00::%02x%02x:%02xff:fe%02x:%02x%02x", mac[0]^2, mac[1], mac[2], mac[3], mac[4], mac[5])
		env := w.doors(w.env, w.ip+":8080", w.ip+":81", "192.168.1.65:80", "["+six+"]:80")
		w.lan.AddName("camera.example", w.ip)
		for _, typed := range []string{w.ip, w.ip + ":8080", "192.168.1.65", "[" + six + "]", "camera.example", w.ip + ":81"} {
			w.wrongAt(t, env, typed)
		}
		if got := w.camera.Counters().Wrong; got != ledger.BudgetUntold {
			t.Errorf("%d wrong logins through six doors, want %d", got, ledger.BudgetUntold)
		}
	})(t)
}

// takeTurns makes two cameras that take turns at one address, with one realm and one
// computer's notes.
func takeTurns(t *testing.T) (a, b *world) {
	a = newWorld(t, "forgotten", func(s *simcam.Scenario) { hides(s); s.Realm = "IP Camera" })
	b = newWorld(t, "forgotten", func(s *simcam.Scenario) { hides(s); knows(s); s.Realm, s.Unit = "IP Camera", 7 })
	b.env.Read, b.env.Update, b.env.Aside = a.env.Read, a.env.Update, a.env.Aside
	return a, b
}

// named is a world's camera, as it tells over UDP or after a login; without numbers
// it tells nothing.
func (w *world) named(numbers bool) Facts {
	given, _ := lan.ParseAddress(w.ip)
	f := Facts{Camera: facts.Camera{Target: given, Place: lan.Near}}
	if id := w.camera.Identity(); numbers {
		f.Device.MAC, f.Device.Serial = id.MAC, id.Serial
	}
	return f
}

// A right login on one camera gives nothing back of what was spent on another one
// at the same address, whether their numbers were known or not.
func TestRule1ARightLoginEmptiesNothingOfAnotherCamera(t *testing.T) {
	besides(func(t *testing.T) {
		for _, known := range []bool{true, false} {
			a, b := takeTurns(t)
			wrong := func() {
				f := a.named(known)
				for range ledger.BudgetTold + 1 {
					change, _ := a.env.WithCameras().Try(t.Context(), &f, loginWith("Some-1-Word"), false)
					change(&f)
				}
			}
			wrong()
			f := b.named(known)
			f.Answers.SaidReset = true // for where its tries may be the other one's
			for _, check := range []Check{{Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
				return env.Try(ctx, f, loginWith("Garden-22-Gate"), false)
			}}, deviceInfo} {
				change, r := check.Run(t.Context(), b.env, &f)
				if change(&f); r.Status != OK || r.Err != nil {
					t.Fatalf("known %v: %s, %v", known, r.Detail, r.Err)
				}
			}
			wrong()
			if got := a.camera.Counters().Wrong; got != ledger.BudgetUntold {
				t.Errorf("known %v: the first camera got %d wrong logins, want %d", known, got, ledger.BudgetUntold)
			}
		}
	})(t)
}

// A camera that was swapped under a run for another one with the same realm: what is
// spent on it counts for it, and for the one that was there before.
func TestRule1ASwapDuringARunOpensNoBudget(t *testing.T) {
	besides(func(t *testing.T) {
		a, b := takeTurns(t)
		f, env, there := a.named(true), a.env, a
		env.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
			return there.env.Dial(ctx, network, address)
		}
		env.Neighbours = func() (map[netip.Addr]string, error) { return there.env.Neighbours() }
		f.IDs = env.Identity(&f) // seen at its address
		there = b
		for range ledger.BudgetTold {
			env.Links.Read = time.Time{} // the table is read again
			change, _ := env.Try(t.Context(), &f, loginWith("Some-1-Word"), false)
			change(&f)
		}
		g := b.named(true)
		change, _ := b.env.Try(t.Context(), &g, loginWith("Some-1-Word"), false)
		if change(&g); b.camera.Counters().Wrong != ledger.BudgetUntold || g.Last.Word != "stopped" {
			t.Errorf("the second camera got %d wrong logins, want %d; %s", b.camera.Counters().Wrong, ledger.BudgetUntold, g.Last.Word)
		}
	})(t)
}

// A right login on a camera that told no number gives its own try back, and empties
// by the numbers that the camera tells under that login.
func TestRule1NumbersAreLearnedByARightLogin(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", func(s *simcam.Scenario) { hides(s); knows(s) })
		f, silent := w.named(true), w.named(false)
		w.env.Neighbours = nil
		login := func(f *Facts, password string) {
			change, _ := w.env.WithCameras().Try(t.Context(), f, loginWith(password), false)
			change(f)
		}
		count := func(f Facts) int { return w.env.Book().Spending(w.env.Identity(&f), nil).Count }
		login(&f, "Some-1-Word") // by its number
		login(&silent, "Garden-22-Gate")
		if silent.Last.Word != "right" || count(silent) != 1 {
			t.Fatalf("%s, %d count", silent.Last.Word, count(silent))
		}
		change, r := deviceInfo.Run(t.Context(), w.env, &silent)
		if change(&silent); r.Status != OK || r.Err != nil || count(f) != 0 || count(silent) != 0 {
			t.Errorf("%v: %d and %d still count", r.Err, count(f), count(silent))
		}
	})(t)
}

// A request that waits for support belongs to one camera: another one at the same
// address is not offered it, and does not take the place of its walk.
func TestWalksOfTwoCamerasAtOneAddressAreTwo(t *testing.T) {
	besides(func(t *testing.T) {
		a, b := takeTurns(t)
		f := a.named(true)
		f.Seen.Reach.State = isapi.ReachOpen
		f.Pending = facts.Pending{Kind: facts.PendingSupport, Text: "REQUEST", MAC: f.Device.MAC, Serial: f.Device.Serial}
		if err := a.env.Keep(flow.Start(Guide(), f).Enter("exported")); err != nil {
			t.Fatal(err)
		}
		for _, numbers := range []bool{false, true} { // it tells its numbers late
			g := b.named(numbers)
			g.Seen.Reach.State = isapi.ReachOpen
			change, _ := awaited.Run(t.Context(), b.env, &g)
			change(&g)
			if numbers && g.Pending.Kind != "" {
				t.Error("the other camera's request is offered")
			}
			late := b.named(true)
			late.Pending = g.Pending
			change, _ = awaited.Run(t.Context(), b.env, &late)
			if change(&late); late.Pending.Kind != "" {
				t.Error("the other camera's request stays in the walk")
			}
		}
		env, g := b.env.WithCameras(), b.named(true)
		g.Seen.Reach.State = isapi.ReachOpen
		if err := env.Keep(flow.Start(Guide(), g).Enter("menu")); err != nil {
			t.Fatal(err)
		}
		all, err := a.env.store().Walks()
		if err != nil || len(all) != 2 || all[0].Facts.Pending.Kind+all[1].Facts.Pending.Kind != facts.PendingSupport {
			t.Errorf("%d walks, %v", len(all), err)
		}
	})(t)
}

// A write that may have been sent to one camera is not told of another, nor is its
// note ended by it.
func TestWritesOfTwoCamerasAtOneAddressAreTwo(t *testing.T) {
	besides(func(t *testing.T) {
		a, b := takeTurns(t)
		f, g, silent := a.named(true), b.named(true), b.named(false)
		if err := a.env.Begin(&f, ledger.IntentPassword); err != nil {
			t.Fatal(err)
		}
		for _, other := range []*Facts{&g, &silent} {
			if err := b.env.Finish(other); err != nil {
				t.Fatal(err)
			}
		}
		if _, found, _, err := b.env.Book().Intent(b.env.Identity(&g)); found || err != nil {
			t.Errorf("told of the other camera, %v", err)
		}
		if _, found, _, err := a.env.Book().Intent(a.env.Identity(&f)); !found || err != nil {
			t.Errorf("the note is gone, %v", err)
		}
	})(t)
}

// That a note of writes cannot be read is said, in this run and in later ones.
func TestUnreadableWritesAreSaid(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", nil)
		if err := w.env.Update(ledger.IntentFile, func([]byte) ([]byte, error) { return []byte("{cut"), nil }); err != nil {
			t.Fatal(err)
		}
		f := w.named(false)
		for run := range 2 {
			if _, r := unfinished.Run(t.Context(), w.env, &f); r.Status != Warn || r.Err != nil {
				t.Errorf("run %d: %s %q %v", run, r.Status, r.Detail, r.Err)
			}
			if err := w.env.Begin(&f, ledger.IntentPassword); err != nil {
				t.Fatal(err)
			}
			if err := w.env.Finish(&f); err != nil {
				t.Fatal(err)
			}
		}
	})(t)
}
