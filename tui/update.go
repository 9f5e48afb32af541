package tui

import (
	"context"
	"slices"
	"time"

	"camreset/steps"

	"github.com/charmbracelet/bubbles/spinner"
	tea "github.com/charmbracelet/bubbletea"
)

type (
	// replyMsg is sent by the command that ran a check.
	replyMsg steps.Reply
	// againMsg is sent when the next round of a step's checks is due.
	againMsg struct{ turn, round int }
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
	case replyMsg:
		return m.take(steps.Reply(msg))
	case againMsg:
		if msg.turn != m.walk.Turn() || msg.round != m.round {
			return m, nil
		}
		return m.begin()
	case noticeMsg:
		m.notice = string(msg)
		return m, nil
	case spinner.TickMsg:
		return m.ticked(msg)
	}
	return m.toQuestion(msg)
}

// enter comes to a step: what was read for the last one ends, its own
// question is put and its checks begin.
func (m model) enter() (model, tea.Cmd) {
	m.leave()
	m.reads, m.leave = context.WithCancel(m.busy.run)
	m.refusal, m.notice, m.scroll, m.overlay, m.since = "", "", 0, noOverlay, time.Now()
	keep := m.keep()
	if m.walk.Over() {
		m.question = question{}
		return m, tea.Sequence(keep, m.quitUnlessEnded())
	}
	var focus tea.Cmd
	m.question, focus = newQuestion(m.walk, nil, "", m.leftWidth())
	next, cmd := m.begin()
	return next, tea.Batch(focus, tea.Sequence(keep, cmd))
}

// keep saves the walk as it stands. At a new step that ends before the step's
// checks are begun: what led to a write is on disk before the write leaves.
func (m model) keep() tea.Cmd {
	env, walk := m.env, m.walk
	return m.busy.do(func() tea.Msg {
		if err := env.Keep(walk); err != nil {
			return noticeMsg(clean(err.Error()))
		}
		return nil
	})
}

// begin starts a round of the step's checks. A step that only judges moves on
// by itself.
func (m model) begin() (model, tea.Cmd) {
	turn := m.walk.Turn()
	next, checks := m.walk.Begin(m.env.Now())
	m.walk = next
	if next.Turn() != turn {
		return m.enter()
	}
	m.round++
	commands := make([]tea.Cmd, 0, len(checks)+1)
	for _, c := range checks {
		commands = append(commands, m.check(c))
	}
	m, spin := m.spun()
	return m, tea.Batch(append(commands, spin)...)
}

// check runs one check beside the screen. A read ends with the step, a try or
// a write only with the run.
func (m model) check(c steps.Check) tea.Cmd {
	ctx, env, turn, facts := m.reads, m.env, m.walk.Turn(), m.walk.Facts()
	if c.Acts {
		ctx = m.busy.run
	}
	return m.busy.do(func() tea.Msg { return replyMsg(steps.RunCheck(ctx, env, turn, c, facts)) })
}

// take gives a reply to the walk. A late one changes facts at most.
func (m model) take(r steps.Reply) (model, tea.Cmd) {
	live := r.Turn == m.walk.Turn()
	next := m.walk.Take(r)
	if !live {
		m.walk = next
		m = m.relabelled()
		return m, m.keep()
	}
	bell := m.ring(r.Result.Bell)
	moved := next.Turn() != m.walk.Turn()
	m.walk = next
	if moved {
		m, cmd := m.enter()
		return m, tea.Batch(bell, cmd)
	}
	m, spin := m.relabelled().spun()
	if next.Busy() {
		return m, tea.Batch(bell, spin)
	}
	keep := m.keep() // what was shown or handed out may not be had again
	m, cmd := m.pause()
	return m, tea.Batch(bell, spin, keep, cmd)
}

// relabelled draws the answers anew, as the facts are now.
func (m model) relabelled() model {
	marked := m.question.answer()
	m.question = m.question.relabelled(m.walk, m.leftWidth())
	if m.question.answer() != marked {
		m.since = time.Now() // an Enter on its way was meant for what is gone
	}
	return m
}

// pause waits until the next round is due.
func (m model) pause() (model, tea.Cmd) {
	every, again := m.walk.Again()
	if !again {
		if m.walk.Step().Ask == nil { // nothing can move it any more
			m.walk = m.walk.Quit()
			return m, tea.Quit
		}
		return m, nil
	}
	ctx, after, due := m.reads, m.env.After, againMsg{m.walk.Turn(), m.round}
	return m, m.busy.do(func() tea.Msg {
		select {
		case <-ctx.Done():
			return nil
		case <-after(every):
			return due
		}
	})
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

func (m model) ticked(msg spinner.TickMsg) (tea.Model, tea.Cmd) {
	if !waiting(m.walk.Rows()) {
		m.spinning = false
		return m, nil
	}
	var cmd tea.Cmd
	m.spin, cmd = m.spin.Update(msg)
	return m, cmd
}

func waiting(rows []steps.Row) bool {
	return slices.ContainsFunc(rows, running)
}

// resized fits the screen to a size. A serial console tells 0 x 0: it does not
// know, and is as large as most.
func (m model) resized(size tea.WindowSizeMsg) model {
	m.width, m.height = usualWidth, usualHeight
	if size.Width > 0 && size.Height > 0 {
		m.width, m.height = size.Width, size.Height
	}
	m.question = m.question.resized(m.walk, m.leftWidth())
	return m
}

func (m model) toQuestion(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	m.question, cmd = m.question.update(msg)
	if m.question.table != nil {
		m.question = m.question.filtered(m.walk)
	}
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

// ended says whether the last step of the walk is on the screen.
func (m model) ended() bool { return m.walk.Step().Ends() }
