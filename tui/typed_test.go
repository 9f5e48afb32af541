package tui

import (
	"strings"
	"testing"
	"testing/synctest"

	"camreset/steps/facts"

	tea "github.com/charmbracelet/bubbletea"
)

// secretTold is the fork with a word and a secret that tell what was given.
func secretTold(given *[]string) toyTree {
	tree := fork()
	for i := 1; i <= 2; i++ {
		tree[i].Ask.Put = func(_ *facts.Facts, typed string) { *given = append(*given, typed) }
	}
	return tree
}

func (p *player) paste(text string) *player {
	p.wait(haste)
	p.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true})
	return p
}

func TestAPasteLosesTheLineBreaksAtItsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var given []string
		p := play(t, toy(), secretTold(&given), facts.Facts{}).press("enter").at("word")
		p.paste("admin\n").shows("The line break at the end of what you pasted was left out.").press("enter").at("secret")
		p.paste("Lantern-57-Oak\r\n\r\n").shows("left out").press("enter").at("end")
		if got := strings.Join(given, "|"); got != "admin|Lantern-57-Oak" {
			t.Errorf("given %q", got)
		}
	})
}

func TestAnOddAnswerIsSentOnlyWhenItIsMeant(t *testing.T) {
	for name, c := range map[string]struct{ paste, says string }{
		"a line break inside": {"Lantern\n57-Oak", "cannot be seen"},
		"a Tab":               {"Lantern\t57", "cannot be seen"},
		"what Ctrl+V leaves":  {"\x16Lantern-57", "cannot be seen"},
		"a C1 code":           {"Lantern\u009b57", "cannot be seen"},
		"no width":            {"Lantern\u200b57\u202e", "cannot be seen"},
		"no text":             {"Lantern\ufffd57", "cannot be seen"},
		"a blank at the end":  {"Lantern-57 \n", "blank"},
		"full width":          {"Ｌantern-57", "full-width"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var given []string
				p := play(t, toy(), secretTold(&given), facts.Facts{}).press("enter", "word", "enter").at("secret")
				p.paste(c.paste).press("enter").at("secret").shows(sendExactly).shows(c.says).shows("y  Yes, exactly so")
				p.press("x").shows(sendExactly).press("enter").at("secret").hides(sendExactly).shows("Nothing was sent.")
				p.press("enter").shows(sendExactly).press("esc").at("secret").press("enter", "n").at("secret")
				if len(given) != 1 {
					t.Fatalf("given %q before it was meant", given)
				}
				p.press("enter", "y").at("end")
				if want := strings.TrimRight(c.paste, "\n"); given[1] != want {
					t.Errorf("sent %q, want %q", given[1], want)
				}
				for _, frame := range p.frames {
					if strings.ContainsAny(frame, "\t\x16\u009b\u200b\u202e\ufffd") || strings.Contains(frame, "antern") {
						t.Fatalf("on the screen: %q", frame)
					}
				}
			})
		})
	}
}

func TestCtrlRShowsWhatIsTyped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := play(t, toy(), fork(), facts.Facts{}).press("enter").at("word").hides("ctrl+r")
		p.press("word", "enter").at("secret").press("Lantern").hides("Lantern").shows("ctrl+r show")
		p.press("ctrl+r").shows("Lantern").shows("ctrl+r hide").paste("\t57").shows("Lantern?57")
		p.press("F1").shows("ctrl+r shows the password").press("esc").shows("Lantern?57")
		p.press("ctrl+r").hides("Lantern").shows("ctrl+r show").press("ctrl+r", "enter", "y").at("end").hides("Lantern")
	})
}

// The field itself would read a clipboard of the computer that the program runs on.
func TestCtrlVSaysThatNothingWasPasted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := play(t, toy(), fork(), facts.Facts{}).press("enter").at("word").press("ctrl+v").shows("Nothing was pasted")
		p.press("enter").at("secret").press("ctrl+v").shows("Nothing was pasted").press("enter").at("secret").shows("Too short.")
	})
}

func TestAPasteThatIsTooLongIsNotCut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := play(t, toy(), fork(), facts.Facts{}).press("enter").at("word").press("ab").paste(strings.Repeat("x", maxTyped-1)).shows("Nothing of it was taken")
		if got := p.question.answer(); got != "ab" {
			t.Errorf("the field holds %q", got)
		}
	})
}

// On plain lines that come from a pipe nobody can be asked.
func TestPlainRejectsAnOddAnswer(t *testing.T) {
	for typed, says := range map[string]string{
		"\x16Lantern": "cannot be seen", "Lantern ": "blank", "Ｌantern": "full-width", "Lantern\r\r": "cannot be seen", "Lan\xfftern": "cannot be seen", "Lantern\t": "cannot be seen",
	} {
		var given []string
		out, w, err := told(t, toy(), secretTold(&given), "left\nbird\n"+typed+"\n")
		if err == nil || !strings.Contains(err.Error(), says) || strings.Contains(err.Error()+out, "antern") || w.Step().ID != "secret" || len(given) != 1 {
			t.Errorf("%q: %v, given %q", typed, err, given)
		}
	}
	for _, end := range []string{"\n", "\r\n", ""} {
		var given []string
		if _, _, err := told(t, toy(), secretTold(&given), "left\nbird\nLantern-57"+end); err != nil || given[1] != "Lantern-57" {
			t.Errorf("%q: %v, given %q", end, err, given)
		}
	}
}
