package steps

import (
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// source are the guide and its rooms as they are written, without their tests: a name
// stands there without that of its package.
type source struct {
	fset   *token.FileSet
	funcs  map[string][]*ast.FuncDecl   // methods have a point before their name
	checks map[string]*ast.CompositeLit // by the variable
	files  []*ast.File
}

func readSource(t *testing.T) *source {
	s := &source{fset: token.NewFileSet(), funcs: map[string][]*ast.FuncDecl{}, checks: map[string]*ast.CompositeLit{}}
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	rooms, err := filepath.Glob("*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	names = append(names, rooms...)
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(s.fset, name, qualifiers.ReplaceAll(text, []byte("$1")), 0)
		if err != nil {
			t.Fatal(err)
		}
		s.files = append(s.files, file)
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				name := n.Name.Name
				if n.Recv != nil {
					name = "." + name
				}
				s.funcs[name] = append(s.funcs[name], n)
			case *ast.ValueSpec:
				for i, v := range n.Values {
					if lit, is := v.(*ast.CompositeLit); is && s.text(lit.Type) == "Check" {
						s.checks[n.Names[i].Name] = lit
					}
				}
			}
			return true
		})
	}
	return s
}

// qualifiers are the names of the rooms in front of what is theirs.
var qualifiers = regexp.MustCompile(`\b(?:text|notes|lan|ledger|facts|sentences|flow|letter|saved|methods|access)\.([A-Z])`)

// text is a piece of the source in one line.
func (s *source) text(n ast.Node) string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	_ = printer.Fprint(&b, s.fset, n)
	return strings.Join(strings.Fields(b.String()), " ")
}

// everyCheck stands for the rows that any of them can show.
const everyCheck = "(every check)"

// readChecks finds every Check of the package; checks with the same id and title
// are one.
func readChecks(t *testing.T) []shownCheck {
	s := readSource(t)
	found := map[string]*shownCheck{}
	for _, file := range s.files {
		var in *ast.FuncDecl
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				in = n
			case *ast.CompositeLit:
				if kind := s.text(n.Type); kind == "Check" {
					s.shown(found, n, in)
				} else if kind == "[]Check" {
					for _, e := range n.Elts {
						if one, is := e.(*ast.CompositeLit); is && one.Type == nil {
							s.shown(found, one, in)
						}
					}
				}
			}
			return true
		})
	}
	var all []shownCheck
	if run := s.funcs["Run"]; len(run) == 1 {
		all = append(all, shownCheck{id: everyCheck, title: "Title", rows: s.reach(run[0].Body, map[ast.Node]bool{})})
	}
	for _, key := range slices.Sorted(maps.Keys(found)) {
		all = append(all, *found[key])
	}
	if len(all) < 40 {
		t.Fatalf("only %d checks were found in the source", len(all))
	}
	return all
}

func (s *source) shown(found map[string]*shownCheck, lit *ast.CompositeLit, in *ast.FuncDecl) {
	field := fields(lit)
	id, title := s.named(field["ID"], in), s.named(field["Title"], in)
	key := id + "  " + title
	if found[key] == nil {
		found[key] = &shownCheck{id: id, title: title}
	}
	c := found[key]
	for _, run := range []ast.Expr{field["Run"], field["Tell"]} {
		if run != nil {
			c.rows = append(c.rows, s.reach(run, map[ast.Node]bool{})...)
		}
	}
	order := []string{"ok", "warn", "fail", "skip", "all"}
	slices.SortFunc(c.rows, func(a, b shownRow) int {
		if d := slices.Index(order, a.status) - slices.Index(order, b.status); d != 0 {
			return d
		}
		return strings.Compare(a.detail+a.hint, b.detail+b.hint)
	})
	c.rows = slices.CompactFunc(c.rows, func(a, b shownRow) bool { return a.status == b.status && a.detail == b.detail && a.hint == b.hint })
}

func fields(lit *ast.CompositeLit) map[string]ast.Expr {
	all := map[string]ast.Expr{}
	for _, e := range lit.Elts {
		if kv, is := e.(*ast.KeyValueExpr); is {
			all[kv.Key.(*ast.Ident).Name] = kv.Value
		}
	}
	return all
}

// named reads an id or a title: written there, taken from another check, or given by
// those who call the function around it.
func (s *source) named(e ast.Expr, in *ast.FuncDecl) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		return unquote(e)
	case *ast.SelectorExpr:
		if other := s.checks[s.text(e.X)]; other != nil {
			return s.named(fields(other)[e.Sel.Name], in)
		}
	case *ast.CallExpr:
		if name := s.text(e.Fun); name == "T" || name == "string" {
			return s.named(e.Args[0], in)
		}
	case *ast.Ident:
		return s.givenBy(e.Name, in)
	}
	return "{" + s.text(e) + "}"
}

// givenBy are the words that callers give for a parameter.
func (s *source) givenBy(name string, in *ast.FuncDecl) string {
	at, n := -1, 0
	for _, list := range in.Type.Params.List {
		for _, p := range list.Names {
			if p.Name == name {
				at = n
			}
			n++
		}
	}
	var given []string
	for _, file := range s.files {
		ast.Inspect(file, func(n ast.Node) bool {
			if call, is := n.(*ast.CallExpr); is && at >= 0 && s.text(call.Fun) == in.Name.Name {
				if lit, is := call.Args[at].(*ast.BasicLit); is {
					given = append(given, unquote(lit))
				}
			}
			return true
		})
	}
	slices.Sort(given)
	return strings.Join(slices.Compact(given), ", ")
}

func unquote(lit *ast.BasicLit) string {
	text, _ := strconv.Unquote(lit.Value)
	return text
}

// passes are checks that show only some rows of the check that they run.
var passes = map[string]string{"dark": "skip"}

