package tui

import (
	"slices"
	"strings"
	"unicode/utf8"

	"camreset/steps"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"
)

// A text field drops control characters, and makes blanks of line breaks, without
// a word. So that what is sent is what was typed, a mark stands in the field for
// each character that cannot be seen.

// firstMark begins the marks: characters for private use, which nobody types.
const firstMark = '\U000F0000'

// hidden reports whether a character could not be seen.
func hidden(r rune) bool {
	return r == '\n' || r == utf8.RuneError || clean(string(r)) != string(r)
}

// shown is a text with a question mark for each character that could not be seen.
func shown(text string) string {
	return strings.Map(func(r rune) rune {
		if hidden(r) {
			return '?'
		}
		return r
	}, text)
}

// marked puts marks in the place of what the field would not take.
func (q question) marked(typed []rune) (question, []rune) {
	typed, q.marks = slices.Clone(typed), slices.Clone(q.marks)
	for i, r := range typed {
		if !hidden(r) || len(q.marks) == maxTyped {
			continue
		}
		typed[i] = firstMark + rune(len(q.marks))
		q.marks = append(q.marks, r)
	}
	return q, typed
}

// exact is what was typed, without marks.
func (q question) exact(text string) string {
	return strings.Map(func(r rune) rune {
		if at := int(r - firstMark); at >= 0 && at < len(q.marks) {
			return q.marks[at]
		}
		return r
	}, text)
}

// view draws the field, with a question mark for each mark.
func (q question) view() string {
	return strings.Map(func(r rune) rune {
		if r >= firstMark && r < firstMark+maxTyped {
			return '?'
		}
		return r
	}, q.field.View())
}

// revealed shows a password that is being typed, or hides it again.
func (q question) revealed() question {
	if input, is := q.field.(*huh.Input); is {
		q.bare = !q.bare
		input.EchoMode(map[bool]huh.EchoMode{true: huh.EchoModeNormal, false: huh.EchoModePassword}[q.bare])
	}
	return q
}

// asksPassword says whether what is typed is hidden.
func asksPassword(w steps.Walk) bool {
	ask := w.Step().Ask
	return ask != nil && ask.Kind == steps.Password
}

// typed gives the key to the text field; an old refusal is forgotten.
func (m model) typed(k tea.KeyMsg) (tea.Model, tea.Cmd) {
	m.refusal = ""
	switch {
	case k.Type == tea.KeyCtrlR && asksPassword(m.walk):
		m.question = m.question.revealed()
		return m, nil
	case k.Type == tea.KeyCtrlV: // the field would read a clipboard, and say nothing where there is none
		m.notice = "Nothing was pasted: Ctrl+V does not paste here. Use the terminal's own way, often Ctrl+Shift+V, Shift+Insert or the right mouse button."
		return m, nil
	case k.Paste:
		m, k = m.pasted(k)
	}
	if k.Type == tea.KeyRunes {
		m.question, k.Runes = m.question.marked(k.Runes)
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
	if k.Runes = []rune(text); len(k.Runes)+utf8.RuneCountInString(m.question.typed()) > maxTyped {
		m.notice, k.Runes = "What you pasted is too long for this field. Nothing of it was taken.", nil
	}
	return m, k
}

// sendExactly is asked before an odd answer is sent.
const sendExactly = "Send it exactly so?"

// oddText is the question whether an odd answer is meant.
func (m model) oddText() []string {
	lines := append([]string{bold.Render(sendExactly)}, wrap(words(m.walk.Odd(m.question.answer())), m.width)...)
	lines = append(lines, wrap("Nothing has been sent yet.", m.width)...)
	return append(lines, "", "y  yes, exactly so    n  no, let me change it")
}

// unsent goes back to the field, with what was typed still in it.
func (m model) unsent() model {
	m.overlay, m.scroll = noOverlay, 0
	m.refusal = words(m.walk.Odd(m.question.answer())) + " Nothing was sent."
	if asksPassword(m.walk) {
		m.refusal += " Ctrl+R shows what you typed."
	}
	return m
}
