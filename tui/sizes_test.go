package tui

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"camreset/steps"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/text"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
)

// whole are words that no screen may break where they are not wider than it.
var whole = []string{"http://192.168.1.70:8080/doc/page/login.asp", "2kYV-jL2k-pxCH", "--new-password-file", "44-19-b6-5c-00-10"}

// everything has all that a step can have at once.
func everything() toyTree {
	drawing := flow.Drawing{Name: text.T("Bullet"), Say: text.T("The button is under the flap."), Lines: []string{` _______`, `|     __|===`, `|____|`, `   ||`}}
	option := func(key steps.Outcome, number int, label, needs, loses string) steps.Option {
		return steps.Option{Key: key, Number: number, Label: text.T("%s", label),
			Cells: func(*facts.Facts) []text.Text { return []text.Text{text.T("%s", needs), text.T("%s", loses)} },
			About: says(label + " is about what it says, and a word more, so that it fills more than one line of the screen.")}
	}
	shut := option("default", 1, "Factory password", "nothing", "nothing")
	shut.Shut = says("not here: firmware since 2015 has none")
	more := steps.Option{Key: "finish", Label: text.T("Finish"), Apart: true}
	return toyTree{{
		ID: "everything", Title: text.T("How do you want to get back in?"), Say: says("All of it stands on one screen. Open http://192.168.1.70:8080/doc/page/login.asp, or use camreset secure --new-password-file FILE."),
		Help: text.T("Ask."),
		Values: func(*facts.Facts) []flow.Value {
			return []flow.Value{{Name: text.T("Model"), Value: text.T("DS-2CD2143G0-I")}, {Name: text.T("MAC"), Value: text.T("44-19-b6-5c-00-10")}, {Name: text.T("Address"), Value: text.T("192.168.1.70, on this computer's network")}}
		},
		List: func(*facts.Facts) []flow.Item {
			return []flow.Item{{Do: text.T("Unplug the camera"), Found: text.T("it is off"), Past: true}, {Do: text.T("Press the button with a pin and keep it pressed"), Now: true},
				{Do: text.T("Open the page"), At: text.T("http://192.168.1.70:8080/doc/page/login.asp")}}
		},
		Box: func(*facts.Facts) text.Text { return text.T("2kYV-jL2k-pxCH") },
		Drawings: func(*facts.Facts) []flow.Drawing {
			return []flow.Drawing{drawing, {Name: text.T("Turret"), Lines: []string{"( o )"}, Say: text.T("Turn the ball.")}}
		},
		State: says("The clock leads until it speaks again."),
		Ask: &steps.Question{
			Prompt: text.T("Which way?"), Columns: []string{"if you", "you lose"}, First: func(*facts.Facts) steps.Outcome { return "page" },
			Entries: func(*facts.Facts) []steps.Entry {
				return []steps.Entry{{Key: "resume-1", Cells: []string{"Continue: DS-2CD2143G0-I", "yesterday 14:05"}}}
			},
			Options: []steps.Option{option("password", 6, "Try a password", "have one in mind", "nothing"), option("page", 2, "Its own page: questions", "know the answers", "nothing"), shut, more},
		},
		Aside: []steps.Option{{Key: "longer", Label: text.T("30 seconds more"), Hot: "+", Stays: true}, {Key: "address", Label: text.T("type its address"), Hot: "a"}},
		Checks: []steps.Check{
			found("weather", steps.OK), found("cable", steps.Warn), found("router", steps.Fail),
			check("timer", 0, steps.Result{Status: steps.Skip, Detail: text.T("Counted."), Left: 42 * time.Second, Until: text.T("until you plug it in"), Progress: 0.3}),
		},
		Next: steps.Edges{"password": "end", "page": "end", "default": "end", "finish": "end", "address": "end", "resume-1": "end", steps.Picked: "end"},
	}, end("end")}
}

// found is a toy check with a result of a status.
func found(id string, status steps.Status) steps.Check {
	return check(id, 0, steps.Result{Status: status, Detail: text.T("As seen of the %s.", id), Hint: text.T("Look again at the %s.", id)})
}

// measuredAt is the walk once the checks of its step are in.
func measuredAt(w steps.Walk) steps.Walk {
	w, checks := w.Begin(time.Unix(9, 0))
	for _, c := range checks {
		r := steps.Result{Status: steps.Warn, Detail: text.T("Seen at http://192.168.1.70:8080/doc/page/login.asp"), Hint: text.T("Look again.")}
		if strings.HasPrefix(c.ID, "timer") || strings.HasPrefix(c.ID, "weather") {
			_, r = c.Run(context.Background(), toy(), w.Facts())
		}
		w = w.Take(flow.Reply[steps.Env, facts.Facts]{Turn: w.Turn(), Check: c, At: time.Unix(9, 0), Result: r})
	}
	return w
}

