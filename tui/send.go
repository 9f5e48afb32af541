package tui

import (
	"camreset/steps"
	"camreset/steps/methods"

	tea "github.com/charmbracelet/bubbletea"
)

// answered sends the answer, an odd one only after a question.
func (m model) answered() (tea.Model, tea.Cmd) {
	if m.question.form() && m.question.typing() {
		return m.filled()
	}
	if !m.question.odd(m.walk).IsZero() {
		return m.opened(oddOverlay)
	}
	return m.sent()
}

// meant sends an odd answer, or goes on from the field that has it.
func (m model) meant() (tea.Model, tea.Cmd) {
	if !m.question.form() {
		return m.sent()
	}
	f := m.question.field()
	f.meant = f.typed()
	m.question = m.question.with(f)
	return m.filled()
}

// tooSoon says why an Enter is not taken for an answer, if it may not have been meant for
// what stands there now.
func (m model) tooSoon(before quiet) string {
	q := m.question
	inList, sends := q.form() && !q.typing(), q.form() && q.typing() && q.last() && q.answer() != ""
	ready := m.walk.Step().Ask.Ready
	switch {
	case q.table != nil && ready != nil && !ready(m.walk.Facts()) && q.option() != "" && q.field().typed() == "":
		return "Still searching. What answers appears here by itself."
	case q.table != nil && before.hasty(), inList && (before.hasty() || before.repeated()):
		return "The list has only just changed. Look at it, then press Enter once more."
	case sends && before.heldDown():
		return "Look at what stands in the fields, then press Enter once more."
	case (before.hasty() || before.repeated()) && m.costly(m.question.option()):
		return "That costs something. Wait a moment, then press Enter once more if you mean it."
	}
	return ""
}

// sent gives the answer to the walk. A hand action is told to the Env before
// the checks look for what it did.
func (m model) sent() (tea.Model, tea.Cmd) {
	return m.given(m.question.answer())
}

// given gives an answer to the walk, from the question or by its own key.
func (m model) given(answer string) (tea.Model, tea.Cmd) {
	tasks, err := m.drive.Answer(answer)
	m.chosen = answer
	if err != nil {
		return m.refused(err)
	}
	m.refusal = ""
	return m.driven(tasks)
}

// refused keeps the question and shows why. A hidden answer is typed anew.
func (m model) refused(err error) (tea.Model, tea.Cmd) {
	m.refusal = clean(err.Error())
	if !m.question.field().secret {
		return m, nil
	}
	var cmd tea.Cmd
	m.question, cmd = m.question.emptied(m.walk, m.leftWidth())
	return m, cmd
}

// unsent goes back to the field, with what was typed still in it.
func (m model) unsent() model {
	m.overlay, m.scroll = noOverlay, 0
	m.refusal = words(m.question.odd(m.walk)) + " Nothing was sent."
	if m.question.field().secret {
		m.refusal += " Ctrl+R shows what you typed."
	}
	return m
}

// tooSoonFor says the same of an answer that is a key.
func (m model) tooSoonFor(o steps.Option, before quiet) string {
	if before.hasty() {
		return "The screen has only just changed. Look at it, then press that key once more."
	}
	if before.repeated() && m.costly(o.Key) {
		return "That costs something. Wait a moment, then press that key once more if you mean it."
	}
	return ""
}

// costly says whether an answer spends a try or loses settings.
func (m model) costly(key steps.Outcome) bool {
	o := m.walk.Step().Option(key)
	if o == nil || o.Cost == nil {
		return false
	}
	cost, _ := o.Cost(m.walk.Facts()).(methods.Cost)
	return cost.Tries > 0 || cost.Loss == methods.LoseSettings
}
