package steps

import (
	"net/netip"
	"strings"
	"testing"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/methods"
	"camreset/steps/sentences"
)

func loginWith(password string) isapi.Login {
	return isapi.Login{User: facts.DefaultUser, Password: isapi.NewSecret(password)}
}

// active are facts of a camera that answers and has a password.
func active(change func(*Facts)) Facts {
	f := Facts{Camera: facts.Camera{Target: lan.Address{Host: "192.168.1.64", IP: "192.168.1.64"}}, Run: facts.Run{Own: []sadp.Interface{{Name: "eth0", Prefixes: []netip.Prefix{netip.MustParsePrefix("192.168.1.10/24")}}}}}
	f.Seen.Reach.State = isapi.ReachOpen
	f.Seen.Front.Done, f.Seen.Front.Server = true, "App-webs/"
	f.Seen.Front.Status = 200
	f.Seen.Status.Done, f.Seen.Status.Status, f.Seen.Status.Root, f.Seen.Status.Activated = true, 200, "activatestatus", isapi.Yes
	if change != nil {
		change(&f)
	}
	return f
}

func legacyFacts(f *Facts) {
	f.Seen.Status = isapi.ActivateStatus{Reply: isapi.Reply{Done: true, Status: 404}}
	f.Seen.Check = isapi.UserCheck{Reply: isapi.Reply{Done: true, Status: 404}}
}

func recorderFacts(f *Facts) { f.Device.Kind = "recorder" }

// nothingSet is what a device tells in which nobody has set up a way back.
var nothingSet = isapi.Recovery{Questions: isapi.No, Mailbox: isapi.No}

func nothingLeft(f *Facts) {
	f.Answers.Searched, f.Answers.NoPage, f.Answers.NoButton = true, true, true
}

// One row for each row of the decision table: what was observed, and the method
// that is recommended.
var decided = []struct {
	row    string
	facts  Facts
	method Outcome
	// shut are methods that must be shut, open ones that must not.
	shut, open []Outcome
}{
	{row: "no ping, no link", facts: active(func(f *Facts) { f.Seen = isapi.Seen{Reach: isapi.Reach{State: isapi.ReachSilent}} }),
		method: "known-elsewhere"},
	{row: "answers elsewhere, other subnet", facts: active(func(f *Facts) {
		f.Seen = isapi.Seen{Reach: isapi.Reach{State: isapi.ReachSilent}}
		f.Target = lan.Address{Host: "192.168.77.64", IP: "192.168.77.64"}
	}), method: "known-elsewhere"},
	{row: "only the recorder answers", facts: active(func(f *Facts) { f.Answers.Setup = "recorder" }), method: "known-elsewhere"},
	{row: "not activated", facts: active(func(f *Facts) { f.Seen.Status.Activated = isapi.No }), method: "web-reset",
		shut: []Outcome{"default-password", "reset-button", "hik-connect", "support"}, open: []Outcome{"web-reset"}},
	{row: "locked", facts: active(func(f *Facts) { f.Seen.Check.Lock = isapi.Lock{Locked: isapi.Yes} }), method: "known-elsewhere",
		shut: []Outcome{"default-password"}, open: []Outcome{"web-reset", "reset-button", "support"}},
	{row: "older than 5.3.0", facts: active(legacyFacts), method: "default-password", open: []Outcome{"default-password"}},
	{row: "questions set", facts: active(func(f *Facts) { f.Seen.Recovery.Questions = isapi.Yes }), method: "web-reset", shut: []Outcome{"default-password"}},
	{row: "answers forgotten", facts: active(func(f *Facts) { f.Seen.Recovery.Questions, f.Answers.NoPage = isapi.Yes, true }), method: "known-elsewhere"},
	{row: "GUID file exported", facts: active(func(f *Facts) { f.Seen.Recovery.GUID = isapi.Yes }), method: "web-reset"},
	{row: "mailbox set", facts: active(func(f *Facts) { f.Seen.Recovery.Mailbox = isapi.Yes }), method: "web-reset"},
	{row: "bound to an account", facts: active(func(f *Facts) { recorderFacts(f); f.Seen.Recovery.HikConnect = isapi.Yes }), method: "hik-connect"},
	{row: "a password was on its way", facts: active(func(f *Facts) { f.Interrupted = "today" }), method: "try-password"},
	{row: "EZVIZ, read the label", facts: active(func(f *Facts) { f.Record.Model = "CS-C6N" }), method: "try-password"},
	{row: "recorder without any method", facts: active(func(f *Facts) {
		recorderFacts(f)
		f.Seen.Recovery = isapi.Recovery{Questions: isapi.No, Mailbox: isapi.No, GUID: isapi.No, HikConnect: isapi.No}
	}), method: "web-reset"},
	{row: "searched, and not found", facts: active(func(f *Facts) { f.Answers.Searched = true }), method: "web-reset"},
	{row: "searched, nothing set up in it", facts: active(func(f *Facts) { f.Answers.Searched, f.Seen.Recovery = true, nothingSet }), method: "reset-button", open: []Outcome{"web-reset"}},
	{row: "searched, its firmware has nothing", facts: active(func(f *Facts) {
		f.Answers.Searched, f.Record.Recovery.Questions, f.Record.Recovery.Mailbox = true, isapi.No, isapi.No
	}), method: "reset-button"},
	{row: "searched, a recovery file may be set up", facts: active(func(f *Facts) {
		f.Answers.Searched, f.Record.Recovery.Questions, f.Record.Recovery.Mailbox, f.Record.Recovery.GUID = true, isapi.No, isapi.No, isapi.Yes
	}), method: "web-reset"},
	{row: "recorder, searched, its screen is left", facts: active(func(f *Facts) {
		recorderFacts(f)
		f.Answers.Searched, f.Seen.Recovery = true, nothingSet
	}), method: "web-reset"},
	{row: "searched, no Forgot Password there", facts: active(func(f *Facts) { f.Answers.Searched, f.Answers.NoPage = true, true }), method: "reset-button"},
	{row: "nothing above, no button", facts: active(nothingLeft), method: "support", shut: []Outcome{"reset-button"}},
	{row: "nothing is known", facts: Facts{}, method: "known-elsewhere"},
}

