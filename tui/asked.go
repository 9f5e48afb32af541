package tui

import (
	"camreset/steps/facts"

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
	prompt := m.promptLines(room, width)
	if m.question.table != nil {
		return append(prompt, m.pickLines(room-len(prompt), width)...)
	}
	answers, note := strings.Split(m.question.view(), "\n"), m.note(width)
	space := room - len(prompt)
	keep := min(len(answers), max(m.leastAnswers(), space-len(note)), space)
	out := append(prompt, around(answers, m.question.cursor(), keep, width)...)
	return append(out, shortened(note, space-keep, width)...)
}

// shortened is a note in at most room lines; a mark says that there is more.
func shortened(note []string, room, width int) []string {
	if room = max(room, 0); room >= len(note) {
		return note
	}
	note = note[:room]
	if room > 0 && strings.TrimSpace(note[room-1]) != "" {
		note[room-1] = cut(note[room-1], width-2) + " …"
	}
	return note
}

// promptLines is the question itself.
func (m model) promptLines(room, width int) []string {
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
	return prompt
}

// askRoom is how much of a column the question may take: the title and a
// check stay in sight unless a refusal needs the room. A table, which could
// fill any screen, leaves the words what they need of a third.
func (m model) askRoom(room int) int {
	switch {
	case m.question.table != nil && room >= 8:
		others := len(m.text()) + len(m.walk.Rows()) + 2 // with a gap after each
		return min(max(room-others, room*2/3), room-3)
	case room < 8 || m.refusal != "":
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
	if m.question.typing && m.question.table == nil {
		return lines
	}
	longest, given := 0, m.question.option()
	if m.question.table != nil {
		lines, longest = append(lines, m.pickNote(width)...), 1
	}
	for _, o := range ask.Ordered(f) {
		said := price(o, f, width)
		longest = max(longest, len(said))
		if o.Key == given {
			lines = append(lines, said...)
		}
	}
	for m.height >= 20 && len(lines) < min(longest, maxNote) {
		lines = append(lines, "")
	}
	return lines[:min(len(lines), maxNote)]
}

// price says why an option is shut, or what it costs.
func price(o steps.Option, f *facts.Facts, width int) []string {
	if why := o.ShutFor(f); !why.IsZero() {
		return hang("  ", "Not possible: "+words(why), width)
	}
	if o.Cost != nil {
		return hang("  ", clean(o.Cost(f).String()), width)
	}
	return nil
}
