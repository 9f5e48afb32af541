package steps

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"camreset/steps/methods"
)

// TestNoPlaceOutsideTheStepsNamesOne: what is true of a step stands at the step, so that
// whoever adds one has no list to find. An id that is a word of an edge, a method or a
// verdict too may stand elsewhere in that meaning.
func TestNoPlaceOutsideTheStepsNamesOne(t *testing.T) {
	words := []string{string(Done), "activate", "other-subnet"} // the last two are said by check, under "next"
	for _, m := range methods.All {
		words = append(words, string(m.Key))
	}
	var ids []string
	for _, s := range Guide().Steps() {
		ids = append(ids, string(s.ID))
		for _, w := range s.Words() {
			words = append(words, string(w))
		}
	}
	for _, f := range Guide().Forks() {
		ids = append(ids, string(f.ID))
		for _, w := range f.May {
			words = append(words, string(w))
		}
	}
	ids = slices.DeleteFunc(ids, func(id string) bool { return slices.Contains(words, id) })
	if len(ids) < 60 {
		t.Fatalf("only %d ids are nothing else: %v", len(ids), ids)
	}
	looked := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		switch name := d.Name(); {
		case err != nil:
			return err
		case d.IsDir() && name != ".." && (name == "testdata" || strings.HasPrefix(name, ".") || name == "isapi"):
			return fs.SkipDir
		case d.IsDir(), filepath.Ext(name) != ".go", strings.HasSuffix(name, "_test.go"), filepath.Dir(path) == filepath.Join("..", "steps"),
			path == filepath.Join("..", "tui", "cli", "command.go"): // a flag may be called as the step that it answers
			return nil
		}
		looked++
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, is := n.(*ast.BasicLit); is && lit.Kind == token.STRING {
				if value, _ := strconv.Unquote(lit.Value); slices.Contains(ids, value) {
					t.Errorf("%s names the step %s", set.Position(lit.Pos()), value)
				}
			}
			return true
		})
		return nil
	})
	if err != nil || looked < 100 {
		t.Errorf("looked at %d files: %v", looked, err)
	}
}
