package tui

import (
	"context"
	"flag"
	"io"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"camreset/steps"
	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/notes"
	"camreset/steps/text"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
	"go.uber.org/goleak"
)

// TestMain makes the screens independent of the terminal that the tests run on.
// The parallel ones wait for the program more than they compute.
func TestMain(m *testing.M) {
	flag.Parse()
	_ = flag.Set("test.parallel", "12") // many wait for programs and for cameras that start
	debug.SetGCPercent(800)             // much is made and little kept
	lipgloss.SetColorProfile(termenv.Ascii)
	lipgloss.SetHasDarkBackground(true)
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/charmbracelet/x/exp/teatest.NewTestModel.func2")) // it waits for an interrupt for good
}

// player is bubbletea's loop without a terminal: commands run beside it, and
// inside synctest their waiting costs no time.
type player struct {
	model
	t      *testing.T
	msgs   chan tea.Msg
	frames []string
	over   bool
}

func play(t *testing.T, env steps.Env, tree toyTree, facts facts.Facts) *player {
	t.Helper()
	return playWalk(t, env, start(tree, facts))
}

// playGuide plays a guide of more than steps.
func playGuide(t *testing.T, env steps.Env, nodes []steps.Node, f facts.Facts) *player {
	t.Helper()
	return playWalk(t, env, flow.Start(steps.GuideOf(nodes), f))
}

func playWalk(t *testing.T, env steps.Env, w steps.Walk) *player {
	t.Helper()
	busy := newTasks(context.Background())
	p := &player{t: t, msgs: make(chan tea.Msg, 10000)}
	p.model = newModel(env, w, busy, Options{Out: io.Discard})
	p.run(p.Init())
	t.Cleanup(func() {
		busy.end()
		time.Sleep(2 * time.Minute) // the cursor's blinking and deaf checks end by themselves
	})
	return p
}

// run runs a command as bubbletea does.
func (p *player) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() { p.came(cmd()) }()
}

func (p *player) came(msg tea.Msg) {
	if list, is := msg.(tea.BatchMsg); is {
		for _, cmd := range list {
			p.run(cmd)
		}
		return
	}
	// A sequence has a type of its own that is not exported.
	if v := reflect.ValueOf(msg); v.IsValid() && v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
		for i := range v.Len() {
			if cmd := v.Index(i).Interface().(tea.Cmd); cmd != nil {
				p.came(cmd())
			}
		}
		return
	}
	if msg != nil {
		p.msgs <- msg
	}
}

func (p *player) update(msg tea.Msg) {
	if _, is := msg.(tea.QuitMsg); is {
		p.over = true
		return
	}
	next, cmd := p.Update(msg)
	p.model = next.(model)
	p.frames = append(p.frames, p.View())
	p.run(cmd)
}

// wait lets d pass.
func (p *player) wait(d time.Duration) *player {
	end := time.After(d)
	for {
		select {
		case msg := <-p.msgs:
			p.update(msg)
		case <-end:
			return p
		}
	}
}

// press presses keys, a moment apart; a word that names no key is typed.
func (p *player) press(keys ...string) *player {
	for _, k := range keys {
		p.wait(haste)
		if named, is := named[k]; is {
			p.update(tea.KeyMsg{Type: named})
			continue
		}
		for _, r := range k {
			p.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
		}
	}
	return p.wait(time.Millisecond)
}

var named = map[string]tea.KeyType{
	"enter": tea.KeyEnter, "esc": tea.KeyEsc, "up": tea.KeyUp, "down": tea.KeyDown, "F1": tea.KeyF1,
	"end": tea.KeyEnd, "home": tea.KeyHome, "ctrl+c": tea.KeyCtrlC, "pgdn": tea.KeyPgDown, "pgup": tea.KeyPgUp,
	"backspace": tea.KeyBackspace, "ctrl+r": tea.KeyCtrlR, "ctrl+v": tea.KeyCtrlV, "shift+down": tea.KeyShiftDown, "tab": tea.KeyTab, "left": tea.KeyLeft, "right": tea.KeyRight, "shift+tab": tea.KeyShiftTab,
}

