package tui

import (
	"slices"
	"strings"

	"camreset/steps"
)

// markWidth is the room for the word of a status, and a space.
const markWidth = len("skip ")

// problem says whether a row has to be seen. What is counted is seen as its clock.
func problem(r steps.Row) bool {
	return r.Result.Left == 0 && (r.Result.Status == steps.Warn || r.Result.Status == steps.Fail)
}

// problems are the rows that warn or fail, with what to do about them; in short each is
// one line.
func (s *screen) problems(width int, short bool) []string {
	var lines []string
	for _, r := range s.walk.Rows() {
		if !problem(r) || s.refuses(r) {
			continue
		}
		if short {
			lines = append(lines, s.short(r, width))
			continue
		}
		lines = append(lines, s.row(r, width)...)
	}
	return lines
}

// refuses says whether a row is why an answer was not taken: that stands under the question,
// until it is answered anew.
func (s *screen) refuses(r steps.Row) bool {
	return r.Result.Status == steps.Fail && (s.refusal == failure(r.Result) || len(s.question.fields) > 0) &&
		!slices.ContainsFunc(s.walk.Step().Checks, func(c steps.Check) bool { return c.ID == r.Check })
}

// failure is why an answer was not taken, and what to do.
func failure(r steps.Result) string { return words(r.Detail) + " " + words(r.Hint) }

// row is one check: its mark, its title, what was found, and what belongs to it: what to do
// about it, or the certificate.
func (s *screen) row(r steps.Row, width int) []string {
	lines := s.marked(r.Result.Status, said(r), width)
	if hint := words(r.Result.Hint); hint != "" {
		lines = append(lines, hang("  ", hint, width)...)
	}
	return lines
}

// short is the same in one line.
func (s *screen) short(r steps.Row, width int) string {
	return s.marked(r.Result.Status, cut(said(r), width-2), width)[0]
}

// said is the title of a row and what was found; a countdown that is well has its time
// elsewhere.
func said(r steps.Row) string {
	title, detail := words(r.Title), words(r.Result.Detail)
	if detail == "" || r.Result.Left > 0 {
		return title
	}
	return title + ": " + detail
}

// marked puts the mark of a status before a text.
func (s *screen) marked(status steps.Status, text string, width int) []string {
	if status == "" {
		return hang(s.spin.View()+" ", text, width)
	}
	return hang(s.look.mark(status)+" ", text, width)
}

// aside names the rows that are not in the body and not to be counted, in so many lines
// at most: that they are well is enough, the rest is behind d.
func (s *screen) aside(width, room int) []string {
	var lines []string
	for _, r := range s.walk.Rows() {
		if problem(r) || r.Result.Left > 0 || r.Result.Status == steps.Skip || len(lines) == room {
			continue
		}
		lines = append(lines, s.marked(r.Result.Status, cut(words(r.Title), width-2), width)[0])
	}
	return lines
}

// past are the rows of a step that was left: what had not come by then is left
// out, and nothing runs any more.
func past(rows []steps.Row) []steps.Row {
	var out []steps.Row
	for _, r := range rows {
		if r.Result.Status != "" {
			r.Result.Progress, r.Result.Left = 0, 0
			out = append(out, r)
		}
	}
	return out
}

// pad fills a text up to a width.
func pad(text string, width, wide int) string {
	return text + strings.Repeat(" ", max(width-wide, 0))
}
