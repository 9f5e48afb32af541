package tui

import (
	"context"
	"errors"
	"strings"
	"testing"

	"camreset/steps"
	"camreset/steps/facts"
)

// leaving is a run on plain lines that ends with something in the clipboard.
func leaving(t *testing.T, where facts.Clipboard, in string, terminal, asks bool, uncopy func(string) (bool, error)) string {
	t.Helper()
	facts := facts.Facts{Run: facts.Run{Clipboard: where}}
	chosen, _ := steps.Guide().Step("own-password")
	chosen.Ask.Fields[0].Put(&facts, "S3cret-word")
	facts.InClipboard = facts.Answers.New
	env, out := toy(), &locked{}
	env.Uncopy = uncopy
	p := &plain{in: newInputLines(strings.NewReader(in)), out: out, width: 200}
	p.in.terminal = terminal
	p.leaveClipboard(context.Background(), env, start(fork(), facts), asks)
	if strings.Contains(out.String(), "S3cret-word") {
		t.Error("the password was printed")
	}
	return out.String()
}

// What was copied stays, and the end says so. Only c on a terminal clears it.
func TestTheEndSaysWhatIsInTheClipboard(t *testing.T) {
	cleared := 0
	take := func(text string) (bool, error) {
		if text != "S3cret-word" {
			t.Errorf("asked to clear %d letters", len(text))
		}
		cleared++
		return true, nil
	}
	for name, c := range map[string]struct {
		where          facts.Clipboard
		in             string
		terminal, asks bool
		uncopy         func(string) (bool, error)
		clears         int
		says           []string
	}{
		"c":              {facts.OwnClipboard, "c\n", true, true, take, 1, []string{"still in this computer's clipboard", "Type c", "It is cleared"}},
		"enter":          {facts.OwnClipboard, "\n", true, true, take, 0, []string{"Type c"}},
		"no more input":  {facts.OwnClipboard, "", true, true, take, 0, []string{"Type c"}},
		"a pipe":         {facts.OwnClipboard, "c\n", false, true, take, 0, []string{"still in this computer's clipboard"}},
		"interrupted":    {facts.OwnClipboard, "c\n", true, false, take, 0, []string{"still in this computer's clipboard"}},
		"over SSH":       {facts.TerminalClipboard, "c\n", true, true, take, 1, []string{"that you sit at", "not every one does"}},
		"in tmux":        {facts.TmuxClipboard, "c\n", true, true, take, 1, []string{"and tmux's buffer", "tmux delete-buffer"}},
		"something else": {facts.OwnClipboard, "c\n", true, true, func(string) (bool, error) { return false, nil }, 0, []string{"Something else is in the clipboard"}},
		"a failure":      {facts.OwnClipboard, "c\n", true, true, func(string) (bool, error) { return false, errors.New("no") }, 0, []string{"could not be cleared"}},
	} {
		cleared = 0
		said := leaving(t, c.where, c.in, c.terminal, c.asks, c.uncopy)
		for _, want := range c.says {
			if !strings.Contains(said, want) {
				t.Errorf("%s: %q is missing in %q", name, want, said)
			}
		}
		if cleared != c.clears || !(c.terminal && c.asks) && strings.Contains(said, "Type c") {
			t.Errorf("%s: cleared %d times, said %q", name, cleared, said)
		}
	}
	out, _, err := told(t, toy(), fork(), "left\n:quit\n")
	if err != nil || strings.Contains(out, "clipboard") {
		t.Errorf("nothing was copied: %v, %q", err, out)
	}
}