func (p *player) size(w, h int) *player {
	p.update(tea.WindowSizeMsg{Width: w, Height: h})
	return p
}

func (p *player) at(id steps.ID) *player {
	p.t.Helper()
	if got := p.walk.Step().ID; got != id {
		p.t.Fatalf("the walk is at %q, want %q\n%s", got, id, p.View())
	}
	return p
}

func (p *player) shows(want string) *player {
	p.t.Helper()
	if !strings.Contains(ansi.Strip(p.View()), want) {
		p.t.Fatalf("the screen does not show %q:\n%s", want, p.View())
	}
	return p
}

// lit is the line of a screen that has the light, from behind its mark; empty where none
// has.
func lit(screen string) string {
	found := ""
	for line := range strings.SplitSeq(screen, "\n") {
		if after, is := strings.CutPrefix(strings.TrimLeft(line, " │"), "▸ "); is {
			found = strings.TrimRight(after, " │")
		}
	}
	return found
}

// lights fails unless the lit line begins with want.
func (p *player) lights(want string) *player {
	p.t.Helper()
	if got := lit(p.View()); !strings.HasPrefix(got, strings.TrimRight(want, " ")) {
		p.t.Fatalf("the light is on %q, want %q:\n%s", got, want, p.View())
	}
	return p
}

func (p *player) hides(want string) *player {
	p.t.Helper()
	if strings.Contains(ansi.Strip(p.View()), want) {
		p.t.Fatalf("the screen shows %q:\n%s", want, p.View())
	}
	return p
}

// trimmed is a screen without the blanks at the ends of its lines, and without codes.
func trimmed(screen string) string {
	lines := strings.Split(ansi.Strip(screen), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

// fits fails when a screen has more lines or columns than there are.
func fits(t *testing.T, screen string, w, h int) {
	t.Helper()
	lines := strings.Split(screen, "\n")
	if len(lines) > h {
		t.Fatalf("%d lines on a screen of %d:\n%s", len(lines), h, screen)
	}
	for _, line := range lines {
		if ansi.StringWidth(line) > w {
			t.Fatalf("%d columns on a screen of %d: %q", ansi.StringWidth(line), w, line)
		}
	}
}

// toy is an Env that reaches nothing.
func toy() steps.Env {
	return steps.Env{Env: access.Env{
		Files: notes.Files{Now: time.Now}, After: time.After, Hand: func(string) {},
		OpenURL: func(string) error { return io.EOF }, Copy: func(string) error { return nil },
	}}
}

func says(s string) func(*facts.Facts) text.Text {
	return func(*facts.Facts) text.Text { return text.T("%s", s) }
}

// check is a toy check that takes a while and then says so.
func check(id string, takes time.Duration, r steps.Result) steps.Check {
	return steps.Check{ID: id, Title: text.T("The %s is well", id), Run: func(ctx context.Context, _ steps.Env, _ *facts.Facts) (func(*facts.Facts), steps.Result) {
		select {
		case <-ctx.Done():
			return nil, steps.Result{Status: steps.Skip, Err: ctx.Err()}
		case <-time.After(takes):
		}
		return func(f *facts.Facts) { f.Looked++ }, r
	}}
}

func fine(detail string) steps.Result {
	return steps.Result{Status: steps.OK, Detail: text.T("%s", detail)}
}

func end(id steps.ID) steps.Step {
	return steps.Step{ID: id, Phase: steps.Secure, Title: text.T("The end"), Say: says("That was all.")}
}

// toyTree is a tree of steps alone.
type toyTree []steps.Step

// Step finds a step by its id.
func (t toyTree) Step(id steps.ID) (steps.Step, bool) {
	i := slices.IndexFunc(t, func(s steps.Step) bool { return s.ID == id })
	if i < 0 {
		return steps.Step{}, false
	}
	return t[i], true
}

// start begins a walk through toy steps.
func start(t toyTree, f facts.Facts) steps.Walk {
	var nodes []steps.Node
	for _, s := range t {
		nodes = append(nodes, s)
	}
	return flow.Start(steps.GuideOf(nodes), f)
}
