package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"camreset/steps"
	"camreset/steps/facts"
	"camreset/steps/text"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/exp/golden"
)

func TestColumnsShareTheWidth(t *testing.T) {
	for name, c := range map[string]struct {
		need  []int
		width int
		want  []int
	}{
		"all fit":                      {[]int{13, 14, 17, 6}, 60, []int{13, 14, 17, 6}},
		"the last shrinks":             {[]int{13, 14, 17, 20}, 60, []int{13, 14, 17, 10}},
		"then the one before":          {[]int{13, 14, 17, 20}, 54, []int{13, 14, 13, 8}},
		"a short one is not shortened": {[]int{13, 14, 17, 6}, 50, []int{13, 14, 11, 6}},
		"what does not fit is left":    {[]int{13, 14, 17, 20}, 48, []int{13, 14, 17}},
		"never the first two":          {[]int{13, 14, 17, 20}, 25, []int{13, 10}},
		"the first is cut last":        {[]int{13, 14, 17}, 18, []int{13, 3}},
		"not even room for that":       {[]int{13, 14, 17}, 10, []int{7, 1}},
		"no room at all":               {[]int{13, 14, 17}, 1, []int{1, 1}},
		"a single column":              {[]int{30}, 20, []int{20}},
		"none":                         {nil, 20, nil},
	} {
		if got := shared(c.need, nil, c.width); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v in %d columns gives %v, want %v", name, c.need, c.width, got, c.want)
		}
	}
}

// TestTheCursorIsSeenInATable goes through every entry and option, there and
// back.
func TestTheCursorIsSeenInATable(t *testing.T) {
	t.Parallel()
	for _, width := range []int{20, 40, 80, 120} {
		for _, height := range []int{5, 8, 15, 24, 50} {
			t.Run(fmt.Sprintf("%dx%d", width, height), func(t *testing.T) {
				t.Parallel()
				m := sized(standing(catalogue(holding(upTo(99)...)), "pick", facts.Facts{}), width, height)
				var wants []string
				for i := range 99 {
					wants = append(wants, fmt.Sprintf("192.168.1.%d", i+1))
				}
				wants = append(wants, "Search", "Ask", "It is")
				for _, want := range wants {
					sees(t, m, want, width, height)
					m = tap(m, tea.KeyDown)
				}
				slices.Reverse(wants)
				for _, want := range wants {
					sees(t, m, want, width, height)
					m = tap(m, tea.KeyUp)
				}
			})
		}
	}
}

// sees fails unless the screen fits and has just one light, on a line that begins with
// want.
func sees(t *testing.T, m model, want string, width, height int) {
	t.Helper()
	view := m.View()
	fits(t, view, width, height)
	if strings.Count(view, "▸ ") != 1 || !strings.HasPrefix(lit(view)+" ", want) {
		t.Fatalf("the light on %q is not seen:\n%s", want, view)
	}
}

func TestNoTableBreaksTheScreen(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]*shelf{"empty": holding(), "one": holding(1), "many": holding(upTo(200)...)} {
		for _, typed := range []string{"", "192", "no such thing", strings.Repeat("long ", 60)} {
			m := standing(catalogue(s), "pick", facts.Facts{})
			if typed != "" {
				m.question, _ = m.question.focused(0)
			}
			next, _ := m.toQuestion(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(typed)})
			m = next.(model)
			m.banner = "A demonstration."
			for _, refusal := range []string{"", strings.Repeat("No. ", 40)} {
				m.refusal = refusal
				for width := 1; width < 130; width += 3 {
					for _, height := range []int{1, 2, 3, 4, 5, 8, 11, 15, 20, 24, 60} {
						m = sized(m, width, height)
						fits(t, m.View(), width, height)
						if height >= 5 && width >= 20 && lit(m.View()) == "" {
							t.Fatalf("%s, %q: no cursor at %dx%d:\n%s", name, typed, width, height, m.View())
						}
						tap(m, tea.KeyPgDown)
					}
				}
			}
		}
	}
}

func TestTheWordsBesideATableCanBeRead(t *testing.T) {
	tree := catalogue(holding(upTo(99)...))
	var lines []text.Text
	for i := range 40 {
		lines = append(lines, text.T("line %02d of the sheet", i))
	}
	tree[1].Sheet = func(*facts.Facts) []text.Text { return lines }
	m := sized(standing(tree, "pick", facts.Facts{}), 40, 15)
	seen := m.View()
	if !strings.Contains(seen, "more: Shift+Down") {
		t.Errorf("how to read on is not said:\n%s", seen)
	}
	for range 40 {
		m = tap(m, tea.KeyShiftDown)
		seen += m.View()
	}
	for i := range 40 {
		if want := fmt.Sprintf("line %02d", i); !strings.Contains(seen, want) {
			t.Errorf("%q cannot be reached", want)
		}
	}
}

