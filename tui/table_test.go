package tui

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"camreset/steps"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/methods"
	"camreset/steps/text"

	tea "github.com/charmbracelet/bubbletea"
)

// shelf is what the table of a test holds; it may change while it is shown.
type shelf struct {
	mu      sync.Mutex
	entries []steps.Entry
}

// entry is a device at 192.168.1.n, with a MAC that ends in n.
func entry(n int) steps.Entry {
	return steps.Entry{Key: fmt.Sprintf("mac-%03d", n), Cells: []string{
		fmt.Sprintf("192.168.1.%d", n), fmt.Sprintf("DS-2CD20%02d-I", n%100), fmt.Sprintf("44:19:b6:00:00:%02x", n%256), "Active, not yours", "V5.7.3 build 220112",
	}}
}

func holding(numbers ...int) *shelf {
	s := &shelf{}
	s.put(numbers...)
	return s
}

func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i + 1
	}
	return out
}

func (s *shelf) put(numbers ...int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.entries = nil
	for _, n := range numbers {
		s.entries = append(s.entries, entry(n))
	}
}

func (s *shelf) seen(*facts.Facts) []steps.Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.entries)
}

// catalogue asks which of the shelf's devices it is; a check looks at it every
// second. What was answered is in Answers.User.
func catalogue(s *shelf) toyTree {
	return toyTree{{
		ID: "first", Title: text.T("Before"), Say: says("Go on."),
		Ask:  &steps.Question{Prompt: text.T("Ready?"), Options: []steps.Option{{Key: "yes", Label: text.T("Yes")}}},
		Next: steps.Edges{"yes": "pick"},
	}, {
		ID: "pick", Title: text.T("Your device"), Say: says("It may still come."), Help: text.T("Look at the label."),
		Ask: &steps.Question{
			Kind: steps.Pick, Prompt: text.T("Which one is it?"), Typed: text.T("an address"),
			Columns: []string{"Address", "Model", "MAC", "State", "Firmware"}, Entries: s.seen,
			Valid: func(_ *facts.Facts, typed string) text.Text {
				if !strings.Contains(typed, ".") {
					return text.T("%q is no address.", typed)
				}
				return text.Text{}
			},
			Put: func(f *facts.Facts, given string) { f.Answers.User = given },
			Options: []steps.Option{
				{Key: "search", Label: text.T("Search everywhere")},
				{Key: "stairs", Label: text.T("Ask upstairs"), Shut: says("There are no stairs.")},
				{Key: "leave", Label: text.T("It is not here")},
			},
		},
		Checks: []steps.Check{check("search", 0, fine("Looking."))}, Wait: &steps.Wait{Every: time.Second},
		Next: steps.Edges{steps.Picked: "end", steps.Given: "end", "search": "end", "stairs": "end", "leave": "end"},
	}, end("end")}
}

// browse plays the catalogue up to its table.
func browse(t *testing.T, s *shelf) *player {
	t.Helper()
	return play(t, toy(), catalogue(s), facts.Facts{}).press("enter").at("pick")
}

// until waits until the table holds what the shelf does, and no longer.
func (p *player) until(s *shelf) *player {
	p.t.Helper()
	same := func(e steps.Entry, r row) bool { return e.Key == r.key }
	for range 2000 {
		if p.wait(time.Millisecond); slices.EqualFunc(s.seen(p.walk.Facts()), p.question.table.rows, same) {
			return p
		}
	}
	p.t.Fatalf("the table does not follow:\n%s", p.View())
	return p
}

// took fails unless the answer was taken and is want.
func (p *player) took(want string) {
	p.t.Helper()
	p.at("end")
	if got := p.walk.Facts().Answers.User; got != want {
		p.t.Fatalf("the answer is %q, want %q", got, want)
	}
}

func TestOneCursorRunsThroughEntriesAndOptions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := browse(t, holding(upTo(50)...))
		p.lights("192.168.1.1 ").shows("1 of 50").press("down").lights("192.168.1.2 ").press("up", "up").lights("192.168.1.1 ")
		rows := p.rowsInSight()
		p.press("pgdn").lights(fmt.Sprintf("192.168.1.%d ", rows+1)).press("pgup").lights("192.168.1.1 ")
		for range 50 / rows {
			p.press("pgdn")
		}
		p.lights("192.168.1.50 ").press("down").lights("Search everywhere").press("pgdn").lights("It is not here")
		p.press("pgup").lights("192.168.1.50 ").press("end").lights("It is not here").press("home").lights("192.168.1.1 ")
		p.press("end", "up").lights("Ask upstairs").shows("Not possible: There are no stairs.").press("enter").at("pick").shows("✗ There are no stairs.")
		p.press("up").hides("✗ There").press("enter").took("search")
	})
}

