package tui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"camreset/steps"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/text"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
	"github.com/charmbracelet/x/exp/teatest"
)

// standing draws a step of a tree as if the walk stood there.
func standing(tree toyTree, id steps.ID, facts facts.Facts) model {
	step, _ := tree.Step(id)
	w := start(append(toyTree{step}, tree...), facts)
	return newModel(toy(), w, newTasks(context.Background()), Options{Out: io.Discard})
}

func sized(m model, w, h int) model { return m.resized(tea.WindowSizeMsg{Width: w, Height: h}) }

func tap(m model, k tea.KeyType) model {
	next, _ := m.Update(tea.KeyMsg{Type: k})
	return next.(model)
}

// TestTheCursorIsAlwaysSeen goes through every answer of every choice.
func TestTheCursorIsAlwaysSeen(t *testing.T) {
	t.Parallel()
	for _, s := range steps.Guide().Steps() {
		if s.Ask == nil || s.Ask.Kind != steps.Choice {
			continue
		}
		for _, width := range []int{20, 40, 80, 120} {
			for _, height := range []int{5, 24} {
				t.Run(fmt.Sprintf("%s/%dx%d", s.ID, width, height), func(t *testing.T) {
					t.Parallel()
					m := sized(standing(toyTree(steps.Guide().Steps()), s.ID, facts.Facts{}), width, height)
					for i := range len(s.Ask.Options) + 1 {
						key := m.question.list.keys[i%len(m.question.list.keys)]
						want, _, _ := strings.Cut(oneLine(s.Ask.Option(steps.Outcome(key)).LabelFor(m.walk.Facts())), " ")
						view := m.View()
						if !strings.Contains(lit(view), want) {
							t.Fatalf("the light on %q (%s) is not seen:\n%s", key, want, view)
						}
						fits(t, view, width, height)
						m = tap(m, tea.KeyDown)
					}
				})
			}
		}
	}
}

// TestNothingBreaks draws every step and overlay at many sizes.
func TestNothingBreaks(t *testing.T) {
	t.Parallel()
	facts := facts.Facts{Clock: flow.Clock{Did: time.Unix(9, 0)}, Camera: facts.Camera{Target: lan.Address{IP: "192.168.1.64"}}}
	for _, s := range steps.Guide().Steps() {
		m := standing(toyTree(steps.Guide().Steps()), s.ID, facts)
		m.banner, m.refusal, m.notice = "A demonstration.", strings.Repeat("No. ", 40), strings.Repeat("Well. ", 30)
		for over := noOverlay; over <= quitOverlay; over++ {
			m.overlay = over
			for _, size := range [][2]int{{1, 1}, {5, 3}, {20, 5}, {40, 15}, {80, 24}, {300, 100}} {
				m = sized(m, size[0], size[1])
				fits(t, m.View(), size[0], size[1])
			}
			m.refusal = ""
		}
	}
}

// TestTheQuestionIsAlwaysSeen: however long the words, the sheet scrolls and
// the question stays.
func TestTheQuestionIsAlwaysSeen(t *testing.T) {
	for _, s := range steps.Guide().Steps() {
		if s.Ask == nil {
			continue
		}
		for _, size := range [][2]int{{40, 15}, {80, 24}, {120, 40}} {
			m := sized(standing(toyTree(steps.Guide().Steps()), s.ID, facts.Facts{}), size[0], size[1])
			prompt := ansi.Truncate(words(s.Ask.PromptFor(m.walk.Facts())), min(m.leftWidth(), size[0])/2, "")
			if !strings.Contains(m.View(), prompt) {
				t.Fatalf("%s at %v does not show %q:\n%s", s.ID, size, prompt, m.View())
			}
		}
	}
}

func TestEveryLineCanBeScrolledTo(t *testing.T) {
	var lines []text.Text
	for i := range 40 {
		lines = append(lines, text.T("line %02d of the sheet", i))
	}
	tree := fork()
	tree[0].Sheet = func(*facts.Facts) []text.Text { return lines }
	m := sized(standing(tree, "fork", facts.Facts{}), 40, 15)
	seen := m.View()
	for range 30 {
		m = tap(m, tea.KeyPgDown)
		seen += m.View()
	}
	for i := range 40 {
		if want := fmt.Sprintf("line %02d", i); !strings.Contains(seen, want) {
			t.Errorf("%q cannot be reached", want)
		}
	}
	if m = tap(m, tea.KeyPgUp); !strings.Contains(m.View(), "PgUp, PgDn") {
		t.Errorf("one page up from the end does nothing:\n%s", m.View())
	}
}

