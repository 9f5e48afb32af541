package tui

import (
	"bytes"
	"testing"
	"time"

	"camreset/steps/facts"

	tea "github.com/charmbracelet/bubbletea"
)

func TestAPainterWritesWhatChanged(t *testing.T) {
	var out bytes.Buffer
	p := &painter{out: &out, width: 5}
	for _, c := range []struct{ frame, want string }{
		{"one\nfive!", "\x1b[2J\x1b[Hone\x1b[K\x1b[2;1Hfive!"},
		{"one\nfive!", ""},
		{"one\ntwo", "\x1b[2;1Htwo\x1b[K"},
		{"one\ntwo\nthree", "\x1b[3;1Hthree"},
		{"one", "\x1b[2;1H\x1b[J"},
	} {
		out.Reset()
		if p.paint(c.frame); out.String() != c.want {
			t.Errorf("%q is drawn as %q, want %q", c.frame, out.String(), c.want)
		}
	}
	out.Reset()
	p.forget(40)
	if p.paint("one"); out.String() != "\x1b[2J\x1b[Hone\x1b[K" {
		t.Errorf("a screen that was forgotten is drawn as %q", out.String())
	}
}

// TestWhatIsMeasuredAtOnceIsDrawnOnce: keys are drawn at once, events of a moment together.
func TestWhatIsMeasuredAtOnceIsDrawnOnce(t *testing.T) {
	var out bytes.Buffer
	m := standing(everything(), "everything", facts.Facts{})
	p := tea.Model(painted{model: m, painter: &painter{out: &out}})
	drawn := func(msg tea.Msg) (bool, tea.Cmd) {
		out.Reset()
		var cmd tea.Cmd
		p, cmd = p.Update(msg)
		return out.Len() > 0, cmd
	}
	if is, _ := drawn(kept(nil, tea.WindowSizeMsg{Width: 80, Height: 24})); !is {
		t.Error("the first size draws nothing")
	}
	time.Sleep(haste)
	if is, _ := drawn(tea.KeyMsg{Type: tea.KeyDown}); !is {
		t.Error("a key draws nothing")
	}
	for n := range 3 {
		if is, cmd := drawn(eventMsg{}); is || (cmd != nil) != (n == 0) {
			t.Errorf("event %d: drawn %v, a frame is announced %v", n, is, cmd != nil)
		}
	}
	_, _ = drawn(dueMsg{})
	if is, cmd := drawn(eventMsg{}); is || cmd == nil {
		t.Error("no frame is announced after the last")
	}
	if is, _ := drawn(redrawMsg{}); !is {
		t.Error("a terminal that was stalled is not drawn anew")
	}
}
