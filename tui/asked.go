package tui

import (
	"strings"
)

// askLines is the question with its answers and what the marked one costs, in
// at most room lines. The marked answer is always among them.
func (s screen) askLines(room int) []string {
	if s.question.field == nil || room <= 0 {
		return nil
	}
	width := s.leftWidth()
	prompt := s.promptLines(room, width)
	if s.question.table != nil {
		return append(prompt, s.pickLines(room-len(prompt), width)...)
	}
	answers, note := strings.Split(s.question.view(), "\n"), s.note(width)
	space := room - len(prompt)
	keep := min(len(answers), max(s.leastAnswers(), space-len(note)), space)
	out := append(prompt, around(answers, s.question.cursor(), keep, width)...)
	return append(out, shortened(note, space-keep, width)...)
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
