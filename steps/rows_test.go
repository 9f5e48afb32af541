package steps

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write testdata/rows.txt anew")

// rowsFile holds every row that a check can show, to be read as a whole.
const rowsFile = "testdata/rows.txt"

func TestEveryRowIsInThePrint(t *testing.T) {
	t.Parallel()
	got := printRows(readChecks(t))
	if *update {
		if err := os.WriteFile(rowsFile, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(rowsFile)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	old := strings.Split(string(want), "\n")
	for i, line := range strings.Split(got, "\n") {
		if i >= len(old) || line != old[i] {
			t.Fatalf("%s holds other rows than the program, from line %d on: %q.\nRead the new ones after `go test ./steps -run %s -update`", rowsFile, i+1, line, t.Name())
		}
	}
	t.Fatalf("%s holds rows that the program has no more: `go test ./steps -run %s -update`", rowsFile, t.Name())
}

// shownCheck is a check as it stands in the source, with the rows that it can show.
type shownCheck struct {
	id, title string
	rows      []shownRow
}

// shownRow is one row; values stand in braces. Where a part of the sentence is put
// together before, pieces are what it can be.
type shownRow struct {
	status, detail, hint string
	pieces               []string
}

func printRows(checks []shownCheck) string {
	var b strings.Builder
	for _, c := range checks {
		fmt.Fprintf(&b, "%s  %s\n", c.id, c.title)
		for _, r := range c.rows {
			fmt.Fprintf(&b, "  %-4s  %s\n", r.status, r.detail)
			if r.hint != "" {
				fmt.Fprintf(&b, "        %s\n", r.hint)
			}
			for _, p := range r.pieces {
				fmt.Fprintf(&b, "            where %s\n", p)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}
