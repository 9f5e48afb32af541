package ledger

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"camreset/isapi"
)

func TestRule1Budget(t *testing.T) {
	for _, c := range []struct {
		name string
		left *int
		want int
	}{{"told", told(5), 3}, {"not told", nil, 2}, {"told two", told(2), 3}, {"told one: never", told(1), 0}, {"told none", told(0), 0}} {
		book, _ := books(t)
		spent := 0
		for range 10 {
			if _, err := book.spendOne(Try{Ids: device, Left: c.left}); err != nil {
				continue
			}
			spent++
			if err := book.settleOne(device, ByLogin, isapi.Attempt{Outcome: isapi.Wrong, Sent: true}); err != nil {
				t.Fatal(err)
			}
		}
		if spent != c.want {
			t.Errorf("%s: %d tries were allowed, want %d", c.name, spent, c.want)
		}
	}
}

func TestRule1Window(t *testing.T) {
	book, clock := books(t)
	for range 2 {
		if _, err := book.spendOne(Try{Ids: device}); err != nil {
			t.Fatal(err)
		}
	}
	clock.pass(29 * time.Minute)
	if _, err := book.spendOne(Try{Ids: device}); !errors.Is(err, ErrBudget) {
		t.Errorf("after 29 minutes: %v, want %v", err, ErrBudget)
	}
	clock.pass(2 * time.Minute)
	if _, err := book.spendOne(Try{Ids: device}); err != nil {
		t.Errorf("after 31 minutes: %v", err)
	}
	minute := time.Minute
	locked := isapi.Attempt{Outcome: isapi.Locked, Sent: true, Lock: isapi.Lock{Locked: isapi.Yes, Unlock: &minute}}
	if err := book.settleOne(device, ByLogin, locked); err != nil {
		t.Fatal(err)
	}
	clock.pass(61 * time.Second)
	if got := book.Spending(device, nil); got.Count != 0 {
		t.Errorf("after the told lock was over %d tries still count", got.Count)
	}
}