func TestGoldens(t *testing.T) {
	slow := check("router", time.Hour, fine(""))
	late := check("cable", 0, steps.Result{Status: steps.Fail, Detail: text.T("It is loose."), Hint: text.T("Push it in.")})
	half := check("timer", 0, steps.Result{Status: steps.Skip, Detail: text.T("Keep holding: 0:15 to go."), Progress: 0.5})
	shut := fork(check("weather", 0, fine("Sunny.")))
	shut[0].Ask.First = func(*facts.Facts) steps.Outcome { return "up" }
	hold := fork(half)
	first := hold[0].Ask.Options[0].Key
	hold[0].Ask.Options[0].Key, hold[0].Next[steps.Done] = steps.Done, hold[0].Next[first]
	for name, g := range map[string]struct {
		tree toyTree
		keys []string
		w, h int
	}{
		"choice":  {fork(check("weather", 0, fine("Sunny.")), late, slow), nil, 80, 24},
		"shut":    {shut, []string{"enter"}, 80, 24},
		"hold":    {hold, []string{"enter"}, 80, 24},
		"help":    {fork(), []string{"?"}, 80, 24},
		"line":    {fork(check("weather", 0, fine("Sunny."))), []string{"enter", "wrong", "enter"}, 80, 24},
		"40x15":   {fork(check("weather", 0, fine("Sunny.")), late), nil, 40, 15},
		"20x5":    {fork(check("weather", 0, fine("Sunny.")), late), []string{"down"}, 20, 5},
		"the-end": {fork(), []string{"2", "enter"}, 80, 24},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := play(t, toy(), g.tree, facts.Facts{Camera: facts.Camera{Target: lan.Address{IP: "192.168.1.64"}}})
				p.banner = "A demonstration."
				p.size(g.w, g.h).press(g.keys...).wait(700 * time.Millisecond)
				golden.RequireEqual(t, trimmed(p.View()))
			})
		})
	}
}

func TestDeviceTextsCannotReachTheTerminal(t *testing.T) {
	evil := "a\x1b[2Jb\u202ec\x9b31md\x07e\u200bf\x00g"
	if got := clean(evil); got != "a[2Jbc31mdefg" {
		t.Errorf("clean gives %q", got)
	}
	synctest.Test(t, func(t *testing.T) {
		tree := fork(check("evil", 0, steps.Result{Status: steps.Fail, Detail: text.T("%s", evil), Hint: text.T("%s", evil), Err: fmt.Errorf("%s", evil)}))
		tree[0].Say = says(evil)
		tree[0].Help = text.T("%s", evil)
		tree[0].Ask.Options[0].Label = text.T("%s", evil)
		p := play(t, toy(), tree, facts.Facts{Camera: facts.Camera{Target: lan.Address{Host: evil}}})
		p.wait(time.Second).press("d", "esc", "l", "esc", "?", "esc", "o")
		for _, frame := range p.frames {
			if strings.ContainsAny(frame, "\x1b\x07\x00\u202e\u200b\u009b") {
				t.Fatalf("a control character was drawn: %q", frame)
			}
		}
	})
}

// locked is a buffer that the program and the test use at the same time.
type locked struct {
	mu sync.Mutex
	bytes.Buffer
}

func (l *locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.Write(p)
}

func (l *locked) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.String()
}

// whenBusy is how long a busy computer may take for what is done at once.
const whenBusy = 20 * time.Second

// TestTheProgram runs the wiring once with a real program.
func TestTheProgram(t *testing.T) {
	w := start(fork(check("weather", time.Millisecond, fine("Sunny."))), facts.Facts{})
	busy := newTasks(t.Context())
	defer busy.end()
	tm := teatest.NewTestModel(t, newModel(toy(), w, busy, Options{Out: io.Discard}), teatest.WithInitialTermSize(80, 24))
	teatest.WaitFor(t, tm.Output(), func(b []byte) bool { return bytes.Contains(b, []byte("Sunny.")) }, teatest.WithDuration(whenBusy))
	tm.Type("2")
	tm.Send(tea.KeyMsg{Type: tea.KeyEnter})
	teatest.WaitFor(t, tm.Output(), func(b []byte) bool { return bytes.Contains(b, []byte("Press any key")) }, teatest.WithDuration(whenBusy))
	time.Sleep(haste)
	tm.Send(tea.KeyMsg{Type: tea.KeyEnter})
	if last := tm.FinalModel(t, teatest.WithFinalTimeout(whenBusy)).(model); last.walk.Step().ID != "end" {
		t.Errorf("ended at %s", last.walk.Step().ID)
	}
}

func TestFullEndsWithItsContext(t *testing.T) {
	for name, in := range map[string]string{"signal": "", "ctrl+c": "\x03"} {
		t.Run(name, func(t *testing.T) {
			r, w := io.Pipe()
			defer w.Close()
			ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
			defer cancel()
			if in != "" {
				ctx = t.Context()
				go w.Write([]byte(in))
			}
			begun := time.Now()
			_, err := Full(ctx, toy(), start(fork(check("slow", time.Hour, fine(""))), facts.Facts{}), Options{In: r, Out: &locked{}})
			if !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) || time.Since(begun) > whenBusy {
				t.Errorf("ended after %s with %v", time.Since(begun), err)
			}
		})
	}
}