// TestEverySizeHoldsTheRules: on every step, no line is wider than the screen, the lit
// answer is seen, no row that warns is dropped, and no word is broken that could stand
// alone.
func TestEverySizeHoldsTheRules(t *testing.T) {
	t.Parallel()
	every := 7
	if os.Getenv("CAMRESET_SLOW_TESTS") != "" {
		every = 1
	}
	var sizes [][2]int
	for width := 20; width <= 300; width += every {
		sizes = append(sizes, [2]int{width, 24})
	}
	for height := 5; height <= 100; height += every {
		sizes = append(sizes, [2]int{80, height})
	}
	sizes = append(sizes, [2]int{20, 5}, [2]int{40, 15}, [2]int{300, 100}, [2]int{20, 100}, [2]int{300, 5})
	here := facts.Facts{Camera: facts.Camera{Target: lan.Address{IP: "192.168.1.64"}}}
	tree := append(everything(), steps.Guide().Steps()...)
	for _, s := range tree {
		t.Run(string(s.ID), func(t *testing.T) {
			t.Parallel()
			m := standing(tree, s.ID, here)
			m.walk = measuredAt(m.walk)
			if m.walk.Step().ID != s.ID {
				m.walk = standing(tree, s.ID, here).walk
			}
			for _, size := range sizes {
				m = sized(m, size[0], size[1])
				view := m.View()
				fits(t, view, size[0], size[1])
				followsTheRules(t, &m.screen, view)
			}
		})
	}
}

// followsTheRules fails where a screen breaks one.
func followsTheRules(t *testing.T, s *screen, view string) {
	t.Helper()
	at := fmt.Sprintf("%s at %dx%d", s.walk.Step().ID, s.width, s.height)
	if s.question.asks() && !s.question.typing() && lit(view) == "" {
		t.Fatalf("%s: the lit answer is not seen:\n%s", at, view)
	}
	shown := strings.ReplaceAll(view, "\n", " ")
	room, warned := s.room(), 0
	for _, r := range s.walk.Rows() {
		if !problem(r) {
			continue
		}
		if warned++; warned >= room-1 || s.width < 40 {
			break // there is no line left
		}
		title, _, _ := strings.Cut(words(r.Title), " ")
		if !strings.Contains(shown, s.look.mark(r.Result.Status)+" "+title) {
			t.Fatalf("%s: %q is dropped:\n%s", at, words(r.Title), view)
		}
	}
	for _, word := range whole {
		if s.width < len(word) {
			continue
		}
		for n := 6; n < len(word); n++ {
			for line := range strings.SplitSeq(view, "\n") {
				if line = strings.TrimRight(ansi.Strip(line), " │…"); strings.HasSuffix(line, " "+word[:n]) && !strings.HasSuffix(line, " "+word) {
					t.Fatalf("%s: %q is broken: %q\n%s", at, word, line, view)
				}
			}
		}
	}
}

// TestDrawingsAreAKeyAway looks at the housings on the way to the button, beside the text
// or over it, at every size, and leaves the field as it was.
func TestDrawingsAreAKeyAway(t *testing.T) {
	t.Parallel()
	here := facts.Facts{Camera: facts.Camera{Target: lan.Address{IP: "192.168.1.64"}}}
	for _, size := range screenSizes {
		m := sized(standing(steps.Guide().Steps(), "button-warn", here), size[0], size[1])
		press := func(k tea.KeyType) string {
			next, _ := m.Update(tea.KeyMsg{Type: k})
			m = next.(model)
			view := ansi.Strip(m.View())
			fits(t, view, size[0], size[1])
			return view
		}
		all, aside := m.drawings(), size[0] >= twoColumns
		if view := ansi.Strip(m.View()); !strings.Contains(view, "←→ drawing") || aside != strings.Contains(view, all[0].Lines[0]) {
			t.Fatalf("at %v:\n%s", size, view)
		}
		if !aside {
			if view := press(tea.KeyRight); !strings.Contains(view, all[0].Lines[0]) || !strings.Contains(view, "←→ drawing") {
				t.Fatalf("the first is not seen at %v:\n%s", size, view)
			}
		}
		if view := press(tea.KeyRight); !strings.Contains(view, all[1].Lines[0]) {
			t.Fatalf("the second is not seen at %v:\n%s", size, view)
		}
		press(tea.KeyLeft)
		press(tea.KeyLeft)
		if view := press(tea.KeyPgDown); m.drawing != len(all)-1 || !aside && !strings.Contains(view, all[len(all)-1].Name.String()) {
			t.Fatalf("the last is not read to its end at %v:\n%s", size, view)
		}
		if !aside {
			press(tea.KeyEsc)
		}
		if m.overlay != noOverlay || !m.question.typing() {
			t.Errorf("the field is gone at %v", size)
		}
	}
}