func TestRule1RightTryEmptiesTheLedger(t *testing.T) {
	book, _ := books(t)
	if _, err := book.spendOne(Try{Ids: device}); err != nil {
		t.Fatal(err)
	}
	if err := book.settleOne(device, ByLogin, isapi.Attempt{Outcome: isapi.Wrong, Sent: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := book.spendOne(Try{Ids: device}); err != nil {
		t.Fatal(err)
	}
	if err := book.settleOne(device, ByLogin, isapi.Attempt{Outcome: isapi.Right, Sent: true}); err != nil {
		t.Fatal(err)
	}
	if got := book.Spending(device, nil); got.Count != 1 {
		t.Errorf("before it is known who took the password %d count", got.Count)
	}
	if err := book.Knows(isapi.Device{MAC: "44:19:b6:5c:00:10"}); err != nil {
		t.Fatal(err)
	}
	if got := book.Spending(device, nil); got.Count != 0 {
		t.Errorf("after a right try %d still count", got.Count)
	}
}

func TestRule1TheUsersWordIsGoodForOneTry(t *testing.T) {
	book, _ := books(t)
	allowed := 0
	for range 8 {
		if _, err := book.spendOne(Try{Ids: device, Left: told(6), SaidReset: true}); err == nil {
			allowed++
		}
	}
	if allowed != BudgetTold+1 {
		t.Errorf("with the user's word %d tries were allowed, want %d", allowed, BudgetTold+1)
	}
}

func TestRule1EntriesThatShareAnIdentityAddUp(t *testing.T) {
	book, _ := books(t)
	mac := IdentityOf("44:19:b6:5c:00:10", "")
	for _, ids := range []Identity{mac.With("host:192.168.1.64"), mac.With("host:192.168.1.70")} {
		if _, err := book.spendOne(Try{Ids: ids, Left: told(9)}); err != nil {
			t.Fatal(err)
		}
	}
	if got := book.Spending(Identity{"host:192.168.1.64"}, told(9)); got.Count != 2 {
		t.Errorf("the camera at its old address has %d tries spent, want 2", got.Count)
	}
	if got := book.Spending(Identity{"host:192.168.1.71"}, told(9)); got.Count != 0 {
		t.Errorf("another camera has %d tries spent, want 0", got.Count)
	}
}

func TestRule1TwoCopiesShareTheLedger(t *testing.T) {
	dir := notesFolder(t)
	var allowed sync.Map
	var wait sync.WaitGroup
	for copyOf := range 8 {
		wait.Go(func() {
			book := bookIn(t, dir, time.Now)
			for i := range 4 {
				if _, err := book.spendOne(Try{Ids: device, Left: told(9)}); err == nil {
					allowed.Store(fmt.Sprint(copyOf, i), true)
				}
			}
		})
	}
	wait.Wait()
	n := 0
	allowed.Range(func(any, any) bool { n++; return true })
	if n != BudgetTold {
		t.Errorf("eight copies were allowed %d tries together, want %d", n, BudgetTold)
	}
}

// Two copies of the program that were told the same number of tries left do not
// both go by it: the other one's try may be on its way, or just have been judged.
func TestRule1TwoCopiesNeverSpendTheLastTryTogether(t *testing.T) {
	for _, judged := range []bool{false, true} {
		book, clock := books(t)
		if _, err := book.spendOne(Try{Ids: device, Left: told(2)}); err != nil {
			t.Fatal(err)
		}
		if judged {
			wrong := isapi.Attempt{Outcome: isapi.Wrong, Sent: true, Lock: isapi.Lock{Left: told(1)}}
			if err := book.settleOne(device, ByLogin, wrong); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := book.spendOne(Try{Ids: device, Left: told(2)}); !errors.Is(err, ErrLastTry) {
			t.Errorf("judged %v: the try that would lock the camera came out as %v", judged, err)
		}
		clock.pass(3 * time.Minute) // the other copy was killed, or the camera restarted
		if _, err := book.spendOne(Try{Ids: device, Left: told(2)}); err != nil {
			t.Errorf("judged %v: three minutes later, with two tries told: %v", judged, err)
		}
	}
}

// What the page tells of its tries says nothing of those over UDP, which some
// devices count apart and lock for themselves.
func TestRule1TriesToldByThePageAreNotThoseOverUDP(t *testing.T) {
	book, _ := books(t)
	allowed := 0
	for range 5 {
		if _, err := book.spendOne(Try{By: ByUDP, Ids: device, Left: told(5)}); err != nil {
			continue
		}
		allowed++
		if err := book.settleOne(device, ByUDP, isapi.Attempt{Outcome: isapi.Lost, Sent: true}); err != nil {
			t.Fatal(err)
		}
	}
	if allowed != BudgetUntold {
		t.Errorf("%d tries over UDP were allowed, want %d", allowed, BudgetUntold)
	}
}

// A right try by one way forgets nothing of what the device may count by the other.
func TestRule1ARightTryByOneWayLeavesTheOther(t *testing.T) {
	for _, wrong := range []Way{ByLogin, ByUDP} {
		book, _ := books(t)
		right := ByLogin + ByUDP - wrong
		for range BudgetUntold {
			if _, err := book.spendOne(Try{By: wrong, Ids: device}); err != nil {
				t.Fatal(err)
			}
			if err := book.settleOne(device, wrong, isapi.Attempt{Outcome: isapi.Wrong, Sent: true}); err != nil {
				t.Fatal(err)
			}
		}
		if err := book.Proved(right, device); err != nil {
			t.Fatal(err)
		}
		if _, err := book.spendOne(Try{By: wrong, Ids: device}); !errors.Is(err, ErrBudget) {
			t.Errorf("way %d: the third wrong try came out as %v", wrong, err)
		}
		if _, err := book.spendOne(Try{By: right, Ids: device}); err != nil {
			t.Errorf("way %d: a try by the way that was right came out as %v", right, err)
		}
	}
}

// A stale answer that is repeated notes two tries in one attempt; each is settled.
func TestRule1TwoTriesOfOneAttempt(t *testing.T) {
	for name, c := range map[string]struct {
		a    isapi.Attempt
		want int
	}{
		"right": {isapi.Attempt{Outcome: isapi.Right, Sent: true}, 0}, "wrong": {isapi.Attempt{Outcome: isapi.Wrong, Sent: true}, 2}, "not sent": {isapi.Attempt{}, 0},
	} {
		book, _ := books(t)
		var n Noted
		for range 2 {
			if _, err := book.Spend(Try{Ids: device, Left: told(5)}, &n); err != nil {
				t.Fatal(err)
			}
		}
		if err := book.Settle(n, c.a); err != nil {
			t.Fatal(err)
		}
		if got := book.Spending(device, told(5)).Count; got != c.want {
			t.Errorf("%s: %d count, want %d", name, got, c.want)
		}
		if _, err := book.spendOne(Try{Ids: device, Left: told(4)}); err != nil { // none is on its way any more
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A try of another copy that is on its way while a password is proved stays counted:
// it may arrive after that.
func TestRule1ATryOnItsWayOutlivesAProof(t *testing.T) {
	book, _ := books(t)
	for range 2 {
		if _, err := book.spendOne(Try{Ids: device, Left: told(9)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := book.settleOne(device, ByLogin, isapi.Attempt{Outcome: isapi.Wrong, Sent: true}); err != nil {
		t.Fatal(err)
	}
	if err := book.Proved(ByLogin, device); err != nil {
		t.Fatal(err)
	}
	if got := book.Spending(device, told(9)).Count; got != 1 {
		t.Errorf("%d count, want the one that is on its way", got)
	}
}

// The one more try for the user's word is given back with a right password, and
// used up by a wrong one.
func TestRule1TheOneMoreTryIsGivenBack(t *testing.T) {
	for outcome, want := range map[isapi.Outcome]error{isapi.Right: nil, isapi.Wrong: ErrBudget} {
		book, _ := books(t)
		wrongUntilShut(t, book, device, false)
		var n Noted
		if _, err := book.Spend(Try{Ids: device, SaidReset: true}, &n); err != nil || !n.Extra {
			t.Fatal(err, n)
		}
		if err := book.Settle(n, isapi.Attempt{Outcome: outcome, Sent: true}); err != nil {
			t.Fatal(err)
		}
		if _, err := book.spendOne(Try{Ids: device, SaidReset: true}); !errors.Is(err, want) {
			t.Errorf("after a %s one: %v", outcome, err)
		}
	}
}

// A device that tells only after a wrong try how many are left is believed in
// the next run too.
func TestRule1ToldLastTryIsRemembered(t *testing.T) {
	book, _ := books(t)
	if _, err := book.spendOne(Try{Ids: device}); err != nil {
		t.Fatal(err)
	}
	wrong := isapi.Attempt{Outcome: isapi.Wrong, Sent: true, Lock: isapi.Lock{Left: told(1)}}
	if err := book.settleOne(device, ByLogin, wrong); err != nil {
		t.Fatal(err)
	}
	if _, err := book.spendOne(Try{Ids: device}); err == nil {
		t.Error("the last try was allowed")
	}
}

func TestRule1ATryThatNeverLeftIsGivenBack(t *testing.T) {
	book, _ := books(t)
	if _, err := book.spendOne(Try{Ids: device}); err != nil {
		t.Fatal(err)
	}
	if err := book.settleOne(device, ByLogin, isapi.Attempt{}); err != nil {
		t.Fatal(err)
	}
	if got := book.Spending(device, nil).Count; got != 0 {
		t.Errorf("%d tries noted, want 0", got)
	}
}

// A factory password needs three told tries.
func TestRule1AFactoryPasswordNeedsMoreTries(t *testing.T) {
	for left, want := range map[int]error{1: ErrLastTry, 2: ErrTooFew, 3: nil} {
		book, _ := books(t)
		if _, err := book.spendOne(Try{Ids: device, Left: told(left), IsDefault: true}); !errors.Is(err, want) {
			t.Errorf("%d told: %v, want %v", left, err, want)
		}
	}
}

// What was not noted is not settled, and who has told no number proves nothing.
func TestRule1NothingIsGivenBackForNothing(t *testing.T) {
	book, _ := books(t)
	host := Identity{"host:192.168.1.64"}
	if _, err := book.spendOne(Try{Ids: host}); err != nil {
		t.Fatal(err)
	}
	right := isapi.Attempt{Outcome: isapi.Right, Sent: true}
	if err := errors.Join(book.Settle(Noted{Ids: host}, right), book.Proved(ByLogin, host), book.Knows(isapi.Device{})); err != nil {
		t.Fatal(err)
	}
	if got := book.Spending(host, nil).Count; got != 1 {
		t.Errorf("%d count, want 1", got)
	}
}

// Whoever was seen reset begins anew: by the number, and where none is told, for what
// nobody with a number has spent at the host.
func TestRule1ANewWindow(t *testing.T) {
	host, numbers := Identity{"host:192.168.1.64"}, IdentityOf("44:19:b6:5c:00:10", "")
	for name, c := range map[string]struct {
		spent, reset Identity
		want         int
	}{
		"its number":          {host.With(numbers...), numbers, 0},
		"its host":            {host, host, 0},
		"a host of somebody":  {host.With(numbers...), host, 1},
		"a number at a host":  {host, host.With(numbers...), 1},
		"another one":         {host, Identity{"host:192.168.1.70"}, 1},
		"a number of another": {host.With(numbers...), host.With(IdentityOf("44:19:b6:5c:00:20", "")...), 1},
	} {
		book, _ := books(t)
		if _, err := book.spendOne(Try{Ids: c.spent}); err != nil {
			t.Fatal(err)
		}
		if err := book.NewWindow(c.reset); err != nil {
			t.Fatal(err)
		}
		if got := book.Spending(c.spent, nil).Count; got != c.want {
			t.Errorf("%s: %d count, want %d", name, got, c.want)
		}
	}
}
