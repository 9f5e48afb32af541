package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// askLines is the question with its answers and what the marked one costs, in
// at most room lines. The marked answer is always among them.
func (s screen) askLines(room int) []string {
	if !s.question.asks() || room <= 0 {
		return nil
	}
	width := s.leftWidth()
	prompt := s.promptLines(room, width)
	if s.question.table != nil {
		return append(prompt, s.pickLines(room-len(prompt), width)...)
	}
	answers, cursor := s.answerLines(width)
	note := s.note(width)
	space := room - len(prompt)
	keep := min(len(answers), max(s.leastAnswers(), space-len(note)), space)
	out := append(prompt, around(answers, cursor, keep, width)...)
	return append(out, shortened(note, space-keep, width)...)
}

// answerLines are the fields and the options, and the line that has the focus.
func (s screen) answerLines(width int) (lines []string, focus int) {
	q := s.question
	options := optionLines(s.walk, q.list, !q.typing(), width)
	switch {
	case q.form():
		lines = append(q.formLines(width), options...)
	case q.typing():
		return strings.Split(q.field().view(), "\n"), 0
	default:
		lines = options
	}
	if q.typing() {
		return lines, q.focus
	}
	return lines, len(q.fields) + q.list.cursor
}

// formLines are the fields of a form, each in one line behind its label.
func (q question) formLines(width int) []string {
	room, lines := q.labelWidth(width), make([]string, 0, len(q.fields))
	for i, f := range q.fields {
		label := cut(q.labels[i], room)
		label += strings.Repeat(" ", room-ansi.StringWidth(label)+labelGap)
		view, _, _ := strings.Cut(f.view(), "\n")
		lines = append(lines, pointed(label, i == q.focus)+view)
	}
	return lines
}

// promptLines is the question itself.
func (s screen) promptLines(room, width int) []string {
	prompt := wrap(words(s.walk.Step().Ask.Prompt), width)
	if len(prompt) > 2 || room < 8 {
		prompt = []string{cut(strings.Join(prompt, " "), width)}
	}
	if room < 2 {
		prompt = nil
	}
	for i := range prompt {
		prompt[i] = bold.Render(prompt[i])
	}
	return prompt
}

// askRoom is how much of a column the question may take: the title and a
// check stay in sight unless a refusal needs the room. A table, which could
// fill any screen, leaves the words what they need of a third.
func (s screen) askRoom(room int) int {
	switch {
	case s.question.table != nil && room >= 8:
		others := len(s.text()) + len(s.walk.Rows()) + 2 // with a gap after each
		return min(max(room-others, room*2/3), room-3)
	case room < 8 || s.refusal != "":
		return room
	}
	return room - 3
}
