package tui

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"camreset/steps"
	"camreset/steps/facts"
	"camreset/steps/text"

	"github.com/charmbracelet/x/exp/golden"
)

// atUser goes back to the first field: the first that is empty has the focus.
func atUser(t *testing.T, tree toyTree) *player {
	t.Helper()
	return play(t, toy(), tree, facts.Facts{}).shows("▸ Password").press("shift+tab").shows("▸ User")
}

func TestAFormIsFilledFieldByField(t *testing.T) {
	for name, c := range map[string]struct {
		keys  []string
		given string
	}{
		"enter":          {[]string{"enter", "Lantern-57", "enter"}, "admin|Lantern-57"},
		"tab":            {[]string{"2", "tab", "Lantern-57", "enter"}, "admin2|Lantern-57"},
		"down and up":    {[]string{"down", "Lantern-57", "up", "x", "down", "enter"}, "adminx|Lantern-57"},
		"round and back": {[]string{"tab", "Lantern", "tab", "tab", "tab", "-57", "enter"}, "admin|Lantern-57"},
		"letters":        {[]string{"enter", "rocdlq?1", "enter"}, "admin|rocdlq?1"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var given []string
				p := atUser(t, login(&given)).at("login").shows("▸ User      admin").shows("    Password").shows("Show the other ways")
				p.press(c.keys...).at("end")
				if got := strings.Join(given, "|"); got != c.given {
					t.Errorf("given %q", got)
				}
				for _, frame := range p.frames {
					if strings.Contains(frame, "Lantern") {
						t.Fatalf("a secret was shown:\n%s", frame)
					}
				}
			})
		})
	}
}

func TestAFormsAnswersStandBelowIt(t *testing.T) {
	for name, keys := range map[string][]string{
		"by nothing typed": {"enter", "enter", "enter"},
		"by tab":           {"tab", "tab", "enter"},
		"back from above":  {"shift+tab", "down", "up", "up", "down", "enter"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var given []string
				p := atUser(t, login(&given))
				p.press(keys[:len(keys)-1]...).at("login").shows("▸ Show the other ways").shows("? help")
				p.wait(held).press(keys[len(keys)-1]).at("fork").press("esc").at("login").shows("▸ Password")
				if len(given) > 0 {
					t.Errorf("given %q", given)
				}
			})
		})
	}
}

func TestAFormsAnswerThatIsShutIsNotTaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var given []string
		p := atUser(t, login(&given)).press("tab", "tab", "2").shows("▸ Upwards").shows("There are no stairs.")
		p.press("enter").at("login").shows("✗ There are no stairs.").press("up", "up").shows("▸ Password").hides("✗ There are no stairs.")
	})
}

// TestWhatIsTypedAtAnAnswerGoesIntoAField: into the one that waits for it, unless the key
// has a meaning of its own there.
func TestWhatIsTypedAtAnAnswerGoesIntoAField(t *testing.T) {
	for name, c := range map[string]struct {
		keys  []string
		paste string
		given string
	}{
		"typed":               {[]string{"tab", "tab", "Lantern-57"}, "", "admin|Lantern-57"},
		"pasted":              {[]string{"tab", "tab"}, "Lantern-57", "admin|Lantern-57"},
		"gone on with":        {[]string{"tab", "Lantern", "tab", "-57"}, "", "admin|Lantern-57"},
		"a digit is a number": {[]string{"tab", "tab", "2", "Lantern-57"}, "", "admin|Lantern-57"},
		"a digit is pasted":   {[]string{"tab", "tab"}, "2", "admin|2"},
		"into the empty one":  {[]string{"backspace", "backspace", "backspace", "backspace", "backspace", "tab", "Lantern-57", "tab", "guy", "tab"}, "", "guy|Lantern-57"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var given []string
				tree := login(&given)
				tree[0].Ask.Fields[1].Valid = nil
				p := atUser(t, tree).press(c.keys...)
				if c.paste != "" {
					p.paste(c.paste)
				}
				p.hides("▸ Show the other ways").press("enter").at("end")
				if got := strings.Join(given, "|"); got != c.given {
					t.Errorf("given %q", got)
				}
			})
		})
	}
	synctest.Test(t, func(t *testing.T) {
		var given []string
		atUser(t, login(&given)).press("tab", "tab", "?").shows("Keys").press("esc").shows("▸ Show the other ways").hides("•")
	})
}

// TestAHeldEnterEndsAtAFormsAnswers: it runs through the fields and chooses nothing.
func TestAHeldEnterEndsAtAFormsAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var given []string
		p := atUser(t, login(&given))
		for range 50 {
			p.press("enter")
		}
		p.at("login").shows("▸ Show the other ways").shows("press Enter once more").wait(held).press("enter").at("fork")
	})
}

// TestAHeldEnterSendsNoForm: not even one that stands there filled in.
func TestAHeldEnterSendsNoForm(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var given []string
		tree := login(&given)
		tree[0].Ask.Fields[1].Value = func(*facts.Facts) string { return "12345" }
		p := play(t, toy(), tree, facts.Facts{})
		for range 50 {
			p.press("enter")
		}
		p.at("login").shows("▸ Password  •••••").shows("press Enter once more").wait(held).press("enter").at("end")
		if got := strings.Join(given, "|"); got != "admin|12345" {
			t.Errorf("given %q", got)
		}
	})
}

