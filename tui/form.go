package tui

import (
	"time"

	"camreset/steps/facts"
	"camreset/steps/flow"

	tea "github.com/charmbracelet/bubbletea"
)

// stepped is where the focus of a form goes with a key, if it goes anywhere: through the
// fields and the list in a circle.
func (q question) stepped(k tea.KeyMsg) (to int, moves bool) {
	n := len(q.fields)
	places := n
	if len(q.list.keys) > 0 {
		places++
	}
	switch {
	case !q.form():
	case q.typing() && keys.on.has(k), k.Type == tea.KeyTab:
		return (q.focus + 1) % places, true
	case q.typing() && keys.before.has(k), k.Type == tea.KeyShiftTab, q.list.cursor == 0 && keys.up.has(k) && !q.typing():
		return (q.focus + places - 1) % places, true
	}
	return q.focus, false
}

// onto gives the focus of a form to a field, or to its list.
func (m model) onto(field int) (model, tea.Cmd) {
	var cmd tea.Cmd
	m.refusal = ""
	m.question, cmd = m.question.focused(field)
	if !m.question.typing() {
		m.quiet.came = time.Now() // an Enter on its way was meant for the field
	}
	return m, cmd
}

// filled goes on from a field of a form. From the last one it sends all of them, after
// another look at those that were passed by other keys; or it goes to the list, where an
// empty field has a meaning of its own.
func (m model) filled() (tea.Model, tea.Cmd) {
	ask, f, at := m.walk.Step().Ask, m.walk.Facts(), m.question.focus
	fields := ask.Asked(f)
	last := m.question.last()
	if last && m.question.answer() == "" && len(m.question.list.keys) > 0 && ask.Blank != "" {
		return m.onto(at + 1)
	}
	from := at
	if last {
		from = 0
	}
	for i := from; i <= at; i++ {
		typed := m.question.fields[i].typed()
		why := fields[i].Refuses(f, m.texts())
		if why.IsZero() && (typed == m.question.fields[i].meant || flow.Odd(typed, fields[i].Secret).IsZero()) {
			continue
		}
		next, focus := m.onto(i)
		if why.IsZero() {
			next.overlay, next.scroll = oddOverlay, 0
			return next, focus
		}
		refused, emptied := next.refused(flow.Refused(why))
		return refused, tea.Batch(focus, emptied)
	}
	if !last {
		return m.onto(at + 1)
	}
	return m.filledIn()
}

// emptyFits says whether a field says itself that it takes nothing at all.
func emptyFits(field formField, f *facts.Facts) bool {
	return field.Valid != nil && field.Valid(f, "").IsZero()
}

// filledIn gives the texts of a form to the walk.
func (m model) filledIn() (tea.Model, tea.Cmd) {
	if _, doing := m.walk.Doing(); doing {
		return m.noted("Wait: the last answer is still being worked on.")
	}
	tasks, err := m.drive.Fill(m.texts())
	if err != nil {
		return m.refused(err)
	}
	m.refusal = ""
	return m.driven(tasks)
}

// texts are those of a form, by the keys of its fields.
func (m model) texts() map[string]string {
	texts := map[string]string{}
	for i, field := range m.walk.Step().Ask.Asked(m.walk.Facts()) {
		texts[field.Key] = m.question.fields[i].typed()
	}
	return texts
}
