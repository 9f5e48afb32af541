//go:build ignore

// This program shows that each rule in .github/CONTRIBUTING.md is held by a test. It breaks
// every clause that rules.txt lists, one at a time, and demands that the test named
// there fails; unbroken it has to pass. The tree stays as it is: the broken file is
// handed to the compiler as an overlay.
//
//	go run .ci/rules.go        all rules
//	go run .ci/rules.go 7      rule 7 alone
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
)

const (
	list   = ".ci/rules.txt"
	atOnce = 2 // broken trees that are tried at a time: tests measure time
)

// clause is one part of a rule, the test that holds it, and how it is broken by hand.
type clause struct {
	line            int
	rule, words     string
	folder, test    string
	file, old, next string // the file, the text that occurs once in it, and what takes its place
}

func (c clause) String() string {
	return fmt.Sprintf("%s:%d: rule %s: %s", list, c.line, c.rule, c.words)
}

func main() {
	begun := time.Now()
	only := ""
	if len(os.Args) > 1 {
		only = os.Args[1]
	}
	came, err := run(only)
	fmt.Printf("\n%d of %d clauses are held, and %d cannot be tried here, after %v\n", came.held, came.all, came.skipped, time.Since(begun).Round(time.Second))
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

// outcome counts clauses.
type outcome struct{ all, held, skipped int }

func run(only string) (came outcome, err error) {
	text, err := os.ReadFile(list)
	if err != nil {
		return came, fmt.Errorf("it runs where go.mod is: %w", err)
	}
	clauses, err := read(string(text))
	if only != "" {
		clauses = slices.DeleteFunc(clauses, func(c clause) bool { return c.rule != only })
	}
	if err == nil && len(clauses) == 0 {
		err = fmt.Errorf("%s has nothing about rule %s", list, only)
	}
	came.all = len(clauses)
	var skipped map[string]bool
	if err == nil {
		skipped, err = unbroken(clauses)
	}
	if err != nil {
		return came, err
	}
	failed := make([]error, len(clauses))
	var some errgroup.Group
	some.SetLimit(atOnce)
	for i, c := range clauses {
		if skipped[c.test] {
			came.skipped++
			fmt.Printf("skip  %2s  %s\n          %s is skipped here\n", c.rule, c.words, c.test)
			continue
		}
		some.Go(func() error {
			why, err := broken(c)
			if failed[i] = err; err == nil {
				fmt.Printf("held  %2s  %s\n          %s: %s\n", c.rule, c.words, c.test, why)
			} else {
				fmt.Printf("%v\n", err)
			}
			return nil
		})
	}
	_ = some.Wait()
	err = errors.Join(failed...)
	came.held = came.all - came.skipped
	for _, err := range failed {
		if err != nil {
			came.held--
		}
	}
	return came, err
}

var (
	heading = regexp.MustCompile(`^rule (\d+): (.+)$`)
	named   = regexp.MustCompile(`^test (\./\S+) (Test\w+)$`)
)

// read reads the list; its head says how it is written.
func read(text string) (all []clause, err error) {
	for n, line := range strings.Split(text, "\n") {
		at := max(len(all)-1, 0)
		if m := heading.FindStringSubmatch(line); m != nil {
			all = append(all, clause{line: n + 1, rule: m[1], words: m[2]})
			continue
		}
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if len(all) == 0 {
			return nil, fmt.Errorf("%s:%d: it stands under no rule", list, n+1)
		}
		m := named.FindStringSubmatch(line)
		in, isFile := strings.CutPrefix(line, "in ")
		old, isOld := strings.CutPrefix(line, "- ")
		next, isNext := strings.CutPrefix(line, "+")
		switch {
		case m != nil:
			all[at].folder, all[at].test = m[1], m[2]
		case isFile:
			all[at].file = in
		case isOld:
			all[at].old += "\n" + old
		case isNext:
			all[at].next += "\n" + strings.TrimPrefix(next, " ")
		default:
			return nil, fmt.Errorf("%s:%d: not understood: %s", list, n+1, line)
		}
	}
	for i := range all {
		c := &all[i]
		c.old, c.next = strings.TrimPrefix(c.old, "\n"), strings.TrimPrefix(c.next, "\n")
		if c.test == "" || c.file == "" || c.old == "" {
			err = errors.Join(err, fmt.Errorf("%v: a test, a file or what to break is missing", *c))
		}
	}
	return all, err
}

// unbroken runs the tests of the program as it is, one folder after the other: each has to
// pass. It gives those that are skipped here.
func unbroken(clauses []clause) (skipped map[string]bool, failed error) {
	tests := map[string][]string{}
	for _, c := range clauses {
		if !slices.Contains(tests[c.folder], c.test) {
			tests[c.folder] = append(tests[c.folder], c.test)
		}
	}
	skipped = map[string]bool{}
	for _, folder := range slices.Sorted(maps.Keys(tests)) {
		said, err := test(folder, "^("+strings.Join(tests[folder], "|")+")$", "")
		for _, name := range tests[folder] {
			skipped[name] = strings.Contains(said, "--- SKIP: "+name+" ")
			if !skipped[name] && !strings.Contains(said, "--- PASS: "+name+" ") {
				err = errors.Join(err, fmt.Errorf("%s %s does not pass as it is", folder, name))
			}
		}
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s\n%w", said, err))
		}
	}
	return skipped, failed
}

