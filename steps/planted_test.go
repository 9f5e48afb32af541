package steps

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/simcam"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/ledger"
	"camreset/steps/report"
	"camreset/steps/saved"
)

// planted searches all that the program shows, tells and writes on its way
// through a story for the secrets that were typed, made or planted in the
// camera, in every form in which they could have slipped out.
type planted struct {
	mu sync.Mutex
	// fail is told of each thing that was found.
	fail  func(format string, args ...any)
	home  string
	words map[string][]string
	// kept are words that may be shown, and never be written to a file: what was
	// typed as a user name, which may be a password in the wrong place.
	kept  map[string][]string
	found map[string]bool
	// exported is true once the GUID file was asked for, the one exception.
	exported bool
}

func newPlanted(home string, fail func(string, ...any)) *planted {
	return &planted{fail: fail, home: home, words: map[string][]string{}, kept: map[string][]string{}, found: map[string]bool{}}
}

// leastSecret is the least length of a word that is not found by chance.
const leastSecret = 6

// plant adds a secret to those that are searched for. The factory passwords are
// none: the guide itself names them.
func (p *planted) plant(words ...string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, word := range words {
		if word = strings.TrimRight(word, "\x00"); len(word) >= leastSecret && word != facts.FactoryPassword && p.words[word] == nil {
			p.words[word] = forms(word)
		}
	}
}

// plantName adds what was typed as a user name to what no file may hold.
func (p *planted) plantName(word string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(word) >= leastSecret {
		p.kept[word] = forms(word)
	}
}

