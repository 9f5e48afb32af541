package tui

import (
	"fmt"
	"strings"

	"camreset/steps"
	"camreset/steps/facts"
)

// maxNote bounds what is said under a list.
const maxNote = 5

// note is why an answer was not taken, or what the marked option costs. On a
// screen of the usual height room is kept for the longest, so that nothing
// jumps while the cursor moves.
func (s screen) note(width int) []string {
	ask, f := s.walk.Step().Ask, s.walk.Facts()
	if s.refusal != "" {
		lines := hang("! ", s.refusal, width)
		for i := range lines {
			lines[i] = alarm.Render(lines[i])
		}
		return lines
	}
	var lines []string
	if s.walk.Step().HasDone() && !f.Did.IsZero() {
		lines = wrap("Noted. As soon as the checks see it too, this goes on by itself.", width)
	}
	if s.question.typing() && s.question.table == nil {
		return lines
	}
	longest, given := 0, s.question.option()
	if s.question.table != nil {
		lines, longest = append(lines, s.pickNote(width)...), 1
	}
	for _, o := range ask.Ordered(f) {
		said := price(o, f, width)
		longest = max(longest, len(said))
		if o.Key == given {
			lines = append(lines, said...)
		}
	}
	for s.height >= 20 && len(lines) < min(longest, maxNote) {
		lines = append(lines, "")
	}
	return lines[:min(len(lines), maxNote)]
}

// pickNote says where in the table the cursor is, where that takes no row away.
func (s screen) pickNote(width int) []string {
	t := s.question.table
	switch t.at().kind {
	case onEntry:
		if s.height < 20 {
			return nil
		}
		line := fmt.Sprintf("%d of %d", t.cursor+1, len(t.shown))
		if len(t.shown) < len(t.rows) {
			line += fmt.Sprintf(" that match, %d in all", len(t.rows))
		}
		return []string{cut("  "+line, width)}
	case onTyped:
		if t.size() > 0 {
			return hang("  ", "Enter takes what you typed, not a row.", width)
		}
	case onOption:
	}
	return nil
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

// leastAnswers is how many answers stay visible however long the note is; a
// refusal has to be read first.
func (s screen) leastAnswers() int {
	if s.refusal != "" {
		return 1
	}
	return 3
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
