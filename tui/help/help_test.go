package help_test

import (
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"camreset/isapi/simcam"
	"camreset/steps"
	"camreset/steps/report"
	"camreset/steps/secure"
	"camreset/steps/summary"
	"camreset/tui/cli"
	"camreset/tui/halt"
	"camreset/tui/help"
)

// widest is how many columns a line may have: as many as every terminal has.
const widest = 80

func TestTopicsFitEveryTerminal(t *testing.T) {
	want := []string{"checks", "exit-codes", "files", "json", "plain", "safety", "simulate"}
	if got := help.Topics(); !slices.Equal(got, want) {
		t.Errorf("the topics are %q, want %q", got, want)
	}
	for _, topic := range help.Topics() {
		text := help.Text(topic)
		if !strings.HasSuffix(text, "\n") || strings.HasSuffix(text, "\n\n") || strings.HasPrefix(text, "\n") {
			t.Errorf("%s does not end with one line break, or begins with one", topic)
		}
		n := 0
		for line := range strings.Lines(text) {
			n++
			line = strings.TrimSuffix(line, "\n")
			if utf8.RuneCountInString(line) > widest {
				t.Errorf("%s, line %d is wider than %d columns: %s", topic, n, widest, line)
			}
			if line != strings.TrimRight(line, " ") || strings.ContainsFunc(line, func(r rune) bool { return r < ' ' || r > '~' }) {
				t.Errorf("%s, line %d has blanks at its end, or what not every terminal shows: %q", topic, n, line)
			}
		}
	}
	for _, name := range []string{"", "nonsense", "../help"} {
		if got := help.Text(name); got != "" {
			t.Errorf("there is a topic %q: %q", name, got)
		}
	}
}

// row is a word and a number beside each other, as in the tables of exit codes.
var row = regexp.MustCompile(`(?m)^  ([a-z-]+) +(\d+)  `)

func TestExitCodesAreThoseOfTheProgram(t *testing.T) {
	want := map[string]int{}
	for _, r := range []steps.Final{steps.Regained, steps.AlreadyIn, steps.Unreachable, steps.CaseReady, steps.GaveUp} {
		want[string(r)] = r.ExitCode()
	}
	for _, verdict := range []string{"active", "inactive", "legacy", "unreachable", "not-hikvision", "locked", "unknown"} {
		want[verdict] = report.Report{Verdict: verdict}.ExitCode()
	}
	text := help.Text("exit-codes")
	told := 0
	for _, m := range row.FindAllStringSubmatch(text, -1) {
		told++
		if code, known := want[m[1]]; !known || fmt.Sprint(code) != m[2] {
			t.Errorf("%s is said to have exit code %s; it has %d (known: %t)", m[1], m[2], code, known)
		}
	}
	if unreachable := 1; told != len(want)+unreachable { // it is a result and a verdict
		t.Errorf("%d words have an exit code there, want %d", told, len(want)+unreachable)
	}
	for _, says := range []string{
		fmt.Sprintf("discover: %d if something was found, %d if nothing", report.Listing{Devices: make([]report.ListedDevice, 1)}.ExitCode(), report.Listing{}.ExitCode()),
		fmt.Sprintf("%5d  a fault of the program", cli.Fault),
		fmt.Sprintf("%5d  wrong usage", cli.WrongUsage),
		fmt.Sprintf("%5d  Ctrl+C", halt.Interrupted),
	} {
		if !strings.Contains(text, says) {
			t.Errorf("the exit codes do not say %q", says)
		}
	}
}

// What is looked at with a login is listed, each in its order, with its title.
func TestEverySettingIsToldOf(t *testing.T) {
	text, at := help.Text("checks"), 0
	for _, c := range secure.Settings {
		found := strings.Index(text[at:], "\n  "+c.ID+" ")
		if found < 0 {
			t.Errorf("%s does not stand there, or in another order", c.ID)
			continue
		}
		at += found + 1
		if line, _, _ := strings.Cut(text[at:], "\n"); !strings.Contains(line, c.Title) {
			t.Errorf("%s has the title %q, not %q", c.ID, c.Title, line)
		}
	}
}

// keysOf are the names of all fields of a JSON value, and of those inside it.
func keysOf(value any) []string {
	var keys []string
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			keys = append(append(keys, key), keysOf(inner)...)
		}
	case []any:
		for _, inner := range v {
			keys = append(keys, keysOf(inner)...)
		}
	}
	return keys
}

func TestEveryFieldOfTheJSONIsToldOf(t *testing.T) {
	for _, value := range []any{
		report.Report{Methods: make([]report.Method, 1), Checks: make([]report.Check, 1)},
		report.Listing{
			Devices: make([]report.ListedDevice, 1), Interfaces: make([]report.ListedInterface, 1),
			Causes: make([]report.ListedCause, 1), Swept: make([]report.ListedAddress, 1),
		},
		report.Sighting{},
		report.Cases{Cases: []report.Case{{Pending: &report.Pending{}}}},
		report.Secured{Findings: make([]report.Finding, 1)},
		summary.Summary{
			GivenBack: make([]summary.Thing, 1), NotGivenBack: make([]summary.Missing, 1), Safer: make([]summary.Thing, 1),
			Left: make([]summary.Task, 1), DoneByHand: make([]summary.Thing, 1),
		},
	} {
		written, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		var read any
		if err := json.Unmarshal(written, &read); err != nil {
			t.Fatal(err)
		}
		for _, key := range keysOf(read) {
			if !regexp.MustCompile(`\b` + key + `\b`).MatchString(help.Text("json")) {
				t.Errorf("help json does not tell of the field %s of %T", key, value)
			}
		}
	}
	for _, next := range []string{"choose", "activate", "wait", "other-subnet", "restart", "separate", "none"} {
		if !strings.Contains(help.Text("json"), "\n               "+next+"  ") {
			t.Errorf("help json does not tell of %q as what is next", next)
		}
	}
	var table strings.Builder
	out := report.Output{Out: io.Writer(&table), CSV: true}
	if err := out.End(report.Listing{}, nil); err != nil {
		t.Fatal(err)
	}
	columns := strings.Join(strings.Split(strings.TrimSpace(table.String()), ","), ", ")
	if told := strings.Join(strings.Fields(help.Text("json")), " "); !strings.Contains(told, columns) {
		t.Errorf("help json does not tell of the columns %s", columns)
	}
}

func TestEveryScenarioIsToldOf(t *testing.T) {
	text := help.Text("simulate")
	for _, s := range simcam.Scenarios() {
		if line := fmt.Sprintf("\n  %-15s  %s\n", s.Name, s.Title); !strings.Contains(text, line) {
			t.Errorf("help simulate has no line %q", line)
		}
	}
	for word := range strings.SplitSeq(simcam.CommandHelp, ", ") {
		if !regexp.MustCompile(`(?m)^  (.*, )?` + word + `(,|  )`).MatchString(text) {
			t.Errorf("help simulate does not tell of the line %q", word)
		}
	}
}
