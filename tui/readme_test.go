package tui_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"camreset/tui/help"
)

// What the README, the page for contributors and the help show is what the program does.

// written are the commands that a text shows: those of the sh blocks of the README and
// of the page for contributors, and the indented ones of the topics.
func written(t *testing.T) []string {
	t.Helper()
	var lines []string
	for _, page := range []string{"../README.md", "../.github/CONTRIBUTING.md"} {
		text, err := os.ReadFile(filepath.FromSlash(page))
		if err != nil {
			t.Fatal(err)
		}
		for n, part := range strings.Split(string(text), "```") {
			if block, shell := strings.CutPrefix(part, "sh\n"); shell && n%2 == 1 {
				lines = append(lines, strings.Split(block, "\n")...)
			}
		}
		for _, m := range regexp.MustCompile("`((?:go run \\.|camreset) .*?)`").FindAllStringSubmatch(string(text), -1) {
			lines = append(lines, m[1])
		}
	}
	for _, topic := range help.Topics() {
		for line := range strings.Lines(help.Text(topic)) {
			if line, indented := strings.CutPrefix(line, "  "); indented {
				lines = append(lines, line)
			}
		}
	}
	var commands []string
	for _, line := range lines {
		line, _, _ = strings.Cut(strings.TrimSpace(line), "  ") // what it does stands behind it
		for _, begin := range []string{"go run . ", "camreset "} {
			if args, ours := strings.CutPrefix(line, begin); ours {
				commands = append(commands, strings.Join(strings.Fields(strings.NewReplacer("[=", "=", "[", " ", "]", " ", " | ", " ").Replace(args)), " "))
			}
		}
	}
	slices.Sort(commands)
	return slices.Compact(commands)
}

// Every command that is shown is one. Those that send nothing and come to an end are
// run; of the others, and of those that only show a form, the words are read.
func TestProgramCommandsThatAreShown(t *testing.T) {
	commands := written(t)
	if len(commands) < 20 {
		t.Errorf("only %d commands are shown: %q", len(commands), commands)
	}
	for _, line := range commands {
		args, input, want := strings.Fields(line), "", 0
		form := regexp.MustCompile(`\b[A-Z]{2,}\b`).MatchString(line)
		switch args[0] {
		case "tree", "cases", "help", "completion":
			form = form || slices.Contains(args, "forget") || slices.Contains(args, "resume")
		default:
			if demo := strings.HasPrefix(args[0], "--demo"); demo && !form {
				args, input, want = append(args, "--plain"), ":quit\n", 8
			} else {
				form = true
			}
		}
		if form {
			args = append(args, "--help")
		}
		out, errs, code := outcome(t, start(t, args...), input)
		if code != want || errs != "" || out == "" {
			t.Errorf("camreset %s: exit %d, want %d; said %q", strings.Join(args, " "), code, want, errs)
		}
		if _, known := programFlags[args[0]]; form && known && !strings.Contains(out, "camreset "+args[0]) {
			t.Errorf("camreset %s is read as another command", line)
		}
	}
}

// mostREADME is how many lines are read by somebody who only wants to start.
const mostREADME = 200

func TestREADMEIsShort(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), "\n"); n > mostREADME {
		t.Errorf("the README has %d lines, at most %d are read: what is looked up goes into tui/help", n, mostREADME)
	}
}

// Whoever looks for the tests of a rule finds them by the name that is told.
func TestRulesThatAreToldHaveTests(t *testing.T) {
	page, err := os.ReadFile("../.github/CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	var tests strings.Builder
	for _, pattern := range []string{"../steps/*_test.go", "../steps/*/*_test.go", "*_test.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			tests.Write(text)
		}
	}
	for n := 1; n <= 10; n++ {
		name := fmt.Sprintf("TestRule%d", n)
		if !strings.Contains(string(page), "`"+name+"...`") || !regexp.MustCompile(`func `+name+`[A-Z]`).MatchString(tests.String()) {
			t.Errorf("%s is not told of, or has no test", name)
		}
	}
}