func TestAFieldThatIsRefusedHasTheFocus(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var given []string
		p := atUser(t, login(&given))
		p.press("backspace", "backspace", "backspace", "backspace", "backspace", "guest", "enter").shows("▸ User      guest").shows(`✗ "guest" may not come in.`)
		p.press("tab").hides("may not come in").press("abc", "enter").shows("▸ User      guest").shows("may not come in") // the first one first
		p.press("s", "backspace", "backspace", "backspace", "enter").shows("▸ Password  •••").wait(held).press("enter").shows("✗ Too short.").hides("•••")
		p.press("Lantern-57", "enter").at("end")
		if got := strings.Join(given, "|"); got != "gue|Lantern-57" {
			t.Errorf("given %q", got)
		}
	})
}

func TestASecretFieldIsShownAndHidden(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var given []string
		p := atUser(t, login(&given)).size(120, 40).hides("ctrl+r").shows("enter next")
		p.press("ctrl+r").shows("admin").press("enter", "Lantern-57").shows("enter send").shows("••••••••••").shows("ctrl+r show")
		p.press("ctrl+r").shows("Lantern-57").shows("ctrl+r hide").press("ctrl+r").hides("Lantern-57").press("ctrl+v").shows("Nothing was pasted")
		p.press("F1").shows("ctrl+r shows the password").shows("shift+tab").press("esc").at("login")
	})
}

func TestAnOddFieldIsSentOnlyWhenItIsMeant(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var given []string
		p := atUser(t, login(&given)).press("enter").paste("Lantern-57 \n").shows("left out")
		p.press("enter").shows(sendExactly).shows("blank").press("n").at("login").shows("Nothing was sent.").shows("▸ Password")
		p.press("enter").shows(sendExactly).press("y").at("end")
		if got := strings.Join(given, "|"); got != "admin|Lantern-57 " {
			t.Errorf("given %q", got)
		}
		given = nil
		p = atUser(t, login(&given)).paste("\x16").press("tab", "Lantern-57", "enter").shows(sendExactly).press("y").shows("▸ Password")
		p.press("enter").at("end")
		if got := strings.Join(given, "|"); got != "admin\x16|Lantern-57" {
			t.Errorf("given %q", got)
		}
	})
}

// TestAFormIsDoneOnce: a second Enter while its action runs sends nothing, and one that
// fails leaves what was typed.
func TestAFormIsDoneOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var given []string
		runs := 0
		tree := login(&given)
		tree[0].Ask.Do = &steps.Action{Check: steps.Check{ID: "try", Title: text.T("The login"), Acts: true, Run: func(context.Context, steps.Env, *facts.Facts) (func(*facts.Facts), steps.Result) {
			runs++
			time.Sleep(5 * time.Second)
			return nil, steps.Result{Status: steps.Fail, Detail: text.T("Nobody of that name."), Hint: text.T("Try another.")}
		}}}
		p := atUser(t, tree).press("enter", "Lantern-57", "enter").wait(held).press("enter").shows("still being worked on")
		p.wait(6 * time.Second).at("login").shows("✗ Nobody of that name. Try another.").shows("▸ Password  ••••••••••")
		if n := strings.Count(p.View(), "Nobody of that name"); n != 1 {
			t.Errorf("the reason stands there %d times:\n%s", n, p.View())
		}
		p.press("x").hides("Nobody of that name")
		if runs != 1 || len(given) != 2 {
			t.Errorf("%d runs, given %q", runs, given)
		}
	})
}

func TestAFormFitsEveryScreen(t *testing.T) {
	var given []string
	for _, size := range [][2]int{{1, 1}, {5, 3}, {20, 5}, {40, 15}, {80, 24}, {300, 100}} {
		m := sized(standing(login(&given), "login", facts.Facts{}), size[0], size[1])
		for range 4 {
			fits(t, m.View(), size[0], size[1])
			if size[0] >= 20 && !strings.Contains(m.View(), "▸ ") {
				t.Errorf("at %v the focus is not seen:\n%s", size, m.View())
			}
			next, _ := m.onto((m.question.focus + 1) % 3)
			m = next
		}
	}
}

func TestGoldenForms(t *testing.T) {
	for name, g := range map[string]struct {
		keys []string
		w, h int
	}{
		"80x24":   {[]string{"enter", "abc", "enter"}, 80, 24},
		"40x15":   {[]string{"enter", "Lantern-57", "ctrl+r"}, 40, 15},
		"20x5":    {[]string{"tab"}, 20, 5},
		"answers": {[]string{"tab", "tab", "2"}, 80, 24},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var given []string
				tree := login(&given)
				tree[0].Checks = []steps.Check{check("weather", 0, fine("Sunny."))}
				p := atUser(t, tree).size(g.w, g.h).press(g.keys...).wait(time.Second)
				golden.RequireEqual(t, trimmed(p.View()))
			})
		})
	}
}
