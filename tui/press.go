package tui

import (
	"strings"

	"camreset/steps"

	tea "github.com/charmbracelet/bubbletea"
)

// pressed gives a key to whatever has the focus.
func (m model) pressed(k tea.KeyMsg) (tea.Model, tea.Cmd) {
	m.notice = ""
	before := m.quiet
	m.quiet = m.quiet.pressed(keys.choose.has(k))
	switch {
	case keys.interrupt.has(k):
		m.err = ErrInterrupted
		m.guard.Interrupt()
		return m, tea.Quit
	case m.ended():
		if m.quiet.hasty() {
			return m, nil
		}
		return m, tea.Quit
	case m.overlay != noOverlay:
		return m.overlaid(k)
	case k.Paste && len(m.question.fields) == 0:
		return m, nil
	case keys.choose.has(k) && m.question.asks():
		if m.notice = m.tooSoon(before); m.notice != "" {
			return m, nil
		}
		return m.answered()
	}
	if o, is := m.hotFor(k); is {
		if m.notice = m.tooSoonFor(o, before); m.notice != "" {
			return m, nil
		}
		m.refusal = ""
		return m.given(string(o.Key))
	}
	switch {
	case m.question.table != nil:
		return m.picking(k)
	case (keys.left.has(k) || keys.right.has(k)) && m.turns():
		if !m.drawingSeen() {
			return m.opened(drawingOverlay)
		}
		return m.turned(keys.right.has(k)), nil
	case keys.back.has(k):
		return m.back()
	case (keys.pageUp.has(k) || keys.pageDown.has(k)):
		m.screen = m.scrolled(keys.pageDown.has(k))
		return m, nil
	case keys.field.has(k), keys.help.has(k) && !m.question.typing():
		return m.opened(helpOverlay)
	}
	if to, moves := m.question.stepped(k); moves {
		return m.onto(to)
	}
	if m.question.typing() {
		return m.typed(k)
	}
	return m.letter(k)
}

// letter is a key that acts because no text field has the focus.
func (m model) letter(k tea.KeyMsg) (tea.Model, tea.Cmd) {
	switch {
	case keys.again.has(k):
		return m.checkAgain()
	case keys.open.has(k):
		return m, m.openPage()
	case keys.copy.has(k):
		return m, m.copySheet()
	case keys.bell.has(k) && rings(m.walk):
		m.notice = "That was the bell."
		return m, m.ring(1)
	case keys.detail.has(k):
		return m.opened(detailOverlay)
	case keys.log.has(k):
		return m.opened(logOverlay)
	case keys.quit.has(k):
		return m.quit()
	}
	m.refusal = ""
	if next, jumped := m.jumped(k); jumped {
		return next, nil
	}
	if m.question.form() && len(m.question.fields) > 0 && k.Type == tea.KeyRunes && !k.Alt { // it is meant for a field
		next, focus := m.onto(m.question.wanting())
		typed, cmd := next.typed(k)
		return typed, tea.Batch(focus, cmd)
	}
	return m.toQuestion(k)
}

// jumped puts the cursor on the option whose number was pressed.
func (m model) jumped(k tea.KeyMsg) (model, bool) {
	if k.Paste || len(k.Runes) != 1 || k.Runes[0] < '1' || k.Runes[0] > '9' {
		return m, false
	}
	ask := m.walk.Step().Ask
	if ask == nil {
		return m, false
	}
	for _, at := range m.question.list.keys {
		if ask.Number(steps.Outcome(at), m.walk.Facts()) == int(k.Runes[0]-'0') {
			m.question.list = m.question.list.to(at)
			return m, true
		}
	}
	return m, false
}

