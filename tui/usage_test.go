package tui_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"camreset/tui/help"
)

// programFlags are the flags of each command with their defaults, which scripts use.
var programFlags = map[string]string{
	"":         "demo[=forgotten] help keys method new-password-file owner plain report set-address version",
	"discover": "csv help interface json sweep timeout=6s watch",
	"check":    "help json timeout=10s",
	"secure":   "help json password-file user=admin",
	"cases":    "help json keys plain report",
	"schema":   "help",
	"simulate": "help listen=127.0.0.1:8080 sadp tls",
	"tree":     "format=text help",
	"help":     "help",
}

var flagLine = regexp.MustCompile(`(?m)^ +(?:-\w, |    )--([\w-]+)(?: \w+)?(?:\[="(.*?)"\])?  (?:.*\(default "?(.*?)"?\))?`)

func TestProgramFlags(t *testing.T) {
	for command, want := range programFlags {
		out, errs, code := outcome(t, start(t, append(strings.Fields(command), "--help")...), "")
		var flags []string
		for _, m := range flagLine.FindAllStringSubmatch(out, -1) {
			flag := m[1]
			if m[2] != "" {
				flag += "[=" + m[2] + "]"
			}
			if m[3] != "" {
				flag += "=" + m[3]
			}
			flags = append(flags, flag)
		}
		slices.Sort(flags)
		if got := strings.Join(flags, " "); got != want || code != 0 || errs != "" {
			t.Errorf("camreset %s has the flags %q, want %q (exit %d, %q)", command, got, want, code, errs)
		}
	}
}

func TestProgramHelpTopics(t *testing.T) {
	front, _, _ := outcome(t, start(t, "--help"), "")
	for _, topic := range help.Topics() {
		out, errs, code := outcome(t, start(t, "help", topic), "")
		if !strings.HasPrefix(out, help.Text(topic)) || out == "" || errs != "" || code != 0 {
			t.Errorf("help %s: exit %d, said %q and printed %q", topic, code, errs, out)
		}
		if extra := strings.TrimPrefix(out, help.Text(topic)); (extra != "") != (topic == "simulate") { // a command too
			t.Errorf("help %s prints beside its text %q", topic, extra)
		}
		if !strings.Contains(front, topic) {
			t.Errorf("camreset --help does not name the topic %s", topic)
		}
	}
	for command := range programFlags {
		named, _, _ := outcome(t, start(t, append([]string{"help"}, strings.Fields(command)...)...), "")
		if !strings.Contains(named, "Usage:\n  camreset "+command) {
			t.Errorf("help %s printed %q", command, named)
		}
	}
	for _, wrong := range []string{"nonsense", "json nonsense", "secur"} {
		out, errs, code := outcome(t, start(t, append([]string{"help"}, strings.Fields(wrong)...)...), "")
		if code != 2 || out != "" || !strings.Contains(errs, "the topics are: checks,") || strings.Count(errs, "\n") != 1 {
			t.Errorf("help %s: exit %d, said %q and printed %q", wrong, code, errs, out)
		}
	}
}

// The checks that the help lists are those of a report, in their order.
func TestProgramHelpListsTheChecks(t *testing.T) {
	_, at := camera(t, "forgotten", nil)
	out, _, _ := outcome(t, start(t, "check", "--json", at), "")
	var report struct{ Checks []struct{ ID, Title string } }
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(help.Text("checks"), "what it says\n")
	table, _, _ = strings.Cut(table, "\n\n")
	var want, got []string
	for _, c := range report.Checks {
		want = append(want, fmt.Sprintf("  %-13s  %-16s  ", c.ID, c.Title))
	}
	for line := range strings.Lines(table) {
		if !strings.HasPrefix(line, "   ") { // else it goes on with the line before
			got = append(got, line[:len(fmt.Sprintf("  %-13s  %-16s  ", "", ""))])
		}
	}
	if !slices.Equal(got, want) || len(got) == 0 {
		t.Errorf("help checks lists\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
