package simcam

import (
	"cmp"
	"testing"
	"time"
)

// Who locked a camera can be told: every try is kept with what it did.
func TestTriesAreKeptWithWhatTheyDid(t *testing.T) {
	c := New(Scenario{Tries: 3}, RealClock())
	c.Intrude("192.168.1.20", 2)
	c.mu.Lock()
	c.try(caller{"192.168.1.10", "192.168.1.10"}, AdminUser, true)
	c.try(caller{"192.168.1.20", "192.168.1.20"}, AdminUser, false)
	c.mu.Unlock()
	c.Intrude("192.168.1.20", 1)
	want := []Try{{Left: 3, Foreign: true}, {Left: 2, Foreign: true}, {Left: 3, Right: true, Source: "192.168.1.10"}, {Left: 1, Locked: true}, {Refused: true, Foreign: true}}
	got := c.Tried()
	if len(got) != len(want) {
		t.Fatalf("%d tries are kept, want %d: %+v", len(got), len(want), got)
	}
	for i, w := range want {
		g := got[i]
		if g.At, w.Kind, w.Source = (time.Time{}), kindLogin, cmp.Or(w.Source, "192.168.1.20"); g != w {
			t.Errorf("try %d: %+v, want %+v", i+1, g, w)
		}
	}
	if n := c.Counters(); n.Logins != 2 || !c.State().Locked {
		t.Errorf("%d logins are counted, want 2; locked %v", n.Logins, c.State().Locked)
	}
}

func TestWrongTriesAreForgottenInTime(t *testing.T) {
	var box lockout
	now := time.Now()
	for i := range 5 {
		if box.miss("a", now, 2, time.Minute) {
			t.Fatalf("the wrong try no. %d locked, a minute after the one before", i+1)
		}
		now = now.Add(time.Minute)
		if wait, left := box.wait("a", now), box.left("a", 2); wait != 0 || left != 2 {
			t.Errorf("%d tries are left, and %v to wait", left, wait)
		}
	}
}
