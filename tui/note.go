package tui

import (
	"fmt"
	"strings"

	"camreset/steps"
	"camreset/steps/facts"
)

// maxNote bounds what is said under a list.
const maxNote = 5

// refusalLines is why the last answer was not taken.
func (s *screen) refusalLines(width int) []string {
	if s.refusal == "" {
		return nil
	}
	return s.marked(steps.Fail, s.refusal, width)
}

// about is what is said of the lit answer, and how many lines the longest needs: room is
// kept for that, so that nothing jumps while the light moves.
func (s *screen) about(width int) (lines []string, longest int) {
	ask, f := s.walk.Step().Ask, s.walk.Facts()
	if s.walk.Step().HasDone() && !f.Did.IsZero() {
		lines = wrap("Noted. As soon as the checks see it too, this continues by itself.", width)
	}
	if t := s.question.table; t != nil {
		lines, longest = append(lines, s.pickNote(width)...), 1
	}
	lit := s.question.option()
	for _, o := range ask.Ordered(f) {
		more := s.aboutOption(o, f, width)
		longest = max(longest, len(more))
		if o.Key == lit && lit != "" && s.refusal == "" {
			lines = append(lines, more...)
		}
	}
	longest = min(max(longest, len(lines)), maxNote)
	lines = lines[:min(len(lines), maxNote)]
	for i := range lines {
		lines[i] = s.look.faint.Render(lines[i])
	}
	return lines, longest
}

// aboutOption says why an option is shut, or what it is about, or what it costs.
func (s *screen) aboutOption(o steps.Option, f *facts.Facts, width int) []string {
	if o.ShutFor(f).IsZero() && o.About != nil && !o.About(f).IsZero() {
		return wrap(words(o.About(f)), width)
	}
	return outdented(price(o, f, width+2))
}

// outdented takes away what price puts before its lines.
func outdented(lines []string) []string {
	for i := range lines {
		lines[i] = strings.TrimPrefix(lines[i], "  ")
	}
	return lines
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

// pickNote says where in a table the light is.
func (s *screen) pickNote(width int) []string {
	t := s.question.table
	switch t.at().kind {
	case onEntry:
		if len(t.shown) == len(t.rows) && len(t.shown) < s.height/2 {
			return nil // all are in sight
		}
		said := fmt.Sprintf("%d of %d", t.cursor+1, len(t.shown))
		if len(t.shown) < len(t.rows) {
			said += fmt.Sprintf(" that match, %d in all", len(t.rows))
		}
		return []string{cut(said, width)}
	case onTyped:
		if t.size() > 0 {
			return wrap("Enter takes what you typed, not a row.", width)
		}
	case onOption:
	}
	return nil
}
