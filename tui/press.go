package tui

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// pressed gives a key to whatever has the focus.
func (m model) pressed(k tea.KeyMsg) (tea.Model, tea.Cmd) {
	m.notice = ""
	before := m.quiet
	m.quiet = m.quiet.pressed(key.Matches(k, keys.choose))
	switch {
	case key.Matches(k, keys.interrupt):
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
	case k.Paste && !m.question.typing():
		return m, nil
	case key.Matches(k, keys.choose) && m.question.asks():
		if m.notice = m.tooSoon(before); m.notice != "" {
			return m, nil
		}
		return m.answered()
	case m.question.table != nil:
		return m.picking(k)
	case key.Matches(k, keys.back):
		return m.back()
	case key.Matches(k, keys.pageUp, keys.pageDown):
		m.screen = m.scrolled(key.Matches(k, keys.pageDown))
		return m, nil
	case key.Matches(k, keys.field), key.Matches(k, keys.help) && !m.question.typing():
		m.overlay, m.scroll = helpOverlay, 0
		return m, nil
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
	case key.Matches(k, keys.again):
		return m.checkAgain()
	case key.Matches(k, keys.open):
		return m, m.openPage()
	case key.Matches(k, keys.copy):
		return m, m.copySheet()
	case key.Matches(k, keys.detail):
		m.overlay, m.scroll = detailOverlay, 0
		return m, nil
	case key.Matches(k, keys.log):
		m.overlay, m.scroll = logOverlay, 0
		return m, nil
	case key.Matches(k, keys.quit):
		return m.quit()
	}
	m.refusal = ""
	if next, jumped := m.jumped(k); jumped {
		return next, nil
	}
	return m.toQuestion(k)
}

// jumped puts the cursor on the option whose number was pressed.
func (m model) jumped(k tea.KeyMsg) (model, bool) {
	if len(k.Runes) != 1 || k.Runes[0] < '1' || k.Runes[0] > '9' {
		return m, false
	}
	for _, o := range m.question.list.options {
		if m.walk.Step().Ask.Number(o, m.walk.Facts()) == int(k.Runes[0]-'0') {
			m.question.list = m.question.list.to(o)
			return m, true
		}
	}
	return m, false
}

// overlaid takes the keys while an overlay stands there.
func (m model) overlaid(k tea.KeyMsg) (tea.Model, tea.Cmd) {
	text, room := m.scrollable()
	switch {
	case m.overlay == quitOverlay && (k.String() == "y" || key.Matches(k, keys.quit)):
		m.drive.Quit()
		m.walk = m.drive.Walk()
		return m, tea.Quit
	case m.overlay == oddOverlay && k.String() == "y":
		m.overlay, m.scroll = noOverlay, 0
		return m.meant()
	case m.overlay == oddOverlay && (key.Matches(k, keys.back, keys.choose) || k.String() == "n"):
		return m.unsent(), nil
	case key.Matches(k, keys.pageUp, keys.pageDown):
		m.screen = m.scrolled(key.Matches(k, keys.pageDown))
		return m, nil
	case key.Matches(k, keys.up, keys.down):
		// One more than the last full window: its last line is the mark.
		m.scroll = paged(m.scroll, 1, len(text)-room+1, key.Matches(k, keys.down))
		return m, nil
	case m.overlay == oddOverlay, m.overlay == quitOverlay && !key.Matches(k, keys.back) && k.String() != "n":
		return m, nil // only a clear answer counts
	}
	m.overlay, m.scroll = noOverlay, 0
	return m, nil
}

// picking takes the keys at a table: some move the cursor, all others are text.
func (m model) picking(k tea.KeyMsg) (tea.Model, tea.Cmd) {
	t, rows := m.question.table, m.rowsInSight()
	switch {
	case key.Matches(k, keys.back) && m.question.field().typed() != "":
		m.refusal = ""
		var cmd tea.Cmd
		m.question, cmd = m.question.emptied(m.walk, m.leftWidth())
		return m, cmd
	case key.Matches(k, keys.back):
		return m.back()
	case key.Matches(k, keys.field):
		m.overlay, m.scroll = helpOverlay, 0
		return m, nil
	case key.Matches(k, keys.textUp, keys.textDown):
		m.screen = m.scrolled(key.Matches(k, keys.textDown))
		return m, nil
	case key.Matches(k, keys.rowUp):
		t = t.to(t.cursor-1, rows)
	case key.Matches(k, keys.rowDown):
		t = t.to(t.cursor+1, rows)
	case key.Matches(k, keys.rowsUp, keys.rowsDown):
		t = t.paged(key.Matches(k, keys.rowsDown), rows)
	case key.Matches(k, keys.top):
		t = t.to(0, rows)
	case key.Matches(k, keys.bottom):
		t = t.to(t.size(), rows)
	default:
		return m.typed(k)
	}
	m.question.table, m.refusal = t, ""
	return m, nil
}
