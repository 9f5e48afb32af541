package steps

import (
	"camreset/steps/facts"

	"camreset/steps/lan"

	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"camreset/isapi"
)

// contract are the ids and option keys that scripts outside use.
var contract = map[ID][]Outcome{
	"welcome": {"same-network", "not-sure", "phone-only", "recorder"}, "owner": {"mine", "for-owner", "neither"},
	"find": nil, "address": nil, "look": nil, "unreachable": nil, "not-hikvision": nil, "locked": nil, "known-elsewhere": nil,
	"menu":             {"default-password", "web-reset", "reset-button", "hik-connect", "support"},
	"default-password": nil, "try-password": nil, "web-reset": nil, "button-warn": nil, "button-record": nil,
	"button-power": {Done}, "button-hold": {Done}, "button-boot": nil, "hik-connect": nil, "support": nil, "activate": nil,
	"set-password": nil, "restore-network": nil, "secure": nil, "done": nil,
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

func TestSayIsShortAndSentencesAreWhole(t *testing.T) {
	for _, s := range Guide().Steps() {
		said := s.Say(&Facts{}).String()
		if n := len(strings.Fields(said)); n > 60 || n == 0 {
			t.Errorf("%s: says %d words, at most 60 are read", s.ID, n)
		}
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
	all := []Facts{{}, {Camera: facts.Camera{Proved: true}}, {Step: facts.Step{HoldDone: true}, Reset: facts.Reset{ResetSeen: true}}, {Camera: facts.Camera{Misses: 9, Target: lan.Address{IP: "192.168.1.64"}}}}
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

func TestLayers(t *testing.T) {
	for _, pkg := range []string{"camreset/steps", "camreset/isapi", "camreset/isapi/simcam"} {
		out, err := exec.Command("go", "list", "-deps", pkg).CombinedOutput()
		if err != nil {
			t.Fatalf("go list: %v\n%s", err, out)
		}
		if strings.Contains(string(out), "charmbracelet") {
			t.Errorf("%s reaches a terminal library", pkg)
		}
	}
	for pkg, allowed := range imports {
		out, err := exec.Command("go", "list", "-f", `{{join .Imports "\n"}}`, pkg).Output()
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range strings.Fields(string(out)) {
			foreign := strings.Contains(strings.Split(path, "/")[0], ".") || strings.HasPrefix(path, "camreset")
			if path == "net/http" && (pkg == "camreset" || pkg == "camreset/tui") {
				t.Errorf("%s imports net/http", pkg)
			}
			if foreign && !slices.ContainsFunc(allowed, func(a string) bool { return path == a || strings.HasPrefix(path, a+"/v") }) {
				t.Errorf("%s imports %s, which is not its business", pkg, path)
			}
		}
	}
}

// imports are the imports that each package may have beside the standard
// library.
var imports = map[string][]string{
	"camreset": {"camreset/tui", "camreset/tui/ahead", "camreset/tui/cli", "camreset/tui/halt", "camreset/tui/help", "camreset/steps", "camreset/steps/report", "camreset/isapi/simcam", "github.com/spf13/cobra"},
	"camreset/tui": {"camreset/steps/access", "camreset/steps", "camreset/steps/methods", "camreset/steps/facts", "camreset/steps/flow", "camreset/steps/text", "camreset/steps/lan", "camreset/tui/ahead", "camreset/tui/halt", "github.com/charmbracelet/bubbletea", "github.com/charmbracelet/lipgloss", "github.com/charmbracelet/huh",
		"github.com/charmbracelet/bubbles/spinner", "github.com/charmbracelet/bubbles/progress", "github.com/charmbracelet/bubbles/viewport", "github.com/charmbracelet/bubbles/key",
		"github.com/charmbracelet/bubbles/help", "github.com/charmbracelet/bubbles/table", "github.com/charmbracelet/x/term", "github.com/charmbracelet/x/ansi", "github.com/cli/browser", "github.com/atotto/clipboard", "github.com/aymanbagabas/go-osc52"},
	"camreset/tui/halt":        {"github.com/charmbracelet/x/term"},
	"camreset/tui/ahead":       {"github.com/charmbracelet/lipgloss"},
	"camreset/steps":           {"camreset/steps/access", "camreset/steps/facts", "camreset/steps/saved", "camreset/steps/methods", "camreset/steps/report", "camreset/steps/letter", "camreset/steps/sentences", "camreset/steps/flow", "camreset/steps/ledger", "camreset/steps/lan", "camreset/steps/notes", "camreset/steps/text", "camreset/isapi", "camreset/isapi/sadp", "rsc.io/qr", "github.com/wagslane/go-password-validator"},
	"camreset/steps/access":    {"camreset/steps/facts", "camreset/steps/flow", "camreset/steps/lan", "camreset/steps/ledger", "camreset/steps/letter", "camreset/steps/notes", "camreset/steps/sentences", "camreset/steps/text", "camreset/isapi", "camreset/isapi/sadp"},
	"camreset/steps/saved":     {"camreset/steps/facts", "camreset/steps/flow", "camreset/steps/lan", "camreset/steps/ledger", "camreset/steps/notes", "camreset/steps/text", "camreset/isapi", "camreset/isapi/sadp"},
	"camreset/steps/facts":     {"camreset/steps/flow", "camreset/steps/lan", "camreset/steps/ledger", "camreset/steps/text", "camreset/isapi", "camreset/isapi/sadp"},
	"camreset/steps/sentences": {"camreset/steps/facts", "camreset/steps/flow", "camreset/steps/lan", "camreset/steps/ledger", "camreset/steps/text", "camreset/isapi", "camreset/isapi/sadp"},
	"camreset/steps/ledger":    {"camreset/steps/lan", "camreset/steps/notes", "camreset/steps/text", "camreset/isapi"},
	"camreset/steps/lan":       {"camreset/steps/text", "camreset/isapi", "camreset/isapi/sadp"},
	"camreset/steps/notes": {"camreset/isapi", "github.com/adrg/xdg", "github.com/natefinch/atomic", "github.com/gofrs/flock",
		"golang.org/x/sys/unix", "golang.org/x/sys/windows", "golang.org/x/sys/windows/registry"},
	"camreset/steps/flow":   {"camreset/steps/text"},
	"camreset/steps/text":   {"camreset/isapi"},
	"camreset/isapi":        {"camreset/isapi/auth", "camreset/isapi/document", "camreset/isapi/seal", "camreset/isapi/value", "camreset/isapi/wire"},
	"camreset/isapi/auth":   {"camreset/isapi/value", "github.com/icholy/digest"},
	"camreset/isapi/wire":   {"camreset/isapi/value", "golang.org/x/sync/semaphore"},
	"camreset/isapi/sadp":   {"camreset/isapi", "camreset/isapi/document", "camreset/isapi/value", "golang.org/x/net/ipv4"},
	"camreset/isapi/simcam": {"camreset/isapi/simcam/crypt", "camreset/isapi/simcam/onvif", "camreset/isapi/simcam/sadpxml", "camreset/isapi/simcam/udp"},
}

func TestTheGuideIsWhole(t *testing.T) {
	t.Parallel()
	for _, fault := range Guide().Faults() {
		t.Error(fault)
	}
}
