package steps

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"camreset/isapi"
	"camreset/isapi/simcam"
	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/notes"
	"camreset/steps/saved"
)

// The built program is attacked by the hostile set of package tui; here is what
// only a walk gets to: files that a user names, and the answers to commands.

// hostileFiles are what may lie where support's answer or a GUID file should.
var hostileFiles = map[string]func(t *testing.T, path string){
	"a folder": func(t *testing.T, path string) { mustMake(t, os.Mkdir(path, 0o700)) },
	"endless":  func(t *testing.T, path string) { mustMake(t, os.Symlink("/dev/zero", path)) },
	"a pipe": func(t *testing.T, path string) {
		if out, err := exec.Command("mkfifo", path).CombinedOutput(); err != nil {
			t.Skipf("no pipe with a name can be made here: %v %s", err, out)
		}
	},
	"a gigabyte": func(t *testing.T, path string) {
		contains("A")(t, path)
		mustMake(t, os.Truncate(path, 1<<30))
	},
	"too large":          contains(strings.Repeat("A", 513)),
	"wrapped":            contains("<?xml version=\"1.0\"?><a>owned</a>"),
	"entity bomb":        contains("<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\">]><a>&a;</a>"),
	"empty":              contains(""),
	"line ends":          contains("\r\n\r\n"),
	"nothing at all":     func(*testing.T, string) {},
	"a name that is bad": func(*testing.T, string) {},
}

func mustMake(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Skipf("it cannot be made here: %v", err)
	}
}

func contains(text string) func(*testing.T, string) {
	return func(t *testing.T, path string) { mustMake(t, os.WriteFile(path, []byte(text), 0o600)) }
}

// Whatever file is brought in: it is refused at once, with a clean word, before
// anything is sent.
func TestHostileFilesAreNotBroughtIn(t *testing.T) {
	for name, put := range hostileFiles {
		for id, way := range map[ID]Outcome{"import": "import", "guid-file": "guid"} {
			t.Run(string(id)+": "+name, func(t *testing.T) {
				path := filepath.Join(t.TempDir(), "answer")
				put(t, path)
				if name == "a name that is bad" {
					path += "\x00\x1b]0;owned\x07\u202e"
				}
				env := plainEnv(t)
				f := Facts{Answers: Answers{Way: way, Path: path}}
				step, found := Guide().Step(id)
				if !found {
					t.Fatalf("no step %s", id)
				}
				begun := time.Now()
				done := make(chan Result, 1)
				go func() {
					change, r := step.Ask.Do.Run(t.Context(), env, &f)
					change(&f)
					done <- r
				}()
				select {
				case r := <-done:
					said := r.Detail.String() + r.Hint.String()
					if r.Status != Fail || !f.Answers.Code.IsZero() || len(said) > 500 || isapi.CleanTo(said, 1000) != said {
						t.Errorf("%s %q after %v", r.Status, said, time.Since(begun))
					}
				case <-time.After(3 * time.Second):
					t.Error("the file is still waited for")
				}
			})
		}
	}
}

// A camera that says the foulest things in every answer over UDP: the request is
// made and saved, and nothing of it reaches a screen or a file.
func TestHostileAnswersOverUDP(t *testing.T) {
	foul := "<F\x1b>\x1b]0;owned\x07</F\x1b><G>&#27;[2J\u202e\u200b\u3164</G><DeviceDescription>\u202e</DeviceDescription><OEMInfo>\u202e=1\x1b[2J</OEMInfo>"
	for name, extra := range map[string]string{
		"foul":         foul,
		"lies":         "<RetryTimes>-1</RetryTimes><SurplusLockTime>99999999999</SurplusLockTime>",
		"deep nesting": strings.Repeat("<a>", 9000),
		"attributes":   "<a" + strings.Repeat(" b=\"\"", 8000) + "/>",
		"elements":     strings.Repeat("<a>x</a>", 6000),
		"a long text":  "<a>" + strings.Repeat("x", 50_000) + "</a>",
	} {
		t.Run(name, besides(func(t *testing.T) {
			w := newWorld(t, "forgotten", func(s *simcam.Scenario) { audibly(s); s.SADP.Extra = extra })
			dir := t.TempDir()
			w.env.Save = func(folder, name string, data []byte) (string, error) {
				return notes.SaveIn(filepath.Join(dir, notes.PlainName(folder)), name, data)
			}
			state := notes.Folder(filepath.Join(dir, "state"))
			w.env.Read, w.env.Update = state.Read, state.Update
			seen := &strings.Builder{}
			given, _ := lan.ParseAddress(w.ip)
			var log []string
			ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
			defer cancel()
			ask := toSupport.with(script{stopRefused: {"quit"}}).ask(t, &log)
			end, err := Run(ctx, w.env, Begin(w.env, given), func(ctx context.Context, at Walk, refused error) (string, error) {
				see(seen, at)
				return ask(ctx, at, refused)
			}, func(at Walk, r Row) {
				see(seen, at)
				seen.WriteString(r.Result.Detail.String() + r.Result.Hint.String())
			})
			if err != nil || Ended(end) != CaseReady || end.Facts().Pending.Kind != facts.PendingSupport {
				t.Fatalf("%v, %s: %v", err, Ended(end), log)
			}
			see(seen, end)
			mustBeVisible(t, "the screen", seen.String())
			mustBeVisible(t, "left over", Leftover(end))
			for _, path := range filesIn(t, dir) {
				if data, err := os.ReadFile(path); err != nil || !strings.HasSuffix(path, ".png") && len(data) > 0 {
					mustBeVisible(t, path, string(data))
				}
			}
		}))
	}
}