// reach gathers the rows that a piece of the source can show, and those of every
// function of the package that it calls for a Result.
func (s *source) reach(at ast.Node, been map[ast.Node]bool) []shownRow {
	if been[at] {
		return nil
	}
	been[at] = true
	if name, is := at.(*ast.Ident); is {
		return s.reachCalled(name.Name, been)
	}
	var rows []shownRow
	ast.Inspect(at, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CompositeLit:
			if field := fields(n); s.text(n.Type) == "Result" && field["Detail"] != nil {
				rows = append(rows, s.row(strings.ToLower(s.text(field["Status"])), field["Detail"], field["Hint"], at))
			}
		case *ast.AssignStmt: // a sentence that is put behind one of another row
			if len(n.Lhs) > 0 && strings.HasSuffix(s.text(n.Lhs[0]), ".Detail") {
				var hint ast.Expr
				if len(n.Rhs) > 1 {
					hint = n.Rhs[1]
				}
				rows = append(rows, s.row("all", n.Rhs[0], hint, at))
			}
		case *ast.CallExpr:
			rows = append(rows, s.called(n, at, been)...)
		}
		return true
	})
	return rows
}

// statuses are the functions that make a row, by the status that it has.
var statuses = map[string]string{
	"ok": "ok", "warn": "warn", "fail": "fail", "skip": "skip", "Well": "ok", "Warned": "warn", "Failed": "fail", "Skipped": "skip",
}

func (s *source) called(call *ast.CallExpr, at ast.Node, been map[ast.Node]bool) []shownRow {
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		switch status := statuses[fun.Name]; status {
		case "ok", "skip":
			return []shownRow{s.row(status, call.Args[0], nil, at)}
		case "warn", "fail":
			return []shownRow{s.row(status, call.Args[0], call.Args[1], at)}
		}
		return s.reachCalled(fun.Name, been)
	case *ast.SelectorExpr:
		if other := s.checks[s.text(fun.X)]; other != nil && fun.Sel.Name == "Run" {
			rows := s.reach(fields(other)["Run"], been)
			for by, status := range passes {
				if s.checks[by] != nil && fields(s.checks[by])["Run"] == at {
					rows = slices.DeleteFunc(rows, func(r shownRow) bool { return r.status != status })
				}
			}
			return rows
		}
		return s.reachCalled("."+fun.Sel.Name, been)
	}
	return nil
}

func (s *source) reachCalled(name string, been map[ast.Node]bool) []shownRow {
	var rows []shownRow
	for _, f := range s.funcs[name] {
		if f.Type.Results != nil && f.Body != nil && slices.ContainsFunc(f.Type.Results.List, func(r *ast.Field) bool { return s.text(r.Type) == "Result" }) {
			rows = append(rows, s.reach(f.Body, been)...)
		}
	}
	return rows
}

func (s *source) row(status string, detail, hint ast.Expr, at ast.Node) shownRow {
	r := shownRow{status: status, detail: s.said(detail, at)}
	if hint != nil {
		r.hint = s.said(hint, at)
	}
	for _, name := range regexp.MustCompile(`\{(\w+)\}`).FindAllStringSubmatch(r.detail+r.hint, -1) {
		r.pieces = append(r.pieces, s.pieces(name[1], at)...)
	}
	slices.Sort(r.pieces)
	r.pieces = slices.Compact(r.pieces)
	return r
}

// said is a sentence, looked up where a variable holds it and nothing else.
func (s *source) said(e ast.Expr, at ast.Node) string {
	text := s.sentence(e)
	if name, is := e.(*ast.Ident); is {
		if held := s.pieces(name.Name, at); len(held) == 1 && !strings.HasSuffix(held[0], "}") {
			_, text, _ = strings.Cut(held[0], " = ")
		}
	}
	return text
}

var verbs = regexp.MustCompile(`%[+#]?[a-z]`)

// sentence is a Text with its values in braces.
func (s *source) sentence(e ast.Expr) string {
	call, is := e.(*ast.CallExpr)
	if !is || s.text(call.Fun) != "T" {
		if name, is := e.(*ast.Ident); is && len(s.textOf(name.Name)) == 1 {
			return s.textOf(name.Name)[0]
		}
		return "{" + s.text(e) + "}"
	}
	format, is := call.Args[0].(*ast.BasicLit)
	if !is {
		return "{" + s.text(call.Args[0]) + "}"
	}
	n := 0
	return verbs.ReplaceAllStringFunc(unquote(format), func(string) string {
		if n++; n >= len(call.Args) {
			return "{?}"
		}
		if lit, is := call.Args[n].(*ast.BasicLit); is {
			return unquote(lit)
		}
		return "{" + s.text(call.Args[n]) + "}"
	})
}

// textOf is the sentence of a variable of the package.
func (s *source) textOf(name string) (said []string) {
	for _, file := range s.files {
		for _, d := range file.Decls {
			if g, is := d.(*ast.GenDecl); is {
				for _, spec := range g.Specs {
					if v, is := spec.(*ast.ValueSpec); is && len(v.Values) == 1 && v.Names[0].Name == name {
						said = append(said, s.sentence(v.Values[0]))
					}
				}
			}
		}
	}
	return said
}

// pieces are what a variable of that piece of the source can hold.
func (s *source) pieces(name string, at ast.Node) []string {
	var all []string
	ast.Inspect(at, func(n ast.Node) bool {
		if set, is := n.(*ast.AssignStmt); is && len(set.Lhs) == len(set.Rhs) {
			for i, to := range set.Lhs {
				if s.text(to) == name {
					all = append(all, "{"+name+"} = "+s.sentence(set.Rhs[i]))
				}
			}
		}
		return true
	})
	return all
}
