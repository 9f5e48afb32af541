package steps

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// layer is a package, with what it may import from elsewhere.
type layer struct {
	path    string
	foreign []string
}

// layers are the packages from the top down.
// An arrow goes down the list and never up.
var layers = []layer{
	{"camreset", []string{"github.com/spf13/cobra"}},
	{"camreset/tui/cli/man", []string{"github.com/spf13/cobra", "github.com/spf13/cobra/doc"}}, // a program of its own, for archives
	{"camreset/tui/cli", []string{"github.com/spf13/cobra"}},
	{"camreset/tui/help", nil},
	{"camreset/tui", []string{
		"github.com/charmbracelet/bubbletea", "github.com/charmbracelet/lipgloss", "github.com/charmbracelet/huh", "github.com/charmbracelet/bubbles/spinner",
		"github.com/charmbracelet/bubbles/cursor", "github.com/charmbracelet/bubbles/key", "github.com/muesli/termenv", "github.com/charmbracelet/bubbles/table", "github.com/charmbracelet/x/term", "github.com/charmbracelet/x/ansi",
	}},
	{"camreset/tui/desktop", []string{"github.com/charmbracelet/x/term", "github.com/cli/browser", "github.com/atotto/clipboard", "github.com/aymanbagabas/go-osc52"}},
	{"camreset/tui/halt", []string{"github.com/charmbracelet/x/term"}},
	{"camreset/tui/ahead", []string{"github.com/charmbracelet/lipgloss"}},
	{"camreset/steps", []string{"rsc.io/qr"}},
	{"camreset/steps/report", []string{"github.com/mattn/go-runewidth"}},
	{"camreset/steps/summary", nil},
	{"camreset/steps/schema", nil},
	{"camreset/steps/methods", nil},
	{"camreset/steps/access", nil},
	{"camreset/steps/letter", nil},
	{"camreset/steps/saved", nil},
	{"camreset/steps/sentences", nil},
	{"camreset/steps/facts", []string{"github.com/wagslane/go-password-validator"}},
	{"camreset/steps/owned", nil},
	{"camreset/steps/clients", nil},
	{"camreset/steps/secure", nil},
	{"camreset/steps/ledger", nil},
	{"camreset/steps/lan", nil},
	{"camreset/steps/drawings", nil},
	{"camreset/steps/flow", nil},
	{"camreset/steps/notes", []string{
		"github.com/adrg/xdg", "github.com/natefinch/atomic", "github.com/gofrs/flock", "golang.org/x/sys/unix", "golang.org/x/sys/windows", "golang.org/x/sys/windows/registry",
	}},
	{"camreset/steps/text", nil},
	{"camreset/isapi/simcam/simnet", nil},
	{"camreset/isapi/simcam", nil},
	{"camreset/isapi/simcam/crypt", nil},
	{"camreset/isapi/simcam/onvif", nil},
	{"camreset/isapi/simcam/sadpxml", nil},
	{"camreset/isapi/simcam/udp", []string{"golang.org/x/net/ipv4"}},
	{"camreset/isapi/sadp", []string{"golang.org/x/net/ipv4"}},
	{"camreset/isapi", nil},
	{"camreset/isapi/auth", []string{"github.com/icholy/digest"}},
	{"camreset/isapi/wire", []string{"golang.org/x/sync/semaphore"}},
	{"camreset/isapi/seal", nil},
	{"camreset/isapi/document", nil},
	{"camreset/isapi/value", nil},
}

// testsOnly are packages that no product package imports.
var testsOnly = []string{"camreset/isapi/simcam/simtest", "camreset/steps/steptest"}

// list are the lines that go list prints.
func list(t *testing.T, args ...string) []string {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list"}, args...)...).Output()
	if err != nil {
		t.Fatalf("go list %v: %v", args, err)
	}
	return slices.DeleteFunc(strings.Split(string(out), "\n"), func(line string) bool { return line == "" })
}

func TestLayers(t *testing.T) {
	imports := map[string][]string{}
	for _, line := range list(t, "-f", `{{.ImportPath}} {{join .Imports " "}}`, "../...") {
		words := strings.Fields(line)
		path := words[0]
		imports[path] = words[1:]
		known := slices.ContainsFunc(layers, func(l layer) bool { return l.path == path })
		if !known && !slices.Contains(testsOnly, path) {
			t.Errorf("%s has no place in the layers", path)
		}
	}
	for i, l := range layers {
		if imports[l.path] == nil {
			t.Errorf("there is no package %s", l.path)
		}
		for _, path := range imports[l.path] {
			ours := path == "camreset" || strings.HasPrefix(path, "camreset/")
			below := slices.ContainsFunc(layers[i+1:], func(b layer) bool { return b.path == path })
			foreign := !ours && strings.Contains(strings.Split(path, "/")[0], ".")
			allowed := slices.ContainsFunc(l.foreign, func(a string) bool { return path == a || strings.HasPrefix(path, a+"/v") })
			switch {
			case ours && !below:
				t.Errorf("%s imports %s, which does not stand below it", l.path, path)
			case foreign && !allowed:
				t.Errorf("%s imports %s, which is not its business", l.path, path)
			case path == "net/http" && (l.path == "camreset" || strings.HasPrefix(l.path, "camreset/tui")):
				t.Errorf("%s imports net/http", l.path)
			}
		}
	}
	for _, path := range list(t, "-deps", "camreset/steps", "camreset/isapi", "camreset/isapi/simcam") {
		if strings.Contains(path, "charmbracelet") {
			t.Errorf("steps or isapi reach the terminal library %s", path)
		}
	}
}

// Every package ends its goroutines, and has the test that says so.
func TestEveryPackageEndsItsGoroutines(t *testing.T) {
	for _, dir := range list(t, "-f", "{{if or .TestGoFiles .XTestGoFiles}}{{.Dir}}{{end}}", "../...") {
		files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(files, func(name string) bool {
			text, err := os.ReadFile(name)
			return err == nil && regexp.MustCompile(`\bgoleak\.VerifyTestMain\(m\b`).Match(text)
		}) {
			t.Errorf("%s: no TestMain with goleak", dir)
		}
	}
}
