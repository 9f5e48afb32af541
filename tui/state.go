package tui

import (
	"slices"
	"strings"

	"camreset/steps"
)

// stateLines are one line, a notice more: what has just happened, else what is being
// measured for the first time, else how things stand.
func (s *screen) stateLines() []string {
	rows := s.walk.Rows()
	switch step := s.walk.Step(); {
	case s.notice != "":
		said := wrap(clean(s.notice), s.width)
		return said[:min(len(said), max(s.height/6, 1))]
	case waiting(rows):
		return []string{s.spin.View() + " " + cut(measured(rows), s.width-len(s.look.spinner.Frames[0])-1)}
	case step.State != nil && !step.State(s.walk.Facts()).IsZero():
		return s.under("", words(step.State(s.walk.Facts())))
	}
	for _, r := range rows {
		if !s.isDialog() && r.Result.Status == steps.OK && r.Result.Left == 0 && r.Result.Progress == 0 && !r.Result.Detail.IsZero() {
			return s.under(s.look.mark(steps.OK)+" ", words(r.Result.Detail))
		}
	}
	for _, r := range slices.Backward(rows) { // nothing is well yet: what is waited for
		if !s.isDialog() && r.Result.Status == steps.Skip && r.Result.Left == 0 && r.Result.Progress == 0 && !r.Result.Detail.IsZero() {
			return s.under("", words(r.Result.Detail))
		}
	}
	return nil
}

// under is a sentence at the bottom of the screen, in two lines at most.
func (s *screen) under(mark, said string) []string {
	lines := hang(mark, said, s.width)
	if len(lines) > 1 && s.height < 24 {
		return []string{cut(mark+said, s.width)}
	}
	if len(lines) > 2 {
		lines = []string{lines[0], cut(strings.Join(lines[1:], " "), s.width)}
	}
	return lines
}

// measured names what has no result yet, and what takes long.
func measured(rows []steps.Row) string {
	var titles []string
	for _, r := range rows {
		if running(r) {
			titles = append(titles, oneLine(r.Title))
		}
	}
	return strings.Join(titles, ", ")
}

// waiting says whether a row has nothing to show yet.
func waiting(rows []steps.Row) bool { return slices.ContainsFunc(rows, running) }

// running says whether a row is still to come.
func running(r steps.Row) bool { return r.Result.Status == "" }
