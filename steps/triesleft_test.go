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

// A right login says nothing of the tries over UDP: what is shown before one is
// what the ledger will say when it is sent.
func TestTriesOverUDPAreShownAsTheyAreCounted(t *testing.T) {
	besides(testTriesOverUDPAreShownAsTheyAreCounted)(t)
}

func testTriesOverUDPAreShownAsTheyAreCounted(t *testing.T) {
	w := newWorld(t, "moved", func(s *simcam.Scenario) { knows(s); s.HideTries = true })
	given, _ := lan.ParseAddress(w.ip)
	f := Facts{Camera: facts.Camera{Target: given, Place: lan.Near}}
	f.Device.MAC = w.camera.Identity().MAC
	ids := w.env.Identity(&f)
	for range ledger.BudgetUntold {
		if _, err := w.env.spendOne(ledger.Try{By: ledger.ByUDP, Ids: ids}); err != nil {
			t.Fatal(err)
		}
		if err := w.env.settleOne(ids, ledger.ByUDP, isapi.Attempt{Outcome: isapi.Wrong, Sent: true}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.env.Book().Proved(ledger.ByLogin, ids); err != nil {
		t.Fatal(err)
	}
	row := func(c Check) Result {
		change, r := c.Run(t.Context(), w.env, &f)
		change(&f)
		return r
	}
	if r := row(triesLeft); r.Status != OK || !strings.Contains(r.Detail.String(), "spent 0 of the 2") {
		t.Errorf("a login: %s %q", r.Status, r.Detail)
	}
	if r := row(codeLeft); r.Status != Warn || !strings.Contains(r.Detail.String(), "used all 2 of its tries") {
		t.Errorf("over UDP: %s %q", r.Status, r.Detail)
	}
	if r := row(proofLeft); r.Status != OK || !strings.Contains(r.Detail.String(), "spent 2 of the 2") {
		t.Errorf("by either way: %s %q", r.Status, r.Detail)
	}
	if !sentences.ShutTry(&f).IsZero() || sentences.ShutSecret(&f).IsZero() || !strings.Contains(sentences.TryLine(&f).String(), "try 1 of the 2") || !strings.Contains(sentences.SecretLine(&f).String(), "used up") {
		t.Errorf("a login %q %q, over UDP %q %q", sentences.ShutTry(&f), sentences.TryLine(&f), sentences.ShutSecret(&f), sentences.SecretLine(&f))
	}
	if _, err := w.env.spendOne(ledger.Try{By: ledger.ByUDP, Ids: ids}); err == nil {
		t.Error("the ledger allows what the rows refuse")
	}
}

// values are those of a step, in a line.
func values(w Walk) string {
	var all []string
	for _, v := range w.Step().Values(w.Facts()) {
		all = append(all, v.Name.String()+": "+v.Value.String())
	}
	return strings.Join(all, "; ")
}

// The row of the logins tells the same tries as the camera's own words beside it.
func TestTheTriesOfTheLookAreToldAlike(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		w := newWorld(t, "forgotten", nil)
		given, _ := lan.ParseAddress(w.ip)
		at := rounds(t, w.env, flow.Start(Guide(), Facts{Camera: facts.Camera{Target: given, Place: lan.Near}}).Enter("owner"), 1)
		at = at.With(func(f *Facts) { f.Now = f.Now.Add(time.Minute) })
		rows := at.Rows()
		row := rows[slices.IndexFunc(rows, func(r Row) bool { return r.Check == "tries" })].Result
		if !strings.Contains(values(at), "5 tries left") || row.Status != OK || !strings.HasPrefix(row.Detail.String(), "5 tries left;") {
			t.Errorf("%s, beside %+v", values(at), row)
		}
	})
}

// Beside a new password it is said what may be wrong: not that one.
func TestWhatMayBeWrongIsNamed(t *testing.T) {
	left := 5
	for way, want := range map[Outcome]string{"import": "If support's answer is wrong,", "mail": "If the code is wrong,", "guid": "If the recovery file is wrong,"} {
		f := Facts{}
		f.Answers.Way, f.Seen.Check.Lock.Left = way, &left
		if said := sentences.CodeLine(&f).String(); !strings.HasPrefix(said, want) {
			t.Errorf("%s: %s", way, said)
		}
	}
}

// Where a request was refused nothing was tried, and asking once more is not what is lit.
func TestARefusedRequestSpeaksOfNoTry(t *testing.T) {
	failed, _ := Guide().Step("exchange-failed")
	for _, c := range []struct {
		way   Outcome
		kind  string
		tried bool
		first Outcome
	}{{"", "", false, "again"}, {"mail", "", false, "menu"}, {"mail", facts.PendingMail, true, "again"}, {"import", facts.PendingSupport, true, "again"}, {"guid", "", true, "again"}} {
		f := Facts{}
		f.Answers.Way, f.Pending.Kind, f.Change.Word = c.way, c.kind, "refused"
		if said := failed.Say(&f).String(); strings.Contains(said, "wrong passwords") != c.tried || failed.Ask.First(&f) != c.first {
			t.Errorf("%q with %q: %s; lit is %s", c.way, c.kind, said, failed.Ask.First(&f))
		}
	}
}