// forms are a secret as it is and as it may look after a careless encoder.
func forms(word string) []string {
	all := []string{word, url.QueryEscape(word), url.PathEscape(word), hex.EncodeToString([]byte(word)), strings.ToUpper(hex.EncodeToString([]byte(word)))}
	backwards := []rune(word)
	slices.Reverse(backwards)
	percent, numbers, wide := "", []string{}, ""
	for _, b := range []byte(word) {
		percent += fmt.Sprintf("%%%02X", b)
		numbers = append(numbers, fmt.Sprint(b))
		wide += string(b) + "\x00"
	}
	quoted, _ := json.Marshal(word)
	all = append(all, string(backwards), percent, strings.ToLower(percent), strings.Join(numbers, " "), strings.Join(numbers, ","), wide, strings.Trim(string(quoted), `"`))
	for before := range 3 { // base64 looks different at each place of a longer text
		raw := append(make([]byte, before), word...)
		from, to := (before*8+5)/6, (before+len(word))*8/6
		all = append(all, base64.RawStdEncoding.EncodeToString(raw)[from:to], base64.RawURLEncoding.EncodeToString(raw)[from:to])
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// search looks for the secrets in a text that came from somewhere.
func (p *planted) search(where, text string) { p.searchFor(p.words, where, text) }

func (p *planted) searchFor(words map[string][]string, where, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for word, forms := range words {
		for _, form := range forms {
			if !strings.Contains(text, form) || p.found[where+word] {
				continue
			}
			p.found[where+word] = true
			i := strings.Index(text, form)
			p.fail("%s holds a secret (%q as %q): %q", where, word, form, text[max(0, i-60):min(len(text), i+len(form)+20)])
		}
	}
}

// searchFiles looks through every file that the program wrote, names included.
func (p *planted) searchFiles() {
	err := filepath.WalkDir(p.home, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if p.exported && entry.Name() == "DeviceGUID.xml" {
			data = nil
		}
		for _, words := range []map[string][]string{p.words, p.kept} {
			p.searchFor(words, "the file "+entry.Name(), strings.TrimPrefix(path, p.home)+"\n"+string(data))
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // a file of the moment is gone by now
		p.fail("%v", err)
	}
}

// learn plants what the program knows of secrets at a moment.
func (p *planted) learn(w Walk) {
	f := w.Facts()
	p.plant(f.Answers.Password.Reveal(), f.Answers.New.Reveal(), f.Answers.Code.Reveal(), f.Login.Password.Reveal())
	p.exported = p.exported || w.Step().ID == "guid-export"
}

// searchStep looks through all that a step shows, and through the walk in every
// form of print.
func (p *planted) searchStep(w Walk) {
	p.learn(w)
	s, f := w.Step(), w.Facts()
	at := "the step " + string(s.ID)
	said := []string{s.Title.String(), s.Say(f).String(), s.Help.String(), Leftover(w), f.Header(), string(Ended(w))}
	if s.Sheet != nil {
		said = append(said, joined(s.Sheet(f)))
	}
	if s.Values != nil {
		for _, v := range s.Values(f) {
			said = append(said, v.Value.String())
		}
	}
	if s.List != nil {
		for _, item := range s.List(f) {
			said = append(said, item.Do.String(), item.At.String(), item.Found.String())
		}
	}
	if s.Box != nil && s.ID != "new-password" { // there it has to be written down
		said = append(said, s.Box(f).String())
	}
	if ask := s.Ask; ask != nil {
		said = append(said, ask.PromptFor(f).String(), ask.Typed.String(), strings.Join(ask.Columns, " "))
		for _, o := range ask.Options {
			said = append(said, o.Label.String(), o.LabelFor(f).String(), o.ShutFor(f).String())
			if o.Cost != nil {
				said = append(said, o.Cost(f).String())
			}
		}
		for _, e := range ask.Table(f) {
			said = append(said, e.Key, strings.Join(e.Cells, " "))
		}
	}
	p.search(at, strings.Join(said, "\n"))
	p.searchReport(at, f)
	p.searchRows(at, w.Rows())
	data, err := saved.FormatWalks([]saved.Walk{asCase(w, ledger.Identity{"phone"}, s.ID, f.Now)})
	if err != nil {
		p.fail("%s: the walk cannot be written: %v", at, err)
	}
	for _, words := range []map[string][]string{p.words, p.kept} {
		p.searchFor(words, at+" as it is saved", string(data))
	}
	p.search(at+" in print", fmt.Sprintf("%v\n%+v\n%#v", *f, *f, *f))
}

// searchReport looks through the report as it would be written now, in both forms, and
// holds what is told to programs against its schema.
func (p *planted) searchReport(at string, f *Facts) {
	r := SummaryOf(f)
	data, err := r.JSON()
	if err != nil {
		p.fail("%s: the report cannot be written: %v", at, err)
	}
	p.search(at+", its report", r.Text())
	p.search(at+", its report as JSON", string(data))
	p.searchFor(p.kept, at+", its report", r.Text()+string(data))
	for name, value := range map[string]any{"report": data, "secure": report.SecuredOf(f.Safety.Findings)} {
		if why := unlike(name, value); why != "" {
			p.fail("%s: %s", at, why)
		}
	}
	for line := range strings.Lines(r.Text()) {
		if len([]rune(strings.TrimSuffix(line, "\n"))) > 80 {
			p.fail("%s: a line of the report is too wide: %s", at, line)
		}
	}
}

func (p *planted) searchRows(where string, rows []Row) {
	for _, r := range rows {
		p.search(where+", row "+r.Check, fmt.Sprintf("%s\n%s\n%s\n%v\n%+v\n%#v\n%v", r.Title, r.Result.Detail, r.Result.Hint, r, r, r, r.Result.Err))
	}
}

// searchEnd looks through what is left of a walk.
func (p *planted) searchEnd(w Walk, err error) {
	p.searchStep(w)
	for _, v := range w.Trail() {
		p.searchRows("the trail at "+string(v.Step), v.Rows)
	}
	data, _ := json.Marshal(w.Trail())
	p.search("the walk", fmt.Sprintf("%v\n%+v\n%#v\n%s\n%v\n%#v", w.Trail(), w.Asked(), w.Rows(), data, err, err))
	p.searchFiles()
}

// run is Run with a search of all that comes out of it.
func (w *world) run(ctx context.Context, env Env, walk Walk, ask flow.Ask[Env, Facts], see flow.Observe[Env, Facts]) (Walk, error) {
	p := w.planted
	w.plantCamera()
	defer w.written.shared(p.fail)
	end, err := Run(ctx, env, w.written.watch(walk), func(ctx context.Context, at Walk, refused error) (string, error) {
		p.searchStep(at)
		p.searchFiles()
		if refused != nil {
			p.search("the refusal", fmt.Sprintf("%v %+v %#v", refused, refused, refused))
		}
		given, err := ask(ctx, at, refused)
		switch s := at.Step(); {
		case s.Ask.Kind == Password || s.ID == "mail-code":
			p.plant(given)
		case s.Ask.Kind == flow.Form:
			p.plantForm(s, given)
		}
		return given, err
	}, func(at Walk, r Row) {
		p.learn(at)
		p.searchRows("the step "+string(at.Step().ID), []Row{r})
		if see != nil {
			see(at, r)
		}
	})
	p.searchEnd(end, err)
	return end, err
}

// plantForm plants the secret texts of a form, and names that may be one.
func (p *planted) plantForm(s Step, given string) {
	texts, is := flow.TextsOf(given)
	for _, field := range s.Ask.Fields {
		switch {
		case !is:
		case field.Secret || field.Key == "key":
			p.plant(texts[field.Key])
		case field.Key == "user":
			p.plantName(texts[field.Key])
		}
	}
}

// plantCamera plants what only the camera knows.
func (w *world) plantCamera() {
	if w.camera == nil {
		return
	}
	for _, secret := range w.camera.Secrets() {
		if w.camera.State().Password != "" { // else it has words for that instead
			w.planted.plant(secret.Value)
		}
	}
	w.planted.plant(w.camera.GUIDFile())
}

// The search finds a secret in each form, and wherever one could be.
func TestTheSearchFindsWhatIsPlanted(t *testing.T) {
	const word = "Planted-77+Sécret"
	for name, leak := range map[string]string{
		"plain": word, "percent": url.QueryEscape("x " + word), "base64": base64.StdEncoding.EncodeToString([]byte("admin:" + word + "\n")),
		"base64 for addresses": base64.URLEncoding.EncodeToString([]byte("ab" + word)), "hex": fmt.Sprintf("%x", "a"+word), "HEX": fmt.Sprintf("%X", word),
		"bytes": fmt.Sprintf("%d", []byte(word)), "JSON": string(must(json.Marshal([]string{word}))), "an error": fmt.Sprintf("%#v", errors.New("no "+word)),
	} {
		found := 0
		p := newPlanted(t.TempDir(), func(string, ...any) { found++ })
		p.plant(word)
		if p.search("here", "Nothing, Planted-77+Secret, cGxhbnRlZA=="); found != 0 {
			t.Fatalf("%s: found where there is nothing", name)
		}
		if p.search("here", "before "+leak+" after"); found != 1 {
			t.Errorf("%s is not found in %q", name, leak)
		}
	}
	dir, found := t.TempDir(), 0
	p := newPlanted(dir, func(string, ...any) { found++ })
	p.plant(word)
	if err := os.WriteFile(filepath.Join(dir, "cases.json"), []byte(hex.EncodeToString([]byte(word))), 0o600); err != nil {
		t.Fatal(err)
	}
	if p.searchFiles(); found != 1 {
		t.Error("a file is not searched")
	}
	at := flow.Start(GuideOf(Tree{Step{ID: "x", Say: say("x"), Checks: []Check{{ID: "x"}}}}), Facts{})
	at, _ = at.Begin(time.Now())
	at = at.Take(Reply{Turn: at.Turn(), Check: Check{ID: "x"}, Result: Result{Status: Warn, Err: errors.New(word)}})
	if p.searchStep(at); found != 2 {
		t.Error("the error of a row is not searched")
	}
}

func must[V any](v V, err error) V {
	if err != nil {
		panic(err)
	}
	return v
}

// A password that is typed where the user name belongs is in no file; a walk that is
// gone on with asks for the name again.
func TestAPasswordTypedAsTheUserNameIsNotKept(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", func(s *simcam.Scenario) { s.Tries = 9 })
		story := mine.with(script{"try-password": {"Planted-11-Name|Garden-11-Gate", flow.SayQuit}, "menu": {"try-password"}})
		if _, log := w.tell(t, story); w.camera.Counters().Wrong != 1 {
			t.Fatalf("%d wrong logins; %v", w.camera.Counters().Wrong, log)
		}
		w.env = w.env.WithCameras()
		end, log := w.tell(t, script{"try-password": {flow.SayQuit}}.goesOn(t, w))
		if user := end.Step().Ask.Fields[0].Value(end.Facts()); end.Step().ID != "try-password" || user != facts.DefaultUser {
			t.Errorf("at %s with %q; %v", end.Step().ID, user, log)
		}
	})(t)
}

// A user name that has logged in is kept.
func TestAUserNameThatHasLoggedInIsKept(t *testing.T) {
	f := Facts{Camera: facts.Camera{Proved: true, Login: isapi.Login{User: "operator"}}}
	for user, want := range map[string]string{"operator": "operator", "admin": "admin", "": "", "MySecretCam77": ""} {
		if got := keptAnswers(&f, Answers{User: user}); got.User != want {
			t.Errorf("%q is kept as %q", user, got.User)
		}
	}
}