// overlaid takes the keys while an overlay stands there.
func (m model) overlaid(k tea.KeyMsg) (tea.Model, tea.Cmd) {
	switch {
	case m.overlay == quitOverlay && (k.String() == "y" || keys.quit.has(k)):
		m.drive.Quit()
		m.walk = m.drive.Walk()
		return m, tea.Quit
	case m.overlay == oddOverlay && k.String() == "y":
		m.overlay, m.scroll = noOverlay, 0
		return m.meant()
	case m.overlay == oddOverlay && ((keys.back.has(k) || keys.choose.has(k)) || k.String() == "n"):
		return m.unsent(), nil
	case m.overlay == drawingOverlay && (keys.left.has(k) || keys.right.has(k)):
		m.scroll = 0
		return m.turned(keys.right.has(k)), nil
	case (keys.pageUp.has(k) || keys.pageDown.has(k)):
		m.screen = m.scrolled(keys.pageDown.has(k))
		return m, nil
	case (keys.up.has(k) || keys.down.has(k)):
		// One more than the last full window: its last line is the mark.
		text, room := m.scrollable()
		m.scroll = paged(m.scroll, 1, len(text)-room+1, keys.down.has(k))
		return m, nil
	case m.overlay == oddOverlay, m.overlay == quitOverlay && !keys.back.has(k) && k.String() != "n":
		return m, nil // only a clear answer counts
	}
	return m.opened(noOverlay)
}

// picking takes the keys at a table: some move the cursor, all others are text.
func (m model) picking(k tea.KeyMsg) (tea.Model, tea.Cmd) {
	t, rows := m.question.table, m.rowsInSight()
	switch {
	case m.question.typing() && keys.back.has(k):
		m.refusal = ""
		var cmd tea.Cmd
		m.question, cmd = m.question.emptied(m.walk, m.leftWidth())
		return m, cmd
	case keys.back.has(k):
		return m.back()
	case keys.field.has(k), !m.question.typing() && keys.help.has(k):
		return m.opened(helpOverlay)
	case (keys.textUp.has(k) || keys.textDown.has(k)):
		m.screen = m.scrolled(keys.textDown.has(k))
		return m, nil
	case keys.rowUp.has(k), !m.question.typing() && keys.up.has(k):
		t = t.to(t.cursor-1, rows)
	case keys.rowDown.has(k), !m.question.typing() && keys.down.has(k):
		t = t.to(t.cursor+1, rows)
	case (keys.rowsUp.has(k) || keys.rowsDown.has(k)):
		t = t.paged(keys.rowsDown.has(k), rows)
	case keys.top.has(k):
		t = t.to(0, rows)
	case keys.bottom.has(k):
		t = t.to(t.size(), rows)
	case m.question.typing():
		return m.typed(k)
	default:
		return m.pickLetter(k)
	}
	m.question.table, m.refusal = t, ""
	return m, nil
}

// pickLetter is a key at a table while nothing is typed there: some begin to type, the
// others act. What was typed while the line or the computer was slow comes in one piece.
func (m model) pickLetter(k tea.KeyMsg) (tea.Model, tea.Cmd) {
	begins := k.Paste || strings.IndexAny(string(k.Runes), "[0123456789") == 0
	if text, filters := strings.CutPrefix(string(k.Runes), "/"); filters && text != "" && !k.Paste {
		begins, k.Runes = true, []rune(text)
	}
	if !begins && !(keys.filter.has(k) || keys.typing.has(k)) {
		return m.letter(k)
	}
	var focus, typed tea.Cmd
	m.question, focus = m.question.focused(0)
	if !begins {
		m.refusal = ""
		return m, focus
	}
	next, typed := m.typed(k)
	return next, tea.Batch(focus, typed)
}

// hotFor is the answer that a key chooses at once.
func (m model) hotFor(k tea.KeyMsg) (steps.Option, bool) {
	for _, o := range hot(m.walk) {
		control := letter(o.Hot) && k.String() == "ctrl+"+strings.ToLower(o.Hot)
		if control || !k.Paste && !m.question.typing() && k.String() == o.Hot {
			return o, true
		}
	}
	return steps.Option{}, false
}

// turnable says whether the keys left and right are free for the drawings.
func (s *screen) turnable() bool { return !s.question.typing() || s.question.field().typed() == "" }

// turned looks at another drawing.
func (m model) turned(on bool) model {
	n := len(m.drawings())
	m.drawing = (m.drawing + n - 1) % n
	if on {
		m.drawing = (m.drawing + 2) % n
	}
	return m
}
