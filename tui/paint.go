package tui

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"camreset/steps"
	"camreset/steps/facts"
	"camreset/steps/flow"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
)

// painter draws frames on a terminal, each as soon as it is there, and of each only the
// lines that are others than before.
type painter struct {
	out   io.Writer
	width int
	last  []string
}

// paint draws a frame.
func (p *painter) paint(frame string) {
	lines := strings.Split(frame, "\n")
	var b strings.Builder
	if p.last == nil {
		b.WriteString(ansi.EraseEntireScreen)
	}
	for i, line := range lines {
		if i < len(p.last) && p.last[i] == line {
			continue
		}
		fmt.Fprint(&b, ansi.CursorPosition(1, i+1), line)
		if ansi.StringWidth(line) < p.width { // else it would erase the last letter
			b.WriteString(ansi.EraseLineRight)
		}
	}
	if len(lines) < len(p.last) {
		fmt.Fprint(&b, ansi.CursorPosition(1, len(lines)+1), ansi.EraseScreenBelow)
	}
	if p.last = slices.Clip(lines); b.Len() > 0 {
		_, _ = io.WriteString(p.out, b.String()) // a terminal that is gone ends the input too
	}
}

// forget has the next frame drawn whole, on a screen so wide.
func (p *painter) forget(width int) { p.width, p.last = width, nil }

// painted is the model on a terminal. Bubbletea's own renderer looks for a new frame
// many times a second, all the time: here it only takes the terminal and gives it back,
// and frames are drawn when something has happened.
type painted struct {
	model
	painter *painter
	// due is true while a frame is on its way.
	due bool
}

type (
	// sizeMsg is a tea.WindowSizeMsg that the renderer does not hear: it would erase the
	// first line.
	sizeMsg tea.WindowSizeMsg
	// redrawMsg has the whole screen drawn, dueMsg what has changed.
	redrawMsg struct{}
	dueMsg    struct{}
)

// moment is how long a frame waits for what is measured at the same time: a round of
// checks is drawn once. Keys are drawn at once.
const moment = 15 * time.Millisecond

// rendererFPS is how often bubbletea's renderer looks for a frame: as seldom as it can.
const rendererFPS = 1

// kept is what the filter lets through to a painted model.
func kept(_ tea.Model, msg tea.Msg) tea.Msg {
	if size, is := msg.(tea.WindowSizeMsg); is {
		return sizeMsg(size)
	}
	return msg
}

// Init starts what the model starts, and draws it.
func (p painted) Init() tea.Cmd {
	return tea.Batch(func() tea.Msg { return redrawMsg{} }, p.model.Init())
}

// Update draws what has changed.
func (p painted) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case redrawMsg:
		p.painter.forget(p.width)
	case dueMsg:
		p.due = false
	case sizeMsg:
		p.model = p.resized(tea.WindowSizeMsg(msg))
		p.painter.forget(p.width)
	case eventMsg:
		p.model, cmd = p.happened(flow.Event[steps.Env, facts.Facts](msg))
		if !p.due {
			p.due, cmd = true, tea.Batch(cmd, tea.Tick(moment, func(time.Time) tea.Msg { return dueMsg{} }))
		}
		return p, cmd
	default:
		var next tea.Model
		next, cmd = p.model.Update(msg)
		p.model = next.(model)
	}
	p.painter.paint(p.model.View())
	return p, cmd
}

// View is what bubbletea's renderer writes: nothing that is seen.
func (p painted) View() string { return ansi.ResetStyle }