func TestDecisionTable(t *testing.T) {
	for _, d := range decided {
		t.Run(d.row, func(t *testing.T) {
			if got := methods.Recommend(&d.facts).Method; got != d.method {
				t.Errorf("recommended %s, want %s", got, d.method)
			}
			for _, key := range d.shut {
				if methods.Shut(key, &d.facts).IsZero() {
					t.Errorf("%s is open", key)
				}
			}
			for _, key := range d.open {
				if why := methods.Shut(key, &d.facts); !why.IsZero() {
					t.Errorf("%s is shut: %s", key, why)
				}
			}
		})
	}
}

func TestNothingKnownShutsNothing(t *testing.T) {
	for _, m := range methods.All {
		if why := m.Shut(&Facts{}); !why.IsZero() {
			t.Errorf("%s is shut although nothing is known: %s", m.Key, why)
		}
	}
}

func TestRecommendedStandsFirstAndNumbersStay(t *testing.T) {
	s, _ := Guide().Step("menu")
	f := active(legacyFacts)
	if got := s.Ask.Ordered(&f)[0].Key; got != "default-password" {
		t.Errorf("first in the menu: %s", got)
	}
	f = active(nothingLeft)
	if got := s.Ask.Ordered(&f)[0].Key; got != "support" || s.Ask.Number(got, &f) != 5 {
		t.Errorf("first in the menu: %d %s", s.Ask.Number(got, &f), got)
	}
	for i, m := range methods.All {
		if s.Ask.Number(m.Key, &f) != i+1 || m.Number != i+1 {
			t.Errorf("%s has lost its number", m.Key)
		}
	}
}

func TestDefaultNeedsThreeToldTries(t *testing.T) {
	for left, shut := range map[int]bool{1: true, 2: true, 3: false, 5: false} {
		f := active(func(f *Facts) { legacyFacts(f); f.Seen.Check.Lock.Left = &left })
		if got := !sentences.ShutDefault(&f).IsZero(); got != shut {
			t.Errorf("%d tries told left: shut is %v, want %v", left, got, shut)
		}
	}
}

// TestNoPageIsRecommendedOfWhichTheLookSaysThatItDoesNotHelp: what the question whose it
// is has said of the page, the menu behind it does not say otherwise.
func TestNoPageIsRecommendedOfWhichTheLookSaysThatItDoesNotHelp(t *testing.T) {
	warned, all := 0, []isapi.Tri{isapi.Unknown, isapi.Yes, isapi.No}
	for n := range 3 * 3 * 3 * 3 * 3 {
		f := active(func(f *Facts) {
			f.Answers.Searched = true
			f.Seen.Recovery = isapi.Recovery{Questions: all[n%3], Mailbox: all[n/3%3], GUID: all[n/9%3]}
			f.Record.Recovery.Questions, f.Record.Recovery.Mailbox = all[n/27%3], all[n/81]
		})
		if sentences.RecoveryRow(&f).Status != Warn {
			continue
		}
		if warned++; methods.Recommend(&f).Method == "web-reset" {
			t.Errorf("%+v, %+v", f.Seen.Recovery, f.Record.Recovery)
		}
	}
	if warned == 0 {
		t.Error("it says that of none")
	}
}

// TestNothingStandsInARecorderButItsCameras: a recorder is looked for in no other one.
func TestNothingStandsInARecorderButItsCameras(t *testing.T) {
	for _, c := range []struct {
		facts Facts
		have  string
		asks  bool
	}{{active(nil), "have papers or a recorder", true}, {active(recorderFacts), "have papers or an app", false}} {
		s, _ := Guide().Step("menu")
		o := s.Option("known-elsewhere")
		if got := o.Cells(&c.facts)[0].String(); got != c.have {
			t.Errorf("if you %s, want %s", got, c.have)
		}
		if about := o.About(&c.facts).String(); strings.HasPrefix(about, "A recorder") != c.asks {
			t.Error(about)
		}
		if first := knownElsewhere().List(&c.facts)[0].Do.String(); strings.HasPrefix(first, "A recorder") != c.asks {
			t.Error(first)
		}
	}
}
