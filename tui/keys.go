package tui

import (
	"camreset/steps/methods"

	"time"

	"camreset/steps"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// keys are named once, here; the line at the bottom and the help show them.
var keys = struct {
	choose, send, back, help, field, reveal, conceal, again, open, copy, detail, log, quit, interrupt, up, down, pageUp, pageDown key.Binding
	// At a table letters are text, and these move the cursor and the words.
	rowUp, rowDown, rowsUp, rowsDown, top, bottom, textUp, textDown key.Binding
}{
	choose:    bind("enter", "choose", "enter"),
	send:      bind("enter", "send", "enter"),
	back:      bind("esc", "back", "esc"),
	help:      bind("?", "help", "?", "f1"),
	field:     bind("F1", "help", "f1"),
	reveal:    bind("ctrl+r", "show", "ctrl+r"),
	conceal:   bind("ctrl+r", "hide", "ctrl+r"),
	again:     bind("r", "again", "r"),
	open:      bind("o", "page", "o"),
	copy:      bind("c", "copy", "c"),
	detail:    bind("d", "detail", "d"),
	log:       bind("l", "log", "l"),
	quit:      bind("q", "quit", "q"),
	interrupt: bind("ctrl+c", "stop", "ctrl+c"),
	up:        bind("up", "up", "up", "k"),
	down:      bind("down", "down", "down", "j"),
	pageUp:    bind("pgup", "text up", "pgup", "shift+up"),
	pageDown:  bind("pgdn", "text down", "pgdown", "shift+down"),
	rowUp:     bind("up", "up", "up"),
	rowDown:   bind("down", "down", "down"),
	rowsUp:    bind("pgup", "page up", "pgup"),
	rowsDown:  bind("pgdn", "page down", "pgdown"),
	top:       bind("home", "first", "home"),
	bottom:    bind("end", "last", "end"),
	textUp:    bind("shift+up", "text up", "shift+up"),
	textDown:  bind("shift+down", "text down", "shift+down"),
}

func bind(name, does string, on ...string) key.Binding {
	return key.NewBinding(key.WithKeys(on...), key.WithHelp(name, does))
}

// pressed gives a key to whatever has the focus.
func (m model) pressed(k tea.KeyMsg) (tea.Model, tea.Cmd) {
	m.notice = ""
	repeated := time.Since(m.entered) < held
	if key.Matches(k, keys.choose) {
		m.entered = time.Now()
	}
	switch {
	case key.Matches(k, keys.interrupt):
		m.err = ErrInterrupted
		m.guard.Interrupt()
		return m, tea.Quit
	case m.ended():
		if m.hasty() {
			return m, nil
		}
		return m, tea.Quit
	case m.overlay != noOverlay:
		return m.overlaid(k)
	case k.Paste && !m.question.typing:
		return m, nil
	case key.Matches(k, keys.choose) && m.question.field != nil:
		if m.question.table != nil && m.hasty() {
			m.notice = "The list has only just changed. Look at it, then press Enter once more."
			return m, nil
		}
		if (repeated || m.hasty()) && m.costly() {
			m.notice = "That costs something. Wait a moment, then press Enter once more if you mean it."
			return m, nil
		}
		return m.answered()
	case m.question.table != nil:
		return m.picking(k)
	case key.Matches(k, keys.back):
		return m.back()
	case key.Matches(k, keys.pageUp, keys.pageDown):
		return m.scrolled(key.Matches(k, keys.pageDown)), nil
	case key.Matches(k, keys.field), key.Matches(k, keys.help) && !m.question.typing:
		m.overlay, m.scroll = helpOverlay, 0
		return m, nil
	}
	if m.question.typing {
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
	for _, o := range m.question.order {
		if m.walk.Step().Ask.Number(o, m.walk.Facts()) == int(k.Runes[0]-'0') {
			m.question = m.question.moved(m.walk, o, m.leftWidth())
			return m, true
		}
	}
	return m, false
}

// haste is how soon after a screen came a key cannot be meant for it: a key
// held down, or pressed twice.
const haste = 250 * time.Millisecond

// held is how long keyboards wait at most before they repeat a key that is held
// down: an Enter that follows another one sooner may be the same one still.
const held = 800 * time.Millisecond

func (m model) hasty() bool { return time.Since(m.since) < haste }

// answered sends the answer, an odd one only after a question.
func (m model) answered() (tea.Model, tea.Cmd) {
	if !m.walk.Odd(m.question.answer()).IsZero() {
		m.overlay, m.scroll = oddOverlay, 0
		return m, nil
	}
	return m.sent()
}

// sent gives the answer to the walk. A hand action is told to the Env before
// the checks look for what it did.
func (m model) sent() (tea.Model, tea.Cmd) {
	tasks, err := m.drive.Answer(m.question.answer())
	if err != nil {
		return m.refused(err)
	}
	m.refusal = ""
	return m.driven(tasks)
}

// refused keeps the question and shows why. A hidden answer is typed anew.
func (m model) refused(err error) (tea.Model, tea.Cmd) {
	m.refusal = clean(err.Error())
	if m.walk.Step().Ask.Kind != steps.Password {
		return m, nil
	}
	var cmd tea.Cmd
	m.question, cmd = m.question.emptied(m.walk, m.leftWidth())
	return m, cmd
}

// costly says whether choosing what is marked spends a try or loses settings.
func (m model) costly() bool {
	o := optionOf(m.walk.Step().Ask, m.question.option())
	if o.Cost == nil {
		return false
	}
	cost, _ := o.Cost(m.walk.Facts()).(methods.Cost)
	return cost.Tries > 0 || cost.Loss == methods.LoseSettings
}

func (m model) back() (tea.Model, tea.Cmd) {
	tasks, moved := m.drive.Back()
	if !moved {
		m.notice = "There is nothing to go back to from here."
		if m.walk.Acting() {
			m.notice = "Wait for the camera's answer first."
		}
		return m, nil
	}
	return m.driven(tasks)
}
