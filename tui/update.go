package tui

import (
	"time"

	"camreset/steps"
	"camreset/steps/facts"
	"camreset/steps/flow"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/spinner"
	tea "github.com/charmbracelet/bubbletea"
)

type (
	// driver turns the crank of the walk.
	driver = flow.Driver[steps.Env, facts.Facts]
	// eventMsg is what a task of the driver brought.
	eventMsg flow.Event[steps.Env, facts.Facts]
	// noticeMsg is one line for the user from a command.
	noticeMsg string
)

// Update takes keys, replies and timers; everything else is for the question.
func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		return m.resized(msg), nil
	case tea.KeyMsg:
		return m.pressed(msg)
	case eventMsg:
		return m.happened(flow.Event[steps.Env, facts.Facts](msg))
	case noticeMsg:
		m.notice = string(msg)
		return m, nil
	case spinner.TickMsg:
		return m.ticked(msg)
	case cursor.BlinkMsg:
		return m, nil // it stands still: nobody has to look for it, and nothing is drawn for it
	}
	return m.toQuestion(msg)
}

// commands are those of the driver's tasks.
func (m model) commands(tasks []flow.Task[steps.Env, facts.Facts]) tea.Cmd {
	commands := make([]tea.Cmd, 0, len(tasks))
	for _, task := range tasks {
		commands = append(commands, m.busy.do(func() tea.Msg { return eventMsg(task()) }))
	}
	return tea.Batch(commands...)
}

// arrived comes to a step: its own question is put.
func (m model) arrived() (model, tea.Cmd) {
	m.refusal, m.notice, m.scroll, m.drawing, m.overlay, m.quiet.came = "", "", 0, 0, noOverlay, time.Now()
	if m.walk.Over() {
		m.question = question{}
		return m, nil
	}
	var focus tea.Cmd
	m.question, focus = newQuestion(m.walk, m.leftWidth())
	return m, focus
}

// driven shows how the walk stands after the driver has worked, and runs what it wants
// to be run.
func (m model) driven(tasks []flow.Task[steps.Env, facts.Facts]) (model, tea.Cmd) {
	before := m.screen
	m.walk = m.drive.Walk()
	var shown tea.Cmd
	if m.walk.Turn() != before.walk.Turn() {
		m, shown = m.arrived()
		m = m.after(before)
	} else {
		m = m.relabelled()
	}
	if m.walk.Over() {
		return m, tea.Sequence(m.commands(tasks), m.quitUnlessEnded())
	}
	m, spin := m.spun()
	return m, tea.Batch(shown, m.commands(tasks), spin)
}

// after keeps of the screen before what stays: in a sequence all but the question, and
// under a dialog the screen that it stands over.
func (m model) after(before screen) model {
	now, _ := m.walk.Sequence()
	if was, _ := before.walk.Sequence(); now != nil && was != nil && now.ID == was.ID {
		m.scroll, m.drawing, m.overlay = before.scroll, before.drawing, before.overlay
		m.question.list = m.question.list.to(before.question.list.at())
	}
	if m.below = nil; !m.isDialog() {
		return m
	}
	switch {
	case before.isDialog():
		m.below = before.below
	case before.walk.Step().ID == m.walk.Base():
		before.overlay = noOverlay
		m.below = before.body(before.room())
	}
	return m
}

// happened takes what a task brought.
func (m model) happened(e flow.Event[steps.Env, facts.Facts]) (model, tea.Cmd) {
	turn, bell := m.walk.Turn(), tea.Cmd(nil)
	if e.Reply != nil && e.Reply.Turn == turn {
		bell = m.ring(e.Reply.Result.Bell)
	}
	m, cmd := m.driven(m.drive.Happened(e))
	if e.Problem != nil {
		m.notice = clean(e.Problem.Error())
	}
	if r := e.Reply; r != nil && r.Action && m.walk.Turn() == turn {
		m = m.acted(r.Result)
	}
	return m, tea.Batch(bell, cmd)
}

// acted says what came of an answer that leaves the step as it is.
func (m model) acted(r steps.Result) model {
	if r.Status == steps.Fail {
		m.refusal, m.notice = failure(r), ""
		return m
	}
	if m.refusal, m.notice = "", words(r.Detail); r.Status == steps.Warn {
		m.notice = "" // the row stands there
	}
	if q := m.question; q.table == nil && !q.typing() && m.chosen != "" && q.list.at() == m.chosen {
		m.question.list = q.list.next(m.walk) // what was opened is behind
	}
	return m
}

// relabelled draws the answers anew, as the facts are now.
func (m model) relabelled() model {
	marked := m.question.answer()
	m.question = m.question.refilled(m.walk)
	if m.question.answer() != marked {
		m.quiet.came = time.Now() // an Enter on its way was meant for what is gone
	}
	return m
}

// bellGap keeps the rings of a terminal's bell apart.
const bellGap = 250 * time.Millisecond

// ring rings the terminal's bell n times.
func (m model) ring(n int) tea.Cmd {
	if n <= 0 {
		return nil
	}
	ctx, out := m.busy.run, m.out
	return m.busy.do(func() tea.Msg {
		for i := range n {
			if i > 0 {
				select {
				case <-ctx.Done():
					return nil
				case <-time.After(bellGap):
				}
			}
			_, _ = out.Write([]byte("\a")) // a bell that cannot ring is no reason to stop
		}
		return nil
	})
}

// spun keeps the spinner turning while a row has nothing to show yet.
func (m model) spun() (model, tea.Cmd) {
	if m.spinning || !waiting(m.walk.Rows()) {
		return m, nil
	}
	m.spinning = true
	return m, m.spin.Tick
}

// ticked turns the spinner, as long as a row waits.
func (m model) ticked(msg spinner.TickMsg) (tea.Model, tea.Cmd) {
	if !waiting(m.walk.Rows()) {
		m.spinning = false
		return m, nil
	}
	var cmd tea.Cmd
	m.spin, cmd = m.spin.Update(msg)
	return m, cmd
}

// resized fits the screen to a size. A serial console tells 0 x 0: it does not
// know, and is as large as most.
func (m model) resized(size tea.WindowSizeMsg) model {
	m.width, m.height = usualWidth, usualHeight
	if size.Width > 0 && size.Height > 0 {
		m.width, m.height = size.Width, size.Height
	}
	m.question, m.below = m.question.resized(m.leftWidth()), nil
	return m
}

// toQuestion gives the question whatever is nobody else's.
func (m model) toQuestion(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	m.question, cmd = m.question.updated(msg)
	m.question = m.question.filtered(m.walk)
	return m, cmd
}

// quitUnlessEnded leaves at once when the user has quit; a step that ends the
// walk is shown first.
func (m model) quitUnlessEnded() tea.Cmd {
	if m.ended() {
		return nil
	}
	return tea.Quit
}