func TestGoldenTables(t *testing.T) {
	for name, g := range map[string]struct {
		holds []int
		keys  []string
		w, h  int
	}{
		"many":     {upTo(99), []string{"down"}, 80, 24},
		"few":      {[]int{64, 65}, []string{"end"}, 80, 24},
		"empty":    {nil, nil, 80, 24},
		"filtered": {upTo(99), []string{"192.168.1.6", "down"}, 80, 24},
		"typed":    {[]int{64}, []string{"192.168.1.6"}, 80, 24},
		"refused":  {[]int{64}, []string{"/", "here", "enter"}, 80, 24},
		"help":     {nil, []string{"F1"}, 80, 24},
		"40x15":    {upTo(99), []string{"down"}, 40, 15},
		"20x5":     {upTo(99), []string{"down"}, 20, 5},
		"120x30":   {upTo(99), nil, 120, 30},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := browse(t, holding(g.holds...)).size(g.w, g.h).press(g.keys...).wait(700 * time.Millisecond)
				golden.RequireEqual(t, trimmed(p.View()))
			})
		})
	}
}

// TestCellsCannotReachTheTerminal: what devices say of themselves is cleaned.
func TestCellsCannotReachTheTerminal(t *testing.T) {
	evil := "a\x1b[2Jb\u202ec\x9b31md\x07e\u200bf\x00g\nh"
	tree := catalogue(holding())
	tree[1].Ask.Entries = func(*facts.Facts) []steps.Entry {
		return []steps.Entry{{Key: evil, Cells: []string{evil, evil, "", evil, evil, "a cell without a column"}}, {Key: "short"}}
	}
	view := standing(tree, "pick", facts.Facts{}).View()
	if strings.ContainsAny(view, "\x1b\x07\x00\u202e\u200b\u009b") || !strings.Contains(view, "a[2Jbc31mdefg h") || strings.Contains(view, "without a column") {
		t.Errorf("the screen is %q", view)
	}
	out, w, err := told(t, toy(), tree[1:], "1\n")
	if err != nil || strings.ContainsAny(out, "\x1b\x07\x00\u202e\u200b\u009b") || !strings.Contains(out, "\n1) a[2Jbc31mdefg h, a[2J") {
		t.Errorf("%v, printed %q", err, out)
	}
	if w.Facts().Answers.User != evil {
		t.Error("the number does not choose the entry")
	}
}

// press is one key and the screen that follows, as bubbletea does both.
func pressAndDraw(m model, k tea.KeyMsg) model {
	next, _ := m.Update(k)
	_ = next.View()
	return next.(model)
}

var tableKeys = []tea.KeyMsg{
	{Type: tea.KeyDown}, {Type: tea.KeyPgDown}, {Type: tea.KeyUp}, {Type: tea.KeyRunes, Runes: []rune("1")}, {Type: tea.KeyRunes, Runes: []rune(".")}, {Type: tea.KeyEnd},
	{Type: tea.KeyBackspace}, {Type: tea.KeyHome}, {Type: tea.KeyBackspace},
}

func BenchmarkTableOf1000(b *testing.B) {
	m := sized(standing(catalogue(holding(upTo(1000)...)), "pick", facts.Facts{}), 80, 24)
	for i := 0; b.Loop(); i++ {
		m = pressAndDraw(m, tableKeys[i%len(tableKeys)])
	}
}

// TestATableOf1000IsQuick: a key press, and a new row, each with the screen
// that follows, take less than one frame of 60 a second.
func TestATableOf1000IsQuick(t *testing.T) {
	const frame = 16 * time.Millisecond
	s := holding(upTo(1000)...)
	m := sized(standing(catalogue(s), "pick", facts.Facts{}), 80, 24)
	var keys, rows []time.Duration
	for i := range 20 * len(tableKeys) {
		begun := time.Now()
		m = pressAndDraw(m, tableKeys[i%len(tableKeys)])
		keys = append(keys, time.Since(begun))
	}
	for i := range 50 {
		s.put(upTo(1000 + i)...)
		begun := time.Now()
		m = m.relabelled()
		_ = m.View()
		rows = append(rows, time.Since(begun))
	}
	for what, took := range map[string][]time.Duration{"a key": keys, "a new row": rows} {
		slices.Sort(took)
		if fastest := took[0]; fastest > frame { // what else runs makes some slow, and none quick
			t.Errorf("%s takes %s, more than %s", what, fastest, frame)
		} else {
			t.Logf("%s takes %s", what, took[len(took)/2])
		}
	}
}
