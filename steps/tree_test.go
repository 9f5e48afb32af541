package steps

import (
	"os"
	"slices"
	"strings"
	"testing"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/lan"
)

// contract are the ids and option keys that scripts outside use.
var contract = map[ID][]Outcome{
	"find": {"not-here", "recorder", "phone-only"}, "network": {"ready", "sweep", "phone-only"}, "owner": {"mine", "for-owner", "neither"},
	"unreachable": {"again", "restart", "address", "menu"}, "not-hikvision": {"address", "finish"}, "locked": {"wait", "restart", "menu"},
	"maybe-locked": {"wait", "restart", "menu"}, "other-subnet": {"move", "near", "menu"}, "other-certificate": {"forget", "menu"}, "same-camera": {"yes", "no"},
	"menu":            {"default-password", "web-reset", "reset-button", "hik-connect", "support", "try-password", "known-elsewhere"},
	"known-elsewhere": {"found", "menu"}, "try-password": {"menu"}, "default-password": {"try", "menu"}, "default-second": {"try", "menu"},
	"web-page": {"open", "done", "mail", "guid", "forgotten-answers", "none"}, "button-warn": {"no-button", "menu"}, "button-record": nil,
	"button-power": {"start", "address", "menu"}, "button-hold": nil, "button-boot": nil, "button-failed": {"again", "menu"},
	"hik-connect": {"done", "partner", "pc-tools", "cloud", "menu"}, "support": {"write", "export", "import", "menu"},
	"new-password": {"another", "own", "copy"}, "restore-network": {"old", "dhcp", "free", "typed", "leave"}, "done": {"finish", "network"},
	"pending": {"yes", "no"}, "agree-clear": {"yes", "no"}, "agree-basic": {"yes", "no"}, "agree-udp": {"yes", "no"},
}

// formFields are the texts that scripts outside give.
var formFields = map[ID][]string{
	"try-password": {"user", "password"}, "button-warn": {"erase"}, "button-record": {"mask", "gateway"}, "support": {"brand", "country"},
	"typed-network": {"address", "mask", "gateway", "port"}, "import": {"file", "key"}, "new-password": {"last-four"}, "own-password": {"password", "again"},
}

func TestContractOfIDsAndKeys(t *testing.T) {
	guide := Guide()
	for id, keys := range contract {
		s, found := guide.Step(id)
		if !found {
			t.Errorf("the step %s is gone", id)
			continue
		}
		for _, key := range keys {
			if s.Ask == nil || s.Ask.Option(key) == nil {
				t.Errorf("%s: the option %s is gone", id, key)
			}
		}
	}
	for id, keys := range formFields {
		s, _ := guide.Step(id)
		var got []string
		for _, field := range s.Ask.Fields {
			got = append(got, field.Key)
		}
		if !slices.Equal(got, keys) {
			t.Errorf("%s: the fields are %v, want %v", id, got, keys)
		}
	}
	seen := map[ID]bool{}
	for _, s := range guide.Steps() {
		if seen[s.ID] {
			t.Errorf("two steps are called %s", s.ID)
		}
		seen[s.ID] = true
	}
}

// still are the steps after the look in which the user does something and no
// row is measured, each with its reason.
var still = map[ID]string{
	"phone-done":    "only a phone: no camera can be reached from here",
	"phone":         "only a phone: no camera can be reached from here",
	"support-case":  "the row says what the case lacks; nothing about the camera changes it",
	"button-record": "the row says what is kept; the camera answers is measured beside it once",
}

func TestEveryStepAfterTheLookIsLive(t *testing.T) {
	guide := Guide()
	all := guide.Steps()
	look := slices.IndexFunc(all, func(s Step) bool { return s.ID == "look" })
	for _, s := range all[look+1:] {
		if s.Ask == nil || still[s.ID] != "" {
			continue
		}
		if len(s.Checks) == 0 || s.Wait == nil {
			t.Errorf("%s: nothing is measured while the step stands", s.ID)
		}
	}
	for id := range still {
		if s, found := guide.Step(id); !found || s.Wait != nil {
			t.Errorf("%s needs no exception", id)
		}
	}
}

func TestSentencesAreWhole(t *testing.T) {
	for _, s := range Guide().Steps() {
		said := s.Say(&Facts{}).String()
		if strings.Contains(said, "%!") {
			t.Errorf("%s: a value is missing in %q", s.ID, said)
		}
		if s.Title.IsZero() {
			t.Errorf("%s: has no title", s.ID)
		}
		if s.Ask != nil && s.Ask.Kind == Choice && s.Ask.First != nil {
			shown := 0
			for _, o := range s.Ask.Options {
				if o.When == nil || o.When(&Facts{}) {
					shown++
				}
			}
			if o := s.Ask.Ordered(&Facts{}); len(o) != shown {
				t.Errorf("%s: ordering loses options", s.ID)
			}
		}
	}
}

func TestChecksOfAStepHaveDifferentIDs(t *testing.T) {
	for _, s := range Guide().Steps() {
		ids := map[string]bool{}
		for _, c := range s.Checks {
			if ids[c.ID] {
				t.Errorf("%s: two checks are called %s", s.ID, c.ID)
			}
			ids[c.ID] = true
			if c.Title.IsZero() || c.Run == nil {
				t.Errorf("%s: check %s is not whole", s.ID, c.ID)
			}
		}
	}
}

func TestJudgeSaysOnlyWordsOfMay(t *testing.T) {
	all := []Facts{{}, {Camera: facts.Camera{Proved: true}}, {Reset: facts.Reset{ResetSeen: true}}, {Camera: facts.Camera{Misses: 9, Target: lan.Address{IP: "192.168.1.64"}}}}
	for _, state := range []string{isapi.ReachOpen, isapi.ReachSilent, isapi.ReachRefused} {
		for _, a := range []isapi.Tri{isapi.Unknown, isapi.Yes, isapi.No} {
			f := Facts{Camera: facts.Camera{Alive: isapi.Reach{State: state}}, Reset: facts.Reset{Found: []facts.Found{{Activated: a, Ready: true}}}}
			f.Did, f.Seen.Status.Activated, f.Seen.Reach.State = f.Did.AddDate(1, 0, 0), a, state
			all = append(all, f)
		}
	}
	for _, s := range Guide().Steps() {
		for _, f := range all {
			if s.Judge == nil {
				continue
			}
			if word := s.Judge(&f); word != "" && !slices.Contains(s.May, word) {
				t.Errorf("%s: judges %q, which is not in May", s.ID, word)
			}
		}
	}
}

// The drawing of the guide stands in testdata, for whoever wants to see it whole: run
// `go test ./steps -run TestTheTreeIsDrawn -update` after a change.
func TestTheTreeIsDrawn(t *testing.T) {
	drawn := Guide().Mermaid()
	const name = "testdata/tree.mmd"
	if *update {
		if err := os.WriteFile(name, []byte(drawn), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if kept, err := os.ReadFile(name); err != nil || string(kept) != drawn {
		t.Errorf("%s holds another tree than the program has (%v): run this test with -update", name, err)
	}
}

func TestTheGuideIsWhole(t *testing.T) {
	t.Parallel()
	for _, fault := range Guide().Faults() {
		t.Error(fault)
	}
}
