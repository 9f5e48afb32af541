package steps

import (
	"strings"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/simcam"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/letter"
)

// somebodyElse sends wrong passwords to the camera, as a recorder with an old
// one does.
func (w *world) somebodyElse(t *testing.T, times int) {
	t.Helper()
	other := isapi.New(isapi.Config{Host: w.ip, Dial: w.lan.DialContext, Now: w.env.Now})
	defer other.Close()
	for range times {
		if a, err := other.Try(t.Context(), loginWith("Recorder-1-Old")); a.Outcome != isapi.Wrong && a.Outcome != isapi.Locked {
			t.Fatalf("the other's login came out as %q, %v", a.Outcome, err)
		}
	}
}

// Others' wrong logins are told in the row, in the words before the next try, in
// the summary and in the case for support; half an hour later nothing warns.
func TestSomethingElseIsTrying(t *testing.T) { besides(testSomethingElseIsTrying)(t) }

func testSomethingElseIsTrying(t *testing.T) {
	w := newWorld(t, "forgotten", func(s *simcam.Scenario) { knows(s); s.Tries = 7 })
	given, _ := lan.ParseAddress(w.ip)
	at := rounds(t, w.env, flow.Start(Guide(), Facts{Camera: facts.Camera{Target: given}}).Enter("look"), 1)
	at = rounds(t, w.env, at.Enter("try-password"), 1)
	if row := shown(at, "tries-left"); at.Facts().Others.Tries != 0 || strings.Contains(row, "else") {
		t.Fatalf("others are seen where there are none: %q", row)
	}
	w.somebodyElse(t, 2)
	w.pass(31 * time.Second)
	for _, id := range []ID{"try-password", "default-password", "not-proved", "menu"} {
		at = rounds(t, w.env, at.Enter(id), 1)
		if row := shown(at, "tries-left"); !strings.Contains(row, "5 tries left") || !strings.Contains(row, "there were 7 tries left, then 5") {
			t.Errorf("%s: the row says %q", id, row)
		}
		said := at.Step().Say(at.Facts()).String()
		if id == "not-proved" { // it has much to say
			said = joined(at.Step().Sheet(at.Facts()))
		}
		if !strings.Contains(said, "Something else is trying") {
			t.Errorf("%s: says %q", id, said)
		}
	}
	f := at.Facts()
	for name, lines := range map[string][]Text{"locked": f.Others.Sheet(f.Now), "the case": letter.CaseSheet(f)} {
		if said := joined(lines); !strings.Contains(said, "omething else") {
			t.Errorf("%s does not tell of it: %s", name, said)
		}
	}
	if got := w.camera.Counters(); got.Logins != 2 {
		t.Errorf("%d logins, want the two of the other", got.Logins)
	}
	if later := f.Others.Words(f.Others.Seen.Add(ledger.Window)); !later.IsZero() {
		t.Errorf("half an hour later it still says %q", later)
	}
}

// A try that we send is told from those before it, and ours are not called others'.
func TestOursAreNotOthers(t *testing.T) {
	besides(func(t *testing.T) {
		for _, hide := range []bool{false, true} {
			w := newWorld(t, "forgotten", func(s *simcam.Scenario) { knows(s); s.Tries, s.HideTries = 9, hide })
			given, _ := lan.ParseAddress(w.ip)
			at := rounds(t, w.env, flow.Start(Guide(), Facts{Camera: facts.Camera{Target: given}}).Enter("look"), 1)
			f := *at.Facts()
			try := func() {
				change, _ := w.env.Try(t.Context(), &f, loginWith("Some-1-Word"), false)
				change(&f)
			}
			for range 2 {
				try()
				w.pass(31 * time.Second)
				at = rounds(t, w.env, flow.Start(Guide(), f).Enter("no-try"), 1)
				f = *at.Facts()
			}
			if f.Others.Tries != 0 {
				t.Errorf("tries hidden %v: our own are called others': %+v", hide, f.Others)
			}
			w.somebodyElse(t, 1)
			w.pass(time.Second)
			try()
			if want := map[bool]int{false: 1, true: 0}[hide]; f.Others.Tries != want {
				t.Errorf("tries hidden %v: the one before ours was not seen: %+v", hide, f.Others)
			}
		}
	})(t)
}

// The lock that others bring about while we look on is theirs.
func TestOthersLockTheCamera(t *testing.T) { besides(testOthersLockTheCamera)(t) }

func testOthersLockTheCamera(t *testing.T) {
	w := newWorld(t, "forgotten", func(s *simcam.Scenario) { s.Tries = 3 })
	given, _ := lan.ParseAddress(w.ip)
	at := rounds(t, w.env, flow.Start(Guide(), Facts{Camera: facts.Camera{Target: given}}).Enter("look"), 1)
	w.somebodyElse(t, 3)
	w.pass(31 * time.Second)
	at = rounds(t, w.env, at.Enter("locked"), 1)
	row, said := shown(at, "lock"), at.Step().Say(at.Facts()).String()+joined(at.Step().Sheet(at.Facts()))+at.Step().List(at.Facts())[0].Do.String()+at.Step().Help.String()
	if !strings.Contains(row, "They are locked.") || !strings.Contains(row, "there were 3 tries left, then none") || !strings.Contains(row, "spent 0 of the 3") {
		t.Errorf("the row says %q", row)
	}
	for _, want := range []string{"recorder", "VMS", "Home Assistant", "app", "not you", "network cable", "Devices & services"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said in %q", want, said)
		}
	}
}

// pass lets time pass, for the program and the camera.
func (w *world) pass(d time.Duration) { <-w.env.After(d) }

func joined(lines []Text) string {
	var all []string
	for _, line := range lines {
		all = append(all, line.String())
	}
	return strings.Join(all, "\n")
}