// broken breaks a clause and says by which words its test failed.
func broken(c clause) (why string, err error) {
	text, err := os.ReadFile(c.file)
	if err != nil {
		return "", fmt.Errorf("%v: %w", c, err)
	}
	if n := strings.Count(string(text), c.old); n != 1 {
		return "", fmt.Errorf("%v: what is to be broken occurs %d times in %s", c, n, c.file)
	}
	folder, err := os.MkdirTemp("", "rules-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(folder) //nolint:errcheck // what is left lies where such things are cleaned up
	path, err := filepath.Abs(c.file)
	if err != nil {
		return "", err
	}
	mutant, overlay := filepath.Join(folder, filepath.Base(path)), filepath.Join(folder, "overlay.json")
	if err := os.WriteFile(mutant, bytes.Replace(text, []byte(c.old), []byte(c.next), 1), 0o600); err != nil {
		return "", err
	}
	places, err := json.Marshal(map[string]map[string]string{"Replace": {path: mutant}})
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(overlay, places, 0o600); err != nil {
		return "", err
	}
	said, err := test(c.folder, "^"+c.test+"$", overlay)
	switch {
	case strings.Contains(said, "[build failed]"), strings.Contains(said, "[setup failed]"):
		return "", fmt.Errorf("%v: it cannot be built when it is broken:\n%s", c, said)
	case err == nil:
		return "", fmt.Errorf("%v: NOBODY HOLDS IT: %s passes all the same", c, c.test)
	}
	return reason(said), nil
}

// test runs tests of one folder, and gives what they print. The overlay holds for what the
// tests build as well.
func test(folder, names, overlay string) (string, error) {
	run := exec.Command("go", "test", "-count=1", "-vet=off", "-timeout=2m", "-ldflags=-s -w", "-run", names, folder)
	if overlay == "" {
		run.Args = append(run.Args, "-v") // tells the tests that were skipped
	} else {
		run.Env = append(os.Environ(), "GOFLAGS="+os.Getenv("GOFLAGS")+" -overlay="+overlay)
	}
	said, err := run.CombinedOutput()
	return string(said), err
}

// failure is the line in which a test says why it fails, or what ended the program.
var failure = regexp.MustCompile(`(?m)^\s+(\w+_test\.go:\d+: .*)$|^(panic: .*|.*goleak: .*)$`)

func reason(said string) string {
	line := []rune(strings.TrimSpace(failure.FindString(said)))
	if len(line) == 0 {
		line = []rune(strings.TrimSpace(said))
	}
	return string(line[:min(len(line), 160)])
}
