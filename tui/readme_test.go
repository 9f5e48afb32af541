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

// Each rule that is told of has clauses, and each clause a test and a way to break it.
// That the test fails then shows go run .ci/rules.go.
func TestRulesThatAreToldHaveTests(t *testing.T) {
	page, list := readFile(t, "../.github/CONTRIBUTING.md"), readFile(t, "../.ci/rules.txt")
	clauses := regexp.MustCompile(`(?m)^rule (\d+): .+\ntest \./(\S+) (Test\w+)\nin (\S+)\n((?:- .*\n)+)(?:\+.*\n)+$`).FindAllStringSubmatch(list, -1)
	if told := strings.Count("\n"+list, "\nrule "); told != len(clauses) {
		t.Errorf("%d of %d clauses say what they should", len(clauses), told)
	}
	held := map[string]bool{}
	for _, c := range clauses {
		rule, folder, test, file := c[1], c[2], c[3], c[4]
		held[rule] = true
		if !strings.Contains(testsIn(t, folder), "\nfunc "+test+"(t *testing.T)") {
			t.Errorf("rule %s: there is no %s in %s", rule, test, folder)
		}
		old := strings.TrimPrefix(strings.ReplaceAll("\n"+strings.TrimSuffix(c[5], "\n"), "\n- ", "\n"), "\n")
		if n := strings.Count(readFile(t, "../"+file), old); n != 1 {
			t.Errorf("rule %s: what is broken occurs %d times in %s: %s", rule, n, file, old)
		}
	}
	for n := 1; n <= 10; n++ {
		if rule := fmt.Sprint(n); !held[rule] || !strings.Contains(page, "\n| "+rule+" | ") {
			t.Errorf("rule %s is not told of, or nobody holds it", rule)
		}
	}
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// testsIn are all tests of a folder.
func testsIn(t *testing.T, folder string) string {
	t.Helper()
	files, err := filepath.Glob("../" + folder + "/*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, name := range files {
		all.WriteString(readFile(t, name))
	}
	return all.String()
}
