package steps

import (
	"slices"
	"strings"
	"testing"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/methods"
)

// spenders are the checks that can cost a try, at once or where a password that
// should be right is refused.
var spenders = []string{"login", "prove-login", "network", "code", "guid-export", "change"}

// harmless are the checks that act and cost no try.
var harmless = map[string]string{
	"activation":       "there is no password yet",
	"mail":             "the camera is asked for a code, not told one",
	"export":           "the camera is asked for a request",
	"moved":            "the camera is looked for",
	"taken-over":       "what is known of one camera is taken over to another place",
	"activation-state": "it is asked without a login",
	"device-info":      "it goes with the login that was proved a moment before",
	"safety":           "it goes with the login that was proved a moment before, and stops at the first refusal",
	"clients":          "it goes with the login that was proved, and stops at the first refusal",
	"fixing":           "it goes with the login that was proved a moment before, and stops at the first refusal",
}

func TestEveryCheckThatActsIsWeighed(t *testing.T) {
	for _, s := range Guide().Steps() {
		for _, c := range s.Checks {
			if known := slices.Contains(spenders, c.ID) || harmless[c.ID] != ""; c.Acts && !known {
				t.Errorf("%s: the check %s acts; say whether it can cost a try", s.ID, c.ID)
			}
		}
	}
}

// spends says whether a step sends a password, at once or by steps that ask
// nothing in between.
func spends(guide *flow.Guide[Env, Facts], at ID, seen map[ID]bool) bool {
	s, _ := guide.Step(at)
	if slices.ContainsFunc(s.Checks, func(c Check) bool { return slices.Contains(spenders, c.ID) }) {
		return true
	}
	if s.Ask != nil || seen[at] {
		return false
	}
	seen[at] = true
	leads := func(next Edges) bool {
		for _, to := range next {
			if spends(guide, to, seen) {
				return true
			}
		}
		return false
	}
	for _, f := range guide.Forks() {
		if f.ID == at && leads(f.Next) {
			return true
		}
	}
	return leads(s.Next)
}

// costly are the words of a step by which a try can be spent.
func costly(guide *flow.Guide[Env, Facts], s Step, f *Facts) []Outcome {
	var all []Outcome
	for _, o := range s.Ask.Options {
		if o.Cost != nil && o.Cost(f).(methods.Cost).Tries > 0 {
			all = append(all, o.Key)
		}
	}
	for on, to := range s.Next {
		judged := slices.Contains(s.May, on) || on == Timeout
		if !judged && !slices.Contains(all, on) && spends(guide, to, map[ID]bool{}) {
			all = append(all, on)
		}
	}
	return all
}

// On every screen where a try can be spent stands what a wrong one would leave, and above
// it how many are left.
func TestEveryScreenThatCanSpendATryShowsTheLedger(t *testing.T) {
	besides(testEveryScreenThatCanSpendATryShowsTheLedger)(t)
}

func testEveryScreenThatCanSpendATryShowsTheLedger(t *testing.T) {
	guide := Guide()
	for _, tells := range []bool{true, false} {
		usual := standing(t, newWorld(t, "forgotten", knows), tells)
		for _, s := range guide.Steps() {
			if s.Ask == nil || len(costly(guide, s, usual)) == 0 {
				continue
			}
			w := newWorld(t, "forgotten", knows)
			f := *standing(t, w, tells)
			words := beforeAnswer(t, w, s, &f)
			left := map[bool]string{true: "still takes 3", false: "try 2 of the 2"}[tells]
			if s.ID == "new-password" || s.ID == "own-password" {
				continue // a right one is sent
			}
			if used := strings.Contains(words, "used up"); !strings.Contains(words, left) && !used {
				t.Errorf("%s (%v): %q is not said in\n%s", s.ID, costly(guide, s, &f), left, words)
			}
			if head := f.Header(); strings.Contains(head, "4 tries left") != tells {
				t.Errorf("%s: the header says %q", s.ID, head)
			}
		}
	}
}

// standing are the facts after one wrong try on a camera that tells its tries,
// or does not.
func standing(t *testing.T, w *world, tells bool) *Facts {
	t.Helper()
	given, _ := lan.ParseAddress(w.ip)
	f := rounds(t, w.env, flow.Start(Guide(), Facts{Camera: facts.Camera{Target: given}}).Enter("look"), 1).Facts()
	ids := w.env.Identity(f)
	spent, err := w.env.spendOne(ledger.Try{Ids: ids, Left: f.Left()})
	if err != nil {
		t.Fatal(err)
	}
	own := *f
	own.Spent, own.Seen.Check.Lock = spent, isapi.Lock{}
	own.Seen.Check.Status, own.Last = 404, facts.Tried{Word: "wrong"} // 404: nothing more is asked
	if tells {
		own.Seen.Check.Lock.Left = told(4)
	} else {
		own.Spent.Budget, own.Seen.Session.Lock = ledger.BudgetUntold, isapi.Lock{}
	}
	return &own
}

// beforeAnswer is everything that a step says before its answer.
func beforeAnswer(t *testing.T, w *world, s Step, f *Facts) string {
	t.Helper()
	said := []string{s.Say(f).String()}
	if s.Sheet != nil {
		said = append(said, joined(s.Sheet(f)))
	}
	for _, o := range s.Ask.Options {
		if o.About != nil {
			said = append(said, o.About(f).String())
		}
	}
	for _, c := range s.Checks {
		reply := RunCheck(t.Context(), w.env, 0, c, f)
		said = append(said, reply.Result.Detail.String())
	}
	return strings.Join(said, "\n")
}