func TestWhatIsMarkedIsTaken(t *testing.T) {
	for name, c := range map[string]struct {
		keys []string
		want string
	}{
		"a row":                      {[]string{"down", "enter"}, "mac-002"},
		"a row that matches":         {[]string{"/", "b6:00:00:0a", "enter"}, "mac-010"},
		"small and capital letters":  {[]string{"/", "ds-2cd2011", "enter"}, "mac-011"},
		"every word in some cell":    {[]string{"/", "active 1.12", "enter"}, "mac-012"},
		"the first of many":          {[]string{"192.168.1.2", "up", "enter"}, "mac-002"},
		"not the first of many":      {[]string{"192.168.1.2", "down", "enter"}, "mac-020"},
		"a whole address":            {[]string{"192.168.1.2", "enter"}, "mac-002"},
		"a part of an address":       {[]string{"168.1.2", "enter"}, "mac-002"},
		"an address that is no row":  {[]string{"10.0.0.9", "enter"}, "10.0.0.9"},
		"blanks about an address":    {[]string{"a", " 10.0.0.9 ", "enter"}, "10.0.0.9"},
		"an address inside another":  {[]string{"192.168.1", "end", "up", "up", "up", "enter"}, "192.168.1"},
		"an option while typing":     {[]string{"192.168.1.2", "end", "enter"}, "leave"},
		"after letters were deleted": {[]string{"/", "b6:00:00:0ax", "backspace", "enter"}, "mac-010"},
		"after everything is gone":   {[]string{"10.0.0.9", "esc", "enter"}, "mac-001"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { browse(t, holding(upTo(30)...)).press(c.keys...).took(c.want) })
		})
	}
}

// TestTheRowOfAWholeAddressIsTaken: another row that has it as a part may
// stand above it.
func TestTheRowOfAWholeAddressIsTaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := browse(t, holding(64, 6)).press("192.168.1.6").lights("192.168.1.6 ").hides("as it was typed")
		p.press("enter").took("mac-006")
		p = browse(t, holding(64)).press("192.168.1.6").lights("192.168.1.64 ").shows(`  Take "192.168.1.6" as it was typed`)
		p.press("down").shows("Enter takes what you typed, not a row.").press("enter").took("192.168.1.6")
	})
}

func TestWhatNoRowHasIsRefusedOrTaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := browse(t, holding(1, 2)).shows("/ filter  or type an address").press("/").shows("type to filter, or type an address")
		p.press("nothing").shows("Nothing here matches.").lights(`Take "nothing"`).press("enter").at("pick").shows(`✗ "nothing" is no address.`)
		p.press("backspace").hides("✗").shows("  nothin ").press("esc").at("pick").hides("type to filter").lights("192.168.1.1 ")
		p.press("esc").at("first")
	})
}

// TestLettersAreKeysAtATable until something is typed: a digit or a bracket begins an
// address, a or / anything.
func TestLettersAreKeysAtATable(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := browse(t, holding(1, 2)).shows("↑↓ move  enter choose  esc back  / filter  or type an address  ? help  q quit")
		p.press("j").lights("192.168.1.2 ").press("k").lights("192.168.1.1 ").press("?").shows("Help: Your device").shows("show only rows").press("esc")
		p.press("d").shows("Technical details").press("esc", "l").shows("The steps so far").press("esc")
		p.press("/", "rocdlq?1kj[a").at("pick").shows("  rocdlq?1kj[a ").shows("enter choose  esc clear  ↑↓ move  F1 help  ctrl+c stop").hides("q quit")
		p.press("F1").shows("Help: Your device").press("esc").hides("Help:").shows("  rocdlq")
		p.press("esc").shows("esc back").press("1").shows("  1 ").press("esc", "[").shows("  [ ").press("esc", "a", "cam").shows("  cam ").press("esc", "esc").at("first")
		if p.press("enter", "q"); !p.over {
			t.Error("q does not quit")
		}
	})
}

func TestThePastedAddressIsOneLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := browse(t, holding(1))
		p.update(tea.KeyMsg{Type: tea.KeyRunes, Paste: true, Runes: []rune("10.0.0.9\n")})
		p.press("enter").took("10.0.0.9")
	})
}

