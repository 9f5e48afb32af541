package tui

import (
	"strings"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
)

// typed gives the key to the text field; an old refusal is forgotten.
func (m model) typed(k tea.KeyMsg) (tea.Model, tea.Cmd) {
	m.refusal = ""
	switch {
	case k.Type == tea.KeyCtrlR && m.question.field().secret:
		m.question = m.question.with(m.question.field().revealed())
		return m, nil
	case k.Type == tea.KeyCtrlV: // the field would read a clipboard, and say nothing where there is none
		return m.noted("Nothing was pasted: Ctrl+V does not paste here. Use the terminal's own way, often Ctrl+Shift+V, Shift+Insert or the right mouse button.")
	case k.Paste:
		m, k = m.pasted(k)
	}
	if k.Type == tea.KeyRunes {
		f, runes := m.question.field().marked(k.Runes)
		m.question, k.Runes = m.question.with(f), runes
	}
	return m.toQuestion(k)
}

// pasted is a paste without the line breaks at its end, or without anything where
// the field has no room for all of it.
func (m model) pasted(k tea.KeyMsg) (model, tea.KeyMsg) {
	text := strings.TrimRight(string(k.Runes), "\r\n")
	if len(text) < len(string(k.Runes)) {
		m.notice = "The line break at the end of what you pasted was left out."
	}
	if k.Runes = []rune(text); len(k.Runes)+utf8.RuneCountInString(m.question.field().typed()) > maxTyped {
		m.notice, k.Runes = "What you pasted is too long for this field. Nothing of it was taken.", nil
	}
	return m, k
}
