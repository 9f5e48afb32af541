package tui

import (
	"strings"

	"camreset/steps"
)

// askLines is the question with its answers and what the marked one costs, in
// at most room lines. The marked answer is always among them.
func (m model) askLines(room int) []string {
	if m.question.field == nil || room <= 0 {
		return nil
	}
	width := m.leftWidth()
	prompt := wrap(words(m.walk.Step().Ask.Prompt), width)
	if len(prompt) > 2 || room < 8 {
		prompt = []string{cut(strings.Join(prompt, " "), width)}
	}
	if room < 2 {
		prompt = nil
	}
	for i := range prompt {
		prompt[i] = bold.Render(prompt[i])
	}
	answers, note := strings.Split(m.question.field.View(), "\n"), m.note(width)
	space := room - len(prompt)
	keep := min(len(answers), max(m.leastAnswers(), space-len(note)), space)
	out := append(prompt, around(answers, m.question.cursor(), keep, width)...)
	if left := space - keep; left < len(note) {
		note = note[:left]
		if left > 0 && strings.TrimSpace(note[left-1]) != "" {
			note[left-1] = cut(note[left-1], width-2) + " …"
		}
	}
	return append(out, note...)
}

// askRoom is how much of a column the question may take: the title and a
// check stay in sight unless a refusal needs the room.
func (m model) askRoom(room int) int {
	if room < 8 || m.refusal != "" {
		return room
	}
	return room - 3
}

// leastAnswers is how many answers stay visible however long the note is; a
// refusal has to be read first.
func (m model) leastAnswers() int {
	if m.refusal != "" {
		return 1
	}
	return 3
}

// around is the part of the list about the cursor; arrows at its edge say
// that it goes on.
func around(lines []string, cursor, keep, width int) []string {
	shown, above, below := window(lines, cursor-keep/2, keep)
	shown = append([]string(nil), shown...)
	if above && keep > 2 {
		shown[0] = edge(shown[0], "↑", width)
	}
	if below && keep > 2 {
		shown[keep-1] = edge(shown[keep-1], "↓", width)
	}
	return shown
}

func edge(line, arrow string, width int) string {
	line = cut(strings.TrimRight(line, " "), width-2)
	return line + " " + arrow
}

// maxNote bounds what is said under a list.
const maxNote = 5

// note is why an answer was not taken, or what the marked option costs. On a
// screen of the usual height room is kept for the longest, so that nothing
// jumps while the cursor moves.
func (m model) note(width int) []string {
	ask, f := m.walk.Step().Ask, m.walk.Facts()
	if m.refusal != "" {
		lines := hang("! ", m.refusal, width)
		for i := range lines {
			lines[i] = alarm.Render(lines[i])
		}
		return lines
	}
	var lines []string
	if m.walk.Step().HasDone() && !f.Did.IsZero() {
		lines = wrap("Noted. As soon as the checks see it too, this goes on by itself.", width)
	}
	if ask.Kind != steps.Choice {
		return lines
	}
	longest, given := 0, m.question.answer()
	for _, o := range ask.Ordered(f) {
		said := price(o, f, width)
		longest = max(longest, len(said))
		if string(o.Key) == given {
			lines = append(lines, said...)
		}
	}
	for m.height >= 20 && len(lines) < min(longest, maxNote) {
		lines = append(lines, "")
	}
	return lines[:min(len(lines), maxNote)]
}

// price says why an option is shut, or what it costs.
func price(o steps.Option, f steps.Facts, width int) []string {
	if why := o.ShutFor(f); !why.IsZero() {
		return hang("  ", "Not possible: "+words(why), width)
	}
	if o.Cost != nil {
		return hang("  ", clean(o.Cost(f).String()), width)
	}
	return nil
}
