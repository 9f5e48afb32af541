package steps

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// writtenText is a text as it stands in the source: values stand in braces.
type writtenText struct {
	file string // from the top of the module
	line int
	text string
}

// speakers are the packages whose texts a person may read; the cameras that are simulated
// speak for themselves.
var speakers = []string{"../main.go", ".", "../tui", "../isapi"}

// readTexts finds every text for a person: what is given to T and say, and whatever else
// of at least three words stands in the source, such as an error.
func readTexts(t *testing.T) []writtenText {
	t.Helper()
	var all []writtenText
	for _, top := range speakers {
		err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && slices.Contains([]string{"simcam", "steptest", "testdata"}, d.Name()):
				return filepath.SkipDir
			case strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go"):
				all = append(all, textsOf(t, path)...)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(all) < 500 {
		t.Fatalf("only %d texts were found in the source", len(all))
	}
	return all
}

// aWord is what a text has that is more than signs.
var aWord = regexp.MustCompile(`[a-z]{2}`)

// fewWords is how many words a text has at least that is no word of a protocol.
const fewWords = 3

func textsOf(t *testing.T, path string) []writtenText {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	name := strings.TrimPrefix(filepath.ToSlash(filepath.Clean(filepath.Join("steps", path))), "./")
	var all []writtenText
	add := func(e ast.Expr, least int) bool {
		text, is := constant(e)
		if is && len(strings.Fields(text)) >= least && aWord.MatchString(text) && !strings.HasPrefix(text, "\n") && !strings.HasPrefix(text, "<") { // or it is drawn, or sent
			all = append(all, writtenText{name, fset.Position(e.Pos()).Line, text})
		}
		return is
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.Field:
			n.Tag = nil
		case *ast.CallExpr:
			if called(n, "T", "say") {
				add(n.Args[0], 1)
				for _, arg := range n.Args[1:] {
					ast.Inspect(arg, func(n ast.Node) bool {
						e, is := n.(ast.Expr)
						return !is || !add(e, fewWords)
					})
				}
				return false
			}
		case ast.Expr:
			return !add(n, fewWords)
		}
		return true
	})
	return all
}

// called says whether a call is one of the functions of these names.
func called(call *ast.CallExpr, names ...string) bool {
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		return slices.Contains(names, fun.Name)
	case *ast.SelectorExpr:
		return slices.Contains(names, fun.Sel.Name)
	}
	return false
}

// constant is a text that is written whole, or put together with values, which stand in
// braces.
func constant(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind != token.STRING {
			return "", false
		}
		text, err := strconv.Unquote(e.Value)
		return text, err == nil
	case *ast.BinaryExpr:
		if e.Op != token.ADD {
			return "", false
		}
		left, some := constant(e.X)
		right, also := constant(e.Y)
		if !some {
			left = "{}"
		}
		if !also {
			right = "{}"
		}
		return left + right, some || also
	}
	return "", false
}

// verbsOf are the places of values in a format.
var verbsOf = regexp.MustCompile(`%[-+#0]*[0-9.*]*[a-zA-Z]|\{\}`)

// shownIn says whether the words of a text, without its values, stand in a print.
func (w writtenText) shownIn(print string) bool {
	for _, piece := range verbsOf.Split(w.text, -1) {
		if words := strings.Join(strings.Fields(piece), " "); len(strings.Fields(words)) >= fewWords-1 && !strings.Contains(print, words) {
			return false
		}
	}
	return true
}