// What is read back of our notes is cut where a text is only shown, and never
// where it has to be the same: a request to support, the names of a device.
func TestLongNotesStayWhole(t *testing.T) {
	env := plainEnv(t)
	id, request, path := "host:"+strings.Repeat("r", 200), strings.Repeat("A", 1024), "/"+strings.Repeat("p", 1024)
	c := saved.Walk{IDs: ledger.Identity{id}, Saved: env.Now(), Step: "exported"}
	c.Facts.Pending = facts.Pending{Kind: facts.PendingSupport, Text: request, File: path, Picture: path}
	c.Facts.IDs, c.Facts.Device.Model = c.IDs, request
	if _, err := env.store().Save(c, "", env.kept.handsOn); err != nil {
		t.Fatal(err)
	}
	all, err := env.store().Walks()
	if err != nil || len(all) != 1 || all[0].Facts.Pending != c.Facts.Pending || all[0].IDs[0] != id || all[0].Facts.IDs[0] != id {
		t.Errorf("%d cases, %v", len(all), err)
	} else if got := all[0].Facts.Device.Model; got != isapi.Clean(request) {
		t.Errorf("a model of %d characters", len(got))
	}
	if _, err := env.spendOne(ledger.Try{Ids: ledger.Identity{id}, Left: told(9)}); err != nil {
		t.Fatal(err)
	}
	if got := env.Book().Spending(ledger.Identity{id}, told(9)); got.Count != 1 {
		t.Errorf("%d tries of a device with a long realm, want 1", got.Count)
	}
}

// One wild case in the file costs that case, not the others.
func TestOneWildCaseCostsNoOther(t *testing.T) {
	now := time.Now()
	good := `{"id":"good","saved":"` + now.Format(time.RFC3339) + `","ids":["phone"],"step":"menu"}`
	wild := `{"id":"wild","ids":["x"],"facts":{"reset":{"found":[` + strings.Repeat("{},", 20_000) + `{}]}}}`
	all, whole := saved.ParseWalks([]byte(`{"version":2,"walks":[`+wild+`,`+good+`]}`), now)
	if len(all) != 1 || all[0].ID != "good" || whole {
		t.Errorf("%d cases, whole %v", len(all), whole)
	}
}

// see writes down what a front door shows of a walk.
func see(out *strings.Builder, at Walk) {
	s, f := at.Step(), at.Facts()
	out.WriteString(f.Header() + "\n" + s.Title.String() + "\n" + s.Say(f).String() + "\n")
	if s.Sheet != nil {
		for _, line := range s.Sheet(f) {
			out.WriteString(line.String() + "\n")
		}
	}
}

func mustBeVisible(t *testing.T, where, text string) {
	t.Helper()
	if i := strings.IndexFunc(text, func(r rune) bool { return r != '\n' && !unicode.IsSpace(r) && !isapi.Visible(r) || r == '\r' }); i >= 0 {
		t.Errorf("%s: an unclean character in %.80q", where, text[max(0, i-30):])
	}
}

func filesIn(t *testing.T, dir string) (paths []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil || len(paths) < 3 {
		t.Errorf("%d files, %v", len(paths), err)
	}
	return paths
}