// TestKeysThatComeTogether over a slow line: what is to be filtered is.
func TestKeysThatComeTogether(t *testing.T) {
	for typed, shows := range map[string]string{"/2": "  2 ", "/192.168.1.2": "  192.168.1.2 ", "192.168.1.2": "  192.168.1.2 ", "[fe80::2": "  [fe80::2 "} {
		synctest.Test(t, func(t *testing.T) {
			p := browse(t, holding(1, 2))
			p.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(typed)})
			p.at("pick").shows(shows)
		})
	}
	synctest.Test(t, func(t *testing.T) {
		p := browse(t, holding(1, 2))
		p.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("qqq")}) // a paste without its marks acts on nothing
		if p.at("pick").shows("/ filter"); p.over {
			t.Error("it ended")
		}
	})
}

// TestTheCursorStaysOnItsRow while rows come and go; if it goes, the nearest
// is marked, and an Enter that was on its way does nothing.
func TestTheCursorStaysOnItsRow(t *testing.T) {
	for name, c := range map[string]struct {
		before []int
		keys   []string
		after  []int
		want   string
	}{
		"a row above":         {[]int{5, 6, 7}, []string{"down"}, []int{1, 5, 6, 7}, "192.168.1.6 "},
		"many rows above":     {[]int{50, 60}, []string{"down"}, append(upTo(40), 50, 60), "192.168.1.60 "},
		"another order":       {[]int{5, 6, 7}, nil, []int{7, 6, 5}, "192.168.1.5 "},
		"a row below":         {[]int{5, 6, 7}, []string{"down"}, []int{5, 6, 7, 8}, "192.168.1.6 "},
		"the next":            {[]int{5, 6, 7}, []string{"down"}, []int{5, 7}, "192.168.1.7 "},
		"the one before":      {[]int{5, 6, 7}, []string{"down", "down"}, []int{5, 6}, "192.168.1.6 "},
		"the nearest":         {[]int{1, 2, 3, 4, 5, 6}, []string{"down", "down", "down"}, []int{1, 2, 6}, "192.168.1.6 "},
		"all are others":      {[]int{5, 6, 7}, []string{"down"}, []int{1, 2, 3}, "192.168.1.2 "},
		"none is left":        {[]int{5}, nil, nil, "Search everywhere"},
		"on an option":        {[]int{5}, []string{"end"}, []int{1, 2, 5}, "It is not here"},
		"the first comes":     {nil, []string{"down", "up"}, []int{1, 2}, "Search everywhere"},
		"the first awaited":   {nil, nil, []int{1, 2}, "192.168.1.1 "},
		"what is typed comes": {[]int{64}, []string{"192.168.1.6", "down"}, []int{6, 64}, "192.168.1.6 "},
		"a better one comes":  {[]int{64}, []string{"192.168.1.6"}, []int{6, 64}, "192.168.1.64 "},
		"the matching goes":   {[]int{5, 64}, []string{"1.64"}, []int{5}, `Take "1.64"`},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := holding(c.before...)
				p := browse(t, s).press(c.keys...).wait(1100 * time.Millisecond)
				before := p.question.answer()
				s.put(c.after...)
				p.until(s).lights(c.want)
				enter := tea.KeyMsg{Type: tea.KeyEnter}
				if p.question.answer() == before {
					p.update(enter)
					p.took(before)
					return
				}
				p.update(enter)
				p.at("pick").shows("The list has only just changed.").lights(c.want)
			})
		})
	}
}

// TestALateReplyShowsInTheTable although it does not move the walk.
func TestALateReplyShowsInTheTable(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := holding(1)
		tree := catalogue(s)
		write := check("write", 10*time.Second, fine("done"))
		write.Acts = true
		tree[0].Checks, tree[1].Checks = []steps.Check{write}, nil
		p := play(t, toy(), tree, facts.Facts{}).press("enter").at("pick").shows("192.168.1.1 ")
		s.put(2)
		p.wait(9 * time.Second).shows("192.168.1.1 ").wait(2 * time.Second).hides("192.168.1.1 ").lights("192.168.1.2 ")
	})
}

// TestNoEnterIsMeantForATableThatJustCame: the second of two presses.
func TestNoEnterIsMeantForATableThatJustCame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := play(t, toy(), catalogue(holding(1)), facts.Facts{})
		p.press("enter")
		p.update(tea.KeyMsg{Type: tea.KeyEnter})
		p.at("pick").press("enter").took("mac-001")
	})
}

// TestWhatIsInSightStaysThere: rows that come above a cursor do not push it
// down the screen.
func TestWhatIsInSightStaysThere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := holding(upTo(60)[20:]...)
		p := browse(t, s).press("down", "down").wait(1100 * time.Millisecond)
		line := func() int {
			return slices.IndexFunc(strings.Split(p.View(), "\n"), func(l string) bool { return strings.Contains(l, "▸ ") })
		}
		before := line()
		s.put(upTo(60)...)
		if p.wait(2 * time.Second).lights("192.168.1.23 "); line() != before {
			t.Errorf("the cursor went from line %d to line %d:\n%s", before, line(), p.View())
		}
	})
}

func TestAnEmptyTableSaysSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := holding()
		p := browse(t, s).shows("  Nothing found yet.").hides("Firmware").lights("Search everywhere").press("10.0.0.9").lights(`Take "10.0.0.9"`)
		p.press("esc").lights("Search everywhere")
		s.put(3)
		p.wait(2 * time.Second).lights("Search everywhere").shows("  192.168.1.3 ").press("up").lights("192.168.1.3 ").press("enter").took("mac-003")
	})
}

// Until somebody moves it the cursor waits for the first entry: that is what the
// table is for. An Enter that is on its way at that moment is not taken.
func TestTheCursorWaitsForTheFirstEntry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := holding()
		p := browse(t, s).lights("Search everywhere")
		s.put(3, 4)
		p.until(s).lights("192.168.1.3 ")
		p.update(tea.KeyMsg{Type: tea.KeyEnter})
		p.at("pick").press("enter").took("mac-003")
	})
	synctest.Test(t, func(t *testing.T) {
		s := holding()
		p := browse(t, s).press("down", "up").lights("Search everywhere")
		s.put(3)
		p.until(s).lights("Search everywhere")
	})
	synctest.Test(t, func(t *testing.T) { // one of the entries is what is waited for
		s := holding(3)
		tree := catalogue(s)
		tree[1].Ask.First = func(*facts.Facts) steps.Outcome { return "mac-005" }
		p := play(t, toy(), tree, facts.Facts{}).press("enter").lights("192.168.1.3 ")
		s.put(3, 4, 5, 6)
		p.until(s).lights("192.168.1.5 ")
		p.press("up").lights("192.168.1.4 ")
		s.put(3, 4, 5, 6, 7)
		p.until(s).lights("192.168.1.4 ")
	})
}

func TestWhereTheCursorBegins(t *testing.T) {
	for name, c := range map[string]struct {
		holds []int
		first func(*facts.Facts) steps.Outcome
		want  string
	}{
		"an entry":               {[]int{4}, nil, "192.168.1.4 "},
		"no entry":               {nil, nil, "Search everywhere"},
		"the option that is set": {[]int{4}, func(*facts.Facts) steps.Outcome { return "leave" }, "It is not here"},
		"no option of that name": {[]int{4}, func(*facts.Facts) steps.Outcome { return "gone" }, "192.168.1.4 "},
		"the entry that is set":  {[]int{4, 7}, func(*facts.Facts) steps.Outcome { return "mac-007" }, "192.168.1.7 "},
		"none is set":            {[]int{4}, func(*facts.Facts) steps.Outcome { return "" }, "192.168.1.4 "},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tree := catalogue(holding(c.holds...))
				tree[1].Ask.First = c.first
				play(t, toy(), tree, facts.Facts{}).press("enter").lights(c.want)
			})
		})
	}
}

// TestAHeldEnterSpendsNothingAtATable: an option may cost something here too.
func TestAHeldEnterSpendsNothingAtATable(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tree := catalogue(holding())
		tree[1].Ask.Options[0].Cost = func(*facts.Facts) flow.Cost { return methods.Cost{Tries: 1, Time: "minutes"} }
		p := play(t, toy(), tree, facts.Facts{}).press("enter").shows("Uses one try")
		p.wait(haste).update(tea.KeyMsg{Type: tea.KeyEnter})
		p.at("pick").shows("press Enter once more").wait(held).press("enter").took("search")
	})
}

// A row is found by its serial and by its MAC in whichever spelling; of a MAC that does not fit the end stays.
func TestTableFindsSerialsAndMACs(t *testing.T) {
	e := steps.Entry{Key: "a", Cells: []string{"192.168.1.64", "44:19:b6:5c:00:10"}, Also: []string{"DS-2CD2020F-I20190101AAWR812345678", "4419b65c0010"}}
	r := newRow(e, 2)
	for typed, want := range map[string]bool{
		"812345678": true, "aawr812": true, "4419b65c0010": true, "44-19-b6-5c-00-10": true, "44:19:b6": true, "4419.b65c": true, "5c-00": true,
		"192.168": true, "10.0": false, "44-19-b7": false,
	} {
		if got := r.has(typed); got != want {
			t.Errorf("%q: %v", typed, got)
		}
	}
	table := &table{tail: 1}
	if got := table.cell(r, 1, 9); got != "…5c:00:10" {
		t.Errorf("%q", got)
	}
}
