package simcam_test

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// inner are the imports within the module that each package of the simulation may have. Nothing of it reads or seals by
// the client's code: then a test of both would be a test of one reading of the sources against itself.
var inner = map[string][]string{
	"camreset/isapi/simcam":         {"crypt", "onvif", "sadpxml", "udp"},
	"camreset/isapi/simcam/crypt":   {},
	"camreset/isapi/simcam/onvif":   {},
	"camreset/isapi/simcam/sadpxml": {},
	"camreset/isapi/simcam/udp":     {},
	"camreset/isapi/simcam/simnet":  {"", "udp", "../sadp"}, // of sadp its interface Conn only, see below
	"camreset/isapi/simcam/simtest": {"", "crypt", "sadpxml", "simnet", "udp"},
}

const simtestPath = "camreset/isapi/simcam/simtest"

func TestLayers(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "camreset/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		pkg := words[0]
		allowed, ours := inner[pkg]
		if strings.HasPrefix(pkg, "camreset/isapi/simcam") && !ours {
			t.Errorf("%s is not in the list of this test", pkg)
		}
		may := map[string]bool{}
		for _, name := range allowed {
			may[filepath.ToSlash(filepath.Join("camreset/isapi/simcam", name))] = true
		}
		for _, path := range words[1:] {
			if ours && strings.HasPrefix(path, "camreset/") && !may[path] {
				t.Errorf("%s imports %s, which is not its business", pkg, path)
			}
			if path == simtestPath {
				t.Errorf("%s imports simtest, which is for tests only", pkg)
			}
		}
	}
}

// TestSimnetSharesATypeOnly holds that the network takes nothing of the client but the interface of a socket.
func TestSimnetSharesATypeOnly(t *testing.T) {
	files, err := filepath.Glob("simnet/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		file, err := parser.ParseFile(gotoken.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if from, ok := s.X.(*ast.Ident); ok && from.Name == "sadp" && s.Sel.Name != "Conn" {
					t.Errorf("%s uses sadp.%s", name, s.Sel.Name)
				}
			}
			return true
		})
	}
}
